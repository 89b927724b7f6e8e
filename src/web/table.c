/* A table: thead, and a tbody for each block of it, so that a band heads its own rows only (scope rowgroup). */
#include "web/writer.h"

struct web_grid {
  struct web_writer *writer;
  const struct block_table *table;
  const char **headers; /* or NULL */
  uint32_t number;
};

static bool is_empty(const struct block_cell *cell)
{
  for (size_t i = 0; i < cell->phrase_count; i++) {
    if (cell->phrases[i].count > 0)
      return false;
  }
  return true;
}

/* An empty header heads nothing. */
static bool is_header(const struct block_cell *cell)
{
  return cell->header && !is_empty(cell);
}

static void write_class(GString *out, const struct block_cell *cell, bool draft)
{
  static const char *const aligns[] = {NULL, "start", NULL, "end", NULL, "end"}; /* by enum align */
  const char *name = cell->band ? "band" : aligns[cell->align];
  bool wrong = draft && cell->wrong;
  if (!name && !wrong && cell->indent <= 0)
    return;
  g_string_append(out, " class=\"");
  const char *between = "";
  if (name)
    g_string_append(out, name), between = " ";
  if (cell->indent > 0)
    g_string_append_printf(out, "%si%d", between, MIN(cell->indent, 8)), between = " ";
  if (wrong)
    g_string_append_printf(out, "%swrong", between);
  g_string_append_c(out, '"');
}

static const char *scope_name(const struct block_cell *cell)
{
  if (cell->band)
    return "rowgroup";
  return cell->scope == FRAME_SCOPE_ROW ? "row" : "col";
}

static void write_spans(GString *out, const struct block_cell *cell)
{
  if (cell->row_span > 1)
    g_string_append_printf(out, " rowspan=\"%u\"", cell->row_span);
  if (cell->column_span > 1)
    g_string_append_printf(out, " colspan=\"%u\"", cell->column_span);
}

static void write_cell(struct web_grid *grid, size_t index)
{
  const struct block_cell *cell = &grid->table->cells[index];
  GString *out = grid->writer->out;
  bool header = is_header(cell);
  g_string_append(out, header ? "<th" : "<td");
  if (header && grid->headers)
    g_string_append_printf(out, " id=\"t%uc%zu\"", grid->number, index);
  if (header)
    web_attribute(out, "scope", scope_name(cell));
  if (!header && grid->headers && grid->headers[index])
    web_attribute(out, "headers", grid->headers[index]);
  write_spans(out, cell);
  write_class(out, cell, grid->writer->draft);
  g_string_append_c(out, '>');
  for (size_t i = 0; i < cell->phrase_count; i++) {
    if (i > 0 && cell->diagonal)
      g_string_append(out, "<br>"); /* TB-08: labels parted by lines */
    web_words(grid->writer, &cell->phrases[i]);
  }
  g_string_append(out, header ? "</th>" : "</td>");
}

/* The row begins a block: its first cell is a band. */
static bool begins_block(const struct block_table *table, size_t cell)
{
  return cell < table->cell_count && table->cells[cell].band;
}

static void write_rows(struct web_grid *grid)
{
  const struct block_table *table = grid->table;
  GString *out = grid->writer->out;
  const char *open = NULL;
  size_t cell = 0;
  for (uint32_t row = 0; row < table->rows; row++) {
    const char *wanted = row < table->head_rows ? "thead" : "tbody";
    if (!open || open != wanted || (row > table->head_rows && begins_block(table, cell))) {
      if (open)
        g_string_append_printf(out, "</%s>\n", open);
      g_string_append_printf(out, "<%s>\n", wanted);
      open = wanted;
    }
    g_string_append(out, "<tr>");
    for (; cell < table->cell_count && table->cells[cell].row == row; cell++)
      write_cell(grid, cell);
    g_string_append(out, "</tr>\n");
  }
  if (open)
    g_string_append_printf(out, "</%s>\n", open);
}

static void write_caption(struct web_writer *writer, const struct block_table *table, const struct block_runs *caption)
{
  GString *out = writer->out;
  if (!caption && table->unit.count == 0)
    return;
  g_string_append(out, "<caption>");
  if (caption)
    web_words(writer, caption);
  if (table->unit.count) {
    g_string_append(out, "<span class=\"unit\">");
    web_words(writer, &table->unit);
    g_string_append(out, "</span>");
  }
  g_string_append(out, "</caption>\n");
}

void web_table(struct web_writer *writer, const struct block_table *table, const struct block_runs *caption)
{
  struct web_grid grid = {.writer = writer, .table = table, .number = ++writer->tables};
  GString *out = writer->out;
  grid.headers = web_cell_headers(writer->arena, table, grid.number);
  /* A table wider than the screen is scrolled by itself, with the keyboard, too. */
  g_string_append_printf(out, "<section class=\"table\" tabindex=\"0\" aria-label=\"表格%u\">\n<table", grid.number);
  if (table->alt)
    web_attribute(out, "aria-label", table->alt);
  g_string_append(out, ">\n");
  write_caption(writer, table, caption);
  write_rows(&grid);
  g_string_append(out, "</table>\n</section>\n");
}
