/* Last year's source: read beside this one, its own mistakes told in one warning. It changes nothing in print but by
 * way of ${previous…}; what must agree with it is checked by check_previous. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

static void complain_circle(const struct figures_context *context, const struct report *report)
{
  struct diag *diag = diag_add(
      context->diags, DIAG_VALUE_BAD, report->previous_span,
      _("“%s” cannot be last year's report: it is this source itself, or one that builds on it."), report->previous);
  diag_hint(context->diags, diag, _("Write the file name of the report of the year before."));
}

/* In the figures, else in the rest. */
static const struct diag *first_error(const struct other_source *other)
{
  const struct diag *first = other_error(&other->diags);
  return first ? first : other_error(&other->words);
}

static void complain_unread(const struct figures_context *context, const struct report *report,
                            const struct other_source *other)
{
  const struct diag *first = first_error(other);
  if (!first)
    return;
  struct diag *diag = diag_add(context->diags, other->file ? DIAG_VALUE_BAD : first->code, report->previous_span,
                               _("Last year's source “%1$s” cannot be read. %2$s"), report->previous, first->message);
  diag->file = first->file; /* the preview waits for it */
  diag_hint(context->diags, diag, _("Correct it, or take the line “previous” out: nothing can be compared."));
  if (span_known(first->span))
    diag_relate(context->diags, diag, first->span, "%s", first->message);
}

/* What is wrong in last year's source is for last year's clerk; here it only makes the comparison less sure. */
static void warn_errors(const struct figures_context *context, const struct report *report,
                        const struct other_source *other)
{
  const struct diag *first = first_error(other);
  if (!first)
    return;
  struct diag *diag = diag_add(context->diags, DIAG_PREVIOUS, report->previous_span,
                               _("Last year's source “%1$s” has errors itself (%2$zu)."), report->previous,
                               other->diags.errors + other->words.errors);
  diag->file = first->file;
  diag_hint(context->diags, diag, _("Run “nianbao check” on it; until it is right, the comparison may mislead."));
  if (span_known(first->span))
    diag_relate(context->diags, diag, first->span, "%s", first->message);
}

static void warn_year(const struct figures_context *context, const struct report *report, const struct report *last)
{
  if (report->year == 0 || last->year == 0 || last->year == report->year - 1)
    return;
  struct diag *diag = diag_add(context->diags, DIAG_PREVIOUS, report->previous_span,
                               _("“%1$s” is the report on %2$d, not on %3$d, so nothing is compared with it."),
                               report->previous, last->year, report->year - 1);
  diag_hint(context->diags, diag, _("Name the source of the year before, or correct the year."));
  diag_relate(context->diags, diag, last->year_span, _("the year of that report"));
}

static bool same_words(const char *a, const char *b)
{
  for (;; a++, b++) {
    a += strspn(a, " ");
    b += strspn(b, " ");
    if (*a != *b || *a == '\0')
      return *a == *b;
  }
}

static void warn_agency(const struct figures_context *context, const struct report *report, const struct report *last)
{
  if (!report->agency || !last->agency || same_words(report->agency, last->agency))
    return;
  struct diag *diag = diag_add(
      context->diags, DIAG_PREVIOUS, report->previous_span, _("“%1$s” is the report of “%2$s”, not of “%3$s”."),
      report->previous, figure_quote(context->arena, last->agency), figure_quote(context->arena, report->agency));
  diag_hint(context->diags, diag,
            _("If the body was renamed, this is as it should be; otherwise name the right file."));
}

static void warn_formless(const struct figures_context *context, const struct report *report, const struct report *last)
{
  if (!report->form || last->form)
    return;
  struct diag *diag = diag_add(context->diags, DIAG_PREVIOUS, report->previous_span,
                               _("“%s” names no form, so nothing is compared with it."), report->previous);
  diag_hint(context->diags, diag, _("Add its “form” and its “figures” to that source."));
}

void previous_read(const struct figures_context *context, struct facts *facts)
{
  const struct report *report = facts->report;
  struct other_source other;
  if (!report->previous)
    return;
  enum other_refusal refusal = other_read(context, context->arena, report->previous, &other);
  if (refusal == OTHER_CIRCLE)
    complain_circle(context, report);
  if (refusal == OTHER_GOOD) {
    facts->previous = other.facts;
    previous_read(&other.context, other.facts);
  }
  /* Whether a report of years ago finds the one before it is of no concern, unless a path asks for its figures. */
  if (context->outer)
    return;
  if (refusal == OTHER_UNREAD)
    complain_unread(context, report, &other);
  if (refusal != OTHER_GOOD)
    return;
  warn_errors(context, report, &other);
  warn_year(context, report, other.report);
  warn_agency(context, report, other.report);
  warn_formless(context, report, other.report);
}
