/* Tables made by a test, without a source: cells with numbered lines, through boxes and pages. */
#ifndef NIANBAO_TESTS_SET_TABLE_H
#define NIANBAO_TESTS_SET_TABLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "page/page.h"

/* Fonts are opened once; a table has an arena of its own. */
struct table_bench {
  struct arena *arena;
  struct files files;
  struct diags diags;
  struct fonts *fonts;
  const struct sheet *gongwen;
};

struct set_table {
  struct arena *arena;
  struct diags diags;
  struct sheet sheet; /* to be changed before it is set */
  struct block_table table;
  int paragraphs; /* above it */
  bool captioned, noted;
  struct boxes *boxes;
  const struct box_table *box;
  struct frame_document *document;
};

static inline int table_bench_open(void **state)
{
  struct arena *arena = arena_new();
  struct table_bench *bench = ARENA_NEW(arena, struct table_bench);
  bench->arena = arena;
  files_init(&bench->files, arena);
  diags_init(&bench->diags, arena);
  bench->fonts = fonts_open(arena, &bench->files, NIANBAO_ROOT "/fonts", &bench->diags);
  bench->gongwen = sheet_load(arena, &bench->files, NIANBAO_ROOT "/layouts", "gongwen", SPAN_NONE, &bench->diags);
  *state = bench;
  return bench->fonts && bench->gongwen ? 0 : -1;
}

static inline int table_bench_close(void **state)
{
  struct table_bench *bench = *state;
  fonts_close(bench->fonts);
  arena_free(bench->arena);
  return 0;
}

static inline struct set_table table_new(const struct table_bench *bench, uint32_t rows, uint32_t columns,
                                         uint32_t head_rows)
{
  struct set_table t = {.arena = arena_new(), .sheet = *bench->gongwen};
  diags_init(&t.diags, t.arena);
  t.table = (struct block_table){.rows = rows, .columns = columns, .head_rows = head_rows};
  t.table.cells = ARENA_ARRAY(t.arena, (size_t)rows * columns, struct block_cell);
  t.table.widths = ARENA_ARRAY(t.arena, columns, struct block_width);
  for (uint32_t c = 0; c < columns; c++)
    t.table.widths[c].share = 1;
  return t;
}

static inline void table_done(struct set_table *t)
{
  arena_free(t->arena);
}

static inline struct block_runs run_of(struct arena *arena, const char *words)
{
  struct block_run *run = ARENA_NEW(arena, struct block_run);
  *run = (struct block_run){.text = words, .length = (uint32_t)strlen(words)};
  return (struct block_runs){run, 1, 1};
}

/* Adds the next cell, by row and then column. Its lines are "k7x1", "k7x2" … in the cell with index 7. */
static inline struct block_cell *table_cell(struct set_table *t, uint32_t row, uint32_t column, uint32_t row_span,
                                            uint32_t column_span, int lines)
{
  size_t index = t->table.cell_count++;
  struct block_cell *cell = &t->table.cells[index];
  bool head = row < t->table.head_rows;
  *cell = (struct block_cell){row, column, row_span, column_span, .align = ALIGN_CENTRE};
  cell->header = head || column == 0;
  cell->scope = head ? FRAME_SCOPE_COLUMN : column == 0 ? FRAME_SCOPE_ROW : FRAME_SCOPE_NONE;
  cell->style = head ? STYLE_TABLE_HEAD : column == 0 ? STYLE_TABLE_STUB : STYLE_TABLE_CELL;
  if (lines == 0)
    return cell;
  GString *words = g_string_new(NULL);
  for (int k = 1; k <= lines; k++)
    g_string_append_printf(words, "%sk%zux%d", k > 1 ? "\u2028" : "", index, k);
  cell->phrases = ARENA_NEW(t->arena, struct block_runs);
  *cell->phrases = run_of(t->arena, arena_strdup(t->arena, words->str));
  cell->phrase_count = 1;
  g_string_free(words, TRUE);
  return cell;
}

#define SET_CAPTION "标题"
#define SET_NOTE    "附注"

static inline struct block *table_add_block(struct set_table *t, struct blocks *blocks, enum block_kind kind,
                                            enum style_id style, const char *words)
{
  struct block *block = ARENA_PUSH(t->arena, blocks);
  *block = (struct block){.kind = kind, .style = style, .tag = FRAME_TAG_P};
  if (words)
    block->text = run_of(t->arena, words);
  return block;
}

