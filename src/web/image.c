/* A picture, inside the page: nothing is fetched. As wide in the text as in print. */
#include <string.h>

#include "web/writer.h"

static void put_file(GString *out, const struct picture *picture)
{
  GByteArray *file = g_byte_array_new();
  picture_append_file(picture, file);
  char *text = g_base64_encode(file->data, file->len);
  g_string_append_printf(out, "<img src=\"data:%s;base64,", picture_type(picture));
  g_string_append(out, text);
  g_string_append_c(out, '"');
  g_free(text);
  g_byte_array_unref(file);
}

void web_image(struct web_writer *writer, const struct block_image *image, const struct block *caption)
{
  GString *out = writer->out;
  len whole = writer->sheet->area_width;
  int share = (int)(((int64_t)image->width * 100 + whole / 2) / whole);
  g_string_append(out, "<figure>\n");
  put_file(out, image->picture);
  web_attribute(out, "alt", image->words);
  g_string_append_printf(out, " width=\"%u\" height=\"%u\" style=\"width:%d%%\">\n", picture_width(image->picture),
                         picture_height(image->picture), MAX(share, 1));
  web_caption(writer, caption);
  g_string_append(out, "</figure>\n");
}
