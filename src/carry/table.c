/* Tables as comma-separated values. */
#include <string.h>

#include "carry/carry.h"

#define MINUS "\u2212" /* as it is printed (TB-16) */

/* --- an entry --- */

/* Digits, in groups of three or without; then perhaps decimals and a per cent sign. Gives what Excel reads as a number,
 * or nothing. */
static bool append_number(GString *out, const char *text)
{
  size_t begin = out->len, digits = 0, since_comma = 0;
  bool comma = false;
  const char *at = text;
  if (g_str_has_prefix(at, MINUS))
    at += strlen(MINUS), g_string_append_c(out, '-');
  else if (*at == '-' || *at == '+')
    g_string_append_c(out, *at++);
  for (; g_ascii_isdigit(*at) || (*at == ',' && digits > 0 && (comma ? since_comma == 3 : digits <= 3)); at++) {
    if (*at == ',') {
      comma = true;
      since_comma = 0;
      continue;
    }
    g_string_append_c(out, *at);
    digits++;
    since_comma++;
  }
  bool good = digits > 0 && (!comma || since_comma == 3);
  if (good && *at == '.' && g_ascii_isdigit(at[1])) {
    do
      g_string_append_c(out, *at++);
    while (g_ascii_isdigit(*at));
  }
  if (good && *at == '%')
    g_string_append_c(out, *at++);
  good = good && *at == '\0';
  if (!good)
    g_string_truncate(out, begin);
  return good;
}

/* What a spreadsheet would compute: = + - @, a tab or line break before them, and their full-width kin. */
static bool looks_like_formula(const char *text)
{
  static const char *const begins[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", MINUS};
  for (size_t i = 0; i < G_N_ELEMENTS(begins); i++) {
    if (g_str_has_prefix(text, begins[i]))
      return text[strlen(begins[i])] != '\0'; /* alone they compute nothing: "-" says that there is no figure */
  }
  return false;
}

static void append_words(GString *out, const char *text)
{
  const char *guard = looks_like_formula(text) ? "'" : "";
  if (!strpbrk(text, ",\"\r\n")) {
    g_string_append_printf(out, "%s%s", guard, text);
    return;
  }
  g_string_append_printf(out, "\"%s", guard);
  for (const char *at = text; *at; at++) {
    g_string_append_c(out, *at);
    if (*at == '"')
      g_string_append_c(out, '"');
  }
  g_string_append_c(out, '"');
}

static void append_entry(GString *out, const char *text)
{
  if (!append_number(out, text))
    append_words(out, text);
}

/* --- the table --- */

/* Lines that were divided are one again; a diagonal head's labels stay apart (TB-08). */
static const char *cell_words(struct arena *arena, const struct block_cell *cell)
{
  GString *words = g_string_new(NULL);
  for (size_t i = 0; i < cell->phrase_count; i++) {
    if (cell->diagonal && i > 0)
      g_string_append_c(words, '/');
    g_string_append(words, blocks_join_words(arena, &cell->phrases[i], 0, false));
  }
  g_string_replace(words, "\u2028", "", 0);
  const char *copy = arena_strndup(arena, g_strstrip(words->str), strlen(words->str));
  g_string_free(words, TRUE);
  return copy;
}

struct grid {
  const struct block_table *table;
  const struct block_cell **at; /* rows × columns */
};

static struct grid grid_of(struct arena *arena, const struct block_table *table)
{
  struct grid grid = {table, ARENA_ARRAY(arena, (size_t)table->rows * table->columns, const struct block_cell *)};
  for (size_t i = 0; i < table->cell_count; i++) {
    const struct block_cell *cell = &table->cells[i];
    for (uint32_t row = cell->row; row < cell->row + cell->row_span; row++)
      for (uint32_t column = cell->column; column < cell->column + cell->column_span; column++)
        grid.at[(size_t)row * table->columns + column] = cell;
  }
  return grid;
}

static const struct block_cell *grid_cell(const struct grid *grid, uint32_t row, uint32_t column)
{
  return grid->at[(size_t)row * grid->table->columns + column];
}

static void append_head(GString *out, struct arena *arena, const struct grid *grid)
{
  for (uint32_t column = 0; column < grid->table->columns; column++) {
    GString *joined = g_string_new(NULL);
    const struct block_cell *above = NULL;
    for (uint32_t row = 0; row < grid->table->head_rows; row++) {
      const struct block_cell *cell = grid_cell(grid, row, column);
      if (cell && cell != above)
        g_string_append_printf(joined, "%s%s", joined->len ? "/" : "", cell_words(arena, cell));
      above = cell;
    }
    g_string_append(out, column ? "," : "");
    append_entry(out, joined->str);
    g_string_free(joined, TRUE);
  }
  g_string_append(out, "\r\n");
}

/* An entry over several columns stands in the first of them. */
static void append_row(GString *out, struct arena *arena, const struct grid *grid, uint32_t row)
{
  for (uint32_t column = 0; column < grid->table->columns; column++) {
    const struct block_cell *cell = grid_cell(grid, row, column);
    g_string_append(out, column ? "," : "");
    if (cell && cell->column == column)
      append_entry(out, cell_words(arena, cell));
  }
  g_string_append(out, "\r\n");
}

void carry_table(GString *out, const struct block_table *table)
{
  struct arena *scratch = arena_new();
  struct grid grid = grid_of(scratch, table);
  g_string_append(out, "\uFEFF");
  if (table->head_rows > 0)
    append_head(out, scratch, &grid);
  for (uint32_t row = table->head_rows; row < table->rows; row++)
    append_row(out, scratch, &grid, row);
  arena_free(scratch);
}
