/* The checks of figures typed in running text (P1, P2, K1, S4), from the report's words to what each figure is of.
 *
 *   prose_text     a paragraph as characters, each with its place in the source and whether it was typed
 *   prose_lexicon  the words that mean something: the form's (`prose:`) and those of grammar
 *   prose_tokens   the paragraph as words and numbers
 *   prose_scan     sentence by sentence: each number with the rows and columns it is of (a mention)
 *   prose_value    what the tables have there
 *
 * A warning that is wrong costs more trust than one that is missing. So a number counts as a figure of the form only
 * where every word between it and the name is known; where the talk is, or may be, of something else – another year,
 * part of the year, one office of many – nothing is said. Time is linear in the length of the text. */
#ifndef NIANBAO_FIGURE_PROSE_H
#define NIANBAO_FIGURE_PROSE_H

#include "figure/figures.h"
#include "figure/form_prose.h"

/* --- text --- */

/* A character of the prose; blanks are left out. */
struct prose_char {
  uint32_t code;       /* full-width digits, letters and signs as their plain forms */
  uint32_t begin, end; /* where it stands in the source; of ${…} the whole of it */
  bool typed;          /* not filled in by ${…} */
};

struct prose_text {
  struct prose_char *items;
  size_t count, capacity;
  uint32_t file;
};

enum prose_where { PROSE_PREFACE, PROSE_HEADING, PROSE_BODY, PROSE_NOTE };

/* A heading, a paragraph, an item of a list, a caption or a note. */
struct prose_piece {
  const struct inlines *inlines;
  struct prose_text text; /* when it has been read */
  enum prose_where where;
};

struct prose_pieces {
  struct prose_piece *items;
  size_t count, capacity;
};

/* Every piece of the report in the order of the source, titles of sections as headings; none of them read. */
void prose_pieces_list(struct arena *arena, const struct report *report, struct prose_pieces *out);
/* The words of one block or line. */
void prose_text_read(struct arena *arena, const struct files *files, const struct facts *facts,
                     const struct inlines *inlines, struct prose_text *out);
struct span prose_span(const struct prose_text *text, size_t begin, size_t end);
/* Where `word` (UTF-8) begins in [from, to), or SIZE_MAX. */
size_t prose_find(const struct prose_text *text, size_t from, size_t to, const char *word);
const char *prose_words(struct arena *arena, const struct prose_text *text, size_t begin, size_t end);

/* --- words --- */

enum prose_kind {
  PROSE_UNKNOWN, /* anything else, one character or more */
  /* of the form */
  PROSE_ROW,
  PROSE_COLUMN,
  PROSE_TOPIC,
  PROSE_OTHER, /* another subject */
  PROSE_PART,  /* a kind of parts */
  PROSE_RATE,
  PROSE_PLAN,   /* 预算 */
  PROSE_DRAFT,  /* 年初预算 */
  PROSE_ACTUAL, /* 决算 */
  /* of grammar */
  PROSE_FILL,    /* changes nothing */
  PROSE_SUM,     /* 共 */
  PROSE_SELF,    /* 我局 */
  PROSE_NOT,     /* 未 */
  PROSE_ALL,     /* 均 */
  PROSE_AMONG,   /* 其中, 中 */
  PROSE_LIMIT,   /* 通过, 上半年: part of the whole, of the year */
  PROSE_FOR,     /* 针对: the same before what is not known */
  PROSE_EARLIER, /* 上年 */
  PROSE_NOW,     /* 本年 */
  PROSE_AGAINST, /* 较, 同比 */
  PROSE_UP,
  PROSE_DOWN,
  PROSE_SHARE, /* 占 */
  PROSE_WHOLE, /* 总数 */
  PROSE_APART, /* 与信息公开无关 */
  PROSE_EACH,  /* 分别 */
  PROSE_AND,   /* 和 */
  PROSE_OF,    /* 的 */
  PROSE_ABOUT, /* 约 */
  PROSE_BOUND, /* 超过 */
  PROSE_OVER,  /* 大于 */
  PROSE_UNDER, /* 小于 */
  PROSE_EVEN,  /* 持平 */
  /* numbers and marks */
  PROSE_NUMBER,
  PROSE_PERCENT,
  PROSE_YEAR,
  PROSE_OPEN,
  PROSE_CLOSE,
  PROSE_COLON,
  PROSE_COMMA,
  PROSE_SEMICOLON,
  PROSE_STOP
};

/* How a number is to be taken. */
enum prose_exact { PROSE_EXACT, PROSE_AT_LEAST /* 20余件 */, PROSE_ROUGH /* 约, 近, 超过, 3至5 */ };

