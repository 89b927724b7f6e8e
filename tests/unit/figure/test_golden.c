/* Every tests/golden/figure/NAME.yaml gives the facts and the findings of NAME.dump, every form of layouts/forms the
 * tables of form-NAME.dump. NIANBAO_UPDATE=1 writes the dumps anew; the reviewer reads the difference. */
#include "make.h"

static char *dump_of_facts(const char *source)
{
  struct made made;
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream(&text, &length);
  make_facts(&made, source);
  facts_dump(out, made.facts);
  diags_print(out, &made.diags, &made.files, DIAG_TEXT, false);
  fclose(out);
  made_done(&made);
  return text;
}

static void check_facts(const char *name)
{
  char *source_name = g_build_filename("figure", name, NULL), *source = read_golden_source(source_name);
  char *dump_name = g_strdup_printf("figure/%.*s.dump", (int)(strlen(name) - strlen(".yaml")), name);
  char *dump = dump_of_facts(source);
  golden_check(dump_name, dump);
  free(dump);
  g_free(dump_name);
  g_free(source);
  g_free(source_name);
}

static void test_facts(void **state)
{
  (void)state;
  GDir *folder = g_dir_open(NIANBAO_ROOT "/tests/golden/figure", 0, NULL);
  assert_non_null(folder);
  unsigned count = 0;
  for (const char *name; (name = g_dir_read_name(folder));) {
    if (!g_str_has_suffix(name, ".yaml"))
      continue;
    check_facts(name);
    count++;
  }
  g_dir_close(folder);
  assert_true(count > 5);
}

static void check_form(const char *name)
{
  struct made made;
  made_init(&made);
  const struct form *form = form_load(made.arena, &made.files, LAYOUTS, name, SPAN_NONE, &made.diags);
  char *findings = made_findings(&made), *text = NULL;
  assert_string_equal(findings, "");
  assert_non_null(form);
  size_t length = 0;
  FILE *out = open_memstream(&text, &length);
  form_dump(out, form);
  fclose(out);
  char *dump_name = g_strdup_printf("figure/form-%s.dump", name);
  golden_check(dump_name, text);
  g_free(dump_name);
  g_free(findings);
  free(text);
  made_done(&made);
}

static void test_forms(void **state)
{
  (void)state;
  check_form("disclosure-2021");
  check_form("disclosure-2019");
  check_form("accounts-2024");
  check_form("communique");
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_facts), cmocka_unit_test(test_forms)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
