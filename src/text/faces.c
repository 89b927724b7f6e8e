#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "text/fonts_handles.h"
#include "text/scan.h"

/* Which face sets each character. What is not in the first face of its role is taken from the next, and reported:
 * nothing is replaced in silence, and nothing is an empty box on paper. */

#define GETA 0x3013 /* 〓 stands where a draft has no glyph */

struct face_search {
  struct scan *scan;
  struct fonts *fonts;
  const struct text_look *look;
  const struct text_run *runs;
  struct diags *diags;
};

/* --- reports --- */

static struct span char_span(const struct face_search *search, const struct scan_char *c)
{
  const struct text_run *run = &search->runs[c->run];
  uint32_t from = c->at - search->scan->run_starts[c->run];
  return span_part(run->span, run->length, from, from + c->length);
}

static void report_missing(const struct face_search *search, const struct scan_char *c)
{
  char text[5] = {0};
  utf8_encode(c->code, text);
  struct diag *diag = diag_add(search->diags, DIAG_GLYPH_MISSING, char_span(search, c),
                               _("No installed font has the character “%s” (U+%04X)."), text, c->code);
  diag_hint(search->diags, diag,
            _("Install a font that has it and enter it in fonts/fonts.yaml, or write the character differently."));
}

static void report_fallback(const struct face_search *search, const struct scan_char *c)
{
  char text[5] = {0};
  utf8_encode(c->code, text);
  diag_add(search->diags, DIAG_GLYPH_FALLBACK, char_span(search, c),
           _("The character “%s” (U+%04X) is not in the font of this text and is set in %s."), text, c->code,
           c->face->name);
}

static void report_form(const struct face_search *search, const struct scan_char *c, uint32_t selector)
{
  char text[5] = {0};
  utf8_encode(c->code, text);
  struct diag *diag = diag_add(search->diags, DIAG_GLYPH_FALLBACK, char_span(search, c),
                               _("No installed font has the form of “%s” that is asked for (U+%04X U+%04X); its usual "
                                 "form is set."),
                               text, c->code, selector);
  diag_hint(search->diags, diag, _("Install a font that has this form, or write the character without its selector."));
}

/* What no source may contain has been reported where the source was read. */
static bool is_refused(uint32_t code)
{
  if ((code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF) || code == 0xFFFD)
    return true;
  GUnicodeType type = g_unichar_type(code);
  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_PRIVATE_USE;
}

/* --- one character --- */

static const struct role *role_of(const struct face_search *search, const struct scan_char *c, bool latin)
{
  const struct role *role = latin ? search->look->latin : search->look->han;
  return search->runs[c->run].strong ? fonts_bold(role) : role;
}

static void substitute_mark(const struct face_search *search, struct scan_char *c)
{
  if (c->class_ == CLASS_NO_BREAK)
    c->as[0] = ' '; /* not every face has the spaces that no line ends at */
  if (c->latin || !text_substitute(c->code, false).as[0])
    return;
  uint32_t glyph;
  size_t rank;
  bool own = fonts_find(role_of(search, c, false), c->code, &glyph, &rank) && rank == 0;
  struct substitute other = text_substitute(c->code, own);
  memcpy(c->as, other.as, sizeof c->as);
  if (search->look->vertical && c->class_ == CLASS_DASH)
    c->as[1] = 0; /* ⸺ has one cell there */
}

static bool is_blank(const struct scan_char *c)
{
  return c->class_ == CLASS_SPACE || c->class_ == CLASS_NO_BREAK || c->class_ == CLASS_HAN_SPACE ||
         c->class_ == CLASS_LINE_END;
}

static bool joins_neighbours(const struct scan *scan, const struct scan_char *c)
{
  size_t i = (size_t)(c - scan->items);
  return i > 0 && i + 1 < scan->count && !is_blank(c - 1) && !is_blank(c + 1);
}

#define DASH_SHORT 940 /* of 1000: a stroke that leaves the characters on both sides free */

/* CL-15: a single — is a little shorter than its cell, lest it touch the numbers it joins: 5—10. Where the text's face
 * draws it through to both edges, as —— needs it, it is another face's. */
static const struct face *find_single_dash(const struct face_search *search, const struct scan_char *c)
{
  if (c->code != 0x2014 || c->latin || c->leads || c->odd || !joins_neighbours(search->scan, c))
    return NULL;
  return fonts_find_short(role_of(search, c, false), c->code, DASH_SHORT);
}

