/* A report laid out with a layout of the checkout in which a test has changed what it looks at. */
#ifndef NIANBAO_TESTS_LAID_H
#define NIANBAO_TESTS_LAID_H

#include "../unit/page/paged.h"

struct laid {
  struct paged paged;
  struct sheet sheet; /* to be changed before laid_build */
};

static inline void laid_open(struct laid *l, const char *layout)
{
  *l = (struct laid){.paged = {.arena = arena_new()}};
  struct paged *p = &l->paged;
  files_init(&p->files, p->arena);
  diags_init(&p->diags, p->arena);
  const struct sheet *sheet = sheet_load(p->arena, &p->files, NIANBAO_ROOT "/layouts", layout, SPAN_NONE, &p->diags);
  assert_non_null(sheet);
  l->sheet = *sheet;
  p->sheet = &l->sheet;
}

static inline const struct node *laid_parse(struct paged *p, const char *name, const char *yaml)
{
  uint32_t file = files_add(&p->files, name, yaml, strlen(yaml));
  const struct node *root = source_parse(p->arena, &p->files, file, &p->diags);
  assert_non_null(root);
  return root;
}

/* `form`: the text of a form that the report names, or NULL. */
static inline void laid_build_form(struct laid *l, const char *form, const char *yaml)
{
  struct paged *p = &l->paged;
  struct report *report = report_read(p->arena, &p->files, laid_parse(p, "test.yaml", yaml), &p->diags);
  assert_non_null(report);
  const struct form *read =
      form ? form_read(p->arena, &p->files, laid_parse(p, "form.yaml", form), report->form, &p->diags) : NULL;
  assert_true(!form || read);
  struct facts *facts = facts_resolve(p->arena, &p->files, report, read, &p->diags);
  struct blocks *blocks = blocks_build(p->arena, report, facts, p->sheet, &p->diags);
  p->fonts = fonts_open(p->arena, &p->files, NIANBAO_ROOT "/fonts", &p->diags);
  assert_non_null(p->fonts);
  p->boxes = boxes_build(p->arena, blocks, p->sheet, p->fonts, &p->diags);
  struct page_meta meta = {
      .title = "t", .author = "a", .subject = "s", .lang = "zh-CN", .year = 2025, .month = 12, .day = 31};
  p->document = pages_build(p->arena, p->boxes, p->sheet, &meta, &p->diags);
  assert_non_null(p->document);
  const char *wrong = frame_verify(p->arena, p->document);
  if (wrong)
    fail_msg("%s", wrong);
}

static inline void laid_build(struct laid *l, const char *yaml)
{
  laid_build_form(l, NULL, yaml);
}

static inline void laid_build_words(struct laid *l, const char *words)
{
  char *yaml = free_report(words);
  laid_build(l, yaml);
  g_free(yaml);
}

static inline void laid_close(struct laid *l)
{
  paged_close(&l->paged);
}

/* The n-th paragraph of the text, from 0. */
static inline const struct box *laid_paragraph(const struct laid *l, size_t n)
{
  for (size_t i = 0; i < l->paged.boxes->count; i++) {
    const struct box *box = &l->paged.boxes->items[i];
    if (box->block->style == STYLE_BODY && n-- == 0)
      return box;
  }
  fail_msg("there is no such paragraph");
  return NULL;
}

#endif
