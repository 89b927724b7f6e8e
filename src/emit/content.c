#include "emit/content.h"

#include <math.h>
#include <string.h>

#include "emit/gray.h"
#include "emit/inks.h"
#include "emit/places.h"
#include "emit/tokens.h"
#include "emit/walk.h"

/* How far a point of a path of Cairo's may be from the frame's and still be the same, in points: Cairo reckons in
 * 1/256.
 */
#define SAME_POINT 0.02

#define NOWHERE SIZE_MAX

/* The path that is being made: its first point, and the one that its first line or curve leads to. */
struct path {
  size_t at; /* where in `out` its first operand is; NOWHERE: there is none */
  double x_pt, y_pt;
  bool goes_on;
  double to_x_pt, to_y_pt;
  bool is_rectangle; /* which may begin at any of its corners; `to` is the one across */
};

struct rewriting {
  struct placing placing;
  struct path path;
  struct emit_pictures *pictures;
  bool inks;
};

/* --- paths --- */

static bool is_at(double x_pt, double y_pt, len x, len y)
{
  return fabs(len_to_pt(x) - x_pt) < SAME_POINT && fabs(len_to_pt(y) - y_pt) < SAME_POINT;
}

static bool is_corner(const struct path *path, len x, len y)
{
  return is_at(path->x_pt, path->y_pt, x, y) || is_at(path->to_x_pt, path->to_y_pt, x, y) ||
         is_at(path->x_pt, path->to_y_pt, x, y) || is_at(path->to_x_pt, path->y_pt, x, y);
}

/* The first line of a path begins where its moves end; a rectangle's leads along a side of it. */
static bool draws_path(const struct frame_item *item, const struct path *path)
{
  const struct frame_path *frame = &item->as.path;
  uint32_t last = 0;
  while (last + 1 < frame->count && frame->segments[last + 1].step == FRAME_STEP_MOVE)
    last++;
  struct frame_point from = frame->segments[last].to, to = from;
  if (last + 1 < frame->count && frame->segments[last + 1].step != FRAME_STEP_CLOSE)
    to = frame->segments[last + 1].to;
  if (path->is_rectangle)
    return is_corner(path, item->x + from.x, item->y + from.y) && is_corner(path, item->x + to.x, item->y + to.y);
  return is_at(path->x_pt, path->y_pt, item->x + from.x, item->y + from.y) &&
         (!path->goes_on || is_at(path->to_x_pt, path->to_y_pt, item->x + to.x, item->y + to.y));
}

/* Cairo makes one line of rules that go on from each other. */
static bool draws_rule(const struct frame_page *page, size_t number, const struct path *path)
{
  const struct frame_item *item = &page->items[number];
  size_t end = emit_rules_end(page, number);
  len x = item->x, y = item->y;
  if (!is_at(path->x_pt, path->y_pt, x, y))
    return false;
  for (; number < end && item->x == x && item->y == y; item++, number++) {
    x += item->as.rule.dx;
    y += item->as.rule.dy;
    if (is_at(path->to_x_pt, path->to_y_pt, x, y))
      return true;
  }
  return false;
}

/* Whether an item draws the path: it is known by its first line. */
static bool draws(const struct frame_page *page, size_t number, const struct path *path)
{
  const struct frame_item *item = &page->items[number];
  switch (item->kind) {
  case FRAME_RULE:
    return draws_rule(page, number, path);
  case FRAME_RECT:
    return path->is_rectangle && is_corner(path, item->x, item->y) &&
           is_corner(path, item->x + item->as.rect.width, item->y + item->as.rect.height);
  case FRAME_PATH:
    return draws_path(item, path);
  case FRAME_IMAGE:
    return path->is_rectangle && is_corner(path, item->x, item->y) &&
           is_corner(path, item->x + item->as.image.width, item->y + item->as.image.height);
  case FRAME_RUN:
  case FRAME_LINK:
  case FRAME_TAG_BEGIN:
  case FRAME_TAG_END:
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    return false;
  }
  return false;
}

