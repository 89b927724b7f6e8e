#include "diff/diff.h"

#include <glib.h>
#include <string.h>

#include "diff/align.h"
#include "diff/tables.h"
#include "diff/words.h"

/* A version of the report: its blocks and its footnotes in one sequence, each with what tells it from others. */
struct version {
  const struct block **items;
  struct words *words;   /* of each: a table's caption, a chart's figures in words */
  uint64_t *keys;        /* of each: equal where there is nothing more to compare, but for tables */
  const char **sections; /* of each: the heading it stands under */
  const char **tables;   /* of each table: its caption, or its section */
  uint32_t *table_numbers;
  size_t count;
};

static const char *heading_text(struct arena *arena, const struct block *block)
{
  return arena_printf(arena, "%s%s", blocks_join_words(arena, &block->label, 0, false),
                      blocks_join_words(arena, &block->text, 0, false));
}

/* The words of what is not words: a chart is its figures, a picture what it shows. */
static struct words read_words(struct arena *arena, const struct block *block)
{
  const char *words = block->chart ? block->chart->alt : block->image ? block->image->words : NULL;
  if (!words)
    return words_read(arena, &block->text);
  struct block_runs *runs = ARENA_NEW(arena, struct block_runs);
  *ARENA_PUSH(arena, runs) = (struct block_run){.text = words, .length = (uint32_t)strlen(words), .span = block->span};
  return words_read(arena, runs);
}

static uint64_t make_key(const struct version *version, size_t i)
{
  const struct block *block = version->items[i];
  const char *text = block->kind == BLOCK_TABLE ? version->tables[i] : version->words[i].text;
  uint64_t seed = (uint64_t)block->kind * 31 + (block->note ? 7 : 3);
  if (block->image)
    seed = words_hash_text(block->image->picture->digest, strlen(block->image->picture->digest), seed);
  return words_hash_text(text, strlen(text), seed);
}

/* Entries of the contents repeat headings; captions of tables are compared with their tables. */
static bool counts(const struct block *block)
{
  return block->entry_of == 0;
}

static struct version read_version(struct arena *arena, const struct blocks *blocks)
{
  size_t most = blocks->count + blocks->note_block_count;
  struct version version = {ARENA_ARRAY(arena, most, const struct block *),
                            ARENA_ARRAY(arena, most, struct words),
                            ARENA_ARRAY(arena, most, uint64_t),
                            ARENA_ARRAY(arena, most, const char *),
                            ARENA_ARRAY(arena, most, const char *),
                            ARENA_ARRAY(arena, most, uint32_t),
                            0};
  const char *section = "";
  uint32_t tables = 0;
  for (size_t i = 0; i < most; i++) {
    const struct block *block = i < blocks->count ? &blocks->items[i] : &blocks->note_blocks[i - blocks->count];
    if (!counts(block))
      continue;
    size_t at = version.count++;
    version.items[at] = block;
    version.words[at] = read_words(arena, block);
    if (block->kind == BLOCK_HEADING && block->style != STYLE_TITLE)
      section = heading_text(arena, block);
    version.sections[at] = block->note ? "" : section;
    bool captioned = at > 0 && version.items[at - 1]->caption_next;
    version.tables[at] = captioned ? version.words[at - 1].text : section;
    version.table_numbers[at] = block->kind == BLOCK_TABLE ? tables++ : UINT32_MAX;
    version.keys[at] = make_key(&version, at);
  }
  return version;
}

/* --- comparing --- */

struct comparison {
  struct arena *arena;
  struct version before, after;
  struct changes *out;
};

static uint32_t blocks_likeness(const void *data, size_t before, size_t after)
{
  const struct comparison *c = data;
  const struct block *a = c->before.items[before], *b = c->after.items[after];
  if (a->kind != b->kind || (a->note != 0) != (b->note != 0))
    return 0;
  uint32_t like = words_likeness(&c->before.words[before], &c->after.words[after]);
  return a->style == b->style ? like : like / 2;
}

static struct change *add_change(struct comparison *c, enum change_kind kind, const struct version *version, size_t i)
{
  struct change *change = ARENA_PUSH(c->arena, c->out);
  *change = (struct change){.kind = kind,
                            .section = version->sections[i],
                            .table = version->items[i]->kind == BLOCK_TABLE ? version->tables[i] : "",
                            .row = "",
                            .column = "",
                            .old_table = UINT32_MAX,
                            .old_cell = UINT32_MAX,
                            .new_table = UINT32_MAX,
                            .new_cell = UINT32_MAX};
  return change;
}

static struct span block_span(const struct version *version, size_t i)
{
  const struct block *block = version->items[i];
  struct span span = block->span;
  if (block->text.count) {
    const struct block_run *first = &block->text.items[0], *last = &block->text.items[block->text.count - 1];
    if (span_known(first->span) && first->span.file == last->span.file && first->span.begin <= last->span.end)
      span = (struct span){first->span.file, first->span.begin, last->span.end};
  }
  return span;
}

