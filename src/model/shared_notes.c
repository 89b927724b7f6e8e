/* `footnotes:` of a report: notes by label, for places that have no room for a note's text. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "model/markup.h"

static int compare_labels(const void *a, const void *b)
{
  return strcmp(((const struct shared_note *)a)->label, ((const struct shared_note *)b)->label);
}

struct shared_note *markup_find_shared(const struct report *report, const char *label, size_t length)
{
  if (report->shared_count == 0)
    return NULL;
  char *words = g_strndup(label, length);
  struct shared_note key = {.label = words};
  struct shared_note *found =
      bsearch(&key, report->shared, report->shared_count, sizeof *report->shared, compare_labels);
  g_free(words);
  return found;
}

static bool is_words(const struct node *value, struct diags *diags)
{
  if (value->kind == NODE_SCALAR && !node_is_null(value))
    return true;
  struct diag *diag = diag_add(diags, DIAG_VALUE_KIND, value->span, _("The text of a footnote must be a text."));
  diag_hint(diags, diag, _("Write a footnote as “label: text”, a line for each."));
  return false;
}

static void refuse_headings(struct markups *words, struct diags *diags)
{
  size_t kept = 0;
  for (size_t i = 0; i < words->count; ++i) {
    if (words->items[i].kind == MARKUP_HEADING)
      diag_add(diags, DIAG_MARKUP, words->items[i].span, _("A heading cannot stand in a list or a footnote."));
    else
      words->items[kept++] = words->items[i];
  }
  words->count = kept;
}

/* All labels first, since notes may mark each other. */
static void enter_labels(struct arena *arena, const struct node *map, struct report *report, struct diags *diags)
{
  for (uint32_t i = 0; i < map->as.map.count; ++i) {
    const struct pair *pair = &map->as.map.pairs[i];
    if (!is_words(pair->value, diags))
      continue;
    *ARENA_APPEND(arena, report->shared, report->shared_count, report->shared_capacity) =
        (struct shared_note){pair->key->as.scalar.text, (uint32_t)report->note_count, pair->key->span, false};
    *ARENA_APPEND(arena, report->notes, report->note_count, report->note_capacity) = (struct markups){0};
  }
  if (report->shared_count)
    qsort(report->shared, report->shared_count, sizeof *report->shared, compare_labels);
}

void markup_read_shared(struct arena *arena, const struct files *files, const struct node *map, struct report *report,
                        struct diags *diags)
{
  if (map->kind != NODE_MAP)
    return; /* has been reported */
  size_t note = report->note_count;
  enter_labels(arena, map, report, diags);
  for (uint32_t i = 0; i < map->as.map.count; ++i) {
    const struct node *value = map->as.map.pairs[i].value;
    if (value->kind != NODE_SCALAR || node_is_null(value))
      continue;
    struct markups words = {0}; /* the array of notes may move meanwhile */
    markup_read(arena, files, value, report, &words, diags);
    refuse_headings(&words, diags);
    report->notes[note++] = words;
  }
}

void markup_check_shared(const struct report *report, struct diags *diags)
{
  for (size_t i = 0; i < report->shared_count; ++i) {
    const struct shared_note *shared = &report->shared[i];
    if (shared->marked)
      continue;
    const char *label = diag_quote(diags, shared->label, strlen(shared->label));
    struct diag *diag = diag_add(diags, DIAG_MARKUP, shared->span,
                                 _("Nothing refers to the footnote “%s”: it would not be printed."), label);
    diag_hint(diags, diag, _("Put the mark [^%s] where the footnote belongs, or take its text out."), label);
  }
}