/* Gives its number, and goes on behind all that was drawn with it. */
static size_t find_item(struct placing *placing, const struct path *path)
{
  const struct frame_page *page = placing->page;
  for (size_t i = placing->item; i < page->count; i++) {
    if (!draws(page, i, path))
      continue;
    placing->item = page->items[i].kind == FRAME_RULE ? emit_rules_end(page, i) : i + 1;
    placing->glyph = 0;
    return i;
  }
  g_error("the PDF draws something that the frame has not");
}

/* Where a move follows a move, the first leads nowhere: Cairo leaves out lines without length. */
static void begin_path(struct rewriting *rewriting)
{
  double numbers[2] = {0};
  struct path *path = &rewriting->path;
  if (path->at != NOWHERE && path->goes_on)
    return;
  placing_numbers(&rewriting->placing, numbers, 2);
  *path = (struct path){
      .at = path->at == NOWHERE ? rewriting->placing.operands : path->at, .x_pt = numbers[0], .y_pt = numbers[1]};
}

static void begin_rectangle(struct rewriting *rewriting)
{
  double numbers[4] = {0};
  placing_numbers(&rewriting->placing, numbers, 4);
  if (rewriting->path.at == NOWHERE)
    rewriting->path = (struct path){.at = rewriting->placing.operands,
                                    .x_pt = numbers[0],
                                    .y_pt = numbers[1],
                                    .goes_on = true,
                                    .to_x_pt = numbers[0] + numbers[2],
                                    .to_y_pt = numbers[1] + numbers[3],
                                    .is_rectangle = true};
}

static void go_on(struct rewriting *rewriting, int operands)
{
  double numbers[6] = {0};
  struct path *path = &rewriting->path;
  if (path->goes_on)
    return;
  placing_numbers(&rewriting->placing, numbers, operands);
  path->goes_on = true;
  path->to_x_pt = numbers[operands - 2];
  path->to_y_pt = numbers[operands - 1];
}

/* Whether it still has to be painted: not so the area of a picture, which itself stands there instead. */
static bool paint_path(struct rewriting *rewriting)
{
  struct placing *placing = &rewriting->placing;
  size_t item = find_item(placing, &rewriting->path);
  bool image = placing->page->items[item].kind == FRAME_IMAGE;
  if (image) {
    g_string_truncate(placing->out, rewriting->path.at);
    emit_pictures_show(rewriting->pictures, placing->out, &placing->page->items[item]);
  }
  if (emit_marks_differ(placing->marks, item, 0))
    emit_marks_change(placing->marks, placing->out, rewriting->path.at, item, 0);
  rewriting->path.at = NOWHERE;
  return !image;
}

/* --- operators --- */

enum operator{
  OPERATOR_OTHER,
  OPERATOR_SHOW,
  OPERATOR_MATRIX,
  OPERATOR_MOVE_LINE,
  OPERATOR_FONT,
  OPERATOR_BEGIN_PATH,
  OPERATOR_RECTANGLE,
  OPERATOR_LINE,
  OPERATOR_CURVE,
  OPERATOR_PAINT,
  OPERATOR_DROP_PATH,
  OPERATOR_BOUNDARY,
  OPERATOR_GRAPHICS_STATE,
  OPERATOR_FILL_COLOUR,
  OPERATOR_LINE_COLOUR
};

