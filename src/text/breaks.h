/* The question of breaks.c: may a line end here? text/'s own, shared by the files of rules. */
#ifndef NIANBAO_TEXT_BREAKS_H
#define NIANBAO_TEXT_BREAKS_H

#include "text/scan.h"

/* What a rule says: nothing, or the answer. */
enum verdict { VERDICT_PASS, VERDICT_NO, VERDICT_YES, VERDICT_SOFT, VERDICT_HARD };

struct place {
  const struct scan *scan;
  size_t i; /* the question is: between i − 1 and i */
  const struct scan_char *a, *b;
  const struct text_rules *rules;
};

static inline enum text_class class_at(const struct scan *scan, size_t i)
{
  return i < scan->count ? scan->items[i].class_ : CLASS_LINE_END;
}

static inline uint32_t code_at(const struct scan *scan, size_t i)
{
  return i < scan->count ? scan->items[i].code : 0;
}

/* sequences.c: what belongs together, CL-30 … CL-39, each rule named for its clause. */
enum verdict sequence_dashes(const struct place *place);    /* CL-30 */
enum verdict sequence_numbers(const struct place *place);   /* CL-31 … CL-33 */
enum verdict sequence_units(const struct place *place);     /* CL-34 */
enum verdict sequence_measures(const struct place *place);  /* CL-35 */
enum verdict sequence_notes(const struct place *place);     /* CL-36 */
enum verdict sequence_addresses(const struct place *place); /* CL-37 */
enum verdict sequence_dates(const struct place *place);     /* CL-38 */
enum verdict sequence_items(const struct place *place);     /* CL-39 */

#endif
