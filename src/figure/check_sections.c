/* S5: sections of the form that are missing (error), renamed or out of order (warnings). */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "figure/figures.h"

#define TITLE_MAX  60 /* characters compared */
#define NO_SECTION SIZE_MAX
#define ALIKE_NUM  2 /* titles that share two fifths of their characters, in order, are one title reworded */
#define ALIKE_DEN  5

struct sections_check {
  struct arena *arena;
  struct diags *diags;
  const struct form *form;
  const struct report *report;
  const char **titles; /* of the report's sections, without blanks */
  size_t *matches;     /* of each section of the report: the form's, or NO_SECTION */
  size_t *found;       /* of each section of the form: the report's, or NO_SECTION */
};

/* Behind a number such as 五、 or 5. that stands before a title by mistake: the model speaks of it, this check need
 * not. */
static const char *title_behind_number(const char *title)
{
  size_t digits = 0;
  for (size_t at = 0; title[at];) {
    char letter[5] = {0};
    utf8_encode(utf8_next(title, &at), letter);
    if (digits > 0 && strstr("、．.", letter))
      return title + at;
    if (!strstr("一二三四五六七八九十0123456789", letter))
      break;
    digits++;
  }
  return title;
}

static const char *title_plain(struct arena *arena, const struct inlines *title)
{
  GString *plain = g_string_new(NULL);
  for (size_t i = 0; i < title->count; i++) {
    const struct inline_run *run = &title->items[i];
    for (size_t at = 0; at < run->length;) {
      size_t begin = at;
      uint32_t code = utf8_next(run->text, &at);
      if (!g_unichar_isspace(code))
        g_string_append_len(plain, run->text + begin, (gssize)(at - begin));
    }
  }
  char *kept = arena_strndup(arena, plain->str, plain->len);
  g_string_free(plain, TRUE);
  return kept;
}

static bool title_fits(const struct form_section *section, const char *title)
{
  bool fits = strcmp(section->title, title) == 0;
  for (size_t i = 0; !fits && i < section->variant_count; i++)
    fits = strcmp(section->variants[i], title) == 0;
  return fits;
}

static void match_set(struct sections_check *check, size_t written, size_t wanted)
{
  check->matches[written] = wanted;
  check->found[wanted] = written;
}

static void match_exact(struct sections_check *check)
{
  for (size_t i = 0; i < check->report->count; i++)
    for (size_t k = 0; k < check->form->section_count && check->matches[i] == NO_SECTION; k++)
      if (check->found[k] == NO_SECTION && title_fits(&check->form->sections[k], check->titles[i]))
        match_set(check, i, k);
}

/* --- renamed --- */

static size_t title_decode(const char *title, uint32_t out[TITLE_MAX])
{
  size_t count = 0;
  for (size_t at = 0; title[at] && count < TITLE_MAX;)
    out[count++] = utf8_next(title, &at);
  return count;
}

/* The length of the longest sequence of characters that both titles have, in order. */
static size_t title_shared(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
  size_t row[TITLE_MAX + 1] = {0};
  for (size_t i = 0; i < a_count; i++) {
    size_t diagonal = 0;
    for (size_t k = 0; k < b_count; k++) {
      size_t above = row[k + 1];
      row[k + 1] = a[i] == b[k] ? diagonal + 1 : MAX(above, row[k]);
      diagonal = above;
    }
  }
  return row[b_count];
}

/* 0..1000, twice what is shared of the two lengths. */
static size_t title_likeness(const char *a, const char *b)
{
  uint32_t a_codes[TITLE_MAX], b_codes[TITLE_MAX];
  size_t a_count = title_decode(a, a_codes), b_count = title_decode(b, b_codes);
  return a_count + b_count == 0 ? 0 : 2000 * title_shared(a_codes, a_count, b_codes, b_count) / (a_count + b_count);
}

static bool section_places(const struct section *section, const char *table)
{
  for (size_t i = 0; table && i < section->count; i++)
    if (section->parts[i].kind == PART_TABLE && node_is(section->parts[i].node, table))
      return true;
  return false;
}

/* The likeliest renaming of one missing section: the one that holds its table, else the most alike. */
static size_t renamed_find(const struct sections_check *check, size_t wanted)
{
  const struct form_section *section = &check->form->sections[wanted];
  size_t best = NO_SECTION, best_likeness = 1000 * ALIKE_NUM / ALIKE_DEN;
  for (size_t i = 0; i < check->report->count; i++) {
    if (check->matches[i] != NO_SECTION)
      continue;
    if (section_places(&check->report->sections[i], section->table))
      return i;
    size_t likeness = title_likeness(section->title, check->titles[i]);
    if (likeness >= best_likeness && (best == NO_SECTION || likeness > best_likeness)) {
      best = i;
      best_likeness = likeness;
    }
  }
  return best;
}

