/* Many runs over a source: what is kept from one to the next changes nothing about the next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib.h>
#include <glib/gstdio.h>

#include "cli/pipeline.h"
#include "emit/emit.h"

static char *folder; /* of the test run */
static char *source; /* in it */

static struct options default_options(const char *layouts)
{
  return (struct options){.command = COMMAND_PREVIEW, .layouts = layouts, .fonts = NIANBAO_ROOT "/fonts"};
}

static void save(const char *text)
{
  assert_true(g_file_set_contents(source, text, -1, NULL));
}

static char *load(const char *name)
{
  char *path = g_strdup_printf(NIANBAO_ROOT "/data/%s.yaml", name), *text;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_free(path);
  return text;
}

/* --- two runs are the same --- */

static void check_places(const struct pipeline *a, struct span one, const struct pipeline *b, struct span other)
{
  assert_int_equal(span_known(one), span_known(other));
  if (!span_known(one))
    return;
  struct file_position at = files_position(&a->files, one), to = files_position(&b->files, other);
  assert_string_equal(files_get(&a->files, one.file)->name, files_get(&b->files, other.file)->name);
  assert_int_equal(at.line, to.line);
  assert_int_equal(at.column, to.column);
  assert_int_equal(one.end - one.begin, other.end - other.begin);
}

static void check_findings(const struct pipeline *a, const struct pipeline *b)
{
  assert_int_equal(a->diags.count, b->diags.count);
  assert_int_equal(a->diags.errors, b->diags.errors);
  for (size_t i = 0; i < a->diags.count; i++) {
    assert_string_equal(a->diags.items[i]->message, b->diags.items[i]->message);
    check_places(a, a->diags.items[i]->span, b, b->diags.items[i]->span);
  }
}

static void check_pages(const struct pipeline *a, const struct pipeline *b)
{
  assert_int_equal(a->document != NULL, b->document != NULL);
  if (!a->document || !b->document)
    return;
  struct emit_bytes one = {0}, other = {0};
  assert_true(emit_dump(a->document, &one));
  assert_true(emit_dump(b->document, &other));
  assert_int_equal(one.size, other.size);
  assert_memory_equal(one.data, other.data, one.size);
  emit_bytes_done(&one);
  emit_bytes_done(&other);
  for (size_t p = 0; p < a->document->page_count; p++) {
    const struct frame_page *page = &a->document->pages[p], *same = &b->document->pages[p];
    for (size_t i = 0; i < page->count; i++)
      check_places(a, page->items[i].span, b, same->items[i].span);
  }
}

/* One more run with `keep`, held against one without. */
static void check_run(struct keep *keep, const struct options *options)
{
  struct pipeline kept, fresh;
  pipeline_init_kept(&kept, keep);
  pipeline_init(&fresh);
  pipeline_run(&kept, options, source, GOAL_PAGES);
  pipeline_run(&fresh, options, source, GOAL_PAGES);
  check_findings(&kept, &fresh);
  check_pages(&kept, &fresh);
  pipeline_done(&kept);
  pipeline_done(&fresh);
}

/* --- tests --- */

static char *replaced(const char *text, const char *from, const char *to)
{
  GString *out = g_string_new(text);
  assert_true(g_string_replace(out, from, to, 1) == 1);
  return g_string_free(out, FALSE);
}

/* The same again; with everything further down; with words changed, added, and as they were. */
static void test_every_report(void **state)
{
  (void)state;
  static const char *const names[] = {"minhang-hrss-2025", "specimen", "charts", "bulletin", "accounts", "hospital"};
  struct options options = default_options(NIANBAO_ROOT "/layouts");
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    struct keep *keep = keep_new();
    char *text = load(names[i]), *lower = g_strconcat("# 说明\n# 又一行\n\n", text, NULL);
    char *other = replaced(text, "，", "，又及，");
    const char *const saved[] = {text, text, lower, other, text};
    for (size_t k = 0; k < G_N_ELEMENTS(saved); k++) {
      save(saved[k]);
      check_run(keep, &options);
    }
    g_free(other);
    g_free(lower);
    g_free(text);
    keep_free(keep);
  }
}

/* So many that what was forgotten makes room, and with mistakes among them. */
static void test_many_edits(void **state)
{
  (void)state;
  struct options options = default_options(NIANBAO_ROOT "/layouts");
  struct keep *keep = keep_new();
  char *text = load("minhang-hrss-2025");
  for (int i = 0; i < 90; i++) {
    char *words = g_strdup_printf("指导第%d稿", i), *figure = g_strdup_printf("新收: [%d, 0, 0, 0, 0, 0]", i % 11);
    char *one = replaced(text, "指导", words), *two = replaced(one, "新收: [9, 0, 0, 0, 0, 0]", figure);
    save(i % 30 == 7 ? "year： 2025\n" : two);
    check_run(keep, &options);
    g_free(two);
    g_free(one);
    g_free(figure);
    g_free(words);
  }
  g_free(text);
  keep_free(keep);
}