/* TB-07: a mark that stands differently in vertical text is another face's where the text's face has no form for it. */
static const struct face *find_turned(const struct face_search *search, const struct scan_char *c)
{
  bool turns = class_has_blank(c->class_) || c->class_ == CLASS_DASH || c->class_ == CLASS_ELLIPSIS ||
               c->class_ == CLASS_CONNECTOR;
  if (!search->look->vertical || c->latin || !turns)
    return NULL;
  return fonts_find_vertical(role_of(search, c, false), c->code);
}

/* The Latin face first for what looks Latin, then the Han faces: ° ± × stand in either. */
static const struct face *search_face(const struct face_search *search, const struct scan_char *c, size_t *rank)
{
  uint32_t glyph, code = c->as[0] ? c->as[0] : c->code;
  const struct face *special = search->look->vertical ? find_turned(search, c) : find_single_dash(search, c);
  if (special)
    return special;
  const struct face *face = fonts_find(role_of(search, c, c->latin), code, &glyph, rank);
  if (!c->latin || (face && *rank == 0))
    return face;
  size_t han_rank;
  const struct face *han = fonts_find(role_of(search, c, false), code, &glyph, &han_rank);
  if (!han || (face && han_rank > 0))
    return face;
  *rank = han_rank;
  return han;
}

/* Each character is reported once a role; the marks of footnotes are ours, not the drafter's. */
static bool report_is_due(const struct face_search *search, const struct scan_char *c)
{
  if (is_refused(c->code) || (c->face && search->runs[c->run].note))
    return false;
  return fonts_add_fallback(search->fonts, role_of(search, c, c->latin), c->code, c->face, char_span(search, c));
}

static void set_geta(const struct face_search *search, struct scan_char *c)
{
  uint32_t glyph;
  size_t rank;
  c->code = GETA;
  c->as[0] = c->as[1] = 0;
  c->class_ = CLASS_SYMBOL;
  c->latin = false;
  c->face = fonts_find(search->look->han, GETA, &glyph, &rank);
}

static void choose_face(const struct face_search *search, struct scan_char *c)
{
  size_t rank = 0;
  substitute_mark(search, c);
  c->face = search_face(search, c, &rank);
  if (c->face && rank == 0)
    return;
  bool due = report_is_due(search, c);
  if (due && c->face)
    report_fallback(search, c);
  else if (due)
    report_missing(search, c);
  if (!c->face)
    set_geta(search, c);
}

/* --- what stands on the character before it --- */

static bool is_selector(uint32_t code)
{
  return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
}

/* U+FE0E and U+FE0F choose between signs and emoji, which are one in print. */
static bool asks_for_form(uint32_t code)
{
  return is_selector(code) && code != 0xFE0E && code != 0xFE0F;
}

static bool has_mark(const struct face *face, uint32_t base, uint32_t mark)
{
  uint32_t glyph;
  gunichar composed;
  return face_lookup(face, mark, &glyph) ||
         (g_unichar_compose(base, mark, &composed) && face_lookup(face, composed, &glyph));
}

/* The form of an ideograph that its selector asks for, from the first face that has it. */
static void choose_form(const struct face_search *search, struct scan_char *c, uint32_t selector)
{
  size_t rank;
  const struct face *face = fonts_find_form(role_of(search, c, c->latin), c->code, selector, &rank);
  if (!face) {
    if (fonts_add_fallback(search->fonts, role_of(search, c, c->latin), selector, NULL, char_span(search, c)))
      report_form(search, c, selector);
    return;
  }
  c->face = face;
  if (rank > 0 && report_is_due(search, c))
    report_fallback(search, c);
}

/* Marks are shaped with the character before them where its face has them; else on their own. */
static void choose_follower(const struct face_search *search, const struct scan_char *before, struct scan_char *c)
{
  c->face = before->face;
  if (!is_selector(c->code) && !has_mark(before->face, before->code, c->code))
    choose_face(search, c);
}

static bool follows_before(const struct scan_char *c)
{
  return c->class_ == CLASS_COMBINING || is_selector(c->code);
}

void text_choose_faces(struct scan *scan, struct fonts *fonts, const struct text_look *look,
                       const struct text_run *runs, struct diags *diags)
{
  struct face_search search = {scan, fonts, look, runs, diags};
  for (size_t i = 0; i < scan->count; i++) {
    struct scan_char *c = &scan->items[i];
    if (c->class_ == CLASS_LINE_END)
      continue;
    if (i > 0 && follows_before(c) && scan->items[i - 1].face) {
      choose_follower(&search, &scan->items[i - 1], c);
      continue;
    }
    choose_face(&search, c);
    if (c->face && i + 1 < scan->count && asks_for_form(scan->items[i + 1].code))
      choose_form(&search, c, scan->items[i + 1].code);
  }
}
