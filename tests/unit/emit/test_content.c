#include "make.h"

#include <stdlib.h>

/* Pages of things drawn at random, each in a colour that tells what it belongs to: whatever the PDF shows in that
 * colour must be marked as that. */

enum owner { OWNER_P, OWNER_H1, OWNER_CELL, OWNER_FIGURE, OWNER_LAYOUT, OWNER_REPEATED, OWNER_COUNT };

static const char *const marks[OWNER_COUNT] = {"/P<</MCID ",
                                               "/H1<</MCID ",
                                               "/TD<</MCID ",
                                               "/Figure<</MCID ",
                                               "/Artifact<</Type/Layout>>",
                                               "/Artifact<</Type/Pagination>>"};

static struct frame_colour colour_of(enum owner owner)
{
  return (struct frame_colour){(uint8_t)(owner * 10 + 5), 200, 100};
}

static void begin_owner(struct maker *maker, enum owner owner)
{
  static const enum frame_tag tags[] = {FRAME_TAG_P, FRAME_TAG_H1, FRAME_TAG_TD, FRAME_TAG_FIGURE};
  bool artifact = owner >= OWNER_LAYOUT;
  uint32_t element = artifact ? 0 : frame_add_element(maker->arena, &maker->document, tags[owner], 0);
  struct frame_item *item =
      frame_add_item(maker->arena, maker->page, artifact ? FRAME_ARTIFACT_BEGIN : FRAME_TAG_BEGIN, 0, 0);
  if (artifact)
    item->as.artifact = owner == OWNER_LAYOUT ? FRAME_ARTIFACT_LAYOUT : FRAME_ARTIFACT_PAGINATION;
  else
    item->as.element = element;
}

static void end_owner(struct maker *maker, enum owner owner)
{
  uint32_t element = (uint32_t)maker->document.element_count - 1;
  if (owner >= OWNER_LAYOUT)
    frame_add_item(maker->arena, maker->page, FRAME_ARTIFACT_END, 0, 0);
  else
    frame_add_item(maker->arena, maker->page, FRAME_TAG_END, 0, 0)->as.element = element;
}

/* On a coarse grid, so that much begins in the same place, and partly beside the page. */
static len random_place(GRand *dice, int steps)
{
  return g_rand_int_range(dice, -2, steps) * 10 * LEN_PT + g_rand_int_range(dice, 0, 3) * 341;
}

static void add_path(struct maker *maker, GRand *dice, len x, len y, enum owner owner)
{
  struct frame_segment *segments = ARENA_ARRAY(maker->arena, 5, struct frame_segment);
  len right = g_rand_int_range(dice, 1, 40) * LEN_PT, down = g_rand_int_range(dice, 1, 20) * LEN_PT;
  bool rectangle = g_rand_boolean(dice);
  segments[0] = (struct frame_segment){.step = FRAME_STEP_MOVE, .to = {0, down}};
  segments[1] = (struct frame_segment){.step = FRAME_STEP_LINE, .to = {right, down}};
  segments[2] = (struct frame_segment){.step = FRAME_STEP_LINE, .to = {right, 0}};
  segments[3] = (struct frame_segment){.step = FRAME_STEP_LINE, .to = {rectangle ? 0 : right / 2, 0}};
  segments[4] = (struct frame_segment){.step = FRAME_STEP_CLOSE};
  frame_add_item(maker->arena, maker->page, FRAME_PATH, x, y)->as.path = (struct frame_path){
      .segments = segments, .count = 5, .width = g_rand_boolean(dice) ? LEN_PT : 0, .colour = colour_of(owner)};
}

static void add_run(struct maker *maker, const struct frame_run *sample, GRand *dice, len x, len y, enum owner owner)
{
  struct frame_item *item = frame_add_item(maker->arena, maker->page, FRAME_RUN, x, y);
  item->as.run = *sample;
  item->as.run.colour = colour_of(owner);
  item->as.run.turned = g_rand_int_range(dice, 0, 4) == 0;
}

