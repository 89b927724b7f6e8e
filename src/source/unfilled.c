/* What a new source leaves to be filled in: 【待填】, 【待填：报告单位的全称】. Found here, for every reader, so that
 * none of them takes it for a mistake of another kind, and none prints it. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "source/source.h"

#define MARK     "【待填"
#define MARK_END "】"

bool node_is_unfilled(const struct node *node)
{
  if (node->kind != NODE_SCALAR || !g_str_has_prefix(node->as.scalar.text, MARK))
    return false;
  const char *end = strstr(node->as.scalar.text, MARK_END);
  return end != NULL && strspn(end + strlen(MARK_END), " \n") == strlen(end + strlen(MARK_END));
}

static void hint_fill(struct diags *diags, struct diag *diag)
{
  diag_hint(diags, diag, _("Replace 【待填…】 by what belongs there; write 0 only where there really was none."));
}

/* --- inside words --- */

static void report_in_words(const struct files *files, const struct node *scalar, struct diags *diags)
{
  struct source_cursor cursor = source_cursor(files, scalar);
  const char *text = scalar->as.scalar.text;
  for (const char *at = text; (at = strstr(at, MARK)) != NULL;) {
    const char *end = strstr(at, MARK_END);
    size_t length = end ? (size_t)(end - at) + strlen(MARK_END) : strlen(MARK);
    struct span span = source_span(&cursor, (uint32_t)(at - text), (uint32_t)((size_t)(at - text) + length));
    struct diag *diag = diag_add(diags, DIAG_UNFILLED, span, _("Something is still to be filled in here: %s"),
                                 diag_quote(diags, at, length));
    hint_fill(diags, diag);
    at += length;
  }
}

/* --- values of a mapping: one finding for all of them --- */

/* In a block of text it is pointed at where it stands. */
static bool is_value(const struct node *node)
{
  return node_is_unfilled(node) && (node->as.scalar.style == NODE_PLAIN || node->as.scalar.style == NODE_QUOTED);
}

static const char *name_of(struct diags *diags, const struct node *key)
{
  return diag_quote(diags, key->as.scalar.text, key->as.scalar.length);
}

/* `key` is that of the mapping itself, or NULL. */
static void report_values(const struct node *map, const struct node *key, struct diags *diags)
{
  GString *names = g_string_new(NULL);
  const struct node *first = NULL;
  for (uint32_t i = 0; i < map->as.map.count; i++) {
    const struct pair *pair = &map->as.map.pairs[i];
    if (!is_value(pair->value))
      continue;
    g_string_append_printf(names, "%s%s", first ? _(", ") : "", name_of(diags, pair->key));
    first = first ? first : pair->value;
  }
  if (first && key)
    hint_fill(diags, diag_add(diags, DIAG_UNFILLED, first->span, _("Not filled in yet in “%1$s”: %2$s."),
                              name_of(diags, key), names->str));
  else if (first)
    hint_fill(diags, diag_add(diags, DIAG_UNFILLED, first->span, _("Not filled in yet: %s."), names->str));
  g_string_free(names, TRUE);
}

/* The depth is limited when the tree is built. */
static void report_node(const struct files *files, const struct node *node, const struct node *key, struct diags *diags)
{
  switch (node->kind) {
  case NODE_SCALAR:
    report_in_words(files, node, diags);
    return;
  case NODE_LIST:
    for (uint32_t i = 0; i < node->as.list.count; i++)
      report_node(files, node->as.list.items[i], NULL, diags);
    return;
  case NODE_MAP:
    report_values(node, key, diags);
    for (uint32_t i = 0; i < node->as.map.count; i++) {
      const struct pair *pair = &node->as.map.pairs[i];
      if (!is_value(pair->value))
        report_node(files, pair->value, pair->key, diags);
    }
    return;
  }
}

void source_report_unfilled(const struct files *files, const struct node *root, struct diags *diags)
{
  report_node(files, root, NULL, diags);
}
