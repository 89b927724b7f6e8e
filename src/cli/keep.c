#include "cli/keep.h"

#include <glib.h>
#include <string.h>
#include <sys/stat.h>

#include "box/cache.h"
#include "figure/prose_cache.h"
#include "model/markup_cache.h"

/* A file changed so shortly before it was read may change again without its times telling. */
#define SETTLED_US (50 * 1000)

struct kept {
  gint holders;
  struct arena *arena;
  struct files files; /* its own, at their places */
  struct diags diags; /* said in every run */
  char *folder, *name;
  const void *value;
  struct fonts *fonts;           /* the value, if it must be closed; else NULL */
  struct stat status[KEEP_LINE]; /* of its files */
  size_t count;
};

struct keep {
  struct kept *slots[KEEP_SLOTS];
  struct box_cache *boxes; /* of this layout and these fonts */
  struct picture_cache *pictures;
  struct source_kept *source;
  struct markup_cache *words;
  struct prose_cache *prose; /* of this form */
};

/* What is to be read: from where, and for whom. */
struct wanted {
  enum keep_slot slot;
  const char *folder, *name;
  struct span place;
};

/* --- one thing --- */

static void drop(struct kept *kept)
{
  if (!kept || !g_atomic_int_dec_and_test(&kept->holders))
    return;
  fonts_close(kept->fonts);
  g_free(kept->folder);
  g_free(kept->name);
  arena_free(kept->arena);
  g_free(kept);
}

static const void *load(const struct wanted *wanted, struct arena *arena, struct files *files, struct diags *diags)
{
  switch (wanted->slot) {
  case KEEP_FORM:
    return form_load(arena, files, wanted->folder, wanted->name, wanted->place, diags);
  case KEEP_SHEET:
    return sheet_load(arena, files, wanted->folder, wanted->name, wanted->place, diags);
  case KEEP_FONTS:
    return fonts_open(arena, files, wanted->folder, diags);
  case KEEP_SLOTS:
    break;
  }
  return NULL;
}

static bool is_settled(const struct stat *status, gint64 now)
{
  gint64 changed = (gint64)status->st_ctim.tv_sec * G_USEC_PER_SEC + status->st_ctim.tv_nsec / 1000;
  return changed + SETTLED_US < now;
}

/* The number that the first file of a slot has in every run. */
static uint32_t first_file(enum keep_slot slot)
{
  return (uint32_t)slot * KEEP_LINE + 1;
}

static const struct file *own_file(const struct kept *kept, enum keep_slot slot, size_t i)
{
  return files_get(&kept->files, first_file(slot) + (uint32_t)i);
}

/* Whether the files are so old that their times will tell of any change. */
static bool note_files(struct kept *kept, enum keep_slot slot, gint64 now)
{
  kept->count = kept->files.count - first_file(slot);
  if (kept->count == 0 || kept->count > KEEP_LINE)
    return false;
  for (size_t i = 0; i < kept->count; i++)
    if (stat(own_file(kept, slot, i)->name, &kept->status[i]) != 0 || !is_settled(&kept->status[i], now))
      return false;
  return true;
}

/* NULL where it cannot be read, or cannot be kept. */
static struct kept *load_kept(const struct wanted *wanted)
{
  gint64 now = g_get_real_time();
  struct kept *kept = g_new0(struct kept, 1);
  kept->holders = 1;
  kept->arena = arena_new();
  kept->folder = g_strdup(wanted->folder);
  kept->name = g_strdup(wanted->name);
  files_init(&kept->files, kept->arena);
  diags_init(&kept->diags, kept->arena);
  for (uint32_t i = 1; i < first_file(wanted->slot); i++)
    files_add(&kept->files, "", "", 0);
  kept->value = load(wanted, kept->arena, &kept->files, &kept->diags);
  if (wanted->slot == KEEP_FONTS)
    kept->fonts = (struct fonts *)(uintptr_t)kept->value;
  if (kept->value && note_files(kept, wanted->slot, now))
    return kept;
  drop(kept);
  return NULL;
}

