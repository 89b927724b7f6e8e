/* Messages that belong to no document, in the same two forms as diagnostics. */
#include <glib.h>

#include "base/show.h"
#include "base/tr.h"
#include "cli/cli.h"

struct message {
  const char *severity, *code, *file, *hint;
};

static void print_json(GString *out, const struct message *message, const char *words)
{
  g_string_append(out, "{\"file\":");
  show_json(out, message->file);
  g_string_append_printf(out, ",\"line\":0,\"column\":0,\"severity\":\"%s\",\"code\":", message->severity);
  show_json(out, message->code);
  g_string_append(out, ",\"message\":");
  show_json(out, words);
  g_string_append(out, ",\"hint\":");
  show_json(out, message->hint);
  g_string_append(out, ",\"related\":[]}\n");
}

static void print_text(GString *out, const struct message *message, const char *words)
{
  show_text(out, message->file ? message->file : "nianbao");
  g_string_append_printf(out, ": %s[%s]: ", message->severity, message->code);
  show_text(out, words);
  g_string_append_c(out, '\n');
  if (message->hint) {
    g_string_append_printf(out, "  %s: ", _("hint"));
    show_text(out, message->hint);
    g_string_append_c(out, '\n');
  }
}

static void print_message(FILE *out, const struct options *options, const struct message *message, const char *format,
                          va_list args)
{
  char *words = g_strdup_vprintf(format, args);
  GString *text = g_string_new(NULL);
  if (options->message_format == DIAG_JSON)
    print_json(text, message, words);
  else
    print_text(text, message, words);
  fwrite(text->str, 1, text->len, out);
  g_string_free(text, TRUE);
  g_free(words);
}

void message_error(FILE *out, const struct options *options, const char *code, const char *file, const char *hint,
                   const char *format, ...)
{
  const struct message message = {"error", code, file, hint};
  va_list args;
  va_start(args, format);
  print_message(out, options, &message, format, args);
  va_end(args);
}

void message_warning(FILE *out, const struct options *options, const char *code, const char *file, const char *format,
                     ...)
{
  const struct message message = {"warning", code, file, NULL};
  va_list args;
  va_start(args, format);
  print_message(out, options, &message, format, args);
  va_end(args);
}

void message_findings(FILE *out, const struct options *options, const struct diags *diags, const struct files *files)
{
  diags_show(out, diags, files, (struct diag_look){options->message_format, options->colour, options->columns});
}
