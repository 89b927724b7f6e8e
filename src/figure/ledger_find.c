/* What is looked up in a ledger: lines by key, cells by line and column; and the paths of ${…}, 收入决算表.205.决算数.
 */
#include <glib.h>
#include <string.h>

#include "figure/form_ledger.h"

const struct table_cell *ledger_cell(const struct ledger *ledger, const struct ledger_line *line, size_t column)
{
  const struct ledger_side *side = &ledger->form->ledger->sides[line->side];
  if (!ledger->table || line->band || column < side->first || column >= side->first + side->count)
    return NULL;
  uint32_t index = ledger->cells[line->place * ledger->table->column_count + column];
  return index ? &ledger->table->cells[index - 1] : NULL;
}

/* The first of the lines with that key, in the order of the index; SIZE_MAX: there is none. */
static size_t find_first(const struct ledger *ledger, const char *key)
{
  size_t low = 0, high = ledger->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (strcmp(ledger->lines[ledger->sorted[middle]].key, key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < ledger->count && strcmp(ledger->lines[ledger->sorted[low]].key, key) == 0 ? low : SIZE_MAX;
}

static const struct ledger_line *find_on_side(const struct ledger *ledger, const char *key, size_t side)
{
  const struct ledger_line *found = NULL;
  for (size_t at = find_first(ledger, key); at < ledger->count; at++) {
    const struct ledger_line *line = &ledger->lines[ledger->sorted[at]];
    if (strcmp(line->key, key) != 0)
      break;
    if (side != SIZE_MAX && line->side != side)
      continue;
    if (found)
      return NULL;
    found = line;
  }
  return found;
}

const struct ledger_line *ledger_line(const struct ledger *ledger, const char *path)
{
  const struct form_ledger *frame = ledger->form->ledger;
  if (!ledger->sorted || !*path)
    return NULL;
  for (size_t s = 0; s < frame->side_count; s++) {
    const char *side = frame->sides[s].key;
    size_t length = side ? strlen(side) : 0;
    if (side && strncmp(path, side, length) == 0 && path[length] == '.')
      return find_on_side(ledger, path + length + 1, s);
  }
  return find_on_side(ledger, path, SIZE_MAX);
}

bool ledger_default_column(const struct form_ledger *ledger, const struct ledger_side *side, size_t *out)
{
  size_t figures = 0;
  for (uint32_t c = side->first; c < side->first + side->count; c++) {
    if (!ledger->formats[c].given)
      continue;
    if (ledger->head.columns[c].total) {
      *out = c;
      return true;
    }
    *out = c;
    figures++;
  }
  return figures == 1;
}

enum ledger_found ledger_path(const struct ledger *ledger, const char *path, const struct ledger_line **line,
                              size_t *column)
{
  const struct form_ledger *frame = ledger->form->ledger;
  *line = ledger_line(ledger, path);
  if (*line)
    return ledger_default_column(frame, &frame->sides[(*line)->side], column) ? LEDGER_FOUND : LEDGER_NEEDS_COLUMN;
  for (const char *dot = strchr(path, '.'); dot; dot = strchr(dot + 1, '.')) {
    char *key = g_strndup(path, (gsize)(dot - path));
    *line = ledger_line(ledger, key);
    g_free(key);
    if (*line && form_ledger_column(frame, &frame->sides[(*line)->side], dot + 1, column))
      return LEDGER_FOUND;
  }
  return LEDGER_NOT_FOUND;
}
