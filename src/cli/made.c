#include "cli/made.h"

#include <string.h>

#include "base/tr.h"
#include "emit/sink.h"

const char *made_path(struct arena *arena, const struct options *options, const char *name)
{
  const char *output = options->output;
  if (!output || strcmp(output, "-") == 0)
    return "-";
  if (g_str_has_suffix(output, "/"))
    return arena_printf(arena, "%s%s", output, name);
  return g_file_test(output, G_FILE_TEST_IS_DIR) ? arena_printf(arena, "%s/%s", output, name) : output;
}

bool made_write(const struct options *options, const char *path, const GString *text, struct diags *diags)
{
  if (!sink_write(path, text->str, text->len, diags))
    return false;
  if (!options->quiet && strcmp(path, "-") != 0)
    printf(_("%s: written\n"), path);
  return true;
}
