#include "source/named.h"

#include <errno.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"

#define ENDING "yaml"
#define FROM   "from"
#define SHOWN  12 /* names in a hint */

struct name_list {
  const char **items;
  size_t count, capacity;
};

struct naming {
  struct arena *arena;
  struct files *files;
  struct diags *diags;
  enum named_kind kind;
  const char *folder;
  struct name_list known;
  struct named_line *line;
};

/* --- what is there --- */

static int compare_names(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool list_names(struct naming *naming)
{
  GDir *dir = g_dir_open(naming->folder, 0, NULL);
  if (!dir) {
    struct diag *diag = diag_add(naming->diags, DIAG_IO_READ, SPAN_NONE,
                                 naming->kind == NAMED_FORM ? _("The folder of forms cannot be read: %s.")
                                                            : _("The folder of layouts cannot be read: %s."),
                                 g_strerror(errno));
    diag->file = naming->folder;
    diag_hint(naming->diags, diag, _("Say where the layouts are with --layouts DIR."));
    return false;
  }
  for (const char *entry = g_dir_read_name(dir); entry; entry = g_dir_read_name(dir))
    if (g_str_has_suffix(entry, "." ENDING) && entry[0] != '.' && g_utf8_validate(entry, -1, NULL))
      *ARENA_PUSH(naming->arena, &naming->known) =
          arena_strndup(naming->arena, entry, strlen(entry) - strlen("." ENDING));
  g_dir_close(dir);
  if (naming->known.count)
    qsort(naming->known.items, naming->known.count, sizeof *naming->known.items, compare_names);
  return true;
}

static const char *known_joined(const struct naming *naming)
{
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < naming->known.count && i < SHOWN; i++)
    g_string_append_printf(text, "%s%s", i ? _(", ") : "", naming->known.items[i]);
  const char *kept = arena_strdup(naming->arena, text->str);
  g_string_free(text, TRUE);
  return kept;
}

static void report_unknown(const struct naming *naming, const char *name, struct span place)
{
  bool form = naming->kind == NAMED_FORM;
  struct diag *diag = diag_add(naming->diags, DIAG_NAME_UNKNOWN, place,
                               form ? _("There is no form “%s”.") : _("There is no layout “%s”."),
                               diag_quote(naming->diags, name, strlen(name)));
  const char *nearest = diag_nearest(name, naming->known.items, naming->known.count);
  if (nearest)
    diag_hint(naming->diags, diag, _("Did you mean “%s”?"), nearest);
  else if (naming->known.count)
    diag_hint(naming->diags, diag, form ? _("The forms are: %s.") : _("The layouts that exist are: %s."),
              known_joined(naming));
}

static bool is_known(const struct naming *naming, const char *name)
{
  for (size_t i = 0; i < naming->known.count; i++)
    if (strcmp(naming->known.items[i], name) == 0)
      return true;
  return false;
}

/* --- what it is from --- */

bool named_has(const struct named_line *line, const char *name)
{
  for (size_t i = 0; i < line->count; i++)
    if (strcmp(line->items[i], name) == 0)
      return true;
  return false;
}

/* The name behind “from”, or NULL after a diagnostic. */
static const char *from_name(const struct naming *naming, const struct node *from)
{
  struct diag *diag;
  if (from->kind != NODE_SCALAR) {
    diag_add(naming->diags, DIAG_VALUE_KIND, from->span, _("“%s” must be a single value, not %s."), FROM,
             node_kind_name(from->kind));
    return NULL;
  }
  if (named_has(naming->line, from->as.scalar.text)) {
    diag = diag_add(naming->diags, DIAG_VALUE_BAD, from->span, _("“from: %s” leads back to where it began."),
                    diag_quote(naming->diags, from->as.scalar.text, from->as.scalar.length));
    diag_hint(naming->diags, diag, _("Name one that is not itself made from this file, or delete the line."));
    return NULL;
  }
  if (naming->line->count > LIMIT_FROM) {
    diag = diag_add(naming->diags, DIAG_LIMIT_DEPTH, from->span,
                    _("This is made from %u others already, each from the next."), LIMIT_FROM);
    diag_hint(naming->diags, diag, _("Copy what is needed into one of them."));
    return NULL;
  }
  return from->as.scalar.text;
}

