/* P1, P2, K1, S4: the report's words, piece by piece, read once for all of them. */
#include <glib.h>

#include "figure/prose_cache.h"

struct words {
  struct arena *scratch; /* for one piece */
  struct prose_talk talk;
  struct prose_stale stale;
  struct prose_cache *cache; /* or NULL */
  struct prose_lexicon *own; /* or NULL */
};

/* Not before it is needed: of a source that was edited most pieces are known. */
static void need_lexicon(struct words *words)
{
  struct prose *prose = &words->talk.prose;
  if (prose->lexicon)
    return;
  if (!words->cache)
    words->own = prose_lexicon_new(prose->arena, prose->facts);
  prose->lexicon = words->cache ? prose_cache_lexicon(words->cache, prose->facts) : words->own;
}

static void read_piece(struct words *words, struct prose_piece *piece)
{
  struct prose *prose = &words->talk.prose;
  prose->asked = false;
  arena_clear(words->scratch);
  prose_text_read(words->scratch, prose->files, prose->facts, piece->inlines, &piece->text);
  if (piece->text.count == 0)
    return;
  if (prose->words) {
    need_lexicon(words);
    prose_check_piece(&words->talk, piece);
  }
  stale_check_piece(&words->stale, piece);
}

static void check_piece(struct words *words, struct prose_piece *piece)
{
  struct prose *prose = &words->talk.prose;
  struct prose_state state = {words->talk.topic, words->stale.plans};
  if (words->cache && prose_cache_take(words->cache, prose->facts, piece, &state)) {
    words->talk.topic = state.topic;
    words->stale.plans = state.plans;
    return;
  }
  size_t said = prose->diags->count;
  read_piece(words, piece);
  state = (struct prose_state){words->talk.topic, words->stale.plans};
  if (words->cache && !prose->asked && prose->diags->count == said)
    prose_cache_put(words->cache, &state);
}

/* Without a year nothing can be said. */
void check_words(struct arena *arena, struct diags *diags, const struct files *files, const struct facts *facts,
                 struct prose_cache *cache)
{
  if (facts->report->year == 0)
    return;
  struct words words = {
      .scratch = arena_new(),
      .talk.prose = {.arena = arena, .diags = diags, .files = files, .facts = facts, .words = facts->form->prose},
      .stale = {arena, diags, files, facts, false},
      .cache = cache};
  struct prose_pieces pieces = {0};
  if (cache)
    prose_cache_begin(cache, facts);
  stale_check_report(&words.stale);
  prose_pieces_list(arena, facts->report, &pieces);
  for (size_t i = 0; i < pieces.count; i++)
    check_piece(&words, &pieces.items[i]);
  if (cache)
    prose_cache_end(cache);
  if (words.own)
    prose_lexicon_free(words.own);
  arena_free(words.scratch);
}
