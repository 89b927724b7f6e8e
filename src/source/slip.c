/* What went wrong where libyaml gives up. libyaml names its own state ("did not find expected key"); a person needs the
 * slip of the pen that led there, which often stands lines before. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "source/reading.h"

#define WIDE_COLON     "："
#define LINES_BACK     50 /* a slip is looked for in so many lines before the error */
#define KEY_CHARACTERS 30 /* a longer run before a colon is prose, not a key */

struct slip {
  struct reading *reading;
  const struct file *file;
  uint32_t problem, context; /* byte offsets of libyaml's two marks */
  uint32_t found;            /* where a looked-for slip stands */
};

static struct diag *slip_add(const struct slip *slip, uint32_t begin, uint32_t end, const char *message)
{
  return diag_add(slip->reading->diags, DIAG_YAML_SYNTAX, source_span_of(slip->reading, begin, end), "%s", message);
}

static void slip_hint(const struct slip *slip, struct diag *diag, const char *hint)
{
  diag_hint(slip->reading->diags, diag, "%s", hint);
}

static char byte_at(const struct slip *slip, size_t at)
{
  return at < slip->file->size ? slip->file->bytes[at] : '\0';
}

static uint32_t line_begin(const struct slip *slip, uint32_t at)
{
  while (at > slip->reading->start && slip->file->bytes[at - 1] != '\n')
    --at;
  return at;
}

static uint32_t line_end(const struct slip *slip, uint32_t at)
{
  while (at < slip->file->size && slip->file->bytes[at] != '\n')
    ++at;
  while (at > slip->reading->start && strchr(" \t\r", slip->file->bytes[at - 1]) != NULL &&
         slip->file->bytes[at - 1] != '\n')
    --at;
  return at;
}

/* Behind indentation and the dashes of list items. */
static uint32_t content_begin(const struct slip *slip, uint32_t at)
{
  while (byte_at(slip, at) == ' ' || byte_at(slip, at) == '\t' ||
         (byte_at(slip, at) == '-' && byte_at(slip, at + 1) == ' '))
    ++at;
  return at;
}

static uint32_t character_end(const struct slip *slip, uint32_t at)
{
  size_t end = at;
  if (at < slip->file->size)
    utf8_next(slip->file->bytes, &end);
  return (uint32_t)end;
}

static bool starts_with(const struct slip *slip, uint32_t at, const char *text)
{
  size_t length = strlen(text);
  return slip->file->size - at >= length && memcmp(slip->file->bytes + at, text, length) == 0;
}

static bool ends_key(char c)
{
  return c == '\0' || strchr(" \t\r\n\"'[]{},#|>", c) != NULL;
}

/* Finds in [at, end) a short word that ends in `colon`. */
static bool find_colon(struct slip *slip, uint32_t at, uint32_t end, const char *colon)
{
  uint32_t begin = at;
  for (int i = 0; i <= KEY_CHARACTERS && at < end && !ends_key(byte_at(slip, at)); ++i) {
    if (at > begin && starts_with(slip, at, colon)) {
      slip->found = at;
      return true;
    }
    at = character_end(slip, at);
  }
  return false;
}

static struct diag *report_wide_colon(const struct slip *slip)
{
  slip->reading->mend = slip->found;
  uint32_t begin = content_begin(slip, line_begin(slip, slip->found));
  struct diag *diag = slip_add(slip, slip->found, slip->found + (uint32_t)strlen(WIDE_COLON),
                               _("A full-width colon “：” does not end a key."));
  const char *key = diag_quote(slip->reading->diags, slip->file->bytes + begin, slip->found - begin);
  diag_hint(slip->reading->diags, diag, _("Write “%s: ” with a half-width colon and a space."), key);
  return diag;
}

static void report_no_space(const struct slip *slip)
{
  uint32_t begin = content_begin(slip, line_begin(slip, slip->found));
  struct diag *diag = slip_add(slip, slip->found, slip->found + 1, _("There is no space behind the colon."));
  const char *key = diag_quote(slip->reading->diags, slip->file->bytes + begin, slip->found - begin);
  diag_hint(slip->reading->diags, diag, _("Write “%s: ” with a half-width colon and a space."), key);
}

