/* The words of a report as characters with their places. */
#include <glib.h>
#include <string.h>

#include "base/utf8.h"
#include "figure/prose.h"
#include "model/table.h"

#define SKIP_MAX 512u /* bytes between two characters of one text in the source: a line break and its indentation */

/* Full-width digits and letters read as plain ones. */
static uint32_t plain_code(uint32_t code)
{
  bool wide = (code >= 0xFF10 && code <= 0xFF19) || code == 0xFF05 || code == 0xFF0E || code == 0xFF0D;
  return wide ? code - 0xFEE0 : code;
}

static bool is_blank(uint32_t code)
{
  return code == ' ' || code == '\t' || code == 0xA0 || code == 0x3000 || (code >= 0x2002 && code <= 0x200A);
}

static void add_char(struct arena *arena, struct prose_text *text, uint32_t code, struct span span, bool typed)
{
  if (is_blank(code))
    return;
  if (text->count == 0)
    text->file = span.file;
  *ARENA_PUSH(arena, text) = (struct prose_char){plain_code(code), span.begin, span.end, typed};
}

/* A run of several lines, or with escapes, is longer in the source than in print: each character is looked for behind
 * the one before it. */
static void add_typed(struct arena *arena, const struct files *files, const struct inline_run *run,
                      struct prose_text *text)
{
  const char *bytes = span_known(run->span) ? files_get(files, run->span.file)->bytes : NULL;
  uint32_t from = run->span.begin;
  for (size_t at = 0; at < run->length;) {
    size_t begin = at;
    uint32_t code = utf8_next(run->text, &at), length = (uint32_t)(at - begin), place = from;
    uint32_t limit = bytes ? MIN(run->span.end, from + SKIP_MAX) : from;
    while (bytes && place + length <= limit && memcmp(bytes + place, run->text + begin, length) != 0)
      place++;
    bool found = place + length <= limit;
    struct span span = found ? (struct span){run->span.file, place, place + length} : run->span;
    add_char(arena, text, code, span, true);
    from = found ? place + length : from;
  }
}

static void add_words(struct arena *arena, struct prose_text *text, const char *words, struct span span)
{
  for (size_t at = 0; words[at];)
    add_char(arena, text, utf8_next(words, &at), span, false);
}

/* What cannot be filled in has been, or will be, reported where it is printed; here it is a word that is not known. */
static void add_filled(struct arena *arena, const struct facts *facts, const struct inline_run *run,
                       struct prose_text *text)
{
  struct diags unsaid;
  diags_init(&unsaid, arena);
  const char *words = facts_evaluate(arena, facts, run->text, run->span, &unsaid);
  add_words(arena, text, words ? words : "？", run->span);
}

void prose_text_read(struct arena *arena, const struct files *files, const struct facts *facts,
                     const struct inlines *inlines, struct prose_text *out)
{
  for (size_t i = 0; i < inlines->count; i++) {
    const struct inline_run *run = &inlines->items[i];
    switch (run->kind) {
    case INLINE_TEXT:
      add_typed(arena, files, run, out);
      break;
    case INLINE_EXPR:
      add_filled(arena, facts, run, out);
      break;
    case INLINE_BREAK:
      add_words(arena, out, "。", run->span);
      break;
    case INLINE_NOTE_REF:
      break;
    }
  }
}

struct span prose_span(const struct prose_text *text, size_t begin, size_t end)
{
  if (begin >= end || end > text->count || text->file == 0)
    return SPAN_NONE;
  return (struct span){text->file, text->items[begin].begin, MAX(text->items[begin].end, text->items[end - 1].end)};
}

static bool stands_at(const struct prose_text *text, size_t at, size_t to, const char *word)
{
  for (size_t i = 0; word[i]; at++)
    if (at >= to || text->items[at].code != utf8_next(word, &i))
      return false;
  return true;
}

size_t prose_find(const struct prose_text *text, size_t from, size_t to, const char *word)
{
  size_t rest = 0;
  if (!*word)
    return from < to ? from : SIZE_MAX;
  uint32_t first = utf8_next(word, &rest);
  for (size_t at = from; at < to; at++)
    if (text->items[at].code == first && stands_at(text, at + 1, to, word + rest))
      return at;
  return SIZE_MAX;
}

const char *prose_words(struct arena *arena, const struct prose_text *text, size_t begin, size_t end)
{
  GString *words = g_string_new(NULL);
  for (size_t i = begin; i < end && i < text->count; i++)
    g_string_append_unichar(words, text->items[i].code);
  char *kept = arena_strdup(arena, words->str);
  g_string_free(words, TRUE);
  return kept;
}

/* --- the walk --- */

struct walk {
  struct arena *arena;
  struct prose_pieces *out;
};

static void visit_inlines(const struct walk *walk, const struct inlines *inlines, enum prose_where where)
{
  if (inlines->count)
    *ARENA_PUSH(walk->arena, walk->out) = (struct prose_piece){.inlines = inlines, .where = where};
}

static void visit_markups(const struct walk *walk, const struct markups *markups, enum prose_where where)
{
  for (size_t i = 0; i < markups->count; i++) {
    const struct markup *block = &markups->items[i];
    switch (block->kind) {
    case MARKUP_HEADING:
      visit_inlines(walk, &block->inlines, PROSE_HEADING);
      break;
    case MARKUP_PARAGRAPH:
      visit_inlines(walk, &block->inlines, where);
      break;
    case MARKUP_LIST:
      for (size_t k = 0; k < block->list->count; k++)
        visit_markups(walk, &block->list->items[k], where);
      break;
    }
  }
}

static void visit_section(const struct walk *walk, const struct section *section)
{
  visit_inlines(walk, &section->title, PROSE_HEADING);
  for (size_t k = 0; k < section->count; k++) {
    const struct part *part = &section->parts[k];
    visit_markups(walk, &part->text, PROSE_BODY);
    visit_inlines(walk, &part->caption, PROSE_NOTE);
    visit_inlines(walk, &part->note, PROSE_NOTE);
  }
}

void prose_pieces_list(struct arena *arena, const struct report *report, struct prose_pieces *out)
{
  struct walk walk = {arena, out};
  visit_markups(&walk, &report->preface, PROSE_PREFACE);
  for (size_t i = 0; i < report->count; i++)
    visit_section(&walk, &report->sections[i]);
  for (size_t i = 0; i < report->note_count; i++)
    visit_markups(&walk, &report->notes[i], PROSE_NOTE);
}
