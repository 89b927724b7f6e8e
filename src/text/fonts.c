#include "text/fonts.h"

#include <fontconfig/fontconfig.h>
#include <glib.h>
#include <hb-ot.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "source/schema.h"
#include "text/fallbacks.h"
#include "text/fonts_handles.h"

struct role_entry { /* a line of the role table; face is NULL where nothing like it is installed */
  const char *wanted;
  struct face *face;
  const char *without; /* characters that this face draws wrong and that are taken from the next; or NULL */
};

struct role {
  const char *name;
  const struct role *bold;
  struct role_entry *entries;
  size_t count;
};

struct fonts {
  struct arena *arena;
  struct role *roles;
  size_t role_count;
  GHashTable *by_place;  /* "file#index" → struct face */
  GHashTable *installed; /* PostScript name → struct installed; made when first needed */
  struct fallbacks *fallbacks;
  GPtrArray *faces;
  const char *dir;
  struct arena *scratch; /* see fonts_scratch */
  hb_buffer_t *buffer;
};

struct installed {
  char *file;
  uint32_t index;
};

static void installed_free(gpointer value)
{
  struct installed *installed = value;
  g_free(installed->file);
  g_free(installed);
}

/* Two files may hold the same face; the lesser path wins, so that the choice does not depend on the order of a folder.
 */
static void installed_enter(GHashTable *table, const char *name, const char *file, uint32_t index)
{
  const struct installed *old = g_hash_table_lookup(table, name);
  if (old && strcmp(old->file, file) <= 0)
    return;
  struct installed *entry = g_new(struct installed, 1);
  *entry = (struct installed){g_strdup(file), index};
  g_hash_table_replace(table, g_strdup(name), entry);
}

static GHashTable *list_installed(const char *dir)
{
  GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, installed_free);
  char *absolute = g_canonicalize_filename(dir, NULL); /* fontconfig looks for other names in folders of its own */
  char *path = g_build_filename(absolute, "fonts.conf", NULL);
  FcConfig *config = FcConfigCreate();
  if (FcConfigParseAndLoad(config, (const FcChar8 *)path, FcFalse) && FcConfigBuildFonts(config)) {
    FcPattern *all = FcPatternCreate();
    FcObjectSet *wanted = FcObjectSetBuild(FC_FILE, FC_INDEX, FC_POSTSCRIPT_NAME, (char *)NULL);
    FcFontSet *found = FcFontList(config, all, wanted);
    for (int i = 0; found && i < found->nfont; i++) {
      FcChar8 *file, *name;
      int index;
      if (FcPatternGetString(found->fonts[i], FC_FILE, 0, &file) == FcResultMatch &&
          FcPatternGetString(found->fonts[i], FC_POSTSCRIPT_NAME, 0, &name) == FcResultMatch &&
          FcPatternGetInteger(found->fonts[i], FC_INDEX, 0, &index) == FcResultMatch && index >= 0 && index < 0x10000)
        installed_enter(table, (const char *)name, (const char *)file, (uint32_t)index);
    }
    if (found)
      FcFontSetDestroy(found);
    FcObjectSetDestroy(wanted);
    FcPatternDestroy(all);
  }
  FcConfigDestroy(config);
  g_free(path);
  g_free(absolute);
  return table;
}

static struct face *face_enter(struct fonts *fonts, const char *file, uint32_t index, const char *name)
{
  char *place = g_strdup_printf("%s#%u", file, index);
  struct face *face = g_hash_table_lookup(fonts->by_place, place);
  if (face) {
    g_free(place);
    return face;
  }
  face = ARENA_NEW(fonts->arena, struct face);
  face->number = fonts->faces->len;
  face->file = arena_strdup(fonts->arena, file);
  face->index = index;
  face->name = arena_strdup(fonts->arena, name);
  g_ptr_array_add(fonts->faces, face);
  g_hash_table_insert(fonts->by_place, place, face);
  return face;
}

static struct face *find_by_name(struct fonts *fonts, const char *name)
{
  if (!fonts->installed)
    fonts->installed = list_installed(fonts->dir);
  const struct installed *found = g_hash_table_lookup(fonts->installed, name);
  return found ? face_enter(fonts, found->file, found->index, name) : NULL;
}

static struct face *find_by_file(struct fonts *fonts, const char *file, uint32_t index)
{
  char *path = g_build_filename(fonts->dir, "faces", file, NULL);
  struct face *face = NULL;
  if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
    char *name = g_strndup(file, strcspn(file, ".")); /* Fandol's files are named after their faces */
    face = face_enter(fonts, path, index, name);
    g_free(name);
  }
  g_free(path);
  return face;
}

/* --- the role table --- */

static const struct field face_fields[] = {
    {.name = "name", .kind = FIELD_TEXT, .about = "PostScript name of an installed face"},
    {.name = "file", .kind = FIELD_TEXT, .about = "file in fonts/faces"},
    {.name = "without", .kind = FIELD_TEXT, .about = "characters that the face draws wrong"},
    {.name = "index", .kind = FIELD_INT, .max = 255, .about = "face in the file"},
};

