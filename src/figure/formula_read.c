/* Formulas of forms: sums, products and brackets over names of figures. Names are looked up here, so that a form that
 * speaks of a line or column it does not have is reported whatever a report holds. A code is written behind 本表. or a
 * table's name, since it would pass for a number. */
#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "figure/form_ledger.h"

#define TERMS_MAX  1000
#define THIS_TABLE "本表"
#define NAME_END   " \t\r\n+-*/()="

struct formula_reader {
  const struct form_reader *reader;
  const struct form *form;
  size_t table; /* SIZE_MAX: none */
  size_t side;  /* of the line that it is the formula of; SIZE_MAX: of none */
  enum formula_scope scope;
  const struct node *node;
  const char *at, *end;
  unsigned depth, terms;
};

static struct formula *formula_new(const struct formula_reader *f, enum formula_kind kind)
{
  struct formula *formula = ARENA_NEW(f->reader->arena, struct formula);
  formula->kind = kind;
  return formula;
}

static char next_sign(struct formula_reader *f)
{
  while (f->at < f->end && strchr(" \t\r\n", *f->at))
    f->at++;
  return f->at < f->end ? *f->at : '\0';
}

static const struct formula *complain_syntax(const struct formula_reader *f)
{
  form_complain(f->reader, f->node->span,
                _("“%s” cannot be read: an expression is made of names, numbers, + - * / and ( )."),
                f->node->as.scalar.text);
  return NULL;
}

/* --- names --- */

/* What is known of the place a name leads to. */
struct place {
  const struct form_ledger *ledger;
  size_t side; /* SIZE_MAX: not known */
  struct formula *out;
};

static const struct formula *complain_name(const struct formula_reader *f, const char *name, const char *what)
{
  form_complain(f->reader, f->node->span, _("“%1$s” names no figure: there is no “%2$s”."), name, what);
  return NULL;
}

static size_t count_lines(const struct form_ledger *ledger, const char *key, size_t side, size_t *found)
{
  size_t count = 0;
  for (size_t i = 0; i < ledger->row_count; i++) {
    const struct ledger_row *row = &ledger->rows[i];
    if (!row->key || strcmp(row->key, key) != 0 || (side != SIZE_MAX && side != row->side))
      continue;
    *found = row->side;
    count++;
  }
  return count;
}

/* The line of a key: on the side that is named, or that at hand, or on the only one that has it. */
static bool find_line(const struct form_ledger *ledger, const char *key, size_t hand, size_t *side)
{
  size_t found = SIZE_MAX;
  bool here = *side == SIZE_MAX && hand != SIZE_MAX && count_lines(ledger, key, hand, &found) == 1;
  size_t count = here ? 1 : count_lines(ledger, key, *side, &found);
  if (count == 0 && ledger_level(ledger, key) != SIZE_MAX)
    found = ledger_side_of_code(ledger, key);
  *side = found;
  return count <= 1 && found != SIZE_MAX;
}

/* The line that begins `path`, and what is behind it; NULL where there is none. */
static const char *take_line(const struct formula_reader *f, struct place *place, const char *path)
{
  struct arena *arena = f->reader->arena;
  const char *dot = strchr(path, '.');
  const char *key = dot ? arena_strndup(arena, path, (size_t)(dot - path)) : path;
  place->side = dot ? form_ledger_side(place->ledger, key) : SIZE_MAX;
  if (place->side != SIZE_MAX) {
    const char *second = strchr(dot + 1, '.');
    key = second ? arena_strndup(arena, dot + 1, (size_t)(second - dot - 1)) : dot + 1;
    dot = second;
  }
  size_t hand = place->out->table == f->table ? f->side : SIZE_MAX;
  if (!find_line(place->ledger, key, hand, &place->side))
    return NULL;
  const char *side = place->ledger->sides[place->side].key;
  place->out->line = side ? arena_printf(arena, "%s.%s", side, key) : key;
  return dot ? dot + 1 : "";
}

static bool find_column(const struct form_ledger *ledger, const struct ledger_side *side, const char *name, size_t *out)
{
  return form_ledger_column(ledger, side, name, out) && ledger->formats[*out].given;
}

static const struct formula *read_place(const struct formula_reader *f, struct place *place, const char *path)
{
  const char *rest = take_line(f, place, path);
  if (!rest)
    return complain_name(f, place->out->name, path);
  const struct ledger_side *side = &place->ledger->sides[place->side];
  if (*rest)
    return find_column(place->ledger, side, rest, &place->out->column) ? place->out
                                                                       : complain_name(f, place->out->name, rest);
  if (f->scope == FORMULA_LINES)
    return place->out;
  if (ledger_default_column(place->ledger, side, &place->out->column))
    return place->out;
  form_complain(f->reader, f->node->span, _("“%s” has several columns: say which one is meant."), place->out->name);
  return NULL;
}

/* A column; else the figure of a line of the form: 绝对数 / 地区生产总值.绝对数. */
static const struct formula *read_column_name(const struct formula_reader *f, struct place *place, const char *name)
{
  for (size_t s = 0; s < place->ledger->side_count; s++)
    if (find_column(place->ledger, &place->ledger->sides[s], name, &place->out->column))
      return place->out;
  return strchr(name, '.') ? read_place(f, place, name) : complain_name(f, name, name);
}

