/* Every face of fonts/fonts.yaml that is installed here and sets Han, each as a role of its own with no other to fall
 * back to; and where ink lies in clusters. */
#ifndef NIANBAO_TESTS_FACES_H
#define NIANBAO_TESTS_FACES_H

#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "rules.h"

struct each_face {
  struct shaping shaping; /* fonts with a role a face */
  char folder[64];
  GPtrArray *roles; /* their names */
};

/* --- a font table with a role for each face --- */

static inline void faces_add(struct each_face *each, GString *yaml, const char *line)
{
  char **words = g_strsplit(line + 2, " ", 3); /* two blanks, then NAME, nothing, FILE #INDEX */
  if (!g_ptr_array_find_with_equal_func(each->roles, words[0], g_str_equal, NULL)) {
    char *file = g_strndup(words[2], strcspn(words[2], "#") - 1), *base = g_path_get_basename(file);
    bool ours = strstr(words[2], "/faces/") != NULL;
    g_string_append_printf(yaml, "  %s: {faces: [{%s: %s}]}\n", words[0], ours ? "file" : "name",
                           ours ? base : words[0]);
    g_ptr_array_add(each->roles, g_strdup(words[0]));
    g_free(file);
    g_free(base);
  }
  g_strfreev(words);
}

static inline char *faces_table(struct each_face *each, const struct fonts *fonts)
{
  char *dump = NULL;
  size_t size;
  FILE *out = open_memstream(&dump, &size);
  fonts_dump(out, fonts);
  fclose(out);
  char **lines = g_strsplit(dump, "\n", -1);
  GString *yaml = g_string_new("roles:\n  西文: {faces: [{name: LiberationSerif}]}\n");
  bool latin = false;
  for (size_t i = 0; lines[i]; i++) {
    if (lines[i][0] != ' ')
      latin = g_str_has_prefix(lines[i], "西文");
    else if (!latin && strstr(lines[i], "#"))
      faces_add(each, yaml, lines[i]);
  }
  g_strfreev(lines);
  free(dump);
  return g_string_free(yaml, FALSE);
}

static inline void faces_link(const struct each_face *each, const char *name)
{
  char *from = g_build_filename(NIANBAO_ROOT, "fonts", name, NULL), *to = g_build_filename(each->folder, name, NULL);
  assert_int_equal(symlink(from, to), 0);
  g_free(from);
  g_free(to);
}

static inline void faces_write(const struct each_face *each, const char *yaml)
{
  char *path = g_build_filename(each->folder, "fonts.yaml", NULL);
  assert_true(g_file_set_contents(path, yaml, -1, NULL));
  g_free(path);
}

static inline int faces_open(void **state)
{
  struct each_face *each = g_new0(struct each_face, 1);
  void *all = NULL;
  assert_int_equal(shaping_open(&all), 0);
  each->roles = g_ptr_array_new_with_free_func(g_free);
  char *yaml = faces_table(each, ((struct shaping *)all)->fonts);
  shaping_close(&all);
  strcpy(each->folder, "/tmp/nianbao-faces-XXXXXX");
  assert_non_null(g_mkdtemp(each->folder));
  faces_link(each, "fonts.conf");
  faces_link(each, "faces");
  faces_write(each, yaml);
  g_free(yaml);
  struct shaping *s = &each->shaping;
  s->arena = arena_new();
  files_init(&s->files, s->arena);
  diags_init(&s->diags, s->arena);
  s->fonts = fonts_open(s->arena, &s->files, each->folder, &s->diags);
  *state = each;
  return s->fonts && each->roles->len >= 10 ? 0 : -1;
}

static inline int faces_close(void **state)
{
  struct each_face *each = *state;
  fonts_close(each->shaping.fonts);
  arena_free(each->shaping.arena);
  static const char *const names[] = {"fonts.conf", "faces", "fonts.yaml"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    char *path = g_build_filename(each->folder, names[i], NULL);
    g_unlink(path);
    g_free(path);
  }
  g_rmdir(each->folder);
  g_ptr_array_free(each->roles, TRUE);
  g_free(each);
  return 0;
}

static inline const char *face_role(const struct each_face *each, size_t i)
{
  return g_ptr_array_index(each->roles, i);
}

#define FACES_RUN(tests)                                                                                               \
  (argc > 1 ? cmocka_set_test_filter(argv[1]) : (void)0, cmocka_run_group_tests(tests, faces_open, faces_close))

/* --- ink --- */

struct ink {
  len left, right, bottom, top; /* from the cluster's origin on the baseline; y upwards */
};

/* Of glyph g of a cluster set at EM. */
static inline struct ink ink_of_glyph(const struct text *text, size_t cluster, uint32_t g)
{
  const struct text_cluster *c = &text->clusters[cluster];
  const struct text_glyph *glyph = &text->glyphs[c->glyph_at + g];
  struct glyph_ink ink = fonts_ink(c->face, glyph->id);
  uint32_t upem = fonts_upem(c->face);
  return (struct ink){glyph->x + len_scale(EM, ink.left, upem), glyph->x + len_scale(EM, ink.right, upem),
                      len_scale(EM, ink.bottom, upem) - glyph->y, len_scale(EM, ink.top, upem) - glyph->y};
}

static inline struct ink ink_of(const struct text *text, size_t cluster)
{
  struct ink all = ink_of_glyph(text, cluster, 0);
  for (uint32_t g = 1; g < text->clusters[cluster].glyph_count; g++) {
    struct ink ink = ink_of_glyph(text, cluster, g);
    all = (struct ink){MIN(all.left, ink.left), MAX(all.right, ink.right), MIN(all.bottom, ink.bottom),
                       MAX(all.top, ink.top)};
  }
  return all;
}

/* The middle of a Han character of the face, above the baseline. */
static inline len han_middle(const struct face *face)
{
  return len_scale(EM, fonts_middle(face), fonts_upem(face));
}

#define assert_near(a, b, most, who, what)                                                                             \
  do {                                                                                                                 \
    if (labs((long)(a) - (long)(b)) > (long)(most))                                                                    \
      fail_msg("%s, %s: %.3f em, not %.3f", who, what, (double)(a) / EM, (double)(b) / EM);                            \
  } while (0)

#endif
