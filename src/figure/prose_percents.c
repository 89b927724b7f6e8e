/* P2: a percentage typed in the prose is not what its two figures give at the decimals printed. Where it is not plain
 * which two are meant, any two that give it will do. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/prose.h"

/* A part and its whole, of which the percentage may speak. */
struct fraction {
  dec part, whole;
};

struct pairs {
  struct fraction *items;
  size_t count, capacity;
};

static void pairs_add(struct prose *prose, struct pairs *pairs, dec part, dec whole)
{
  if (whole.units > 0)
    *ARENA_PUSH(prose->arena, pairs) = (struct fraction){part, whole};
}

/* 100 × part / whole; false on overflow. */
static bool percent_of(const struct fraction *pair, ratio *out)
{
  ratio hundred = {100, 1};
  return ratio_div(ratio_from_dec(pair->part), ratio_from_dec(pair->whole), out) && ratio_mul(*out, hundred, out);
}

static bool percent_cut(ratio percent, uint8_t scale, dec *out)
{
  dec half = {5, (uint8_t)(scale + 1)};
  ratio less;
  return ratio_round(percent, scale, out) &&
         (ratio_sub(percent, ratio_from_dec(half), &less) && percent.num > 0 ? ratio_round(less, scale, out) : true);
}

/* The figure, less or more by half of its last decimal: 0.35万元 may be 3450元 and 3549元. Counts are what they are. */
static bool edge_of(dec figure, int64_t half, ratio *out)
{
  *out = ratio_from_dec(figure);
  return figure.scale == 0 || ratio_add(*out, ratio_from_dec((dec){half, (uint8_t)(figure.scale + 1)}), out);
}

static bool percent_at(const struct fraction *pair, int64_t half, uint8_t scale, dec *out)
{
  ratio part, whole, percent, hundred = {100, 1};
  return edge_of(pair->part, half, &part) && edge_of(pair->whole, -half, &whole) && whole.num > 0 &&
         ratio_div(part, whole, &percent) && ratio_mul(percent, hundred, &percent) && ratio_round(percent, scale, out);
}

static bool pair_gives(const struct fraction *pair, dec typed)
{
  dec least, most;
  return percent_at(pair, -5, typed.scale, &least) && percent_at(pair, 5, typed.scale, &most) &&
         dec_compare(least, typed) <= 0 && dec_compare(typed, most) <= 0;
}

static bool any_gives(const struct pairs *pairs, dec typed)
{
  for (size_t i = 0; i < pairs->count; i++)
    if (pair_gives(&pairs->items[i], typed))
      return true;
  return false;
}

/* How far the pair's percentage is from the typed one, in millionths; INT64_MAX where it cannot be said. */
static int64_t distance_of(const struct fraction *pair, dec typed)
{
  ratio percent, difference;
  dec distance;
  if (!percent_of(pair, &percent) || !ratio_sub(percent, ratio_from_dec(typed), &difference) ||
      !ratio_round(difference, 6, &distance))
    return INT64_MAX;
  return distance.units < 0 ? -distance.units : distance.units;
}

/* Of all pairs that may be meant the one that comes nearest. */
static const struct fraction *nearest_pair(const struct pairs *pairs, dec typed)
{
  const struct fraction *nearest = &pairs->items[0];
  for (size_t i = 1; i < pairs->count; i++)
    if (distance_of(&pairs->items[i], typed) < distance_of(nearest, typed))
      nearest = &pairs->items[i];
  return nearest;
}

static void complain(struct prose *prose, const struct prose_token *percent, const struct pairs *pairs)
{
  const struct fraction *pair = nearest_pair(pairs, percent->value);
  dec right, cut;
  ratio exact;
  if (!percent_of(pair, &exact) || !ratio_round(exact, percent->value.scale, &right))
    return;
  struct arena *arena = prose->arena;
  struct diag *diag =
      diag_add(prose->diags, DIAG_P2, prose_span(prose->text, percent->begin, percent->end),
               _("The text says %1$s%%, but %2$s of %3$s is %4$s%%."), dec_format(arena, percent->value),
               dec_format(arena, pair->part), dec_format(arena, pair->whole), dec_format(arena, right));
  if (percent_cut(exact, percent->value.scale, &cut) && dec_compare(cut, percent->value) == 0)
    diag_hint(prose->diags, diag, _("It looks cut off instead of rounded half up."));
  else
    diag_hint(prose->diags, diag,
              _("Percentages are rounded half up to the decimals printed. If it is of something else, say of what."));
}

