#include "emit/embed.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "emit/values.h"

const char *emit_relation_name(enum frame_relation relation)
{
  static const char *const names[] = {"/Source", "/Data", "/Supplement"};
  return names[relation];
}

/* A PDF name: what is no letter, digit, full stop or hyphen as its number. */
static void append_type(GString *out, const char *type)
{
  g_string_append(out, "/Subtype/");
  for (const char *at = type; *at; at++) {
    if (g_ascii_isalnum(*at) || *at == '.' || *at == '-')
      g_string_append_c(out, *at);
    else
      g_string_append_printf(out, "#%02X", (unsigned char)*at);
  }
}

static void append_params(GString *out, const struct frame_document *document, const struct frame_attachment *file)
{
  char *sum = g_compute_checksum_for_data(G_CHECKSUM_MD5, (const guchar *)file->bytes, file->size);
  g_string_append_printf(out, "/Params<</Size %zu/CheckSum<%s>/CreationDate", file->size, sum);
  emit_value_date(out, document->year, document->month, document->day);
  g_string_append(out, "/ModDate");
  emit_value_date(out, document->year, document->month, document->day);
  g_string_append(out, ">>");
  g_free(sum);
}

static uint32_t put_bytes(struct emit_objects *objects, const struct frame_document *document,
                          const struct frame_attachment *file)
{
  uint32_t number = emit_objects_reserve(objects, 1);
  GString *entries = g_string_new("/Type/EmbeddedFile");
  append_type(entries, file->type);
  append_params(entries, document, file);
  emit_objects_put_stream(objects, number, entries->str, file->bytes, file->size, EMIT_DEFLATED);
  g_string_free(entries, TRUE);
  return number;
}

/* Readers save a file under its last step, or stumble over a path: each has a plain name of its own. */
static char *plain_name(GHashTable *taken, const char *path)
{
  char *name = g_path_get_basename(path);
  if (g_hash_table_contains(taken, name)) {
    g_free(name);
    name = g_strdelimit(g_strdup(path), "/", '-');
  }
  g_hash_table_add(taken, name);
  return name;
}

static uint32_t put_specification(struct emit_objects *objects, const struct frame_document *document,
                                  const struct frame_attachment *file, const char *name)
{
  uint32_t bytes = put_bytes(objects, document, file), number = emit_objects_reserve(objects, 1);
  GString *value = g_string_new("<</Type/Filespec");
  emit_value_text_entry(value, "/F", name);
  emit_value_text_entry(value, "/UF", name);
  emit_value_text_entry(value, "/Desc", file->description);
  g_string_append_printf(value, "/AFRelationship%s/EF<</F %" PRIu32 " 0 R/UF %" PRIu32 " 0 R>>>>",
                         emit_relation_name(file->relation), bytes, bytes);
  emit_objects_put(objects, number, value);
  g_string_free(value, TRUE);
  return number;
}

/* --- the tree of names, whose keys are the paths --- */

struct entry {
  const char *name;
  GString *key; /* as it is written: in parentheses, or as <FEFF…> */
  uint32_t number;
};

/* By the bytes of the strings, as readers look them up: those of UTF-16 begin with FE, behind all ASCII. The “>” at the
 * end of one is no part of it. */
static int by_key(const void *x, const void *y)
{
  const struct entry *a = x, *b = y;
  bool a_wide = a->key->str[0] == '<', b_wide = b->key->str[0] == '<';
  if (a_wide != b_wide)
    return a_wide ? 1 : -1;
  if (!a_wide)
    return strcmp(a->name, b->name);
  int order = strncmp(a->key->str, b->key->str, MIN(a->key->len, b->key->len) - 1);
  return order ? order : (a->key->len > b->key->len) - (a->key->len < b->key->len);
}

static void append_names(GString *catalog, struct entry *entries, size_t count)
{
  qsort(entries, count, sizeof *entries, by_key);
  g_string_append(catalog, "/Names<</EmbeddedFiles<</Names[");
  for (size_t i = 0; i < count; i++) {
    g_string_append_printf(catalog, "%s%" PRIu32 " 0 R ", entries[i].key->str, entries[i].number);
    g_string_free(entries[i].key, TRUE);
  }
  g_string_append(catalog, "]>>>>");
}

void emit_append_attachments(GString *catalog, struct emit_objects *objects, const struct frame_document *document)
{
  const struct frame_attachments *files = &document->attachments;
  if (files->count == 0)
    return;
  struct entry *entries = g_new(struct entry, files->count);
  GHashTable *taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_string_append(catalog, "/AF[");
  for (size_t i = 0; i < files->count; i++) {
    const char *name = plain_name(taken, files->items[i].name);
    entries[i] = (struct entry){files->items[i].name, g_string_new(NULL),
                                put_specification(objects, document, &files->items[i], name)};
    emit_value_text(entries[i].key, entries[i].name);
    emit_value_reference(catalog, entries[i].number);
    g_string_append_c(catalog, ' ');
  }
  g_string_append(catalog, "]");
  append_names(catalog, entries, files->count);
  g_hash_table_destroy(taken);
  g_free(entries);
}
