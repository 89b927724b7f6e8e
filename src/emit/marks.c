#include "emit/marks.h"

#include <inttypes.h>

#include "emit/words.h"

void emit_marks_begin(struct emit_marks *marks, const struct frame_page *page, const struct emit_owner *owners,
                      struct emit_structure *structure)
{
  *marks = (struct emit_marks){.page = page, .owners = owners, .structure = structure, .words = g_byte_array_new()};
}

void emit_marks_end(struct emit_marks *marks)
{
  g_assert(!marks->open);
  g_byte_array_unref(marks->words);
}

static bool same_owner(struct emit_owner a, struct emit_owner b)
{
  return a.is_artifact == b.is_artifact && (a.is_artifact ? a.artifact == b.artifact : a.element == b.element);
}

/* Artifacts are not read, so they need no language. */
static bool is_word(struct emit_marks *marks, size_t item, uint32_t glyph)
{
  const struct frame_item *run = &marks->page->items[item];
  if (run->kind != FRAME_RUN || marks->owners[item].is_artifact)
    return false;
  if (marks->words_item != item + 1) {
    emit_words_find(&run->as.run, marks->words);
    marks->words_item = item + 1;
  }
  return marks->words->data[glyph] != 0;
}

bool emit_marks_differ(struct emit_marks *marks, size_t item, uint32_t glyph)
{
  return !marks->open || !same_owner(marks->owner, marks->owners[item]) || marks->word != is_word(marks, item, glyph) ||
         marks->says != (marks->actual != NULL);
}

/* ISO 32000-1, 14.8.2.2: what an artifact is. The 草稿 of a draft is a watermark. */
static const char *artifact_mark(enum frame_artifact kind)
{
  switch (kind) {
  case FRAME_ARTIFACT_HEADER:
    return "\n/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC";
  case FRAME_ARTIFACT_FOOTER:
    return "\n/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC";
  case FRAME_ARTIFACT_PAGINATION:
    return "\n/Artifact<</Type/Pagination>>BDC";
  case FRAME_ARTIFACT_LAYOUT:
    return "\n/Artifact<</Type/Layout>>BDC";
  case FRAME_ARTIFACT_PAGE:
    return "\n/Artifact<</Type/Page>>BDC";
  case FRAME_ARTIFACT_BACKGROUND:
    return "\n/Artifact<</Type/Pagination/Subtype/Watermark>>BDC";
  }
  return "";
}

/* An artifact has no number, so its text may be a mark within it. */
static void append_end(struct emit_marks *marks, GString *out, const char *end)
{
  g_string_append(out, marks->open && marks->owner.is_artifact && marks->says ? end : "");
  g_string_append(out, marks->open ? end : "");
  marks->open = marks->word = marks->says = false;
}

static void append_artifact(const struct emit_marks *marks, GString *out)
{
  g_string_append(out, artifact_mark(marks->owner.artifact));
  if (marks->says)
    g_string_append_printf(out, "\n/Span<</ActualText%s>>BDC", marks->actual);
}

/* The text stands in the mark for those who extract what is shown, and in the structure for those who read it out. */
static void append_element(const struct emit_marks *marks, GString *out)
{
  uint32_t element = marks->owner.element;
  bool span = marks->word || marks->says || emit_structure_has_child(marks->structure, element);
  uint32_t number = span ? emit_structure_add_span(marks->structure, element, marks->word ? "en" : NULL, marks->actual)
                         : emit_structure_add_content(marks->structure, element);
  g_string_append_printf(out, "\n/%s<</MCID %" PRIu32, span ? "Span" : emit_structure_type(marks->structure, element),
                         number);
  if (marks->says)
    g_string_append_printf(out, "/ActualText%s", marks->actual);
  g_string_append(out, ">>BDC");
}

size_t emit_marks_change(struct emit_marks *marks, GString *out, size_t at, size_t item, uint32_t glyph)
{
  GString *change = g_string_new(NULL);
  append_end(marks, change, "\nEMC");
  marks->open = true;
  marks->owner = marks->owners[item];
  marks->word = is_word(marks, item, glyph);
  marks->says = marks->actual != NULL;
  if (marks->owner.is_artifact)
    append_artifact(marks, change);
  else
    append_element(marks, change);
  size_t size = change->len;
  g_string_insert_len(out, (gssize)at, change->str, (gssize)size);
  g_string_free(change, TRUE);
  return size;
}

void emit_marks_begin_actual(struct emit_marks *marks, const char *actual)
{
  g_assert(marks->actual == NULL && !marks->says);
  marks->actual = actual;
}

void emit_marks_end_actual(struct emit_marks *marks, GString *out)
{
  if (marks->says)
    append_end(marks, out, "EMC\n");
  marks->actual = NULL;
}

void emit_marks_close(struct emit_marks *marks, GString *out)
{
  append_end(marks, out, "EMC\n");
}