static const struct prose_mention *value_before(const struct prose *prose, size_t index)
{
  for (size_t i = index; i-- > 0;)
    if (prose->mentions.items[i].role == ROLE_VALUE)
      return &prose->mentions.items[i];
  return NULL;
}

static bool same_unit(const struct prose *prose, const struct prose_mention *a, const struct prose_mention *b)
{
  return strcmp(prose_number(prose, a)->unit, prose_number(prose, b)->unit) == 0 &&
         prose_number(prose, a)->how == PROSE_EXACT && prose_number(prose, b)->how == PROSE_EXACT;
}

static void pairs_add_values(struct prose *prose, struct pairs *pairs, dec part, const struct prose_values *wholes)
{
  for (size_t i = 0; i < wholes->count; i++)
    pairs_add(prose, pairs, part, wholes->items[i].number);
}

/* --- 占 --- */

/* The wholes of a row in the tables: all of its columns, and all of its table. False: an error in them hides them. */
static bool add_table_wholes(struct prose *prose, struct pairs *pairs, const struct prose_mention *part, dec number)
{
  struct prose_values values = {0};
  if (!part->rows.count)
    return true;
  const struct prose_name *whole = &part->rows.items[0]->subject->whole;
  if (part->columns.count)
    prose_values_find(prose, &part->rows, &(struct prose_names){{NULL}, 0}, part->joint, &values);
  if (whole->is.count)
    prose_values_find(prose, &(struct prose_names){{whole}, 1}, &(struct prose_names){{NULL}, 0}, false, &values);
  pairs_add_values(prose, pairs, number, &values);
  return !values.doubtful;
}

/* Every greater number that stands before the part, the first one first. */
static void add_wholes_before(struct prose *prose, struct pairs *pairs, const struct prose_mention *part, dec number)
{
  for (const struct prose_mention *whole = prose->mentions.items; whole < part; whole++)
    if (whole->role == ROLE_VALUE && same_unit(prose, whole, part) &&
        dec_compare(prose_number(prose, whole)->value, number) >= 0)
      pairs_add(prose, pairs, number, prose_number(prose, whole)->value);
}

/* 占不予公开总数的…: the whole that is named beside the percentage. False where the tables have no more than the part:
 * then a greater whole is meant that they do not have, as in 信息公开类复议101宗，占全部复议案件的…. */
static bool add_named_wholes(struct prose *prose, struct pairs *pairs, const struct prose_mention *percent, dec part)
{
  struct prose_values values = {0};
  if (percent->rows.count)
    prose_values_find(prose, &percent->rows, &percent->columns, percent->joint, &values);
  pairs_add_values(prose, pairs, part, &values);
  bool greater = values.count == 0;
  for (size_t i = 0; i < values.count; i++)
    greater |= dec_compare(values.items[i].number, part) > 0;
  return greater && !values.doubtful;
}

static bool add_wholes(struct prose *prose, struct pairs *pairs, const struct prose_mention *part,
                       const struct prose_mention *percent)
{
  add_wholes_before(prose, pairs, part, prose_number(prose, part)->value);
  bool known = add_table_wholes(prose, pairs, part, prose_number(prose, part)->value);
  return add_named_wholes(prose, pairs, percent, prose_number(prose, part)->value) && known;
}

/* 案卷55件、查询21件，共占…: the last two parts, the last three … together. */
static void add_joint_parts(struct prose *prose, struct pairs *pairs, const struct prose_mention *last,
                            const struct prose_mention *percent)
{
  dec sum = prose_number(prose, last)->value;
  for (const struct prose_mention *part = last; part-- > prose->mentions.items;) {
    if (part->role != ROLE_VALUE || !same_unit(prose, part, last) ||
        !dec_add(sum, prose_number(prose, part)->value, &sum))
      break;
    add_wholes_before(prose, pairs, part, sum);
    (void)add_table_wholes(prose, pairs, last, sum);
    (void)add_named_wholes(prose, pairs, percent, sum);
  }
}