static const char *block_text(const struct version *version, size_t i)
{
  return version->items[i]->kind == BLOCK_TABLE ? version->tables[i] : version->words[i].text;
}

static void add_removed(struct comparison *c, size_t i)
{
  struct change *change = add_change(c, CHANGE_BLOCK, &c->before, i);
  change->old_text = block_text(&c->before, i);
  change->old_span = block_span(&c->before, i);
}

static void add_added(struct comparison *c, size_t i)
{
  struct change *change = add_change(c, CHANGE_BLOCK, &c->after, i);
  change->new_text = block_text(&c->after, i);
  change->new_span = block_span(&c->after, i);
  change->new_table = c->after.table_numbers[i];
}

static void compare_tables(struct comparison *c, size_t before, size_t after)
{
  struct change like = {.section = c->after.sections[after],
                        .table = c->after.tables[after],
                        .row = "",
                        .column = "",
                        .old_table = c->before.table_numbers[before],
                        .old_cell = UINT32_MAX,
                        .new_table = c->after.table_numbers[after],
                        .new_cell = UINT32_MAX};
  tables_compare(c->arena, c->before.items[before]->table, c->after.items[after]->table, &like, c->out);
}

/* Both are said: a new picture, and new words for it. */
static void compare_images(struct comparison *c, size_t before, size_t after)
{
  const struct block_image *was = c->before.items[before]->image, *is = c->after.items[after]->image;
  if (strcmp(was->picture->digest, is->picture->digest) == 0)
    return;
  struct change *change = add_change(c, CHANGE_IMAGE, &c->after, after);
  change->old_text = was->picture->name;
  change->new_text = is->picture->name;
  change->old_span = block_span(&c->before, before);
  change->new_span = block_span(&c->after, after);
}

static void compare_pair(struct comparison *c, size_t before, size_t after)
{
  if (c->after.items[after]->kind == BLOCK_TABLE) {
    compare_tables(c, before, after);
    return;
  }
  if (c->after.items[after]->kind == BLOCK_IMAGE)
    compare_images(c, before, after);
  const struct words *old_words = &c->before.words[before], *new_words = &c->after.words[after];
  if (strcmp(old_words->text, new_words->text) == 0)
    return;
  struct change *change = add_change(c, CHANGE_WORDS, &c->after, after);
  change->old_text = old_words->text;
  change->new_text = new_words->text;
  change->old_span = block_span(&c->before, before);
  change->new_span = block_span(&c->after, after);
  words_compare(c->arena, old_words, new_words, change);
}

/* A third of the words in common: it is the same paragraph, rewritten. */
#define LIKENESS_LEAST 330

struct changes *changes_find(struct arena *arena, const struct blocks *before, const struct blocks *after)
{
  struct comparison c = {arena, read_version(arena, before), read_version(arena, after),
                         ARENA_NEW(arena, struct changes)};
  size_t *pairs = align_equal(arena, c.before.keys, c.before.count, c.after.keys, c.after.count);
  align_like(pairs, c.before.count, c.after.count, blocks_likeness, &c, LIKENESS_LEAST);
  size_t next = 0;
  for (size_t i = 0; i <= c.before.count; i++) {
    if (i < c.before.count && pairs[i] == ALIGN_NONE) {
      add_removed(&c, i);
      continue;
    }
    size_t end = i < c.before.count ? pairs[i] : c.after.count;
    for (; next < end; next++)
      add_added(&c, next);
    if (i < c.before.count)
      compare_pair(&c, i, next++);
  }
  return c.out;
}

static bool span_holds(const struct files *files, struct span span, const char *text)
{
  if (!span_known(span))
    return true;
  const struct file *file = files_get(files, span.file);
  return span.end <= file->size && memmem(file->bytes + span.begin, span.end - span.begin, text, strlen(text)) != NULL;
}

/* A figure that was typed has its own place; one that was computed has that of the row it was made from. */
static bool cell_follows(const struct files *files, struct span span)
{
  static const char *const signs[] = {"${", "[", "{", ":", "\n"};
  for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
    if (span_holds(files, span, signs[i]))
      return true;
  }
  return false;
}

bool change_follows(const struct change *change, const struct files *files)
{
  bool fresh = false;
  if (change->kind == CHANGE_CELL)
    return change->computed || cell_follows(files, change->new_span);
  if (change->kind != CHANGE_WORDS)
    return false;
  for (size_t i = 0; i < change->piece_count; i++) {
    const struct change_piece *piece = &change->pieces[i];
    bool replaced = i + 1 < change->piece_count && change->pieces[i + 1].kind == PIECE_NEW;
    if ((piece->kind == PIECE_NEW && !span_holds(files, piece->span, "${")) || (piece->kind == PIECE_OLD && !replaced))
      return false;
    fresh |= piece->kind == PIECE_NEW;
  }
  return fresh;
}
