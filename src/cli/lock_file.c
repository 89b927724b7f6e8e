/* The file of a lock: written, and read again. */
#include <glib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/tr.h"
#include "cli/lock.h"
#include "source/schema.h"

static const struct field lock_fields[] = {
    {.name = "nianbao", .kind = FIELD_TEXT, .required = true, .about = "version of the program"},
    {.name = "layout", .kind = FIELD_MAP, .required = true, .about = "the layout"},
    {.name = "form", .kind = FIELD_MAP, .about = "the form"},
    {.name = "faces", .kind = FIELD_LIST, .required = true, .about = "the font faces used"},
};

static const struct field entry_fields[] = {
    {.name = "name", .kind = FIELD_TEXT, .required = true, .about = "its name"},
    {.name = "sha256", .kind = FIELD_TEXT, .required = true, .about = "the SHA-256 of its file"},
};

/* --- written --- */

static void put_entry(GString *out, const struct lock_entry *entry)
{
  g_string_append(out, "{name: \"");
  for (const char *at = entry->name; *at; at++) {
    if (*at == '"' || *at == '\\')
      g_string_append_c(out, '\\');
    g_string_append_c(out, *at);
  }
  g_string_append_printf(out, "\", sha256: %s}\n", entry->sha256);
}

void lock_write(GString *out, const struct lock *lock)
{
  g_string_append(out, "# nianbao build --lock：排版所用的程序、版式、表样和字体。由程序写出，不要修改。\n");
  g_string_append_printf(out, "nianbao: %s\nlayout: ", lock->version);
  put_entry(out, &lock->layout);
  if (lock->form.name) {
    g_string_append(out, "form: ");
    put_entry(out, &lock->form);
  }
  g_string_append(out, lock->face_count ? "faces:\n" : "faces: []\n");
  for (size_t i = 0; i < lock->face_count; i++) {
    g_string_append(out, "  - ");
    put_entry(out, &lock->faces[i]);
  }
}

/* --- read --- */

static bool is_sum(const char *text)
{
  return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static bool read_entry(const struct node *node, const char *what, struct lock_entry *out, struct diags *diags)
{
  if (!schema_check(node, entry_fields, G_N_ELEMENTS(entry_fields), what, diags))
    return false;
  const struct node *sum = node_get(node, "sha256");
  *out = (struct lock_entry){node_get(node, "name")->as.scalar.text, sum->as.scalar.text, node->span};
  if (!is_sum(out->sha256))
    diag_add(diags, DIAG_VALUE_BAD, sum->span, _("This is no SHA-256: it has 64 of the digits 0 to 9 and a to f."));
  return is_sum(out->sha256);
}

static bool read_faces(struct arena *arena, const struct node *list, struct lock *out, struct diags *diags)
{
  out->faces_span = list->span;
  out->faces = ARENA_ARRAY(arena, list->as.list.count, struct lock_entry);
  out->face_count = list->as.list.count;
  for (uint32_t i = 0; i < list->as.list.count; i++)
    if (!read_entry(list->as.list.items[i], _("a face"), &out->faces[i], diags))
      return false;
  return true;
}

static bool read_lock(struct pipeline *pipeline, const char *path, struct lock *out, struct diags *diags)
{
  uint32_t file = files_read(&pipeline->files, path, LIMIT_LOCK_BYTES, diags);
  const struct node *root = file ? source_parse(pipeline->arena, &pipeline->files, file, diags) : NULL;
  if (!root || !schema_check(root, lock_fields, G_N_ELEMENTS(lock_fields), _("the lock"), diags))
    return false;
  const struct node *version = node_get(root, "nianbao"), *form = node_get(root, "form");
  out->version = version->as.scalar.text;
  out->version_span = version->span;
  return read_entry(node_get(root, "layout"), _("the layout"), &out->layout, diags) &&
         (!form || read_entry(form, _("the form"), &out->form, diags)) &&
         read_faces(pipeline->arena, node_get(root, "faces"), out, diags);
}

/* A broken lock stops no report. */
static void complain(struct diags *diags, const char *path, const struct diag *first)
{
  struct diag *diag =
      diag_add(diags, DIAG_LOCK_BAD, first->span,
               _("The lock of this report cannot be read, so nothing is compared with it. %s"), first->message);
  diag->file = path;
  diag_hint(diags, diag, _("Renew it with: nianbao build --lock"));
}

bool lock_read(struct pipeline *pipeline, const char *path, struct lock *out)
{
  struct diags apart;
  *out = (struct lock){0};
  if (access(path, F_OK) != 0)
    return false;
  diags_init(&apart, pipeline->arena);
  bool good = read_lock(pipeline, path, out, &apart);
  if (!good && apart.count)
    complain(&pipeline->diags, path, apart.items[0]);
  return good;
}