static void check_share(struct prose *prose, size_t index)
{
  const struct prose_token *percent = prose_number(prose, &prose->mentions.items[index]);
  const struct prose_mention *part = value_before(prose, index), *whole = NULL;
  struct pairs pairs = {0};
  if (part && part->share && part == &prose->mentions.items[index] - 1) {
    whole = part; /* 占12件的33.3% */
    part = value_before(prose, index - 1);
  }
  if (!part || prose_number(prose, part)->how != PROSE_EXACT || (!part->sure && part->part == SIZE_MAX && !whole))
    return;
  if (whole && same_unit(prose, part, whole))
    pairs_add(prose, &pairs, prose_number(prose, part)->value, prose_number(prose, whole)->value);
  bool known = add_wholes(prose, &pairs, part, &prose->mentions.items[index]);
  struct pairs any = pairs;
  if (!any_gives(&pairs, percent->value) && !whole)
    add_joint_parts(prose, &any, part, &prose->mentions.items[index]);
  if (known && pairs.count && !any_gives(&any, percent->value))
    complain(prose, percent, &pairs);
}

/* 四类共91件，占新收申请100件的91%: both are typed, the whole right before the percentage. */
static bool has_typed_whole(const struct prose *prose, size_t index)
{
  const struct prose_mention *whole = &prose->mentions.items[index] - 1;
  return index > 1 && whole->share && whole->role == ROLE_VALUE && !prose->mentions.items[index].share &&
         prose->tokens.items[whole->token + 1].kind == PROSE_OF;
}

/* The last part, the last two, the last three … together. */
static void check_share_of_typed(struct prose *prose, size_t index)
{
  const struct prose_token *percent = prose_number(prose, &prose->mentions.items[index]);
  const struct prose_mention *whole = &prose->mentions.items[index - 1], *last = whole - 1;
  struct pairs own = {0}, any = {0};
  dec sum = {0, 0}, all = prose_number(prose, whole)->value;
  if (!last->sure && !last->total)
    return;
  for (const struct prose_mention *part = last + 1; part-- > prose->mentions.items;) {
    if (part->role != ROLE_VALUE || !same_unit(prose, part, whole) ||
        !dec_add(sum, prose_number(prose, part)->value, &sum))
      break;
    pairs_add(prose, part == last ? &own : &any, sum, all);
  }
  if (own.count && !any_gives(&own, percent->value) && !any_gives(&any, percent->value))
    complain(prose, percent, &own);
}

/* --- 同比增长 --- */

static void add_change(struct prose *prose, struct pairs *pairs, dec now, dec before)
{
  dec change;
  if (!dec_sub(now, before, &change))
    return;
  change.units = change.units < 0 ? -change.units : change.units;
  pairs_add(prose, pairs, change, before);
}

static void add_changes(struct prose *prose, struct pairs *pairs, const struct prose_mention *now)
{
  dec number = prose_number(prose, now)->value;
  for (size_t i = 0; i < prose->mentions.count; i++) {
    const struct prose_mention *other = &prose->mentions.items[i];
    if ((other->role != ROLE_EARLIER && other->role != ROLE_CHANGE) || !same_unit(prose, now, other))
      continue;
    dec before = prose_number(prose, other)->value;
    if (other->role == ROLE_CHANGE &&
        (other->direction < 0 ? !dec_add(number, before, &before) : !dec_sub(number, before, &before)))
      continue;
    add_change(prose, pairs, number, before);
  }
}

/* 与上年相比，收入总计增加10万元，增长2%: what it is now stands in the tables. */
static void add_table_changes(struct prose *prose, struct pairs *pairs, size_t index)
{
  const struct prose_mention *change = index > 0 ? &prose->mentions.items[index - 1] : NULL;
  struct prose_values values = {0};
  if (!change || change->role != ROLE_CHANGE || !change->known || !change->direction || change->rows.count != 1 ||
      prose_number(prose, change)->how != PROSE_EXACT)
    return;
  prose_values_find(prose, &change->rows, &change->columns, false, &values);
  for (size_t i = 0; i < values.count; i++) {
    dec now = values.items[i].number, before = prose_number(prose, change)->value;
    bool same = values.items[i].unit && strcmp(values.items[i].unit, prose_number(prose, change)->unit) == 0;
    if (same && (change->direction < 0 ? dec_add(now, before, &before) : dec_sub(now, before, &before)))
      add_change(prose, pairs, now, before);
  }
}

