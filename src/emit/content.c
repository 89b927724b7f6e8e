#include "emit/content.h"

#include <math.h>
#include <string.h>

#include "emit/places.h"
#include "emit/tokens.h"
#include "emit/walk.h"

/* How far a path of Cairo's may begin from the frame's and still be the same, in points: Cairo reckons in 1/256. */
#define SAME_POINT 0.02

#define NOWHERE SIZE_MAX

/* The path that is being made. */
struct path {
  size_t at; /* where in `out` its first operand is; NOWHERE: there is none */
  double x_pt, y_pt;
  double width_pt, height_pt; /* of a rectangle, which may begin at any of its corners */
};

struct rewriting {
  struct placing placing;
  struct path path;
  char *actual; /* the text of a mark of Cairo's that is open; or NULL */
};

/* --- paths --- */

/* What moves lead to before the first line does. */
static struct frame_point path_start(const struct frame_path *path)
{
  uint32_t last = 0;
  while (last + 1 < path->count && path->segments[last + 1].step == FRAME_STEP_MOVE)
    last++;
  return path->segments[last].to;
}

static bool begins_at(const struct path *path, len x, len y)
{
  double right_pt = len_to_pt(x) - path->x_pt, down_pt = len_to_pt(y) - path->y_pt;
  return (fabs(right_pt) < SAME_POINT || fabs(right_pt - path->width_pt) < SAME_POINT) &&
         (fabs(down_pt) < SAME_POINT || fabs(down_pt - path->height_pt) < SAME_POINT);
}

static bool is_drawn_by(const struct frame_item *item, const struct path *path)
{
  struct frame_point start = {0, 0};
  if (item->kind == FRAME_PATH)
    start = path_start(&item->as.path);
  else if (item->kind != FRAME_RECT && item->kind != FRAME_RULE)
    return false;
  return begins_at(path, item->x + start.x, item->y + start.y);
}

/* Gives its number, and goes on behind it. */
static size_t find_item(struct placing *placing, const struct path *path)
{
  const struct frame_page *page = placing->page;
  for (size_t i = placing->item, end; i < page->count; i = end) {
    end = page->items[i].kind == FRAME_RULE ? emit_rules_end(page, i) : i + 1;
    if (!is_drawn_by(&page->items[i], path))
      continue;
    placing->item = end;
    placing->glyph = 0;
    return i;
  }
  g_error("the PDF draws something that the frame has not");
}

static void begin_path(struct rewriting *rewriting, bool rectangle)
{
  double numbers[4] = {0};
  if (rewriting->path.at != NOWHERE)
    return;
  placing_numbers(&rewriting->placing, numbers, rectangle ? 4 : 2);
  rewriting->path = (struct path){rewriting->placing.operands, numbers[0], numbers[1], numbers[2], numbers[3]};
}

static void paint_path(struct rewriting *rewriting)
{
  struct placing *placing = &rewriting->placing;
  size_t item = find_item(placing, &rewriting->path);
  if (emit_marks_differ(placing->marks, item, 0))
    emit_marks_change(placing->marks, placing->out, rewriting->path.at, item, 0);
  rewriting->path.at = NOWHERE;
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
  OPERATOR_PAINT,
  OPERATOR_DROP_PATH,
  OPERATOR_BOUNDARY,
  OPERATOR_BEGIN_MARK,
  OPERATOR_END_MARK,
  OPERATOR_GRAPHICS_STATE
};

static enum operator find_operator(const char *token, size_t length)
{
  static const struct {
    const char *name;
    enum operator what;
  } operators[] = {
      {"Tj", OPERATOR_SHOW},        {"TJ", OPERATOR_SHOW},      {"Tm", OPERATOR_MATRIX},
      {"Td", OPERATOR_MOVE_LINE},   {"Tf", OPERATOR_FONT},      {"m", OPERATOR_BEGIN_PATH},
      {"re", OPERATOR_RECTANGLE},   {"S", OPERATOR_PAINT},      {"s", OPERATOR_PAINT},
      {"f", OPERATOR_PAINT},        {"F", OPERATOR_PAINT},      {"f*", OPERATOR_PAINT},
      {"B", OPERATOR_PAINT},        {"B*", OPERATOR_PAINT},     {"b", OPERATOR_PAINT},
      {"b*", OPERATOR_PAINT},       {"n", OPERATOR_DROP_PATH},  {"q", OPERATOR_BOUNDARY},
      {"Q", OPERATOR_BOUNDARY},     {"BT", OPERATOR_BOUNDARY},  {"ET", OPERATOR_BOUNDARY},
      {"BDC", OPERATOR_BEGIN_MARK}, {"EMC", OPERATOR_END_MARK}, {"gs", OPERATOR_GRAPHICS_STATE},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(operators); i++)
    if (strlen(operators[i].name) == length && memcmp(token, operators[i].name, length) == 0)
      return operators[i].what;
  return OPERATOR_OTHER;
}

/* "/Span << /ActualText <feff…> >>": Cairo marks a cluster of glyphs that does not say its text by itself. The string
 * is in hexadecimal, so it ends with the first >. */
static void begin_actual(struct rewriting *rewriting)
{
  struct placing *placing = &rewriting->placing;
  const char *string = strstr(placing->out->str + placing->operands, "/ActualText");
  const char *begin = string == NULL ? NULL : strchr(string, '<'), *end = begin == NULL ? NULL : strchr(begin, '>');
  g_assert(end != NULL && rewriting->actual == NULL);
  rewriting->actual = g_strndup(begin, (gsize)(end + 1 - begin));
  emit_marks_begin_actual(placing->marks, rewriting->actual);
  g_string_truncate(placing->out, placing->operands);
}

static void end_actual(struct rewriting *rewriting)
{
  struct placing *placing = &rewriting->placing;
  emit_marks_end_actual(placing->marks, placing->out);
  g_free(rewriting->actual);
  rewriting->actual = NULL;
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
  case OPERATOR_RECTANGLE:
    begin_path(rewriting, operator== OPERATOR_RECTANGLE);
    return true;
  case OPERATOR_PAINT:
    paint_path(rewriting);
    return true;
  case OPERATOR_DROP_PATH: /* it was for clipping */
    rewriting->path.at = NOWHERE;
    return true;
  case OPERATOR_BOUNDARY:
    emit_marks_close(placing->marks, placing->out);
    return true;
  case OPERATOR_BEGIN_MARK:
    begin_actual(rewriting);
    return false;
  case OPERATOR_END_MARK:
    end_actual(rewriting);
    return false;
  case OPERATOR_GRAPHICS_STATE: /* that nothing is transparent: frames have no colour that is */
    g_string_truncate(placing->out, placing->operands);
    return false;
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

GString *emit_content_rewrite(const char *content, size_t size, const struct frame_page *page,
                              const struct emit_faces *faces, struct emit_widths *widths, struct emit_marks *marks)
{
  struct rewriting rewriting = {.placing = {.out = g_string_sized_new(size + size / 2),
                                            .page = page,
                                            .faces = faces,
                                            .widths = widths,
                                            .marks = marks},
                                .path = {.at = NOWHERE}};
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
  return out;
}
