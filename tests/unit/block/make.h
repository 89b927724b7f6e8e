/* A source brought as far as its blocks. */
#ifndef NIANBAO_TESTS_BLOCK_MAKE_H
#define NIANBAO_TESTS_BLOCK_MAKE_H

#include "../golden.h"

#include "block/block.h"

#define LAYOUTS NIANBAO_ROOT "/layouts"

struct made {
  struct arena *arena;
  struct files files;
  struct diags diags;
  const struct report *report;
  const struct facts *facts;
  const struct sheet *sheet;
  struct blocks *blocks;
};

static inline void make_blocks(struct made *made, const char *text)
{
  *made = (struct made){.arena = arena_new()};
  files_init(&made->files, made->arena);
  diags_init(&made->diags, made->arena);
  uint32_t file = files_add(&made->files, "test.yaml", text, strlen(text));
  const struct node *root = source_parse(made->arena, &made->files, file, &made->diags);
  assert_non_null(root);
  made->report = report_read(made->arena, &made->files, root, &made->diags);
  assert_non_null(made->report);
  const struct form *form = NULL;
  if (made->report->form)
    form = form_load(made->arena, &made->files, LAYOUTS, made->report->form, SPAN_NONE, &made->diags);
  made->facts = facts_resolve(made->arena, &made->files, made->report, form, &made->diags);
  made->sheet = sheet_load(made->arena, &made->files, LAYOUTS, "gongwen", SPAN_NONE, &made->diags);
  assert_non_null(made->sheet);
  made->blocks = blocks_build(made->arena, made->report, made->facts, made->sheet, &made->diags);
}

static inline void made_done(struct made *made)
{
  arena_free(made->arena);
}

/* All text of a block's runs. */
static inline const char *runs_text(struct made *made, const struct block_runs *runs)
{
  const char *text = "";
  for (size_t i = 0; i < runs->count; i++)
    text = arena_printf(made->arena, "%s%s", text, runs->items[i].text);
  return text;
}

#endif
