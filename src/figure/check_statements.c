/* S5: a section whose whole text is 无, where the form asks for a statement (国办函〔2020〕109号: the fee for
 * information is reported in section six, also when it is 0). A longer text is left to people. */
#include <glib.h>

#include "base/tr.h"
#include "figure/prose.h"

#define BARE_MAX 24u /* characters of 本年度无其他需要报告的事项。 and the like */

static bool says_any(const struct prose_text *text, const char *const *words, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (prose_find(text, 0, text->count, words[i]) != SIZE_MAX)
      return true;
  return false;
}

/* The paragraph that is all of the section's words, or NULL. */
static const struct markup *lone_paragraph(const struct section *section)
{
  const struct markup *lone = NULL;
  for (size_t k = 0; k < section->count; k++) {
    const struct part *part = &section->parts[k];
    for (size_t i = 0; i < part->text.count; i++) {
      if (lone || part->text.items[i].kind != MARKUP_PARAGRAPH)
        return NULL;
      lone = &part->text.items[i];
    }
  }
  return lone;
}

static void section_check(struct arena *arena, const struct files *files, struct diags *diags,
                          const struct facts *facts, const struct form_section *wanted, const struct section *section)
{
  static const char *const nothing[] = {"无", "没有"};
  struct prose_text text = {0};
  const struct markup *paragraph = lone_paragraph(section);
  if (!paragraph)
    return;
  prose_text_read(arena, files, facts, &paragraph->inlines, &text);
  if (text.count == 0 || text.count > BARE_MAX || !says_any(&text, nothing, G_N_ELEMENTS(nothing)) ||
      says_any(&text, wanted->says, wanted->says_count))
    return;
  struct diag *diag = diag_add(diags, DIAG_S5, prose_span(&text, 0, text.count),
                               _("The section “%s” says “%s”, but a statement on “%s” belongs there."), wanted->title,
                               figure_quote(arena, prose_words(arena, &text, 0, text.count)), wanted->says[0]);
  diag_set_severity(diags, diag, DIAG_WARNING);
  diag_hint(diags, diag, _("State it also where it is 0, for example “本年度未收取信息处理费。”"));
}

void check_statements(struct arena *arena, const struct files *files, struct diags *diags, const struct facts *facts,
                      const size_t *found)
{
  for (size_t k = 0; k < facts->form->section_count; k++) {
    const struct form_section *wanted = &facts->form->sections[k];
    if (wanted->says_count && found[k] != SIZE_MAX)
      section_check(arena, files, diags, facts, wanted, &facts->report->sections[found[k]]);
  }
}
