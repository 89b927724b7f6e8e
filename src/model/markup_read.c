/* CommonMark's tree to the blocks of a report. */
#include <string.h>

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm.h>

#include "base/limits.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/markup.h"
#include "model/markup_cache.h"

#define LINK_LENGTH 2000 /* what PDF readers agree on */

struct reader {
  struct arena *scratch, *arena;
  struct markup_text text;
  size_t *lines; /* offsets of the lines of the prepared text */
  size_t line_count, line_capacity;
  struct report *report;
  struct diags *diags;
  int level;        /* of the last heading; 1: the section's title */
  size_t note_base; /* notes of the report before this text */
};

/* ---- positions ---- */

static void find_lines(struct reader *r)
{
  *ARENA_APPEND(r->scratch, r->lines, r->line_count, r->line_capacity) = 0;
  for (size_t i = 0; i < r->text.count; ++i) {
    if (r->text.bytes[i] == '\n')
      *ARENA_APPEND(r->scratch, r->lines, r->line_count, r->line_capacity) = i + 1;
  }
}

static size_t offset_at(const struct reader *r, int line, int column)
{
  if (line < 1)
    return 0;
  size_t index = MIN((size_t)line, r->line_count) - 1;
  return MIN(r->lines[index] + (size_t)MAX(column - 1, 0), r->text.count);
}

/* CommonMark counts the columns of a paragraph's further lines as if they began where its first line did. */
static size_t inline_offset(const struct reader *r, cmark_node *block, cmark_node *node)
{
  int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
  if (line <= cmark_node_get_start_line(block))
    return offset_at(r, line, column);
  size_t begin = offset_at(r, line, 1), words = begin + strspn(r->text.bytes + begin, " \t");
  return MIN(words + (size_t)MAX(column - cmark_node_get_start_column(block), 0), r->text.count);
}

static struct span block_span(const struct reader *r, cmark_node *node)
{
  size_t begin = offset_at(r, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
  size_t end = offset_at(r, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1);
  while (end > begin && strchr(" \n", r->text.bytes[end - 1]))
    --end;
  return markup_span(&r->text, begin, end);
}

/* From the first run to the last, where there are any: right in every case. */
static struct span words_span(const struct reader *r, cmark_node *node, const struct inlines *inlines)
{
  if (inlines->count == 0)
    return block_span(r, node);
  struct span span = inlines->items[0].span;
  span.end = MAX(span.end, inlines->items[inlines->count - 1].span.end);
  return span;
}

/* ---- what has no place in a report ---- */

static void refuse(struct reader *r, struct span span, const char *message, const char *hint)
{
  struct diag *diag = diag_add(r->diags, DIAG_MARKUP, span, "%s", message);
  diag_hint(r->diags, diag, "%s", hint);
}

static void refuse_block(struct reader *r, cmark_node *node, cmark_node_type type)
{
  struct span span = block_span(r, node);
  if (type == CMARK_NODE_BLOCK_QUOTE)
    refuse(r, span, _("A line that begins with “>” is a block quotation, which a report does not have."),
           _("Take the “>” out. If it is meant to be printed, write “\\>”."));
  else if (type == CMARK_NODE_CODE_BLOCK)
    refuse(r, span,
           _("Lines indented by four or more spaces, or between ``` marks, are program code, which a report does not "
             "have."),
           _("Begin the lines where the other lines of the text begin: the layout makes the indents of paragraphs."));
  else if (type == CMARK_NODE_HTML_BLOCK)
    refuse(r, span, _("HTML has no place in a report and would not be printed."),
           _("Take it out. If “<” is meant to be printed, write “\\<”."));
  else
    refuse(r, span, _("A line of “---” or “***” draws a rule, which a report does not have."),
           _("Take the line out. Parts of the text are headed with “## words”."));
}

/* ---- inlines ---- */

struct inline_reader {
  struct reader *r;
  cmark_node *block;
  struct markup_runs runs;
  int strong, emphasis; /* depth */
  struct markup_html html;
};

static void set_marks(struct inline_reader *in)
{
  in->runs.marks = (in->strong > 0 ? INLINE_STRONG : 0u) | (in->emphasis > 0 ? INLINE_EMPHASIS : 0u) | in->html.mark;
  in->runs.line = in->html.mark ? in->html.count : 0;
}

static bool link_scheme_ok(const char *url)
{
  static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};
  for (size_t i = 0; i < G_N_ELEMENTS(schemes); ++i) {
    if (g_ascii_strncasecmp(url, schemes[i], strlen(schemes[i])) == 0 && url[strlen(schemes[i])])
      return true;
  }
  return false;
}

