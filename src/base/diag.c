#include "base/diag.h"

#include <glib.h>
#include <string.h>

#include "base/show.h"
#include "base/tr.h"
#include "base/utf8.h"

#define QUOTE_CHARACTERS 40

enum exit_class { CLASS_DOCUMENT, CLASS_WORLD, CLASS_LIMIT };

static const struct {
  const char *name;
  enum diag_severity severity;
  enum exit_class exit_class;
} codes[] = {
#define DIAG_CODE(id, name, severity, exit_class, english) {name, DIAG_##severity, CLASS_##exit_class},
#include "base/diag_codes.def"
#undef DIAG_CODE
};

void diags_init(struct diags *diags, struct arena *arena)
{
  *diags = (struct diags){.arena = arena};
}

struct diag *diag_add(struct diags *diags, enum diag_code code, struct span span, const char *format, ...)
{
  struct diag *diag = ARENA_NEW(diags->arena, struct diag);
  diag->code = code;
  diag->severity = codes[code].severity;
  diag->span = span;
  va_list args;
  va_start(args, format);
  diag->message = arena_vprintf(diags->arena, format, args);
  va_end(args);
  *ARENA_PUSH(diags->arena, diags) = diag;
  diags->errors += diag->severity == DIAG_ERROR;
  return diag;
}

void diag_set_severity(struct diags *diags, struct diag *diag, enum diag_severity severity)
{
  diags->errors -= diag->severity == DIAG_ERROR;
  diags->errors += severity == DIAG_ERROR;
  diag->severity = severity;
}

void diag_hint(struct diags *diags, struct diag *diag, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  diag->hint = arena_vprintf(diags->arena, format, args);
  va_end(args);
}

void diag_relate(struct diags *diags, struct diag *diag, struct span span, const char *format, ...)
{
  /* Few a finding: the array is simply made anew, one longer. */
  struct diag_related *related = ARENA_ARRAY(diags->arena, diag->related_count + 1, struct diag_related);
  if (diag->related_count > 0)
    memcpy(related, diag->related, diag->related_count * sizeof *related);
  struct diag_related *place = &related[diag->related_count++];
  diag->related = related;
  place->span = span;
  va_list args;
  va_start(args, format);
  place->message = arena_vprintf(diags->arena, format, args);
  va_end(args);
}

const char *diag_code_name(enum diag_code code)
{
  return codes[code].name;
}

bool diags_have_error(const struct diags *diags)
{
  return diags->errors > 0;
}

enum exit_status diags_exit_status(const struct diags *diags)
{
  bool seen[] = {[CLASS_DOCUMENT] = false, [CLASS_WORLD] = false, [CLASS_LIMIT] = false};
  for (size_t i = 0; i < diags->count; ++i) {
    if (diags->items[i]->severity == DIAG_ERROR)
      seen[codes[diags->items[i]->code].exit_class] = true;
  }
  if (seen[CLASS_LIMIT])
    return EXIT_LIMIT;
  if (seen[CLASS_WORLD])
    return EXIT_WORLD;
  return seen[CLASS_DOCUMENT] ? EXIT_DOCUMENT : EXIT_DONE;
}

const char *diag_quote(struct diags *diags, const char *text, size_t length)
{
  GString *quote = g_string_new(NULL);
  size_t at = 0;
  for (int i = 0; i < QUOTE_CHARACTERS && at < length; ++i)
    at += show_character(quote, text + at, length - at, NULL);
  if (at < length)
    g_string_append(quote, "…");
  const char *copy = arena_strndup(diags->arena, quote->str, quote->len);
  g_string_free(quote, TRUE);
  return copy;
}

#define NAME_CHARACTERS 64 /* longer words are no slips of the pen */

/* Edit distance with swapped neighbours counted once; both lengths at most NAME_CHARACTERS. */
static size_t edit_distance(const gunichar *a, size_t a_length, const gunichar *b, size_t b_length)
{
  size_t rows[3][NAME_CHARACTERS + 1];
  size_t *before = rows[0], *above = rows[1], *row = rows[2];
  for (size_t j = 0; j <= b_length; ++j)
    above[j] = j;
  for (size_t i = 1; i <= a_length; ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b_length; ++j) {
      row[j] = MIN(MIN(above[j] + 1, row[j - 1] + 1), above[j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = MIN(row[j], before[j - 2] + 1);
    }
    size_t *spare = before;
    before = above;
    above = row;
    row = spare;
  }
  return above[b_length];
}

/* The characters of a name; false if it has too many. */
static bool name_characters(const char *name, gunichar out[NAME_CHARACTERS], size_t *count)
{
  size_t length = strlen(name);
  *count = 0;
  for (size_t at = 0; at < length;) {
    if (*count == NAME_CHARACTERS)
      return false;
    out[(*count)++] = utf8_next(name, &at);
  }
  return true;
}

const char *diag_nearest(const char *word, const char *const *names, size_t n)
{
  gunichar wanted[NAME_CHARACTERS], have[NAME_CHARACTERS];
  size_t wanted_count, have_count;
  if (!name_characters(word, wanted, &wanted_count))
    return NULL;
  size_t best = CLAMP(wanted_count / 3, 1, 3) + 1;
  best = MIN(best, wanted_count); /* a word that shares nothing with the name is not near it */
  const char *nearest = NULL;
  for (size_t i = 0; i < n; ++i) {
    if (!name_characters(names[i], have, &have_count))
      continue;
    size_t distance = edit_distance(wanted, wanted_count, have, have_count);
    if (distance < best) {
      best = distance;
      nearest = names[i];
    }
  }
  return nearest;
}