/* Whether a line, behind its indentation, has a "key:" that YAML understands. */
static bool line_has_key(const struct slip *slip, uint32_t begin)
{
  uint32_t end = line_end(slip, begin);
  for (uint32_t at = begin; at < end; ++at) {
    if (byte_at(slip, at) == ':' && (at + 1 == end || byte_at(slip, at + 1) == ' '))
      return true;
  }
  return false;
}

/* Lines before this are read and done with. The scalar read last may itself be the slip, if it took in several lines.
 */
static uint32_t unread_begin(const struct slip *slip)
{
  const struct node *last = slip->reading->last;
  if (last == NULL)
    return slip->reading->start;
  uint32_t end = line_begin(slip, last->span.end);
  bool lines = line_begin(slip, last->span.begin) < end;
  if (last->as.scalar.style == NODE_PLAIN && lines)
    return line_begin(slip, last->span.begin);
  return end;
}

/* "标题：一" is a text to YAML, which goes on over the next lines until something does not fit. The first line that
 * looks so is the slip. */
static bool find_wide_colon_back(struct slip *slip)
{
  uint32_t first = unread_begin(slip);
  uint32_t begin = line_begin(slip, slip->problem);
  uint32_t found = 0;
  bool any = false;
  for (int i = 0; i < LINES_BACK && (i == 0 || !line_has_key(slip, begin)); ++i) {
    uint32_t at = content_begin(slip, begin);
    if (byte_at(slip, at) != '#' && find_colon(slip, at, line_end(slip, begin), WIDE_COLON)) {
      any = true;
      found = slip->found;
    }
    if (begin <= first)
      break;
    begin = line_begin(slip, begin - 1);
  }
  slip->found = found;
  return any;
}

/* The last line before `begin` that is not blank ends a block scalar. */
static bool follows_block_text(const struct slip *slip, uint32_t begin)
{
  const struct node *last = slip->reading->last;
  if (last == NULL || (last->as.scalar.style != NODE_LITERAL && last->as.scalar.style != NODE_FOLDED))
    return false;
  uint32_t at = begin;
  while (at > slip->reading->start && strchr(" \t\r\n", byte_at(slip, at - 1)) != NULL)
    --at;
  return at == last->span.end;
}

static bool report_outdented(const struct slip *slip, uint32_t begin)
{
  if (!follows_block_text(slip, line_begin(slip, begin)))
    return false;
  struct diag *diag =
      slip_add(slip, begin, line_end(slip, begin),
               _("This line is neither “key: value” nor, being indented less, part of the text above."));
  slip_hint(
      slip, diag,
      _("If it belongs to the text above, indent it like the lines there; if it is a key, write a half-width colon "
        "and a space behind the key."));
  return true;
}

/* A line among keys that has no colon as YAML wants it. */
static void report_key_line(struct slip *slip)
{
  uint32_t begin = slip->context;
  uint32_t end = line_end(slip, begin);
  if (report_outdented(slip, begin))
    return;
  if (find_colon(slip, begin, end, WIDE_COLON)) {
    report_wide_colon(slip);
  } else if (find_colon(slip, begin, end, ":")) {
    report_no_space(slip);
  } else {
    struct diag *diag = slip_add(slip, begin, end, _("This line is not of the form “key: value”."));
    slip_hint(slip, diag, _("Add the key and a colon, or indent the line if it belongs to the text above."));
  }
}

/* Text right behind a closed quotation mark: either the mark closed too early or it should have closed before. */
static bool report_after_quote(struct slip *slip)
{
  const struct node *last = slip->reading->last;
  if (last == NULL || last->as.scalar.style != NODE_QUOTED || last->span.end > slip->problem ||
      line_end(slip, last->span.end) < slip->problem)
    return false;
  uint32_t begin = last->span.begin;
  if (line_begin(slip, begin) == line_begin(slip, slip->problem)) {
    struct diag *diag = slip_add(slip, slip->problem, line_end(slip, slip->problem),
                                 _("The text goes on behind its closing quotation mark."));
    diag_relate(slip->reading->diags, diag, source_span_of(slip->reading, begin, last->span.end),
                _("To YAML the quoted text is only this."));
    slip_hint(slip, diag, _("Use “ ” inside the text, or put the whole text between single quotation marks (')."));
    return true;
  }
  struct diag *diag = slip_add(slip, begin, begin + 1, _("This quotation mark is not closed on its line."));
  diag_relate(slip->reading->diags, diag, source_span_of(slip->reading, last->span.end - 1, last->span.end),
              _("The next one, which YAML takes for its end, is here."));
  slip_hint(slip, diag, _("Put the same mark at the end of the text."));
  return true;
}

