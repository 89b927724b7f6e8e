#include "box/table_widths.h"

#include <glib.h>

int64_t widths_least(const struct width_column *columns, uint32_t count)
{
  int64_t sum = 0;
  for (uint32_t c = 0; c < count; c++)
    sum += columns[c].least;
  return sum;
}

/* --- spans --- */

/* By how many parts a column takes part in what the columns of a span lack. */
static int64_t lack_parts(const struct width_column *column, bool shared, bool all_fixed)
{
  if (shared)
    return column->share;
  return all_fixed || !column->fixed ? 1 : 0;
}

void widths_widen(struct width_column *columns, const struct width_span *span)
{
  struct width_column *first = &columns[span->column];
  int64_t least = 0, preferred = 0, parts = 0, given = 0;
  bool shared = false, all_fixed = true;
  for (uint32_t c = 0; c < span->span; c++) {
    least += first[c].least;
    shared = shared || first[c].share;
    all_fixed = all_fixed && first[c].fixed;
  }
  for (uint32_t c = 0; c < span->span; c++)
    parts += lack_parts(&first[c], shared, all_fixed);
  g_assert(parts > 0); /* some column has a share, or is not fixed, or all are */
  int64_t lack = MAX(span->least - least, 0), before = 0;
  for (uint32_t c = 0; c < span->span; c++) {
    given += lack_parts(&first[c], shared, all_fixed);
    first[c].least += (len)(lack * given / parts - before);
    before = lack * given / parts;
    first[c].preferred = len_max(first[c].preferred, first[c].least);
    preferred += first[c].preferred;
  }
  lack = MAX(span->preferred - preferred, 0);
  given = before = 0;
  for (uint32_t c = 0; c < span->span; c++) {
    given += all_fixed ? 0 : lack_parts(&first[c], shared, false);
    first[c].preferred += (len)(lack * given / parts - before);
    before = lack * given / parts;
  }
}

/* --- by content --- */

static len comfort_of(const struct width_column *column)
{
  return len_min(len_max(column->comfort, column->least), column->preferred);
}

/* Raises the widths towards what is wanted, each by a part of the room in proportion to what it lacks. Columns with a
 * share are held to the least here. */
static void raise_widths(const struct width_column *columns, uint32_t count, int64_t room, const len *wanted,
                         len *widths)
{
  int64_t lack = 0, seen = 0, before = 0;
  for (uint32_t c = 0; c < count; c++)
    lack += columns[c].share ? 0 : wanted[c] - widths[c];
  int64_t given = MIN(room, lack);
  for (uint32_t c = 0; c < count && lack > 0; c++) {
    if (columns[c].share)
      continue;
    seen += wanted[c] - widths[c];
    widths[c] += (len)(given * seen / lack - before);
    before = given * seen / lack;
  }
}

static int64_t sum_of(const len *widths, uint32_t count)
{
  int64_t sum = 0;
  for (uint32_t c = 0; c < count; c++)
    sum += widths[c];
  return sum;
}

/* --- sparing lines --- */

/* A column made wider. */
struct rise {
  uint32_t column;
  len width;      /* by so much */
  int64_t spared; /* height of its entries; 0: there is no such rise */
};

/* How high the entries are, the higher the worse: the highest makes the row. */
static int64_t height_of(const struct width_entries *entries, int64_t chars)
{
  int64_t height = 0;
  for (int n = 1; n <= WIDTH_CHARS; n++) {
    int64_t lines = (n + chars - 1) / chars;
    height += entries->count[n] * lines * lines;
  }
  return height;
}

static bool is_better(const struct rise *rise, const struct rise *than)
{
  return rise->spared * than->width > than->spared * rise->width;
}

/* The one that spares most lines for its width and needs no more than the room. */
static struct rise best_rise_of(const struct width_column *column, uint32_t c, len width, int64_t room)
{
  const struct width_entries *entries = column->entries;
  struct rise best = {c, 1, 0};
  if (!entries || column->share || width >= column->preferred)
    return best;
  int64_t chars = MAX((width - entries->blank) / entries->unit, 1), before = height_of(entries, chars);
  for (len to = width; to < column->preferred && before > 0;) {
    chars++;
    to = (len)MIN(entries->blank + chars * entries->unit, column->preferred);
    struct rise rise = {c, to - width, before - height_of(entries, chars)};
    if (rise.width > room)
      break;
    if (rise.width > 0 && is_better(&rise, &best))
      best = rise;
  }
  return best;
}

