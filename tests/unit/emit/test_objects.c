#include "make.h"

#include "emit/objects.h"
#include "emit/values.h"

/* A file of so many small objects besides the few that make it a PDF; qpdf must find each with its value. */
static struct emit_bytes make_file(size_t count)
{
  struct emit_objects *objects = emit_objects_new();
  uint32_t catalog = emit_objects_reserve(objects, 3), many = emit_objects_reserve(objects, count);
  GString *value = g_string_new(NULL);
  g_string_printf(value, "<</Type/Catalog/Pages %u 0 R/Many[", catalog + 1);
  for (size_t i = 0; i < count; i++)
    g_string_append_printf(value, "%u 0 R ", many + (uint32_t)i);
  g_string_append(value, "]>>");
  emit_objects_put(objects, catalog, value);
  g_string_assign(value, "<</Type/Pages/Kids[]/Count 0>>");
  emit_objects_put(objects, catalog + 1, value);
  for (size_t i = count; i-- > 0;) { /* in any order */
    g_string_printf(value, "(number %zu)", i);
    emit_objects_put(objects, many + (uint32_t)i, value);
  }
  emit_objects_put_stream(objects, catalog + 2, "/Kind/Sample", "words\nwords\n", 12, EMIT_DEFLATED);
  g_string_assign(value, "<</Title(t)>>");
  uint32_t information = emit_objects_reserve(objects, 1);
  emit_objects_put(objects, information, value);
  g_string_free(value, TRUE);
  return emit_objects_finish(objects, catalog, information);
}

static char *inspect(const struct emit_bytes *bytes, const char *option)
{
  char *folder = g_dir_make_tmp("nianbao-test-XXXXXX", NULL), *file = g_build_filename(folder, "x.pdf", NULL);
  assert_true(g_file_set_contents(file, (const char *)bytes->data, (gssize)bytes->size, NULL));
  char *out = RUN_TOOL("qpdf", option, "--", file);
  g_remove(file);
  g_rmdir(folder);
  g_free(file);
  g_free(folder);
  return out;
}

static void test_every_object_is_found(void **state)
{
  (void)state;
  static const size_t counts[] = {0, 1, 195, 196, 197, 198, 199, 200, 1000};
  for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
    struct emit_bytes bytes = make_file(counts[i]);
    char *checked = inspect(&bytes, "--check"), *json = inspect(&bytes, "--json=2");
    assert_has(checked, "No syntax or stream encoding errors found");
    assert_has(json, "\"/Kind\": \"/Sample\"");
    for (size_t k = 0; k < counts[i]; k++) {
      char *entry = g_strdup_printf("\"obj:%zu 0 R\": {\n        \"value\": \"u:number %zu\"", k + 4, k);
      assert_has(json, entry);
      g_free(entry);
    }
    g_free(checked);
    g_free(json);
    emit_bytes_done(&bytes);
  }
}

static void test_the_same_objects_give_the_same_file(void **state)
{
  (void)state;
  struct emit_bytes one = make_file(300), same = make_file(300), other = make_file(301);
  assert_int_equal(one.size, same.size);
  assert_memory_equal(one.data, same.data, one.size);
  assert_false(one.size == other.size && memcmp(one.data, other.data, one.size) == 0);
  emit_bytes_done(&one);
  emit_bytes_done(&same);
  emit_bytes_done(&other);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_object_is_found),
      cmocka_unit_test(test_the_same_objects_give_the_same_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
