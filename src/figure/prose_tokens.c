/* A paragraph as words and numbers: at each place the longest word or number that stands there. */
#include <glib.h>
#include <string.h>

#include "figure/prose.h"

#define TITLE_MAX 80u /* characters of a name in 《》 */

static const struct {
  uint32_t code;
  enum prose_kind kind;
} marks[] = {{0xFF0C, PROSE_COMMA}, {',', PROSE_COMMA},    {0xFF1B, PROSE_SEMICOLON}, {';', PROSE_SEMICOLON},
             {0xFF1A, PROSE_COLON}, {':', PROSE_COLON},    {0x3002, PROSE_STOP},      {0xFF01, PROSE_STOP},
             {0xFF1F, PROSE_STOP},  {'!', PROSE_STOP},     {'?', PROSE_STOP},         {0xFF08, PROSE_OPEN},
             {'(', PROSE_OPEN},     {0xFF09, PROSE_CLOSE}, {')', PROSE_CLOSE},        {0x3001, PROSE_AND},
             {0x2014, PROSE_COMMA}};

static size_t read_mark(const struct prose_text *text, size_t at, struct prose_token *out)
{
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
    if (marks[i].code != text->items[at].code)
      continue;
    *out = (struct prose_token){.kind = marks[i].kind};
    return 1;
  }
  return 0;
}

/* 《…》 and 〔…〕 hold names and numbers of documents. */
static size_t read_title(const struct prose_text *text, size_t at, struct prose_token *out)
{
  uint32_t open = text->items[at].code, close = open == 0x300A ? 0x300B : open == 0x3014 ? 0x3015 : 0;
  for (size_t i = at + 1; close && i < text->count && i - at <= TITLE_MAX; i++) {
    if (text->items[i].code != close)
      continue;
    *out = (struct prose_token){.kind = PROSE_UNKNOWN};
    return i + 1 - at;
  }
  return 0;
}

static bool is_ordinal_sign(uint32_t code)
{
  return (code >= '0' && code <= '9') || g_utf8_strchr("一二三四五六七八九十", -1, (gunichar)code);
}

/* 1.财政拨款收入, 二、支出: the number of a point, at its beginning. */
static size_t read_ordinal(const struct prose_text *text, size_t at, struct prose_token *out)
{
  size_t end = at;
  while (end < text->count && end - at < 3 && is_ordinal_sign(text->items[end].code))
    end++;
  bool begins = at == 0 || text->items[at - 1].code == 0x3002; /* 。 */
  bool marked = end < text->count && (text->items[end].code == '.' || text->items[end].code == 0x3001);
  if (!begins || end == at || !marked || (end + 1 < text->count && is_ordinal_sign(text->items[end + 1].code)))
    return 0;
  *out = (struct prose_token){.kind = PROSE_FILL};
  return end + 1 - at;
}

static size_t read_next(const struct prose_lexicon *lexicon, const struct prose_text *text, size_t at,
                        struct prose_token *out)
{
  struct prose_token number, word;
  size_t ordinal = read_ordinal(text, at, out);
  if (ordinal)
    return ordinal;
  size_t number_length = prose_number_read(text, at, &number);
  size_t word_length = prose_lexicon_match(lexicon, text, at, &word);
  if (number_length > word_length) {
    *out = number;
    return number_length;
  }
  if (word_length) {
    *out = word;
    return word_length;
  }
  size_t length = read_mark(text, at, out);
  return length ? length : read_title(text, at, out);
}

/* Characters that are no word of ours make one token. */
static void add_unknown(struct arena *arena, struct prose_tokens *tokens, size_t at)
{
  struct prose_token *last = tokens->count ? &tokens->items[tokens->count - 1] : NULL;
  if (last && last->kind == PROSE_UNKNOWN && last->end == at) {
    last->end++;
    return;
  }
  *ARENA_PUSH(arena, tokens) =
      (struct prose_token){.kind = PROSE_UNKNOWN, .begin = (uint32_t)at, .end = (uint32_t)at + 1};
}

static bool is_number(const struct prose_token *token)
{
  return token->kind == PROSE_NUMBER || token->kind == PROSE_PERCENT;
}

static bool code_is(const struct prose_text *text, size_t at, const char *any)
{
  return at < text->count && g_utf8_strchr(any, -1, (gunichar)text->items[at].code) != NULL;
}

/* 近20件, 20件左右, 3—5件, 数十件: near the number, not it. */
static void mark_rough(const struct prose_text *text, struct prose_tokens *tokens)
{
  for (size_t i = 0; i < tokens->count; i++) {
    struct prose_token *token = &tokens->items[i];
    if (!is_number(token))
      continue;
    enum prose_kind before = i ? tokens->items[i - 1].kind : PROSE_STOP;
    bool rough = before == PROSE_ABOUT || before == PROSE_BOUND ||
                 (token->begin > 0 && code_is(text, token->begin - 1, "几-–—~～－/"));
    rough |= token->begin > 0 && code_is(text, token->begin - 1, "数") && code_is(text, token->begin, "十百千万");
    rough |= code_is(text, token->end, "-–~～－/几") ||
             (code_is(text, token->end, "左") && code_is(text, token->end + 1, "右"));
    rough |= code_is(text, token->end, "以") && code_is(text, token->end + 1, "上下内");
    if (rough)
      token->how = PROSE_ROUGH;
  }
}

void prose_tokens_read(struct arena *arena, const struct prose_lexicon *lexicon, const struct prose_text *text,
                       struct prose_tokens *out)
{
  out->count = 0;
  for (size_t at = 0; at < text->count;) {
    struct prose_token token;
    size_t length = read_next(lexicon, text, at, &token);
    if (length == 0) {
      add_unknown(arena, out, at++);
      continue;
    }
    token.begin = (uint32_t)at;
    token.end = (uint32_t)(at + length);
    *ARENA_PUSH(arena, out) = token;
    at += length;
  }
  mark_rough(text, out);
}
