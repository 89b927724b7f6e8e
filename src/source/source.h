/* Source: libyaml events into a tree with spans. The tree has no meaning yet: every scalar is text, exactly as written.
 * Refused here, each with its diagnostic: bytes that are not UTF-8, characters that may not stand in a source, anchors,
 * aliases, tags, several documents, duplicate keys, keys that are not scalars, and whatever is beyond base/limits.h. A
 * byte order mark at the start is skipped. Reads reports, layouts, forms and the font table alike. Works on events, in
 * linear time; libyaml's own positions are not trusted. */
#ifndef NIANBAO_SOURCE_SOURCE_H
#define NIANBAO_SOURCE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/span.h"

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

enum node_style { NODE_PLAIN, NODE_QUOTED, NODE_LITERAL, NODE_FOLDED };

struct node;

struct pair {
  const struct node *key; /* always a scalar */
  const struct node *value;
};

struct node {
  enum node_kind kind;
  struct span span; /* of a scalar: the value as written, quotes included; of a block scalar: from its "|" on */
  union {
    struct {
      const char *text; /* NUL-terminated; contains no NUL otherwise */
      uint32_t length;
      enum node_style style;
    } scalar;
    struct {
      const struct node **items;
      uint32_t count;
    } list;
    struct {
      struct pair *pairs; /* in the order written */
      uint32_t count;
    } map;
  } as;
};

/* Reads the file (files_read) into a tree in `arena`. NULL after an error diagnostic that leaves nothing to go on with;
 * duplicate keys are reported and the first kept. */
const struct node *source_read(struct arena *arena, struct files *files, const char *path, struct diags *diags);
/* The same for a file that is already in the table. */
const struct node *source_parse(struct arena *arena, struct files *files, uint32_t file, struct diags *diags);

/* The same for one of many runs over a source: where it differs from what the run before read inside one text only, the
 * tree is made from the one before (edited.c). */
struct source_kept;
struct source_kept *source_kept_new(void);
void source_kept_free(struct source_kept *kept); /* NULL is allowed */
const struct node *source_parse_kept(struct arena *arena, struct files *files, uint32_t file, struct source_kept *kept,
                                     struct diags *diags);

const struct node *node_get(const struct node *map,
                            const char *key); /* the value, or NULL; NULL for a map that is none */
const struct pair *node_pair(const struct node *map, const char *key);
bool node_is(const struct node *scalar, const char *text); /* a scalar that reads so; NULL is not */
bool node_is_null(const struct node *node);                /* a plain ~, null or nothing */
bool node_int(const struct node *scalar, int64_t *out);    /* a plain decimal integer, no more */
/* A text that is to be filled in and no more: 【待填：…】. Every tree that is read has such reported (unfilled), so
 * that its readers pass over it. */
bool node_is_unfilled(const struct node *node);
void source_report_unfilled(const struct files *files, const struct node *root, struct diags *diags);
const char *node_kind_name(enum node_kind kind); /* "a text", "a list", "a mapping", translated */

/* Whether a plain text looks as if it was meant for “key: value”: "年份：2025", "year:2025". For those who find a text
 * where a mapping should be. */
bool source_looks_like_key(const struct node *node);
/* Puts a hint on the diagnostic that says how to write such a key. */
void source_hint_colon(struct diags *diags, struct diag *diag, const struct node *node);

/* Where byte `offset` of a scalar's text stands in the file: the text of block, folded and quoted scalars differs from
 * the bytes of the file by indentation, folding and escapes. Calls with rising offsets cost linear time altogether. */
struct source_cursor {
  const struct file *file;
  const struct node *scalar;
  uint32_t text_at, file_at;
  /* The rest is cursor.c's own. */
  uint32_t literal_end; /* white space up to here is known to be kept as it stands */
  uint32_t block_at;    /* where the lines of a block scalar begin */
  uint32_t indent;      /* of its lines */
};

struct source_cursor source_cursor(const struct files *files, const struct node *scalar);
uint32_t source_locate(struct source_cursor *cursor, uint32_t offset); /* a byte offset in the file */
/* at[i] = the offset of byte begin + i of the text, for all up to `end` itself; the bytes of one character have that of
 * the first. */
void source_locate_all(struct source_cursor *cursor, uint32_t begin, uint32_t end, uint32_t *at);
/* The span of text[begin, end). begin must not go back. */
struct span source_span(struct source_cursor *cursor, uint32_t begin, uint32_t end);

#endif
