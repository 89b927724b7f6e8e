/* Numbers of running text: 1,333件, １２件, 三件, 1.2万余件, 33.3%, 2025年, 12月31日. */
#include <glib.h>
#include <string.h>

#include "base/utf8.h"
#include "figure/prose.h"

#define DIGITS_MAX 15

/* Measure words, the longer first where one begins another. */
static const char *const units[] = {
    "个百分点", "百分点", "个工作日", "工作日", "人次", "件次", "条次", "场次", "家次", "万元", "亿元", "元",
    "小时",     "分钟",   "季度",     "周年",   "件",   "宗",   "份",   "条",   "例",   "起",   "个",   "项",
    "次",       "期",     "篇",       "场",     "人",   "家",   "名",   "户",   "部",   "笔",   "倍",   "天",
    "号",       "类",     "种",       "批",     "章",   "周",   "页",   "字",   "月",   "日",   "年",   "届",
    "台",       "套",     "支",       "级",     "位",   "组",   "轮",   "案",   "处",   "通",   "封",   "幅",
    "张",       "本",     "册",       "卷",     "块",   "辆",   "亩",   "吨"};

/* A number being read. */
struct reading {
  const struct prose_text *text;
  size_t at;
  int64_t digits; /* without the point */
  uint8_t scale;
  bool han;
};

static uint32_t code_at(const struct prose_text *text, size_t at)
{
  return at < text->count ? text->items[at].code : 0;
}

static bool is_digit(uint32_t code)
{
  return code >= '0' && code <= '9';
}

static bool word_at(const struct prose_text *text, size_t at, const char *word, size_t *length)
{
  size_t from = at;
  for (size_t i = 0; word[i];)
    if (utf8_next(word, &i) != code_at(text, at++))
      return false;
  *length = at - from;
  return true;
}

/* 1,333: three digits behind the comma, and no fourth. */
static bool is_separator(const struct prose_text *text, size_t at)
{
  bool comma = code_at(text, at) == ',';
  for (size_t i = 1; comma && i <= 3; i++)
    comma = is_digit(code_at(text, at + i));
  return comma && !is_digit(code_at(text, at + 4));
}

static bool plain_digits(struct reading *reading)
{
  size_t count = 0;
  bool point = false;
  for (;; reading->at++) {
    uint32_t code = code_at(reading->text, reading->at);
    if (is_digit(code)) {
      if (++count > DIGITS_MAX)
        return false;
      reading->digits = reading->digits * 10 + (code - '0');
      reading->scale += point;
    } else if (!point && code == '.' && is_digit(code_at(reading->text, reading->at + 1))) {
      point = true;
    } else if (point || count == 0 || !is_separator(reading->text, reading->at)) {
      break;
    }
  }
  return count > 0 && reading->scale <= 6;
}

static int han_digit(uint32_t code)
{
  static const uint32_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
  if (code == 0x96F6) /* 零 */
    return 0;
  if (code == 0x4E24) /* 两 */
    return 2;
  for (int i = 0; i < 10; i++)
    if (digits[i] == code)
      return i;
  return -1;
}

static int han_power(uint32_t code)
{
  return code == 0x5341 ? 10 : code == 0x767E ? 100 : code == 0x5343 ? 1000 : 0; /* 十百千 */
}

/* 一百二十三, 十二, 两千; not 二〇二五, which is no number of things. */
static bool han_digits(struct reading *reading)
{
  int64_t sum = 0, last = -1;
  size_t from = reading->at;
  for (;; reading->at++) {
    uint32_t code = code_at(reading->text, reading->at);
    int digit = han_digit(code), power = han_power(code);
    if (digit < 0 && power == 0)
      break;
    if (digit >= 0 && last > 0)
      return false;
    sum += power ? (last < 0 ? 1 : last) * power : 0;
    last = power ? 0 : digit;
  }
  reading->digits = sum + MAX(last, 0);
  reading->han = true;
  return reading->at > from && reading->at - from <= 8;
}

static int64_t multiplier(struct reading *reading)
{
  size_t length = 0;
  uint32_t code = code_at(reading->text, reading->at);
  if (word_at(reading->text, reading->at, "万元", &length) || word_at(reading->text, reading->at, "亿元", &length))
    return 1;
  int64_t factor = code == 0x4E07 ? 10000 : code == 0x4EBF ? 100000000 : 1; /* 万 亿 */
  reading->at += factor > 1;
  return factor;
}

