/* What the passes of source/ share while one file is read: gate.c looks at the bytes, build.c makes the tree of
 * libyaml's events, slip.c says in plain words what is wrong where libyaml gives up. */
#ifndef NIANBAO_SOURCE_READING_H
#define NIANBAO_SOURCE_READING_H

#include <stdbool.h>
#include <stdint.h>
#include <yaml.h>

#include "source/source.h"

struct reading {
  struct arena *arena;
  struct files *files;
  struct diags *diags;
  uint32_t file_index;
  const struct file *file;
  uint32_t start;          /* where the text begins: behind a byte order mark */
  const uint32_t *marks;   /* byte offset of every so many characters; libyaml counts characters */
  size_t characters;       /* of the whole text */
  bool misled;             /* the gate saw a character that libyaml stops at, or takes for a line break */
  const struct node *last; /* the scalar read last */
  uint32_t mend;           /* the full-width mark for which libyaml gave up, if it was one; else 0 */
};

/* Looks at every byte. false after a diagnostic if the file is not UTF-8 text; characters that may not stand in a
 * source are reported, but reading can go on. */
bool source_gate(struct reading *reading);
/* Whether a character may not stand in a source, in whatever way it came there. If so, a diagnostic is added. */
bool source_refuse(struct reading *reading, uint32_t code, struct span span);
/* Whether a character may stand anywhere in a source: a carriage return may not. */
bool source_admits(uint32_t code);
/* The tree as written: nothing has been said yet of what is still to be filled in. */
const struct node *source_parse_tree(struct arena *arena, struct files *files, uint32_t file, struct diags *diags);
/* Byte offset of libyaml's n-th character. */
uint32_t source_offset(const struct reading *reading, size_t character);

/* The tree, or NULL after a diagnostic. */
const struct node *source_build(struct reading *reading);

/* Adds the diagnostic for the error in which the parser stands. */
void source_slip(struct reading *reading, const yaml_parser_t *parser);

static inline struct span source_span_of(const struct reading *reading, uint32_t begin, uint32_t end)
{
  return (struct span){reading->file_index, begin, end < begin ? begin : end};
}

#endif
