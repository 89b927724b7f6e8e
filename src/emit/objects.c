#include "emit/objects.h"

#include <inttypes.h>
#include <string.h>

#include <libdeflate.h>

#include "emit/bytes.h"
#include "emit/values.h"

/* Objects of one stream: readers inflate a whole stream for one of them. */
#define GROUP_SIZE 200

/* Of libdeflate: 8 takes a third more of the whole run for three hundredths of a long table's file. */
#define LEVEL 6

/* Where an object is: at a byte of the file, or as one of those in an object stream. */
struct place {
  uint32_t at; /* byte, or number of the stream; 0: nowhere */
  uint16_t index;
  bool grouped;
};

struct emit_objects {
  GByteArray *file;
  GArray *places; /* struct place, by number; the first is none */
  GString *heads, *values;
  uint32_t group; /* number of the stream that is being filled; 0: none */
  unsigned group_count;
  struct libdeflate_compressor *compressor;
  GByteArray *packed; /* what was deflated last */
};

static void append_text(GByteArray *bytes, const char *text)
{
  g_byte_array_append(bytes, (const guint8 *)text, (guint)strlen(text));
}

struct emit_objects *emit_objects_new(void)
{
  struct emit_objects *objects = g_new0(struct emit_objects, 1);
  objects->file = g_byte_array_new();
  objects->places = g_array_new(FALSE, TRUE, sizeof(struct place));
  objects->heads = g_string_new(NULL);
  objects->values = g_string_new(NULL);
  objects->compressor = libdeflate_alloc_compressor(LEVEL);
  g_assert(objects->compressor != NULL);
  objects->packed = g_byte_array_new();
  g_array_set_size(objects->places, 1);
  append_text(objects->file, "%PDF-1.7\n%\xBF\xF7\xA2\xFE\n"); /* the second line says: not only text */
  return objects;
}

uint32_t emit_objects_reserve(struct emit_objects *objects, size_t count)
{
  guint first = objects->places->len;
  g_assert(count < G_MAXINT32 - first);
  g_array_set_size(objects->places, first + (guint)count);
  return first;
}

static void set_place(struct emit_objects *objects, uint32_t number, struct place place)
{
  struct place *known = &g_array_index(objects->places, struct place, number);
  g_assert(number > 0 && number < objects->places->len && known->at == 0);
  *known = place;
}

static void deflate_data(struct emit_objects *objects, const void *data, size_t size)
{
  size_t bound = libdeflate_zlib_compress_bound(objects->compressor, size);
  g_byte_array_set_size(objects->packed, (guint)bound);
  size_t length = libdeflate_zlib_compress(objects->compressor, data, size, objects->packed->data, bound);
  g_assert(length > 0);
  g_byte_array_set_size(objects->packed, (guint)length);
}

void emit_objects_put_stream(struct emit_objects *objects, uint32_t number, const char *entries, const void *data,
                             size_t size, enum emit_packing packing)
{
  GByteArray *file = objects->file;
  set_place(objects, number, (struct place){.at = file->len});
  if (packing == EMIT_DEFLATED) {
    deflate_data(objects, data, size);
    data = objects->packed->data;
    size = objects->packed->len;
  }
  char *head = g_strdup_printf("%" PRIu32 " 0 obj\n<<%s%s/Length %zu>>\nstream\n", number, entries ? entries : "",
                               packing == EMIT_DEFLATED ? "/Filter/FlateDecode" : "", size);
  append_text(file, head);
  g_byte_array_append(file, data, (guint)size);
  append_text(file, "\nendstream\nendobj\n"); /* ISO 19005-2, 6.1.7.1: an end of line before it */
  g_free(head);
}

static void close_group(struct emit_objects *objects)
{
  if (objects->group == 0)
    return;
  char *entries =
      g_strdup_printf("/Type/ObjStm/N %u/First %" G_GSIZE_FORMAT, objects->group_count, objects->heads->len);
  g_string_prepend_len(objects->values, objects->heads->str, (gssize)objects->heads->len);
  emit_objects_put_stream(objects, objects->group, entries, objects->values->str, objects->values->len, EMIT_DEFLATED);
  g_free(entries);
  g_string_truncate(objects->heads, 0);
  g_string_truncate(objects->values, 0);
  objects->group = objects->group_count = 0;
}

