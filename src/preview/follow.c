#include "preview/follow.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <glib-unix.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  LOOK_MS = 1000,         /* between two looks at the files */
  WRITING_MS = 400,       /* after the last write to a file that is not closed */
  WRITING_MOST_MS = 3000, /* after the first of them */
  REPLACING_MS = 60,      /* after a file has gone or appeared */
  CLOCK_MS = 20           /* by so much the times of files may be behind the clock */
};

#define WATCHED                                                                                                        \
  (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_ATTRIB | IN_ONLYDIR)

struct signature {
  dev_t device;
  ino_t inode;
  off_t size;
  struct timespec modified, changed;
};

struct followed {
  char *path;          /* absolute */
  const char *pattern; /* its last step, where it stands for all that fit; else NULL */
  struct signature signature;
};

struct follow {
  void (*changed)(void *data);
  void *data;
  GPtrArray *files;    /* of struct followed */
  GHashTable *names;   /* absolute paths of the files, and of what they are links to */
  GHashTable *folders; /* absolute path → NULL: those of follow_add_folder */
  GHashTable *watches; /* inotify's number → absolute path of the folder */
  int fd;
  guint fd_source, look_source, due_source;
  gint64 writing_since; /* µs; 0: nothing is pending */
};

/* --- files as they were --- */

static struct signature sign(const char *path)
{
  struct stat status;
  struct signature out = {0};
  if (stat(path, &status) == 0) {
    out.device = status.st_dev;
    out.inode = status.st_ino;
    out.size = status.st_size;
    out.modified = status.st_mtim;
    out.changed = status.st_ctim;
  }
  return out;
}

static bool fits(const char *pattern, const char *name)
{
  return fnmatch(pattern, name, FNM_NOESCAPE | FNM_PERIOD) == 0;
}

/* Of a pattern: the names that fit, and nothing else of their folder. */
static struct signature sign_names(const struct followed *file)
{
  struct signature out = {0};
  char *folder = g_path_get_dirname(file->path);
  DIR *dir = opendir(folder);
  for (const struct dirent *entry; dir && (entry = readdir(dir));)
    if (fits(file->pattern, entry->d_name))
      out.size += (off_t)g_str_hash(entry->d_name) + 1; /* in any order */
  if (dir)
    closedir(dir);
  g_free(folder);
  return out;
}

static struct signature sign_followed(const struct followed *file)
{
  struct signature own = sign(file->path);
  return file->pattern && own.inode == 0 ? sign_names(file) : own;
}

static bool time_is(struct timespec a, struct timespec b)
{
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool is_same(const struct signature *a, const struct signature *b)
{
  return a->device == b->device && a->inode == b->inode && a->size == b->size && time_is(a->modified, b->modified) &&
         time_is(a->changed, b->changed);
}

/* True if any is not what it was; what it is now is remembered. */
static bool take_signatures(struct follow *follow)
{
  bool differs = false;
  for (guint i = 0; i < follow->files->len; i++) {
    struct followed *file = g_ptr_array_index(follow->files, i);
    struct signature now = sign_followed(file);
    differs = differs || !is_same(&now, &file->signature);
    file->signature = now;
  }
  return differs;
}

static void followed_free(gpointer value)
{
  struct followed *file = value;
  g_free(file->path);
  g_free(file);
}

/* --- when to say so --- */

static void say_changed(struct follow *follow)
{
  follow->writing_since = 0;
  take_signatures(follow);
  follow->changed(follow->data);
}

static gboolean on_due(gpointer data)
{
  struct follow *follow = data;
  follow->due_source = 0;
  say_changed(follow);
  return G_SOURCE_REMOVE;
}

/* In so many milliseconds from now instead of whenever it was, but not put off for ever. */
static void schedule(struct follow *follow, unsigned ms)
{
  gint64 now = g_get_monotonic_time();
  if (!follow->writing_since)
    follow->writing_since = now;
  gint64 left = WRITING_MOST_MS - (now - follow->writing_since) / 1000;
  if (follow->due_source)
    g_source_remove(follow->due_source);
  follow->due_source = g_timeout_add((guint)CLAMP(left, 0, (gint64)ms), on_due, follow);
}

/* --- inotify --- */

static bool is_in_pattern(const struct follow *follow, const char *folder, const char *name)
{
  bool found = false;
  for (guint i = 0; i < follow->files->len && !found; i++) {
    const struct followed *file = g_ptr_array_index(follow->files, i);
    found = file->pattern && (size_t)(file->pattern - file->path) == strlen(folder) + 1 &&
            g_str_has_prefix(file->path, folder) && fits(file->pattern, name);
  }
  return found;
}

static bool is_followed(const struct follow *follow, const char *folder, const char *name)
{
  char *path = g_build_filename(folder, name, NULL);
  bool followed = g_hash_table_contains(follow->names, path) || is_in_pattern(follow, folder, name);
  g_free(path);
  return followed || (g_hash_table_contains(follow->folders, folder) && name[0] != '.' &&
                      (g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".conf")));
}

/* How long to wait because of an event: -1 if it is none of ours. */
static int delay_of(const struct follow *follow, const struct inotify_event *event)
{
  if (event->mask & IN_Q_OVERFLOW) /* events were lost */
    return REPLACING_MS;
  const char *folder = g_hash_table_lookup(follow->watches, GINT_TO_POINTER(event->wd));
  if (!folder || !event->len || !is_followed(follow, folder, event->name))
    return -1;
  if (event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO))
    return 0;
  return event->mask & IN_MODIFY ? WRITING_MS : REPLACING_MS;
}

