#include "carry/carry.h"

#include <stdlib.h>
#include <string.h>

#include "base/folder.h"

#define TITLE_CHARACTERS 40 /* of a table's title, in a file's name */

struct packing {
  struct arena *arena;
  const struct carry_from *from;
  struct frame_attachments *files;
};

static struct frame_attachment *add(struct packing *packing, const char *name, enum frame_relation relation)
{
  struct frame_attachment *file = ARENA_PUSH(packing->arena, packing->files);
  file->name = name;
  file->relation = relation;
  return file;
}

static bool is_carried(const struct packing *packing, const char *name)
{
  for (size_t i = 0; i < packing->files->count; i++)
    if (strcmp(packing->files->items[i].name, name) == 0)
      return true;
  return false;
}

/* What `name` is called below the folder; NULL if it is not there. */
static const char *below(const char *name, const char *folder)
{
  size_t length = strlen(folder);
  if (strncmp(name, folder, length) != 0 || (length > 0 && folder[length - 1] != '/' && name[length] != '/'))
    return NULL;
  const char *rest = name + length;
  return rest + strspn(rest, "/"); /* the folder may have been given with a “/” of its own */
}

/* Pictures are known by their bytes, since nothing depends on their names. */
static const char *type_of(const struct file *file)
{
  if (file->size >= 8 && memcmp(file->bytes, "\x89PNG\r\n\x1A\n", 8) == 0)
    return "image/png";
  if (file->size >= 3 && memcmp(file->bytes, "\xFF\xD8\xFF", 3) == 0)
    return "image/jpeg";
  return g_str_has_suffix(file->name, ".csv") ? "text/csv" : "application/yaml";
}

static void carry_file(struct packing *packing, const struct file *file, const char *name, enum frame_relation relation,
                       const char *description)
{
  char *valid = g_utf8_make_valid(name, -1);
  if (!is_carried(packing, valid)) { /* several may have asked for it, or been made from it */
    struct frame_attachment *carried = add(packing, arena_strdup(packing->arena, valid), relation);
    carried->description = description;
    carried->type = type_of(file);
    carried->bytes = file->bytes;
    carried->size = file->size;
  }
  g_free(valid);
}

/* --- the source and its figures --- */

static bool is_form(const char *name)
{
  return name && g_str_has_prefix(name, "forms/") && g_str_has_suffix(name, ".yaml") && !strchr(name + 6, '/');
}

/* Whether it is a file of the line, in a folder whose name ends with “/”. */
static bool is_of(const struct packing *packing, const struct named_line *line, const char *folder, const char *name)
{
  for (size_t i = 0; name && line && i < line->count; i++)
    if (strcmp(name, arena_printf(packing->arena, "%s%s.yaml", folder, line->items[i])) == 0)
      return true;
  return false;
}

static bool is_layout(const struct packing *packing, const char *name)
{
  return is_of(packing, packing->from->layout, "", name);
}

static bool is_own_form(const struct packing *packing, const char *name)
{
  return is_of(packing, packing->from->form, "forms/", name);
}

/* What was read for all reports of a run is this one's only if it is its layout or form; others' forms, such as that of
 * last year's report, have been read once more. */
static bool is_lent(const struct packing *packing, uint32_t i)
{
  if (i > packing->from->lent)
    return false;
  const char *name = below(files_get(packing->from->files, i)->name, packing->from->layouts);
  return !is_layout(packing, name) && !is_own_form(packing, name);
}

/* Layout, forms, fonts: by their own names, since the source may lie in the same folder. */
static bool is_furniture(const struct packing *packing, const char *name)
{
  const char *layout = below(name, packing->from->layouts), *fonts = below(name, packing->from->fonts);
  return is_layout(packing, layout) || is_form(layout) || (fonts && strcmp(fonts, "fonts.yaml") == 0);
}

