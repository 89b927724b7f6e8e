/* Heads with two or three labels parted by diagonal lines (TB-08). */
#include "laid.h"
#include "rules.h"

/* Two columns under the labels, and as many rows of heads. */
static char *diagonal_form(const char *labels, const char *widths, bool two_heads)
{
  return g_strdup_printf("form: f\ntitle: 表\ntables:\n  人口:\n    title: 人口\n    widths: [%s]\n    blocks:\n"
                         "      - diagonal: %s\n        stubs: [1]\n        columns: %s\n        rows: [城镇, 农村]\n",
                         widths, labels,
                         two_heads ? "[{label: 年度, columns: [{key: 去年, label: 2024}, {key: 今年, label: 2025}]}]"
                                   : "[{key: 去年, label: 2024}, {key: 今年, label: 2025}]");
}

static const char report[] =
    "agency: 某局\nyear: 2025\ntitle: 公报\nform: f\nsections:\n  - {title: 人口, table: 人口}\n"
    "figures:\n  人口: {城镇: [1, 2], 农村: [3, 4]}\n";

static void build(struct laid *l, const char *layout, const char *labels, const char *widths, bool two_heads)
{
  char *form = diagonal_form(labels, widths, two_heads);
  laid_open(l, layout);
  laid_build_form(l, form, report);
  assert_int_equal(l->paged.diags.errors, 0);
  g_free(form);
}

struct box_on_page {
  len left, top, right, bottom;
};

struct found {
  const struct laid *laid;
  struct box_on_page labels[3];
  const char *words[3];
  size_t count, paths;
  struct frame_point from, to[2];
};

/* The labels are the runs of the first TH; a label is one run here. */
static void find_on_page(struct found *found, const struct frame_page *page)
{
  const struct frame_document *document = found->laid->paged.document;
  uint32_t head = 0;
  bool inside = false;
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    if (item->kind == FRAME_TAG_BEGIN && !head && document->elements[item->as.element].tag == FRAME_TAG_TH) {
      head = item->as.element;
      inside = true;
      assert_int_equal(document->elements[head].scope, FRAME_SCOPE_BOTH);
    }
    inside = inside && !(item->kind == FRAME_TAG_END && item->as.element == head);
    if (inside && item->kind == FRAME_RUN) {
      len size = item->as.run.size; /* the ink of Han lies within 0.8 above and 0.2 below the baseline */
      found->words[found->count] = item->as.run.text;
      found->labels[found->count++] =
          (struct box_on_page){item->x, item->y - size * 4 / 5, item->x + item->as.run.advance, item->y + size / 5};
    }
    if (head && item->kind == FRAME_PATH) {
      assert_int_equal(item->as.path.count, 2);
      assert_true(item->as.path.width > 0);
      found->from = (struct frame_point){item->x, item->y};
      found->to[found->paths++] =
          (struct frame_point){item->x + item->as.path.segments[1].to.x, item->y + item->as.path.segments[1].to.y};
    }
  }
}

static void find_parts(struct found *found)
{
  for (size_t n = 0; found->count == 0 && n < found->laid->paged.document->page_count; n++)
    find_on_page(found, &found->laid->paged.document->pages[n]);
}

/* On which side of a line from the corner a point lies: above, > 0. */
static int64_t side(const struct found *found, size_t line, len x, len y)
{
  int64_t dx = found->to[line].x - found->from.x, dy = found->to[line].y - found->from.y;
  return dy * (x - found->from.x) - dx * (y - found->from.y);
}

static bool is_above(const struct found *found, size_t line, const struct box_on_page *box)
{
  return side(found, line, box->left, box->bottom) > 0 && side(found, line, box->right, box->bottom) > 0 &&
         side(found, line, box->left, box->top) > 0 && side(found, line, box->right, box->top) > 0;
}

static bool is_below(const struct found *found, size_t line, const struct box_on_page *box)
{
  return side(found, line, box->left, box->bottom) < 0 && side(found, line, box->right, box->bottom) < 0 &&
         side(found, line, box->left, box->top) < 0 && side(found, line, box->right, box->top) < 0;
}