struct prose_token {
  enum prose_kind kind;
  uint32_t begin, end; /* characters of the text */
  union {
    const struct prose_name *name; /* ROW, COLUMN */
    const struct prose_subject *subject;
    const struct prose_rate *rate;
    size_t part; /* PART: the kind */
    int year;
  } as;
  bool topical; /* ROW, COLUMN: the words say of which table they speak */
  /* NUMBER, PERCENT */
  dec value;           /* in whole units: 1.2万 is 12000 */
  int64_t grain;       /* of its last digit, in units of value: 1.2万 is known to 1000; 1 for a plain count */
  const char *unit;    /* 件; "" for none */
  uint32_t digits_end; /* where the number ends and its unit begins */
  enum prose_exact how;
  bool typed;
};

struct prose_tokens {
  struct prose_token *items;
  size_t count, capacity;
};

struct prose_lexicon;
struct prose_cache; /* prose_cache.h */
/* For one report: its year and its agency's own names are words, too. */
struct prose_lexicon *prose_lexicon_new(struct arena *arena, const struct facts *facts);
void prose_lexicon_free(struct prose_lexicon *lexicon);
/* The longest word that stands at text[at]: fills kind and `as`, and gives its length in characters, or 0. */
size_t prose_lexicon_match(const struct prose_lexicon *lexicon, const struct prose_text *text, size_t at,
                           struct prose_token *out);
/* A number, percentage, year or date at text[from]; its length, or 0. */
size_t prose_number_read(const struct prose_text *text, size_t from, struct prose_token *out);
void prose_tokens_read(struct arena *arena, const struct prose_lexicon *lexicon, const struct prose_text *text,
                       struct prose_tokens *out);

/* --- mentions --- */

#define PROSE_NAMES 4 /* rows, or columns, that one figure is of */

enum prose_role {
  ROLE_VALUE,   /* of this year */
  ROLE_EARLIER, /* of an earlier year */
  ROLE_PLAN,    /* what was planned */
  ROLE_CHANGE,  /* by how much it is more or less */
  ROLE_PERCENT,
  ROLE_NONE,    /* no figure: 未收到 */
  ROLE_ALL,     /* no figure: 均获维持 */
  ROLE_COMPARED /* no figure: 决算数大于预算数 */
};

struct prose_names {
  const struct prose_name *items[PROSE_NAMES];
  size_t count;
};

/* A number of a sentence with what it is of; or a statement that there are none, or that all are. */
struct prose_mention {
  enum prose_role role;
  size_t token;        /* the number; of NONE and ALL the word that says so */
  uint32_t begin, end; /* the words quoted in messages */
  struct prose_names rows, columns;
  bool known;     /* every word around it is known: it is of these rows and columns */
  bool sure;      /* and in this year's tables */
  bool joint;     /* 行政复议、行政诉讼: the rows are added up */
  bool among;     /* a part of what stands before */
  bool within;    /* AMONG, or behind a whole that is named as such: 收到的100件申请 */
  bool plain;     /* nothing around it is unknown */
  unsigned depth; /* in how many brackets */
  bool total;     /* 共 */
  bool each;      /* 分别: which it is of is not known */
  bool every;     /* 均为: each of the rows is that */
  int direction;  /* CHANGE, PERCENT, COMPARED: +1 up, −1 down, 0 neither */
  bool share;     /* PERCENT: 占 */
  bool planned;   /* PERCENT: 完成预算的 */
  bool last;      /* EARLIER, CHANGE, PERCENT: of the year before, or against it, and not against a plan */
  bool draft;     /* PLAN, PERCENT: 年初预算 */
  const struct prose_rate *rate;
  int year;    /* EARLIER: the year, or 0 */
  size_t part; /* of a kind of parts, or SIZE_MAX */
  size_t of;   /* ALL, part: the mention it divides, or SIZE_MAX */
};

struct prose_mentions {
  struct prose_mention *items;
  size_t count, capacity;
};

/* What the sentences of one report are read against. */
struct prose {
  struct arena *arena;
  struct diags *diags;
  const struct files *files;
  const struct facts *facts;
  const struct form_prose *words;
  struct prose_lexicon *lexicon;
  const struct prose_text *text; /* of the piece in hand */
  struct prose_tokens tokens;
  struct prose_mentions mentions; /* of the sentence in hand */
  bool asked; /* the piece in hand speaks of figures, or of a fee: what is found in it depends on more than its words */
};

/* What the talk is of, from one sentence to the next. */
struct prose_topic {
  const struct prose_subject *heading; /* of the nearest heading, or NULL */
  const struct prose_subject *subject; /* NULL: not known */
  bool other;                          /* something that the form does not know */
};

