/* CL-92: where the notes of a report's title stand. */
#include <glib.h>

#include "laid.h"
#include "rules.h"

struct seen {
  size_t title, note, words; /* pages, from 0 */
  len note_y, words_y;
  int notes;
};

static void look(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                 void *data)
{
  (void)page;
  struct seen *seen = data;
  if (strcmp(inside, "artifact") == 0)
    return;
  if (g_str_has_prefix(item->as.run.text, "某局报告"))
    seen->title = number;
  if (g_str_has_prefix(item->as.run.text, "全年受理")) {
    seen->words = number;
    seen->words_y = item->y;
  }
  if (g_str_has_prefix(item->as.run.text, "年终统计")) {
    seen->note = number;
    seen->note_y = item->y;
    seen->notes++;
  }
}

static struct seen build(struct laid *l, const char *preface)
{
  char *yaml = g_strdup_printf("agency: 某局\nyear: 2025\ntitle: 某局报告[^题]\n%sfootnotes: {题: 年终统计数。}\n"
                               "sections:\n  - title: 情况\n    text: 全年受理甲事项。\n",
                               preface);
  struct seen seen = {0};
  laid_build(l, yaml);
  g_free(yaml);
  paged_each_run(&l->paged, look, &seen);
  assert_int_equal(seen.notes, 1);
  laid_close(l);
  return seen;
}

/* A title in twenty whole lines takes fewer on a page too low for them, so that its note stands below it. */
static void test_note_on_a_low_page(void **state)
{
  (void)state;
  for (int lines = 10; lines <= 34; lines += 3) {
    struct laid l;
    laid_open(&l, "yearbook");
    l.sheet.lines = lines;
    l.sheet.area_height = sheet_line_top(&l.sheet, lines - 1) + l.sheet.box;
    struct seen seen = build(&l, "");
    assert_int_equal(seen.title, 0);
    assert_int_equal(seen.note, 0);
  }
}

/* Notes behind sections: those of the title below it, where the contents part it from the text; else behind the words
 * that follow it. */
static void test_notes_behind_sections(void **state)
{
  (void)state;
  static const char *const layouts[] = {"yearbook", "gongwen"};
  for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++) {
    for (int preface = 0; preface < 2; preface++) {
      struct laid l;
      laid_open(&l, layouts[i]);
      l.sheet.notes.place = NOTES_SECTION;
      l.sheet.notes.by_page = false;
      struct seen seen = build(&l, preface ? "preface: 前言。\n" : "");
      if (i == 0)
        assert_int_equal(seen.note, seen.title);
      else
        assert_int_equal(seen.note_y > seen.words_y, !preface);
    }
  }
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-92", test_note_on_a_low_page),
      RULE("CL-92", test_notes_behind_sections),
  };
  return RULES_RUN(tests);
}
