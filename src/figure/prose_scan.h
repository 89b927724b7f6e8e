/* Inside of the scan of a sentence (prose_scan.c): what one clause hands to the next. */
#ifndef NIANBAO_FIGURE_PROSE_SCAN_H
#define NIANBAO_FIGURE_PROSE_SCAN_H

#include "figure/prose.h"

struct scan {
  struct prose *prose;
  struct prose_topic *topic;
  bool silent;                      /* no number, no “none” and no “all” in it: it only goes on with the talk */
  struct prose_names rows, columns; /* of the last number */
  struct prose_names pending;       /* rows named since, without a number */
  bool joint;
  bool among;
  bool whole;   /* behind 收到的100件申请 */
  bool part;    /* of the whole, or of another body: to the end of the sentence */
  bool aside;   /* something has come up that the form does not know: to the end of the sentence */
  bool earlier; /* the talk is of an earlier year */
  bool later;
  bool last; /* the earlier year that came up is the one before the report's */
  int year;
  bool beside; /* in this clause only: 较上年的10件 */
  bool against;
  int direction;
  unsigned depth;
};

static inline const struct prose_token *scan_token(const struct scan *scan, size_t i)
{
  return &scan->prose->tokens.items[i];
}

static inline bool scan_is_number(const struct scan *scan, size_t i)
{
  enum prose_kind kind = scan_token(scan, i)->kind;
  return kind == PROSE_NUMBER || kind == PROSE_PERCENT;
}

/* prose_state.c: what token i changes of the talk. */
void scan_take(struct scan *scan, size_t i);
void scan_take_other(struct scan *scan);
/* The table the talk is of: by the sentence, the paragraph or the heading; NULL where it is of something else. */
const struct prose_subject *scan_subject(const struct scan *scan);

/* prose_mention.c: the number at `number`; its words are [begin, number) and, where these name nothing, those behind it
 * up to `end`. Gives where the words of the next number begin. */
size_t scan_number(struct scan *scan, size_t begin, size_t number, size_t end);
/* The rows and columns of a number, or of a statement, as far as its clause names them. */
void scan_settle(const struct scan *scan, struct prose_clause *clause, struct prose_mention *mention);

/* prose_statement.c: a clause that denies (未发生行政复议), or says all (均获维持). */
void scan_none(struct scan *scan, size_t begin, size_t end);
void scan_all(struct scan *scan, size_t begin, size_t end);
/* 决算数大于年初预算数, in a clause without a number. */
void scan_compared(struct scan *scan, size_t begin, size_t end);

#endif
