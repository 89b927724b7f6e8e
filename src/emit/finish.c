#include "emit/finish.h"

#include <stdio.h>
#include <stdlib.h>

#include <qpdf/qpdf-c.h>

#include "emit/gray.h"
#include "emit/labels.h"
#include "emit/objects.h"
#include "emit/outline.h"
#include "emit/places.h"
#include "emit/widths.h"

#define PRODUCER "nianbao " NIANBAO_VERSION

/* What qpdf refuses is our mistake, not the user's: nothing here depends on what the document says. */
static void check(qpdf_data pdf)
{
  if (qpdf_has_error(pdf))
    g_error("qpdf: %s", qpdf_get_error_full_text(pdf, qpdf_get_error(pdf)));
}

static qpdf_data read_pdf(const GByteArray *raw)
{
  qpdf_data pdf = qpdf_init();
  qpdf_silence_errors(pdf);
  qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
  qpdf_set_attempt_recovery(pdf, QPDF_FALSE);
  qpdf_read_memory(pdf, "cairo", (const char *)raw->data, raw->len, NULL);
  check(pdf);
  return pdf;
}

/* Midnight of the document's date in China: the clock of the machine has no say. */
static void set_information(qpdf_data pdf, const struct frame_document *document)
{
  char date[48];
  qpdf_oh info = qpdf_oh_new_dictionary(pdf);
  snprintf(date, sizeof date, "D:%04d%02d%02d000000+08'00'", document->year, document->month, document->day);
  emit_set_text(pdf, info, "/Title", document->title);
  emit_set_text(pdf, info, "/Author", document->author);
  emit_set_text(pdf, info, "/Subject", document->subject);
  emit_set_text(pdf, info, "/Keywords", document->keywords);
  emit_set_text(pdf, info, "/Creator", PRODUCER);
  emit_set_text(pdf, info, "/Producer", PRODUCER);
  emit_set_text(pdf, info, "/CreationDate", date);
  emit_set_text(pdf, info, "/ModDate", date);
  qpdf_oh_replace_key(pdf, qpdf_get_trailer(pdf), "/Info", qpdf_make_indirect_object(pdf, info));
}

/* Cairo leaves an empty number tree where all labels are plain numbers; readers want an entry for the first page. */
/* CL-95: numbers are arabic, or roman in front matter. */
static qpdf_oh make_label_style(qpdf_data pdf, const struct label_range *range)
{
  qpdf_oh style = qpdf_oh_new_dictionary(pdf);
  switch (range->style) {
  case LABEL_TEXT:
    emit_set_text(pdf, style, "/P", range->text);
    return style;
  case LABEL_DECIMAL:
  case LABEL_ROMAN:
    emit_set_name(pdf, style, "/S", range->style == LABEL_ROMAN ? "/r" : "/D");
    emit_set_integer(pdf, style, "/St", range->start);
    return style;
  }
  return style;
}

static void set_labels(qpdf_data pdf, const struct frame_document *document)
{
  qpdf_oh labels = qpdf_oh_new_dictionary(pdf), numbers = qpdf_oh_new_array(pdf);
  for (size_t page = 0; page < document->page_count;) {
    struct label_range range = emit_label_range(document, page, &page);
    qpdf_oh_append_item(pdf, numbers, qpdf_oh_new_integer(pdf, (long long)range.first));
    qpdf_oh_append_item(pdf, numbers, make_label_style(pdf, &range));
  }
  qpdf_oh_replace_key(pdf, labels, "/Nums", numbers);
  qpdf_oh_replace_key(pdf, qpdf_get_root(pdf), "/PageLabels", labels);
}

static void set_catalog(qpdf_data pdf, const struct frame_document *document)
{
  qpdf_oh root = qpdf_get_root(pdf), preferences = qpdf_oh_new_dictionary(pdf);
  emit_set_text(pdf, root, "/Lang", document->lang);
  qpdf_oh_replace_key(pdf, preferences, "/DisplayDocTitle", qpdf_oh_new_bool(pdf, QPDF_TRUE));
  qpdf_oh_replace_key(pdf, root, "/ViewerPreferences", preferences);
}

static qpdf_oh make_action(qpdf_data pdf, const char *uri)
{
  qpdf_oh action = qpdf_oh_new_dictionary(pdf);
  emit_set_name(pdf, action, "/S", "/URI");
  qpdf_oh_replace_key(pdf, action, "/URI", qpdf_oh_new_string(pdf, uri));
  return action;
}

/* The area in the PDF's coordinates, whose y grows upwards. */
static qpdf_oh make_area(qpdf_data pdf, const struct frame_item *link, len page_height)
{
  qpdf_oh area = qpdf_oh_new_array(pdf);
  emit_append_length(pdf, area, link->x);
  emit_append_length(pdf, area, page_height - link->y - link->as.link.height);
  emit_append_length(pdf, area, link->x + link->as.link.width);
  emit_append_length(pdf, area, page_height - link->y);
  return area;
}

/* Outside by an address, inside by a place. */
static void set_target(qpdf_data pdf, qpdf_oh annotation, const struct frame_document *document,
                       const struct frame_item *link)
{
  if (link->as.link.uri) {
    qpdf_oh_replace_key(pdf, annotation, "/A", make_action(pdf, link->as.link.uri));
    return;
  }
  len height = document->pages[link->as.link.page].height;
  qpdf_oh_replace_key(pdf, annotation, "/Dest",
                      emit_make_destination(pdf, link->as.link.page, link->as.link.to_x, height - link->as.link.to_y));
}