/* The names in tokens [begin, end) of a clause, with what stands around them. */
struct prose_clause {
  struct prose_names rows, columns;
  const struct prose_subject *topic; /* the last TOPIC */
  size_t first;                      /* the first name's token, or SIZE_MAX */
  size_t begin;                      /* the first name's or topic's, or SIZE_MAX */
  bool joint;
  bool dirty;   /* behind the first name is something that is not known */
  bool blurred; /* behind the topic */
  bool stray;   /* anywhere */
  bool office;  /* that is a body other than the report's own */
  bool not, all, each, total, of;
  bool plan, draft, actual; /* the last such word: one of them at most */
  bool any_plan;
  size_t part;
  const struct prose_rate *rate;
};
void prose_clause_read(const struct prose *prose, size_t begin, size_t end, struct prose_clause *out);
/* Leaves the names that count where the talk is of `subject` (NULL: not known). */
void prose_clause_settle(struct prose_clause *clause, const struct prose_subject *subject);

/* The mentions of one sentence, tokens [begin, end), into prose->mentions. */
void prose_scan(struct prose *prose, struct prose_topic *topic, size_t begin, size_t end);

/* --- values --- */

struct prose_value {
  dec number;
  const char *words;                   /* 新收 9 + 上年结转 2 = 11 */
  const char *expression;              /* 申请.新收 + 申请.上年结转 */
  const char *unit;                    /* 万元; or NULL: a count */
  ratio slack;                         /* of a ledger: by how much the prose may differ */
  size_t figures;                      /* of a ledger: that were added up; 0: of no ledger */
  struct span place;                   /* of a ledger: its first figure, */
  const char *place_name, *place_text; /* its name, or NULL, and the value */
  const struct fact *cells[4];
  const char *cell_names[4];
  size_t cell_count;
};

struct prose_values {
  struct prose_value *items;
  size_t count, capacity;
  bool doubtful; /* then there are none */
};

/* Everything that rows × columns may mean, the likeliest first. Empty where the tables do not have all of it, or where
 * an error has been reported of a figure that it may be. */
void prose_values_find(struct prose *prose, const struct prose_names *rows, const struct prose_names *columns,
                       bool joint, struct prose_values *out);
/* The sums of rows (of a rate). */
void prose_values_of_rows(struct prose *prose, const struct form_table *table, const struct prose_sums *sums,
                          struct prose_values *out);
/* prose_ledger.c: the same of ledgers, as far as each of the expressions has a figure. */
void prose_values_of_ledgers(struct prose *prose, const struct prose_sums *sums, struct prose_values *out);
/* What was planned for the only row; of more, nothing. */
void prose_values_of_plan(struct prose *prose, const struct prose_names *rows, struct prose_values *out);
/* Appends a value that is not there yet. */
void prose_values_keep(struct prose *prose, const struct prose_value *value, struct prose_values *out);
/* Nothing is known where something is doubtful. */
void prose_values_settle(struct prose_values *values);
/* One of them as the tables of `facts` have it; false where it has no figure, or a doubtful one. */
bool prose_value_of_ledger(struct prose *prose, const struct facts *facts, const struct prose_sum *sum,
                           struct prose_value *out);
/* prose_ledger.c: a name for each of the lines that the source has under names of its own. */
size_t prose_ledger_names(struct arena *arena, const struct facts *facts, const struct prose_subject *subject,
                          struct prose_name **out);
/* All those names, to see whether they have changed; in `arena`. */
const char *prose_ledger_labels(struct arena *arena, const struct facts *facts);
/* Of several readings of an amount the one that comes nearest to what was typed stands first then. */
void prose_values_order(const struct prose_token *number, struct prose_values *values);
/* The typed number says this value, at its own precision. */
bool prose_value_agrees(const struct prose_token *number, const struct prose_value *value);

/* --- checks of one sentence --- */

/* The number of a mention. */
static inline const struct prose_token *prose_number(const struct prose *prose, const struct prose_mention *mention)
{
  return &prose->tokens.items[mention->token];
}

void prose_check_figures(struct prose *prose);  /* P1 */
void prose_check_parts(struct prose *prose);    /* P1: parts against their whole */
void prose_check_percents(struct prose *prose); /* P2 */
void prose_check_chains(struct prose *prose);   /* K1 */
void prose_check_previous(struct prose *prose); /* K1: of ledgers, against last year's report */

/* --- a fee that no table has --- */

/* What has been said of it: that none was charged, and how much. */
struct prose_fees {
  struct span none, some;
  const char *none_words, *some_words;
  bool told;
};

/* P1: clauses that contradict what earlier ones say of the fee. */
void prose_check_fees(struct prose *prose, struct prose_fees *fees);

/* --- the talk, from one piece to the next --- */

/* check_prose.c: P1, P2, K1 */
struct prose_talk {
  struct prose prose;
  struct prose_topic topic;
  struct prose_fees fees;
};
void prose_check_piece(struct prose_talk *talk, const struct prose_piece *piece);

/* check_stale.c: S4 */
struct prose_stale {
  struct arena *arena;
  struct diags *diags;
  const struct files *files;
  const struct facts *facts;
  bool plans; /* the heading speaks of what is to come */
};
void stale_check_report(const struct prose_stale *stale); /* its title and date */
void stale_check_piece(struct prose_stale *stale, const struct prose_piece *piece);

#endif