static bool link_bytes_ok(const char *url)
{
  for (const char *at = url; *at; ++at) {
    if (*at <= ' ' || *at == 0x7F) /* a signed char: beyond ASCII is below 0 */
      return false;
  }
  return strlen(url) <= LINK_LENGTH;
}

/* The address without what markup_prepare put into it; NULL if a ${…} stands in it. */
static char *link_address(const char *url)
{
  GString *out = g_string_new(NULL);
  for (size_t at = 0, length = strlen(url); at < length;) {
    uint32_t code = utf8_next(url, &at);
    if (code >= MARKUP_EXPR && code <= MARKUP_EXPR + MARKUP_EXPR_MAX)
      return g_string_free(out, TRUE);
    if (code != MARKUP_JOINT)
      g_string_append_unichar(out, code >= MARKUP_PLAIN ? code - MARKUP_PLAIN : code);
  }
  return g_string_free(out, FALSE);
}

static void enter_link(struct inline_reader *in, cmark_node *node)
{
  struct reader *r = in->r;
  size_t begin = inline_offset(r, in->block, cmark_node_first_child(node) ? cmark_node_first_child(node) : node);
  char *address = link_address(cmark_node_get_url(node));
  if (!cmark_node_first_child(node))
    refuse(r, markup_span(&r->text, begin, begin + 1), _("A link without words cannot be seen on paper."),
           _("Write words between the brackets: [words](https://…)."));
  else if (!address)
    refuse(r, markup_span(&r->text, begin, begin + 1), _("An expression ${…} cannot stand in the address of a link."),
           _("Write the address out."));
  else if (!link_scheme_ok(address) || !link_bytes_ok(address))
    refuse(r, markup_span(&r->text, begin, begin + 1), _("This link's address cannot be used."),
           _("An address begins with https://, http://, mailto: or tel:, holds letters, digits and marks of ASCII "
             "only, and "
             "is at most 2000 characters long."));
  else
    in->runs.link = arena_strdup(r->arena, address);
  g_free(address);
}

/* Between backticks, whatever their number. */
static void warn_of_code(const struct reader *r, size_t begin, size_t length)
{
  size_t open = begin, end = MIN(begin + length, r->text.count);
  while (open > 0 && r->text.bytes[open - 1] == '`')
    --open;
  while (r->text.bytes[end] == '`')
    ++end;
  struct diag *diag = diag_add(r->diags, DIAG_MARKUP, markup_span(&r->text, open, end),
                               _("The marks “`” around these words are not printed."));
  diag_set_severity(r->diags, diag, DIAG_WARNING);
  diag_hint(r->diags, diag,
            _("Take them out. For quotation marks write “ ”; if “`” is meant to be printed, write “\\`”."));
}

static void read_code(struct inline_reader *in, cmark_node *node)
{
  const char *words = cmark_node_get_literal(node);
  size_t begin = inline_offset(in->r, in->block, node);
  warn_of_code(in->r, begin, strlen(words));
  in->runs.marks |= INLINE_CODE;
  markup_runs_text(&in->runs, words, begin, true);
  set_marks(in);
}

static void read_html(struct inline_reader *in, cmark_node *node)
{
  size_t begin = inline_offset(in->r, in->block, node);
  const char *tag = cmark_node_get_literal(node);
  struct span span = markup_span(&in->r->text, begin, begin + strlen(tag));
  markup_html_tag(&in->html, &in->runs, tag, cmark_node_parent(node), span);
}

static void read_note_mark(struct inline_reader *in, cmark_node *node)
{
  size_t begin = inline_offset(in->r, in->block, node);
  size_t end = begin + strcspn(in->r->text.bytes + begin, "]\n");
  guint64 number = g_ascii_strtoull(cmark_node_get_literal(node), NULL, 10);
  g_assert(number > 0);
  markup_runs_note(&in->runs, (uint32_t)(in->r->note_base + number - 1), begin, end + 1);
}