static enum operator find_operator(const char *token, size_t length)
{
  static const struct {
    const char *name;
    enum operator what;
  } operators[] = {
      {"Tj", OPERATOR_SHOW},        {"TJ", OPERATOR_SHOW},        {"Tm", OPERATOR_MATRIX},
      {"Td", OPERATOR_MOVE_LINE},   {"Tf", OPERATOR_FONT},        {"m", OPERATOR_BEGIN_PATH},
      {"re", OPERATOR_RECTANGLE},   {"l", OPERATOR_LINE},         {"c", OPERATOR_CURVE},
      {"S", OPERATOR_PAINT},        {"s", OPERATOR_PAINT},        {"f", OPERATOR_PAINT},
      {"F", OPERATOR_PAINT},        {"f*", OPERATOR_PAINT},       {"B", OPERATOR_PAINT},
      {"B*", OPERATOR_PAINT},       {"b", OPERATOR_PAINT},        {"b*", OPERATOR_PAINT},
      {"n", OPERATOR_DROP_PATH},    {"q", OPERATOR_BOUNDARY},     {"Q", OPERATOR_BOUNDARY},
      {"BT", OPERATOR_BOUNDARY},    {"ET", OPERATOR_BOUNDARY},    {"gs", OPERATOR_GRAPHICS_STATE},
      {"rg", OPERATOR_FILL_COLOUR}, {"RG", OPERATOR_LINE_COLOUR},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(operators); i++)
    if (strlen(operators[i].name) == length && memcmp(token, operators[i].name, length) == 0)
      return operators[i].what;
  return OPERATOR_OTHER;
}

/* Whether it has been written with an operator of its own. */
static bool set_colour(const struct rewriting *rewriting, const char *gray, const char *inks)
{
  const struct placing *placing = &rewriting->placing;
  if (!rewriting->inks)
    return emit_gray(placing->out, placing->operands, gray);
  emit_inks(placing->out, placing->operands, inks);
  return true;
}

/* What the operator means for what follows. Whether it still has to be written. */
static bool obey_operator(struct rewriting *rewriting, enum operator operator)
{
  struct placing *placing = &rewriting->placing;
  switch (operator) {
  case OPERATOR_SHOW:
    placing_show_text(placing);
    return false;
  case OPERATOR_MATRIX:
    placing_set_matrix(placing);
    return true;
  case OPERATOR_MOVE_LINE:
    placing_move_line(placing);
    return true;
  case OPERATOR_FONT:
    placing_choose_font(placing);
    return true;
  case OPERATOR_BEGIN_PATH:
    begin_path(rewriting);
    return true;
  case OPERATOR_RECTANGLE:
    begin_rectangle(rewriting);
    return true;
  case OPERATOR_LINE:
    go_on(rewriting, 2);
    return true;
  case OPERATOR_CURVE:
    go_on(rewriting, 6);
    return true;
  case OPERATOR_PAINT:
    return paint_path(rewriting);
  case OPERATOR_DROP_PATH: /* it was for clipping */
    rewriting->path.at = NOWHERE;
    return true;
  case OPERATOR_BOUNDARY:
    emit_marks_close(placing->marks, placing->out);
    return true;
  case OPERATOR_GRAPHICS_STATE: /* that nothing is transparent: frames have no colour that is */
    g_string_truncate(placing->out, placing->operands);
    return false;
  case OPERATOR_FILL_COLOUR:
    return !set_colour(rewriting, "g", "k");
  case OPERATOR_LINE_COLOUR:
    return !set_colour(rewriting, "G", "K");
  case OPERATOR_OTHER:
    return true;
  }
  return true;
}

static void append_operator(struct rewriting *rewriting, const char *token, size_t length)
{
  struct placing *placing = &rewriting->placing;
  if (obey_operator(rewriting, find_operator(token, length)))
    g_string_append_len(placing->out, token, (gssize)length);
  placing->operands = placing->out->len;
}

GString *emit_content_rewrite(const char *content, size_t size, struct emit_marks *marks,
                              struct emit_pictures *pictures, bool inks)
{
  struct rewriting rewriting = {.placing = {.out = g_string_sized_new(size + size / 2),
                                            .page = marks->page,
                                            .fonts = marks->fonts,
                                            .marks = marks},
                                .path = {.at = NOWHERE},
                                .pictures = pictures,
                                .inks = inks};
  GString *out = rewriting.placing.out;
  for (size_t at = 0, end; at < size; at = end) {
    bool space = emit_token_is_space(content[at]);
    end = space ? at + 1 : emit_token_end(content, size, at);
    if (!space && g_ascii_isalpha(content[at]))
      append_operator(&rewriting, content + at, end - at);
    else
      g_string_append_len(out, content + at, (gssize)(end - at));
  }
  emit_marks_close(marks, out);
  g_free(rewriting.placing.font);
  return out;
}
