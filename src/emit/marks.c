#include "emit/marks.h"

#include "emit/clusters.h"
#include "emit/values.h"
#include "emit/words.h"

void emit_marks_begin(struct emit_marks *marks, const struct frame_page *page, const struct emit_owner *owners,
                      struct emit_structure *structure, struct emit_fonts *fonts)
{
  *marks = (struct emit_marks){.page = page,
                               .owners = owners,
                               .structure = structure,
                               .fonts = fonts,
                               .words = g_byte_array_new(),
                               .clusters = g_array_new(FALSE, FALSE, sizeof(struct emit_cluster))};
}

void emit_marks_end(struct emit_marks *marks)
{
  g_assert(!marks->open);
  g_byte_array_unref(marks->words);
  g_array_free(marks->clusters, TRUE);
}

static bool same_owner(struct emit_owner a, struct emit_owner b)
{
  return a.is_artifact == b.is_artifact && (a.is_artifact ? a.artifact == b.artifact : a.element == b.element);
}

/* NULL for what is no run. */
static const struct frame_run *look_at(struct emit_marks *marks, size_t item)
{
  const struct frame_item *run = &marks->page->items[item];
  if (run->kind != FRAME_RUN)
    return NULL;
  if (marks->known_item != item + 1) {
    emit_words_find(&run->as.run, marks->words);
    emit_clusters_find(&run->as.run, marks->clusters);
    marks->known_item = item + 1;
  }
  return &run->as.run;
}

/* Artifacts are not read, so they need no language. */
static bool is_word(struct emit_marks *marks, size_t item, uint32_t glyph)
{
  return look_at(marks, item) != NULL && !marks->owners[item].is_artifact && marks->words->data[glyph] != 0;
}

/* What the glyph stands for, alone or with others, where its font does not say so; else NULL. */
static const struct emit_cluster *find_unsaid(struct emit_marks *marks, size_t item, uint32_t glyph)
{
  const struct frame_run *run = look_at(marks, item);
  if (run == NULL)
    return NULL;
  const struct emit_cluster *cluster = &g_array_index(marks->clusters, struct emit_cluster, glyph);
  uint32_t id = run->glyphs[glyph].id;
  if (cluster->glyphs == 1 && emit_fonts_says(marks->fonts, run->face, id, cluster->text, cluster->length))
    return NULL;
  emit_fonts_hint(marks->fonts, run->face, id, cluster->text, cluster->length);
  return cluster;
}

bool emit_marks_differ(struct emit_marks *marks, size_t item, uint32_t glyph)
{
  const struct emit_cluster *unsaid = find_unsaid(marks, item, glyph);
  return !marks->open || !same_owner(marks->owner, marks->owners[item]) || marks->word != is_word(marks, item, glyph) ||
         marks->said != (unsaid == NULL ? NULL : unsaid->text);
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
  case FRAME_ARTIFACT_CHANGE:
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
  g_string_append(out, marks->open && marks->owner.is_artifact && marks->said != NULL ? end : "");
  g_string_append(out, marks->open ? end : "");
  marks->open = marks->word = false;
  marks->said = NULL;
}

static void append_artifact(const struct emit_marks *marks, GString *out, const char *actual)
{
  g_string_append(out, artifact_mark(marks->owner.artifact));
  if (actual != NULL)
    g_string_append_printf(out, "\n/Span<</ActualText%s>>BDC", actual);
}

/* The text stands in the mark for those who extract what is shown, and in the structure for those who read it out. */
static void append_element(const struct emit_marks *marks, GString *out, const char *actual)
{
  uint32_t element = marks->owner.element;
  bool span = marks->word || actual != NULL || emit_structure_has_child(marks->structure, element);
  uint32_t number = span ? emit_structure_add_span(marks->structure, element, marks->word ? "en" : NULL, actual)
                         : emit_structure_add_content(marks->structure, element);
  g_string_append(out, "\n/");
  g_string_append(out, span ? "Span" : emit_structure_type(marks->structure, element));
  g_string_append(out, "<</MCID ");
  emit_value_number(out, number);
  if (actual != NULL)
    g_string_append_printf(out, "/ActualText%s", actual);
  g_string_append(out, ">>BDC");
}

/* As a string of PDF; NULL for none. */
static char *make_actual(const struct emit_cluster *unsaid)
{
  if (unsaid == NULL)
    return NULL;
  GString *actual = g_string_new(NULL);
  char *text = g_strndup(unsaid->text, unsaid->length);
  emit_value_text(actual, text);
  g_free(text);
  return g_string_free(actual, FALSE);
}

size_t emit_marks_change(struct emit_marks *marks, GString *out, size_t at, size_t item, uint32_t glyph)
{
  GString *change = g_string_new(NULL);
  const struct emit_cluster *unsaid = find_unsaid(marks, item, glyph);
  char *actual = make_actual(unsaid);
  append_end(marks, change, "\nEMC");
  marks->open = true;
  marks->owner = marks->owners[item];
  marks->word = is_word(marks, item, glyph);
  marks->said = unsaid == NULL ? NULL : unsaid->text;
  if (marks->owner.is_artifact)
    append_artifact(marks, change, actual);
  else
    append_element(marks, change, actual);
  size_t size = change->len;
  g_string_insert_len(out, (gssize)at, change->str, (gssize)size);
  g_string_free(change, TRUE);
  g_free(actual);
  return size;
}

void emit_marks_close(struct emit_marks *marks, GString *out)
{
  append_end(marks, out, "EMC\n");
}
