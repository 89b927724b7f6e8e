/* The words of the page, in the language of the messages. */
#include <string.h>

#include "base/show.h"
#include "base/tr.h"
#include "preview/server.h"

#define CHANGES_KEY "C" /* where there are changes to mark */

struct word {
  const char *key, *text;
};

static const struct word words[] = {
    {"thumbs", N_("Thumbnails")},
    {"pages", N_("Pages")},
    {"problems", N_("Problems")},
    {"before", N_("Page before")},
    {"after", N_("Page after")},
    {"go", N_("Go to page")},
    {"smaller", N_("Smaller")},
    {"larger", N_("Larger")},
    {"width", N_("Fit the width")},
    {"whole", N_("Fit the page")},
    {"two", N_("Two pages side by side")},
    {"since", N_("Mark what has changed")},
    {"find", N_("Find in all pages")},
    {"found", N_("{number} of {count}")},
    {"found-none", N_("Not found")},
    {"find-before", N_("Place before")},
    {"find-after", N_("Next place")},
    {"help", N_("Keys")},
    {"keys", N_("Keys")},
    {"close", N_("Close")},
    {"error", N_("Error")},
    {"warning", N_("Warning")},
    {"count", N_("Errors: {errors}, warnings: {warnings}")},
    {"more", N_("Not listed here: {count} more. Mend these first.")},
    {"good", N_("No errors")},
    {"draft", N_("Draft: there are errors")},
    {"stale", N_("Cannot be set")},
    {"ended", N_("Ended")},
    {"waiting", N_("The report is being set …")},
    {"stale-long", N_("The report cannot be set as it stands; these are the last good pages.")},
    {"none-long", N_("The report cannot be set as it stands.")},
    {"ended-long", N_("The preview has ended or cannot be reached. When it answers again, it goes on here.")},
    {"made", N_("No line of the source: the program made this.")},
    {"no-editor", N_("With --editor a click opens this place in your editor.")},
    {"editor-failed", N_("The editor cannot be started; look at the command behind --editor.")},
};

static const struct word keys[] = {
    {"+ −", N_("Larger, smaller; so does the wheel with Ctrl")},
    {"0", N_("Real size")},
    {"W P", N_("Fit the width, the page")},
    {"D", N_("Two pages side by side")},
    {CHANGES_KEY, N_("Mark what has changed, or not")},
    {"J K", N_("Next page, page before")},
    {"Home End", N_("First page, last page")},
    {"G", N_("Go to page")},
    {"Ctrl+F /", N_("Find in all pages")},
    {"N Shift+N", N_("Next problem, problem before")},
    {"T E", N_("Thumbnails, problems")},
    {"Esc", N_("Take marks away")},
    {"?", N_("This list")},
};

static void append_member(GString *out, const char *key, const char *text)
{
  show_json(out, key);
  g_string_append_c(out, ':');
  show_json(out, text);
}

static void append_texts(GString *out)
{
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    g_string_append(out, i ? "," : "");
    append_member(out, words[i].key, _(words[i].text));
  }
}

static void append_keys(GString *out, bool since)
{
  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
    if (!since && strcmp(keys[i].key, CHANGES_KEY) == 0)
      continue;
    g_string_append(out, i ? ",[" : "[");
    show_json(out, keys[i].key);
    g_string_append_c(out, ',');
    show_json(out, _(keys[i].text));
    g_string_append_c(out, ']');
  }
}

GString *words_write(const struct preview *preview)
{
  GString *out = g_string_new("{");
  char *name = g_path_get_basename(preview->options->source);
  append_member(out, "lang", _("en"));
  g_string_append_c(out, ',');
  append_member(out, "source", preview->options->source);
  g_string_append_c(out, ',');
  append_member(out, "name", name);
  g_string_append_printf(out, ",\"editor\":%s,\"since\":%s,\"texts\":{", preview->options->editor ? "true" : "false",
                         preview->options->since ? "true" : "false");
  append_texts(out);
  g_string_append(out, "},\"keys\":[");
  append_keys(out, preview->options->since);
  g_string_append(out, "]}");
  g_free(name);
  return out;
}
