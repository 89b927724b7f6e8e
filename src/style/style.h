/* Style: a layout file (layouts/NAME.yaml) resolved into a sheet: page geometry, text styles, table looks. Every
 * property has its value; no content. Lengths in layout files carry units: mm, pt, em, 字 (a body cell wide), 行 (a
 * body pitch high); sizes may be 三号, 小四…. */
#ifndef NIANBAO_STYLE_STYLE_H
#define NIANBAO_STYLE_STYLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/len.h"
#include "source/named.h"

enum style_id {
  STYLE_TITLE,
  STYLE_BODY,
  STYLE_H1, /* section titles: 一、 */
  STYLE_H2, /* （一） */
  STYLE_H3, /* 1. */
  STYLE_H4, /* （1） */
  STYLE_LIST,
  STYLE_TABLE_HEAD,
  STYLE_TABLE_STUB,
  STYLE_TABLE_CELL,
  STYLE_TABLE_BAND,
  STYLE_CAPTION,
  STYLE_TABLE_NOTE,
  STYLE_SIGNATURE,
  STYLE_FOLIO,
  STYLE_FOOTNOTE,
  STYLE_TABLE_UNIT, /* this and the following may be missing in a layout, and are then made from others */
  STYLE_HEAD,
  STYLE_CONTENTS_TITLE,
  STYLE_CONTENTS_1, /* entries, by level */
  STYLE_CONTENTS_2,
  STYLE_CONTENTS_3,
  STYLE_CHART, /* labels and figures of charts */
  STYLE_CHART_CAPTION,
  STYLE_COUNT
};

#define STYLE_CONTENTS_LEVELS (STYLE_CONTENTS_3 - STYLE_CONTENTS_1 + 1)

/* SPREAD is 均排 (CL-09): the gaps of every line, the last too, open equally until it is as wide as the measure.
 * DECIMAL is for cells of a table only: figures of a column have their points below each other (TB-06). */
enum align { ALIGN_JUSTIFY, ALIGN_START, ALIGN_CENTRE, ALIGN_END, ALIGN_SPREAD, ALIGN_DECIMAL };

/* Marks that may not begin or end a line, in rising strictness (CL-20, CL-21, CL-22). By measure (CL-25): the narrower
 * the lines, the less is forbidden. */
enum kinsoku { KINSOKU_NONE, KINSOKU_BASIC, KINSOKU_GB, KINSOKU_STRICT, KINSOKU_BY_MEASURE };

/* CL-50, CL-51: a pause or stop at a line's end may stand in the margin: never, in narrow lines only, everywhere. */
enum hanging { HANGING_NEVER, HANGING_NARROW, HANGING_ALWAYS };

enum emphasis { EMPHASIS_DOTS, EMPHASIS_BOLD }; /* of *words*: 着重号 (CL-90), or the bold role */

/* Where the rules for setting text leave a choice, the layout makes it. */
struct text_rules {
  enum kinsoku kinsoku;
  bool word_marks; /* CL-24: what Word keeps from a line's start and end beside these */
  enum hanging hanging;
  enum emphasis emphasis;
  const char *hyphenation; /* CL-37: the dictionary for Latin words, "en_US"; NULL: words are not divided */
  struct span hyphenation_span;
  bool date_gap;        /* CL-64: a gap between a number and 年, 月, 日, too */
  bool keep_opening;    /* CL-43: an opening mark that begins a paragraph keeps its blank half */
  bool full_interpunct; /* CL-16: · takes a whole cell, which may shrink to half (CL-72) */
  bool lock_stops;      /* CL-76: the blank of 。？！ is never squeezed */
  bool lock_colon;      /* the blank of ： is never squeezed, though that of ，、； is (CL-74) */
  bool latin_cells;     /* CL-05: Latin words and numbers are padded to whole cells */
  int widows, orphans;  /* CL-84 */
};

enum numbering { NUMBERING_NONE, NUMBERING_HAN, NUMBERING_HAN_BRACKET, NUMBERING_ARABIC, NUMBERING_ARABIC_BRACKET };

enum begins { BEGINS_ANYWHERE, BEGINS_PAGE, BEGINS_RECTO }; /* CL-87 */

struct style_colour {
  uint8_t red, green, blue;
};