static void add_item(struct maker *maker, const struct frame_run *sample, GRand *dice, enum owner owner)
{
  len x = random_place(dice, 20), y = random_place(dice, 10);
  struct frame_colour colour = colour_of(owner);
  switch (g_rand_int_range(dice, 0, 5)) {
  case 0:
    add_run(maker, sample, dice, x, y, owner);
    break;
  case 1:
    add_path(maker, dice, x, y, owner);
    break;
  case 2:
    frame_add_item(maker->arena, maker->page, FRAME_RULE, x, y)->as.rule =
        (struct frame_rule){.dx = g_rand_int_range(dice, 0, 50) * LEN_PT, .width = LEN_PT / 2, .colour = colour};
    break;
  case 3: /* drawn as one line, if the colours agree */
    for (int i = 0; i < 3; i++)
      frame_add_item(maker->arena, maker->page, FRAME_RULE, x + i * 20 * LEN_PT, y)->as.rule =
          (struct frame_rule){.dx = 20 * LEN_PT, .width = LEN_PT / 2, .colour = colour};
    break;
  default:
    frame_add_item(maker->arena, maker->page, FRAME_RECT, x, y)->as.rect =
        (struct frame_rect){g_rand_int_range(dice, 0, 30) * LEN_PT, g_rand_int_range(dice, 0, 3) * LEN_PT, colour};
  }
}

static void fill_page(struct maker *maker, const struct frame_run *sample, GRand *dice)
{
  for (int i = 0; i < 60; i++) {
    enum owner owner = (enum owner)g_rand_int_range(dice, 0, OWNER_COUNT);
    begin_owner(maker, owner);
    for (int count = g_rand_int_range(dice, 0, 4); count > 0; count--)
      add_item(maker, sample, dice, owner);
    end_owner(maker, owner);
  }
}

static char *content_of(struct maker *maker)
{
  struct emit_bytes bytes;
  assert_sound(maker);
  assert_true(emit_pdf(&maker->document, &bytes, &maker->diags));
  char *folder = g_dir_make_tmp("nianbao-test-XXXXXX", NULL), *file = g_build_filename(folder, "x.pdf", NULL);
  assert_true(g_file_set_contents(file, (const char *)bytes.data, (gssize)bytes.size, NULL));
  emit_bytes_done(&bytes);
  g_free(RUN_TOOL("qpdf", "--check", file));
  char *content = RUN_TOOL("mutool", "show", "-b", file, "pages/1/Contents");
  g_remove(file);
  g_rmdir(folder);
  g_free(file);
  g_free(folder);
  return content;
}

/* The owner whose colour was set last: "0.058824 0.784314 0.392157 rg" */
static int colour_owner(char **words, size_t at)
{
  return (int)((g_ascii_strtod(words[at - 3], NULL) * 255 + 0.5 - 5) / 10);
}

static int mark_owner(const char *word)
{
  for (int i = 0; i < OWNER_COUNT; i++)
    if (g_str_has_prefix(word, marks[i]) || (g_str_has_prefix(marks[i], word) && strchr(word, '<') != NULL))
      return i;
  fail_msg("“%s” marks nothing that is there", word);
  return -1;
}

/* How much is shown. */
static int assert_marks(const char *content)
{
  char **words = g_strsplit_set(content, " \n", -1);
  int fill = -1, stroke = -1, mark = -1, shown = 0;
  for (size_t i = 0; words[i] != NULL; i++) {
    const char *word = words[i];
    bool fills = g_str_equal(word, "f") || g_str_equal(word, "B") || g_str_has_suffix(word, "]TJ");
    if (g_str_equal(word, "rg"))
      fill = colour_owner(words, i);
    else if (g_str_equal(word, "RG"))
      stroke = colour_owner(words, i);
    else if (g_str_has_prefix(word, "/") && strstr(word, "<<") != NULL)
      mark = mark_owner(word);
    else if (g_str_equal(word, "EMC"))
      mark = -1;
    else if (fills || g_str_equal(word, "S")) {
      if (mark != (fills ? fill : stroke))
        fail_msg("shown as %d but marked as %d:\n%s", fills ? fill : stroke, mark, content);
      shown++;
    }
  }
  g_strfreev(words);
  return shown;
}

static void test_what_is_shown_is_marked_as_what_it_is(void **state)
{
  (void)state;
  int shown = 0;
  for (guint32 seed = 0; seed < 60; seed++) {
    struct maker maker;
    GRand *dice = g_rand_new_with_seed(seed);
    make_begin(&maker);
    frame_add_face(maker.arena, &maker.document, MAKE_FANG, 0, "FandolFang-Regular");
    make_page(&maker, "1");
    struct frame_run sample = *make_text(&maker, 0, 10 * LEN_PT, 50 * LEN_PT, "年报");
    maker.page->count = 0;
    fill_page(&maker, &sample, dice);
    char *content = content_of(&maker);
    shown += assert_marks(content);
    g_free(content);
    g_rand_free(dice);
    make_end(&maker);
  }
  assert_true(shown > 2500);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_is_shown_is_marked_as_what_it_is)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
