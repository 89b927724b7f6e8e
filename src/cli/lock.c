#include "cli/lock.h"

#include <glib.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"

const char *lock_path(struct arena *arena, const char *source)
{
  return arena_printf(arena, "%s.lock", source);
}

/* --- as it is now --- */

/* By nettle, which uses what the processor has for it: a report's faces are some seventy megabytes, for which GLib
 * takes longer than the report. */
static const char *hash_bytes(struct arena *arena, const void *bytes, size_t size)
{
  struct sha256_ctx context;
  uint8_t digest[SHA256_DIGEST_SIZE];
  char *sum = arena_alloc(arena, 2 * sizeof digest + 1);
  sha256_init(&context);
  sha256_update(&context, size, bytes);
  sha256_digest(&context, sizeof digest, digest);
  for (size_t i = 0; i < sizeof digest; i++)
    snprintf(sum + 2 * i, 3, "%02x", digest[i]);
  return sum;
}

/* NULL where it cannot be read. */
static const char *hash_file(struct arena *arena, const char *path)
{
  GMappedFile *mapped = g_mapped_file_new(path, FALSE, NULL);
  if (!mapped)
    return NULL;
  const char *sum = hash_bytes(arena, g_mapped_file_get_contents(mapped), g_mapped_file_get_length(mapped));
  g_mapped_file_unref(mapped);
  return sum;
}

/* Adds a file that the run has read. */
static void join_file(const struct pipeline *pipeline, const char *path, GString *joined)
{
  for (uint32_t i = 1; i < pipeline->files.count; i++) {
    const struct file *file = files_get(&pipeline->files, i);
    if (strcmp(file->name, path) == 0) {
      g_string_append_len(joined, file->bytes, (gssize)file->size);
      return;
    }
  }
}

/* A layout or form with all that it is made from, one file behind the other. */
static struct lock_entry entry_of(const struct pipeline *pipeline, const char *folder, const struct named_line *line)
{
  GString *joined = g_string_new(NULL);
  for (size_t i = 0; i < line->count; i++)
    join_file(pipeline, arena_printf(pipeline->arena, "%s/%s.yaml", folder, line->items[i]), joined);
  struct lock_entry entry = {line->items[0], hash_bytes(pipeline->arena, joined->str, joined->len), SPAN_NONE};
  g_string_free(joined, TRUE);
  return entry;
}

static struct lock_entry layout_now(const struct pipeline *pipeline, const struct options *options)
{
  return entry_of(pipeline, options->layouts, &pipeline->sheet->line);
}

static struct lock_entry form_now(const struct pipeline *pipeline, const struct options *options)
{
  if (!pipeline->form)
    return (struct lock_entry){0};
  return entry_of(pipeline, arena_printf(pipeline->arena, "%s/forms", options->layouts), &pipeline->form->line);
}

static bool add_face(struct pipeline *pipeline, const struct frame_face *face, struct lock *out)
{
  const char *sum = hash_file(pipeline->arena, face->file);
  if (!sum) {
    struct diag *diag = diag_add(&pipeline->diags, DIAG_IO_READ, SPAN_NONE, _("The font file cannot be read."));
    diag->file = face->file;
    return false;
  }
  struct lock_entry *entry = ARENA_APPEND(pipeline->arena, out->faces, out->face_count, out->face_capacity);
  *entry = (struct lock_entry){face->name, sum, SPAN_NONE};
  return true;
}

static int by_name(const void *a, const void *b)
{
  const struct lock_entry *x = a, *y = b;
  int order = strcmp(x->name, y->name);
  return order ? order : strcmp(x->sha256, y->sha256);
}

bool lock_of(struct pipeline *pipeline, const struct options *options, struct lock *out)
{
  *out = (struct lock){.version = NIANBAO_VERSION};
  out->layout = layout_now(pipeline, options);
  out->form = form_now(pipeline, options);
  for (size_t i = 0; i < pipeline->document->face_count; i++)
    if (!add_face(pipeline, &pipeline->document->faces[i], out))
      return false;
  if (out->face_count)
    qsort(out->faces, out->face_count, sizeof *out->faces, by_name);
  return true;
}