void emit_objects_put(struct emit_objects *objects, uint32_t number, const GString *value)
{
  if (objects->group == 0)
    objects->group = emit_objects_reserve(objects, 1);
  set_place(objects, number,
            (struct place){.at = objects->group, .index = (uint16_t)objects->group_count++, .grouped = true});
  emit_value_number(objects->heads, number);
  g_string_append_c(objects->heads, ' ');
  emit_value_number(objects->heads, (uint32_t)objects->values->len);
  g_string_append_c(objects->heads, '\n');
  g_string_append_len(objects->values, value->str, (gssize)value->len);
  g_string_append_c(objects->values, '\n');
  if (objects->group_count == GROUP_SIZE)
    close_group(objects);
}

/* --- the end of the file --- */

#define ROW_SIZE 7 /* kind, where it is in four bytes, which one in two */

static void make_row(guint8 row[ROW_SIZE], const struct place *place, bool first)
{
  uint32_t which = first ? 65535 : place->index; /* object 0 heads the list of free ones, and stays free */
  row[0] = first ? 0 : place->grouped ? 2 : 1;
  for (int i = 0; i < 4; i++)
    row[1 + i] = (guint8)(place->at >> (24 - 8 * i));
  row[5] = (guint8)(which >> 8);
  row[6] = (guint8)which;
}

/* Each row as its difference from the one above (PNG's predictor Up): the numbers mostly count on. */
static GByteArray *make_table(const struct emit_objects *objects)
{
  GByteArray *table = g_byte_array_new();
  guint8 above[ROW_SIZE] = {0}, row[ROW_SIZE], line[1 + ROW_SIZE] = {2};
  for (guint i = 0; i < objects->places->len; i++) {
    const struct place *place = &g_array_index(objects->places, struct place, i);
    g_assert(i == 0 || place->at > 0);
    make_row(row, place, i == 0);
    for (int byte = 0; byte < ROW_SIZE; byte++)
      line[1 + byte] = (guint8)(row[byte] - above[byte]);
    memcpy(above, row, ROW_SIZE);
    g_byte_array_append(table, line, sizeof line);
  }
  return table;
}

static void put_table(struct emit_objects *objects, uint32_t catalog, uint32_t information)
{
  uint32_t number = emit_objects_reserve(objects, 1);
  char *id = g_compute_checksum_for_data(G_CHECKSUM_MD5, objects->file->data, objects->file->len);
  char *entries = g_strdup_printf("/Type/XRef/Size %u/W[1 4 2]/Root %" PRIu32 " 0 R/Info %" PRIu32 " 0 R/ID[<%s><%s>]"
                                  "/DecodeParms<</Predictor 12/Columns %d>>",
                                  objects->places->len, catalog, information, id, id, ROW_SIZE);
  guint at = objects->file->len;
  struct place own = {.at = at}; /* the table lists itself, too */
  g_array_index(objects->places, struct place, number) = own;
  GByteArray *table = make_table(objects);
  g_array_index(objects->places, struct place, number) = (struct place){0};
  emit_objects_put_stream(objects, number, entries, table->data, table->len, EMIT_DEFLATED);
  g_byte_array_unref(table);
  g_free(entries);
  g_free(id);
  char *end = g_strdup_printf("startxref\n%u\n%%%%EOF\n", at);
  append_text(objects->file, end);
  g_free(end);
}

struct emit_bytes emit_objects_finish(struct emit_objects *objects, uint32_t catalog, uint32_t information)
{
  close_group(objects);
  put_table(objects, catalog, information);
  struct emit_bytes out = emit_bytes_take(objects->file);
  g_array_free(objects->places, TRUE);
  g_string_free(objects->heads, TRUE);
  g_string_free(objects->values, TRUE);
  libdeflate_free_compressor(objects->compressor);
  g_byte_array_unref(objects->packed);
  g_free(objects);
  return out;
}
