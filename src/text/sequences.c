/* CL-30 … CL-39: sequences that stay on one line, or part unwillingly. */
#include <glib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/breaks.h"

/* CL-30: —— and …… stand in pairs; a longer run may part between pairs. */
enum verdict sequence_dashes(const struct place *p)
{
  if (p->a->code != p->b->code || (p->a->class_ != CLASS_DASH && p->a->class_ != CLASS_ELLIPSIS))
    return VERDICT_PASS;
  return p->b->odd ? VERDICT_NO : VERDICT_YES;
}

/* --- numbers --- */

static bool ends_number(enum text_class cls)
{
  return cls == CLASS_DIGIT || cls == CLASS_SUFFIX;
}

static bool in_range_dash(const struct place *p, size_t i)
{
  const struct scan_char *c = &p->scan->items[i];
  if (c->class_ != CLASS_CONNECTOR && c->class_ != CLASS_DASH)
    return false;
  enum text_class after = class_at(p->scan, i + 1);
  return i > 0 && ends_number(class_at(p->scan, i - 1)) && (after == CLASS_DIGIT || after == CLASS_PREFIX);
}

/* 1,234.56  15:40  2/3: a mark with a digit on either side. */
static bool in_number(const struct place *p, size_t i)
{
  enum text_class cls = class_at(p->scan, i);
  return (cls == CLASS_ASCII_STOP || cls == CLASS_SOLIDUS) && i > 0 && class_at(p->scan, i - 1) == CLASS_DIGIT &&
         class_at(p->scan, i + 1) == CLASS_DIGIT;
}

static size_t digits_from(const struct scan *scan, size_t i)
{
  size_t count = 0;
  while (class_at(scan, i + count) == CLASS_DIGIT)
    count++;
  return count;
}

/* CL-31: figures on both sides of a blank: 12 680 is one number, and so most often is 7765 4321. */
static enum verdict spaced_number(const struct place *p)
{
  enum { GROUP = 3 };
  if (p->a->class_ != CLASS_SPACE || p->i < 2 || class_at(p->scan, p->i - 2) != CLASS_DIGIT)
    return VERDICT_PASS;
  size_t digits = digits_from(p->scan, p->i);
  return digits == GROUP ? VERDICT_NO : digits > 0 ? VERDICT_HARD : VERDICT_PASS;
}

/* CL-31 … CL-33: a number with its separators, sign, unit sign and the range it is part of. */
enum verdict sequence_numbers(const struct place *p)
{
  enum text_class a = p->a->class_, b = p->b->class_;
  if ((a == CLASS_DIGIT && ends_number(b)) || (a == CLASS_SUFFIX && b == CLASS_SUFFIX))
    return VERDICT_NO;
  if (a == CLASS_PREFIX && (b == CLASS_DIGIT || b == CLASS_PREFIX))
    return VERDICT_NO;
  if (in_number(p, p->i - 1) || in_number(p, p->i) || in_range_dash(p, p->i - 1) || in_range_dash(p, p->i))
    return VERDICT_NO;
  return spaced_number(p);
}

/* --- units --- */

/* CL-34: units written in letters. */
static const char *const units[] = {
    "km",   "m",    "dm",  "cm",  "mm",  "um",  "nm",  "ha",  "L",   "l",   "mL",  "ml",  "kg",  "g",  "mg",  "t",
    "s",    "ms",   "min", "h",   "d",   "W",   "kW",  "MW",  "GW",  "kWh", "MWh", "GWh", "V",   "kV", "A",   "mA",
    "Hz",   "kHz",  "MHz", "GHz", "Pa",  "hPa", "kPa", "MPa", "J",   "kJ",  "MJ",  "GJ",  "N",   "kN", "K",   "mol",
    "dB",   "lx",   "lm",  "cd",  "rpm", "ppm", "bit", "B",   "KB",  "kB",  "MB",  "GB",  "TB",  "PB", "bps", "kbps",
    "Mbps", "Gbps", "px",  "pt",  "dpi", "DPI", "Bq",  "Sv",  "mSv", "tce", "USD", "CNY", "RMB",
};

enum { UNIT_LONGEST = 4 };

