/* Inside of the markup reader: the text as CommonMark gets to see it, and the way back from it to the file. */
#ifndef NIANBAO_MODEL_MARKUP_H
#define NIANBAO_MODEL_MARKUP_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/report.h"

/* Sources hold no private-use characters (source/ refuses them), so that they are free to stand for what CommonMark
 * must not look into. */
#define MARKUP_EXPR                                                                                                    \
  0xF0000u /* + i: the i-th ${…} of the text, or mark of a shared footnote; a letter to CommonMark                   \
            */
#define MARKUP_EXPR_MAX  0xFFFDu
#define MARKUP_PLAIN     0x100000u /* + code: an ASCII character that was escaped, and so is meant as it stands */
#define MARKUP_PLAIN_MAX 0x7Fu
#define MARKUP_DIVIDE    0x10FFFCu /* a | of the drafter's: the title's line may be divided there (CL-88) */
/* A letter that prints nothing, put between a * and Chinese punctuation, where CommonMark's rules for emphasis would
 * fail without a letter. */
#define MARKUP_JOINT     0x10FFFDu

struct markup_expr {
  const char *text; /* in the report's arena */
  uint32_t length;
  struct span span; /* with ${ and } */
  uint32_t note;    /* not 0: it is the mark of footnote note − 1 */
};

struct markup_text {
  char *bytes; /* what CommonMark reads; NUL-terminated */
  size_t count, capacity;
  uint32_t *at; /* of every byte, and of the end: its offset in the file */
  size_t at_count, at_capacity;
  uint32_t file;
  struct {
    struct markup_expr *items;
    size_t count, capacity;
  } exprs;
};

/* One character of a block as it will be printed, for the search for failed markup: a ${…} and an escaped character are
 * private-use characters still, a line break of either kind is '\n'. */
struct markup_glyph {
  uint32_t code;
  uint32_t at; /* offset in the prepared text */
};

struct markup_glyphs {
  struct markup_glyph *items;
  size_t count, capacity;
};

/* markup_prepare.c. A line is not CommonMark: only ${…} and the marks of the report's shared footnotes are looked for,
 * and in the title's | as well. `report` has the shared footnotes; or NULL. */
enum prepare_as { PREPARE_BLOCK, PREPARE_LINE, PREPARE_TITLE };
/* The cursor, at `begin` or before it, moves to `end`. */
void markup_prepare(struct arena *scratch, struct arena *arena, struct source_cursor *cursor, uint32_t begin,
                    uint32_t end, enum prepare_as as, struct report *report, struct markup_text *out,
                    struct diags *diags);

/* markup_divide.c: whether the text is pieces, each of which can be read without the others; and where the piece that
 * begins at `begin` ends. */
bool markup_is_divisible(const struct node *scalar);
uint32_t markup_piece_end(const struct node *scalar, uint32_t begin);

struct span markup_span(const struct markup_text *text, size_t begin, size_t end);
/* True where a line break beside the character adds no space: Han, kana, Chinese marks, full-width forms. */
bool markup_is_chinese(uint32_t code);
/* Marks that end something or part it, and so cannot begin what is emphasised. */
bool markup_is_closing(uint32_t code);

/* shared_notes.c: `footnotes:` of the report, before anything that may mark them is read; then those that nothing
 * marked. */
void markup_read_shared(struct arena *arena, const struct files *files, const struct node *map, struct report *report,
                        struct diags *diags);
void markup_check_shared(const struct report *report, struct diags *diags);
/* The note of that label; NULL if there is none. */
struct shared_note *markup_find_shared(const struct report *report, const char *label, size_t length);

/* markup_runs.c: builds the runs of one block, in order. */
struct markup_runs {
  struct arena *scratch, *arena;
  const struct markup_text *text;
  struct inlines *out;
  struct diags *diags;
  unsigned marks;   /* of what is added next */
  const char *link; /* the same */
  uint32_t line;    /* the same */
  size_t from;      /* the prepared text before this is used up */
  uint32_t last;    /* the last character added, or 0 */
  bool soft;        /* a soft break waits for what comes next */
  struct inline_run open;
  GString *words; /* of the open run */
  struct markup_glyphs glyphs;
};

void markup_runs_begin(struct markup_runs *runs, struct arena *scratch, struct arena *arena,
                       const struct markup_text *text, struct inlines *out, size_t from, struct diags *diags);
/* Adds text that CommonMark made of what stands at (or, where it miscounts, behind) `begin` of the prepared text.
 * `verbatim`: no escapes and entities in it, as in code. */
void markup_runs_text(struct markup_runs *runs, const char *literal, size_t begin, bool verbatim);
void markup_runs_soft_break(struct markup_runs *runs);
void markup_runs_hard_break(struct markup_runs *runs);
void markup_runs_note(struct markup_runs *runs, uint32_t note, size_t begin, size_t end);
void markup_runs_end(struct markup_runs *runs);

/* markup_html.c: the lines under names and titles, <u>…</u> and <cite>…</cite> (CL-19). All other HTML is refused. */
struct markup_html {
  const struct markup_tag *open;   /* or NULL */
  const struct markup_tag *nested; /* one inside it, refused; or NULL */
  const void *inside;              /* what of CommonMark's it stands in; it must end there */
  struct span span;                /* of the open tag */
  size_t glyphs;                   /* before it */
  unsigned mark;                   /* INLINE_NAME, INLINE_WORK or 0 */
  uint32_t count;                  /* lines begun in this block */
};

void markup_html_tag(struct markup_html *html, struct markup_runs *runs, const char *tag, const void *inside,
                     struct span span);
void markup_html_end(const struct markup_html *html, const struct markup_runs *runs); /* at the end of the block */
/* Warns of such tags in a title, caption, note or cell, where they are printed as they stand. */
void markup_html_check_line(const struct markup_text *text, struct diags *diags);

/* markup_check.c: what would be printed though it was meant as markup. */
void markup_check_glyphs(const struct markup_text *text, const struct markup_glyphs *glyphs, struct diags *diags);
void markup_check_line(const struct markup_text *text, const struct markup_glyphs *glyphs, struct diags *diags);
/* Definitions that nothing refers to: CommonMark drops them without a word. */
void markup_check_definitions(const struct markup_text *text, struct diags *diags);
/* markup_lines.c. The bytes of a typed number at the start of `text` ("（一）", "1.", "二、", "①"), or 0. */
size_t markup_typed_number(const char *text);
/* The same where the text looks like a heading: （一）主动公开情况, without a mark at its end; else 0. */
size_t markup_typed_heading(const char *text);

/* Warns of words behind “ #” on the line of a plain scalar: to YAML they are a comment, and are not printed. */
void markup_check_comment(const struct files *files, const struct node *scalar, struct diags *diags);

#endif
