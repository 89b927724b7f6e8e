#include "source/csv.h"

#include <glib.h>
#include <string.h>

#include "base/folder.h"
#include "base/limits.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "source/reading.h"

struct csv {
  struct reading reading;
  const char *bytes;
  size_t at, end;
  size_t cells; /* of the whole file */
};

struct nodes {
  const struct node **items;
  size_t count, capacity;
};

static struct diag *complain(struct csv *csv, size_t begin, size_t end, const char *message)
{
  return diag_add(csv->reading.diags, DIAG_CSV_SYNTAX, source_span_of(&csv->reading, (uint32_t)begin, (uint32_t)end),
                  "%s", message);
}

static const struct node *cell_new(struct csv *csv, const char *text, size_t length, size_t begin, size_t end,
                                   enum node_style style)
{
  struct node *node = ARENA_NEW(csv->reading.arena, struct node);
  node->kind = NODE_SCALAR;
  node->span = source_span_of(&csv->reading, (uint32_t)begin, (uint32_t)end);
  node->as.scalar.text = arena_strndup(csv->reading.arena, text, length);
  node->as.scalar.length = (uint32_t)length;
  node->as.scalar.style = style;
  return node;
}

static bool at_end_of_cell(const struct csv *csv)
{
  char byte = csv->at < csv->end ? csv->bytes[csv->at] : '\n';
  return byte == ',' || byte == '\r' || byte == '\n';
}

/* --- cells --- */

static size_t skip_space(const char *bytes, size_t at, size_t end)
{
  while (at < end) {
    size_t next = at;
    uint32_t code = utf8_next(bytes, &next);
    if (code != ' ' && code != '\t' && code != 0x3000 && code != 0xA0)
      break;
    at = next;
  }
  return at;
}

static const struct node *cell_read_bare(struct csv *csv)
{
  size_t begin = csv->at;
  while (!at_end_of_cell(csv))
    csv->at++;
  begin = skip_space(csv->bytes, begin, csv->at);
  size_t end = begin;
  for (size_t at = begin; at < csv->at; at = skip_space(csv->bytes, at, csv->at)) {
    utf8_next(csv->bytes, &at);
    end = at;
  }
  return cell_new(csv, csv->bytes + begin, end - begin, begin, end, NODE_PLAIN);
}

static const struct node *cell_complain_unclosed(struct csv *csv, size_t begin)
{
  struct diag *diag = complain(csv, begin, begin + 1, _("This quotation mark is not closed."));
  diag_hint(csv->reading.diags, diag, _("Close the cell with \", and write \"\" for a mark inside it."));
  csv->at = csv->end;
  return NULL;
}

/* "…", in which "" is one mark; commas and line breaks inside belong to the cell. */
static const struct node *cell_read_quoted(struct csv *csv)
{
  size_t begin = csv->at++;
  GString *text = g_string_new(NULL);
  bool closed = false;
  while (csv->at < csv->end && !closed) {
    const char *mark = memchr(csv->bytes + csv->at, '"', csv->end - csv->at);
    size_t length = mark ? (size_t)(mark - csv->bytes) - csv->at : csv->end - csv->at;
    g_string_append_len(text, csv->bytes + csv->at, (gssize)length);
    csv->at += length;
    closed = csv->at < csv->end && csv->bytes[csv->at + 1] != '"';
    if (!closed && csv->at < csv->end)
      g_string_append_c(text, '"');
    csv->at += closed ? 1 : 2;
  }
  const struct node *cell = closed ? cell_new(csv, text->str, text->len, begin, csv->at, NODE_QUOTED) : NULL;
  g_string_free(text, TRUE);
  if (!cell)
    return cell_complain_unclosed(csv, begin);
  csv->at = skip_space(csv->bytes, csv->at, csv->end);
  if (at_end_of_cell(csv))
    return cell;
  struct diag *diag =
      complain(csv, csv->at, csv->at + 1, _("Behind the closing quotation mark of a cell stands more."));
  diag_hint(csv->reading.diags, diag, _("Separate cells by commas, and write \"\" for a mark inside a cell."));
  while (!at_end_of_cell(csv))
    csv->at++;
  return cell;
}

static bool cell_count(struct csv *csv)
{
  if (++csv->cells <= LIMIT_NODES)
    return true;
  diag_add(csv->reading.diags, DIAG_LIMIT_NODES, source_span_of(&csv->reading, (uint32_t)csv->at, (uint32_t)csv->at),
           _("This table has more than %u cells, the most allowed."), LIMIT_NODES);
  return false;
}

/* --- records --- */

static const struct node *record_new(struct csv *csv, const struct nodes *cells)
{
  struct node *node = ARENA_NEW(csv->reading.arena, struct node);
  node->kind = NODE_LIST;
  node->span = cells->items[0]->span;
  node->span.end = cells->items[cells->count - 1]->span.end;
  node->as.list.items = cells->items;
  node->as.list.count = (uint32_t)cells->count;
  return node;
}

static bool record_is_blank(const struct nodes *cells)
{
  for (size_t i = 0; i < cells->count; i++)
    if (cells->items[i]->as.scalar.length > 0)
      return false;
  return true;
}