/* The letters from i on are a unit; what follows (², /h) does not matter. */
static bool unit_at(const struct scan *scan, size_t i)
{
  char word[UNIT_LONGEST + 1] = {0};
  size_t length = 0;
  for (; code_at(scan, i + length) < 0x80 && g_ascii_isalpha((char)code_at(scan, i + length)); length++) {
    if (length == UNIT_LONGEST)
      return false;
    word[length] = (char)code_at(scan, i + length);
  }
  for (size_t u = 0; length > 0 && u < G_N_ELEMENTS(units); u++)
    if (strcmp(units[u], word) == 0)
      return true;
  return false;
}

static bool is_micro(uint32_t code)
{
  return code == 0xB5 || code == 0x3BC; /* µ μ */
}

/* CL-34: 5 km, 34 μg. */
enum verdict sequence_units(const struct place *p)
{
  bool behind_number = p->a->class_ == CLASS_SPACE && p->i >= 2 && class_at(p->scan, p->i - 2) == CLASS_DIGIT;
  size_t letters = is_micro(p->b->code) ? p->i + 1 : p->i;
  return behind_number && unit_at(p->scan, letters) ? VERDICT_NO : VERDICT_PASS;
}

static bool is_numeral_unit(uint32_t code)
{
  return code == 0x4E07 || code == 0x4EBF || code == 0x5343 || code == 0x767E; /* 万 亿 千 百 */
}

/* CL-35: a number and what it counts part unwillingly, as do 第 and its number, and the parts of a name: 1333件, 5万元,
 * 第12条, 买买提·艾力. */
enum verdict sequence_measures(const struct place *p)
{
  if (p->a->class_ == CLASS_INTERPUNCT && p->b->class_ == CLASS_HAN)
    return VERDICT_SOFT;
  if (p->b->class_ == CLASS_HAN && ends_number(p->a->class_))
    return VERDICT_SOFT;
  if (p->b->class_ == CLASS_HAN && is_numeral_unit(p->a->code) && p->i >= 2 &&
      class_at(p->scan, p->i - 2) == CLASS_DIGIT)
    return VERDICT_SOFT;
  if (p->a->code == 0x7B2C && p->b->class_ == CLASS_DIGIT) /* 第 */
    return VERDICT_SOFT;
  return VERDICT_PASS;
}

/* --- notes and items --- */

/* [1] from i on. */
static bool reference_at(const struct scan *scan, size_t i)
{
  if (code_at(scan, i) != '[')
    return false;
  size_t digits = digits_from(scan, i + 1);
  return digits > 0 && code_at(scan, i + 1 + digits) == ']';
}

static bool is_encircled(const struct scan_char *c)
{
  return c->class_ == CLASS_NOTE && c->code >= 0x2460;
}

/* Behind a mark or a space, or at the beginning, numbers are those of items. */
static bool item_begins(const struct scan *scan, size_t i)
{
  enum text_class before = i == 0 ? CLASS_LINE_END : class_at(scan, i - 1);
  return class_is_closing(before) || before == CLASS_SPACE || before == CLASS_LINE_END;
}

/* CL-36: a raised mark belongs to the word before it; an encircled number may begin a line as the number of an item. */
enum verdict sequence_notes(const struct place *p)
{
  if (p->b->class_ == CLASS_NOTE)
    return is_encircled(p->b) && item_begins(p->scan, p->i) ? VERDICT_PASS : VERDICT_NO;
  bool behind_words = p->a->class_ == CLASS_HAN || class_is_closing(p->a->class_);
  return behind_words && reference_at(p->scan, p->i) ? VERDICT_NO : VERDICT_PASS;
}

static bool is_numeral(const struct scan_char *c)
{
  return c->class_ == CLASS_DIGIT || (c->class_ == CLASS_HAN && g_utf8_strchr("一二三四五六七八九十", -1, c->code));
}

/* The character before a numeral that ends in front of `end`; `end` itself where none does. */
static size_t before_numeral(const struct scan *scan, size_t end)
{
  size_t at = end;
  while (at > 0 && is_numeral(&scan->items[at - 1]))
    at--;
  return at;
}