/* TB-15: the room goes where it spares most lines. */
static void spare_lines(const struct width_column *columns, uint32_t count, len measure, len *widths)
{
  struct rise best;
  int64_t room = measure - sum_of(widths, count);
  do {
    best = (struct rise){0, 1, 0};
    for (uint32_t c = 0; c < count; c++) {
      struct rise rise = best_rise_of(&columns[c], c, widths[c], room);
      if (is_better(&rise, &best))
        best = rise;
    }
    if (best.spared) {
      widths[best.column] += best.width;
      room -= best.width;
    }
  } while (best.spared);
}

static int64_t wanted_by_all(const struct width_column *columns, uint32_t count)
{
  int64_t sum = 0;
  for (uint32_t c = 0; c < count; c++)
    sum += columns[c].share ? columns[c].least : columns[c].preferred;
  return sum;
}

static void set_by_content(const struct width_column *columns, uint32_t count, len measure, len *widths)
{
  len *wanted = g_new(len, count);
  for (uint32_t c = 0; c < count; c++) {
    widths[c] = columns[c].least;
    wanted[c] = comfort_of(&columns[c]);
  }
  raise_widths(columns, count, measure - sum_of(widths, count), wanted, widths);
  if (wanted_by_all(columns, count) > measure)
    spare_lines(columns, count, measure, widths);
  for (uint32_t c = 0; c < count; c++)
    wanted[c] = columns[c].preferred;
  int64_t room = measure - sum_of(widths, count);
  if (room > 0)
    raise_widths(columns, count, room, wanted, widths);
  g_free(wanted);
}

static void spread(const struct width_column *columns, uint32_t count, len measure, len *widths)
{
  int64_t room = measure, all = 0, seen = 0, before = 0;
  for (uint32_t c = 0; c < count; c++) {
    room -= widths[c];
    all += columns[c].fixed ? 0 : widths[c];
  }
  for (uint32_t c = 0; c < count && all > 0; c++) {
    if (columns[c].fixed)
      continue;
    seen += widths[c];
    widths[c] += (len)(room * seen / all - before);
    before = room * seen / all;
  }
}

/* --- by shares --- */

/* What the columns that still take part share, and by how many shares. */
struct sharing {
  bool *done; /* keeps the width it has: it has no share, or needs more than its part */
  int64_t left, shares;
};

static void count_sharing(const struct width_column *columns, uint32_t count, len measure, const len *widths,
                          struct sharing *sharing)
{
  sharing->left = measure;
  sharing->shares = 0;
  for (uint32_t c = 0; c < count; c++) {
    sharing->left -= sharing->done[c] ? widths[c] : 0;
    sharing->shares += sharing->done[c] ? 0 : columns[c].share;
  }
}

static bool settle_wide(const struct width_column *columns, uint32_t count, const len *widths, struct sharing *sharing)
{
  bool any = false;
  for (uint32_t c = 0; c < count; c++)
    if (!sharing->done[c] && sharing->left * columns[c].share < (int64_t)widths[c] * sharing->shares)
      any = sharing->done[c] = true;
  return any;
}

/* Those that need more than their part keep what they need, and the rest is shared among the others. */
static void set_by_shares(const struct width_column *columns, uint32_t count, len measure, len *widths)
{
  struct sharing sharing = {.done = g_new0(bool, count)};
  int64_t given = 0, before = 0;
  for (uint32_t c = 0; c < count; c++)
    sharing.done[c] = columns[c].share == 0;
  do
    count_sharing(columns, count, measure, widths, &sharing);
  while (settle_wide(columns, count, widths, &sharing));
  for (uint32_t c = 0; c < count; c++) {
    if (sharing.done[c])
      continue;
    given += columns[c].share;
    widths[c] = (len)(sharing.left * given / sharing.shares - before);
    before = sharing.left * given / sharing.shares;
  }
  g_free(sharing.done);
}

void widths_share(const struct width_column *columns, uint32_t count, len measure, len *widths)
{
  bool shares = false;
  for (uint32_t c = 0; c < count; c++)
    shares = shares || columns[c].share;
  set_by_content(columns, count, measure, widths);
  if (shares)
    set_by_shares(columns, count, measure, widths);
  else
    spread(columns, count, measure, widths);
}

void widths_squeeze(const struct width_column *columns, uint32_t count, len measure, len *widths)
{
  len part = measure / (len)count;
  for (bool again = true; again;) { /* each round keeps at least one more column */
    int64_t left = measure, wide = 0;
    for (uint32_t c = 0; c < count; c++) {
      left -= columns[c].least <= part ? columns[c].least : 0;
      wide += columns[c].least > part;
    }
    len larger = wide ? (len)(left / wide) : part;
    again = larger > part;
    part = larger;
  }
  for (uint32_t c = 0; c < count; c++)
    widths[c] = len_min(columns[c].least, part);
}
