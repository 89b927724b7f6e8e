/* The words by which running text speaks of a form's figures: data of the form (`prose:`), as the checks P1, P2 and K1
 * need them. All of it lives in the form's arena. */
#ifndef NIANBAO_FIGURE_FORM_PROSE_H
#define NIANBAO_FIGURE_FORM_PROSE_H

#include "figure/form_tree.h"

struct prose_words {
  const char *const *items;
  size_t count;
};

struct formula; /* figure/ledger.h */

/* Rows, or columns, that are added up: their paths (keys) as the form has them. Of ledgers: an expression over figures
 * of any tables. */
struct prose_sum {
  const char *const *terms;
  size_t count;
  const struct formula *formula; /* of ledgers: then the only term is its text; or NULL */
};

struct prose_sums {
  struct prose_sum *items;
  size_t count;
};

struct prose_subject;

/* A row or column by its names in prose. */
struct prose_name {
  const struct prose_subject *subject;
  struct prose_words words;
  struct prose_words except; /* measure words with which the names mean something else */
  struct prose_sums is;      /* what may be meant, the likeliest first: a figure that is one of them is right */
  struct prose_sums plan;    /* of ledgers: what was planned for it, where the tables have that; count 0: they do not */
  const char *column;        /* of a row: its figure where no column is named; or NULL: its total, or its only one */
  bool is_column;
  bool weak;    /* said of other things, too: counts only where the talk is of the table */
  bool general; /* 收到, 答复: gives way to another name in the same clause */
  bool none;    /* 未收到 says that it is 0 */
};

/* A table as prose speaks of it. */
struct prose_subject {
  const struct form_table *table;
  struct prose_words topics, units;
  struct prose_words narrows; /* where these stand only behind a number, it is of more than the table */
  struct prose_name *rows, *columns;
  size_t row_count, column_count;
  struct prose_name whole; /* what a figure beside a topic alone may be; is.count 0: nothing is known of it */
  const struct form_table *const *lines; /* ledgers whose lines go by the names that the source gives them */
  size_t line_count;
};

/* A percentage with a name of its own: 办结率. */
struct prose_rate {
  const struct prose_subject *subject;
  struct prose_words words;
  struct prose_sums part, of;
};

struct form_prose {
  struct prose_subject *subjects;
  size_t subject_count;
  struct prose_words others, fillers;
  struct prose_words plans;   /* 预算: the figure beside it was planned */
  struct prose_words drafts;  /* 年初预算: so, too, but no table has it */
  struct prose_words actuals; /* 决算: of what was planned before it */
  struct prose_words fees;    /* of a fee that no table has: 信息处理费 */
  struct prose_words *kinds;  /* of parts that make up a whole: all words of one kind */
  size_t kind_count;
  struct prose_rate *rates;
  size_t rate_count;
};

/* Reads `prose:`; rows and columns it names must be the form's. False after errors (form-bad). */
bool form_prose_read(struct form_reader *reader, const struct node *map, struct form *form);

#endif
