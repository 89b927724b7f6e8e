/* Another source that one builds on: its figures are read, added up and totalled as for itself. */
#include <string.h>

#include "base/folder.h"
#include "base/limits.h"
#include "base/tr.h"
#include "figure/figures.h"

static enum other_refusal place_check(const struct figures_context *context, const char *name)
{
  unsigned depth = 1;
  for (const struct figures_context *asked = context; asked; asked = asked->outer, depth++)
    if (strcmp(asked->source, name) == 0)
      return OTHER_CIRCLE;
  return depth > LIMIT_NESTED_SOURCES ? OTHER_TOO_DEEP : OTHER_GOOD;
}

/* The form that the other follows: most often that of the source that asks. NULL without one, or where it is wrong. */
static const struct form *form_of(const struct figures_context *inner, const struct report *report)
{
  const struct form *known = inner->form;
  if (!report->form || !known)
    return NULL;
  if (strcmp(report->form, known->name) == 0)
    return known;
  return known->layouts
             ? form_load(inner->arena, inner->files, known->layouts, report->form, report->form_span, inner->diags)
             : NULL;
}

enum other_refusal other_read(const struct figures_context *context, struct arena *arena, const char *path,
                              struct other_source *out)
{
  const char *folder = folder_of(arena, context->source);
  *out = (struct other_source){.name = arena_printf(arena, "%s%s", folder, path)};
  diags_init(&out->diags, arena);
  diags_init(&out->words, arena);
  enum other_refusal refusal = place_check(context, out->name);
  if (refusal != OTHER_GOOD)
    return refusal;
  out->context = (struct figures_context){arena, context->files, &out->diags, out->name, context, context->form, NULL};
  out->file = folder_read(context->files, folder, path, LIMIT_SOURCE_BYTES, &out->diags);
  const struct node *root = out->file ? source_parse(arena, context->files, out->file, &out->diags) : NULL;
  out->report = root ? report_read(arena, context->files, root, &out->words) : NULL;
  if (!out->report)
    return OTHER_UNREAD;
  const struct form *form = form_of(&out->context, out->report);
  struct facts *facts = facts_read_tables(&out->context, out->report, form);
  if (form)
    check_rules(arena, &out->diags, facts);
  out->facts = facts;
  return OTHER_GOOD;
}

const struct diag *other_error(const struct diags *diags)
{
  for (size_t i = 0; i < diags->count; i++)
    if (diags->items[i]->severity == DIAG_ERROR)
      return diags->items[i];
  return NULL;
}