static bool time_is(struct timespec a, struct timespec b)
{
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool is_as_it_was(const char *path, const struct stat *then)
{
  struct stat now;
  return stat(path, &now) == 0 && now.st_ino == then->st_ino && now.st_dev == then->st_dev &&
         now.st_size == then->st_size && time_is(now.st_mtim, then->st_mtim) && time_is(now.st_ctim, then->st_ctim);
}

static bool is_fresh(const struct kept *kept, const struct wanted *wanted)
{
  bool fresh = strcmp(kept->folder, wanted->folder) == 0 && strcmp(kept->name, wanted->name) == 0;
  for (size_t i = 0; fresh && i < kept->count; i++)
    fresh = is_as_it_was(own_file(kept, wanted->slot, i)->name, &kept->status[i]);
  return fresh;
}

/* --- for a run --- */

static void hold(struct kept *kept, struct keep_user *user, enum keep_slot slot)
{
  g_atomic_int_inc(&kept->holders);
  user->held[slot] = kept;
  for (size_t i = 0; i < kept->count; i++)
    user->files->items[first_file(slot) + i] = *own_file(kept, slot, i);
  for (size_t i = 0; i < kept->diags.count; i++)
    *ARENA_PUSH(user->diags->arena, user->diags) = kept->diags.items[i];
  user->diags->errors += kept->diags.errors;
}

/* What cannot be kept is read by the run itself, which also says why. */
static const void *take(struct keep *keep, struct keep_user *user, const struct wanted *wanted)
{
  struct kept **kept = &keep->slots[wanted->slot];
  if (*kept && !is_fresh(*kept, wanted)) {
    drop(*kept);
    *kept = NULL;
  }
  if (!*kept) {
    box_cache_empty(keep->boxes);
    prose_cache_empty(keep->prose);
    *kept = load_kept(wanted);
  }
  if (!*kept)
    return load(wanted, user->arena, user->files, user->diags);
  hold(*kept, user, wanted->slot);
  return (*kept)->value;
}

const struct form *keep_form(struct keep *keep, struct keep_user *user, const char *layouts, const char *name,
                             struct span place)
{
  return take(keep, user, &(struct wanted){KEEP_FORM, layouts, name, place});
}

const struct sheet *keep_sheet(struct keep *keep, struct keep_user *user, const char *layouts, const char *name,
                               struct span place)
{
  return take(keep, user, &(struct wanted){KEEP_SHEET, layouts, name, place});
}

struct fonts *keep_fonts(struct keep *keep, struct keep_user *user, const char *folder)
{
  struct fonts *fonts =
      (struct fonts *)(uintptr_t)take(keep, user, &(struct wanted){KEEP_FONTS, folder, "", SPAN_NONE});
  if (fonts)
    fonts_forget_fallbacks(fonts);
  return fonts;
}

struct box_cache *keep_boxes(const struct keep *keep, const struct keep_user *user)
{
  return user->held[KEEP_SHEET] && user->held[KEEP_FONTS] ? keep->boxes : NULL;
}

struct source_kept *keep_source(const struct keep *keep)
{
  return keep->source;
}

struct markup_cache *keep_words(const struct keep *keep)
{
  return keep->words;
}

struct picture_cache *keep_pictures(const struct keep *keep)
{
  return keep->pictures;
}

struct prose_cache *keep_prose(const struct keep *keep, const struct keep_user *user)
{
  return user->held[KEEP_FORM] ? keep->prose : NULL;
}

/* --- the whole --- */

struct keep *keep_new(void)
{
  struct keep *keep = g_new0(struct keep, 1);
  keep->boxes = box_cache_new();
  keep->pictures = picture_cache_new();
  keep->source = source_kept_new();
  keep->words = markup_cache_new();
  keep->prose = prose_cache_new();
  return keep;
}

void keep_free(struct keep *keep)
{
  for (int i = 0; i < KEEP_SLOTS; i++)
    drop(keep->slots[i]);
  box_cache_free(keep->boxes);
  picture_cache_free(keep->pictures);
  source_kept_free(keep->source);
  markup_cache_free(keep->words);
  prose_cache_free(keep->prose);
  g_free(keep);
}

void keep_reserve(struct files *files)
{
  for (unsigned i = 0; i < KEEP_FILES; i++)
    files_add(files, "", "", 0);
}

void keep_release(struct keep_user *user)
{
  for (int i = 0; i < KEEP_SLOTS; i++) {
    drop(user->held[i]);
    user->held[i] = NULL;
  }
}
