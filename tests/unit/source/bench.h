/* What every test of source/ needs: an arena, a file table, the diagnostics, and a tree read from text. */
#ifndef NIANBAO_TESTS_SOURCE_BENCH_H
#define NIANBAO_TESTS_SOURCE_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "source/source.h"

static struct arena *arena;
static struct files files;
static struct diags diags;

static inline int set_up(void **state)
{
  (void)state;
  arena = arena_new();
  files_init(&files, arena);
  diags_init(&diags, arena);
  return 0;
}

static inline int tear_down(void **state)
{
  (void)state;
  arena_free(arena);
  return 0;
}

static inline const struct node *parse_bytes(const char *bytes, size_t size)
{
  return source_parse(arena, &files, files_add(&files, "t.yaml", bytes, size), &diags);
}

static inline const struct node *parse(const char *text)
{
  return parse_bytes(text, strlen(text));
}

/* The n-th diagnostic has this code and place, and a message and hint worth reading. */
static inline void expect_diag(const char *what, size_t n, enum diag_code code, uint32_t line, uint32_t column)
{
  if (n >= diags.count)
    fail_msg("%s: no diagnostic %zu", what, n);
  const struct diag *diag = diags.items[n];
  struct file_position position = files_position(&files, diag->span);
  if (diag->code != code || position.line != line || position.column != column)
    fail_msg("%s: %u:%u %s: %s, expected %u:%u %s", what, position.line, position.column, diag_code_name(diag->code),
             diag->message, line, column, diag_code_name(code));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
