#include <glib.h>
#include <string.h>

#include "text/fonts_handles.h"
#include "text/scan.h"

/* Shaping goes through HarfBuzz, a stretch of one face and one input run at a time, in font units; widths become len
 * here. */

struct shaping {
  struct arena *arena;   /* of the text */
  struct arena *scratch; /* gone when the text is done */
  struct text *text;
  const struct scan *scan;
  const struct text_look *look;
  hb_buffer_t *buffer;
  uint32_t *char_at; /* byte → character of the scan */
  uint32_t *first;   /* cluster → its first character in the scan */
  size_t first_capacity;
  bool *half; /* cluster → its blank half is in the gap */
  size_t half_capacity;
};

/* CL-13, CL-30: some faces have one glyph for three dashes, too; ours come in pairs. */
static bool same_stretch(const struct scan_char *a, const struct scan_char *b)
{
  return a->face == b->face && a->run == b->run && a->latin == b->latin && a->at + a->length == b->at &&
         (a->class_ == CLASS_DIGIT) == (b->class_ == CLASS_DIGIT) && !(a->class_ == CLASS_DASH && a->odd) &&
         (a->class_ == CLASS_SPACE) == (b->class_ == CLASS_SPACE); /* no kerning into a word space (CL-71) */
}

/* In vertical text each Han character stands alone, with its marks. */
static bool goes_on(const struct shaping *shaping, const struct scan_char *a, const struct scan_char *b)
{
  bool apart = shaping->look->vertical && !a->latin && b->class_ != CLASS_COMBINING;
  return same_stretch(a, b) && !apart;
}

