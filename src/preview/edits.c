#include "preview/edits.h"

#include <string.h>

#include "base/ends.h"
#include "base/limits.h"

/* By so much a file is shorter, and so much of its end another, when it was caught while it was written anew. */
#define CUT_BYTES 64u

struct edited {
  GBytes *whole; /* the file when it was last whole, as far as can be told */
  GBytes *last;  /* as it was in the last version; the same, unless it is being written */
  bool growing;  /* `last` is a piece, or has grown out of one */
};

struct edits {
  GHashTable *files; /* name → struct edited */
};

static void edited_free(gpointer value)
{
  struct edited *edited = value;
  g_bytes_unref(edited->whole);
  g_bytes_unref(edited->last);
  g_free(edited);
}

struct edits *edits_new(void)
{
  struct edits *edits = g_new(struct edits, 1);
  edits->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, edited_free);
  return edits;
}

void edits_free(struct edits *edits)
{
  g_hash_table_destroy(edits->files);
  g_free(edits);
}

static void replace(GBytes **bytes, GBytes *by)
{
  g_bytes_ref(by);
  g_bytes_unref(*bytes);
  *bytes = by;
}

static struct ends find_ends(GBytes *before, const struct file *after)
{
  size_t size;
  const char *bytes = g_bytes_get_data(before, &size);
  return ends_find(bytes, size, after->bytes, after->size);
}

/* A deletion is where the two ends now meet. */
static struct span span_between(struct ends ends, const struct file *file, uint32_t number)
{
  size_t begin = ends.same, end = file->size - ends.rest;
  if (end == begin) {
    begin -= begin > 0;
    end += end < file->size;
  }
  return (struct span){number, (uint32_t)begin, (uint32_t)end};
}

static bool is_same(GBytes *bytes, const struct file *file)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  return size == file->size && memcmp(data, file->bytes, size) == 0;
}

static bool begins_with(const struct file *file, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  return size <= file->size && memcmp(data, file->bytes, size) == 0;
}

static struct span take_change(struct edited *edited, const struct file *file, uint32_t number)
{
  if (edited->growing && !begins_with(file, edited->last)) {
    replace(&edited->whole, edited->last); /* it was no piece: what was shorter was meant so */
    edited->growing = false;
  }
  GBytes *now = g_bytes_new(file->bytes, file->size);
  replace(&edited->last, now);
  bool back = is_same(edited->whole, file), cut = file->size + CUT_BYTES <= g_bytes_get_size(edited->whole);
  struct ends ends = find_ends(edited->whole, file);
  edited->growing = !back && ends.rest < CUT_BYTES && (cut || edited->growing);
  if (!edited->growing)
    replace(&edited->whole, now);
  g_bytes_unref(now);
  return back || (edited->growing && cut) ? SPAN_NONE : span_between(ends, file, number);
}

static struct span take_file(struct edits *edits, const struct file *file, uint32_t number)
{
  struct edited *edited = g_hash_table_lookup(edits->files, file->name);
  if (edited)
    return is_same(edited->last, file) ? SPAN_NONE : take_change(edited, file, number);
  edited = g_new0(struct edited, 1);
  edited->whole = g_bytes_new(file->bytes, file->size);
  edited->last = g_bytes_ref(edited->whole);
  g_hash_table_insert(edits->files, g_strdup(file->name), edited);
  return SPAN_NONE;
}

struct span edits_take(struct edits *edits, const struct version *version)
{
  const struct files *files = version->run.files;
  struct span out = SPAN_NONE;
  for (uint32_t i = 1; i < files->count; i++) {
    const struct file *file = files_get(files, i);
    if (!*file->name || file->size > LIMIT_SOURCE_BYTES) /* a picture, whose bytes are nowhere on the pages */
      continue;
    struct span span = take_file(edits, file, i);
    if (!span_known(out))
      out = span;
  }
  return out;
}