struct text_style {
  const char *name;                       /* as the layout file has it: "body", "h1" */
  const char *role;                       /* font role of Han text */
  const char *latin_role;                 /* of Latin letters and digits */
  struct span role_span, latin_role_span; /* where the layout names them, for a role that the font table lacks */
  len size;
  len cell;  /* width of a Han character: the size, or the grid's cell where it is a little less or more (GW-04) */
  len pitch; /* baseline to baseline inside the block */
  len indent_first; /* CL-80 */
  len indent;       /* block indent on the start side (CL-82) */
  len indent_end;
  len space_before, space_after; /* in whole body lines unless the style is off the grid */
  int rows; /* 占行: the block takes at least so many body lines, centred in them; 0: as many as it needs */
  enum align align;
  enum numbering numbering;
  enum begins begins;
  bool keep_with_next;
  bool gap;         /* CL-60 Han–Latin gap on; CL-66 off in table cells */
  bool vertical;    /* TB-07: set by box/ for narrow heads, never by a layout */
  const char *lang; /* "zh-CN" */
};

/* TB-11: what stands above a table with a caption where it goes on: 续表 and the caption, the caption and （续）,
 * nothing. */
enum table_continued { CONTINUED_BEFORE, CONTINUED_BEHIND, CONTINUED_NONE };
/* What becomes of a table that is too wide for the type area at the smallest size allowed. */
enum wide_table {
  WIDE_ERROR,
  WIDE_TURN, /* TB-13: it stands on pages of its own, a quarter turned */
  WIDE_FOLD  /* TB-14: its columns are divided into groups, one below the other */
};

/* Rows that are totals in a table of the source; official forms print theirs like all others. */
struct total_look {
  const char *role; /* of Chinese text; NULL: as in other rows */
  struct span role_span;
  len rule; /* width of the rule above such a row; 0: as between other rows */
};

struct table_look {
  len rule_outer, rule_head, rule_inner; /* TB-03 widths; 0 draws none */
  bool sides;                            /* rules at both sides (official form) */
  bool vertical_heads;                   /* TB-07: heads of narrow columns are set from top to bottom */
  len pad_inline, pad_block;             /* TB-05, at the size of table_cell */
  len pad_block_min;                     /* what pad_block may shrink to so that a table stands whole on a page */
  len pad_inline_min;                    /* what pad_inline may shrink to before a smaller size is tried */
  struct style_colour band, head;        /* shading of band rows and heads; white: none */
  enum table_continued continued;
  enum wide_table wide;
  struct total_look total;
  len sizes[4]; /* cell text sizes to try, largest first, where a table is too wide */
  int size_count;
};

/* Charts. Rules at the axes; the height of those that say none. */
struct chart_look {
  len rule;
  len height;
};

#define STYLE_LEVELS 4

/* What stands before the items of a list, by nesting; deeper lists take the last (CL-94). */
struct list_look {
  enum numbering numbers[STYLE_LEVELS];
  int number_count;
  const char *marks[STYLE_LEVELS];
  int mark_count;
};

/* CL-92. Where notes stand, how they are numbered, and the rule above those at the foot of a page. */
enum note_place { NOTES_PAGE, NOTES_SECTION, NOTES_END };
enum note_numbers { NOTE_CIRCLED, NOTE_ARABIC, NOTE_BRACKETED }; /* ① 1 [1] */

struct note_look {
  enum note_place place;
  enum note_numbers numbers;
  bool by_page;   /* numbers begin again on each page: NOTES_PAGE and NOTE_CIRCLED only, whose marks are equally wide */
  bool raised;    /* marks in the text are small and raised */
  len rule;       /* its length; 0: none */
  len rule_width; /* its thickness */
  len gap;        /* the least white between text and rule */
  len rule_gap;   /* white between rule and notes */
};

struct folio_look {
  const char *pattern; /* "— # —" */
  len drop;            /* from the foot of the type area to the middle of the dash (GW-32, GW-34) */
  len inset;           /* from the outer edge of the type area */
  bool outer;          /* odd pages right, even pages left; else centred */
  bool first, blank;   /* stands on the first page, and on pages left blank (GW-33) */
};

/* CL-97. Words with placeholders (style_head_word), NULL: no head on such pages. Nothing set: no heads. */
struct head_look {
  const char *odd, *even;
  len rise; /* from the top of the type area up to the foot of the characters, or to the rule */
  len rule; /* width of a rule under the head, as long as the measure; 0: none */
  bool outer, first;
};

