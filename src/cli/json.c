#include "cli/json.h"

#include "base/show.h"

static void begin_line(struct json *json)
{
  g_string_append_c(json->out, '\n');
  for (int i = 0; i < json->depth; i++)
    g_string_append(json->out, "  ");
}

static void begin_entry(struct json *json, const char *key)
{
  if (!json->first)
    g_string_append_c(json->out, ',');
  if (json->depth > 0)
    begin_line(json);
  json->first = false;
  if (!key)
    return;
  show_json(json->out, key);
  g_string_append(json->out, ": ");
}

static void open_bracket(struct json *json, const char *key, char bracket)
{
  begin_entry(json, key);
  g_string_append_c(json->out, bracket);
  json->depth++;
  json->first = true;
}

static void close_bracket(struct json *json, char bracket)
{
  json->depth--;
  if (!json->first)
    begin_line(json);
  g_string_append_c(json->out, bracket);
  json->first = false;
}

void json_object(struct json *json, const char *key)
{
  open_bracket(json, key, '{');
}

void json_list(struct json *json, const char *key)
{
  open_bracket(json, key, '[');
}

void json_end_object(struct json *json)
{
  close_bracket(json, '}');
}

void json_end_list(struct json *json)
{
  close_bracket(json, ']');
}

void json_text(struct json *json, const char *key, const char *text)
{
  begin_entry(json, key);
  show_json(json->out, text);
}

void json_number(struct json *json, const char *key, gint64 number)
{
  begin_entry(json, key);
  g_string_append_printf(json->out, "%" G_GINT64_FORMAT, number);
}

void json_flag(struct json *json, const char *key, bool flag)
{
  begin_entry(json, key);
  g_string_append(json->out, flag ? "true" : "false");
}

void json_texts(struct json *json, const char *key, const char *const *texts, size_t count)
{
  json_list(json, key);
  for (size_t i = 0; i < count; i++)
    json_text(json, NULL, texts[i]);
  json_end_list(json);
}