static void enter_inline(struct inline_reader *in, cmark_node *node, cmark_iter *iter)
{
  cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_TEXT) {
    markup_runs_text(&in->runs, cmark_node_get_literal(node), inline_offset(in->r, in->block, node), false);
  } else if (type == CMARK_NODE_SOFTBREAK) {
    markup_runs_soft_break(&in->runs);
  } else if (type == CMARK_NODE_LINEBREAK) {
    markup_runs_hard_break(&in->runs);
  } else if (type == CMARK_NODE_CODE) {
    read_code(in, node);
  } else if (type == CMARK_NODE_HTML_INLINE) {
    read_html(in, node);
  } else if (type == CMARK_NODE_FOOTNOTE_REFERENCE) {
    read_note_mark(in, node);
  } else if (type == CMARK_NODE_LINK) {
    enter_link(in, node);
  } else if (type == CMARK_NODE_IMAGE) {
    size_t begin = inline_offset(in->r, in->block, node);
    refuse(in->r, markup_span(&in->r->text, begin, begin + 2), _("A picture cannot stand in the text."),
           _("Write it as “image: {file: …, alt: …}” in the “content:” of the section. If “![” is meant to be printed, "
             "write “!\\[”."));
    cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
  }
}

static void step_inline(struct inline_reader *in, cmark_iter *iter, bool enter)
{
  cmark_node *node = cmark_iter_get_node(iter);
  cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_STRONG)
    in->strong += enter ? 1 : -1;
  else if (type == CMARK_NODE_EMPH)
    in->emphasis += enter ? 1 : -1;
  else if (type == CMARK_NODE_LINK && !enter)
    in->runs.link = NULL;
  set_marks(in);
  if (enter)
    enter_inline(in, node, iter);
}

/* Walks without recursion: emphasis may be nested by the thousand. */
static void read_inlines(struct reader *r, cmark_node *block, struct inlines *out)
{
  struct inline_reader in = {.r = r, .block = block};
  size_t begin = offset_at(r, cmark_node_get_start_line(block), cmark_node_get_start_column(block));
  markup_runs_begin(&in.runs, r->scratch, r->arena, &r->text, out, begin, r->diags);
  cmark_iter *iter = cmark_iter_new(block);
  for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
    if (cmark_iter_get_node(iter) != block)
      step_inline(&in, iter, event == CMARK_EVENT_ENTER);
  }
  cmark_iter_free(iter);
  markup_html_end(&in.html, &in.runs);
  markup_runs_end(&in.runs);
  markup_check_glyphs(&r->text, &in.runs.glyphs, r->diags);
}

/* ---- blocks ---- */

static void read_blocks(struct reader *r, cmark_node *parent, unsigned depth, struct markups *out);

static void check_heading_level(struct reader *r, struct span span, int level)
{
  if (level == 1)
    refuse(r, span, _("“#” is the first level, which is the section's title."),
           _("Write “##” for a heading inside a section."));
  else if (level > 4)
    refuse(r, span, _("A report has headings of four levels; this one is deeper."),
           _("Use “##”, “###” or “####”, or an ordered list."));
  else if (level > r->level + 1)
    refuse(r, span, _("This heading leaves out a level."),
           _("Below the title of a section comes “##”, then “###”, then "
             "“####”."));
}

static void check_heading_words(struct reader *r, struct span span, const struct inlines *inlines)
{
  if (inlines->count == 0) {
    refuse(r, span, _("This heading has no words."), _("Write the words behind “##” and a space."));
    return;
  }
  const struct inline_run *run = &inlines->items[0];
  size_t length = run->kind == INLINE_TEXT ? markup_typed_number(run->text) : 0;
  if (length == 0)
    return;
  struct diag *diag = diag_add(r->diags, DIAG_MARKUP, run->span,
                               _("This heading begins with “%s”, and the layout numbers headings itself."),
                               diag_quote(r->diags, run->text, length));
  diag_set_severity(r->diags, diag, DIAG_WARNING);
  diag_hint(r->diags, diag, _("Take the typed number out."));
}

