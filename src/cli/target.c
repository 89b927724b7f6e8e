/* Where outputs go. */
#include <glib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/tr.h"
#include "cli/cli.h"

#define DEFAULT_FOLDER "out"

static const char *const suffixes[] = {".pdf", ".png", ".svg", ".dump", ".html"};

/* report of some/where/report.yaml */
static const char *source_name(struct arena *arena, const char *source)
{
  const char *slash = strrchr(source, '/');
  const char *name = slash ? slash + 1 : source;
  size_t length = strlen(name);
  if (length > 5 && strcmp(name + length - 5, ".yaml") == 0)
    length -= 5;
  else if (length > 4 && strcmp(name + length - 4, ".yml") == 0)
    length -= 4;
  return arena_strndup(arena, name, length);
}

static bool is_folder(const char *path)
{
  struct stat stat_of;
  return g_str_has_suffix(path, "/") || (stat(path, &stat_of) == 0 && S_ISDIR(stat_of.st_mode));
}

static const char *target_path(struct arena *arena, const struct options *options, const char *source)
{
  const char *folder = options->output ? options->output : DEFAULT_FOLDER;
  if (options->output && !is_folder(options->output))
    return options->output;
  const char *between = g_str_has_suffix(folder, "/") ? "" : "/";
  return arena_printf(arena, "%s%s%s%s%s", folder, between, source_name(arena, source), options->print ? "-print" : "",
                      suffixes[options->format]);
}

bool target_is_input(const char *path, const char *input)
{
  struct stat a, b;
  return stat(path, &a) == 0 && stat(input, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* Two sources of one name in different folders would overwrite each other. */
static bool check_twins(const struct options *options, const struct target *targets, size_t index)
{
  for (size_t i = 0; i < index; i++) {
    if (strcmp(targets[i].path, targets[index].path) != 0)
      continue;
    message_error(stderr, options, "usage", NULL, _("Build them one by one, each with -o FILE."),
                  _("“%1$s” and “%2$s” would both be written to “%3$s”."), options->sources[i], options->sources[index],
                  targets[index].path);
    return false;
  }
  return true;
}

struct target *targets_plan(struct arena *arena, const struct options *options)
{
  struct target *targets = ARENA_ARRAY(arena, options->source_count, struct target);
  if (options->source_count > 1 && options->output && !is_folder(options->output)) {
    message_error(stderr, options, "usage", NULL, _("Name a folder with -o DIR/."),
                  _("Several sources cannot be written to one file, “%s”."), options->output);
    return NULL;
  }
  for (size_t i = 0; i < options->source_count; i++) {
    targets[i].path = target_path(arena, options, options->sources[i]);
    if (strcmp(targets[i].path, "-") != 0 && !check_twins(options, targets, i))
      return NULL;
  }
  const char *folder = options->output ? options->output : DEFAULT_FOLDER "/";
  if (g_str_has_suffix(folder, "/"))
    (void)mkdir(folder, 0777); /* if it cannot be made, writing says why */
  return targets;
}

const char *target_page(struct arena *arena, const char *path, size_t page, size_t count)
{
  if (count == 1)
    return path;
  const char *slash = strrchr(path, '/');
  const char *dot = strrchr(slash ? slash + 1 : path, '.');
  size_t stem = dot ? (size_t)(dot - path) : strlen(path);
  return arena_printf(arena, "%.*s-%zu%s", (int)stem, path, page + 1, dot ? dot : "");
}
