/* Comma-separated values into nodes with their places. */
#include "../golden.h"

#include "source/csv.h"

struct bench {
  struct arena *arena;
  struct files files;
  struct diags diags;
  const struct node *table;
};

static void parse(struct bench *bench, const char *bytes, size_t size)
{
  bench->arena = arena_new();
  files_init(&bench->files, bench->arena);
  diags_init(&bench->diags, bench->arena);
  bench->table = csv_parse(bench->arena, &bench->files, files_add(&bench->files, "a.csv", bytes, size), &bench->diags);
}

/* [甲|乙][1|"2"]: quoted cells in quotes. */
static char *shown(const struct bench *bench)
{
  GString *text = g_string_new(NULL);
  for (uint32_t r = 0; bench->table && r < bench->table->as.list.count; r++) {
    const struct node *record = bench->table->as.list.items[r];
    g_string_append_c(text, '[');
    for (uint32_t c = 0; c < record->as.list.count; c++) {
      const struct node *cell = record->as.list.items[c];
      const char *quote = cell->as.scalar.style == NODE_QUOTED ? "\"" : "";
      g_string_append_printf(text, "%s%s%s%s", c ? "|" : "", quote, cell->as.scalar.text, quote);
    }
    g_string_append_c(text, ']');
  }
  return g_string_free(text, FALSE);
}

static void test_cells(void **state)
{
  static const struct {
    const char *bytes, *cells;
  } rows[] = {
      {"甲,乙\n1,2\n", "[甲|乙][1|2]"},
      {"甲,乙\r\n1,2\r\n", "[甲|乙][1|2]"},
      {"\xEF\xBB\xBF甲,乙\n1,2", "[甲|乙][1|2]"},
      {"甲 , 乙\n\t1,　2　\n", "[甲|乙][1|2]"},
      {"甲,,\n,2,\n", "[甲||][|2|]"},
      {"甲,乙\n\n,\n , \n1,2", "[甲|乙][1|2]"},
      {"\"甲\",\"乙,丙\"\n", "[\"甲\"|\"乙,丙\"]"},
      {"\"甲\"\"丁\"\"\",\"\"\n", "[\"甲\"丁\"\"|\"\"]"},
      {"\"甲\n乙\",1\n", "[\"甲\n乙\"|1]"},
      {" \"1,333\" ,2\n", "[\"1,333\"|2]"},
      {"甲\"乙,1\n", "[甲\"乙|1]"},
      {"甲", "[甲]"},
      {"甲,", "[甲|]"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct bench bench;
    parse(&bench, rows[i].bytes, strlen(rows[i].bytes));
    char *cells = shown(&bench);
    if (strcmp(cells, rows[i].cells) != 0 || bench.diags.count > 0)
      fail_msg("%s gives %s", rows[i].bytes, cells);
    g_free(cells);
    arena_free(bench.arena);
  }
}

static void test_mistakes(void **state)
{
  static const struct {
    const char *bytes;
    size_t size; /* 0: up to NUL */
    enum diag_code code;
    uint32_t line, column;
    const char *words;
  } rows[] = {
      {"", 0, DIAG_TEXT_EMPTY, 1, 1, "This table is empty."},
      {",,\n,,", 0, DIAG_TEXT_EMPTY, 1, 1, "This table is empty."},
      {"甲,乙\n1,\"2\n3,4\n", 0, DIAG_CSV_SYNTAX, 2, 3, "is not closed"},
      {"甲,乙\n\"1\"2,3\n", 0, DIAG_CSV_SYNTAX, 2, 4, "stands more"},
      {"甲;乙\n1;2\n", 0, DIAG_CSV_SYNTAX, 1, 2, "not separated by commas"},
      {"甲\t乙\n1\t2\n", 0, DIAG_CSV_SYNTAX, 1, 2, "not separated by commas"},
      {"甲，乙\n1，2\n", 0, DIAG_CSV_SYNTAX, 1, 2, "not separated by commas"},
      {"\xCF\xEE\xC4\xBF,\xD7\xD4\xC8\xBB\xC8\xCB\n1,2\n", 0, DIAG_TEXT_ENCODING, 1, 1, "CSV UTF-8"},
      {"a\0b,1\n", 6, DIAG_TEXT_CHARACTER, 1, 2, "U+0000"},
      {"\"a\0b\",1\n", 8, DIAG_TEXT_CHARACTER, 1, 3, "U+0000"},
      {"甲,乙\r1,2", 0, DIAG_TEXT_CHARACTER, 1, 4, "U+000D"},
      {"甲,1\xE2\x80\x8B\n", 0, DIAG_TEXT_CHARACTER, 1, 4, "U+200B"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct bench bench;
    parse(&bench, rows[i].bytes, rows[i].size ? rows[i].size : strlen(rows[i].bytes));
    assert_int_equal(bench.diags.count, 1);
    const struct diag *diag = bench.diags.items[0];
    struct file_position at = files_position(&bench.files, diag->span);
    if (diag->code != rows[i].code || at.line != rows[i].line || at.column != rows[i].column ||
        !(strstr(diag->message, rows[i].words) || strstr(diag->hint, rows[i].words)))
      fail_msg("%zu: %u:%u %s / %s", i, at.line, at.column, diag->message, diag->hint);
    arena_free(bench.arena);
  }
}

/* Places are those of the cells, quotes included. */
static void test_places(void **state)
{
  (void)state;
  struct bench bench;
  static const char bytes[] = "\xEF\xBB\xBF甲,\"乙\"\r\n \"丙\"\"\" , 12 \r\n";
  parse(&bench, bytes, strlen(bytes));
  static const uint32_t places[2][2][3] = {{{1, 1, 3}, {1, 3, 5}}, {{2, 2, 7}, {2, 10, 2}}};
  for (uint32_t r = 0; r < 2; r++)
    for (uint32_t c = 0; c < 2; c++) {
      struct span span = bench.table->as.list.items[r]->as.list.items[c]->span;
      struct file_position at = files_position(&bench.files, span);
      assert_int_equal(at.line, places[r][c][0]);
      assert_int_equal(at.column, places[r][c][1]);
      assert_int_equal(span.end - span.begin, places[r][c][2]);
    }
  arena_free(bench.arena);
}

/* Bytes at random: no crash, no endless loop, and a tree or a finding. */
static void test_random(void **state)
{
  static const char pieces[] = "\",\n\r \t甲1;\0x\xE3\xFF";
  (void)state;
  uint32_t seed = 3;
  for (int i = 0; i < 20000; i++) {
    char bytes[24];
    size_t size = i % sizeof bytes;
    for (size_t k = 0; k < size; k++) {
      seed = seed * 1664525u + 1013904223u;
      bytes[k] = pieces[(seed >> 8) % (sizeof pieces - 1)];
    }
    struct bench bench;
    parse(&bench, bytes, size);
    if (!bench.table && bench.diags.count == 0)
      fail_msg("%d: neither a table nor a finding", i);
    arena_free(bench.arena);
  }
}

static void test_limit(void **state)
{
  (void)state;
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 70000; i++)
    g_string_append(text, "1,2,3\n");
  struct bench bench;
  parse(&bench, text->str, text->len);
  assert_null(bench.table);
  assert_int_equal(bench.diags.items[0]->code, DIAG_LIMIT_NODES);
  arena_free(bench.arena);
  g_string_free(text, TRUE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cells),  cmocka_unit_test(test_mistakes), cmocka_unit_test(test_places),
      cmocka_unit_test(test_random), cmocka_unit_test(test_limit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