static void report_open_quote(struct slip *slip)
{
  uint32_t begin = slip->context;
  struct diag *diag = slip_add(slip, begin, begin + 1, _("This quotation mark is never closed."));
  slip_hint(slip, diag, _("Put the same mark at the end of the text."));
}

static void report_escape(struct slip *slip)
{
  uint32_t begin = slip->problem;
  while (begin > slip->context && byte_at(slip, begin) != '\\')
    --begin;
  struct diag *diag = slip_add(slip, begin, character_end(slip, begin + 1),
                               _("This is not a sign that “\\” can begin between double quotation marks."));
  slip_hint(slip, diag, _("Write “\\\\” for a backslash, or use single quotation marks (')."));
}

static bool report_tab(struct slip *slip)
{
  uint32_t begin = line_begin(slip, slip->problem);
  uint32_t at = begin;
  while (byte_at(slip, at) == ' ')
    ++at;
  uint32_t end = at;
  while (byte_at(slip, end) == '\t' || byte_at(slip, end) == ' ')
    ++end;
  if (byte_at(slip, at) != '\t' || slip->problem > end)
    return false;
  struct diag *diag = slip_add(slip, at, end, _("This line is indented with a tab."));
  slip_hint(slip, diag, _("Use spaces: two for each level."));
  return true;
}

static void report_token(struct slip *slip)
{
  if (report_tab(slip))
    return;
  uint32_t begin = slip->problem;
  const char *sign = diag_quote(slip->reading->diags, slip->file->bytes + begin, character_end(slip, begin) - begin);
  char *message =
      arena_printf(slip->reading->arena, _("A text may not begin with “%s” unless it is in quotation marks."), sign);
  struct diag *diag = slip_add(slip, begin, character_end(slip, begin), message);
  slip_hint(slip, diag, _("Put the text in quotation marks."));
}

static void report_block_tab(struct slip *slip)
{
  if (!report_tab(slip))
    slip_add(slip, slip->problem, slip->problem + 1, _("There is a tab where YAML wants spaces."));
}

/* "a: b: c", or a line indented deeper than the line above although that has its value. */
static void report_two_colons(struct slip *slip)
{
  if (find_wide_colon_back(slip)) {
    report_wide_colon(slip);
    return;
  }
  if (report_after_quote(slip))
    return;
  uint32_t begin = content_begin(slip, line_begin(slip, slip->problem));
  bool first = true;
  for (uint32_t at = begin; at < slip->problem; ++at)
    first &= byte_at(slip, at) != ':' || byte_at(slip, at + 1) != ' ';
  struct diag *diag;
  if (first) {
    diag = slip_add(slip, begin, slip->problem + 1,
                    _("This line is indented deeper than the line above, which has its value already."));
    slip_hint(slip, diag, _("Let keys that belong together begin in the same column."));
  } else {
    diag = slip_add(slip, slip->problem, slip->problem + 1, _("There is a second colon with a space in this line."));
    slip_hint(slip, diag, _("Put the value in quotation marks, or use a full-width colon inside the text."));
  }
}

/* “行政强制: -”: the sign for “not applicable”, without its quotation marks. */
static bool report_lone_dash(struct slip *slip)
{
  uint32_t next = slip->problem + 1;
  while (byte_at(slip, next) == ' ')
    ++next;
  if (byte_at(slip, slip->problem) != '-' || strchr("\r\n#", byte_at(slip, next)) == NULL)
    return false;
  struct diag *diag = slip_add(slip, slip->problem, slip->problem + 1, _("A dash that stands alone is no value."));
  slip_hint(slip, diag, _("Write \"-\", in quotation marks, for “not applicable”, or 0 for none."));
  return true;
}

