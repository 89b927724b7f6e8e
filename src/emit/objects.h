/* Objects: entries of PDF dictionaries and arrays, made with qpdf's constructors, so that text is never PDF source. */
#ifndef NIANBAO_EMIT_OBJECTS_H
#define NIANBAO_EMIT_OBJECTS_H

#include <qpdf/qpdf-c.h>

#include "base/len.h"

void emit_set_name(qpdf_data pdf, qpdf_oh dictionary, const char *key, const char *name); /* "/Link" */
/* A text string; nothing is set where the text is NULL or empty. */
void emit_set_text(qpdf_data pdf, qpdf_oh dictionary, const char *key, const char *text);
void emit_set_integer(qpdf_data pdf, qpdf_oh dictionary, const char *key, long long value);
void emit_append_length(qpdf_data pdf, qpdf_oh array, len value); /* in points */
/* A place to go to: page, from 0, and point on it in the PDF's coordinates, whose y grows upwards. */
qpdf_oh emit_make_destination(qpdf_data pdf, size_t page, len x, len y);

#endif