static const struct field role_fields[] = {
    {.name = "bold", .kind = FIELD_TEXT, .about = "the role used for bold"},
    {.name = "faces", .kind = FIELD_LIST, .required = true, .about = "faces in the order they are tried"},
};

static const struct field table_fields[] = {
    {.name = "roles", .kind = FIELD_MAP, .required = true, .about = "the roles"},
};

static void read_entry(struct fonts *fonts, const struct node *node, struct role_entry *entry, struct diags *diags)
{
  if (!schema_check(node, face_fields, G_N_ELEMENTS(face_fields), _("a face of the font table"), diags))
    return;
  const struct node *name = node_get(node, "name"), *file = node_get(node, "file");
  if (!name == !file) {
    diag_add(diags, DIAG_VALUE_BAD, node->span, _("A face is given either by “name” or by “file”."));
    return;
  }
  const struct node *without = node_get(node, "without");
  entry->without = without ? without->as.scalar.text : NULL;
  int64_t index = 0;
  if (node_get(node, "index"))
    node_int(node_get(node, "index"), &index);
  if (name) {
    entry->wanted = name->as.scalar.text;
    entry->face = find_by_name(fonts, entry->wanted);
    return;
  }
  entry->wanted = file->as.scalar.text;
  if (strchr(entry->wanted, '/'))
    diag_add(diags, DIAG_VALUE_BAD, file->span,
             _("A font file must lie in fonts/faces and is named without a folder."));
  else
    entry->face = find_by_file(fonts, entry->wanted, (uint32_t)index);
}

static void read_role(struct fonts *fonts, const struct pair *pair, struct role *role, struct diags *diags)
{
  role->name = pair->key->as.scalar.text;
  if (!schema_check(pair->value, role_fields, G_N_ELEMENTS(role_fields), role->name, diags))
    return;
  const struct node *list = node_get(pair->value, "faces");
  role->count = list->as.list.count;
  role->entries = ARENA_ARRAY(fonts->arena, role->count, struct role_entry);
  size_t found = 0;
  for (size_t i = 0; i < role->count; i++) {
    read_entry(fonts, list->as.list.items[i], &role->entries[i], diags);
    found += role->entries[i].face != NULL;
  }
  if (!found) {
    struct diag *diag =
        diag_add(diags, DIAG_FONT_MISSING, pair->key->span, _("No face of the role “%s” is installed."), role->name);
    diag_hint(diags, diag, _("Run tools/setup, which installs the free fonts."));
  }
}

static void read_bold(struct fonts *fonts, const struct pair *pair, struct role *role, struct diags *diags)
{
  const struct node *bold = node_get(pair->value, "bold");
  role->bold = role;
  if (!bold || bold->kind != NODE_SCALAR)
    return;
  role->bold = fonts_role(fonts, bold->as.scalar.text);
  if (!role->bold) {
    role->bold = role;
    diag_add(diags, DIAG_NAME_UNKNOWN, bold->span, _("There is no role “%s” in the font table."), bold->as.scalar.text);
  }
}

static bool read_roles(struct fonts *fonts, const struct node *root, struct diags *diags)
{
  size_t errors = diags->errors;
  if (!schema_check(root, table_fields, G_N_ELEMENTS(table_fields), _("the font table"), diags))
    return false;
  const struct node *roles = node_get(root, "roles");
  fonts->role_count = roles->as.map.count;
  fonts->roles = ARENA_ARRAY(fonts->arena, fonts->role_count, struct role);
  for (size_t i = 0; i < fonts->role_count; i++)
    read_role(fonts, &roles->as.map.pairs[i], &fonts->roles[i], diags);
  for (size_t i = 0; i < fonts->role_count; i++)
    read_bold(fonts, &roles->as.map.pairs[i], &fonts->roles[i], diags);
  return diags->errors == errors;
}

struct fonts *fonts_open(struct arena *arena, struct files *files, const char *fonts_dir, struct diags *diags)
{
  struct fonts *fonts = ARENA_NEW(arena, struct fonts);
  fonts->arena = arena;
  fonts->dir = arena_strdup(arena, fonts_dir);
  fonts->by_place = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  fonts->fallbacks = fallbacks_new();
  fonts->faces = g_ptr_array_new();
  fonts->scratch = arena_new();
  fonts->buffer = hb_buffer_create();
  char *path = g_build_filename(fonts_dir, "fonts.yaml", NULL);
  const struct node *root = source_read(arena, files, path, diags);
  g_free(path);
  if (root && read_roles(fonts, root, diags))
    return fonts;
  fonts_close(fonts);
  return NULL;
}

