#include "emit/words.h"

#include <string.h>

/* A stretch of ASCII and Latin letters: glyphs from its first letter to behind its last. */
struct stretch {
  uint32_t begin, end;
  bool begun, is_word;
  bool letter; /* the cluster before was one */
};

static bool is_letter(gunichar character)
{
  return g_unichar_isalpha(character) && character < 0x250;
}

static void close_stretch(struct stretch *stretch, GByteArray *words)
{
  if (stretch->is_word)
    memset(words->data + stretch->begin, 1, stretch->end - stretch->begin);
  *stretch = (struct stretch){0};
}

static void add_letter(struct stretch *stretch, uint32_t glyph, uint32_t count)
{
  if (!stretch->begun)
    stretch->begin = glyph;
  stretch->is_word |= stretch->letter;
  stretch->begun = stretch->letter = true;
  stretch->end = glyph + count;
}

void emit_words_find(const struct frame_run *run, GByteArray *words)
{
  struct stretch stretch = {0};
  uint32_t glyph = 0;
  const char *text = run->text;
  g_byte_array_set_size(words, run->glyph_count);
  if (run->glyph_count == 0)
    return;
  memset(words->data, 0, run->glyph_count);
  for (uint32_t i = 0; i < run->cluster_count; i++) {
    gunichar character = run->clusters[i].bytes > 0 ? g_utf8_get_char(text) : ' ';
    if (is_letter(character))
      add_letter(&stretch, glyph, run->clusters[i].glyphs);
    else if (character < 0x80)
      stretch.letter = false;
    else
      close_stretch(&stretch, words);
    text += run->clusters[i].bytes;
    glyph += run->clusters[i].glyphs;
  }
  close_stretch(&stretch, words);
}