enum head_word { HEAD_NO_WORD, HEAD_TITLE, HEAD_SECTION, HEAD_AGENCY, HEAD_YEAR };

/* CL-95: page numbers of what stands before the text, up to the end of the contents. */
enum front_folio {
  FRONT_SAME,  /* count on into the text */
  FRONT_ROMAN, /* i, ii …; the text begins on a recto with 1 */
  FRONT_NONE   /* counted like roman ones, but not printed */
};

struct contents_look { /* CL-96 */
  const char *title;
  int levels; /* of headings that are listed; 0: no contents */
  enum front_folio folio;
  len leader; /* from dot to dot; 0: no dots */
};

/* GW-15. Without an inset both lines end alike. */
struct signature_look {
  bool inset_set;
  len inset; /* the date begins so far behind where the name begins */
};

/* The edition for the press. Blank pages at the end have no folio. */
enum print_colours {
  PRINT_SCREEN, /* as they are, gray and RGB */
  PRINT_BLACK,  /* one ink: shades of black, as dark as the colours */
  PRINT_CMYK    /* four inks; grays from black alone */
};

struct print_look {
  bool set;     /* the layout has such an edition */
  len bleed;    /* what is drawn beyond the cut */
  bool marks;   /* where to cut and to fold is marked beside the page */
  len binding;  /* odd pages go so far to the right, even ones to the left; 0 where margins are mirrored */
  bool even;    /* a blank page is added behind an odd number of them */
  bool booklet; /* two pages side by side, in the order of sheets that are folded and stitched in the fold */
  len creep;    /* pages of the innermost sheet are so much nearer to the fold than those of the outermost */
  enum print_colours colours;
  const char *intent; /* the printing condition by its registered name; NULL with PRINT_SCREEN */
};

struct sheet {
  const char *name;
  struct named_line line; /* the files that it was read from */
  len page_width, page_height;
  len area_x, area_y, area_width, area_height; /* the type area 版心; area_x is that of odd pages: sheet_area_x */
  bool mirrored;                               /* even pages have at the right what odd ones have at the left */
  int chars, lines;                            /* 28 × 22; pitch comes from area and lines */
  len box; /* height of a body line's box: area_height = box + (lines − 1) × pitch */
  len pitch_num;
  int pitch_den; /* baseline k stands at k × pitch_num / pitch_den: exact over the page */
  struct text_rules rules;
  len whole_table_gap; /* a table that fits one page moves there whole if less than this would stay empty */
  struct text_style styles[STYLE_COUNT];
  struct list_look list;
  struct table_look table;
  struct chart_look chart;
  struct note_look notes;
  struct signature_look signature;
  struct folio_look folio;
  struct head_look head;
  struct contents_look contents;
  struct print_look print;
};

/* White around a page of the press, beyond its cut: the bleed and, if there are any, the marks, which begin so far from
 * it and are so long. */
#define STYLE_MARK_GAP_MM    3
#define STYLE_MARK_LENGTH_MM 5

static inline len style_print_margin(const struct print_look *look)
{
  return look->bleed + (look->marks ? len_from_mm(STYLE_MARK_GAP_MM, 1) + len_from_mm(STYLE_MARK_LENGTH_MM, 1) : 0);
}

/* Where the type area begins on a page, counted from 1. */
static inline len sheet_area_x(const struct sheet *sheet, size_t page)
{
  bool verso = page % 2 == 0;
  return sheet->mirrored && verso ? sheet->page_width - sheet->area_x - sheet->area_width : sheet->area_x;
}

/* The placeholder that stands at `at`, and its length with the braces; HEAD_NO_WORD where there is none. */
enum head_word style_head_word(const char *at, size_t *length);

/* Distance from the top of the type area to the top of body line k (k may be `lines` or more). */
static inline len sheet_line_top(const struct sheet *sheet, int64_t k)
{
  return len_scale(sheet->pitch_num, k, sheet->pitch_den);
}

/* Reads layouts_dir/NAME.yaml. Unknown names, keys, roles and units are diagnostics (at `place` for the name). NULL
 * after errors. */
const struct sheet *sheet_load(struct arena *arena, struct files *files, const char *layouts_dir, const char *name,
                               struct span place, struct diags *diags);

void sheet_dump(FILE *out, const struct sheet *sheet);

#endif
