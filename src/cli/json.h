/* JSON as it is written to files: one entry a line, indented. Keys are NULL inside lists. */
#ifndef NIANBAO_CLI_JSON_H
#define NIANBAO_CLI_JSON_H

#include <glib.h>
#include <stdbool.h>

struct json {
  GString *out;
  int depth;
  bool first; /* of its object or list */
};

void json_object(struct json *json, const char *key);
void json_list(struct json *json, const char *key);
void json_end_object(struct json *json);
void json_end_list(struct json *json);
void json_text(struct json *json, const char *key, const char *text); /* NULL: null */
void json_number(struct json *json, const char *key, gint64 number);
void json_flag(struct json *json, const char *key, bool flag);
void json_texts(struct json *json, const char *key, const char *const *texts, size_t count);

#endif