static void report_dash(struct slip *slip)
{
  if (report_lone_dash(slip))
    return;
  struct diag *diag = slip_add(slip, slip->problem, slip->problem + 1, _("A list item “- ” may not begin here."));
  slip_hint(slip, diag, _("Begin the list on a line of its own, with its dashes in one column."));
}

/* "...", the end of a document, and more behind it. */
static bool report_second_document(const struct slip *slip)
{
  uint32_t at = line_begin(slip, slip->problem);
  while (at > slip->reading->start && strchr(" \t\r\n", byte_at(slip, at - 1)) != NULL)
    --at;
  uint32_t begin = line_begin(slip, at);
  if (!starts_with(slip, begin, "..."))
    return false;
  struct diag *diag = diag_add(slip->reading->diags, DIAG_YAML_FEATURE, source_span_of(slip->reading, begin, begin + 3),
                               _("The document ends here, but more follows; a source is one document."));
  slip_hint(slip, diag, _("Delete the line “...”, or keep the second part in a file of its own."));
  return true;
}

static bool report_no_key(const struct slip *slip)
{
  if (byte_at(slip, slip->problem) != ':')
    return false;
  slip_add(slip, slip->problem, slip->problem + 1, _("There is no key before the colon."));
  return true;
}

static void report_indentation(struct slip *slip)
{
  if (report_no_key(slip) || report_second_document(slip))
    return;
  if (report_after_quote(slip) || report_outdented(slip, slip->problem))
    return;
  if (find_wide_colon_back(slip)) {
    report_wide_colon(slip);
    return;
  }
  struct diag *diag = slip_add(slip, slip->problem, MAX(line_end(slip, slip->problem), slip->problem + 1),
                               _("This does not continue the list or the keys above."));
  diag_relate(slip->reading->diags, diag, source_span_of(slip->reading, slip->context, line_end(slip, slip->context)),
              _("They begin here."));
  slip_hint(
      slip, diag,
      _("Let keys, or dashes, that belong together begin in the same column; indent by two spaces for each level."));
}

/* A full-width comma in [begin, end) where a half-width one would part values. */
static bool find_wide_comma(struct slip *slip, uint32_t begin, uint32_t end)
{
  for (uint32_t at = begin; at < end; at = character_end(slip, at)) {
    if (starts_with(slip, at, "，") || starts_with(slip, at, "、")) {
      slip->found = at;
      return true;
    }
  }
  return false;
}

static void report_bracket(struct slip *slip)
{
  const char *open = byte_at(slip, slip->context) == '{' ? "{" : "[";
  const char *close = open[0] == '{' ? "}" : "]";
  uint32_t end = line_end(slip, slip->context);
  struct diag *diag;
  if (slip->problem <= end && report_after_quote(slip))
    return;
  if (find_wide_comma(slip, slip->context, MIN(slip->problem, end))) {
    slip->reading->mend = slip->found;
    diag = slip_add(slip, slip->found, character_end(slip, slip->found), _("A full-width comma does not part values."));
    slip_hint(slip, diag, _("Write a half-width comma and a space: “, ”."));
    return;
  }
  if (slip->problem < end) {
    diag = slip_add(slip, slip->problem, character_end(slip, slip->problem),
                    _("A comma or the closing bracket is missing before this."));
    diag_relate(slip->reading->diags, diag, source_span_of(slip->reading, slip->context, slip->context + 1),
                _("The bracket was opened here."));
    diag_hint(slip->reading->diags, diag, _("Part the values by “, ” and end them with “%s”."), close);
    return;
  }
  char *message = arena_printf(slip->reading->arena, _("The bracket “%s” is not closed."), open);
  diag = slip_add(slip, slip->context, slip->context + 1, message);
  diag_hint(slip->reading->diags, diag, _("Put “%s” behind the last value."), close);
}

static void report_anchor(struct slip *slip)
{
  uint32_t begin = slip->context;
  const char *sign = byte_at(slip, begin) == '*' ? "*" : byte_at(slip, begin) == '&' ? "&" : "!";
  struct diag *diag =
      diag_add(slip->reading->diags, DIAG_YAML_FEATURE, source_span_of(slip->reading, begin, begin + 1),
               _("A text may not begin with “%s”: anchors, aliases and tags are not allowed in a source."), sign);
  slip_hint(slip, diag, _("Put the text in quotation marks."));
}

