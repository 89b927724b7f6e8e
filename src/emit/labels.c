#include "emit/labels.h"

#include <string.h>

#include <glib.h>

#include "base/roman.h"

/* The number a label is, as a PDF reader would write it: no sign, no leading zero, from 1. Else 0. */
static unsigned label_number(const char *label)
{
  unsigned number = 0;
  if (label[0] == '0' || strlen(label) > 8)
    return 0;
  for (const char *at = label; *at != '\0'; at++) {
    if (!g_ascii_isdigit(*at))
      return 0;
    number = number * 10 + (unsigned)(*at - '0');
  }
  return number;
}

static bool label_continues(const struct label_range *range, const char *label, size_t page)
{
  switch (range->style) {
  case LABEL_TEXT:
    return strcmp(range->text, label) == 0;
  case LABEL_DECIMAL:
    return label_number(label) == range->start + (page - range->first);
  case LABEL_ROMAN:
    return roman_parse(label) == range->start + (page - range->first);
  }
  return false;
}

static struct label_range begin_range(const char *label, size_t first)
{
  struct label_range range = {.first = first, .style = LABEL_DECIMAL, .start = label_number(label), .text = label};
  if (range.start == 0) {
    range.start = roman_parse(label);
    range.style = range.start ? LABEL_ROMAN : LABEL_TEXT;
  }
  return range;
}

struct label_range emit_label_range(const struct frame_document *document, size_t first, size_t *end)
{
  struct label_range range = begin_range(document->pages[first].label, first);
  *end = first + 1;
  while (*end < document->page_count && label_continues(&range, document->pages[*end].label, *end))
    ++*end;
  return range;
}
