/* Diff: what differs between two versions of a report – figures by table, row and column, words by sentence – found in
 * the blocks, that is in what is printed and not in how it was written. Positions on pages come from the frames. */
#ifndef NIANBAO_DIFF_DIFF_H
#define NIANBAO_DIFF_DIFF_H

#include "block/block.h"
#include "frame/frame.h"
#include "style/style.h"

enum change_kind {
  CHANGE_CELL,  /* a table's cell: a figure, a label, a head */
  CHANGE_ROW,   /* a row of a table that one version lacks: old or new is NULL */
  CHANGE_WORDS, /* words of a paragraph, heading, caption or footnote that both versions have */
  CHANGE_IMAGE, /* a picture in place of another; the words that stand for it are said to be the same */
  CHANGE_BLOCK  /* a paragraph, heading, table, chart or picture that one version lacks: old or new is NULL */
};

/* A stretch of a sentence. */
enum piece_kind { PIECE_SAME, PIECE_OLD, PIECE_NEW };

struct change_piece {
  enum piece_kind kind;
  const char *text;
  struct span span; /* PIECE_NEW and PIECE_SAME: in the new source; PIECE_OLD: in the old one */
};

struct change {
  enum change_kind kind;
  const char *section;         /* the heading it stands under: 一、总体情况, of the version that has it; or "" */
  const char *table;           /* CELL, ROW: the table's caption, or the heading it stands under */
  bool computed;               /* CELL: the new one was not typed */
  const char *row, *column;    /* CELL: as the heads have it, as much of them as tells it from others; or "" */
  const char *old_text;        /* as printed; NULL: not there */
  const char *new_text;        /* … */
  struct change_piece *pieces; /* WORDS: the sentences that differ, divided */
  size_t piece_count, piece_capacity;
  struct span old_span, new_span;
  uint32_t old_table, old_cell; /* CELL, ROW: which table (from 0) and cell of it; UINT32_MAX: none */
  uint32_t new_table, new_cell;
};

struct changes {
  struct change *items;
  size_t count, capacity;
};

/* Whether the new version of it was not typed but follows from something else: a total, a figure that ${…} put into a
 * sentence. `files` are the new version's. */
bool change_follows(const struct change *change, const struct files *files);

/* Never NULL. In the order of the new version. */
struct changes *changes_find(struct arena *arena, const struct blocks *before, const struct blocks *after);

/* --- pages --- */

/* Words of a page, or a picture: an item of it that is a run or an image. */
struct area {
  uint32_t page, item;
};

struct areas {
  struct area *items;
  size_t count, capacity;
};

/* Where the words of a document stand, by cell and by place in the source. */
struct atlas;
struct atlas *atlas_make(struct arena *arena, const struct blocks *blocks, const struct frame_document *document);
const struct frame_document *atlas_document(const struct atlas *atlas);
/* The runs of a table's cell; the runs and pictures of what stands in `span`. In the order of the pages. */
struct areas atlas_cell(const struct atlas *atlas, uint32_t table, uint32_t cell);
struct areas atlas_span(const struct atlas *atlas, struct span span);
/* The first page of the change in the new version, from 0; UINT32_MAX where nothing of it is printed there. */
uint32_t atlas_page(const struct atlas *atlas, const struct change *change);

/* For each page of `after`, whether anything on it differs from the same page of `before`. */
bool *pages_touched(struct arena *arena, const struct frame_document *before, const struct frame_document *after);

/* Marks changes on the pages of the new version: a bar in the margin beside each line and cell, the old value of a cell
 * struck out, small, above the new one, a line under new words. Nothing else moves. */
void changes_mark(struct arena *arena, const struct changes *changes, const struct sheet *sheet,
                  const struct atlas *before, const struct atlas *after, struct frame_document *document);

#endif
