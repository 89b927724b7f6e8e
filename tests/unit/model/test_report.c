/* The report's own keys: a row is what is added to a source that is right, and the codes it must give. */
#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "model/report.h"

#define HEAD     "agency: 某局\nyear: 2025\ntitle: 题\n"
#define SECTIONS "sections:\n  - {title: 甲, text: 乙}\n"

struct read {
  struct arena *arena;
  struct files files;
  struct diags diags;
  struct report *report;
};

static void read_source(struct read *r, const char *source)
{
  *r = (struct read){.arena = arena_new()};
  files_init(&r->files, r->arena);
  diags_init(&r->diags, r->arena);
  const struct node *root =
      source_parse(r->arena, &r->files, files_add(&r->files, "row.yaml", source, strlen(source)), &r->diags);
  if (!root)
    fail_msg("not YAML: %s", source);
  r->report = report_read(r->arena, &r->files, root, &r->diags);
}

static void test_codes(void **state)
{
  (void)state;
  static const struct {
    const char *source, *codes;
  } rows[] = {
      {HEAD SECTIONS, ""},
      {"year: 2025\ntitle: 题\n" SECTIONS, "key-missing"},
      {"agency: 某局\nyear: 2025\n" SECTIONS, "key-missing"},
      {HEAD, "key-missing"},
      {HEAD "sections: {}\n", "value-kind"},
      {"agency: 某局\nyear: 二〇二五\ntitle: 题\n" SECTIONS, "value-kind"},
      {"agency: 某局\nyear: 1948\ntitle: 题\n" SECTIONS, "value-bad"},
      {"agency: 某局\nyear: 2101\ntitle: 题\n" SECTIONS, "value-bad"},
      {"agency: ''\nyear: 2025\ntitle: 题\n" SECTIONS, "value-kind"},
      {HEAD SECTIONS "form: a/b\n", "value-bad"},
      {HEAD SECTIONS "form: a\\b\n", "value-bad"},
      {HEAD SECTIONS "layout: ..\n", "value-bad"},
      {HEAD SECTIONS "previous: 2024/某局.yaml\n", ""},
      {HEAD SECTIONS "previous: /etc/passwd\n", "value-bad"},
      {HEAD SECTIONS "previous: a/../../b.yaml\n", "value-bad"},
      {HEAD SECTIONS "previous: .git/config\n", "value-bad"},
      {HEAD SECTIONS "previous: a//b\n", "value-bad"},
      {HEAD SECTIONS "previous: C:\\a\n", "value-bad"},
      {HEAD SECTIONS "signed: {by: 某局, date: 2026-01-20}\n", ""},
      {HEAD SECTIONS "signed: {by: 某局}\n", "key-missing"},
      {HEAD SECTIONS "signed: {by: 某局, date: 2026年1月20日}\n", "value-kind"},
      {HEAD SECTIONS "preface: ~\n", "value-kind"},
      {HEAD SECTIONS "prefase: 甲\n", "key-unknown"},
      {HEAD "sections:\n  - {title: 二、甲, text: 乙}\n", "markup"},
      {HEAD "sections:\n  - {title: '${year}年', text: 乙}\n", ""},
      {HEAD "sections:\n  - {title: 2025年工作, text: 乙}\n", ""},
      {HEAD "sections:\n  - {title: 甲, text: 乙, note: 丙}\n", "value-bad"},
      {HEAD "sections:\n  - {title: 甲, table: 乙, note: 丙, caption: 丁}\n", ""},
      {HEAD "sections:\n  - {title: 甲, table: 乙, note: []}\n", "value-kind"},
      {HEAD "sections:\n  - {title: 甲, content: [{text: 乙}], note: 丙}\n", "value-bad"},
      {HEAD "sections:\n  - {title: 甲, content: [{text: 乙}], table: 丙}\n", "value-bad"},
      {HEAD "sections:\n  - {title: 甲, content: []}\n", "key-missing"},
      {HEAD "sections:\n  - {title: 甲, content: 乙}\n", "value-kind"},
      {HEAD "sections:\n  - {title: 甲, txt: 乙}\n", "key-unknown key-missing"},
      {HEAD "sections:\n  - {title: 甲, image: {file: a.jpg}, caption: 乙}\n", "key-missing"},
      {HEAD "sections:\n  - {title: 甲, image: {file: a.jpg, alt: 丙}, caption: 乙}\n", ""},
      {HEAD "sections:\n  - {title: 甲, image: {file: a.jpg, alt: 丙, caption: 丁}, caption: 乙}\n", "value-bad"},
      {HEAD "sections:\n  - {title: 甲, image: a.jpg}\n", "value-kind"},
      {HEAD "sections:\n  - {title: 甲, image: {file: /etc/a.jpg, alt: 丙}}\n", "value-bad"},
      {HEAD "sections:\n  - {title: 甲, image: {alt: 丙}}\n", "key-missing"},
      {HEAD "sections:\n  - {title: 甲, image: {file: a.jpg, alts: 丙}}\n", "key-unknown key-missing"},
      {"footnotes: {注: 乙}\n" HEAD "sections:\n  - {title: 甲, image: {file: a.jpg, alt: '丙[^注]'}}\n", "value-bad"},
      {HEAD
       "sections:\n  - title: 甲\n    content:\n      - text: '## 一'\n      - table: 乙\n      - text: '### 二'\n",
       ""},
      {HEAD "sections:\n  - {title: 甲, text: '## 一'}\n  - {title: 乙, text: '### 二'}\n", "markup"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); ++i) {
    struct read r;
    read_source(&r, rows[i].source);
    GString *codes = g_string_new(NULL);
    for (size_t j = 0; j < r.diags.count; ++j)
      g_string_append_printf(codes, "%s%s", j > 0 ? " " : "", diag_code_name(r.diags.items[j]->code));
    if (strcmp(codes->str, rows[i].codes) != 0)
      print_error("row: %s\n", rows[i].source);
    assert_string_equal(codes->str, rows[i].codes);
    assert_non_null(r.report);
    assert_non_null(r.report->layout);
    g_string_free(codes, TRUE);
    arena_free(r.arena);
  }
}

