/* CL-10 … CL-18, CL-40 … CL-47, CL-60 … CL-66: natural widths of whole lines, in every face that sets Han, none falling
 * back to another. */
#include "faces.h"

struct vector {
  const char *words;
  int quarters; /* width in ¼ em, and so many times the width of an A */
  int letters;
};

static len letter_width(struct each_face *each, const char *role)
{
  const struct text *text = shape(&each->shaping, role, "A");
  return text_width(text, 0, 1);
}

static void check_vectors(void **state, const struct vector *vectors, size_t count)
{
  struct each_face *each = *state;
  for (size_t i = 0; i < each->roles->len; i++)
    for (size_t v = 0; v < count; v++) {
      const char *role = face_role(each, i);
      const struct text *text = shape(&each->shaping, role, vectors[v].words);
      len want = vectors[v].quarters * EM / 4 + vectors[v].letters * letter_width(each, role);
      assert_near(text_width(text, 0, text->count), want, 8, role, vectors[v].words);
      for (size_t g = 0; g < text->glyph_count; g++)
        assert_int_not_equal(text->glyphs[g].id, 0);
    }
}

#define VECTORS(name, ...)                                                                                             \
  static void name(void **state)                                                                                       \
  {                                                                                                                    \
    static const struct vector vectors[] = {__VA_ARGS__};                                                              \
    check_vectors(state, vectors, G_N_ELEMENTS(vectors));                                                              \
  }

VECTORS(stops_take_a_cell, {"甲，乙", 12, 0}, {"甲、乙", 12, 0}, {"甲。乙", 12, 0}, {"甲；乙", 12, 0},
        {"甲：乙", 12, 0}, {"甲？乙", 12, 0}, {"甲！乙", 12, 0}, {"甲．乙", 12, 0})
VECTORS(openers_take_a_cell, {"甲“乙", 12, 0}, {"甲‘乙", 12, 0}, {"甲（乙", 12, 0}, {"甲《乙", 12, 0},
        {"甲〔乙", 12, 0}, {"甲「乙", 12, 0})
VECTORS(closers_take_a_cell, {"甲”乙", 12, 0}, {"甲’乙", 12, 0}, {"甲）乙", 12, 0}, {"甲》乙", 12, 0},
        {"甲〕乙", 12, 0}, {"甲」乙", 12, 0})
VECTORS(dashes_take_two_cells, {"甲——乙", 16, 0}, {"甲⸺乙", 16, 0}, {"甲————乙", 24, 0})
VECTORS(ellipses_take_two_cells, {"甲……乙", 16, 0}, {"甲⋯⋯乙", 16, 0}, {"…………", 16, 0})
VECTORS(connectors_take_half_a_cell_or_one, {"甲-乙", 10, 0}, {"甲–乙", 10, 0}, {"甲—乙", 12, 0}, {"甲～乙", 12, 0})
VECTORS(interpuncts_take_half_a_cell, {"甲·乙", 10, 0}, {"甲‧乙", 10, 0}, {"甲•乙", 10, 0}, {"甲・乙", 10, 0})
VECTORS(solidi_take_half_a_cell, {"甲/乙", 10, 0}, {"甲／乙", 10, 0})
VECTORS(asking_marks_share_a_cell, {"甲？！乙", 12, 0}, {"甲！！乙", 12, 0}, {"甲？！！乙", 16, 0},
        {"甲！！！！乙", 16, 0}, {"甲⁉乙", 12, 0}, {"甲‼乙", 12, 0}, {"？！", 4, 0})
VECTORS(marks_side_by_side, {"中（甲）（乙）中", 30, 0}, {"甲。』」中", 16, 0})
VECTORS(blanks_that_go, {"他说：“好。”中", 28, 0}, {"甲、《乙》中", 22, 0}, {"甲，、乙", 16, 0})
VECTORS(marks_never_trimmed, {"甲……。中", 20, 0}, {"甲·《乙》", 16, 0})
VECTORS(line_starts, {"（中", 6, 0}, {"“中", 6, 0})
VECTORS(line_ends, {"中，", 6, 0}, {"中。", 6, 0}, {"中）", 6, 0}, {"中：", 6, 0})
VECTORS(marks_beside_latin, {"甲，A", 8, 1}, {"A，甲", 8, 1}, {"甲（A）乙", 16, 1})
VECTORS(latin_gap, {"甲A乙", 10, 1}, {"甲5乙", 12, 0})
VECTORS(typed_space, {"甲 A 乙", 10, 1}, {"甲  A乙", 10, 1})

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-10", stops_take_a_cell),
      RULE("CL-11", openers_take_a_cell),
      RULE("CL-12", closers_take_a_cell),
      RULE("CL-13", dashes_take_two_cells),
      RULE("CL-14", ellipses_take_two_cells),
      RULE("CL-15", connectors_take_half_a_cell_or_one),
      RULE("CL-16", interpuncts_take_half_a_cell),
      RULE("CL-17", solidi_take_half_a_cell),
      RULE("CL-18", asking_marks_share_a_cell),
      RULE("CL-40", marks_side_by_side),
      RULE("CL-41", blanks_that_go),
      RULE("CL-42", marks_never_trimmed),
      RULE("CL-43", line_starts),
      RULE("CL-44", line_ends),
      RULE("CL-46", marks_beside_latin),
      RULE("CL-60", latin_gap),
      RULE("CL-62", typed_space),
  };
  return FACES_RUN(tests);
}
