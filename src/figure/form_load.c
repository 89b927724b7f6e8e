/* Forms by name, and what is looked up in them. */
#include <errno.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

#define FORM_SUFFIX ".yaml"

struct name_list {
  const char **items;
  size_t count, capacity;
};

static int name_order(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of all forms of a folder, sorted; false where the folder cannot be read. */
static bool names_list(struct arena *arena, const char *folder, struct name_list *names)
{
  GDir *dir = g_dir_open(folder, 0, NULL);
  if (!dir)
    return false;
  const char *entry;
  while ((entry = g_dir_read_name(dir)))
    if (g_str_has_suffix(entry, FORM_SUFFIX) && entry[0] != '.' && g_utf8_validate(entry, -1, NULL))
      *ARENA_PUSH(arena, names) = arena_strndup(arena, entry, strlen(entry) - strlen(FORM_SUFFIX));
  g_dir_close(dir);
  if (names->count)
    qsort(names->items, names->count, sizeof *names->items, name_order);
  return true;
}

static bool name_is_known(const struct name_list *names, const char *name)
{
  for (size_t i = 0; i < names->count; i++)
    if (strcmp(names->items[i], name) == 0)
      return true;
  return false;
}

static const char *names_join(struct arena *arena, const struct name_list *names)
{
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < names->count; i++)
    g_string_append_printf(text, "%s%s", i ? _(", ") : "", names->items[i]);
  char *kept = arena_strdup(arena, text->str);
  g_string_free(text, TRUE);
  return kept;
}

static void name_complain(struct arena *arena, const struct name_list *names, const char *name, struct span place,
                          struct diags *diags)
{
  struct diag *diag = diag_add(diags, DIAG_NAME_UNKNOWN, place, _("There is no form “%s”."), figure_quote(arena, name));
  const char *nearest = diag_nearest(name, names->items, names->count);
  if (nearest)
    diag_hint(diags, diag, _("Did you mean “%s”?"), nearest);
  else
    diag_hint(diags, diag, _("The forms are: %s."), names_join(arena, names));
}

struct form *form_load(struct arena *arena, struct files *files, const char *layouts_dir, const char *name,
                       struct span place, struct diags *diags)
{
  const char *folder = arena_printf(arena, "%s/forms", layouts_dir);
  struct name_list names = {0};
  if (!names_list(arena, folder, &names)) {
    struct diag *diag =
        diag_add(diags, DIAG_IO_READ, SPAN_NONE, _("The folder of forms cannot be read: %s."), g_strerror(errno));
    diag->file = folder;
    diag_hint(diags, diag, _("Say where the layouts are with --layouts DIR."));
    return NULL;
  }
  /* Only a name that the folder lists is opened, so that a source cannot name a path. */
  if (!name_is_known(&names, name)) {
    name_complain(arena, &names, name, place, diags);
    return NULL;
  }
  const struct node *root = source_read(arena, files, arena_printf(arena, "%s/%s" FORM_SUFFIX, folder, name), diags);
  struct form *form = root ? form_read(arena, files, root, name, diags) : NULL;
  if (form)
    form->layouts = layouts_dir;
  return form;
}

const struct form_table *form_table(const struct form *form, const char *key)
{
  for (size_t i = 0; i < form->table_count; i++)
    if (strcmp(form->tables[i].key, key) == 0)
      return &form->tables[i];
  return NULL;
}

const struct form_row *form_row(const struct form_table *table, const char *path)
{
  for (size_t i = 0; i < table->row_count; i++)
    if (strcmp(table->rows[i].path, path) == 0)
      return &table->rows[i];
  return NULL;
}

const struct form_group *form_group(const struct form_table *table, const char *path)
{
  for (size_t i = 0; i < table->group_count; i++)
    if (strcmp(table->groups[i].path, path) == 0)
      return &table->groups[i];
  return NULL;
}