static void report_block_header(struct slip *slip)
{
  struct diag *diag = slip_add(slip, slip->problem, MAX(line_end(slip, slip->problem), slip->problem + 1),
                               _("Nothing may stand in the line behind “|” or “>”."));
  slip_hint(slip, diag, _("Begin the text on the next line, indented by two spaces."));
}

static void report_content(struct slip *slip)
{
  if (report_no_key(slip))
    return;
  struct diag *diag =
      slip_add(slip, slip->problem, character_end(slip, slip->problem), _("A value is missing before this."));
  slip_hint(slip, diag, _("Write the value, or take the comma or bracket out."));
}

static const struct {
  const char *problem; /* how libyaml's words begin */
  const char *context; /* the same, or NULL for any */
  void (*report)(struct slip *slip);
} reports[] = {
    {"could not find expected ':'", NULL, report_key_line},
    {"mapping values are not allowed", NULL, report_two_colons},
    {"block sequence entries are not allowed", NULL, report_dash},
    {"did not find expected key", NULL, report_indentation},
    {"did not find expected '-' indicator", NULL, report_indentation},
    {"did not find expected <document start>", NULL, report_indentation},
    {"did not find expected ',' or", NULL, report_bracket},
    {"did not find expected node content", NULL, report_content},
    {"found unexpected document indicator", NULL, report_open_quote},
    {"found unexpected end of stream", NULL, report_open_quote},
    {"", "while parsing a quoted scalar", report_escape},
    {"found unknown escape", NULL, report_escape},
    {"did not find expected hexdecimal", NULL, report_escape},
    {"found invalid Unicode character escape", NULL, report_escape},
    {"found a tab character", NULL, report_block_tab},
    {"found character that cannot start any token", NULL, report_token},
    {"", "while scanning an anchor", report_anchor},
    {"", "while scanning an alias", report_anchor},
    {"", "while scanning a tag", report_anchor},
    {"", "while parsing a tag", report_anchor},
    {"found undefined tag handle", NULL, report_anchor},
    {"", "while scanning a block scalar", report_block_header},
};

static bool begins(const char *words, const char *prefix)
{
  return prefix == NULL || (words != NULL && strncmp(words, prefix, strlen(prefix)) == 0);
}

void source_slip(struct reading *reading, const yaml_parser_t *parser)
{
  struct slip slip = {.reading = reading, .file = reading->file};
  slip.problem = source_offset(reading, parser->problem_mark.index);
  slip.context = parser->context == NULL ? slip.problem : source_offset(reading, parser->context_mark.index);
  for (size_t i = 0; i < G_N_ELEMENTS(reports); ++i) {
    if (begins(parser->problem, reports[i].problem) && begins(parser->context, reports[i].context)) {
      reports[i].report(&slip);
      return;
    }
  }
  char *message = arena_printf(reading->arena, _("The YAML cannot be read here (%s)."), parser->problem);
  slip_add(&slip, slip.problem, character_end(&slip, slip.problem), message);
}

/* Bytes before the colon that was meant to end a key; 0 if there is none. */
static size_t key_length(const struct node *node)
{
  if (node->kind != NODE_SCALAR || node->as.scalar.style != NODE_PLAIN)
    return 0;
  const char *text = node->as.scalar.text;
  const char *wide = strstr(text, WIDE_COLON);
  const char *colon = wide != NULL ? wide : strchr(text, ':');
  if (colon == NULL)
    return 0;
  size_t length = (size_t)(colon - text);
  return utf8_count(text, length) > KEY_CHARACTERS ? 0 : length;
}

bool source_looks_like_key(const struct node *node)
{
  return key_length(node) > 0;
}

void source_hint_colon(struct diags *diags, struct diag *diag, const struct node *node)
{
  g_assert(source_looks_like_key(node));
  const char *key = diag_quote(diags, node->as.scalar.text, key_length(node));
  diag_hint(diags, diag, _("If “%1$s” is a key, write “%1$s: ” with a half-width colon and a space."), key);
}
