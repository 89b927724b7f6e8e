#include "text/classes.h"

#include <glib.h>
#include <stddef.h>

#include "base/utf8.h"

struct class_range {
  uint32_t first, last;
  enum text_class cls;
};

/* Sorted by code point; what is in no range is decided by its Unicode category. */
static const struct class_range ranges[] = {
    {0x0020, 0x0020, CLASS_SPACE},       {0x0021, 0x0021, CLASS_ASCII_STOP},                                 /* ! */
    {0x0022, 0x0023, CLASS_OTHER},                                                                           /* " # */
    {0x0024, 0x0024, CLASS_PREFIX},                                                                          /* $ */
    {0x0025, 0x0025, CLASS_SUFFIX},                                                                          /* % */
    {0x0028, 0x0028, CLASS_ASCII_OPEN},                                                                      /* ( */
    {0x0029, 0x0029, CLASS_ASCII_CLOSE},                                                                     /* ) */
    {0x002B, 0x002B, CLASS_PREFIX},                                                                          /* + */
    {0x002C, 0x002C, CLASS_ASCII_STOP},                                                                      /* , */
    {0x002D, 0x002D, CLASS_CONNECTOR},                                                                       /* - */
    {0x002E, 0x002E, CLASS_ASCII_STOP},                                                                      /* . */
    {0x002F, 0x002F, CLASS_SOLIDUS},                                                                         /* / */
    {0x0030, 0x0039, CLASS_DIGIT},       {0x003A, 0x003B, CLASS_ASCII_STOP},                                 /* : ; */
    {0x003C, 0x003C, CLASS_PREFIX},      {0x003E, 0x003E, CLASS_PREFIX},                                     /* < > */
    {0x003F, 0x003F, CLASS_ASCII_STOP},                                                                      /* ? */
    {0x005B, 0x005B, CLASS_ASCII_OPEN},                                                                      /* [ */
    {0x005D, 0x005D, CLASS_ASCII_CLOSE},                                                                     /* ] */
    {0x007B, 0x007B, CLASS_ASCII_OPEN},                                                                      /* { */
    {0x007D, 0x007D, CLASS_ASCII_CLOSE},                                                                     /* } */
    {0x00A0, 0x00A0, CLASS_NO_BREAK},    {0x00A3, 0x00A3, CLASS_PREFIX},                                     /* £ */
    {0x00A5, 0x00A5, CLASS_PREFIX},                                                                          /* ¥ */
    {0x00B0, 0x00B0, CLASS_SUFFIX},                                                                          /* ° */
    {0x00B1, 0x00B1, CLASS_PREFIX},                                                                          /* ± */
    {0x00B2, 0x00B3, CLASS_NOTE},                                                                            /* ² ³ */
    {0x00B7, 0x00B7, CLASS_INTERPUNCT},                                                                      /* · */
    {0x00B9, 0x00B9, CLASS_NOTE},                                                                            /* ¹ */
    {0x00D7, 0x00D7, CLASS_PREFIX},                                                                          /* × */
    {0x2009, 0x2009, CLASS_NO_BREAK},    {0x2010, 0x2010, CLASS_CONNECTOR},                                  /* ‐ */
    {0x2013, 0x2013, CLASS_CONNECTOR},                                                                       /* – */
    {0x2014, 0x2014, CLASS_DASH},                                                                            /* — */
    {0x2018, 0x2018, CLASS_OPEN},                                                                            /* ‘ */
    {0x2019, 0x2019, CLASS_CLOSE},                                                                           /* ’ */
    {0x201C, 0x201C, CLASS_OPEN},                                                                            /* “ */
    {0x201D, 0x201D, CLASS_CLOSE},                                                                           /* ” */
    {0x2022, 0x2022, CLASS_INTERPUNCT},                                                                      /* • */
    {0x2026, 0x2026, CLASS_ELLIPSIS},                                                                        /* … */
    {0x2027, 0x2027, CLASS_INTERPUNCT},                                                                      /* ‧ */
    {0x2028, 0x2028, CLASS_LINE_END},    {0x202F, 0x202F, CLASS_NO_BREAK},   {0x2030, 0x2030, CLASS_SUFFIX}, /* ‰ */
    {0x2032, 0x2033, CLASS_SUFFIX},                                          /* ′ ″ */
    {0x203C, 0x203C, CLASS_STOP},                                            /* ‼ */
    {0x2047, 0x2049, CLASS_STOP},                                            /* ⁇ ⁈ ⁉ */
    {0x2060, 0x2060, CLASS_NO_BREAK},    {0x2070, 0x2079, CLASS_NOTE},       /* ⁰ … ⁹ */
    {0x20AB, 0x20AB, CLASS_SUFFIX},                                          /* ₫ */
    {0x20AC, 0x20AC, CLASS_PREFIX},                                          /* € */
    {0x2103, 0x2103, CLASS_SUFFIX},                                          /* ℃ */
    {0x2109, 0x2109, CLASS_SUFFIX},                                          /* ℉ */
    {0x2116, 0x2116, CLASS_PREFIX},                                          /* № */
    {0x2212, 0x2212, CLASS_PREFIX},                                          /* − */
    {0x2248, 0x2248, CLASS_PREFIX},      {0x2264, 0x2265, CLASS_PREFIX},     /* ≈ ≤ ≥ */
    {0x22EF, 0x22EF, CLASS_ELLIPSIS},                                        /* ⋯ */
    {0x2460, 0x2473, CLASS_NOTE},                                            /* ① … ⑳ */
    {0x2500, 0x27BF, CLASS_SYMBOL},                                          /* box drawing, □ ★ ✓ */
    {0x2E3A, 0x2E3A, CLASS_DASH},                                            /* ⸺ */
    {0x3000, 0x3000, CLASS_HAN_SPACE},   {0x3001, 0x3001, CLASS_PAUSE},      /* 、 */
    {0x3002, 0x3002, CLASS_STOP},                                            /* 。 */
    {0x3003, 0x3003, CLASS_SYMBOL},      {0x3008, 0x3008, CLASS_OPEN},       /* 〈 */
    {0x3009, 0x3009, CLASS_CLOSE},       {0x300A, 0x300A, CLASS_OPEN},       /* 《 */
    {0x300B, 0x300B, CLASS_CLOSE},       {0x300C, 0x300C, CLASS_OPEN},       /* 「 */
    {0x300D, 0x300D, CLASS_CLOSE},       {0x300E, 0x300E, CLASS_OPEN},       /* 『 */
    {0x300F, 0x300F, CLASS_CLOSE},       {0x3010, 0x3010, CLASS_OPEN},       /* 【 */
    {0x3011, 0x3011, CLASS_CLOSE},       {0x3012, 0x3013, CLASS_SYMBOL},     /* 〒 〓 */
    {0x3014, 0x3014, CLASS_OPEN},                                            /* 〔 */
    {0x3015, 0x3015, CLASS_CLOSE},       {0x3016, 0x3016, CLASS_OPEN},       /* 〖 */
    {0x3017, 0x3017, CLASS_CLOSE},       {0x30FB, 0x30FB, CLASS_INTERPUNCT}, /* ・ */
    {0x3251, 0x325F, CLASS_NOTE},                                            /* ㉑ … ㉟ */
    {0x32B1, 0x32BF, CLASS_NOTE},                                            /* ㊱ … ㊿ */
    {0xFF01, 0xFF01, CLASS_STOP},                                            /* ！ */
    {0xFF04, 0xFF04, CLASS_PREFIX},                                          /* ＄ */
    {0xFF05, 0xFF05, CLASS_SUFFIX},                                          /* ％ */
    {0xFF08, 0xFF08, CLASS_OPEN},                                            /* （ */
    {0xFF09, 0xFF09, CLASS_CLOSE},       {0xFF0B, 0xFF0B, CLASS_PREFIX},     /* ＋ */
    {0xFF0C, 0xFF0C, CLASS_PAUSE},                                           /* ， */
    {0xFF0D, 0xFF0D, CLASS_PREFIX},                                          /* － */
    {0xFF0E, 0xFF0E, CLASS_STOP},                                            /* ． */
    {0xFF0F, 0xFF0F, CLASS_SOLIDUS},                                         /* ／ */
    {0xFF1A, 0xFF1B, CLASS_PAUSE},                                           /* ： ； */
    {0xFF1C, 0xFF1C, CLASS_PREFIX},      {0xFF1E, 0xFF1E, CLASS_PREFIX},     /* ＜ ＞ */
    {0xFF1F, 0xFF1F, CLASS_STOP},                                            /* ？ */
    {0xFF3B, 0xFF3B, CLASS_OPEN},                                            /* ［ */
    {0xFF3D, 0xFF3D, CLASS_CLOSE},       {0xFF5B, 0xFF5B, CLASS_OPEN},       /* ｛ */
    {0xFF5D, 0xFF5D, CLASS_CLOSE},       {0xFF5E, 0xFF5E, CLASS_CONNECTOR},  /* ～ */
    {0xFFE0, 0xFFE1, CLASS_PREFIX},      {0xFFE5, 0xFFE6, CLASS_PREFIX},     /* ￠ ￡ ￥ ￦ */
};

