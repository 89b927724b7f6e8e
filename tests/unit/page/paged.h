/* What the tests of page/ share: a source in memory, through every stage, to a verified frame document. */
#ifndef NIANBAO_TESTS_PAGED_H
#define NIANBAO_TESTS_PAGED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "page/page.h"

struct paged {
  struct arena *arena;
  struct files files;
  struct diags diags;
  struct fonts *fonts;
  const struct sheet *sheet;
  struct boxes *boxes;
  struct frame_document *document;
};

static inline void paged_close(struct paged *p)
{
  fonts_close(p->fonts);
  arena_free(p->arena);
}

/* `change`: what the sheet has different from its layout; or NULL. */
static inline struct paged paged_build_from(const char *yaml, bool draft, const char *layouts,
                                            void (*change)(struct sheet *sheet))
{
  struct paged p = {.arena = arena_new()};
  files_init(&p.files, p.arena);
  diags_init(&p.diags, p.arena);
  uint32_t file = files_add(&p.files, "test.yaml", yaml, strlen(yaml));
  const struct node *root = source_parse(p.arena, &p.files, file, &p.diags);
  assert_non_null(root);
  struct report *report = report_read(p.arena, &p.files, root, &p.diags);
  assert_non_null(report);
  const struct form *form =
      report->form ? form_load(p.arena, &p.files, NIANBAO_ROOT "/layouts", report->form, report->form_span, &p.diags)
                   : NULL;
  struct facts *facts = facts_resolve(p.arena, &p.files, report, form, &p.diags);
  p.sheet = sheet_load(p.arena, &p.files, layouts, report->layout, report->layout_span, &p.diags);
  assert_non_null(p.sheet);
  struct sheet *sheet = ARENA_NEW(p.arena, struct sheet);
  *sheet = *p.sheet;
  if (change)
    change(sheet);
  p.sheet = sheet;
  struct blocks *blocks = blocks_build(p.arena, report, facts, p.sheet, &p.diags);
  p.fonts = fonts_open(p.arena, &p.files, NIANBAO_ROOT "/fonts", &p.diags);
  assert_non_null(p.fonts);
  p.boxes = boxes_build(p.arena, blocks, p.sheet, p.fonts, &p.diags);
  struct page_meta meta = {
      .title = "", .author = "", .subject = "", .lang = "zh-CN", .year = 2025, .month = 12, .day = 31};
  meta.draft = draft;
  meta.title = "报告";
  meta.author = report->agency ? report->agency : "";
  meta.report_year = report->year;
  p.document = pages_build(p.arena, p.boxes, p.sheet, &meta, &p.diags);
  if (p.document) {
    const char *wrong = frame_verify(p.arena, p.document);
    if (wrong)
      fail_msg("%s", wrong);
  }
  return p;
}

static inline struct paged paged_build(const char *yaml, bool draft)
{
  return paged_build_from(yaml, draft, NIANBAO_ROOT "/layouts", NULL);
}

static inline struct paged paged_build_with(const char *yaml, bool draft, void (*change)(struct sheet *sheet))
{
  return paged_build_from(yaml, draft, NIANBAO_ROOT "/layouts", change);
}

/* A free report: the text of one section, indented as YAML wants it. */
static inline char *free_report(const char *text)
{
  GString *yaml =
      g_string_new("agency: 某区某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 总体情况\n    text: |\n");
  for (size_t length; *text; text += length + (text[length] != '\0')) {
    length = strcspn(text, "\n"); /* not g_strsplit: its strstr measures all that is left under the address sanitizer */
    g_string_append_printf(yaml, "      %.*s\n", (int)length, text);
  }
  return g_string_free(yaml, FALSE);
}

/* Not inline: gcc 12 takes what g_file_get_contents gives for a pointer to its local variable. */
__attribute__((noinline, unused)) static char *read_data(const char *name)
{
  char *path = g_build_filename(NIANBAO_ROOT, "data", name, NULL), *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_free(path);
  return text;
}

/* Runs in the order drawn, with what they are inside of: the innermost tag's name, or "artifact". */
typedef void (*paged_visit)(const struct frame_page *page, size_t number, const struct frame_item *item,
                            const char *inside, void *data);

static inline void paged_each_run(const struct paged *p, paged_visit visit, void *data)
{
  for (size_t n = 0; n < p->document->page_count; n++) {
    const struct frame_page *page = &p->document->pages[n];
    const char *stack[64];
    size_t depth = 0;
    for (size_t i = 0; i < page->count; i++) {
      const struct frame_item *item = &page->items[i];
      if (item->kind == FRAME_TAG_BEGIN)
        stack[depth++] = frame_tag_name(p->document->elements[item->as.element].tag);
      else if (item->kind == FRAME_ARTIFACT_BEGIN)
        stack[depth++] = "artifact";
      else if (item->kind == FRAME_TAG_END || item->kind == FRAME_ARTIFACT_END)
        depth--;
      else if (item->kind == FRAME_RUN)
        visit(page, n, item, depth ? stack[depth - 1] : "", data);
    }
  }
}

#endif
