/* Names of files that any system can have. */
#include <string.h>

#include "carry/carry.h"

#define STEP_BYTES 200 /* most systems have 255 for a step */
#define STEPS_MAX  16

/* What some system reserves, what shows nothing, what turns the direction of writing. */
static bool is_unfit(gunichar character)
{
  return character == 0xFFFD || !g_unichar_isprint(character) || g_unichar_iszerowidth(character) ||
         character == '\\' || character == ':';
}

/* Names of devices under Windows, whatever their ending. */
static bool is_reserved(const char *step)
{
  static const char *const names[] = {"con", "prn", "aux", "nul", "com", "lpt"};
  size_t stem = strcspn(step, ".");
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    bool numbered = i >= 4;
    if (stem == 3 + (size_t)numbered && g_ascii_strncasecmp(step, names[i], 3) == 0 &&
        (!numbered || g_ascii_isdigit(step[3])))
      return true;
  }
  return false;
}

static void append_step(GString *out, const char *step)
{
  GString *safe = g_string_new(*step == '.' || is_reserved(step) ? "_" : NULL);
  for (const char *at = step; *at && safe->len < STEP_BYTES; at = g_utf8_next_char(at)) {
    gunichar character = g_utf8_get_char(at);
    if (is_unfit(character))
      g_string_append_c(safe, '_');
    else
      g_string_append_unichar(safe, character);
  }
  if (safe->str[safe->len - 1] == '.' || safe->str[safe->len - 1] == ' ')
    safe->str[safe->len - 1] = '_'; /* Windows would drop it */
  g_string_append_printf(out, "%s%s", out->len ? "/" : "", safe->str);
  g_string_free(safe, TRUE);
}

char *carry_safe_name(struct arena *arena, const char *name)
{
  char *valid = g_utf8_make_valid(name, -1), **steps = g_strsplit(valid, "/", -1);
  GString *out = g_string_new(NULL);
  size_t count = 0;
  for (char **step = steps; *step && count < STEPS_MAX; step++) {
    if (**step == '\0')
      continue;
    append_step(out, *step);
    count++;
  }
  char *safe = arena_strdup(arena, out->len ? out->str : "_");
  g_string_free(out, TRUE);
  g_strfreev(steps);
  g_free(valid);
  return safe;
}
