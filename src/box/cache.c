#include "box/cache.h"

#include <glib.h>
#include <string.h>

#include "base/memo.h"

/* What was built for a block. */
struct kept {
  const struct span *spans; /* of what it was made from, in the order of the key */
  const size_t *cells;      /* of a table: see struct box_copying */
  size_t span_count;
  struct box_lines lines;
  const struct box_table *table;   /* or NULL */
  const struct block_table *block; /* of a table: dead, but for rows and columns, which are those of the key */
};

/* What a block is made of, for the eye. */
struct ask {
  GByteArray *key;
  GArray *spans;           /* of struct span */
  GArray *cells;           /* of size_t */
  size_t diags, fallbacks; /* how many there were */
};

struct box_cache {
  struct memo *memo; /* of struct kept */
  struct ask ask;
};

/* --- keys --- */

static void put_bytes(GByteArray *key, const void *bytes, size_t size)
{
  g_byte_array_append(key, bytes, (guint)size);
}

static void put_number(GByteArray *key, int64_t number)
{
  put_bytes(key, &number, sizeof number);
}

static void put_text(GByteArray *key, const char *text, size_t length)
{
  put_number(key, (int64_t)length);
  put_bytes(key, text, length);
}

static void put_run(struct ask *ask, const struct block_run *run)
{
  put_text(ask->key, run->text, run->length);
  put_number(ask->key, run->marks);
  put_number(ask->key, (int64_t)run->note << 32 | run->line);
  put_number(ask->key, run->phrase_end);
  put_number(ask->key, (int64_t)run->span.end - run->span.begin); /* parts of it are found by their distance */
  put_number(ask->key, run->link != NULL);
  if (run->link)
    put_text(ask->key, run->link, strlen(run->link));
  g_array_append_val(ask->spans, run->span);
}

static void put_runs(struct ask *ask, const struct block_runs *runs)
{
  put_number(ask->key, (int64_t)runs->count);
  for (size_t i = 0; i < runs->count; i++)
    put_run(ask, &runs->items[i]);
}

static void put_block(struct ask *ask, const struct box *box)
{
  const struct block *block = box->block;
  put_number(ask->key, block->kind);
  put_number(ask->key, block->style);
  put_number(ask->key, box->style->size); /* a note's may be smaller than its style says, CL-93 */
  put_number(ask->key, box->turned);
  put_number(ask->key, block->divided);
  put_number(ask->key, block->entry_of != 0);
  put_runs(ask, &block->label);
  put_runs(ask, &block->text);
}

static void put_cell(struct ask *ask, const struct block_cell *cell)
{
  const int64_t numbers[] = {
      cell->row,         cell->column,        cell->row_span,        cell->column_span,
      cell->style,       cell->align,         cell->header,          cell->band,
      cell->diagonal,    cell->group,         cell->indent,          cell->total,
      cell->figure.sign, cell->figure.digits, cell->figure.decimals, (int64_t)cell->phrase_count};
  put_bytes(ask->key, numbers, sizeof numbers);
  size_t begin = ask->spans->len;
  g_array_append_val(ask->cells, begin);
  for (size_t i = 0; i < cell->phrase_count; i++)
    put_runs(ask, &cell->phrases[i]);
}

static void put_table(struct ask *ask, const struct block_table *table)
{
  const int64_t numbers[] = {table->rows, table->columns, table->head_rows,          table->turned,
                             table->wide, table->across,  (int64_t)table->cell_count};
  put_bytes(ask->key, numbers, sizeof numbers);
  for (uint32_t i = 0; i < table->columns; i++) {
    const struct block_width *width = &table->widths[i];
    const int64_t widths[] = {width->chars, width->share, width->content, width->length};
    put_bytes(ask->key, widths, sizeof widths);
  }
  for (size_t i = 0; i < table->cell_count; i++)
    put_cell(ask, &table->cells[i]);
  size_t begin = ask->spans->len;
  g_array_append_val(ask->cells, begin);
  put_runs(ask, &table->unit);
  put_runs(ask, &table->caption);
}

static struct ask *ask_begin(const struct box_context *context)
{
  struct ask *ask = &context->cache->ask;
  g_byte_array_set_size(ask->key, 0);
  g_array_set_size(ask->spans, 0);
  g_array_set_size(ask->cells, 0);
  ask->diags = context->diags->count;
  ask->fallbacks = fonts_fallback_places(context->fonts);
  return ask;
}

static void ask_for(const struct box_context *context, const struct box *box)
{
  struct ask *ask = ask_begin(context);
  put_block(ask, box);
  if (box->block->table)
    put_table(ask, box->block->table);
}

static void ask_for_line(const struct box_context *context, const struct text_style *style, const char *words)
{
  struct ask *ask = ask_begin(context);
  put_bytes(ask->key, style, sizeof *style);
  put_text(ask->key, words, strlen(words));
}

