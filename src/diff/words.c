#include "diff/words.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "diff/align.h"

#define HASH_SEED 14695981039346656037u /* FNV-1a */

uint64_t words_hash_text(const char *text, size_t length, uint64_t seed)
{
  for (size_t i = 0; i < length; i++)
    seed = (seed ^ (unsigned char)text[i]) * 1099511628211u;
  return seed;
}

/* --- tokens --- */

static bool is_word_char(uint32_t c)
{
  return c < 0x80 && g_ascii_isalnum((char)c);
}

/* 1,234.56 and 20% are one token, so that a figure is compared as a whole. */
static bool joins_digits(const char *text, size_t at)
{
  return at > 0 && g_ascii_isdigit(text[at - 1]) && (text[at] == '.' || text[at] == ',') &&
         g_ascii_isdigit(text[at + 1]);
}

static size_t token_end(const char *text, size_t at)
{
  size_t next = at;
  if (!is_word_char(utf8_next(text, &next)))
    return next;
  while (is_word_char((unsigned char)text[next]) || joins_digits(text, next))
    next++;
  return text[next] == '%' ? next + 1 : next;
}

struct words words_read(struct arena *arena, const struct block_runs *runs)
{
  struct words words = {.text = blocks_join_words(arena, runs, 0, true), .runs = runs};
  size_t length = strlen(words.text);
  words.begin = ARENA_ARRAY(arena, length + 1, size_t);
  words.hash = ARENA_ARRAY(arena, length, uint64_t);
  for (size_t at = 0; at < length;) {
    size_t end = token_end(words.text, at);
    words.begin[words.count] = at;
    words.hash[words.count++] = words_hash_text(words.text + at, end - at, HASH_SEED);
    at = end;
  }
  words.begin[words.count] = length;
  return words;
}

/* --- likeness --- */

static int by_hash(const void *a, const void *b)
{
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static uint64_t *sorted_hashes(const struct words *words)
{
  uint64_t *copy = g_memdup2(words->hash, words->count * sizeof *copy);
  if (words->count)
    qsort(copy, words->count, sizeof *copy, by_hash);
  return copy;
}

uint32_t words_likeness(const struct words *before, const struct words *after)
{
  uint64_t *a = sorted_hashes(before), *b = sorted_hashes(after);
  size_t same = 0;
  for (size_t i = 0, k = 0; i < before->count && k < after->count;) {
    if (a[i] == b[k])
      same++, i++, k++;
    else if (a[i] < b[k])
      i++;
    else
      k++;
  }
  g_free(a);
  g_free(b);
  size_t all = before->count + after->count;
  return all ? (uint32_t)(2000 * same / all) : 1000;
}

/* --- pieces --- */

/* Where bytes [from, to) of the text come from. */
static struct span find_span(const struct words *words, size_t from, size_t to)
{
  struct span span = SPAN_NONE;
  size_t at = 0;
  for (size_t i = 0; i < words->runs->count && at < to; i++) {
    const struct block_run *run = &words->runs->items[i];
    size_t end = at + run->length;
    if (end > from && span_known(run->span)) {
      struct span part =
          span_part(run->span, run->length, (uint32_t)(MAX(from, at) - at), (uint32_t)(MIN(to, end) - at));
      if (!span_known(span))
        span = part;
      else if (part.file == span.file)
        span = (struct span){span.file, MIN(span.begin, part.begin), MAX(span.end, part.end)};
    }
    at = end;
  }
  return span;
}

struct comparison {
  struct arena *arena;
  const struct words *before, *after;
  struct change *change;
};

static void add_piece(struct comparison *c, enum piece_kind kind, size_t first, size_t end)
{
  const struct words *words = kind == PIECE_OLD ? c->before : c->after;
  if (first == end)
    return;
  size_t from = words->begin[first], to = words->begin[end];
  struct change_piece *piece =
      ARENA_APPEND(c->arena, c->change->pieces, c->change->piece_count, c->change->piece_capacity);
  *piece =
      (struct change_piece){kind, arena_strndup(c->arena, words->text + from, to - from), find_span(words, from, to)};
}

static bool ends_sentence(const struct words *words, size_t token)
{
  static const char *const stops[] = {"。", "？", "！", "；", "\u2028"};
  for (size_t i = 0; i < G_N_ELEMENTS(stops); i++) {
    if (strncmp(words->text + words->begin[token], stops[i], strlen(stops[i])) == 0)
      return true;
  }
  return false;
}

/* A stretch of both texts; either may be empty. */
struct stretch {
  size_t a, b, a_end, b_end;
  bool same;
};

struct stretches {
  struct stretch *items;
  size_t count, capacity;
};

static void find_stretches(struct comparison *c, struct stretches *out)
{
  const struct words *before = c->before, *after = c->after;
  size_t *pairs = align_equal(c->arena, before->hash, before->count, after->hash, after->count);
  for (size_t a = 0, b = 0; a < before->count || b < after->count;) {
    struct stretch stretch = {a, b, a, b, a < before->count && pairs[a] == b};
    if (stretch.same) {
      while (a < before->count && pairs[a] == b)
        a++, b++;
    } else {
      while (a < before->count && pairs[a] == ALIGN_NONE)
        a++;
      b = a < before->count ? pairs[a] : after->count;
    }
    stretch.a_end = a;
    stretch.b_end = b;
    *ARENA_PUSH(c->arena, out) = stretch;
  }
}

/* A single mark or character that happens to stand in both between two changes makes nothing clearer: 叁拾 against
 * 四十. */
static bool is_island(const struct stretches *list, size_t i)
{
  const struct stretch *s = &list->items[i];
  return s->same && i > 0 && i + 1 < list->count && s->a_end - s->a == 1;
}

/* Of an unchanged stretch only what belongs to the sentences of its neighbours is shown: up to the first stop after a
 * change, and from behind the last stop before one. */
static void add_same(struct comparison *c, const struct stretch *s, bool first, bool last)
{
  size_t head = s->b, tail = s->b_end;
  bool stop = false;
  while (!first && !stop && head < s->b_end)
    stop = ends_sentence(c->after, head++);
  while (!last && tail > head && !ends_sentence(c->after, tail - 1))
    tail--;
  add_piece(c, PIECE_SAME, s->b, head);
  if (!last)
    add_piece(c, PIECE_SAME, tail, s->b_end);
}

void words_compare(struct arena *arena, const struct words *before, const struct words *after, struct change *change)
{
  struct comparison c = {arena, before, after, change};
  struct stretches list = {0};
  find_stretches(&c, &list);
  for (size_t i = 0; i < list.count; i++) {
    struct stretch s = list.items[i];
    if (s.same && !is_island(&list, i)) {
      add_same(&c, &s, i == 0, i + 1 == list.count);
      continue;
    }
    while (i + 1 < list.count && (!list.items[i + 1].same || is_island(&list, i + 1)))
      i++;
    s.a_end = list.items[i].a_end;
    s.b_end = list.items[i].b_end;
    add_piece(&c, PIECE_OLD, s.a, s.a_end);
    add_piece(&c, PIECE_NEW, s.b, s.b_end);
  }
}
