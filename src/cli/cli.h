/* The command line: what nianbao is asked to do, and the commands that do it. The contract of options, messages and
 * exit statuses is fixed; see README. */
#ifndef NIANBAO_CLI_CLI_H
#define NIANBAO_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"

enum cli_command {
  COMMAND_NONE, /* --help or --version alone */
  COMMAND_BUILD,
  COMMAND_CHECK,
  COMMAND_PREVIEW,
  COMMAND_DIFF,
  COMMAND_EXTRACT,
  COMMAND_NEW,
  COMMAND_SCHEMA,
  COMMAND_FONTS
};

enum output_format { OUTPUT_PDF, OUTPUT_PNG, OUTPUT_SVG, OUTPUT_DUMP, OUTPUT_HTML };

#define CLI_JOBS_MAX 64

struct options {
  enum cli_command command;
  enum diag_format message_format;
  bool colour;
  unsigned columns; /* of the terminal; 0: of none */
  bool quiet;
  const char *layouts, *fonts; /* folders */
  const char *output;          /* or NULL */
  enum output_format format;
  bool draft, timings;
  bool print;  /* build: the edition for the press */
  bool attach; /* build: the source and the tables travel in the PDF */
  int jobs;
  int port;           /* preview: 0 is one that is free */
  bool no_browser;    /* preview */
  const char *editor; /* preview: a command, or NULL */
  const char *since;  /* preview: the version that changes are marked from, a source or a PDF; or NULL */
  const char **sources;
  size_t source_count;
  const char *form, *agency; /* of a new source or a schema; or NULL */
  int year;                  /* of a new source; 0: not given */
  bool lock;                 /* build: write down what the lines depend on */
  bool force;                /* extract: write over files that differ */
  bool epoch;                /* SOURCE_DATE_EPOCH was given */
  int epoch_year, epoch_month, epoch_day;
};

/* How a program begins the preview; argv are its own arguments. */
typedef enum exit_status preview_command(const struct options *options, char **argv);

/* The whole program but for what is the process's own: reads the arguments, runs the command, gives the exit status. */
enum exit_status cli_run(int argc, char **argv, preview_command *preview);
/* For main: locale, signals, and cli_run. */
int cli_start(int argc, char **argv, preview_command *preview);
/* nianbao becomes nianbao-preview; comes back where it cannot. */
enum exit_status preview_exec(const struct options *options, char **argv);

/* Reads the arguments. False when there is nothing to run: help was printed, or a message about wrong usage; *status
 * is then the exit status. */
bool options_read(struct arena *arena, int argc, char **argv, struct options *out, enum exit_status *status);

/* The folder that holds layouts/ and fonts/, from the program's own place upwards; NULL if there is none. */
const char *place_find_root(struct arena *arena);
/* The program that has the preview, beside this one; NULL where that cannot be known. */
const char *place_find_preview(struct arena *arena);
/* The folder of the message catalogues, beside the program. */
const char *place_find_locale(struct arena *arena);

struct names {
  const char **items;
  size_t count, capacity;
};

void names_sort(struct names *names);
/* The names of the YAML files of a folder, without their ending, sorted; none where it cannot be read. */
struct names place_list(struct arena *arena, const char *folder);

enum exit_status command_build(const struct options *options);
enum exit_status command_check(const struct options *options);
enum exit_status command_new(const struct options *options);
enum exit_status command_schema(const struct options *options);
enum exit_status command_extract(const struct options *options);
enum exit_status command_diff(const struct options *options);
enum exit_status command_fonts(const struct options *options);
enum exit_status command_preview(const struct options *options);

/* A message that belongs to no document, in the form that is asked for. `code` is "usage", "io-read", "io-write" or
 * "bug"; file and hint may be NULL. */
void message_error(FILE *out, const struct options *options, const char *code, const char *file, const char *hint,
                   const char *format, ...) __attribute__((format(printf, 6, 7)));
/* The same for what is not wrong, only odd. */
void message_warning(FILE *out, const struct options *options, const char *code, const char *file, const char *format,
                     ...) __attribute__((format(printf, 5, 6)));
void message_findings(FILE *out, const struct options *options, const struct diags *diags, const struct files *files);

/* Where a source's output goes. */
struct target {
  const char *path; /* "-" is standard output */
};

/* The targets of all sources, or NULL after a message: several sources and one file, or two that would be the same.
 * Makes the folder out/ where it is the default, and DIR of -o DIR/. */
struct target *targets_plan(struct arena *arena, const struct options *options);
/* NAME-3.png of NAME.png; NAME.png itself where there is one page. */
const char *target_page(struct arena *arena, const char *path, size_t page, size_t count);
/* True if `path` is there and is the same file as `input`. */
bool target_is_input(const char *path, const char *input);

/* What became of a source. The process that works on it writes here, in memory that it shares with its parent. */
struct outcome {
  enum exit_status status;
  size_t errors, warnings;
  size_t pages;             /* of what was written; 0: nothing was */
  bool characters_unlooked; /* no fonts: whether they have all characters was not checked */
};

void outcome_count(struct outcome *outcome, const struct diags *diags); /* errors, warnings, and the status of both */

/* Runs `work` for each source. One alone is worked on here; several by `jobs` processes at once, each of which takes up
 * to `in_a_row`, which shares the cost of beginning it; a crash costs one report only, and those that its process had
 * still to do get a new one. What the processes print appears
 * in the order of the sources; on a terminal the number of those done is shown meanwhile. Fills outcomes[source_count];
 * gives the worst status. */
typedef void (*worker)(const struct options *options, size_t source, void *data, struct outcome *out);
enum exit_status workers_run(const struct options *options, worker work, size_t in_a_row, void *data,
                             struct outcome *outcomes);

/* After several sources: one line each and the numbers, on standard output, unless --quiet. `targets` is NULL for a
 * check. */
void summary_print(const struct options *options, const struct outcome *outcomes, const struct target *targets);

/* How far the sources are, as a line on a terminal that is drawn over again. Nothing where standard error is none, with
 * --quiet, or where programs read the findings. */
struct progress {
  size_t all;
  bool shown; /* a line stands there now */
};

struct progress progress_new(const struct options *options);
void progress_show(struct progress *progress, size_t done);
void progress_hide(struct progress *progress);

/* Puts the sources of a folder in its place, in the order of their names, and leaves out what is named again. False
 * after a message: a folder without sources, which is as good as a file that is not there. */
bool sources_expand(struct arena *arena, struct options *options);

#endif