/* --- values --- */

static void copy_table(struct arena *arena, const struct kept *from, struct kept *out)
{
  size_t *none = g_new0(size_t, from->table->cell_count + 1); /* no span is looked for, of no cell */
  struct box_copying copying = {.arena = arena, .cells = none};
  out->cells = arena_copy(arena, from->cells, from->table->cell_count + 1, sizeof *from->cells);
  out->block = arena_copy(arena, from->block, 1, sizeof *from->block);
  out->table = box_copy_table(&copying, from->table, out->block);
  g_free(none);
}

static void *copy_kept(struct arena *arena, const void *value)
{
  const struct kept *from = value;
  struct kept *out = arena_copy(arena, from, 1, sizeof *from);
  out->spans = arena_copy(arena, from->spans, from->span_count, sizeof *from->spans);
  if (from->table)
    copy_table(arena, from, out);
  else
    out->lines = box_copy_lines(&(struct box_copying){.arena = arena}, &from->lines);
  return out;
}

/* --- the whole --- */

struct box_cache *box_cache_new(void)
{
  struct box_cache *cache = g_new0(struct box_cache, 1);
  cache->memo = memo_new(copy_kept);
  cache->ask.key = g_byte_array_new();
  cache->ask.spans = g_array_new(FALSE, FALSE, sizeof(struct span));
  cache->ask.cells = g_array_new(FALSE, FALSE, sizeof(size_t));
  return cache;
}

void box_cache_free(struct box_cache *cache)
{
  if (!cache)
    return;
  memo_free(cache->memo);
  g_byte_array_free(cache->ask.key, TRUE);
  g_array_free(cache->ask.spans, TRUE);
  g_array_free(cache->ask.cells, TRUE);
  g_free(cache);
}

void box_cache_empty(struct box_cache *cache)
{
  memo_empty(cache->memo);
}

void box_cache_begin(struct box_cache *cache)
{
  memo_begin(cache->memo);
}

void box_cache_end(struct box_cache *cache)
{
  memo_end(cache->memo);
}

bool box_cache_take(const struct box_context *context, struct box *box)
{
  struct box_cache *cache = context->cache;
  if (!cache)
    return false;
  ask_for(context, box);
  const struct kept *kept = memo_find(cache->memo, cache->ask.key->data, cache->ask.key->len);
  if (!kept)
    return false;
  struct box_copying copying = {.arena = context->arena,
                                .old = kept->spans,
                                .new = (const struct span *)(const void *)cache->ask.spans->data,
                                .last = kept->span_count,
                                .cells = kept->cells};
  if (kept->table)
    box->table = box_copy_table(&copying, kept->table, box->block->table);
  else
    box->lines = box_copy_lines(&copying, &kept->lines);
  return true;
}

/* Nothing was said meanwhile. */
static bool is_quiet(const struct box_context *context)
{
  const struct ask *ask = &context->cache->ask;
  return context->diags->count == ask->diags && fonts_fallback_places(context->fonts) == ask->fallbacks;
}

/* A folded table stands on blocks of its own. */
static bool is_folded(const struct box *box)
{
  const struct box_table *table = box->table;
  return table && (table->next || table->whole || table->block != box->block->table);
}

void box_cache_put(const struct box_context *context, const struct box *box)
{
  struct box_cache *cache = context->cache;
  if (!cache || !is_quiet(context) || is_folded(box))
    return;
  const struct ask *ask = &cache->ask;
  struct kept kept = {.spans = (const struct span *)(const void *)ask->spans->data,
                      .cells = (const size_t *)(const void *)ask->cells->data,
                      .span_count = ask->spans->len,
                      .lines = box->lines,
                      .table = box->table,
                      .block = box->block->table};
  memo_keep(cache->memo, ask->key->data, ask->key->len, &kept);
}

bool box_cache_take_line(const struct box_context *context, const struct text_style *style, const char *words,
                         struct box_line *line)
{
  struct box_cache *cache = context->cache;
  if (!cache)
    return false;
  ask_for_line(context, style, words);
  const struct kept *kept = memo_find(cache->memo, cache->ask.key->data, cache->ask.key->len);
  if (!kept)
    return false;
  *line = box_copy_lines(&(struct box_copying){.arena = context->arena}, &kept->lines).items[0];
  return true;
}

void box_cache_put_line(const struct box_context *context, const struct box_line *line)
{
  struct box_cache *cache = context->cache;
  if (!cache || !is_quiet(context))
    return;
  struct box_line copy = *line;
  struct kept kept = {.lines = {.items = &copy, .count = 1}};
  memo_keep(cache->memo, cache->ask.key->data, cache->ask.key->len, &kept);
}