static enum text_class classify_by_category(uint32_t code)
{
  if (utf8_is_han(code))
    return CLASS_HAN;
  if (g_unichar_ismark(code))
    return CLASS_COMBINING;
  if (g_unichar_iswide(code))
    return CLASS_SYMBOL; /* kana, hangul, full-width letters: set and broken like Han */
  if (g_unichar_isalpha(code))
    return CLASS_LATIN;
  return CLASS_OTHER;
}

enum text_class text_classify(uint32_t code)
{
  size_t low = 0, high = G_N_ELEMENTS(ranges);
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (code > ranges[middle].last)
      low = middle + 1;
    else if (code < ranges[middle].first)
      high = middle;
    else
      return ranges[middle].cls;
  }
  return classify_by_category(code);
}

const char *text_class_name(enum text_class cls)
{
  static const char *const names[] = {
      [CLASS_HAN] = "han",
      [CLASS_OPEN] = "open",
      [CLASS_CLOSE] = "close",
      [CLASS_PAUSE] = "pause",
      [CLASS_STOP] = "stop",
      [CLASS_DASH] = "dash",
      [CLASS_ELLIPSIS] = "ellipsis",
      [CLASS_CONNECTOR] = "connector",
      [CLASS_INTERPUNCT] = "interpunct",
      [CLASS_SOLIDUS] = "solidus",
      [CLASS_PREFIX] = "prefix",
      [CLASS_SUFFIX] = "suffix",
      [CLASS_NOTE] = "note",
      [CLASS_DIGIT] = "digit",
      [CLASS_LATIN] = "latin",
      [CLASS_ASCII_OPEN] = "ascii-open",
      [CLASS_ASCII_CLOSE] = "ascii-close",
      [CLASS_ASCII_STOP] = "ascii-stop",
      [CLASS_SPACE] = "space",
      [CLASS_HAN_SPACE] = "han-space",
      [CLASS_NO_BREAK] = "no-break",
      [CLASS_COMBINING] = "combining",
      [CLASS_LINE_END] = "line-end",
      [CLASS_SYMBOL] = "symbol",
      [CLASS_OTHER] = "other",
  };
  return names[cls];
}

bool text_is_shared(uint32_t code)
{
  return code == 0x2018 || code == 0x2019 || code == 0x201C || code == 0x201D || code == 0x2014 || code == 0x2026 ||
         code == 0x00B7;
}
