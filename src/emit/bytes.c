#include "emit/bytes.h"

cairo_status_t emit_bytes_append(void *array, const unsigned char *bytes, unsigned size)
{
  g_byte_array_append(array, bytes, size);
  return CAIRO_STATUS_SUCCESS;
}

struct emit_bytes emit_bytes_take(GByteArray *array)
{
  size_t size;
  unsigned char *data = g_byte_array_steal(array, &size);
  g_byte_array_unref(array);
  return (struct emit_bytes){.data = data, .size = size};
}

void emit_bytes_done(struct emit_bytes *bytes)
{
  g_free(bytes->data);
  *bytes = (struct emit_bytes){0};
}
