#include "emit/finish.h"

#include <inttypes.h>
#include <stdlib.h>

#include <qpdf/qpdf-c.h>

#include "emit/content.h"
#include "emit/embed.h"
#include "emit/fonts.h"
#include "emit/labels.h"
#include "emit/links.h"
#include "emit/metadata.h"
#include "emit/objects.h"
#include "emit/outline.h"
#include "emit/pictures.h"
#include "emit/profile.h"
#include "emit/structure.h"
#include "emit/values.h"

struct finishing {
  qpdf_data pdf; /* Cairo's */
  const struct frame_document *document;
  struct emit_fonts *fonts;
  struct emit_objects *objects;
  struct emit_structure *structure; /* NULL where the document is untagged */
  struct emit_pictures *pictures;
  uint32_t catalog, pages, resources, first_page;
};

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

/* --- pages --- */

static uint32_t put_content(struct finishing *finishing, size_t number, const struct emit_owner *owners)
{
  const struct frame_page *page = &finishing->document->pages[number];
  unsigned char *content;
  size_t size;
  struct emit_marks marks;
  qpdf_oh cairo = qpdf_get_page_n(finishing->pdf, number);
  qpdf_oh_get_page_content_data(finishing->pdf, cairo, &content, &size);
  check(finishing->pdf);
  emit_marks_begin(&marks, page, owners, finishing->structure, finishing->fonts);
  GString *rewritten = emit_content_rewrite((const char *)content, size, &marks, finishing->pictures,
                                            finishing->document->condition != NULL);
  emit_marks_end(&marks);
  uint32_t object = emit_objects_reserve(finishing->objects, 1);
  emit_objects_put_stream(finishing->objects, object, NULL, rewritten->str, rewritten->len, EMIT_DEFLATED);
  g_string_free(rewritten, TRUE);
  free(content);
  qpdf_oh_release_all(finishing->pdf);
  return object;
}

/* The boxes of ISO 32000-1, 14.11.2, from the page's bottom left corner. */
static void append_boxes(GString *out, const struct frame_page *page)
{
  const struct frame_extent *trim = &page->trim, *bleed = &page->bleed;
  bool whole = trim->right == 0;
  g_string_append(out, "/MediaBox");
  emit_value_box(out, 0, 0, page->width, page->height);
  g_string_append(out, "/TrimBox");
  if (whole) {
    emit_value_box(out, 0, 0, page->width, page->height);
    return;
  }
  emit_value_box(out, trim->left, page->height - trim->bottom, trim->right, page->height - trim->top);
  g_string_append(out, "/BleedBox");
  emit_value_box(out, bleed->left, page->height - bleed->bottom, bleed->right, page->height - bleed->top);
}

/* A page's own colours and transparency, which Cairo declares, need not be: nothing is transparent. */
static void put_page(struct finishing *finishing, size_t number)
{
  const struct frame_page *page = &finishing->document->pages[number];
  struct emit_owner *owners = emit_owners_find(finishing->document, page, finishing->structure);
  struct emit_target target = {finishing->document, finishing->first_page, finishing->objects, finishing->structure};
  GString *value = g_string_new(NULL);
  if (finishing->structure)
    emit_structure_begin_page(finishing->structure, number);
  g_string_append_printf(value, "<</Type/Page/Parent %" PRIu32 " 0 R", finishing->pages);
  append_boxes(value, page);
  g_string_append_printf(value, "/Resources %" PRIu32 " 0 R/Contents %" PRIu32 " 0 R", finishing->resources,
                         put_content(finishing, number, owners));
  if (finishing->structure) {
    g_string_append_printf(value, "/StructParents %zu/Tabs/S", number);
    emit_append_links(value, &target, number, owners);
    emit_structure_end_page(finishing->structure);
  }
  g_string_append(value, ">>");
  emit_objects_put(finishing->objects, finishing->first_page + (uint32_t)number, value);
  g_string_free(value, TRUE);
  g_free(owners);
}

static void put_pages(struct finishing *finishing)
{
  size_t count = finishing->document->page_count;
  GString *value = g_string_new("<</Type/Pages/Kids[");
  for (size_t i = 0; i < count; i++) {
    put_page(finishing, i);
    emit_value_reference(value, finishing->first_page + (uint32_t)i);
    g_string_append_c(value, '\n');
  }
  g_string_append_printf(value, "]/Count %zu>>", count);
  emit_objects_put(finishing->objects, finishing->pages, value);
  g_string_free(value, TRUE);
}

