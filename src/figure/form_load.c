/* Forms by name, and what is looked up in them. */
#include <string.h>

#include "figure/figures.h"

struct form *form_load(struct arena *arena, struct files *files, const char *layouts_dir, const char *name,
                       struct span place, struct diags *diags)
{
  struct named_line line;
  const char *folder = arena_printf(arena, "%s/forms", layouts_dir);
  const struct node *root = named_read(arena, files, NAMED_FORM, folder, name, place, diags, &line);
  struct form *form = root ? form_read(arena, files, root, name, diags) : NULL;
  if (form) {
    form->layouts = layouts_dir;
    form->line = line;
  }
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