/* Lines of all that a text may hold: in any order, whatever stands beside them. */
static const char *const lines[] = {
    "普通文字，没有数字。",
    "English words, 和中文。",
    "　　全角缩进的段落。",
    "## 二级标题",
    "### 三级标题",
    "- 一项",
    "  - 里面的一项",
    "1. 第一",
    "2. 第二",
    "**粗体**和*“斜体”*，[链接](https://example.cn)的字。",
    "<u>张三</u>、<cite>论语</cite>。",
    "本年新收政府信息公开申请9件，${year}年收取信息处理费0元。",
    "新收申请${申请.新收.总计}件，予以公开99件。",
    "未收到行政复议案件，上年结转3件。",
    "收取信息处理费200元。",
    "下一步，2025年将继续推进。",
    "有注[^1]的一行。",
    "[^1]: 注的文字。",
    "[^共]的注。",
    "```",
    "<div>",
    "> 引文",
    "    四格缩进",
    "---",
    "",
    "",
    "",
};

static void edit_lines(GPtrArray *text, GRand *rand)
{
  int at = g_rand_int_range(rand, 0, (gint32)text->len + 1);
  if (text->len > 0 && (text->len > 24 || g_rand_int_range(rand, 0, 3) == 0))
    g_ptr_array_remove_index(text, (guint)g_rand_int_range(rand, 0, (gint32)text->len));
  else
    g_ptr_array_insert(text, at, (gpointer)(uintptr_t)lines[g_rand_int_range(rand, 0, G_N_ELEMENTS(lines))]);
}

static char *with_lines(const char *report, const GPtrArray *text, int width)
{
  GString *block = g_string_new("text: |\n      起。\n");
  for (guint i = 0; i < text->len; i++)
    g_string_append_printf(block, "%*s%s\n", width, "", (const char *)g_ptr_array_index(text, i));
  char *out = replaced(report, "text: |\n", block->str);
  g_string_free(block, TRUE);
  return out;
}

/* Text that is edited line by line. */
static void test_random_lines(void **state)
{
  (void)state;
  struct options options = default_options(NIANBAO_ROOT "/layouts");
  struct keep *keep = keep_new();
  char *data = load("minhang-hrss-2025");
  char *report = g_strconcat("footnotes: {共: 共用的注。}\n", data, NULL);
  GPtrArray *text = g_ptr_array_new();
  GRand *rand = g_rand_new_with_seed(20250131);
  for (int i = 0; i < 120; i++) {
    edit_lines(text, rand);
    char *edited = with_lines(report, text, 6);
    save(edited);
    check_run(keep, &options);
    g_free(edited);
  }
  g_rand_free(rand);
  g_ptr_array_free(text, TRUE);
  g_free(report);
  g_free(data);
  keep_free(keep);
}

/* Bytes that are put in, taken out and put in place of others: mostly what is typed, and now and then what YAML minds.
 */
static char *edit_bytes(const char *text, GRand *rand)
{
  static const char *const pieces[] = {"字",       "，", "1",      "2025", " ",  "  ", "\n",  "\n\n", "\n      新行。",
                                       "\n    浅", "-",  "- 项",   ":",    ": ", "#",  " # ", "\t",   "\r\n",
                                       "|",        "“",  "\u2028", "["};
  size_t length = strlen(text), at = (size_t)g_rand_int_range(rand, 0, (gint32)length), end = at;
  while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
    at--;
  for (int i = g_rand_int_range(rand, 0, 4) ? 0 : g_rand_int_range(rand, 0, 60); end < length && i > 0; i--)
    end++;
  while (end < length && ((unsigned char)text[end] & 0xC0) == 0x80)
    end++;
  const char *piece = g_rand_int_range(rand, 0, 3) ? pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))] : "";
  return g_strdup_printf("%.*s%s%s", (int)at, text, piece, text + MAX(at, end));
}

static void test_random_bytes(void **state)
{
  (void)state;
  struct options options = default_options(NIANBAO_ROOT "/layouts");
  struct keep *keep = keep_new();
  char *report = load("minhang-hrss-2025"), *text = g_strdup(report);
  GRand *rand = g_rand_new_with_seed(20250630);
  for (int i = 0; i < 250; i++) {
    char *edited = edit_bytes(i % 8 ? text : report, rand);
    g_free(text);
    text = edited;
    save(text);
    check_run(keep, &options);
  }
  g_rand_free(rand);
  g_free(text);
  g_free(report);
  keep_free(keep);
}

