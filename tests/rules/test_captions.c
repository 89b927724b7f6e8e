/* What stands above a table, and how large its words are: TB-01, TB-04. */
#include "laid.h"
#include "rules.h"

#define SOURCE                                                                                                                   \
  "agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 表\n    content:\n      - text: 正文。\n"                \
  "      - table:\n          caption: 表1　收支情况\n          columns: [{name: 项目, width: 6字}, {name: 数, width: " \
  "8字}]\n          rows: [[行甲, 1], [行乙, 2]]\n"

struct seen {
  size_t page;
  len x, end, y, size;
  bool found;
};

struct places {
  struct seen body, caption, title, head, label;
};

static void note_place(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                       void *data)
{
  (void)page, (void)inside;
  struct places *at = data;
  const struct {
    const char *words;
    struct seen *seen;
  } wanted[] = {
      {"正文", &at->body}, {"表", &at->caption}, {"收支情况", &at->title}, {"项目", &at->head}, {"行甲", &at->label}};
  for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
    const char *found = strstr(item->as.run.text, wanted[i].words);
    bool begins = wanted[i].seen != &at->caption || strcmp(inside, "Caption") == 0;
    if (!found || !begins || wanted[i].seen->found)
      continue;
    *wanted[i].seen = (struct seen){number, item->x, item->x + item->as.run.advance, item->y, item->as.run.size, true};
  }
}

static struct places set(struct laid *l, const char *layout)
{
  struct places at = {0};
  laid_open(l, layout);
  laid_build(l, SOURCE);
  paged_each_run(&l->paged, note_place, &at);
  assert_true(at.body.found && at.caption.found && at.title.found && at.head.found && at.label.found);
  return at;
}

/* Above the table, on its page, in the middle of it: from the table's number to the end of its title. */
static void captions_stand_above(void **state)
{
  (void)state;
  static const char *const layouts[] = {"gongwen", "yearbook"};
  for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++) {
    struct laid l;
    struct places at = set(&l, layouts[i]);
    const struct sheet *sheet = l.paged.sheet;
    assert_int_equal(at.caption.page, at.head.page);
    assert_true(at.caption.y > at.body.y && at.caption.y < at.head.y && at.head.y < at.label.y);
    len left = sheet_area_x(sheet, at.head.page + 1);
    len middle = left + sheet->area_width / 2, caption = at.caption.x + (at.title.end - at.caption.x) / 2;
    assert_in_range(caption - middle + LEN_PT, 0, 2 * LEN_PT);
    const struct box_table *table = NULL;
    for (size_t b = 0; b < l.paged.boxes->count; b++)
      table = l.paged.boxes->items[b].table ? l.paged.boxes->items[b].table : table;
    const len *x = table->column_x;
    assert_in_range(left + (x[0] + x[2]) / 2 - middle + 2, 0, 4);
    laid_close(&l);
  }
}

/* One or two sizes below the body, and never under 六号 whatever does not fit. */
static void cells_are_smaller_than_the_body(void **state)
{
  (void)state;
  static const char *const layouts[] = {"gongwen", "yearbook"};
  for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++) {
    struct laid l;
    struct places at = set(&l, layouts[i]);
    const struct table_look *look = &l.paged.sheet->table;
    assert_true(at.label.size < at.body.size);
    assert_true(2 * at.label.size > at.body.size);
    assert_int_equal(at.label.size, look->sizes[0]);
    for (int s = 1; s < look->size_count; s++) /* what is tried where it does not fit */
      assert_true(look->sizes[s] < look->sizes[s - 1] && look->sizes[s] >= LEN_PT * 11 / 2);
    laid_close(&l);
  }
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("TB-01", captions_stand_above),
      RULE("TB-04", cells_are_smaller_than_the_body),
  };
  return RULES_RUN(tests);
}