/* TB-16: digits of equal width, which no kerning draws together (Times does so with 11). */
static const hb_feature_t digit_features[] = {
    {HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    {HB_TAG('k', 'e', 'r', 'n'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
};

/* TB-07 */
static const hb_feature_t vertical_features[] = {
    {HB_TAG('v', 'e', 'r', 't'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
};

static len to_len(const struct text_look *look, int32_t units, uint32_t upem)
{
  return len_scale(look->size, units, upem);
}

/* The look of one run: smaller where the run is. */
static struct text_look run_look(const struct shaping *shaping, uint32_t run)
{
  struct text_look look = *shaping->look;
  look.size = text_run_size(&shaping->text->runs[run], look.size);
  look.cell = text_run_size(&shaping->text->runs[run], look.cell);
  return look;
}

/* CL-31, CL-34: the spaces between groups of digits, and between a number and its unit, are narrow. */
static len no_break_width(uint32_t code, len natural, len cell)
{
  if (code == 0x2060)
    return 0;
  return code == 0x2009 || code == 0x202F ? cell / 6 : natural;
}

/* Gives the shaped glyphs [from, to), all of one cluster, to the text. */
static void add_cluster(struct shaping *shaping, const struct scan_char *c, uint32_t bytes, uint32_t from, uint32_t to)
{
  struct text *text = shaping->text;
  const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(shaping->buffer, NULL);
  const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(shaping->buffer, NULL);
  struct text_look look = run_look(shaping, c->run);
  uint32_t upem = fonts_upem(c->face);
  size_t number = text->count;
  size_t flags = number;
  struct text_cluster *cluster = ARENA_APPEND(shaping->arena, text->clusters, text->count, text->capacity);
  *cluster = (struct text_cluster){.text_at = c->at,
                                   .text_length = (uint16_t)bytes,
                                   .glyph_at = (uint32_t)text->glyph_count,
                                   .glyph_count = (uint16_t)(to - from),
                                   .run = c->run,
                                   .face = c->face,
                                   .class_ = c->class_,
                                   .blank = c->class_ == CLASS_SPACE};
  int32_t pen = 0;
  for (uint32_t g = from; g < to; g++) {
    struct text_glyph *glyph = ARENA_APPEND(shaping->arena, text->glyphs, text->glyph_count, text->glyph_capacity);
    *glyph = (struct text_glyph){info[g].codepoint, to_len(&look, pen + position[g].x_offset, upem),
                                 to_len(&look, -position[g].y_offset, upem)};
    pen += position[g].x_advance;
  }
  bool half = false;
  if (cluster->blank)
    cluster->body = 0; /* its width is the gap behind it */
  else if (c->class_ == CLASS_NO_BREAK)
    cluster->body = no_break_width(c->code, to_len(&look, pen, upem), look.cell);
  else
    half = text_fit_cluster(text, cluster, c, to_len(&look, pen, upem), &look);
  *ARENA_APPEND(shaping->scratch, shaping->first, number, shaping->first_capacity) =
      (uint32_t)(c - shaping->scan->items);
  *ARENA_APPEND(shaping->scratch, shaping->half, flags, shaping->half_capacity) = half;
}

static void add_char(const struct shaping *shaping, const struct scan_char *c)
{
  hb_buffer_add(shaping->buffer, c->as[0] ? c->as[0] : c->code, c->at);
  if (c->as[1])
    hb_buffer_add(shaping->buffer, c->as[1], c->at);
}

static void shape_buffer(const struct shaping *shaping, const struct scan_char *first)
{
  hb_font_t *font = face_font(first->face);
  if (first->class_ == CLASS_DIGIT)
    hb_shape(font, shaping->buffer, digit_features, G_N_ELEMENTS(digit_features));
  else if (shaping->look->vertical && !first->latin)
    hb_shape(font, shaping->buffer, vertical_features, G_N_ELEMENTS(vertical_features));
  else
    hb_shape(font, shaping->buffer, NULL, 0);
}

static void shape_stretch(struct shaping *shaping, size_t begin, size_t end)
{
  const struct scan_char *items = shaping->scan->items;
  uint32_t from_byte = items[begin].at, to_byte = items[end - 1].at + items[end - 1].length;
  hb_buffer_clear_contents(shaping->buffer);
  hb_buffer_set_direction(shaping->buffer, HB_DIRECTION_LTR);
  hb_buffer_set_script(shaping->buffer, items[begin].latin ? HB_SCRIPT_LATIN : HB_SCRIPT_HAN);
  hb_buffer_set_language(shaping->buffer, hb_language_from_string("zh-Hans", -1));
  for (size_t i = begin; i < end; i++) /* code points, since 〓 may stand for another */
    add_char(shaping, &items[i]);
  hb_buffer_set_content_type(shaping->buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
  hb_buffer_set_flags(shaping->buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES); /* else selectors become blanks */
  shape_buffer(shaping, &items[begin]);

  unsigned int count;
  const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(shaping->buffer, &count);
  for (uint32_t g = 0; g < count;) {
    uint32_t next = g + 1;
    while (next < count && info[next].cluster == info[g].cluster)
      next++;
    uint32_t until = next < count ? info[next].cluster : to_byte;
    add_cluster(shaping, &items[shaping->char_at[info[g].cluster - from_byte]], until - info[g].cluster, g, next);
    g = next;
  }
}

/* Byte of the stretch → its character, for the cluster values that HarfBuzz gives back. */
static void map_bytes(struct shaping *shaping, size_t begin, size_t end)
{
  const struct scan_char *items = shaping->scan->items;
  for (size_t i = begin; i < end; i++)
    shaping->char_at[items[i].at - items[begin].at] = (uint32_t)i;
}

static void shape_all(struct shaping *shaping)
{
  const struct scan *scan = shaping->scan;
  for (size_t i = 0; i < scan->count;) {
    if (!scan->items[i].face) {
      i++;
      continue;
    }
    size_t end = i + 1;
    while (end < scan->count && scan->items[end].face && goes_on(shaping, &scan->items[end - 1], &scan->items[end]))
      end++;
    map_bytes(shaping, i, end);
    shape_stretch(shaping, i, end);
    i = end;
  }
}

/* --- gaps --- */

static uint8_t run_break(const struct text *text, const struct scan_char *a, const struct scan_char *b, uint8_t kind,
                         bool phrased)
{
  const struct text_run *run = &text->runs[a->run];
  if (kind == BREAK_NO || kind == BREAK_FORCED)
    return kind;
  if (a->run != b->run && (run->keep_after || text->runs[b->run].note))
    return BREAK_NO;
  if (a->run != b->run && run->phrase_end)
    return BREAK_PHRASE;
  return phrased && kind == BREAK_OPEN ? BREAK_INNER : kind;
}

/* Numbers and marks of headings and items stand equally far from their words on every line (CL-39, CL-86). */
static void set_label_gap(const struct shaping *shaping, struct text_gap *gap, const struct scan_char *mark)
{
  gap->kind = GAP_TIGHT;
  bool touches = mark->class_ == CLASS_SYMBOL || mark->class_ == CLASS_NOTE ||
                 (mark->class_ == CLASS_ASCII_STOP && gap->natural == 0); /* ◇甲 ①甲 1.Word */
  if (touches)
    gap->natural = shaping->look->cell / 4;
}

/* CL-34: between a number and its unit stands a narrow space that is no place to justify. */
static void narrow_space(const struct shaping *shaping, struct text_gap *gap)
{
  gap->natural = shaping->look->cell / 6;
  gap->kind = GAP_TIGHT;
}

/* The index of the face's hyphen in text->hyphens. */
static uint8_t hyphen_of(struct shaping *shaping, const struct face *face)
{
  struct text *text = shaping->text;
  for (size_t i = 0; i < text->hyphen_count; i++)
    if (text->hyphens[i].face == face)
      return (uint8_t)i;
  struct text_hyphen hyphen = {.face = face};
  face_lookup(face, '-', &hyphen.glyph);
  hyphen.body = to_len(shaping->look, fonts_ink(face, hyphen.glyph).advance, fonts_upem(face));
  *ARENA_APPEND(shaping->arena, text->hyphens, text->hyphen_count, text->hyphen_capacity) = hyphen;
  return (uint8_t)(text->hyphen_count - 1);
}

static void set_gap(struct shaping *shaping, size_t k, bool phrased)
{
  struct text *text = shaping->text;
  const struct scan *scan = shaping->scan;
  size_t next = shaping->first[k + 1];
  const struct scan_char *a = &scan->items[next - 1], *b = &scan->items[next];
  if (a->class_ == CLASS_LINE_END) {
    text->gaps[k] = (struct text_gap){.kind = GAP_TIGHT, .line_break = BREAK_FORCED};
    return;
  }
  text->gaps[k] = text_gap_between(a, b, shaping->look, shaping->half[k], shaping->half[k + 1]);
  uint8_t kind = (uint8_t)text_break_at(scan, next, &shaping->look->rules);
  text->gaps[k].line_break = run_break(text, a, b, kind, phrased);
  text->gaps[k].address = a->joins && b->joins && text->gaps[k].kind == GAP_TIGHT;
  if (kind == BREAK_HYPHEN)
    text->gaps[k].hyphen = hyphen_of(shaping, text->clusters[k].face);
  if (kind == BREAK_NO && a->class_ == CLASS_SPACE)
    narrow_space(shaping, &text->gaps[k]);
  if (a->run != b->run && text->runs[a->run].keep_after)
    set_label_gap(shaping, &text->gaps[k], a);
}

static void set_gaps(struct shaping *shaping)
{
  struct text *text = shaping->text;
  bool phrased = false;
  for (size_t r = 0; r + 1 < text->run_count; r++)
    phrased = phrased || text->runs[r].phrase_end;
  text->gaps = ARENA_ARRAY(shaping->arena, text->count + 1, struct text_gap);
  g_assert(text->count == 0 || shaping->first);
  for (size_t k = 0; k + 1 < text->count; k++)
    set_gap(shaping, k, phrased);
  if (text->count)
    text->gaps[text->count - 1] = (struct text_gap){.kind = GAP_TIGHT, .line_break = BREAK_FORCED};
  if (shaping->look->rules.latin_cells)
    text_pad_to_cells(text);
}

/* Mostly a cluster and a glyph a character: a long table has a text in each of its cells. */
static void reserve(struct shaping *shaping)
{
  struct text *text = shaping->text;
  text->capacity = text->glyph_capacity = shaping->scan->count;
  text->clusters = ARENA_ARRAY(shaping->arena, text->capacity, struct text_cluster);
  text->glyphs = ARENA_ARRAY(shaping->arena, text->glyph_capacity, struct text_glyph);
}

struct text *text_shape(struct arena *arena, struct fonts *fonts, const struct text_look *look,
                        const struct text_run *runs, size_t count, struct diags *diags)
{
  struct text *text = ARENA_NEW(arena, struct text);
  text->runs = runs;
  text->run_count = count;
  text->em = look->cell;
  struct arena *scratch = fonts_scratch(fonts);
  struct scan scan = text_scan(scratch, fonts, look, runs, count, diags);
  text->bytes = arena_strndup(arena, scan.bytes, scan.size);
  uint32_t *starts = ARENA_ARRAY(arena, count, uint32_t);
  memcpy(starts, scan.run_starts, count * sizeof *starts);
  text->run_starts = starts;
  struct shaping shaping = {
      .arena = arena, .scratch = scratch, .text = text, .scan = &scan, .look = look, .buffer = fonts_buffer(fonts)};
  shaping.char_at = ARENA_ARRAY(scratch, scan.size + 1, uint32_t);
  reserve(&shaping);
  shape_all(&shaping);
  set_gaps(&shaping);
  return text;
}

void text_trim(const struct text *text, size_t *first, size_t *last)
{
  while (*last > *first && text_vanishes_at_end(&text->clusters[*last - 1]))
    --*last;
  while (*first < *last && text->clusters[*first].blank)
    ++*first;
}

const struct text_hyphen *text_hyphen_at(const struct text *text, size_t last)
{
  if (last == 0 || text->gaps[last - 1].line_break != BREAK_HYPHEN)
    return NULL;
  return &text->hyphens[text->gaps[last - 1].hyphen];
}

len text_width(const struct text *text, size_t first, size_t last)
{
  text_trim(text, &first, &last);
  const struct text_hyphen *hyphen = text_hyphen_at(text, last);
  int64_t width = hyphen ? hyphen->body : 0; /* of a whole cell, however long */
  for (size_t i = first; i < last; i++)
    width += text->clusters[i].body + (i + 1 < last ? text->gaps[i].natural : 0);
  return len_clamp(width);
}

void text_dump(FILE *out, const struct text *text)
{
  static const char *const gaps[] = {"tight",   "plain", "space", "latin", "interpunct",
                                     "bracket", "pause", "stop",  "pair"};
  static const char *const breaks[] = {"no",     "open", "phrase",    "inner", "soft",
                                       "hyphen", "hard", "emergency", "forced"};
  for (size_t i = 0; i < text->count; i++) {
    const struct text_cluster *c = &text->clusters[i];
    fprintf(out, "%.*s %s %d/1000 em, then %d/1000 %s, break %s\n", c->text_length, text->bytes + c->text_at,
            text_class_name(c->class_), (int)len_scale(c->body, 1000, text->em),
            (int)len_scale(text->gaps[i].natural, 1000, text->em), gaps[text->gaps[i].kind],
            breaks[text->gaps[i].line_break]);
  }
}