static void read_heading(struct reader *r, cmark_node *node, unsigned depth, struct markups *out)
{
  struct markup markup = {.kind = MARKUP_HEADING, .level = cmark_node_get_heading_level(node)};
  read_inlines(r, node, &markup.inlines);
  markup.span = words_span(r, node, &markup.inlines);
  size_t begin = offset_at(r, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
  if (r->text.bytes[begin] != '#')
    refuse(r, markup.span, _("A line of “---” or “===” right below a paragraph makes a heading of it."),
           _("Write a heading as “## words”; take the line of marks out, or leave an empty line before it."));
  else if (depth > 0)
    refuse(r, markup.span, _("A heading cannot stand in a list or a footnote."),
           _("Begin the heading at the start of the line, after an empty line."));
  else
    check_heading_level(r, markup.span, markup.level);
  check_heading_words(r, markup.span, &markup.inlines);
  markup.level = CLAMP(markup.level, 2, 4);
  r->level = depth > 0 ? r->level : markup.level;
  if (markup.inlines.count > 0)
    *ARENA_PUSH(r->arena, out) = markup;
}

/* A heading as it comes from elsewhere, where its looks told what it is. */
static void check_typed_heading(struct reader *r, const struct markup *markup)
{
  const struct inlines *inlines = &markup->inlines;
  const char *text = inlines->count == 1 && inlines->items[0].kind == INLINE_TEXT ? inlines->items[0].text : "";
  size_t number = markup_typed_heading(text);
  if (number == 0)
    return;
  struct diag *diag = diag_add(r->diags, DIAG_MARKUP, markup->span,
                               _("This looks like a heading, but is printed as a paragraph of the text."));
  diag_set_severity(r->diags, diag, DIAG_WARNING);
  diag_hint(r->diags, diag, _("If it is one, write “## %s”, without its number: the layout numbers headings itself."),
            diag_quote(r->diags, text + number, strlen(text + number)));
}

static void read_paragraph(struct reader *r, cmark_node *node, unsigned depth, struct markups *out)
{
  struct markup markup = {.kind = MARKUP_PARAGRAPH};
  read_inlines(r, node, &markup.inlines);
  markup.span = words_span(r, node, &markup.inlines);
  if (depth == 0 && cmark_node_get_start_line(node) == cmark_node_get_end_line(node))
    check_typed_heading(r, &markup);
  if (markup.inlines.count > 0)
    *ARENA_PUSH(r->arena, out) = markup;
}

/* Lists count on from their first number, whatever is typed before the others; a list of nothing but 1. is a habit that
 * means "number them for me". True once something was said. */
static bool check_item_number(struct reader *r, cmark_node *item, int start, int index)
{
  size_t begin = offset_at(r, cmark_node_get_start_line(item), cmark_node_get_start_column(item));
  char *end;
  guint64 typed = g_ascii_strtoull(r->text.bytes + begin, &end, 10);
  if (typed == (guint64)start + (guint64)index || typed == (guint64)start || !g_ascii_isdigit(r->text.bytes[begin]))
    return false;
  struct diag *diag =
      diag_add(r->diags, DIAG_MARKUP, markup_span(&r->text, begin, (size_t)(end - r->text.bytes) + 1),
               _("This item is typed as number %u, but is printed as number %d: a list counts on from its "
                 "first number."),
               (unsigned)typed, start + index);
  diag_set_severity(r->diags, diag, DIAG_WARNING);
  diag_hint(r->diags, diag, _("Number the items in order, or begin a new list behind a paragraph."));
  return true;
}

static void read_list(struct reader *r, cmark_node *node, unsigned depth, struct markups *out)
{
  if (depth >= LIMIT_DEPTH) {
    diag_add(r->diags, DIAG_LIMIT_DEPTH, block_span(r, node), _("Lists are nested more than %u levels deep."),
             LIMIT_DEPTH);
    return;
  }
  struct markup_list *list = ARENA_NEW(r->arena, struct markup_list);
  list->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  list->start = list->ordered ? cmark_node_get_list_start(node) : 0;
  bool said = !list->ordered;
  for (cmark_node *item = cmark_node_first_child(node); item; item = cmark_node_next(item)) {
    said = said || check_item_number(r, item, list->start, (int)list->count);
    struct markups *blocks = ARENA_PUSH(r->arena, list);
    read_blocks(r, item, depth + 1, blocks);
    if (!cmark_node_first_child(item))
      refuse(r, block_span(r, item), _("This list item has no words."), _("Write its words, or take it out."));
  }
  *ARENA_PUSH(r->arena, out) = (struct markup){.kind = MARKUP_LIST, .span = block_span(r, node), .list = list};
}

static void read_block(struct reader *r, cmark_node *node, unsigned depth, struct markups *out)
{
  cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_HEADING)
    read_heading(r, node, depth, out);
  else if (type == CMARK_NODE_PARAGRAPH)
    read_paragraph(r, node, depth, out);
  else if (type == CMARK_NODE_LIST)
    read_list(r, node, depth, out);
  else if (type == CMARK_NODE_FOOTNOTE_DEFINITION) /* in the order of their first marks, behind everything else */
    read_blocks(r, node, depth + 1,
                ARENA_APPEND(r->arena, r->report->notes, r->report->note_count, r->report->note_capacity));
  else
    refuse_block(r, node, type);
}

