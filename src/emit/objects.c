#include "emit/objects.h"

#include "emit/points.h"

void emit_set_name(qpdf_data pdf, qpdf_oh dictionary, const char *key, const char *name)
{
  qpdf_oh_replace_key(pdf, dictionary, key, qpdf_oh_new_name(pdf, name));
}

void emit_set_text(qpdf_data pdf, qpdf_oh dictionary, const char *key, const char *text)
{
  if (text != NULL && text[0] != '\0')
    qpdf_oh_replace_key(pdf, dictionary, key, qpdf_oh_new_unicode_string(pdf, text));
}

void emit_set_integer(qpdf_data pdf, qpdf_oh dictionary, const char *key, long long value)
{
  qpdf_oh_replace_key(pdf, dictionary, key, qpdf_oh_new_integer(pdf, value));
}

void emit_append_length(qpdf_data pdf, qpdf_oh array, len value)
{
  char text[POINTS_SIZE];
  qpdf_oh_append_item(pdf, array, qpdf_oh_new_real_from_string(pdf, emit_points(value, text)));
}

qpdf_oh emit_make_destination(qpdf_data pdf, size_t page, len x, len y)
{
  qpdf_oh place = qpdf_oh_new_array(pdf);
  qpdf_oh_append_item(pdf, place, qpdf_get_page_n(pdf, page));
  qpdf_oh_append_item(pdf, place, qpdf_oh_new_name(pdf, "/XYZ"));
  emit_append_length(pdf, place, x);
  emit_append_length(pdf, place, y);
  qpdf_oh_append_item(pdf, place, qpdf_oh_new_integer(pdf, 0)); /* keeps the reader's zoom */
  return place;
}
