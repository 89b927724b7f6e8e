/* Messages that belong to no document, in the same two forms as diagnostics. */
#include <glib.h>

#include "base/show.h"
#include "base/tr.h"
#include "cli/cli.h"

static void print_json(GString *out, const char *code, const char *file, const char *hint, const char *words)
{
  g_string_append(out, "{\"file\":");
  show_json(out, file);
  g_string_append(out, ",\"line\":0,\"column\":0,\"severity\":\"error\",\"code\":");
  show_json(out, code);
  g_string_append(out, ",\"message\":");
  show_json(out, words);
  g_string_append(out, ",\"hint\":");
  show_json(out, hint);
  g_string_append(out, ",\"related\":[]}\n");
}

static void print_text(GString *out, const char *code, const char *file, const char *hint, const char *words)
{
  show_text(out, file ? file : "nianbao");
  g_string_append_printf(out, ": %s[%s]: ", "error", code);
  show_text(out, words);
  g_string_append_c(out, '\n');
  if (hint) {
    g_string_append_printf(out, "  %s: ", _("hint"));
    show_text(out, hint);
    g_string_append_c(out, '\n');
  }
}

void message_error(FILE *out, const struct options *options, const char *code, const char *file, const char *hint,
                   const char *format, ...)
{
  va_list args;
  va_start(args, format);
  char *words = g_strdup_vprintf(format, args);
  va_end(args);
  GString *text = g_string_new(NULL);
  if (options->message_format == DIAG_JSON)
    print_json(text, code, file, hint, words);
  else
    print_text(text, code, file, hint, words);
  fwrite(text->str, 1, text->len, out);
  g_string_free(text, TRUE);
  g_free(words);
}

void message_findings(FILE *out, const struct options *options, const struct diags *diags, const struct files *files)
{
  diags_print(out, diags, files, options->message_format, options->colour);
}
