/* “1,333” inside a list is two values to YAML. The slip is told from a list typed without blanks by what it leads to:
 * with the pieces joined the list has as many values as the row, and without it has not, or its last value is not the
 * total of the others. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

static bool is_digits(const struct node *node)
{
  return node->kind == NODE_SCALAR && node->as.scalar.style == NODE_PLAIN && node->as.scalar.length > 0 &&
         strspn(node->as.scalar.text, "0123456789") == node->as.scalar.length;
}

/* Items i and i + 1 stand as 1,333 does: a comma alone between them, three digits behind it. */
static bool is_joint(const struct node *list, uint32_t i)
{
  if (i + 1 >= list->as.list.count)
    return false;
  const struct node *a = list->as.list.items[i], *b = list->as.list.items[i + 1];
  return is_digits(a) && is_digits(b) && a->as.scalar.length <= 3 && a->as.scalar.text[0] != '0' &&
         b->as.scalar.length == 3 && b->span.begin == a->span.end + 1;
}

static uint32_t joined_count(const struct node *list)
{
  uint32_t count = list->as.list.count;
  for (uint32_t i = 0; i < list->as.list.count; i++)
    count -= is_joint(list, i);
  return count;
}

static bool last_is_total(const struct node *list)
{
  int64_t sum = 0, value = 0;
  uint32_t count = list->as.list.count;
  for (uint32_t i = 0; i + 1 < count; i++)
    if (!node_int(list->as.list.items[i], &value) || __builtin_add_overflow(sum, value, &sum))
      return false;
  return node_int(list->as.list.items[count - 1], &value) && value == sum;
}

static bool fits(uint32_t count, size_t needed, size_t columns)
{
  return count == needed || count == columns;
}

static const struct node *join_pieces(struct arena *arena, const struct node *list, uint32_t first, uint32_t last)
{
  GString *digits = g_string_new(NULL);
  for (uint32_t i = first; i <= last; i++)
    g_string_append(digits, list->as.list.items[i]->as.scalar.text);
  struct node *node = ARENA_NEW(arena, struct node);
  *node = *list->as.list.items[first];
  node->span.end = list->as.list.items[last]->span.end;
  node->as.scalar.text = arena_strdup(arena, digits->str);
  node->as.scalar.length = (uint32_t)digits->len;
  g_string_free(digits, TRUE);
  return node;
}

static void report(struct arena *arena, struct diags *diags, const char *row, const struct node *list, uint32_t first,
                   uint32_t last, const struct node *joined)
{
  GString *written = g_string_new(NULL);
  for (uint32_t i = first; i <= last; i++)
    g_string_append_printf(written, "%s%s", i > first ? "," : "", list->as.list.items[i]->as.scalar.text);
  struct diag *diag = diag_add(diags, DIAG_FIGURE_BAD, joined->span,
                               _("“%s” cannot stand in %s: figures are written without thousands separators."),
                               figure_quote(arena, written->str), row);
  diag_hint(diags, diag, _("Write %s."), joined->as.scalar.text);
  g_string_free(written, TRUE);
}

const struct node *figure_join_thousands(struct arena *arena, struct diags *diags, const char *row,
                                         const struct node *list, size_t needed, size_t columns)
{
  uint32_t count = list->as.list.count, joined = joined_count(list);
  if (joined == count || !fits(joined, needed, columns))
    return list;
  if (fits(count, needed, columns) && (count == needed || last_is_total(list)))
    return list;
  struct node *out = ARENA_NEW(arena, struct node);
  *out = *list;
  out->as.list.items = ARENA_ARRAY(arena, joined, const struct node *);
  out->as.list.count = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t first = i;
    while (is_joint(list, i))
      i++;
    const struct node *item = first == i ? list->as.list.items[i] : join_pieces(arena, list, first, i);
    if (first != i)
      report(arena, diags, row, list, first, i, item);
    out->as.list.items[out->as.list.count++] = item;
  }
  return out;
}
