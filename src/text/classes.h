/* Classes of characters, region zh-CN: one table from code point to class (classes.c). Rules speak of classes only. */
#ifndef NIANBAO_TEXT_CLASSES_H
#define NIANBAO_TEXT_CLASSES_H

#include <stdbool.h>
#include <stdint.h>

enum text_class {
  CLASS_HAN,
  CLASS_OPEN,       /* CL-11: “ （ 《 … blank on the left */
  CLASS_CLOSE,      /* CL-12: ” ） 》 … blank on the right */
  CLASS_PAUSE,      /* CL-10: ， 、 ； ： */
  CLASS_STOP,       /* CL-10: 。 ． ？ ！ */
  CLASS_DASH,       /* CL-13: — ⸺ */
  CLASS_ELLIPSIS,   /* CL-14: … ⋯ */
  CLASS_CONNECTOR,  /* CL-15: - ‐ – ～ */
  CLASS_INTERPUNCT, /* CL-16: · */
  CLASS_SOLIDUS,    /* CL-17: / ／ */
  CLASS_PREFIX,     /* CL-33: ¥ $ № + − ± ≥ before a number */
  CLASS_SUFFIX,     /* CL-32: % ‰ ℃ behind a number */
  CLASS_NOTE,       /* CL-36: ① ² ³ */
  CLASS_DIGIT,
  CLASS_LATIN,       /* letters of Latin, Greek, Cyrillic */
  CLASS_ASCII_OPEN,  /* ( [ { */
  CLASS_ASCII_CLOSE, /* ) ] } */
  CLASS_ASCII_STOP,  /* , . : ; ! ? */
  CLASS_SPACE,       /* U+0020 */
  CLASS_HAN_SPACE,   /* U+3000: a whole cell, kept */
  CLASS_NO_BREAK,    /* U+00A0 U+2009 U+202F U+2060: a space, or nothing, where no line ends */
  CLASS_COMBINING,   /* belongs to what is before it */
  CLASS_LINE_END,    /* U+2028 */
  CLASS_SYMBOL,      /* anything else that is as wide as Han: □ ★ 〓 … */
  CLASS_OTHER        /* anything else */
};

enum text_class text_classify(uint32_t code);
const char *text_class_name(enum text_class cls);

/* Marks that hold their ink in half a cell. */
static inline bool class_has_blank(enum text_class cls)
{
  return cls >= CLASS_OPEN && cls <= CLASS_STOP;
}

static inline bool class_is_closing(enum text_class cls)
{
  return cls >= CLASS_CLOSE && cls <= CLASS_STOP;
}

/* Set in the Latin face, takes part in the Han–Latin gap (CL-60, CL-64). */
static inline bool class_is_latin(enum text_class cls)
{
  return cls == CLASS_DIGIT || cls == CLASS_LATIN || cls == CLASS_PREFIX || cls == CLASS_SUFFIX;
}

/* “ ” ‘ ’ — … ·: Latin or Han by what is around them (CL-1x-a). */
bool text_is_shared(uint32_t code);

#endif
