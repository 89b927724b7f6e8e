/* Reports into blocks: two golden sources, and what can be wrong or odd. */
#include "make.h"

static void check_golden(const char *name)
{
  char *path = g_strdup_printf("%s/tests/golden/block/%s.yaml", NIANBAO_ROOT, name);
  char *golden = g_strdup_printf("block/%s.txt", name);
  char *source;
  assert_true(g_file_get_contents(path, &source, NULL, NULL));
  struct made made;
  make_blocks(&made, source);
  char *text = NULL;
  size_t size;
  FILE *out = open_memstream(&text, &size);
  blocks_dump(out, made.blocks, made.sheet);
  for (size_t i = 0; i < made.diags.count; i++)
    fprintf(out, "[%s] %s\n", diag_code_name(made.diags.items[i]->code), made.diags.items[i]->message);
  fclose(out);
  golden_check(golden, text);
  free(text);
  made_done(&made);
  g_free(source);
  g_free(golden);
  g_free(path);
}

static void test_words(void **state)
{
  (void)state;
  check_golden("words");
}

static void test_tables(void **state)
{
  (void)state;
  check_golden("tables");
}

#define HEAD "agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 甲\n"

/* What cannot be set is reported, and the rest stands. */
static void test_bad_parts(void **state)
{
  static const struct {
    const char *part, *message, *hint;
    enum diag_code code;
  } rows[] = {
      {"    chart: {a: 1}\n", "a", NULL, DIAG_KEY_UNKNOWN},
      {"    chart: {kind: 柱, height: 99行, data: {甲: 1}}\n", "“99行” high", "from 2行 to 17行", DIAG_VALUE_BAD},
      {"    chart: {kind: 柱, height: tall, data: {甲: 1}}\n", "“tall” high", "8行", DIAG_VALUE_BAD},
      {"    chart: {kind: 柱, data: {'${没有}': 1}}\n", "没有", NULL, DIAG_EXPR_PATH},
      {"    image: {file: a.jpg}\n", "says nothing to those who cannot see it", "in a sentence what it shows",
       DIAG_KEY_MISSING},
      {"    image: a.jpg\n", "A picture is its file", "Write “image: {file:", DIAG_VALUE_KIND},
      {"    image: {file: ../a.jpg, alt: 图}\n", "leads out of the folder", "bare name", DIAG_VALUE_BAD},
      {"    table: {a: 1}\n", "not a key of the table", "The keys known here", DIAG_KEY_UNKNOWN},
      {"    table: 申请\n", "申请", "form: disclosure-2021", DIAG_NAME_UNKNOWN},
      {"    text: 共 ${没有} 件\n", "没有", NULL, DIAG_EXPR_PATH},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct made made;
    char *source = g_strconcat(HEAD, rows[i].part, "  - title: 乙\n    text: 正文。\n", NULL);
    make_blocks(&made, source);
    bool seen = false;
    for (size_t k = 0; k < made.diags.count; k++) {
      const struct diag *diag = made.diags.items[k];
      seen |= diag->code == rows[i].code && strstr(diag->message, rows[i].message) && span_known(diag->span) &&
              (!rows[i].hint || (diag->hint && strstr(diag->hint, rows[i].hint)));
    }
    if (!seen)
      fail_msg("%s must be reported", rows[i].part);
    const struct block *last = &made.blocks->items[made.blocks->count - 1];
    assert_string_equal(runs_text(&made, &last->text), "正文。");
    made_done(&made);
    g_free(source);
  }
}

/* The signature in its parts (GW-15, GW-16). */
static void test_signature(void **state)
{
  static const struct {
    const char *yaml;
    size_t lines;
    const char *last;
  } rows[] = {
      {"signed: {by: 某局, date: 2026-01-05}\n", 2, "2026年1月5日"},
      {"signed: {by: 某局, date: 2026-12-31}\n", 2, "2026年12月31日"},
      {"", 0, NULL},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct made made;
    char *source = g_strconcat(HEAD "    text: 正文。\n", rows[i].yaml, NULL);
    make_blocks(&made, source);
    size_t lines = 0;
    for (size_t k = 0; k < made.blocks->count; k++)
      lines += made.blocks->items[k].signature != SIGNATURE_NONE;
    assert_int_equal(lines, rows[i].lines);
    const struct block *last = &made.blocks->items[made.blocks->count - 1];
    if (rows[i].last) {
      assert_string_equal(runs_text(&made, &last->text), rows[i].last);
      assert_int_equal(last->signature, SIGNATURE_DATE);
      assert_true(last[-1].keep_with_next);
      assert_false(last->keep_with_next);
    }
    made_done(&made);
    g_free(source);
  }
}

/* Sixty marks in one line: every note stands once, in the order of the marks, with its number. */
static void test_many_notes(void **state)
{
  (void)state;
  GString *source = g_string_new(HEAD "    text: |\n      文");
  for (int i = 1; i <= 60; i++)
    g_string_append_printf(source, "[^%d]", i);
  g_string_append(source, "。\n\n");
  for (int i = 1; i <= 60; i++)
    g_string_append_printf(source, "      [^%d]: 注%d。\n", i, i);
  struct made made;
  make_blocks(&made, source->str);
  assert_int_equal(made.blocks->note_count, 60);
  for (uint32_t i = 0; i < 60; i++) {
    const struct block_note *note = &made.blocks->notes[i];
    const struct block *block = &made.blocks->note_blocks[note->first];
    char *want = g_strdup_printf("注%u。", i + 1);
    assert_int_equal(note->count, 1);
    assert_int_equal(note->last, i);
    assert_int_equal(block->note, i + 1);
    assert_string_equal(runs_text(&made, &block->text), want);
    g_free(want);
  }
  made_done(&made);
  g_string_free(source, TRUE);
}

/* An item that begins with a list, or is empty, keeps its number; nesting has an end. */
static void test_odd_lists(void **state)
{
  (void)state;
  struct made made;
  make_blocks(&made, HEAD "    text: |\n      1. - 内\n      2.\n      3. 丙\n");
  const char *labels = "";
  for (size_t i = 0; i < made.blocks->count; i++) {
    if (made.blocks->items[i].list_depth)
      labels = arena_printf(made.arena, "%s%s|", labels, runs_text(&made, &made.blocks->items[i].label));
  }
  assert_string_equal(labels, "1.|◇|2.|3.|");
  made_done(&made);

  GString *source = g_string_new(HEAD "    text: |\n      ");
  for (int i = 0; i < 200; i++)
    g_string_append(source, "- ");
  g_string_append(source, "底\n");
  make_blocks(&made, source->str);
  bool limited = false;
  for (size_t i = 0; i < made.diags.count; i++)
    limited |= made.diags.items[i]->code == DIAG_LIMIT_DEPTH;
  assert_true(limited);
  made_done(&made);
  g_string_free(source, TRUE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words),     cmocka_unit_test(test_tables),     cmocka_unit_test(test_bad_parts),
      cmocka_unit_test(test_signature), cmocka_unit_test(test_many_notes), cmocka_unit_test(test_odd_lists),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