static void read_blocks(struct reader *r, cmark_node *parent, unsigned depth, struct markups *out)
{
  for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
    read_block(r, node, depth, out);
}

/* ---- the whole ---- */

/* The section being read: headings go on from part to part of it. NULL before the first. */
static struct section *current_section(struct report *report)
{
  return report->count == 0 ? NULL : &report->sections[report->count - 1];
}

static void read_piece(struct reader *r, struct source_cursor *cursor, uint32_t begin, uint32_t end,
                       struct markups *out)
{
  arena_clear(r->scratch);
  r->lines = NULL;
  r->line_count = r->line_capacity = 0;
  markup_prepare(r->scratch, r->arena, cursor, begin, end, PREPARE_BLOCK, r->report, &r->text, r->diags);
  markup_check_definitions(&r->text, r->diags);
  find_lines(r);
  cmark_node *document = cmark_parse_document(r->text.bytes, r->text.count, CMARK_OPT_FOOTNOTES);
  read_blocks(r, document, 0, out);
  cmark_node_free(document);
}

/* A mark of a footnote counts for the whole report. */
static bool marks_note(const struct node *scalar, uint32_t begin, uint32_t end)
{
  return memmem(scalar->as.scalar.text + begin, end - begin, "[^", 2) != NULL;
}

static void read_piece_cached(struct reader *r, struct markup_cache *cache, struct source_cursor *cursor,
                              uint32_t begin, uint32_t end, struct markups *out)
{
  struct source_cursor here = *cursor;
  struct markup_piece piece = {&here, source_locate(&here, begin), 0, end - begin, r->level};
  struct source_cursor there = here;
  piece.end = source_locate(&there, end);
  if (markup_cache_take(cache, r->arena, &piece, out, &r->level)) {
    *cursor = there;
    return;
  }
  size_t first = out->count, said = r->diags->count;
  read_piece(r, cursor, begin, end, out);
  if (r->diags->count == said && !marks_note(cursor->scalar, begin, end))
    markup_cache_put(cache, &piece, out, first, r->level);
}

void markup_read_cached(struct arena *arena, const struct files *files, const struct node *scalar,
                        struct report *report, struct markup_cache *cache, struct markups *out, struct diags *diags)
{
  struct section *section = current_section(report);
  struct reader r = {.scratch = arena_new(),
                     .arena = arena,
                     .report = report,
                     .diags = diags,
                     .level = section && section->level > 0 ? section->level : 1,
                     .note_base = report->note_count};
  struct source_cursor cursor = source_cursor(files, scalar);
  bool divisible = markup_is_divisible(scalar);
  for (uint32_t begin = 0, length = scalar->as.scalar.length, end; begin < length; begin = end) {
    end = divisible ? markup_piece_end(scalar, begin) : length;
    if (cache)
      read_piece_cached(&r, cache, &cursor, begin, end, out);
    else
      read_piece(&r, &cursor, begin, end, out);
  }
  markup_check_comment(files, scalar, diags);
  if (section)
    section->level = r.level;
  arena_free(r.scratch);
}

void markup_read(struct arena *arena, const struct files *files, const struct node *scalar, struct report *report,
                 struct markups *out, struct diags *diags)
{
  markup_read_cached(arena, files, scalar, report, NULL, out, diags);
}
