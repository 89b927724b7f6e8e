/* S2: the form does not fit the year. */
#include "base/tr.h"
#include "figure/figures.h"

void check_year(struct arena *arena, struct diags *diags, const struct facts *facts)
{
  (void)arena;
  const struct form *form = facts->form;
  const struct report *report = facts->report;
  bool early = form->first_year && report->year < form->first_year;
  bool late = form->last_year && report->year > form->last_year;
  if (report->year == 0 || (!early && !late))
    return;
  struct diag *diag =
      early ? diag_add(diags, DIAG_S2, report->form_span, _("The form %s is for reports on %d and later, not on %d."),
                       form->name, form->first_year, report->year)
            : diag_add(diags, DIAG_S2, report->form_span, _("The form %s is for reports up to %d, not for one on %d."),
                       form->name, form->last_year, report->year);
  const char *other = early ? form->before : form->after;
  if (other)
    diag_hint(diags, diag,
              early ? _("The form before it is %s. If the year is wrong, correct the year.")
                    : _("The form after it is %s. If the year is wrong, correct the year."),
              other);
  if (span_known(report->year_span))
    diag_relate(diags, diag, report->year_span, _("the year of the report"));
}
