/* The names nearest to a path that does not exist. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "figure/figures.h"

#define SUGGESTIONS    3
#define CANDIDATES_MAX 4000u /* names compared; the official forms have some 300 */
#define COMPARED_MAX   48    /* characters of a name that are compared */

struct candidate {
  const char *name;
  size_t distance;
  size_t place; /* in the form: the earlier of two equals */
};

struct candidates {
  struct candidate *items;
  size_t count, capacity;
};

struct codes {
  uint32_t items[COMPARED_MAX];
  size_t count;
};

static struct codes codes_of(const char *text)
{
  struct codes codes = {.count = 0};
  for (size_t at = 0; text[at] && codes.count < COMPARED_MAX;)
    codes.items[codes.count++] = utf8_next(text, &at);
  return codes;
}

/* Characters to insert, delete or change. */
static size_t codes_distance(const struct codes *a, const struct codes *b)
{
  size_t row[COMPARED_MAX + 1];
  for (size_t k = 0; k <= b->count; k++)
    row[k] = k;
  for (size_t i = 0; i < a->count; i++) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t k = 0; k < b->count; k++) {
      size_t change = diagonal + (a->items[i] != b->items[k]);
      diagonal = row[k + 1];
      row[k + 1] = MIN(change, MIN(row[k], row[k + 1]) + 1);
    }
  }
  return row[b->count];
}

/* A path that lacks only its beginning (行政许可 for 主动公开.行政许可) is nearest of all. */
static bool name_ends_with(const char *name, const char *path)
{
  size_t length = strlen(name), tail = strlen(path);
  return length > tail && strcmp(name + length - tail, path) == 0 && name[length - tail - 1] == '.';
}

static void candidate_add(struct arena *arena, struct candidates *list, const char *path, const struct codes *codes,
                          const char *name)
{
  if (list->count >= CANDIDATES_MAX)
    return;
  struct codes other = codes_of(name);
  size_t distance = name_ends_with(name, path) ? 0 : codes_distance(codes, &other);
  size_t place = list->count;
  *ARENA_PUSH(arena, list) = (struct candidate){name, distance, place};
}

static bool columns_are_named(const struct form_columns *columns)
{
  return columns->count > 1 || columns->items[0].key[0] != '\0';
}

static void candidates_of_table(struct arena *arena, struct candidates *list, const char *path,
                                const struct codes *codes, const struct form_table *table)
{
  for (size_t g = 0; g < table->group_count; g++)
    candidate_add(arena, list, path, codes, arena_printf(arena, "%s.%s", table->key, table->groups[g].path));
  for (size_t r = 0; r < table->row_count && list->count < CANDIDATES_MAX; r++) {
    const struct form_columns *columns = &table->column_sets[table->rows[r].columns];
    const char *row = arena_printf(arena, "%s.%s", table->key, table->rows[r].path);
    if (columns->total != SIZE_MAX || columns->count == 1)
      candidate_add(arena, list, path, codes, row);
    for (size_t c = 0; columns_are_named(columns) && c < columns->count; c++)
      candidate_add(arena, list, path, codes, arena_printf(arena, "%s.%s", row, columns->items[c].key));
  }
}

static void candidates_of_ledger(struct arena *arena, struct candidates *list, const char *path,
                                 const struct codes *codes, const struct ledger *ledger)
{
  const struct form_ledger *frame = ledger->form->ledger;
  for (size_t i = 0; ledger->table && i < ledger->count && list->count < CANDIDATES_MAX; i++) {
    const struct ledger_line *line = &ledger->lines[i];
    const struct ledger_side *side = &frame->sides[line->side];
    const char *name = side->key && line->row ? arena_printf(arena, "%s.%s.%s", ledger->form->key, side->key, line->key)
                                              : arena_printf(arena, "%s.%s", ledger->form->key, line->key);
    size_t column;
    if (line->band)
      continue;
    if (ledger_default_column(frame, side, &column))
      candidate_add(arena, list, path, codes, name);
    for (uint32_t c = side->first; c < side->first + side->count; c++)
      if (frame->formats[c].given)
        candidate_add(arena, list, path, codes, arena_printf(arena, "%s.%s", name, frame->head.columns[c].name));
  }
}

static int candidate_order(const void *a, const void *b)
{
  const struct candidate *x = a, *y = b;
  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

/* "previous." as often as the path has it. */
static size_t prefix_length(const char *path)
{
  size_t length = 0;
  while (g_str_has_prefix(path + length, "previous."))
    length += strlen("previous.");
  return length;
}

void path_suggest(struct expression *expression, const struct facts *facts, struct diag *diag, const char *path)
{
  const struct form *form = facts->form;
  struct arena *arena = expression->arena;
  struct candidates list = {0};
  const char *prefix = arena_strndup(arena, path, prefix_length(path));
  path += strlen(prefix);
  struct codes codes = codes_of(path);
  /* Beyond what is shown, comparing would only cost time. */
  if (expression->diags->count > LIMIT_DIAGS_SHOWN)
    return;
  candidate_add(arena, &list, path, &codes, "year");
  candidate_add(arena, &list, path, &codes, "agency");
  for (size_t t = 0; t < form->table_count; t++) {
    candidates_of_table(arena, &list, path, &codes, &form->tables[t]);
    if (expression->facts->tables[t].ledger)
      candidates_of_ledger(arena, &list, path, &codes, expression->facts->tables[t].ledger);
  }
  qsort(list.items, list.count, sizeof *list.items, candidate_order);
  if (list.count < SUGGESTIONS)
    return;
  for (size_t i = 0; i < SUGGESTIONS; i++)
    list.items[i].name = arena_printf(arena, "%s%s", prefix, list.items[i].name);
  diag_hint(expression->diags, diag, _("The nearest names are “%s”, “%s” and “%s”."), list.items[0].name,
            list.items[1].name, list.items[2].name);
}
