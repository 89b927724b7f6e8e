/* Words: the text of a paragraph as tokens – a number, a Latin word, a single Han character or mark – and what differs
 * between two of them, by sentence. Nothing outside diff/ sees this. */
#ifndef NIANBAO_DIFF_WORDS_H
#define NIANBAO_DIFF_WORDS_H

#include "diff/diff.h"

struct words {
  const char *text;
  const struct block_runs *runs; /* that it was joined of, for spans */
  size_t *begin;                 /* count + 1: where each token begins in text */
  uint64_t *hash;
  size_t count;
};

/* `marked`: with the marks of footnotes. The label is no part of it: numbers of headings change by themselves. */
struct words words_read(struct arena *arena, const struct block_runs *runs);
uint64_t words_hash_text(const char *text, size_t length, uint64_t seed);
/* In thousandths, by the tokens that both have. */
uint32_t words_likeness(const struct words *before, const struct words *after);
/* Adds the sentences that differ to `change` as pieces: whole sentences, so that they can be read. */
void words_compare(struct arena *arena, const struct words *before, const struct words *after, struct change *change);

#endif