static qpdf_oh make_link(qpdf_data pdf, const struct frame_document *document, const struct frame_item *link,
                         len page_height)
{
  qpdf_oh annotation = qpdf_oh_new_dictionary(pdf), border = qpdf_oh_new_array(pdf);
  emit_set_name(pdf, annotation, "/Type", "/Annot");
  emit_set_name(pdf, annotation, "/Subtype", "/Link");
  qpdf_oh_replace_key(pdf, annotation, "/Rect", make_area(pdf, link, page_height));
  for (int i = 0; i < 3; i++)
    qpdf_oh_append_item(pdf, border, qpdf_oh_new_integer(pdf, 0));
  qpdf_oh_replace_key(pdf, annotation, "/Border", border);
  emit_set_integer(pdf, annotation, "/F", 4); /* is printed; PDF/A and PDF/UA ask for it */
  set_target(pdf, annotation, document, link);
  return qpdf_make_indirect_object(pdf, annotation);
}

static void add_links(qpdf_data pdf, qpdf_oh page, const struct frame_document *document, const struct frame_page *from)
{
  qpdf_oh annotations = qpdf_oh_new_array(pdf);
  for (size_t i = 0; i < from->count; i++)
    if (from->items[i].kind == FRAME_LINK)
      qpdf_oh_append_item(pdf, annotations, make_link(pdf, document, &from->items[i], from->height));
  if (qpdf_oh_get_array_n_items(pdf, annotations) > 0)
    qpdf_oh_replace_key(pdf, page, "/Annots", annotations);
}

static void replace_content(qpdf_data pdf, qpdf_oh page, const GString *content)
{
  qpdf_oh_replace_stream_data(pdf, qpdf_oh_get_key(pdf, page, "/Contents"), (const unsigned char *)content->str,
                              content->len, qpdf_oh_new_null(pdf), qpdf_oh_new_null(pdf));
}

static void rewrite_content(qpdf_data pdf, qpdf_oh page, const struct frame_page *from, const struct emit_faces *faces,
                            struct emit_widths *widths)
{
  unsigned char *content;
  size_t size;
  qpdf_oh_get_page_content_data(pdf, page, &content, &size);
  check(pdf);
  emit_widths_add_page(widths, pdf, page);
  GString *placed = emit_places_content((const char *)content, size, from, faces, widths);
  GString *gray = emit_gray_content(placed->str, placed->len);
  replace_content(pdf, page, gray);
  g_string_free(gray, TRUE);
  g_string_free(placed, TRUE);
  free(content);
}

static void finish_pages(qpdf_data pdf, const struct frame_document *document, const struct emit_faces *faces,
                         struct emit_widths *widths)
{
  for (size_t i = 0; i < document->page_count; i++) {
    qpdf_oh page = qpdf_get_page_n(pdf, i);
    qpdf_oh_replace_key(pdf, page, "/TrimBox", qpdf_oh_get_key(pdf, page, "/MediaBox"));
    add_links(pdf, page, document, &document->pages[i]);
    rewrite_content(pdf, page, &document->pages[i], faces, widths);
    check(pdf);
    qpdf_oh_release_all(pdf);
  }
}

/* Only when all pages have been gone through is it known how wide everything is. */
static void write_widths(qpdf_data pdf, struct emit_widths *widths, size_t page_count)
{
  for (size_t i = 0; i < page_count; i++) {
    emit_widths_write(widths, pdf, qpdf_get_page_n(pdf, i));
    check(pdf);
    qpdf_oh_release_all(pdf);
  }
}

static void rewrite_text(qpdf_data pdf, const struct frame_document *document, const struct emit_faces *faces)
{
  struct emit_widths *widths = emit_widths_new();
  finish_pages(pdf, document, faces, widths);
  write_widths(pdf, widths, document->page_count);
  emit_widths_free(widths);
}

/* PDF/A wants an end of line before "endstream" (ISO 19005-2, 6.1.7.1), which qpdf leaves out unless asked. */
static struct emit_bytes write_pdf(qpdf_data pdf)
{
  qpdf_init_write_memory(pdf);
  qpdf_set_object_stream_mode(pdf, qpdf_o_generate);
  qpdf_set_newline_before_endstream(pdf, QPDF_TRUE);
  qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
  qpdf_force_pdf_version(pdf, "1.7");
  qpdf_write(pdf);
  check(pdf);
  size_t size = qpdf_get_buffer_length(pdf);
  return (struct emit_bytes){.data = g_memdup2(qpdf_get_buffer(pdf), size), .size = size};
}

struct emit_bytes emit_finish_pdf(GByteArray *raw, const struct frame_document *document,
                                  const struct emit_faces *faces)
{
  qpdf_data pdf = read_pdf(raw);
  set_information(pdf, document);
  set_catalog(pdf, document);
  set_labels(pdf, document);
  emit_add_outline(pdf, document);
  rewrite_text(pdf, document, faces);
  struct emit_bytes out = write_pdf(pdf);
  qpdf_cleanup(&pdf);
  g_byte_array_unref(raw);
  return out;
}
