#include <glib.h>
#include <string.h>

#include "box/lines.h"

/* Turns a broken line into runs of positioned glyphs. */

struct setting {
  struct arena *arena;
  const struct text *text;
  const len *x; /* of each cluster, from the run's first */
  size_t last;  /* of the line */
  len size;
};

static bool same_run(const struct text *text, size_t a, size_t b)
{
  return text->clusters[a].face == text->clusters[b].face && text->clusters[a].run == text->clusters[b].run;
}

#define SOFT_HYPHEN "\u00ad" /* what a reader's software takes a hyphen for that only the line's end has put there */

/* The hyphen at the end of the line, where the run is its last and a word is divided there (CL-37). */
static const struct text_hyphen *run_hyphen(const struct setting *s, size_t last)
{
  return last == s->last ? text_hyphen_at(s->text, last) : NULL;
}

static void set_glyphs(const struct setting *s, size_t first, size_t last, struct box_run *run)
{
  const struct text *text = s->text;
  const struct text_hyphen *hyphen = run_hyphen(s, last);
  uint32_t glyphs = hyphen ? 1 : 0, bytes = hyphen ? sizeof SOFT_HYPHEN - 1 : 0;
  for (size_t k = first; k < last; k++) {
    glyphs += text->clusters[k].glyph_count;
    bytes += text->clusters[k].text_length;
  }
  struct frame_glyph *glyph = ARENA_ARRAY(s->arena, glyphs, struct frame_glyph);
  struct frame_cluster *cluster = ARENA_ARRAY(s->arena, last - first + (hyphen != NULL), struct frame_cluster);
  char *words = arena_alloc(s->arena, bytes + 1);
  run->glyphs = glyph;
  run->clusters = cluster;
  run->text = words;
  run->glyph_count = glyphs;
  run->cluster_count = (uint32_t)(last - first + (hyphen != NULL));
  run->text_length = bytes;
  for (size_t k = first; k < last; k++) {
    const struct text_cluster *c = &text->clusters[k];
    *cluster++ = (struct frame_cluster){c->text_length, c->glyph_count};
    memcpy(words, text->bytes + c->text_at, c->text_length);
    words += c->text_length;
    for (uint32_t g = 0; g < c->glyph_count; g++) {
      const struct text_glyph *from = &text->glyphs[c->glyph_at + g];
      *glyph++ = (struct frame_glyph){from->id, s->x[k - first] + from->x, from->y};
    }
  }
  if (!hyphen)
    return;
  *glyph = (struct frame_glyph){hyphen->glyph, s->x[last - 1 - first] + text->clusters[last - 1].body, 0};
  *cluster = (struct frame_cluster){sizeof SOFT_HYPHEN - 1, 1};
  memcpy(words, SOFT_HYPHEN, sizeof SOFT_HYPHEN - 1);
}

static struct span run_span(const struct text *text, size_t first, size_t last)
{
  const struct text_cluster *begin = &text->clusters[first], *end = &text->clusters[last - 1];
  uint32_t base = text->run_starts[begin->run];
  return span_part(text->runs[begin->run].span, text->runs[begin->run].length, begin->text_at - base,
                   end->text_at + end->text_length - base);
}

static void add_run(const struct setting *s, size_t first, size_t last, len x, struct box_line *line)
{
  const struct text_cluster *begin = &s->text->clusters[first], *end = &s->text->clusters[last - 1];
  struct box_run *run = ARENA_APPEND(s->arena, line->runs, line->count, line->capacity);
  set_glyphs(s, first, last, run);
  run->face = begin->face;
  run->input = begin->run;
  run->size = text_run_size(&s->text->runs[begin->run], s->size);
  run->raise = len_scale(s->size, s->text->runs[begin->run].raise, 1000);
  run->note = s->text->runs[begin->run].note;
  run->x = x;
  const struct text_hyphen *hyphen = run_hyphen(s, last);
  run->advance = s->x[last - 1 - first] + end->body + (hyphen ? hyphen->body : 0);
  run->link = s->text->runs[begin->run].link;
  run->span = run_span(s->text, first, last);
}

static size_t count_runs(const struct text *text, size_t first, size_t last)
{
  size_t count = 1;
  for (size_t k = first; k + 1 < last; k++)
    count += !same_run(text, k, k + 1);
  return count;
}

/* Room for just so many runs: a long table has a line in each of its cells. */
static void add_runs(struct arena *arena, const struct text *text, size_t first, size_t last, const len *x, len size,
                     struct box_line *line)
{
  len *within = g_new0(len, last - first + 1);
  line->capacity = count_runs(text, first, last);
  line->runs = ARENA_ARRAY(arena, line->capacity, struct box_run);
  for (size_t begin = first; begin < last;) {
    size_t end = begin + 1;
    while (end < last && same_run(text, begin, end))
      end++;
    for (size_t k = begin; k < end; k++)
      within[k - begin] = x[k - first] - x[begin - first];
    add_run(&(struct setting){arena, text, within, last, size}, begin, end, x[begin - first], line);
    begin = end;
  }
  g_free(within);
}

static len aligned_start(enum align align, len slack)
{
  switch (align) {
  case ALIGN_JUSTIFY:
  case ALIGN_START:
    return 0;
  case ALIGN_CENTRE:
  case ALIGN_SPREAD:  /* what the gaps may not take */
  case ALIGN_DECIMAL: /* no figure */
    return slack / 2;
  case ALIGN_END:
    return slack;
  }
  return 0;
}

struct box_line lines_set(struct arena *arena, const struct text *text, const struct line_range *range,
                          const struct line_spec *spec, len size, bool first_of_paragraph)
{
  struct box_line line = {0};
  size_t first = range->first, last = range->last;
  text_trim(text, &first, &last);
  len indent = first_of_paragraph ? spec->indent_first : 0;
  line.x = indent;
  if (first == last)
    return line;
  len slack = spec->measure - indent - text_width(text, first, last);
  slack += range->hangs ? text->clusters[last - 1].body : 0;
  len *adjust = g_new0(len, last - first), *x = g_new0(len, last - first);
  if (spec->align == ALIGN_SPREAD && slack > 0)
    slack = lines_spread(text, first, last, slack, spec->spread_limit, adjust);
  if (spec->align == ALIGN_JUSTIFY && (slack < 0 || !range->ends))
    lines_share_slack(text, first, last, slack, adjust);
  else
    line.x += aligned_start(spec->align, slack);
  for (size_t k = first; k + 1 < last; k++)
    x[k + 1 - first] = x[k - first] + text->clusters[k].body + text->gaps[k].natural + adjust[k - first];
  const struct text_hyphen *hyphen = text_hyphen_at(text, last);
  line.width = x[last - 1 - first] + text->clusters[last - 1].body + (hyphen ? hyphen->body : 0);
  add_runs(arena, text, first, last, x, size, &line);
  lines_mark(arena, text, first, last, x, size, &line);
  g_free(adjust);
  g_free(x);
  return line;
}