static bool is_own_line(const struct formula_reader *f, const char *key)
{
  const struct form_ledger *own = f->table != SIZE_MAX ? f->form->tables[f->table].ledger : NULL;
  size_t side = SIZE_MAX;
  return own && find_line(own, key, f->side, &side);
}

/* The table that a path begins with, and what is behind it. A line of the table itself may be called like a table. */
static const char *take_table(const struct formula_reader *f, struct place *place, const char *path)
{
  const char *dot = strchr(path, '.');
  const char *key = dot ? arena_strndup(f->reader->arena, path, (size_t)(dot - path)) : path;
  const struct form_table *other = dot && !is_own_line(f, key) ? form_table(f->form, key) : NULL;
  bool own = dot && f->table != SIZE_MAX && strcmp(key, THIS_TABLE) == 0;
  place->out->table = other ? (size_t)(other - f->form->tables) : f->table;
  place->ledger = place->out->table != SIZE_MAX ? f->form->tables[place->out->table].ledger : NULL;
  return other || own ? dot + 1 : path;
}

static const struct formula *read_name(struct formula_reader *f)
{
  const char *begin = f->at;
  while (f->at < f->end && !strchr(NAME_END, *f->at))
    f->at++;
  if (f->at == begin)
    return complain_syntax(f);
  struct formula *out = formula_new(f, FORMULA_FIGURE);
  struct place place = {NULL, SIZE_MAX, out};
  out->name = arena_strndup(f->reader->arena, begin, (size_t)(f->at - begin));
  out->column = NO_COLUMN;
  const char *path = take_table(f, &place, out->name);
  if (!place.ledger)
    return complain_name(f, out->name, path);
  return f->scope == FORMULA_COLUMNS ? read_column_name(f, &place, path) : read_place(f, &place, path);
}

/* --- arithmetic --- */

static const struct formula *read_sum(struct formula_reader *f);

static const struct formula *read_number(struct formula_reader *f)
{
  size_t length = strspn(f->at, "0123456789.");
  dec value;
  struct formula *out = formula_new(f, FORMULA_NUMBER);
  if (!dec_parse(f->at, length, &value))
    return complain_syntax(f);
  f->at += length;
  out->number = ratio_from_dec(value);
  return out;
}

static const struct formula *combine(const struct formula_reader *f, enum formula_kind kind, const struct formula *left,
                                     const struct formula *right)
{
  if (!left || !right)
    return NULL;
  struct formula *out = formula_new(f, kind);
  out->left = left;
  out->right = right;
  return out;
}

static const struct formula *read_factor(struct formula_reader *f)
{
  char sign = next_sign(f);
  const struct formula *out = NULL;
  if (f->depth >= LIMIT_NESTED_EXPRESSION || f->terms++ >= TERMS_MAX)
    return complain_syntax(f);
  f->depth++;
  if (sign == '(') {
    f->at++;
    out = read_sum(f);
    if (out && next_sign(f) != ')')
      out = complain_syntax(f);
    f->at += out != NULL;
  } else if (sign == '-') {
    f->at++;
    struct formula *zero = formula_new(f, FORMULA_NUMBER);
    zero->number = (ratio){0, 1};
    out = combine(f, FORMULA_SUBTRACT, zero, read_factor(f));
  } else {
    out = g_ascii_isdigit(sign) ? read_number(f) : read_name(f);
  }
  f->depth--;
  return out;
}

static const struct formula *read_product(struct formula_reader *f)
{
  const struct formula *out = read_factor(f);
  for (char sign = next_sign(f); out && (sign == '*' || sign == '/'); sign = next_sign(f)) {
    f->at++;
    out = combine(f, sign == '*' ? FORMULA_MULTIPLY : FORMULA_DIVIDE, out, read_factor(f));
  }
  return out;
}

static const struct formula *read_sum(struct formula_reader *f)
{
  const struct formula *out = read_product(f);
  for (char sign = next_sign(f); out && (sign == '+' || sign == '-'); sign = next_sign(f)) {
    f->at++;
    out = combine(f, sign == '+' ? FORMULA_ADD : FORMULA_SUBTRACT, out, read_product(f));
  }
  return out;
}

const struct formula *formula_read(const struct form_reader *reader, const struct form *form, size_t table, size_t side,
                                   enum formula_scope scope, const struct node *node, const char *begin,
                                   const char *end)
{
  struct formula_reader f = {reader, form, table, side, scope, node, begin, end, 0, 0};
  const struct formula *out = read_sum(&f);
  return out && next_sign(&f) != '\0' ? complain_syntax(&f) : out;
}

const struct formula *formula_first_figure(const struct formula *formula)
{
  if (!formula || formula->kind == FORMULA_FIGURE || formula->kind == FORMULA_NUMBER)
    return formula && formula->kind == FORMULA_FIGURE ? formula : NULL;
  const struct formula *left = formula_first_figure(formula->left);
  return left ? left : formula_first_figure(formula->right);
}