/* --- what has changed --- */

struct checking {
  struct pipeline *pipeline;
  const struct options *options;
  const struct lock *lock;
};

static void warn(const struct checking *checking, struct span place, const char *words)
{
  struct diags *diags = &checking->pipeline->diags;
  struct diag *diag = diag_add(diags, DIAG_LOCK_CHANGED, place, "%s", words);
  diag_hint(
      diags, diag,
      _("A line may have moved: compare the pages with the published ones. If they are as they should be, renew the "
        "lock with: nianbao build --lock"));
}

static void check_version(const struct checking *checking)
{
  const struct lock *lock = checking->lock;
  if (strcmp(lock->version, NIANBAO_VERSION) != 0)
    warn(checking, lock->version_span,
         arena_printf(checking->pipeline->arena,
                      _("The report was locked with version %1$s of the program; this is %2$s."), lock->version,
                      NIANBAO_VERSION));
}

static void check_layout(const struct checking *checking)
{
  struct arena *arena = checking->pipeline->arena;
  struct lock_entry then = checking->lock->layout, now = layout_now(checking->pipeline, checking->options);
  if (strcmp(then.name, now.name) != 0)
    warn(checking, then.span,
         arena_printf(arena, _("The report was locked with the layout “%1$s”; now it has “%2$s”."), then.name,
                      now.name));
  else if (strcmp(then.sha256, now.sha256) != 0)
    warn(checking, then.span,
         arena_printf(arena, _("The layout “%s” has changed since the report was locked."), now.name));
}

static void check_form(const struct checking *checking)
{
  struct arena *arena = checking->pipeline->arena;
  struct lock_entry then = checking->lock->form, now = form_now(checking->pipeline, checking->options);
  if (!then.name && !now.name)
    return;
  if (!then.name || !now.name || strcmp(then.name, now.name) != 0)
    warn(checking, then.name ? then.span : checking->lock->version_span,
         _("The report follows another form than when it was locked, or none."));
  else if (strcmp(then.sha256, now.sha256) != 0)
    warn(checking, then.span,
         arena_printf(arena, _("The form “%s” has changed since the report was locked."), now.name));
}

static void check_locked_face(const struct checking *checking, const struct lock_entry *then)
{
  struct arena *arena = checking->pipeline->arena;
  const struct face *face = fonts_named(checking->pipeline->fonts, then->name);
  const char *sum = face ? hash_file(arena, face->file) : NULL;
  if (!sum)
    warn(checking, then->span,
         arena_printf(arena, _("The font “%s”, with which the report was locked, is not installed."), then->name));
  else if (strcmp(sum, then->sha256) != 0)
    warn(checking, then->span,
         arena_printf(arena, _("The font “%s” is another version of it than when the report was locked."), then->name));
}

/* An office face that has been installed since, or a rare character that was not in the report. */
static void check_new_face(const struct checking *checking, const struct frame_face *face)
{
  for (size_t i = 0; i < checking->lock->face_count; i++)
    if (strcmp(checking->lock->faces[i].name, face->name) == 0)
      return;
  warn(checking, checking->lock->faces_span,
       arena_printf(checking->pipeline->arena, _("The font “%s” is used now, and was not when the report was locked."),
                    face->name));
}

static void check_faces(const struct checking *checking)
{
  const struct frame_document *document = checking->pipeline->document;
  for (size_t i = 0; checking->pipeline->fonts && i < checking->lock->face_count; i++)
    check_locked_face(checking, &checking->lock->faces[i]);
  for (size_t i = 0; document && i < document->face_count; i++)
    check_new_face(checking, &document->faces[i]);
}

void lock_check(struct pipeline *pipeline, const struct options *options, const char *source)
{
  struct lock lock;
  if (!pipeline->report || !pipeline->sheet || !lock_read(pipeline, lock_path(pipeline->arena, source), &lock))
    return;
  struct checking checking = {pipeline, options, &lock};
  check_version(&checking);
  check_layout(&checking);
  check_form(&checking);
  check_faces(&checking);
  diags_merge(&pipeline->diags);
}