/* 20余件, 1.2万多件 */
static bool skip_more(struct reading *reading)
{
  uint32_t code = code_at(reading->text, reading->at);
  bool more = code == 0x4F59 || code == 0x591A; /* 余 多 */
  reading->at += more;
  return more;
}

static void scale_value(const struct reading *reading, int64_t factor, struct prose_token *out)
{
  dec value = {reading->digits, reading->scale};
  for (out->grain = factor; value.scale > 0 && factor > 1; factor /= 10) {
    value.scale--;
    out->grain /= 10;
  }
  if (__builtin_mul_overflow(value.units, factor, &value.units))
    value.units = INT64_MAX;
  out->value = value;
  out->grain = MAX(out->grain, 1);
}

static const char *read_unit(struct reading *reading)
{
  for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
    size_t length = 0;
    if (!word_at(reading->text, reading->at, units[i], &length))
      continue;
    reading->at += length;
    return units[i];
  }
  return "";
}

static bool read_percent(struct reading *reading, struct prose_token *out)
{
  uint32_t code = code_at(reading->text, reading->at);
  if (code != '%')
    return false;
  reading->at++;
  out->kind = PROSE_PERCENT;
  return true;
}

/* 2025年, 2025年度 */
static bool read_year(struct reading *reading, size_t from, struct prose_token *out)
{
  size_t length = 0;
  bool year = reading->at - from == 4 && reading->scale == 0 && reading->digits >= 1949 && reading->digits <= 2099;
  if (!year || !word_at(reading->text, reading->at, "年", &length))
    return false;
  reading->at += length;
  if (word_at(reading->text, reading->at, "度", &length))
    reading->at += length;
  out->kind = PROSE_YEAR;
  out->as.year = (int)reading->digits;
  return true;
}

/* 12月31日. The first and the last day bound the whole year; any other date is part of it. */
static bool read_date(struct reading *reading, struct prose_token *out)
{
  size_t length = 0;
  int64_t month = reading->digits;
  if (reading->scale || !word_at(reading->text, reading->at, "月", &length))
    return false;
  reading->at += length;
  out->kind = PROSE_LIMIT;
  struct reading day = {.text = reading->text, .at = reading->at};
  if (!plain_digits(&day) || !word_at(day.text, day.at, "日", &length))
    return true;
  reading->at = day.at + length;
  out->kind = (month == 1 && day.digits == 1) || (month == 12 && day.digits == 31) ? PROSE_FILL : PROSE_LIMIT;
  return true;
}

/* 第3, A3: names, not numbers of things; and what is left of a number that is too long for one. */
static bool is_ordinal(const struct prose_text *text, size_t from)
{
  uint32_t before = from > 0 ? code_at(text, from - 1) : 0;
  return before == 0x7B2C || before == '.' || (before < 0x80 && g_ascii_isalnum((char)before));
}

static bool all_typed(const struct prose_text *text, size_t begin, size_t end)
{
  for (size_t i = begin; i < end; i++)
    if (!text->items[i].typed)
      return false;
  return true;
}

size_t prose_number_read(const struct prose_text *text, size_t from, struct prose_token *out)
{
  struct reading reading = {.text = text, .at = from};
  bool digits = is_digit(code_at(text, from));
  if (is_ordinal(text, from))
    return 0;
  if (digits ? !plain_digits(&reading) : !han_digits(&reading))
    return 0;
  *out = (struct prose_token){.kind = PROSE_NUMBER, .unit = "", .grain = 1};
  out->typed = all_typed(text, from, reading.at);
  if (digits && (read_year(&reading, from, out) || read_date(&reading, out)))
    return reading.at - from;
  bool more = skip_more(&reading);
  int64_t factor = multiplier(&reading);
  more |= skip_more(&reading);
  scale_value(&reading, factor, out);
  out->how = more ? PROSE_AT_LEAST : PROSE_EXACT;
  out->digits_end = (uint32_t)reading.at;
  if (digits && read_percent(&reading, out))
    return reading.at - from;
  out->unit = read_unit(&reading);
  if (reading.han && !out->unit[0])
    return 0;
  return reading.at - from;
}