static void renamed_complain(struct sections_check *check, size_t written, size_t wanted)
{
  const char *title = check->form->sections[wanted].title;
  struct diag *diag = diag_add(check->diags, DIAG_S5, check->report->sections[written].span,
                               _("The form calls this section “%s”, not “%s”."), title,
                               figure_quote(check->arena, check->titles[written]));
  diag_set_severity(check->diags, diag, DIAG_WARNING);
  diag_hint(check->diags, diag, _("Write “%s”."), title);
}

/* --- missing --- */

/* Where a missing section is looked for: after the one before it that is there. */
static struct span missing_place(const struct sections_check *check, size_t wanted)
{
  for (size_t k = wanted; k-- > 0;)
    if (check->found[k] != NO_SECTION)
      return check->report->sections[check->found[k]].span;
  return check->report->count ? check->report->sections[0].span : check->report->span;
}

static void missing_complain(struct sections_check *check, size_t wanted)
{
  const struct form_section *section = &check->form->sections[wanted];
  struct diag *diag =
      diag_add(check->diags, DIAG_S5, missing_place(check, wanted),
               _("The section “%s” is missing; the form has it as number %zu."), section->title, wanted + 1);
  diag_set_severity(check->diags, diag, DIAG_ERROR);
  if (section->table)
    diag_hint(check->diags, diag, _("Add “- title: %s” with “table: %s” under “sections”."), section->title,
              section->table);
  else
    diag_hint(check->diags, diag, _("Add “- title: %s” with its text under “sections”."), section->title);
}

static void match_rest(struct sections_check *check)
{
  for (size_t k = 0; k < check->form->section_count; k++) {
    if (check->found[k] != NO_SECTION)
      continue;
    size_t renamed = renamed_find(check, k);
    if (renamed == NO_SECTION) {
      if (!check->form->sections[k].optional)
        missing_complain(check, k);
    } else {
      match_set(check, renamed, k);
      renamed_complain(check, renamed, k);
    }
  }
}

/* --- out of order --- */

/* Marks the sections of the form that stay where they are: the longest run of them that stands in order. What is left
 * is what has been moved. */
static bool *order_keep(const struct sections_check *check)
{
  size_t n = check->form->section_count;
  size_t *length = ARENA_ARRAY(check->arena, n, size_t), *before = ARENA_ARRAY(check->arena, n, size_t);
  bool *keep = ARENA_ARRAY(check->arena, n, bool);
  size_t last = NO_SECTION;
  for (size_t k = 0; k < n; k++) {
    if (check->found[k] == NO_SECTION)
      continue;
    length[k] = 1;
    before[k] = NO_SECTION;
    for (size_t j = 0; j < k; j++) {
      if (length[j] && check->found[j] < check->found[k] && length[j] + 1 > length[k]) {
        length[k] = length[j] + 1;
        before[k] = j;
      }
    }
    if (last == NO_SECTION || length[k] > length[last])
      last = k;
  }
  for (size_t k = last; k != NO_SECTION; k = before[k])
    keep[k] = true;
  return keep;
}

static void order_check(struct sections_check *check)
{
  const bool *keep = order_keep(check);
  for (size_t k = 0; k < check->form->section_count; k++) {
    if (keep[k] || check->found[k] == NO_SECTION)
      continue;
    struct diag *diag = diag_add(check->diags, DIAG_S5, check->report->sections[check->found[k]].span,
                                 _("The section “%s” is out of order; the form has it as number %zu."),
                                 check->form->sections[k].title, k + 1);
    diag_set_severity(check->diags, diag, DIAG_WARNING);
    if (k > 0)
      diag_hint(check->diags, diag, _("Move it behind “%s”."), check->form->sections[k - 1].title);
    else
      diag_hint(check->diags, diag, _("Move it to the beginning."));
  }
}

const size_t *check_sections(struct arena *arena, struct diags *diags, const struct facts *facts)
{
  size_t written = facts->report->count, wanted = facts->form->section_count;
  struct sections_check check = {arena, diags, facts->form, facts->report, NULL, NULL, NULL};
  check.titles = ARENA_ARRAY(arena, written, const char *);
  check.matches = ARENA_ARRAY(arena, written, size_t);
  check.found = ARENA_ARRAY(arena, wanted, size_t);
  for (size_t i = 0; i < written; i++) {
    check.titles[i] = title_behind_number(title_plain(arena, &facts->report->sections[i].title));
    check.matches[i] = NO_SECTION;
  }
  for (size_t k = 0; k < wanted; k++)
    check.found[k] = NO_SECTION;
  match_exact(&check);
  match_rest(&check);
  order_check(&check);
  return check.found;
}