/* The last event decides: after the write comes the close. */
static void read_events(struct follow *follow, const char *bytes, size_t size, int *delay)
{
  for (size_t at = 0; at + sizeof(struct inotify_event) <= size;) {
    const struct inotify_event *event = (const struct inotify_event *)(const void *)(bytes + at);
    if (event->mask & IN_IGNORED) /* the folder has gone */
      g_hash_table_remove(follow->watches, GINT_TO_POINTER(event->wd));
    int due = delay_of(follow, event);
    *delay = due >= 0 ? due : *delay;
    at += sizeof *event + event->len;
  }
}

static gboolean on_events(gint fd, GIOCondition condition, gpointer data)
{
  (void)condition;
  struct follow *follow = data;
  char bytes[16384] __attribute__((aligned(__alignof__(struct inotify_event))));
  int delay = -1;
  ssize_t size;
  while ((size = read(fd, bytes, sizeof bytes)) > 0)
    read_events(follow, bytes, (size_t)size, &delay);
  if (delay == 0) {
    g_clear_handle_id(&follow->due_source, g_source_remove);
    say_changed(follow);
  } else if (delay > 0) {
    schedule(follow, (unsigned)delay);
  }
  return G_SOURCE_CONTINUE;
}

static void watch_folder(struct follow *follow, const char *folder)
{
  int wd = follow->fd < 0 ? -1 : inotify_add_watch(follow->fd, folder, WATCHED);
  if (wd >= 0)
    g_hash_table_replace(follow->watches, GINT_TO_POINTER(wd), g_strdup(folder));
}

static void watch_all(struct follow *follow)
{
  GHashTableIter at;
  gpointer name;
  g_hash_table_iter_init(&at, follow->names);
  while (g_hash_table_iter_next(&at, &name, NULL)) {
    char *folder = g_path_get_dirname(name);
    watch_folder(follow, folder);
    g_free(folder);
  }
  g_hash_table_iter_init(&at, follow->folders);
  while (g_hash_table_iter_next(&at, &name, NULL))
    watch_folder(follow, name);
}

/* --- looking --- */

/* Folders that have come back are watched again; where inotify is silent, this is what notices. */
static gboolean on_look(gpointer data)
{
  struct follow *follow = data;
  watch_all(follow);
  if (take_signatures(follow) && !follow->due_source)
    say_changed(follow);
  return G_SOURCE_CONTINUE;
}

/* --- the whole --- */

struct follow *follow_new(void (*changed)(void *data), void *data)
{
  struct follow *follow = g_new0(struct follow, 1);
  follow->changed = changed;
  follow->data = data;
  follow->files = g_ptr_array_new_with_free_func(followed_free);
  follow->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  follow->folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  follow->watches = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  follow->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (follow->fd >= 0)
    follow->fd_source = g_unix_fd_add_full(G_PRIORITY_HIGH, follow->fd, G_IO_IN, on_events, follow, NULL);
  follow->look_source = g_timeout_add(LOOK_MS, on_look, follow);
  return follow;
}

void follow_free(struct follow *follow)
{
  if (!follow)
    return;
  g_clear_handle_id(&follow->fd_source, g_source_remove);
  g_clear_handle_id(&follow->look_source, g_source_remove);
  g_clear_handle_id(&follow->due_source, g_source_remove);
  if (follow->fd >= 0)
    close(follow->fd);
  g_ptr_array_free(follow->files, TRUE);
  g_hash_table_destroy(follow->names);
  g_hash_table_destroy(follow->folders);
  g_hash_table_destroy(follow->watches);
  g_free(follow);
}

void follow_add_folder(struct follow *follow, const char *folder)
{
  char *path = g_canonicalize_filename(folder, NULL);
  watch_folder(follow, path);
  g_hash_table_add(follow->folders, path);
}

static const struct followed *find_followed(const GPtrArray *files, const char *path)
{
  for (guint i = 0; i < files->len; i++) {
    const struct followed *file = g_ptr_array_index(files, i);
    if (strcmp(file->path, path) == 0)
      return file;
  }
  return NULL;
}

static struct followed *followed_new(const char *path)
{
  struct followed *file = g_new0(struct followed, 1);
  file->path = g_canonicalize_filename(path, NULL);
  const char *last = strrchr(file->path, '/') + 1;
  file->pattern = strpbrk(last, "*?[") ? last : NULL;
  return file;
}

/* Of a pattern it is the folder that has changed. */
static bool is_changed_since(const struct followed *file, gint64 since)
{
  char *folder = g_path_get_dirname(file->path);
  struct signature now = sign(file->pattern ? folder : file->path);
  g_free(folder);
  return (gint64)now.changed.tv_sec * G_USEC_PER_SEC + now.changed.tv_nsec / 1000 > since - CLOCK_MS * 1000;
}

void follow_set_files(struct follow *follow, const GPtrArray *paths, gint64 since)
{
  GPtrArray *old = follow->files;
  bool changed = false;
  follow->files = g_ptr_array_new_with_free_func(followed_free);
  g_hash_table_remove_all(follow->names);
  for (guint i = 0; i < paths->len; i++) {
    struct followed *file = followed_new(g_ptr_array_index(paths, i));
    const struct followed *known = find_followed(old, file->path);
    file->signature = known ? known->signature : sign_followed(file);
    changed = changed || (!known && is_changed_since(file, since));
    g_hash_table_add(follow->names, g_strdup(file->path));
    char real[PATH_MAX];
    if (realpath(file->path, real))
      g_hash_table_add(follow->names, g_strdup(real));
    g_ptr_array_add(follow->files, file);
  }
  watch_all(follow);
  g_ptr_array_free(old, TRUE);
  if (changed)
    schedule(follow, REPLACING_MS);
}
