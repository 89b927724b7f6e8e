/* A picture, inside the page: nothing is fetched. As wide in the text as in print. */
#include <string.h>

#include "web/writer.h"

#define COLUMN 760 /* pixels of the text's width: page.css, main, less its padding */

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
  int64_t width = MAX((int64_t)image->width * COLUMN / writer->sheet->area_width, 1);
  int64_t height = MAX(width * picture_height(image->picture) / picture_width(image->picture), 1);
  g_string_append(out, "<figure>\n");
  put_file(out, image->picture);
  web_attribute(out, "alt", image->words);
  g_string_append_printf(out, " width=\"%d\" height=\"%d\">\n", (int)width, (int)height);
  web_caption(writer, caption);
  g_string_append(out, "</figure>\n");
}
