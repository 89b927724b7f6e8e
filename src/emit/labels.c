#include "emit/labels.h"

#include <string.h>

#include <glib.h>

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
  if (range->decimal)
    return label_number(label) == range->start + (page - range->first);
  return strcmp(range->text, label) == 0;
}

struct label_range emit_label_range(const struct frame_document *document, size_t first, size_t *end)
{
  const char *label = document->pages[first].label;
  unsigned number = label_number(label);
  struct label_range range = {.first = first, .decimal = number > 0, .start = number, .text = label};
  *end = first + 1;
  while (*end < document->page_count && label_continues(&range, document->pages[*end].label, *end))
    ++*end;
  return range;
}