static void check_change(struct prose *prose, size_t index)
{
  const struct prose_token *percent = prose_number(prose, &prose->mentions.items[index]);
  const struct prose_mention *now = value_before(prose, index);
  struct pairs pairs = {0}, any = {0};
  if (now)
    add_changes(prose, &pairs, now);
  else
    add_table_changes(prose, &pairs, index);
  for (size_t i = 0; i < prose->mentions.count; i++)
    if (prose->mentions.items[i].role == ROLE_VALUE || prose->mentions.items[i].role == ROLE_EARLIER)
      add_changes(prose, &any, &prose->mentions.items[i]);
  if (pairs.count && !any_gives(&pairs, percent->value) && !any_gives(&any, percent->value))
    complain(prose, percent, &pairs);
}

/* --- 完成预算的 --- */

static void add_planned(struct prose *prose, struct pairs *pairs, const struct prose_mention *plan,
                        const struct prose_mention *actual)
{
  if (plan->role == ROLE_PLAN && actual->role == ROLE_VALUE && same_unit(prose, plan, actual))
    pairs_add(prose, pairs, prose_number(prose, actual)->value, prose_number(prose, plan)->value);
}

/* The mention before that one that is no change. */
static const struct prose_mention *figure_before(const struct prose *prose, size_t index)
{
  const struct prose_mention *at = &prose->mentions.items[index];
  while (at-- > prose->mentions.items)
    if (at->role != ROLE_CHANGE && at->role != ROLE_PERCENT)
      return at;
  return NULL;
}

/* The plan and what came of it, side by side before the percentage; or the plan that the tables have. */
static void check_planned(struct prose *prose, size_t index)
{
  const struct prose_mention *percent = &prose->mentions.items[index];
  const struct prose_mention *last = index > 0 ? percent - 1 : NULL,
                             *before = index > 1 ? figure_before(prose, index - 1) : NULL;
  struct prose_values values = {0};
  struct pairs pairs = {0};
  if (last && last->sure && last->role == ROLE_VALUE && !percent->draft &&
      prose_number(prose, last)->how == PROSE_EXACT)
    prose_values_of_plan(prose, &last->rows, &values);
  if (values.count && strcmp(prose_number(prose, last)->unit, values.items[0].unit) == 0)
    pairs_add_values(prose, &pairs, prose_number(prose, last)->value, &values);
  if (before) {
    add_planned(prose, &pairs, before, last);
    add_planned(prose, &pairs, last, before);
  }
  if (pairs.count && !any_gives(&pairs, prose_number(prose, percent)->value))
    complain(prose, prose_number(prose, percent), &pairs);
}

/* --- 办结率 --- */

static void check_rate(struct prose *prose, size_t index)
{
  const struct prose_mention *mention = &prose->mentions.items[index];
  const struct prose_token *percent = prose_number(prose, mention);
  const struct prose_rate *rate = mention->rate;
  struct prose_values parts = {0}, wholes = {0};
  struct pairs pairs = {0};
  dec all = {100, 0};
  /* What is not due yet does not lower a rate of 100 %. */
  if (dec_compare(percent->value, all) == 0 || !mention->plain)
    return;
  prose_values_of_rows(prose, rate->subject->table, &rate->part, &parts);
  prose_values_of_rows(prose, rate->subject->table, &rate->of, &wholes);
  for (size_t i = 0; i < parts.count; i++)
    pairs_add_values(prose, &pairs, parts.items[i].number, &wholes);
  size_t own = pairs.count;
  const struct prose_mention *part = value_before(prose, index);
  if (part && prose_number(prose, part)->how == PROSE_EXACT)
    add_wholes_before(prose, &pairs, part, prose_number(prose, part)->value);
  if (own && !any_gives(&pairs, percent->value))
    complain(prose, percent, &pairs);
}

void prose_check_percents(struct prose *prose)
{
  for (size_t i = 0; i < prose->mentions.count; i++) {
    const struct prose_mention *mention = &prose->mentions.items[i];
    if (mention->role != ROLE_PERCENT || mention->each)
      continue;
    const struct prose_token *percent = prose_number(prose, mention);
    if (!percent->typed || percent->how != PROSE_EXACT)
      continue;
    if (mention->planned)
      check_planned(prose, i);
    else if (mention->rate)
      check_rate(prose, i);
    else if (has_typed_whole(prose, i))
      check_share_of_typed(prose, i);
    else if (mention->share && mention->plain)
      check_share(prose, i);
    else if (mention->direction && !mention->rate)
      check_change(prose, i);
  }
}
