/* The blocks that a table stacks, and the widths of its grid. */
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "figure/form_tree.h"
#include "source/schema.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct field block_fields[] = {
    {"band", FIELD_ANY, false, 0, 0, "a row across the whole table above the block"},
    {"corner", FIELD_ANY, false, 0, 0, "what stands in the corner over the row labels"},
    {"stub_head", FIELD_ANY, false, 0, 0, "the head of the row labels"},
    {"diagonal", FIELD_LIST, false, 0, 0, "two or three heads in the corner, parted by diagonal lines"},
    {"stubs", FIELD_LIST, false, 0, 0, "grid columns of each level of row labels"},
    {"across", FIELD_BOOL, false, 0, 0, "the rows stand side by side in one printed row"},
    {"columns", FIELD_LIST, true, 0, 0, "the tree of columns"},
    {"rows", FIELD_LIST, true, 0, 0, "the tree of rows"},
};

static const struct node *block_get(const struct node *node, const char *name)
{
  return schema_get(node, block_fields, COUNT(block_fields), name);
}

static bool block_label(const struct form_reader *reader, const struct node *node, const char *name,
                        struct form_label *out)
{
  const struct node *label = block_get(node, name);
  return !label || form_label_read(reader, label, out);
}

static bool block_stubs(const struct form_reader *reader, const struct node *list, struct form_block *out)
{
  out->stub_count = list->as.list.count;
  out->stubs = ARENA_ARRAY(reader->arena, out->stub_count, uint32_t);
  for (size_t i = 0; i < out->stub_count; i++) {
    int64_t span = 0;
    if (!node_int(list->as.list.items[i], &span) || span < 1 || span > LIMIT_TABLE_COLUMNS) {
      form_complain(reader, list->as.list.items[i]->span,
                    _("Each level of row labels takes at least 1 and at most %u columns of the grid."),
                    LIMIT_TABLE_COLUMNS);
      return false;
    }
    out->stubs[i] = (uint32_t)span;
  }
  return true;
}

/* What the parts of a block ask of each other. */
static bool block_check(const struct form_reader *reader, const struct form_block *block)
{
  bool good = true;
  int corners = (block->corner.count > 0) + (block->stub_head.count > 0) + (block->diagonal.count > 0);
  if (corners > 1) {
    form_complain(reader, block->place, _("A block has only one of corner, stub_head and diagonal."));
    good = false;
  }
  if (block->across && (block->stub_count || corners)) {
    form_complain(reader, block->place,
                  _("A block whose rows stand across has no row labels at the left: leave out stubs, corner, "
                    "stub_head and diagonal."));
    good = false;
  }
  if (block->diagonal.count == 1 || block->diagonal.count > 3) { /* TB-08 */
    form_complain(reader, block->place,
                  _("A diagonal head has two or three labels: rows, then what the figures are, "
                    "then columns."));
    good = false;
  }
  if (!block->across && block->stub_count == 0) {
    form_complain(reader, block->place, _("A block needs stubs: the grid columns of its row labels."));
    good = false;
  }
  return good;
}

static bool block_read(const struct form_reader *reader, const struct node *node, struct form_block *out)
{
  out->place = node->span;
  if (!schema_check(node, block_fields, COUNT(block_fields), _("the block"), reader->diags))
    return false;
  bool good = block_label(reader, node, "band", &out->band) & block_label(reader, node, "corner", &out->corner) &
              block_label(reader, node, "stub_head", &out->stub_head) &
              block_label(reader, node, "diagonal", &out->diagonal);
  const struct node *stubs = block_get(node, "stubs");
  const struct node *across = block_get(node, "across");
  out->across = across && node_is(across, "true");
  if (stubs)
    good &= block_stubs(reader, stubs, out);
  good &= form_tree_read_columns(reader, block_get(node, "columns"), &out->columns);
  good &= form_tree_read_rows(reader, block_get(node, "rows"), &out->rows);
  return good && block_check(reader, out);
}

bool form_blocks_read(const struct form_reader *reader, const struct node *list, struct form_blocks *out)
{
  out->count = list->as.list.count;
  out->items = ARENA_ARRAY(reader->arena, out->count, struct form_block);
  bool good = true;
  if (out->count == 0) {
    form_complain(reader, list->span, _("A table needs at least one block."));
    return false;
  }
  for (size_t i = 0; i < out->count; i++)
    good &= block_read(reader, list->as.list.items[i], &out->items[i]);
  return good;
}

/* A number from 1 to 999 at *text; moves behind it. */
static bool width_number(const char **text, int *out)
{
  int value = 0, digits = 0;
  for (; **text >= '0' && **text <= '9' && digits < 4; (*text)++, digits++)
    value = value * 10 + (**text - '0');
  *out = value;
  return digits > 0 && digits < 4 && value > 0;
}

static bool width_word(const char **text, const char *word)
{
  size_t length = strlen(word);
  if (strncmp(*text, word, length) != 0)
    return false;
  *text += length;
  return true;
}

/* 10字+1份×4 : at least ten characters, one share of the rest, four such columns. */
static bool width_read(const char *text, struct grid_width *width, int *times)
{
  *width = (struct grid_width){0, 0};
  *times = 1;
  if (!width_number(&text, &width->chars) || !width_word(&text, "字"))
    return false;
  if (width_word(&text, "+") && (!width_number(&text, &width->share) || !width_word(&text, "份")))
    return false;
  if (width_word(&text, "×") && !width_number(&text, times))
    return false;
  return *text == '\0';
}

static bool widths_append(const struct form_reader *reader, const struct node *node, struct form_grid *grid)
{
  struct grid_width width;
  int times = 1;
  if (node->kind != NODE_SCALAR || !width_read(node->as.scalar.text, &width, &times)) {
    form_complain(reader, node->span, _("A width reads like 3字, 10字+1份 or 2字×6."));
    return false;
  }
  if (grid->columns + (uint32_t)times > LIMIT_TABLE_COLUMNS) {
    diag_add(reader->diags, DIAG_LIMIT_TABLE, node->span,
             _("Form “%s”, table “%s” has more than %u columns, which is the most a table may have."), reader->form,
             reader->table, LIMIT_TABLE_COLUMNS);
    return false;
  }
  while (times-- > 0)
    grid->widths[grid->columns++] = width;
  return true;
}

bool form_widths_read(const struct form_reader *reader, const struct node *list, struct form_grid *grid)
{
  grid->widths = ARENA_ARRAY(reader->arena, LIMIT_TABLE_COLUMNS, struct grid_width);
  bool good = list->as.list.count > 0;
  if (!good)
    form_complain(reader, list->span, _("A table needs the widths of its grid's columns."));
  for (size_t i = 0; good && i < list->as.list.count; i++)
    good = widths_append(reader, list->as.list.items[i], grid);
  return good;
}
