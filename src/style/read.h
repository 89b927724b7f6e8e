/* Reading single values of a layout file: lengths with units, type sizes with names, colours, choices. Private to
 * style/. Each function reports what is wrong at the value and then gives false; NULL nodes (a field that is not there
 * or was reported already) give false in silence. */
#ifndef NIANBAO_STYLE_READ_H
#define NIANBAO_STYLE_READ_H

#include "source/schema.h"
#include "style/style.h"

/* A type size by name (三号). */
struct style_size {
  const char *name;
  len size;
};

struct style_reader {
  struct arena *arena;
  struct diags *diags;
  struct sheet *sheet;      /* its grid is read first: 字 and 行 come from there */
  len em;                   /* what 1em is at the moment; 0 where em may not be used */
  struct style_size *sizes; /* the layout's own names and sizes, before the common ones */
  size_t size_count, size_capacity;
};

/* A number with a unit. `name` is the key, for messages; min and max are inclusive. */
bool style_read_length(struct style_reader *reader, const struct node *node, const char *name, len min, len max,
                       len *out);
/* A type size: a name of the list, or a length in pt or mm. */
bool style_read_size(struct style_reader *reader, const struct node *node, const char *name, len *out);
/* Enters `sizes:` of the layout, a mapping of names to lengths. */
void style_read_sizes(struct style_reader *reader, const struct node *map);
/* Six hexadecimal digits, or none (white). */
bool style_read_colour(struct style_reader *reader, const struct node *node, const char *name,
                       struct style_colour *out);

struct style_choice {
  const char *name;
  int value;
};

bool style_read_choice(struct style_reader *reader, const struct node *node, const char *name,
                       const struct style_choice *choices, size_t count, int *out);
bool style_read_text(struct style_reader *reader, const struct node *node, const char **out);
bool style_read_int(const struct node *node, int *out); /* range checked by the schema */
bool style_read_bool(const struct node *node, bool *out);

/* `styles:` of the layout into sheet->styles; false if anything was wrong. */
bool style_read_styles(struct style_reader *reader, const struct node *map);

/* `text:` of the layout, which may be NULL, into sheet->rules. */
void style_read_rules(struct style_reader *reader, const struct node *map);
void style_dump_rules(FILE *out, const struct text_rules *rules);
/* `footnotes:` of the layout, which may be NULL; the styles have been read. */
void style_read_notes(struct style_reader *reader, const struct node *map);

/* `chart:` of the layout, which may be NULL. */
void style_read_chart(struct style_reader *reader, const struct node *map);

/* furniture.c: maps of the layout that may be missing (NULL); the styles are read before. */
void style_read_signature(struct style_reader *reader, const struct node *map);
void style_read_folio(struct style_reader *reader, const struct node *map);
void style_read_head(struct style_reader *reader, const struct node *map);
void style_read_contents(struct style_reader *reader, const struct node *map);

/* print.c: `print:` of the layout, which may be NULL; page and type area have been read. */
void style_read_print(struct style_reader *reader, const struct node *map);
void style_dump_print(FILE *out, const struct print_look *look);
/* A length in points with three decimals behind its name; dump.c. */
void style_dump_length(FILE *out, const char *name, len length);

extern const struct style_choice style_numberings[];
extern const size_t style_numbering_count;

#define STYLE_FIELDS(table) (table), sizeof(table) / sizeof *(table)

#endif