static void check_two(const char *layout, const char *labels, const char *widths, bool two_heads)
{
  struct laid l;
  build(&l, layout, labels, widths, two_heads);
  struct found found = {.laid = &l};
  find_parts(&found);
  assert_int_equal(found.count, 2);
  assert_int_equal(found.paths, 1);
  assert_true(is_above(&found, 0, &found.labels[0])); /* the columns' label is drawn first */
  assert_true(is_below(&found, 0, &found.labels[1]));
  assert_true(found.labels[0].right < found.to[0].x && found.labels[1].left > found.from.x);
  assert_true(found.labels[1].bottom < found.to[0].y && found.labels[0].top > found.from.y);
  laid_close(&l);
}

static void check_three(const char *layout, const char *labels, const char *widths, bool two_heads)
{
  struct laid l;
  build(&l, layout, labels, widths, two_heads);
  struct found found = {.laid = &l};
  find_parts(&found);
  assert_int_equal(found.count, 3);
  assert_int_equal(found.paths, 2); /* the first to the right edge, the second to the foot */
  assert_true(is_above(&found, 0, &found.labels[0]));
  assert_true(is_below(&found, 0, &found.labels[1]) && is_above(&found, 1, &found.labels[1]));
  assert_true(is_below(&found, 1, &found.labels[2]));
  assert_true(found.labels[0].right < found.to[0].x && found.labels[1].right < found.to[0].x);
  assert_true(found.labels[1].bottom < found.to[1].y && found.labels[2].bottom < found.to[1].y);
  assert_true(found.labels[2].right < found.labels[1].left);
  laid_close(&l);
}

static void labels_keep_off_the_lines(void)
{
  static const char *const widths[] = {"1字, 3字+1份×2", "4字, 3字+1份×2", "6字+1份×3", "20字+1份, 2字+1份×2"};
  static const char *const layouts[] = {"gongwen", "yearbook"};
  for (size_t i = 0; i < G_N_ELEMENTS(widths) * 2 * 2; i++) {
    const char *layout = layouts[i % 2], *width = widths[i / 4];
    bool two_heads = i / 2 % 2;
    check_two(layout, "[项目, 年份]", width, two_heads);
    check_two(layout, "[主管单位名称, 年]", width, two_heads);
    check_two(layout, "[年, 主管单位名称]", width, two_heads);
    check_three(layout, "[项目, 人数, 年份]", width, two_heads);
    check_three(layout, "[项目名称, 数, 年]", width, two_heads);
    check_three(layout, "[项, 人口合计数, 年份]", width, two_heads);
    check_three(layout, "[项, 数, 统计年份]", width, two_heads);
  }
}

/* Read aloud: the columns' head, then the rows'. */
static void heads_are_read_in_order(void)
{
  struct laid l;
  build(&l, "gongwen", "[地区, 人数, 年份]", "6字+1份×3", false);
  struct found found = {.laid = &l};
  find_parts(&found);
  assert_string_equal(found.words[0], "年份");
  assert_string_equal(found.words[1], "人数");
  assert_string_equal(found.words[2], "地区");
  laid_close(&l);
}

static void refuses(const char *labels, const char *message)
{
  struct laid l;
  laid_open(&l, "gongwen");
  char *yaml = diagonal_form(labels, "4字×3", false);
  uint32_t file = files_add(&l.paged.files, "f.yaml", yaml, strlen(yaml));
  const struct node *root = source_parse(l.paged.arena, &l.paged.files, file, &l.paged.diags);
  assert_null(form_read(l.paged.arena, &l.paged.files, root, "f", &l.paged.diags));
  const struct diag *diag = l.paged.diags.items[0];
  assert_int_equal(diag->code, DIAG_FORM_BAD);
  assert_non_null(strstr(diag->message, message));
  g_free(yaml);
  arena_free(l.paged.arena);
}

static void diagonal_heads(void **state)
{
  (void)state;
  labels_keep_off_the_lines();
  heads_are_read_in_order();
  refuses("[项目]", "two or three labels");
  refuses("[甲, 乙, 丙, 丁]", "two or three labels");
  refuses("[项目, 年份]\n        stub_head: 项目", "only one of corner, stub_head and diagonal");
  refuses("[项目, 年份]\n        across: true", "leave out stubs, corner, stub_head and diagonal");
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("TB-08", diagonal_heads),
  };
  return RULES_RUN(tests);
}
