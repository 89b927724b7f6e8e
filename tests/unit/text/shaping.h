/* What the tests of text/ and box/ share: fonts opened once, words shaped in a role. */
#ifndef NIANBAO_TESTS_SHAPING_H
#define NIANBAO_TESTS_SHAPING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "text/text.h"

#define EM (16 * LEN_PT)

struct shaping {
  struct arena *arena;
  struct files files;
  struct diags diags;
  struct fonts *fonts;
};

static inline int shaping_open(void **state)
{
  struct arena *arena = arena_new();
  struct shaping *s = ARENA_NEW(arena, struct shaping);
  s->arena = arena;
  files_init(&s->files, arena);
  diags_init(&s->diags, arena);
  s->fonts = fonts_open(arena, &s->files, NIANBAO_ROOT "/fonts", &s->diags);
  *state = s;
  return s->fonts ? 0 : -1;
}

static inline int shaping_close(void **state)
{
  struct shaping *s = *state;
  fonts_close(s->fonts);
  arena_free(s->arena);
  return 0;
}

static inline struct text_look shaping_look(const struct shaping *s, const char *role)
{
  return (struct text_look){.han = fonts_role(s->fonts, role),
                            .latin = fonts_role(s->fonts, "西文"),
                            .size = EM,
                            .cell = EM,
                            .rules = {.kinsoku = KINSOKU_GB, .date_gap = true},
                            .gap = true};
}

static inline struct text *shape_with(struct shaping *s, const struct text_look *look, const char *words)
{
  struct text_run *run = ARENA_NEW(s->arena, struct text_run);
  *run = (struct text_run){.text = words, .length = (uint32_t)strlen(words)};
  return text_shape(s->arena, s->fonts, look, run, 1, &s->diags);
}

static inline struct text *shape(struct shaping *s, const char *role, const char *words)
{
  struct text_look look = shaping_look(s, role);
  return shape_with(s, &look, words);
}

/* The cluster that begins at the first byte of `mark`'s n-th appearance in `words`. */
static inline size_t cluster_of(const struct text *text, const char *mark)
{
  const char *at = strstr(text->bytes, mark);
  assert_non_null(at);
  for (size_t i = 0; i < text->count; i++)
    if (text->clusters[i].text_at == (uint32_t)(at - text->bytes))
      return i;
  fail_msg("no cluster begins at %s", mark);
  return 0;
}

#endif
