#include "make.h"

#include "emit/values.h"

static void assert_text(const char *text, const char *expected)
{
  GString *out = g_string_new(NULL);
  emit_value_text(out, text);
  assert_string_equal(out->str, expected);
  g_string_free(out, TRUE);
}

static void test_texts_cannot_end_their_string(void **state)
{
  (void)state;
  assert_text("", "()");
  assert_text("plain >> endobj", "(plain >> endobj)");
  assert_text("a) (b \\ c", "(a\\) \\(b \\\\ c)");
  assert_text("年(报)", "<FEFF5E740028"
                        "62A50029>");
  assert_text("a\nb", "<FEFF0061000A0062>");
  assert_text("𬒈", "<FEFFD871DC88>");
}

static void test_numbers_are_written_whole(void **state)
{
  (void)state;
  GString *out = g_string_new(NULL);
  emit_value_number(out, 0);
  emit_value_reference(out, 10);
  emit_value_reference(out, UINT32_MAX);
  assert_string_equal(out->str, "010 0 R4294967295 0 R");
  g_string_free(out, TRUE);
}

static void test_names_hold_letters_only(void **state)
{
  (void)state;
  GString *out = g_string_new(NULL);
  emit_value_name(out, "ABCDEF+Face-Bold");
  emit_value_name(out, "a b/(c)#宋");
  assert_string_equal(out->str, "/ABCDEF+Face-Bold/a#20b#2F#28c#29#23#E5#AE#8B");
  g_string_truncate(out, 0);
  char *name = g_strnfill(500, 'x');
  emit_value_name(out, name);
  assert_int_equal(out->len, 1 + 120);
  g_free(name);
  g_string_free(out, TRUE);
}

/* ISO 19005-2, 6.1.13: 32767 bytes; a character outside the basic plane is not cut in two. */
static void test_long_texts_are_cut_between_characters(void **state)
{
  (void)state;
  GString *text = g_string_new("a"), *out = g_string_new(NULL);
  for (int i = 0; i < 20000; i++)
    g_string_append(text, "𬒈");
  emit_value_text(out, text->str);
  assert_true(out->len / 2 < 32767);
  assert_true(out->len / 2 > 31000);
  assert_true(g_str_has_suffix(out->str, "D871DC88>"));
  g_string_truncate(out, 0);
  g_string_truncate(text, 0);
  for (int i = 0; i < 40000; i++)
    g_string_append_c(text, 'x');
  emit_value_text(out, text->str);
  assert_true(out->len < 32767);
  g_string_free(text, TRUE);
  g_string_free(out, TRUE);
}

static void test_bytes_other_than_ascii_are_octal(void **state)
{
  (void)state;
  GString *out = g_string_new(NULL);
  emit_value_bytes(out, "a(\x80\n", 4);
  assert_string_equal(out->str, "(a\\(\\200\\012)");
  g_string_free(out, TRUE);
}

static void test_entries_without_a_text_are_left_out(void **state)
{
  (void)state;
  GString *out = g_string_new("<<");
  emit_value_text_entry(out, "/A", NULL);
  emit_value_text_entry(out, "/B", "");
  emit_value_text_entry(out, "/C", "c");
  assert_string_equal(out->str, "<</C(c)");
  g_string_free(out, TRUE);
}

static void test_lengths_have_no_needless_digit(void **state)
{
  (void)state;
  static const struct {
    len value;
    const char *expected;
  } rows[] = {{0, "0"},     {10 * LEN_PT, "10"},  {100 * LEN_PT, "100"}, {LEN_PT / 2, "0.5"}, {-LEN_PT / 4, "-0.25"},
              {1, "0.001"}, {LEN_PT + 1, "1.001"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    GString *out = g_string_new(NULL);
    emit_value_length(out, rows[i].value);
    assert_string_equal(out->str, rows[i].expected);
    g_string_free(out, TRUE);
  }
  GString *out = g_string_new(NULL);
  emit_value_box(out, 0, LEN_PT, 2 * LEN_PT, 3 * LEN_PT);
  assert_string_equal(out->str, "[0 1 2 3]");
  g_string_free(out, TRUE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_texts_cannot_end_their_string),
      cmocka_unit_test(test_numbers_are_written_whole),
      cmocka_unit_test(test_names_hold_letters_only),
      cmocka_unit_test(test_long_texts_are_cut_between_characters),
      cmocka_unit_test(test_bytes_other_than_ascii_are_octal),
      cmocka_unit_test(test_entries_without_a_text_are_left_out),
      cmocka_unit_test(test_lengths_have_no_needless_digit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