/* CL-39: the number of an item that is typed in the text and the words it numbers: ①甲, 1.甲, （一）甲. */
enum verdict sequence_items(const struct place *p)
{
  if (p->b->class_ != CLASS_HAN || p->a->run != p->b->run) /* a form's label says itself where it divides */
    return VERDICT_PASS;
  size_t last = p->i - 1, at = before_numeral(p->scan, last);
  if (is_encircled(p->a))
    return item_begins(p->scan, last) ? VERDICT_NO : VERDICT_PASS;
  if (at == last)
    return VERDICT_PASS;
  if ((p->a->code == '.' || p->a->code == 0xFF0E || p->a->code == 0x3001) && item_begins(p->scan, at)) /* ． 、 */
    return VERDICT_NO;
  bool bracketed = (p->a->code == 0xFF09 && at > 0 && code_at(p->scan, at - 1) == 0xFF08) || /* （） */
                   (p->a->code == ')' && at > 0 && code_at(p->scan, at - 1) == '(');
  return bracketed && item_begins(p->scan, at - 1) ? VERDICT_SOFT : VERDICT_PASS;
}

/* --- addresses --- */

enum { WORD_PART = 3, SCHEME_LONGEST = 8 };

static bool is_word_char(const struct scan *scan, size_t i)
{
  return i < scan->count && scan->items[i].joins && g_ascii_isalnum((char)scan->items[i].code);
}

/* Three characters of a word of the address stand on either side, it is not its first word (https), and no number of it
 * is cut (CL-31). */
static bool inside_address_word(const struct place *p)
{
  if (p->a->class_ == CLASS_DIGIT && p->b->class_ == CLASS_DIGIT)
    return false;
  for (size_t k = 1; k <= WORD_PART; k++)
    if (p->i < k || !is_word_char(p->scan, p->i - k) || !is_word_char(p->scan, p->i + k - 1))
      return false;
  size_t back = WORD_PART + 1;
  while (back <= SCHEME_LONGEST && back <= p->i && is_word_char(p->scan, p->i - back))
    back++;
  return back > SCHEME_LONGEST || (back <= p->i && p->scan->items[p->i - back].joins);
}

/* CL-37: an address breaks behind its own punctuation, never inside its “://”; inside its words only against holes in
 * the line. */
enum verdict sequence_addresses(const struct place *p)
{
  if (!p->a->joins || !p->b->joins)
    return VERDICT_PASS;
  if (inside_address_word(p))
    return VERDICT_HARD;
  switch (p->a->code) {
  case '/':
  case '?':
  case '&':
  case '=':
  case '-':
  case '_':
  case '.':
  case '@':
  case '#':
  case '%':
    return p->b->latin && (p->b->class_ == CLASS_LATIN || p->b->class_ == CLASS_DIGIT) ? VERDICT_SOFT : VERDICT_NO;
  default:
    return VERDICT_NO;
  }
}

/* --- dates and document numbers --- */

static bool is_date_unit(uint32_t code)
{
  return code == 0x5E74 || code == 0x6708 || code == 0x65E5 || code == 0x53F7; /* 年 月 日 号 */
}

/* A digit at i begins a number that such a unit follows: 3 in 年3月. */
static bool number_with_date_unit(const struct place *p, size_t i)
{
  while (class_at(p->scan, i) == CLASS_DIGIT)
    i++;
  return is_date_unit(code_at(p->scan, i));
}

/* 〕 ） ] behind the year of 〔2026〕12号. */
static bool closes_year(const struct place *p)
{
  bool bracket = p->a->code == 0x3015 || p->a->code == 0xFF09 || p->a->code == 0xFF3D || p->a->code == ']';
  return bracket && p->i >= 2 && class_at(p->scan, p->i - 2) == CLASS_DIGIT;
}

/* CL-38: 2026年3月5日 and 〔2026〕12号 are one piece each; year, month and day part only where the line would have
 * holes. */
enum verdict sequence_dates(const struct place *p)
{
  if (p->a->class_ == CLASS_DIGIT && is_date_unit(p->b->code))
    return VERDICT_NO;
  if (p->b->class_ != CLASS_DIGIT)
    return p->a->code == 0x3014 ? VERDICT_NO : VERDICT_PASS; /* 〔 */
  if (closes_year(p))
    return number_with_date_unit(p, p->i) ? VERDICT_NO : VERDICT_PASS;
  if ((p->a->code == 0x5E74 || p->a->code == 0x6708) && p->i >= 2 && class_at(p->scan, p->i - 2) == CLASS_DIGIT)
    return number_with_date_unit(p, p->i) ? VERDICT_HARD : VERDICT_PASS;
  return VERDICT_PASS;
}
