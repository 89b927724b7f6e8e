/* The two tags of HTML that mean something in a Chinese text: <u>, the line under a proper name (专名号), and <cite>,
 * the wavy line under the title of a work (书名号甲式). CL-19. */
#include "model/markup.h"

#include <string.h>

#include "base/tr.h"

struct markup_tag {
  const char *open, *close;
  unsigned mark;
};

static const struct markup_tag tags[] = {{"<u>", "</u>", INLINE_NAME}, {"<cite>", "</cite>", INLINE_WORK}};

static void report_open(const struct markup_html *html, struct diags *diags)
{
  const char *open = html->open->open, *close = html->open->close;
  struct diag *diag =
      diag_add(diags, DIAG_MARKUP, html->span, _("“%s” has no “%s” in the same paragraph."), open, close);
  diag_hint(diags, diag, _("Write “%1$s” behind the name. If “%2$s” is meant to be printed, write “\\%2$s”."), close,
            open);
}

static void report_nested(const struct markup_html *html, const struct markup_tag *tag, struct span span,
                          struct diags *diags)
{
  struct diag *diag = diag_add(diags, DIAG_MARKUP, span, _("“%s” stands inside “%s”, but a name has only one line."),
                               tag->open, html->open->open);
  diag_hint(diags, diag, _("Write “%s” before it, or take it out."), html->open->close);
}

static void begin_line(struct markup_html *html, struct markup_runs *runs, const struct markup_tag *tag,
                       const void *inside, struct span span)
{
  if (html->open) {
    report_nested(html, tag, span, runs->diags);
    html->nested = tag;
    return;
  }
  html->open = tag;
  html->inside = inside;
  html->span = span;
  html->glyphs = runs->glyphs.count;
  html->mark = tag->mark;
  html->count++;
}

static void report_stray(const struct markup_tag *tag, struct span span, struct diags *diags)
{
  struct diag *diag = diag_add(diags, DIAG_MARKUP, span, _("“%s” ends nothing."), tag->close);
  diag_hint(diags, diag, _("Write “%s” before the name, or take “%s” out."), tag->open, tag->close);
}

static void report_crossed(const struct markup_tag *tag, struct span span, struct diags *diags)
{
  struct diag *diag = diag_add(diags, DIAG_MARKUP, span, _("“%s” and “%s” cross the marks of emphasis or of a link."),
                               tag->open, tag->close);
  diag_hint(diags, diag, _("Put both inside the stars or brackets, or both outside."));
}

static void report_empty(const struct markup_tag *tag, struct span span, struct diags *diags)
{
  struct diag *diag =
      diag_add(diags, DIAG_MARKUP, span, _("Nothing stands between “%s” and “%s”."), tag->open, tag->close);
  diag_hint(diags, diag, _("Write the name between them, or take them out."));
}

static void end_line(struct markup_html *html, struct markup_runs *runs, const struct markup_tag *tag,
                     const void *inside, struct span span)
{
  if (html->nested == tag) { /* has been spoken of */
    html->nested = NULL;
    return;
  }
  if (html->open != tag) {
    report_stray(tag, span, runs->diags);
    return;
  }
  if (html->inside != inside)
    report_crossed(tag, span, runs->diags);
  else if (html->glyphs == runs->glyphs.count)
    report_empty(tag, html->span, runs->diags);
  html->open = NULL;
  html->mark = 0;
}

static void refuse(struct span span, struct diags *diags)
{
  struct diag *diag = diag_add(diags, DIAG_MARKUP, span, _("HTML has no place in a report and would not be printed."));
  diag_hint(diags, diag,
            _("Take it out. If “<” is meant to be printed, write “\\<”. For a line break, end the line with “\\”."));
}

void markup_html_tag(struct markup_html *html, struct markup_runs *runs, const char *tag, const void *inside,
                     struct span span)
{
  for (size_t i = 0; i < G_N_ELEMENTS(tags); ++i) {
    if (g_ascii_strcasecmp(tag, tags[i].open) == 0) {
      begin_line(html, runs, &tags[i], inside, span);
      return;
    }
    if (g_ascii_strcasecmp(tag, tags[i].close) == 0) {
      end_line(html, runs, &tags[i], inside, span);
      return;
    }
  }
  refuse(span, runs->diags);
}

void markup_html_end(const struct markup_html *html, const struct markup_runs *runs)
{
  if (html->open)
    report_open(html, runs->diags);
}

void markup_html_check_line(const struct markup_text *text, struct diags *diags)
{
  for (size_t i = 0; i < G_N_ELEMENTS(tags); ++i) {
    const char *found = strstr(text->bytes, tags[i].open);
    if (!found)
      continue;
    size_t begin = (size_t)(found - text->bytes);
    struct diag *diag = diag_add(
        diags, DIAG_MARKUP, markup_span(text, begin, begin + strlen(tags[i].open)),
        _("“%s” is printed as it stands: no name is underlined in a title, caption, note or cell."), tags[i].open);
    diag_set_severity(diags, diag, DIAG_WARNING);
    diag_hint(diags, diag, _("Take “%s” and “%s” out."), tags[i].open, tags[i].close);
  }
}