/* False where nothing can be read any further. */
static bool record_read(struct csv *csv, struct nodes *records)
{
  struct nodes cells = {0};
  for (bool more = true; more;) {
    size_t begin = skip_space(csv->bytes, csv->at, csv->end);
    bool quoted = begin < csv->end && csv->bytes[begin] == '"';
    csv->at = quoted ? begin : csv->at;
    const struct node *cell = quoted ? cell_read_quoted(csv) : cell_read_bare(csv);
    if (!cell || !cell_count(csv))
      return false;
    *ARENA_PUSH(csv->reading.arena, &cells) = cell;
    more = csv->at < csv->end && csv->bytes[csv->at] == ',';
    csv->at += more;
  }
  csv->at += csv->at < csv->end && csv->bytes[csv->at] == '\r';
  csv->at += csv->at < csv->end && csv->bytes[csv->at] == '\n';
  if (!record_is_blank(&cells))
    *ARENA_PUSH(csv->reading.arena, records) = record_new(csv, &cells);
  return true;
}

/* Other signs stand where commas should in files that were not saved as CSV, or typed by hand. */
static bool refuse_separator(struct csv *csv)
{
  static const char *const others[] = {";", "\t", "，", "；", "|"};
  size_t length = strcspn(csv->bytes + csv->at, "\r\n");
  char *line = g_strndup(csv->bytes + csv->at, length);
  const char *found = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(others) && !found && !strchr(line, ','); i++)
    found = strstr(line, others[i]) ? others[i] : NULL;
  size_t place = found ? csv->at + (size_t)(strstr(line, found) - line) : 0;
  g_free(line);
  if (!found)
    return false;
  struct diag *diag =
      complain(csv, place, place + strlen(found), _("The cells of this file are not separated by commas."));
  diag_hint(csv->reading.diags, diag, _("Save the table as CSV, or put half-width commas between its cells."));
  return true;
}

static bool gate(struct csv *csv)
{
  struct diags *diags = csv->reading.diags;
  size_t before = diags->count;
  if (source_gate(&csv->reading)) {
    csv->at = csv->reading.start;
    return true;
  }
  struct diag *last = diags->count > before ? diags->items[diags->count - 1] : NULL;
  if (last && last->code == DIAG_TEXT_ENCODING)
    diag_hint(diags, last, _("In Excel or WPS save it as “CSV UTF-8 (comma separated)”; a plain “CSV” is GBK."));
  return false;
}

const struct node *csv_parse(struct arena *arena, struct files *files, uint32_t file, struct diags *diags)
{
  const struct file *bytes = files_get(files, file);
  struct csv csv = {.reading = {.arena = arena, .files = files, .diags = diags, .file_index = file, .file = bytes},
                    .bytes = bytes->bytes,
                    .end = bytes->size};
  struct nodes records = {0};
  if (!gate(&csv) || refuse_separator(&csv))
    return NULL;
  while (csv.at < csv.end)
    if (!record_read(&csv, &records))
      return NULL;
  if (records.count == 0) {
    diag_add(diags, DIAG_TEXT_EMPTY, source_span_of(&csv.reading, 0, 0), _("This table is empty."));
    return NULL;
  }
  struct node *table = ARENA_NEW(arena, struct node);
  table->kind = NODE_LIST;
  table->span = records.items[0]->span;
  table->as.list.items = records.items;
  table->as.list.count = (uint32_t)records.count;
  source_report_unfilled(files, table, diags);
  return table;
}

const struct node *csv_read(struct arena *arena, struct files *files, const char *folder, const char *path,
                            struct diags *diags)
{
  uint32_t file = folder_read(files, folder, path, LIMIT_SOURCE_BYTES, diags);
  return file ? csv_parse(arena, files, file, diags) : NULL;
}

/* The first key that is neither “csv” nor `also`; or NULL. */
static const struct node *other_key(const struct node *map, const char *also)
{
  for (uint32_t i = 0; i < map->as.map.count; i++) {
    const struct node *key = map->as.map.pairs[i].key;
    if (!node_is(key, "csv") && !(also && node_is(key, also)))
      return key;
  }
  return NULL;
}

const char *csv_path(const struct node *node, const char *also, struct diags *diags, bool *good)
{
  const struct pair *pair = node_pair(node, "csv");
  struct diag *diag;
  *good = true;
  if (!pair)
    return NULL;
  *good = false;
  const struct node *other = other_key(node, also);
  if (other) {
    diag = diag_add(diags, DIAG_VALUE_BAD, other->span, _("Beside “csv” nothing else can stand."));
    diag_hint(diags, diag, _("Put all rows into the file, or all into this source."));
  } else if (pair->value->kind != NODE_SCALAR || !folder_holds(pair->value->as.scalar.text)) {
    diag = diag_add(diags, DIAG_VALUE_BAD, pair->value->span,
                    _("“csv” names a file in the folder of this source or below it."));
    diag_hint(diags, diag, _("Put the file beside this one and write its bare name."));
  } else {
    *good = true;
    return pair->value->as.scalar.text;
  }
  return NULL;
}
