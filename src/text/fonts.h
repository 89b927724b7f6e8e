/* Fonts: roles (仿宋 小标宋 黑体 楷体 宋体 西文) to ordered faces, from fonts/fonts.yaml. A face is a file and an
 * index, never a family name: fontconfig takes Fandol's Regular for its Bold, and Pango's own fallback picks a Japanese
 * face for Chinese. Files are mapped when the first character is looked up in them, so that a command opens only the
 * faces it uses. Not thread-safe: one struct a thread. Fontconfig's and HarfBuzz's objects live in here and are given
 * back by fonts_close. */
#ifndef NIANBAO_TEXT_FONTS_H
#define NIANBAO_TEXT_FONTS_H

#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

struct fonts;
struct role;

struct face {
  uint32_t number;              /* its place among all faces, from 0 */
  const char *file;             /* path */
  uint32_t index;               /* face in the file */
  const char *name;             /* PostScript name */
  struct face_handles *handles; /* text/'s own: HarfBuzz objects, made on first use */
};

/* Reads fonts_dir/fonts.yaml and finds the faces by fonts_dir/fonts.conf. NULL after errors (a role without any face:
 * font-missing). */
struct fonts *fonts_open(struct arena *arena, struct files *files, const char *fonts_dir, struct diags *diags);
void fonts_close(struct fonts *fonts); /* NULL is allowed */

const struct role *fonts_role(const struct fonts *fonts, const char *name); /* NULL if there is no such role */
const struct role *fonts_bold(const struct role *role);                     /* the role for bold; itself if none */
const struct face *fonts_first(const struct role *role);                    /* the first that is installed */
/* The face with this PostScript name; NULL if none is installed. */
const struct face *fonts_named(const struct fonts *fonts, const char *name);
size_t fonts_face_count(const struct fonts *fonts);

/* All roles and their faces, found or not, one a line. */
void fonts_dump(FILE *out, const struct fonts *fonts);

/* The face of `role` that has the character, and its glyph. *rank is 0 for the role's first face, higher for fallbacks.
 * NULL where no face has it. */
const struct face *fonts_find(const struct role *role, uint32_t code, uint32_t *glyph, size_t *rank);

/* The face of `role` that has this form of an ideograph (a variation sequence). NULL where none has it. */
const struct face *fonts_find_form(const struct role *role, uint32_t code, uint32_t selector, size_t *rank);

/* The first face of `role` that has a form of the character for vertical text: NULL if none. */
const struct face *fonts_find_vertical(const struct role *role, uint32_t code);

/* The first face of `role` that draws the character at most permille / 1000 em wide, with side bearings: NULL if none.
 */
const struct face *fonts_find_short(const struct role *role, uint32_t code, int permille);

/* Where the ink of a glyph lies, in font units (upem units an em): for marks, whose blank half is compressed. */
struct glyph_ink {
  int32_t left, right; /* from the glyph's origin */
  int32_t top, bottom; /* from the baseline, upwards */
  int32_t advance;
};

struct glyph_ink fonts_ink(const struct face *face, uint32_t glyph);
uint32_t fonts_upem(const struct face *face);

/* How far above the baseline the middle of a Han character lies, in font units: faces differ by a tenth of an em. */
int32_t fonts_middle(const struct face *face);

/* --- what was replaced (fallbacks.c) --- */

/* A character that the first face of its role lacks. */
struct fallback {
  const char *role;
  uint32_t code;
  const struct face *face; /* that sets it; NULL: none has it */
  uint32_t count;          /* of its places in the source */
  struct span first;       /* the first of them */
};

/* Notes a place. True where it is the first for this character and role, so that each is reported once. A place that
 * was noted before (cells are shaped at several sizes) does not count again. */
bool fonts_add_fallback(struct fonts *fonts, const struct role *role, uint32_t code, const struct face *face,
                        struct span place);

/* How many places have been noted so far. */
size_t fonts_fallback_places(const struct fonts *fonts);

/* Forgets them all: the fonts stay open for another run, which reports its own. */
void fonts_forget_fallbacks(struct fonts *fonts);

/* All of them, in the order of the role table, then as they were found. */
const struct fallback *fonts_fallbacks(const struct fonts *fonts, size_t *count);

#endif