static void test_values(void **state)
{
  (void)state;
  struct read r;
  read_source(&r, HEAD "form: disclosure-2021\nfigures: {申请: {新收: 0}}\nsigned: {by: 某处, date: 2026-01-31}\n"
                       "previous: 2024.yaml\nsections:\n"
                       "  - {title: 甲, table: 申请, caption: 表, note: '注${year}', text: 乙}\n");
  const struct report *report = r.report;
  assert_string_equal(report->form, "disclosure-2021");
  assert_string_equal(report->layout, "gongwen");
  assert_false(span_known(report->layout_span));
  assert_true(span_known(report->form_span));
  assert_string_equal(report->agency, "某局");
  assert_int_equal(report->year, 2025);
  assert_string_equal(report->previous, "2024.yaml");
  assert_int_equal(report->signed_by.count, 1);
  assert_string_equal(report->signed_by.items[0].text, "某处");
  assert_int_equal(report->signed_year * 10000 + report->signed_month * 100 + report->signed_day, 20260131);
  assert_int_equal(report->figures->kind, NODE_MAP);
  const struct section *section = &report->sections[0];
  assert_int_equal(section->count, 2);
  assert_int_equal(section->parts[0].kind, PART_TABLE);
  assert_true(node_is(section->parts[0].node, "申请"));
  assert_string_equal(section->parts[0].caption.items[0].text, "表");
  assert_int_equal(section->parts[0].note.items[1].kind, INLINE_EXPR);
  assert_int_equal(section->parts[1].kind, PART_TEXT);
  assert_null(section->parts[1].node);
  arena_free(r.arena);
}

static void test_no_mapping(void **state)
{
  (void)state;
  struct read r;
  read_source(&r, "- 甲\n");
  assert_null(r.report);
  assert_int_equal(r.diags.errors, 1);
  arena_free(r.arena);
}

/* A title over two lines of the file: YAML makes a space of the break, which Chinese does not have. */
static void test_folded_title(void **state)
{
  (void)state;
  struct read r;
  read_source(&r, "agency: 某区某局\nyear: 2025\ntitle: 某区\n  某局\n" SECTIONS);
  assert_int_equal(r.report->title_count, 1);
  assert_string_equal(r.report->title[0].items[0].text, "某区某局");
  arena_free(r.arena);
}

/* Where each mark leads: the text's own note of a label goes before the shared one; an escaped one is printed. */
static void test_shared_notes(void **state)
{
  (void)state;
  static const struct {
    const char *text, *words; /* of the marked note */
    size_t errors;
  } rows[] = {
      {"文[^乙]", "共用乙", 1},
      {"文[^甲]，[^乙]", "共用甲", 0},
      {"文[^甲]\n\n      [^甲]: 本处", "本处", 2},
      {"文\\[^甲]", NULL, 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); ++i) {
    char *source = g_strdup_printf(HEAD "footnotes: {乙: 共用乙, 甲: 共用甲}\nsections:\n  - title: 题\n    text: |\n"
                                        "      %s\n",
                                   rows[i].text);
    struct read r;
    read_source(&r, source);
    assert_int_equal(r.diags.errors, rows[i].errors); /* a shared note that nothing marks is an error */
    const struct inlines *words = &r.report->sections[0].parts[0].text.items[0].inlines;
    bool marked = words->count > 1 && words->items[1].kind == INLINE_NOTE_REF;
    assert_int_equal(marked, rows[i].words != NULL);
    if (marked) {
      const struct markups *note = &r.report->notes[words->items[1].note];
      assert_string_equal(note->items[0].inlines.items[0].text, rows[i].words);
    }
    arena_free(r.arena);
    g_free(source);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_codes),        cmocka_unit_test(test_values),       cmocka_unit_test(test_no_mapping),
      cmocka_unit_test(test_folded_title), cmocka_unit_test(test_shared_notes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