/* The same for all pages. Only when all have been gone through is it known what the fonts show. */
static void put_resources(struct finishing *finishing)
{
  GString *value = g_string_new("<</Font<<");
  emit_fonts_write(finishing->fonts, finishing->objects, value);
  g_string_append(value, ">>");
  emit_pictures_write(finishing->pictures, value);
  g_string_append(value, ">>");
  emit_objects_put(finishing->objects, finishing->resources, value);
  g_string_free(value, TRUE);
}

/* --- the catalog --- */

/* CL-95: numbers are arabic, or roman in front matter. */
static void append_label(GString *out, const struct label_range *range)
{
  switch (range->style) {
  case LABEL_TEXT:
    emit_value_text_entry(out, "/P", range->text);
    return;
  case LABEL_DECIMAL:
  case LABEL_ROMAN:
    g_string_append_printf(out, "/S/%c/St %u", range->style == LABEL_ROMAN ? 'r' : 'D', range->start);
    return;
  }
}

static void append_labels(GString *out, const struct frame_document *document)
{
  g_string_append(out, "/PageLabels<</Nums[");
  for (size_t page = 0; page < document->page_count;) {
    struct label_range range = emit_label_range(document, page, &page);
    g_string_append_printf(out, "%zu<<", range.first);
    append_label(out, &range);
    g_string_append(out, ">>");
  }
  g_string_append(out, "]>>");
}

static void put_catalog(struct finishing *finishing)
{
  GString *value = g_string_new(NULL);
  g_string_append_printf(value, "<</Type/Catalog/Pages %" PRIu32 " 0 R", finishing->pages);
  if (finishing->structure)
    g_string_append_printf(value, "/StructTreeRoot %" PRIu32 " 0 R", emit_structure_finish(finishing->structure));
  g_string_append_printf(value, "/Metadata %" PRIu32 " 0 R",
                         emit_put_metadata(finishing->objects, finishing->document));
  g_string_append(value, finishing->structure ? "/MarkInfo<</Marked true>>" : "");
  g_string_append(value, "/ViewerPreferences<</DisplayDocTitle true>>");
  emit_value_text_entry(value, "/Lang", finishing->document->lang);
  append_labels(value, finishing->document);
  emit_append_outline(value, finishing->objects, finishing->document, finishing->first_page);
  if (finishing->document->condition)
    emit_profile_append_condition(value, finishing->document->condition);
  else
    emit_profile_append_intent(value, finishing->objects);
  emit_append_attachments(value, finishing->objects, finishing->document);
  g_string_append(value, ">>");
  emit_objects_put(finishing->objects, finishing->catalog, value);
  g_string_free(value, TRUE);
}

static struct finishing begin(qpdf_data pdf, const struct frame_document *document, const struct emit_faces *faces)
{
  struct finishing finishing = {
      .pdf = pdf, .document = document, .fonts = emit_fonts_new(document, faces), .objects = emit_objects_new()};
  finishing.catalog = emit_objects_reserve(finishing.objects, 1);
  finishing.pages = emit_objects_reserve(finishing.objects, 1);
  finishing.resources = emit_objects_reserve(finishing.objects, 1);
  finishing.first_page = emit_objects_reserve(finishing.objects, document->page_count);
  if (!document->untagged)
    finishing.structure = emit_structure_new(document, finishing.objects, finishing.first_page);
  finishing.pictures = emit_pictures_new(finishing.objects);
  return finishing;
}

struct emit_bytes emit_finish_pdf(GByteArray *raw, const struct frame_document *document,
                                  const struct emit_faces *faces)
{
  qpdf_data pdf = read_pdf(raw);
  struct finishing finishing = begin(pdf, document, faces);
  put_pages(&finishing);
  put_resources(&finishing);
  emit_fonts_free(finishing.fonts);
  emit_pictures_free(finishing.pictures);
  qpdf_cleanup(&pdf);
  g_byte_array_unref(raw);
  put_catalog(&finishing);
  return emit_objects_finish(finishing.objects, finishing.catalog, emit_put_information(finishing.objects, document));
}