/* Figures digit by digit, and the first and last lines of texts. */
static void test_small_edits(void **state)
{
  (void)state;
  static const char *const changes[][2] = {
      {"新收: [9, 0, 0, 0, 0, 0]", "新收: [19, 0, 0, 0, 0, 0]"},
      {"新收: [9, 0, 0, 0, 0, 0]", "新收: [90, 0, 0, 0, 0, 0]"},
      {"新收: [9, 0, 0, 0, 0, 0]", "新收: [, 0, 0, 0, 0, 0]"},
      {"新收: [9, 0, 0, 0, 0, 0]", "新收: [9, 0, 0, 0, 0]"},
      {"year: 2025", "year: 2024"},
      {"year: 2025", "year: 20255"},
      {"text: |\n", "text: |\n      首行。\n"},
      {"text: |\n", "text: |\n\n"},
      {"text: |\n", "text: |-\n"},
      {"text: |\n", "text: |+\n"},
      {"text: |\n", "text: |2\n"},
      {"text: |\n", "text: | # 说明\n"},
      {"text: |\n      ", "text: |\n        "},
      {"text: |\n      ", "text: |\n     "},
      {"。\n\n  - title: ", "。末。\n\n  - title: "},
      {"。\n\n  - title: ", "。 \n\n  - title: "},
      {"。\n\n  - title: ", "。\n      末行\n\n  - title: "},
      {"。\n\n  - title: ", "。\n\n\n  - title: "},
  };
  struct options options = default_options(NIANBAO_ROOT "/layouts");
  struct keep *keep = keep_new();
  char *text = load("minhang-hrss-2025");
  for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
    char *changed = replaced(text, changes[i][0], changes[i][1]);
    save(text);
    check_run(keep, &options);
    save(changed);
    check_run(keep, &options);
    g_free(changed);
  }
  g_free(text);
  keep_free(keep);
}

/* What is not the text's own, but what is found in it depends on: figures, the year, the agency, the heading above. */
static void test_words_beside_figures(void **state)
{
  (void)state;
  static const char *const changes[][2] = {
      {"新收: [9, 0, 0, 0, 0, 0]", "新收: [8, 0, 0, 0, 0, 0]"},
      {"year: 2025", "year: 2024"},
      {"闵行区人力资源和社会保障局", "徐汇区教育局"},
      {"title: 总体情况", "title: 改进情况"},
  };
  struct options options = default_options(NIANBAO_ROOT "/layouts");
  struct keep *keep = keep_new();
  char *data = load("minhang-hrss-2025");
  char *text = replaced(data, "text: |\n",
                        "text: |\n      徐汇区教育局新收申请9件。\n\n      2025年将继续推进。\n\n      普通文字。\n\n");
  for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
    char *changed = replaced(text, changes[i][0], changes[i][1]);
    const char *const saved[] = {text, changed, text, changed};
    for (size_t k = 0; k < G_N_ELEMENTS(saved); k++) {
      save(saved[k]);
      check_run(keep, &options);
    }
    g_free(changed);
  }
  g_free(text);
  g_free(data);
  keep_free(keep);
}

static void copy_file(const char *from, const char *to)
{
  char *text;
  gsize size;
  assert_true(g_file_get_contents(from, &text, &size, NULL));
  assert_true(g_file_set_contents(to, text, (gssize)size, NULL));
  g_free(text);
}

/* A run after each writing, or without one where there is nothing to be written. */
static void check_writing(struct keep *keep, const struct options *options, const char *path,
                          const char *const *written, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    if (written[i])
      assert_true(g_file_set_contents(path, written[i], -1, NULL));
    check_run(keep, options);
    g_usleep(i % 2 ? 60000 : 0); /* kept only when it is not that new any more */
  }
}