/* The keys of a mapping, to be found again in one step. To be freed. */
static GHashTable *pairs_by_key(const struct node *map)
{
  GHashTable *pairs = g_hash_table_new(g_str_hash, g_str_equal);
  for (uint32_t i = 0; i < map->as.map.count; i++)
    g_hash_table_insert(pairs, (gpointer)(uintptr_t)map->as.map.pairs[i].key->as.scalar.text, &map->as.map.pairs[i]);
  return pairs;
}

/* In the order of `base`, so that a style still stands below the one that it is like; what is new comes last. No deeper
 * than LIMIT_DEPTH, as trees are. */
static const struct node *merge(struct arena *arena, const struct node *base, const struct node *own)
{
  if (base->kind != NODE_MAP || own->kind != NODE_MAP)
    return own;
  struct node *merged = ARENA_NEW(arena, struct node);
  *merged = (struct node){.kind = NODE_MAP, .span = own->span};
  merged->as.map.pairs = ARENA_ARRAY(arena, base->as.map.count + own->as.map.count, struct pair);
  GHashTable *left = pairs_by_key(own);
  for (uint32_t i = 0; i < base->as.map.count; i++) {
    struct pair pair = base->as.map.pairs[i];
    const struct pair *over = g_hash_table_lookup(left, pair.key->as.scalar.text);
    if (over) {
      g_hash_table_remove(left, pair.key->as.scalar.text);
      if (node_is_null(over->value))
        continue;
      pair = (struct pair){over->key, merge(arena, pair.value, over->value)};
    }
    merged->as.map.pairs[merged->as.map.count++] = pair;
  }
  for (uint32_t i = 0; i < own->as.map.count; i++)
    if (g_hash_table_lookup(left, own->as.map.pairs[i].key->as.scalar.text) == &own->as.map.pairs[i])
      merged->as.map.pairs[merged->as.map.count++] = own->as.map.pairs[i];
  g_hash_table_destroy(left);
  return merged;
}

/* `root` without its “from”. */
static const struct node *without_from(struct arena *arena, const struct node *root)
{
  struct node *rest = ARENA_NEW(arena, struct node);
  *rest = (struct node){.kind = NODE_MAP, .span = root->span};
  rest->as.map.pairs = ARENA_ARRAY(arena, root->as.map.count, struct pair);
  for (uint32_t i = 0; i < root->as.map.count; i++)
    if (!node_is(root->as.map.pairs[i].key, FROM))
      rest->as.map.pairs[rest->as.map.count++] = root->as.map.pairs[i];
  return rest;
}

/* From the one that was asked for down the line, then merged on the way back. */
static const struct node *read_line(struct naming *naming, const char *name, struct span place)
{
  const struct node *trees[LIMIT_FROM + 1];
  struct named_line *line = naming->line;
  while (name) {
    if (!is_known(naming, name)) {
      report_unknown(naming, name, place);
      return NULL;
    }
    line->items[line->count] = arena_strdup(naming->arena, name);
    const char *path = arena_printf(naming->arena, "%s/%s." ENDING, naming->folder, name);
    const struct node *root = source_read(naming->arena, naming->files, path, naming->diags);
    if (!root)
      return NULL;
    trees[line->count++] = root;
    const struct node *from = node_get(root, FROM);
    name = from ? from_name(naming, from) : NULL;
    if (from && !name)
      return NULL;
    place = from ? from->span : SPAN_NONE;
  }
  const struct node *whole = trees[line->count - 1];
  for (size_t i = line->count - 1; i-- > 0 && whole->kind == NODE_MAP;) /* else it is that one that is wrong */
    whole = merge(naming->arena, whole, without_from(naming->arena, trees[i]));
  return whole;
}

const struct node *named_read(struct arena *arena, struct files *files, enum named_kind kind, const char *folder,
                              const char *name, struct span place, struct diags *diags, struct named_line *line)
{
  struct naming naming = {arena, files, diags, kind, folder, {0}, line};
  *line = (struct named_line){0};
  return list_names(&naming) ? read_line(&naming, name, place) : NULL;
}
