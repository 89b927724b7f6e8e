#include "emit/copies.h"

#include <stdlib.h>
#include <string.h>

#include "emit/tokens.h"
#include "emit/values.h"

struct emit_copies {
  qpdf_data from;
  struct emit_objects *to;
  GHashTable *numbers; /* theirs → ours */
  GArray *waiting;     /* theirs, in the order in which they were asked for */
};

struct emit_copies *emit_copies_new(qpdf_data from, struct emit_objects *to)
{
  struct emit_copies *copies = g_new(struct emit_copies, 1);
  *copies = (struct emit_copies){.from = from,
                                 .to = to,
                                 .numbers = g_hash_table_new(NULL, NULL),
                                 .waiting = g_array_new(FALSE, FALSE, sizeof(int))};
  return copies;
}

uint32_t emit_copies_number(struct emit_copies *copies, int id)
{
  uint32_t number = GPOINTER_TO_UINT(g_hash_table_lookup(copies->numbers, GINT_TO_POINTER(id)));
  if (number == 0) {
    number = emit_objects_reserve(copies->to, 1);
    g_hash_table_insert(copies->numbers, GINT_TO_POINTER(id), GUINT_TO_POINTER(number));
    g_array_append_val(copies->waiting, id);
  }
  return number;
}

/* Of the last two tokens, "12 0" of "12 0 R": where they begin in what is written. */
struct recent {
  size_t at[2];
  int numbers; /* that stand behind each other */
};

static void append_token(struct emit_copies *copies, GString *out, const char *token, size_t length,
                         struct recent *recent)
{
  if (length == 1 && token[0] == 'R' && recent->numbers >= 2) {
    int id = atoi(out->str + recent->at[0]);
    g_string_truncate(out, recent->at[0]);
    emit_value_reference(out, emit_copies_number(copies, id));
    recent->numbers = 0;
    return;
  }
  recent->numbers = emit_token_is_number(token[0]) ? recent->numbers + 1 : 0;
  recent->at[0] = recent->at[1];
  recent->at[1] = out->len;
  g_string_append_len(out, token, (gssize)length);
}

/* An object as text, with our numbers for theirs. */
static GString *renumber(struct emit_copies *copies, const char *text)
{
  GString *out = g_string_new(NULL);
  struct recent recent = {0};
  size_t size = strlen(text);
  for (size_t at = 0; at < size;) {
    if (emit_token_is_space(text[at])) {
      g_string_append_c(out, text[at++]);
      continue;
    }
    bool closes = text[at] == '>' && text[at + 1] == '>';
    size_t end = closes ? at + 2 : emit_token_end(text, size, at);
    append_token(copies, out, text + at, end - at, &recent);
    at = end;
  }
  return out;
}

/* The entries of a stream's dictionary but for its length: "<<" and ">>" taken off. */
static GString *stream_entries(struct emit_copies *copies, qpdf_oh stream)
{
  qpdf_oh dictionary = qpdf_oh_get_dict(copies->from, stream);
  qpdf_oh_remove_key(copies->from, dictionary, "/Length");
  GString *entries = renumber(copies, qpdf_oh_unparse_resolved(copies->from, dictionary));
  g_assert(g_str_has_prefix(entries->str, "<<") && g_str_has_suffix(entries->str, ">>"));
  g_string_truncate(entries, entries->len - 2);
  g_string_erase(entries, 0, 2);
  return entries;
}

/* As Cairo has packed it: to do it again would cost more than all the rest and save a byte in ten thousand. */
static void copy_stream(struct emit_copies *copies, qpdf_oh stream, uint32_t number)
{
  unsigned char *data;
  size_t size;
  QPDF_ERROR_CODE error = qpdf_oh_get_stream_data(copies->from, stream, qpdf_dl_none, NULL, &data, &size);
  g_assert(!(error & QPDF_ERRORS));
  GString *entries = stream_entries(copies, stream);
  emit_objects_put_stream(copies->to, number, entries->str, data, size, EMIT_PLAIN);
  g_string_free(entries, TRUE);
  free(data);
}

static void copy_object(struct emit_copies *copies, int id)
{
  uint32_t number = emit_copies_number(copies, id);
  qpdf_oh object = qpdf_get_object_by_id(copies->from, id, 0);
  if (qpdf_oh_is_stream(copies->from, object)) {
    copy_stream(copies, object, number);
  } else {
    GString *value = renumber(copies, qpdf_oh_unparse_resolved(copies->from, object));
    emit_objects_put(copies->to, number, value);
    g_string_free(value, TRUE);
  }
}

void emit_copies_finish(struct emit_copies *copies)
{
  for (guint i = 0; i < copies->waiting->len; i++) /* it grows on the way */
    copy_object(copies, g_array_index(copies->waiting, int, i));
  g_hash_table_destroy(copies->numbers);
  g_array_free(copies->waiting, TRUE);
  g_free(copies);
}