/* A layout and a form that change between the runs, are wrong, are gone, and come back; and another layout. */
static void test_changed_layout(void **state)
{
  (void)state;
  char *layouts = g_build_filename(folder, "layouts", NULL), *forms = g_build_filename(layouts, "forms", NULL);
  char *layout = g_build_filename(layouts, "gongwen.yaml", NULL);
  char *form = g_build_filename(forms, "disclosure-2021.yaml", NULL);
  assert_int_equal(g_mkdir_with_parents(forms, 0700), 0);
  copy_file(NIANBAO_ROOT "/layouts/gongwen.yaml", layout);
  char *other = g_build_filename(layouts, "yearbook.yaml", NULL);
  copy_file(NIANBAO_ROOT "/layouts/yearbook.yaml", other);
  g_free(other);
  other = g_build_filename(layouts, "accounts.yaml", NULL);
  copy_file(NIANBAO_ROOT "/layouts/accounts.yaml", other);
  g_free(other);
  copy_file(NIANBAO_ROOT "/layouts/forms/disclosure-2021.yaml", form);
  struct options options = default_options(layouts);
  struct keep *keep = keep_new();
  char *text = load("minhang-hrss-2025"), *yearbook = replaced(text, "layout: gongwen", "layout: yearbook"), *good;
  assert_true(g_file_get_contents(layout, &good, NULL, NULL));
  char *narrow = replaced(good, "chars: 28", "chars: 26");
  const char *const written[] = {good, NULL, narrow, NULL, "page: [", good, NULL, narrow};
  save(text);
  check_writing(keep, &options, layout, written, G_N_ELEMENTS(written));
  char *accounts = replaced(text, "layout: gongwen", "layout: accounts"); /* from gongwen, which changes */
  save(accounts);
  check_writing(keep, &options, layout, written + 4, 4);
  g_free(accounts);
  save(yearbook);
  check_run(keep, &options);
  save(text);
  check_run(keep, &options);
  assert_int_equal(g_unlink(form), 0);
  check_run(keep, &options);
  copy_file(NIANBAO_ROOT "/layouts/forms/disclosure-2021.yaml", form);
  check_run(keep, &options);
  keep_free(keep);
  g_free(narrow);
  g_free(good);
  g_free(yearbook);
  g_free(text);
  g_free(form);
  g_free(layout);
  g_free(forms);
  g_free(layouts);
}

/* A run stays whole while the next is made, whatever the next reads anew. */
static void test_run_outlives_keep(void **state)
{
  (void)state;
  struct options options = default_options(NIANBAO_ROOT "/layouts");
  char *text = load("specimen");
  struct keep *keep = keep_new();
  struct pipeline first, fresh;
  save(text);
  pipeline_init_kept(&first, keep);
  pipeline_run(&first, &options, source, GOAL_PAGES);
  keep_free(keep);
  pipeline_init(&fresh);
  pipeline_run(&fresh, &options, source, GOAL_PAGES);
  check_pages(&first, &fresh);
  check_findings(&first, &fresh);
  pipeline_done(&first);
  pipeline_done(&fresh);
  g_free(text);
}

static void check_draft(struct keep *keep, const struct options *options, bool wrong)
{
  struct pipeline pipeline;
  pipeline_init_kept(&pipeline, keep);
  pipeline.draft_if_wrong = true;
  pipeline_run(&pipeline, options, source, GOAL_PAGES);
  bool found = false;
  for (size_t i = 0; i < pipeline.document->pages[0].count; i++) {
    const struct frame_item *item = &pipeline.document->pages[0].items[i];
    found = found || (item->kind == FRAME_RUN && item->as.run.text_length == strlen("草稿") &&
                      memcmp(item->as.run.text, "草稿", strlen("草稿")) == 0);
  }
  assert_int_equal(found, wrong);
  pipeline_done(&pipeline);
}

/* Pages are drafts while there are errors, also such as only the pages show. */
static void test_draft_while_wrong(void **state)
{
  (void)state;
  struct options options = default_options(NIANBAO_ROOT "/layouts");
  struct keep *keep = keep_new();
  char *text = load("minhang-hrss-2025");
  char *wrong = replaced(text, "新收: [9, 0, 0, 0, 0, 0]", "新收: [8, 0, 0, 0, 0, 0]");
  save(text);
  check_draft(keep, &options, false);
  save(wrong);
  check_draft(keep, &options, true);
  save(text);
  check_draft(keep, &options, false);
  g_free(wrong);
  g_free(text);
  keep_free(keep);
}

static int make_folder(void **state)
{
  (void)state;
  folder = g_dir_make_tmp("nianbao-keep-XXXXXX", NULL);
  source = g_build_filename(folder, "report.yaml", NULL);
  return folder ? 0 : -1;
}

static int remove_folder(void **state)
{
  (void)state;
  static const char *const names[] = {"layouts/forms/disclosure-2021.yaml",
                                      "layouts/forms",
                                      "layouts/gongwen.yaml",
                                      "layouts/yearbook.yaml",
                                      "layouts",
                                      "report.yaml",
                                      ""};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    char *path = g_build_filename(folder, names[i], NULL);
    g_remove(path);
    g_free(path);
  }
  g_free(source);
  g_free(folder);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_report),      cmocka_unit_test(test_many_edits),
      cmocka_unit_test(test_random_lines),      cmocka_unit_test(test_random_bytes),
      cmocka_unit_test(test_small_edits),       cmocka_unit_test(test_words_beside_figures),
      cmocka_unit_test(test_changed_layout),    cmocka_unit_test(test_run_outlives_keep),
      cmocka_unit_test(test_draft_while_wrong),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