/* Through boxes and pages, and what every document must satisfy. */
static inline void table_set(const struct table_bench *bench, struct set_table *t)
{
  struct blocks blocks = {0};
  for (int i = 0; i < t->paragraphs; i++)
    table_add_block(t, &blocks, BLOCK_PARAGRAPH, STYLE_BODY, "段落。");
  if (t->captioned) {
    struct block *caption = table_add_block(t, &blocks, BLOCK_PARAGRAPH, STYLE_CAPTION, SET_CAPTION);
    caption->tag = FRAME_TAG_CAPTION;
    caption->caption_next = caption->keep_with_next = true;
    t->table.caption = caption->text;
  }
  struct block *block = table_add_block(t, &blocks, BLOCK_TABLE, STYLE_TABLE_CELL, NULL);
  block->tag = FRAME_TAG_TABLE;
  block->table = &t->table;
  block->keep_with_next = t->noted;
  if (t->noted)
    table_add_block(t, &blocks, BLOCK_PARAGRAPH, STYLE_TABLE_NOTE, SET_NOTE)->table_note = true;
  table_add_block(t, &blocks, BLOCK_PARAGRAPH, STYLE_BODY, "后文。");
  t->boxes = boxes_build(t->arena, &blocks, &t->sheet, bench->fonts, &t->diags);
  for (size_t i = 0; i < t->boxes->count; i++)
    if (t->boxes->items[i].table)
      t->box = t->boxes->items[i].table;
  struct page_meta meta = {
      .title = "t", .author = "a", .subject = "s", .lang = "zh-CN", .year = 2025, .month = 12, .day = 31};
  t->document = pages_build(t->arena, t->boxes, &t->sheet, &meta, &t->diags);
  assert_non_null(t->document);
  const char *wrong = frame_verify(t->arena, t->document);
  if (wrong)
    fail_msg("%s", wrong);
}

/* --- what came out --- */

/* A run of a table's cells. */
struct cell_run {
  size_t page;
  size_t cell; /* SIZE_MAX: not one of a cell's lines */
  int line;    /* from 1 */
  bool artifact;
  uint32_t element; /* the innermost */
  len left, right, top, bottom;
  const char *words;
};

static inline struct cell_run cell_run_of(const struct frame_item *item, size_t page, bool artifact, uint32_t element)
{
  const struct frame_run *run = &item->as.run;
  struct cell_run out = {page, SIZE_MAX, 0, artifact, element, .words = run->text};
  out.left = item->x;
  out.right = item->x + run->advance;
  out.top = item->y - len_scale(run->size, 880, 1000);
  out.bottom = out.top + run->size;
  char *end = NULL;
  if (run->text[0] != 'k')
    return out;
  out.cell = (size_t)g_ascii_strtoull(run->text + 1, &end, 10);
  assert_int_equal(*end, 'x');
  out.line = (int)g_ascii_strtoull(end + 1, NULL, 10);
  return out;
}

/* All runs, in the order drawn. Free with g_array_unref. */
static inline GArray *table_runs(const struct set_table *t)
{
  GArray *runs = g_array_new(FALSE, FALSE, sizeof(struct cell_run));
  for (size_t p = 0; p < t->document->page_count; p++) {
    const struct frame_page *page = &t->document->pages[p];
    uint32_t stack[64];
    size_t depth = 0;
    bool artifact = false;
    for (size_t i = 0; i < page->count; i++) {
      const struct frame_item *item = &page->items[i];
      if (item->kind == FRAME_TAG_BEGIN)
        stack[depth++] = item->as.element;
      depth -= item->kind == FRAME_TAG_END;
      if (item->kind == FRAME_ARTIFACT_BEGIN || item->kind == FRAME_ARTIFACT_END)
        artifact = item->kind == FRAME_ARTIFACT_BEGIN;
      if (item->kind != FRAME_RUN)
        continue;
      struct cell_run run = cell_run_of(item, p, artifact, depth ? stack[depth - 1] : 0);
      g_array_append_val(runs, run);
    }
  }
  return runs;
}

#endif
