/* Diagnostics: everything the program has to say about a document. A stage that finds a mistake adds a diagnostic and
 * goes on, so that one run reports all of them; nothing is printed before the end. The codes and their kinds stand in
 * diag_codes.def. */
#ifndef NIANBAO_BASE_DIAG_H
#define NIANBAO_BASE_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/span.h"

enum diag_severity { DIAG_WARNING, DIAG_ERROR };

enum diag_code {
#define DIAG_CODE(id, name, severity, exit_class, english) DIAG_##id,
#include "base/diag_codes.def"
#undef DIAG_CODE
  DIAG_CODE_COUNT
};

/* Exit statuses, fixed by the command line's contract. */
enum exit_status {
  EXIT_DONE = 0,
  EXIT_DOCUMENT = 1, /* the document is wrong */
  EXIT_USAGE = 2,
  EXIT_WORLD = 3, /* cannot read or write */
  EXIT_LIMIT = 4,
  EXIT_BUG = 70
};

struct diag_related {
  struct span span;
  const char *message;
};

struct diag {
  enum diag_code code;
  enum diag_severity severity;
  struct span span; /* SPAN_NONE: no position (the world is wrong) */
  const char *file; /* the file spoken of, where there is no span or it lies in another file; or NULL */
  const char *message;
  const char *hint; /* or NULL */
  struct diag_related *related;
  size_t related_count;
};

struct diags {
  struct arena *arena;
  struct diag **items;
  size_t count, capacity;
  size_t errors;
};

void diags_init(struct diags *diags, struct arena *arena);

/* Adds a finding; severity comes from the code table. The text is formatted at once; pass it through _(). Hints and
 * related places are added to what is returned, which stays valid as long as the arena. */
struct diag *diag_add(struct diags *diags, enum diag_code code, struct span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* For the codes whose severity depends on the case (S5: missing is an error, renamed a warning). Keeps the count of
 * errors right. */
void diag_set_severity(struct diags *diags, struct diag *diag, enum diag_severity severity);
void diag_hint(struct diags *diags, struct diag *diag, const char *format, ...) __attribute__((format(printf, 3, 4)));
void diag_relate(struct diags *diags, struct diag *diag, struct span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

const char *diag_code_name(enum diag_code code); /* "C4", "yaml-syntax" */
bool diags_have_error(const struct diags *diags);
/* The status the run must end with: EXIT_LIMIT before EXIT_WORLD before EXIT_DOCUMENT before EXIT_DONE. Warnings do not
 * count. */
enum exit_status diags_exit_status(const struct diags *diags);

enum diag_format { DIAG_TEXT, DIAG_JSON };

/* Sorts by place and takes out what another stage has said of the same place in the same words. */
void diags_merge(struct diags *diags);

struct diag_look {
  enum diag_format format;
  bool colour;
  unsigned columns; /* of the terminal, to which long lines are cut; 0: of none */
};

/* Prints in input order (file, then offset; findings without a place first).
 * Text: FILE:LINE:COLUMN: error[C4]: words, the source line, ^~~~ under the value and ---- under related places on the
 * same line (right with full-width characters), the other related places with their lines, hint; at most
 * LIMIT_DIAGS_SHOWN a file, errors before warnings, then a count of the rest. A finding without a place reads
 * FILE: error[…]: words, or nianbao: error[…]: words.
 * JSON: all of them, one object a line, and nothing else:
 *   {"file":…,"line":…,"column":…,"severity":"error"|"warning","code":…,"message":…,"hint":…,"related":[…]}
 * file and hint are null where there is none; line and column are 0 where the place is not known; related lists
 * {"file","line","column","message"}. Control characters never reach the terminal raw in either form. */
void diags_show(FILE *out, const struct diags *diags, const struct files *files, struct diag_look look);
/* The same where there is no terminal. */
void diags_print(FILE *out, const struct diags *diags, const struct files *files, enum diag_format format, bool colour);

/* Text of the user's for use inside “…” of a message: one line, control characters made visible, at most 40 characters
 * and then an ellipsis. */
const char *diag_quote(struct diags *diags, const char *text, size_t length);

/* Of n names the one nearest to `word` (edit distance in characters, at most a third of its length, at least 1 and at
 * most 3), or NULL. */
const char *diag_nearest(const char *word, const char *const *names, size_t n);

#endif
