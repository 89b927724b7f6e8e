#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "preview/edits.h"

/* Longer than what counts as the end of a file, and no two pieces of it are alike. */
#define HEAD "agency: one\nyear: 2025\ntitle: the report of the year, as it is every year\n"
#define TAIL "signed: {by: the office of the body, date: 2026-01-20}\n# the end of the file, which no one edits\n"

/* Versions of a file and what of the last of them was edited; NULL for nothing. */
struct row {
  const char *name;
  const char *versions[6];
  const char *edit;
};

static const struct row rows[] = {
    {"the first", {HEAD TAIL}, NULL},
    {"the same", {HEAD TAIL, HEAD TAIL}, NULL},
    {"put in", {HEAD TAIL, HEAD "new: 1\n" TAIL}, "new: 1\n"},
    {"taken out: where the ends meet", {HEAD "x" TAIL, HEAD TAIL}, "\ns"},
    {"near the end", {HEAD TAIL "old\n", HEAD TAIL "fresh\n"}, "fresh"},
    {"a piece", {HEAD "old" TAIL, HEAD "n"}, NULL},
    {"the rest of it", {HEAD "old" TAIL, HEAD "n", HEAD "new" TAIL}, "new"},
    {"in many pieces", {HEAD "old" TAIL, "agency", "agency: one\n", HEAD, HEAD "new" TAIL}, "new"},
    {"a piece, and all as before", {HEAD "old" TAIL, HEAD, HEAD "old" TAIL}, NULL},
    {"the edit after a save in pieces", {HEAD "old" TAIL, HEAD, HEAD "new" TAIL, HEAD "newer" TAIL}, "er"},
    {"an edit at the end, in pieces", {HEAD TAIL "old\n", HEAD, HEAD TAIL "fresh\n"}, "fresh"},
    {"the next after that", {HEAD TAIL "old\n", HEAD, HEAD TAIL "fresh\n", "# " HEAD TAIL "fresh\n"}, "# "},
    {"it was no piece but an edit", {HEAD "old" TAIL, HEAD, "# " HEAD}, "# "},
};

static struct span take(struct edits *edits, struct arena *arena, struct files *files, const char *text)
{
  files_init(files, arena);
  files_add(files, "", "", 0);
  files_add(files, "report.yaml", text, strlen(text));
  struct version version = {.run = {.files = files}};
  return edits_take(edits, &version);
}

static void test_edits(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct arena *arena = arena_new();
    struct edits *edits = edits_new();
    struct files files;
    struct span span = SPAN_NONE;
    for (const char *const *text = rows[i].versions; *text; text++)
      span = take(edits, arena, &files, *text);
    const char *edit = NULL;
    if (span_known(span))
      edit = arena_strndup(arena, files_get(&files, span.file)->bytes + span.begin, span.end - span.begin);
    if (g_strcmp0(edit, rows[i].edit) != 0)
      fail_msg("%s: “%s”", rows[i].name, edit ? edit : "nothing");
    edits_free(edits);
    arena_free(arena);
  }
}

/* What is edited in another file than the source counts, too; a file that is new does not. */
static void test_other_files(void **state)
{
  (void)state;
  struct arena *arena = arena_new();
  struct edits *edits = edits_new();
  struct files files;
  take(edits, arena, &files, HEAD TAIL);
  const char *figures[] = {"1,2\n", "1,3\n"};
  for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
    files_init(&files, arena);
    files_add(&files, "report.yaml", HEAD TAIL, strlen(HEAD TAIL));
    files_add(&files, "figures.csv", figures[i], strlen(figures[i]));
    struct version version = {.run = {.files = &files}};
    struct span span = edits_take(edits, &version);
    assert_int_equal(span_known(span), i == 1);
    if (i == 1) {
      assert_int_equal(span.file, 2);
      assert_int_equal(span.begin, 2);
      assert_int_equal(span.end, 3);
    }
  }
  edits_free(edits);
  arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_edits), cmocka_unit_test(test_other_files)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