static int by_name(const void *a, const void *b)
{
  return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

static void pack_sources(struct packing *packing)
{
  const struct carry_from *from = packing->from;
  const char *folder = folder_of(packing->arena, from->source);
  struct file *others = ARENA_ARRAY(packing->arena, from->files->count, struct file);
  size_t count = 0;
  for (uint32_t i = 1; i < from->files->count; i++) {
    const struct file *file = files_get(from->files, i);
    if (is_lent(packing, i))
      continue;
    if (strcmp(file->name, from->source) == 0)
      carry_file(packing, file, file->name + strlen(folder), FRAME_RELATION_SOURCE, "年报源文件");
    else if (!is_furniture(packing, file->name) && below(file->name, folder))
      others[count++] = *file;
  }
  if (count)
    qsort(others, count, sizeof *others, by_name);
  for (size_t i = 0; i < count; i++) {
    bool lock = g_str_has_suffix(others[i].name, ".lock");
    carry_file(packing, &others[i], below(others[i].name, folder),
               lock ? FRAME_RELATION_SUPPLEMENT : FRAME_RELATION_DATA, lock ? "锁定文件" : "源文件引用的数据");
  }
}

/* --- what came from elsewhere --- */

/* A folder that none of the source's own files is in. */
static const char *free_folder(const struct packing *packing, const char *name)
{
  for (size_t i = 0; i < packing->files->count; i++)
    if (below(packing->files->items[i].name, name))
      return free_folder(packing, arena_printf(packing->arena, "%s_", name));
  return name;
}

static void pack_layouts(struct packing *packing, const char *folder)
{
  const struct carry_from *from = packing->from;
  for (int forms = 0; forms < 2; forms++) {
    for (uint32_t i = 1; i < from->files->count; i++) {
      const struct file *file = files_get(from->files, i);
      const char *name = below(file->name, from->layouts);
      if (!is_lent(packing, i) && (forms ? is_form(name) : is_layout(packing, name)))
        carry_file(packing, file, arena_printf(packing->arena, "%s/%s", folder, name), FRAME_RELATION_SUPPLEMENT,
                   forms ? "报表格式" : "版式");
    }
  }
}

const char *carry_layouts(struct arena *arena, const struct frame_attachments *files)
{
  for (size_t i = 0; i < files->count; i++) {
    const struct frame_attachment *file = &files->items[i];
    const char *slash = strchr(file->name, '/');
    if (file->relation == FRAME_RELATION_SUPPLEMENT && g_str_has_suffix(file->name, ".yaml") && slash)
      return arena_strndup(arena, file->name, (size_t)(slash - file->name));
  }
  return NULL;
}

/* --- tables --- */

static const char *title_words(struct arena *arena, const struct block_runs *runs)
{
  GString *words = g_string_new(blocks_join_words(arena, runs, 0, false));
  g_string_replace(words, "\u2028", "", 0);
  const char *copy = arena_strdup(arena, words->str);
  g_string_free(words, TRUE);
  return copy;
}

static const char *table_file_name(struct arena *arena, size_t number, const char *title)
{
  char *step =
      g_utf8_strlen(title, -1) > TITLE_CHARACTERS ? g_utf8_substring(title, 0, TITLE_CHARACTERS) : g_strdup(title);
  g_strdelimit(step, "/ \t*?\"<>|", '_');
  const char *name = arena_printf(arena, *step ? "%02zu-%s.csv" : "%02zu%s.csv", number, step);
  g_free(step);
  return carry_safe_name(arena, name);
}

static void pack_table(struct packing *packing, const char *folder, size_t number, const char *title,
                       const struct block_table *table)
{
  struct arena *arena = packing->arena;
  GString *csv = g_string_new(NULL);
  carry_table(csv, table);
  struct frame_attachment *file = add(
      packing, arena_printf(arena, "%s/%s", folder, table_file_name(arena, number, title)), FRAME_RELATION_SUPPLEMENT);
  const char *unit = title_words(arena, &table->unit);
  file->description = arena_printf(arena, *unit ? "表格数据：%s（%s）" : "表格数据：%s%s", title, unit);
  file->type = "text/csv";
  file->bytes = arena_strndup(arena, csv->str, csv->len);
  file->size = csv->len;
  g_string_free(csv, TRUE);
}

/* A table is called by its caption, else by the heading that it stands under. */
static void pack_tables(struct packing *packing, const char *folder)
{
  struct arena *arena = packing->arena;
  const struct blocks *blocks = packing->from->blocks;
  const char *heading = "", *caption = "";
  size_t number = 0;
  for (size_t i = 0; i < blocks->count; i++) {
    const struct block *block = &blocks->items[i];
    if (block->kind == BLOCK_HEADING && block->style != STYLE_TITLE)
      heading = arena_printf(arena, "%s%s", title_words(arena, &block->label), title_words(arena, &block->text));
    if (block->table)
      pack_table(packing, folder, ++number, *caption ? caption : heading, block->table);
    caption = block->caption_next ? title_words(arena, &block->text) : "";
  }
}

/* --- */

void carry_pack(struct arena *arena, const struct carry_from *from, struct frame_document *document)
{
  struct packing packing = {arena, from, &document->attachments};
  pack_sources(&packing);
  const char *layouts = free_folder(&packing, "layouts"), *tables = free_folder(&packing, "tables");
  pack_layouts(&packing, layouts);
  pack_tables(&packing, tables);
}