void fonts_close(struct fonts *fonts)
{
  if (!fonts)
    return;
  for (guint i = 0; i < fonts->faces->len; i++)
    face_handles_free(g_ptr_array_index(fonts->faces, i));
  g_ptr_array_free(fonts->faces, TRUE);
  g_hash_table_destroy(fonts->by_place);
  fallbacks_free(fonts->fallbacks);
  arena_free(fonts->scratch);
  hb_buffer_destroy(fonts->buffer);
  if (fonts->installed)
    g_hash_table_destroy(fonts->installed);
}

struct arena *fonts_scratch(struct fonts *fonts)
{
  arena_clear(fonts->scratch);
  return fonts->scratch;
}

hb_buffer_t *fonts_buffer(struct fonts *fonts)
{
  hb_buffer_clear_contents(fonts->buffer);
  return fonts->buffer;
}

size_t fonts_fallback_places(const struct fonts *fonts)
{
  return fallbacks_places(fonts->fallbacks);
}

void fonts_forget_fallbacks(struct fonts *fonts)
{
  fallbacks_free(fonts->fallbacks);
  fonts->fallbacks = fallbacks_new();
}

const struct role *fonts_role(const struct fonts *fonts, const char *name)
{
  for (size_t i = 0; i < fonts->role_count; i++)
    if (strcmp(fonts->roles[i].name, name) == 0)
      return &fonts->roles[i];
  return NULL;
}

const struct role *fonts_bold(const struct role *role)
{
  return role->bold;
}

const struct face *fonts_first(const struct role *role)
{
  for (size_t i = 0; i < role->count; i++)
    if (role->entries[i].face)
      return role->entries[i].face;
  return NULL; /* fonts_open refuses such a table */
}

const struct face *fonts_named(const struct fonts *fonts, const char *name)
{
  for (guint i = 0; i < fonts->faces->len; i++) {
    const struct face *face = g_ptr_array_index(fonts->faces, i);
    if (strcmp(face->name, name) == 0)
      return face;
  }
  return NULL;
}

size_t fonts_face_count(const struct fonts *fonts)
{
  return fonts->faces->len;
}

void fonts_dump(FILE *out, const struct fonts *fonts)
{
  for (size_t i = 0; i < fonts->role_count; i++) {
    const struct role *role = &fonts->roles[i];
    fprintf(out, "%s\n", role->name);
    for (size_t k = 0; k < role->count; k++) {
      const struct role_entry *entry = &role->entries[k];
      if (entry->face)
        fprintf(out, "  %s  %s #%u\n", entry->face->name, entry->face->file, entry->face->index);
      else
        fprintf(out, _("  %s  not installed\n"), entry->wanted);
    }
  }
}

/* The face of an entry, unless it is not installed or draws the character wrong. */
static const struct face *face_for(const struct role_entry *entry, uint32_t code)
{
  return entry->without && g_utf8_strchr(entry->without, -1, code) ? NULL : entry->face;
}

const struct face *fonts_find(const struct role *role, uint32_t code, uint32_t *glyph, size_t *rank)
{
  size_t seen = 0;
  for (size_t i = 0; i < role->count; i++) {
    const struct face *face = face_for(&role->entries[i], code);
    if (face && face_lookup(face, code, glyph)) {
      *rank = seen;
      return face;
    }
    seen += face != NULL;
  }
  return NULL;
}

const struct face *fonts_find_form(const struct role *role, uint32_t code, uint32_t selector, size_t *rank)
{
  size_t seen = 0;
  for (size_t i = 0; i < role->count; i++) {
    const struct face *face = face_for(&role->entries[i], code);
    if (face && face_has_form(face, code, selector)) {
      *rank = seen;
      return face;
    }
    seen += face != NULL;
  }
  return NULL;
}

const struct face *fonts_find_vertical(const struct role *role, uint32_t code)
{
  for (size_t i = 0; i < role->count; i++) {
    const struct face *face = face_for(&role->entries[i], code);
    if (face && face_turns(face, code))
      return face;
  }
  return NULL;
}

const struct face *fonts_find_short(const struct role *role, uint32_t code, int permille)
{
  for (size_t i = 0; i < role->count; i++) {
    const struct face *face = face_for(&role->entries[i], code);
    uint32_t glyph;
    if (!face || !face_lookup(face, code, &glyph))
      continue;
    struct glyph_ink ink = fonts_ink(face, glyph);
    if ((int64_t)(ink.right - ink.left) * 1000 <= (int64_t)permille * fonts_upem(face))
      return face;
  }
  return NULL;
}

bool fonts_add_fallback(struct fonts *fonts, const struct role *role, uint32_t code, const struct face *face,
                        struct span place)
{
  struct fallback found = {.role = role->name, .code = code, .face = face, .first = place};
  return fallbacks_add(fonts->fallbacks, &found, (uint32_t)(role - fonts->roles));
}

const struct fallback *fonts_fallbacks(const struct fonts *fonts, size_t *count)
{
  return fallbacks_list(fonts->fallbacks, count);
}
