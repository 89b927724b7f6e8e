/* What a text defines for use elsewhere in it, footnotes and addresses of links, and what stands behind it as a
 * comment: none of it is printed where it stands. */
#include "model/markup.h"

#include <string.h>

#include "base/tr.h"

#define LABEL_LENGTH 999 /* CommonMark's limit */

/* [label] at `at`: the label's end (of ]), or 0. */
static size_t label_end(const char *bytes, size_t at)
{
  if (bytes[at] != '[')
    return 0;
  size_t end = at + 1 + strcspn(bytes + at + 1, "[]");
  return bytes[end] == ']' && end > at + 1 && end - at <= LABEL_LENGTH ? end : 0;
}

/* A definition is all of its line: an address without spaces, a title in quotes perhaps. */
static bool defines_link(const char *rest)
{
  rest += strspn(rest, " \t");
  size_t address = strcspn(rest, " \t\n");
  const char *title = rest + address + strspn(rest + address, " \t");
  return address > 0 && (*title == '\n' || *title == '\0' || strchr("\"'(", *title));
}

static bool is_definition(const char *bytes, size_t line, size_t end, bool after_blank)
{
  if (bytes[end + 1] != ':' || strspn(bytes + line, " ") > 3)
    return false;
  return bytes[line + strspn(bytes + line, " ") + 1] == '^' || (after_blank && defines_link(bytes + end + 2));
}

static char *label_key(const char *bytes, size_t begin, size_t end)
{
  char *label = g_strndup(bytes + begin + 1, end - begin - 1), *folded = g_utf8_casefold(label, -1);
  g_free(label);
  return folded;
}

static void report_unused(const struct markup_text *text, size_t begin, size_t end, struct diags *diags)
{
  const char *label = diag_quote(diags, text->bytes + begin, end + 1 - begin);
  struct diag *diag;
  if (text->bytes[begin + 1] == '^') {
    diag = diag_add(diags, DIAG_MARKUP, markup_span(text, begin, end + 2),
                    _("Nothing in this block refers to the footnote “%s”: it would not be printed."), label);
    diag_hint(diags, diag, _("Put the mark %s where the footnote belongs, or take its text out."), label);
  } else {
    diag = diag_add(diags, DIAG_MARKUP, markup_span(text, begin, end + 2),
                    _("“%s:” at the start of a line defines the address of a link and would not be printed."), label);
    diag_hint(diags, diag, _("If it is to be printed, write the full-width colon: %s："), label);
  }
}

static void report_twice(const struct markup_text *text, size_t begin, size_t end, struct diags *diags)
{
  struct diag *diag = diag_add(diags, DIAG_MARKUP, markup_span(text, begin, end + 2),
                               _("“%s” is defined twice; only the first would be printed."),
                               diag_quote(diags, text->bytes + begin, end + 1 - begin));
  diag_hint(diags, diag, _("Give each footnote a label of its own."));
}

struct definition {
  size_t begin, end;
};

/* Goes over all [labels]: definitions into `found`, everything else into `used`. */
static void collect_labels(const struct markup_text *text, GArray *found, GHashTable *used)
{
  const char *bytes = text->bytes;
  size_t line = 0;
  bool after_blank = true, line_defines = false;
  for (size_t at = 0; at < text->count; ++at) {
    if (bytes[at] == '\n') {
      after_blank = line_defines || strspn(bytes + line, " \t") >= at - line;
      line_defines = false;
      line = at + 1;
    }
    size_t end = label_end(bytes, at);
    if (end == 0)
      continue;
    if (at == line + strspn(bytes + line, " ") && is_definition(bytes, line, end, after_blank)) {
      g_array_append_val(found, ((struct definition){at, end}));
      line_defines = true;
    } else {
      g_hash_table_add(used, label_key(bytes, at, end));
    }
  }
}

void markup_check_definitions(const struct markup_text *text, struct diags *diags)
{
  GArray *found = g_array_new(FALSE, FALSE, sizeof(struct definition));
  GHashTable *used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *defined = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  collect_labels(text, found, used);
  for (guint i = 0; i < found->len; ++i) {
    struct definition *d = &g_array_index(found, struct definition, i);
    char *key = label_key(text->bytes, d->begin, d->end);
    if (!g_hash_table_contains(used, key))
      report_unused(text, d->begin, d->end, diags);
    else if (g_hash_table_contains(defined, key))
      report_twice(text, d->begin, d->end, diags);
    g_hash_table_add(defined, key);
  }
  g_hash_table_destroy(defined);
  g_hash_table_destroy(used);
  g_array_free(found, TRUE);
}

void markup_check_comment(const struct files *files, const struct node *scalar, struct diags *diags)
{
  if (scalar->as.scalar.style != NODE_PLAIN || !span_known(scalar->span))
    return;
  const struct file *file = files_get(files, scalar->span.file);
  size_t at = scalar->span.end;
  while (at < file->size && (file->bytes[at] == ' ' || file->bytes[at] == '\t'))
    at++;
  if (at == scalar->span.end || at == file->size || file->bytes[at] != '#')
    return;
  size_t end = at;
  while (end < file->size && file->bytes[end] != '\n')
    end++;
  struct span span = {scalar->span.file, (uint32_t)at, (uint32_t)end};
  struct diag *diag =
      diag_add(diags, DIAG_MARKUP, span, _("These words behind “ #” are a comment and are not printed."));
  diag_set_severity(diags, diag, DIAG_WARNING);
  diag_hint(diags, diag,
            _("If they belong to the text, put the whole text in quotes, or begin it with “|” on a line of its own."));
}
