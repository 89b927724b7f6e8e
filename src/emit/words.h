/* Words: where a run of glyphs has words in Latin letters, which a reader of Chinese would spell out. */
#ifndef NIANBAO_EMIT_WORDS_H
#define NIANBAO_EMIT_WORDS_H

#include <glib.h>

#include "frame/frame.h"

/* For each glyph of the run 1 if it belongs to such a word, else 0. A word begins and ends with a letter and has two
 * letters at least side by side; words that only ASCII parts, as in an address, are taken as one. */
void emit_words_find(const struct frame_run *run, GByteArray *words);

#endif
