#include "preview/find.h"

#include "preview/places.h"

#define BREAK 0 /* between what does not belong together */

struct letter {
  gunichar character;
  size_t item;
  uint32_t begin, end; /* bytes of the run's text */
};

/* --- the letters of a page --- */

static void add_break(GArray *letters)
{
  struct letter letter = {BREAK, 0, 0, 0};
  g_array_append_val(letters, letter);
}

static void add_run(GArray *letters, const struct frame_page *page, size_t item)
{
  const struct frame_run *run = &page->items[item].as.run;
  for (const char *at = run->text, *end = at + run->text_length; at < end;) {
    const char *next = g_utf8_next_char(at);
    struct letter letter = {g_unichar_tolower(g_utf8_get_char(at)), item, (uint32_t)(at - run->text),
                            (uint32_t)(next - run->text)};
    if (!g_unichar_isspace(letter.character))
      g_array_append_val(letters, letter);
    at = next;
  }
}

static bool is_inside_line(enum frame_tag tag)
{
  return tag == FRAME_TAG_SPAN || tag == FRAME_TAG_LINK || tag == FRAME_TAG_REFERENCE;
}

static GArray *read_page(const struct frame_document *document, const struct frame_page *page)
{
  GArray *letters = g_array_new(FALSE, FALSE, sizeof(struct letter));
  unsigned artifacts = 0, figures = 0;
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    bool begins = item->kind == FRAME_TAG_BEGIN, ends = item->kind == FRAME_TAG_END;
    artifacts += item->kind == FRAME_ARTIFACT_BEGIN;
    artifacts -= item->kind == FRAME_ARTIFACT_END;
    if (item->kind == FRAME_RUN && !artifacts)
      add_run(letters, page, i);
    if (figures && item->kind == FRAME_RUN) /* each label of a chart stands for itself */
      add_break(letters);
    if (!begins && !ends)
      continue;
    enum frame_tag tag = document->elements[item->as.element].tag;
    figures += begins && tag == FRAME_TAG_FIGURE;
    figures -= ends && tag == FRAME_TAG_FIGURE;
    if (!is_inside_line(tag))
      add_break(letters);
  }
  return letters;
}

/* --- what is looked for --- */

static GArray *read_words(const char *words)
{
  GArray *wanted = g_array_new(FALSE, FALSE, sizeof(gunichar));
  for (const char *at = words; *at; at = g_utf8_next_char(at)) {
    gunichar character = g_unichar_tolower(g_utf8_get_char(at));
    if (!g_unichar_isspace(character))
      g_array_append_val(wanted, character);
  }
  return wanted;
}

static bool stands_at(const GArray *letters, guint at, const GArray *wanted)
{
  for (guint i = 0; i < wanted->len; i++)
    if (g_array_index(letters, struct letter, at + i).character != g_array_index(wanted, gunichar, i))
      return false;
  return true;
}

/* One area for each run that the letters [from, to) are of. */
static void write_place(GString *out, const struct frame_page *page, size_t number, const GArray *letters, guint from,
                        guint to)
{
  g_string_append_c(out, '[');
  for (guint i = from; i < to;) {
    const struct letter *first = &g_array_index(letters, struct letter, i);
    uint32_t end = first->end;
    g_string_append(out, i > from ? "," : "");
    for (; i < to && g_array_index(letters, struct letter, i).item == first->item; i++)
      end = g_array_index(letters, struct letter, i).end;
    struct page_area area = places_run_part(number, &page->items[first->item], first->begin, end);
    places_write_area(out, &area);
  }
  g_string_append_c(out, ']');
}

static void find_on_page(GString *out, const struct version *version, size_t number, const GArray *wanted,
                         size_t *count)
{
  const struct frame_page *page = &version->run.document->pages[number];
  GArray *letters = read_page(version->run.document, page);
  for (guint at = 0; at + wanted->len <= letters->len;) {
    if (!stands_at(letters, at, wanted)) {
      at++;
      continue;
    }
    if (*count < FIND_PLACES_MAX) {
      g_string_append(out, *count ? "," : "");
      write_place(out, page, number, letters, at, at + wanted->len);
    }
    ++*count;
    at += wanted->len;
  }
  g_array_free(letters, TRUE);
}

void find_write(GString *out, const struct version *version, const char *words)
{
  GArray *wanted = read_words(words);
  size_t count = 0;
  g_string_append(out, "{\"places\":[");
  for (size_t i = 0; wanted->len && i < version_page_count(version); i++)
    find_on_page(out, version, i, wanted, &count);
  g_string_append_printf(out, "],\"count\":%zu}", count);
  g_array_free(wanted, TRUE);
}
