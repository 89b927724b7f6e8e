#include <glib.h>
#include <string.h>

#include "page/flow.h"

/* Running heads (CL-97). */

#define SHORTENED "…"

/* The head of odd or of even pages, which is the same until another section begins. */
struct head_text {
  bool set;
  const struct block *section;
  struct box_line line;
};

static const char *section_words(struct flow *flow, const struct block *block)
{
  return arena_printf(flow->arena, "%s%s", blocks_join_words(flow->arena, &block->label, 0, false),
                      blocks_join_words(flow->arena, &block->text, 0, false));
}

/* The contents are a section of their own, which ends with them: a preface behind them does not belong to it. */
static bool is_over(const struct flow *flow, const struct block *section, size_t number)
{
  return section->style == STYLE_CONTENTS_TITLE && number > flow->entries[flow->entry_count - 1].page;
}

/* The section of a page is the last that begins on it or before; NULL: none. `next` walks along the boxes with the
 * pages. */
static const struct block *page_section(const struct flow *flow, size_t number, size_t *next,
                                        const struct block *section)
{
  for (; *next < flow->boxes->count; (*next)++) {
    const struct place *place = &flow->places[*next];
    const struct block *block = flow->boxes->items[*next].block;
    if (place->known && place->page >= number)
      break;
    if (place->known && block->outline_level == 1)
      section = block;
  }
  return section && !is_over(flow, section, number) ? section : NULL;
}

static const char *word_value(struct flow *flow, enum head_word word, const struct block *section)
{
  switch (word) {
  case HEAD_TITLE:
    return flow->meta->title;
  case HEAD_SECTION:
    return section ? section_words(flow, section) : "";
  case HEAD_AGENCY:
    return flow->meta->author;
  case HEAD_YEAR:
    return flow->meta->report_year ? arena_printf(flow->arena, "%d", flow->meta->report_year) : "";
  case HEAD_NO_WORD:
    return "";
  }
  return "";
}

static const char *fill_pattern(struct flow *flow, const char *pattern, const struct block *section)
{
  const char *words = "";
  while (*pattern) {
    size_t length = strcspn(pattern, "{");
    const char *value = arena_strndup(flow->arena, pattern, length);
    if (length == 0) {
      enum head_word word = style_head_word(pattern, &length);
      value = word_value(flow, word, section); /* the layout has no other */
    }
    words = arena_printf(flow->arena, "%s%s", words, value);
    pattern += length;
  }
  return words;
}

static struct box_line set_words(struct flow *flow, const char *words)
{
  return box_set_line(flow->arena, flow->boxes, flow->sheet, &flow->sheet->styles[STYLE_HEAD], words, flow->diags);
}

/* Where the character that byte `at` belongs to begins. */
static size_t character_at(const char *words, size_t at)
{
  while (at > 0 && ((unsigned char)words[at] & 0xC0) == 0x80)
    at--;
  return at;
}

static struct box_line shorten_to(struct flow *flow, const char *words, size_t length)
{
  return set_words(flow, arena_printf(flow->arena, "%.*s" SHORTENED, (int)length, words));
}

/* What is wider than the measure ends with …: as many characters stay as fit with it, found by halving. Words that are
 * too long by far are not set at all: no character is narrower than an eighth of the size, nor longer than 4 bytes. */
static struct box_line fit_words(struct flow *flow, const char *words)
{
  len measure = flow->sheet->area_width;
  size_t length = strlen(words), most = 4 * (size_t)(8 * (measure / flow->sheet->styles[STYLE_HEAD].size + 1));
  struct box_line line = {0};
  if (length <= most)
    line = set_words(flow, words);
  if (length <= most && line.width <= measure)
    return line;
  size_t fits = 0, wide = MIN(length, most);
  for (size_t at = character_at(words, wide / 2); at > fits; at = character_at(words, (fits + wide) / 2)) {
    if (shorten_to(flow, words, at).width <= measure)
      fits = at;
    else
      wide = at;
  }
  return shorten_to(flow, words, fits);
}

static len head_x(const struct flow *flow, size_t number, len width)
{
  const struct sheet *sheet = flow->sheet;
  if (!sheet->head.outer)
    return flow_x(flow) + (sheet->area_width - width) / 2;
  return number % 2 ? flow_x(flow) + sheet->area_width - width : flow_x(flow);
}

/* The foot of the characters, or the rule half their size below it, is `rise` above the type area. */
static void put_head(struct flow *flow, size_t number, const struct box_line *line)
{
  const struct sheet *sheet = flow->sheet;
  len foot = sheet->area_y - sheet->head.rise, size = sheet->styles[STYLE_HEAD].size;
  put_artifact_begin(flow, FRAME_ARTIFACT_HEADER);
  if (sheet->head.rule) {
    struct frame_item *rule = put(flow, FRAME_RULE, flow_x(flow), foot);
    rule->as.rule = (struct frame_rule){sheet->area_width, 0, sheet->head.rule, {0, 0, 0}};
    foot -= size / 2;
  }
  put_line(flow, line, 0, line->count, head_x(flow, number, line->width), baseline_of(foot - size, size),
           (struct frame_colour){0, 0, 0});
  put_artifact_end(flow, FRAME_ARTIFACT_HEADER);
}

static bool has_head(const struct flow *flow, size_t number)
{
  if (flow->pages[number - 1].blank || (number == 1 && !flow->sheet->head.first))
    return false;
  return (number % 2 ? flow->sheet->head.odd : flow->sheet->head.even) != NULL;
}

void heads_finish(struct flow *flow)
{
  size_t count = flow->document->page_count, next = 0;
  const struct block *section = NULL;
  struct head_text known[2] = {{0}, {0}};
  for (size_t number = 1; number <= count; number++) {
    section = page_section(flow, number, &next, section);
    if (!has_head(flow, number))
      continue;
    struct head_text *head = &known[number % 2];
    const char *pattern = number % 2 ? flow->sheet->head.odd : flow->sheet->head.even;
    if (!head->set || head->section != section)
      *head = (struct head_text){true, section, fit_words(flow, fill_pattern(flow, pattern, section))};
    flow->document->page_count = number;
    if (head->line.count)
      put_head(flow, number, &head->line);
  }
  flow->document->page_count = count;
}
