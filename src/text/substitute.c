#include <glib.h>

#include "text/scan.h"

/* Marks that are drawn with the glyphs of others, so that they look the same in every face and need no fallback. What
 * is read back from the page stays the character of the source. */

struct substitution {
  uint32_t code;
  uint32_t as[2];
  bool always; /* else only where the face has no glyph for it */
};

static const struct substitution substitutions[] = {
    {0x2022, {0x00B7}, true},          /* CL-16: • ‧ ・ are typed for · */
    {0x2027, {0x00B7}, true},          /* ‧ */
    {0x203C, {0xFF01, 0xFF01}, true},  /* CL-18: ‼ is ！！, each in its half of one cell */
    {0x2047, {0xFF1F, 0xFF1F}, true},  /* ⁇ */
    {0x2048, {0xFF1F, 0xFF01}, true},  /* ⁈ */
    {0x2049, {0xFF01, 0xFF1F}, true},  /* ⁉ */
    {0x22EF, {0x2026}, true},          /* CL-14: ⋯ is … on the middle of the line, where … stands, too */
    {0x2E3A, {0x2014, 0x2014}, false}, /* CL-13: ⸺ is —— */
    {0x30FB, {0x00B7}, true},          /* ・ */
    {0xFF0F, {0x002F}, true},          /* CL-17: ／ fills a cell in some faces; / fits its half in all */
};

struct substitute text_substitute(uint32_t code, bool own)
{
  for (size_t i = 0; i < G_N_ELEMENTS(substitutions); i++) {
    const struct substitution *s = &substitutions[i];
    if (s->code == code && (s->always || !own))
      return (struct substitute){{s->as[0], s->as[1]}};
  }
  return (struct substitute){{0, 0}};
}
