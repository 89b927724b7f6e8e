#!/usr/bin/env python3
"""What is copied out of the reports of prose_lines.py, paragraph by paragraph, as poppler and mutool read it."""
import re
import unittest

import pdfread
import prose_lines
from pdfread import CLOSING, STOPS
from prose_gaps import MARKS, NATURAL, gap, is_label, kind_of, neighbours, reports
from prose_lines import CELL

READABLE = 0.09  # where a line is stretched by more a gap, in cells, programs that read the page see blanks


def is_stretched(block, a, b):
    """Whether a gap that should be none, or a mark's blank, has got more."""
    if a.text in "℃℉" and b.text in "¥￥$€":
        return gap(a, b) > READABLE * CELL
    if a.latin or b.latin or {a.text, b.text} & set("℃℉№"):
        return False
    kind = kind_of(block, a, b)
    natural = NATURAL.get(kind, CELL / 2 if {a.text, b.text} & MARKS and b.text not in CLOSING | STOPS else 0)
    return gap(a, b) - natural > READABLE * CELL


def is_readable(block, line):
    return not any(is_stretched(block, a, b) for a, b in neighbours(line))


class Copied(unittest.TestCase):
    """The words as other programs read them are those of the source, but for blanks between Chinese and Latin."""

    FOLIO = re.compile(r"^[ \t]*— ?\d+ ?—[ \t]*$", re.MULTILINE)

    def compare(self, read, same=None):
        """`same`: characters that are drawn with one glyph, which the program cannot tell apart."""
        wrong, seen, wide, same = [], 0, 0, same or {}
        for report in reports():
            words = self.FOLIO.sub("", "\n".join(read(prose_lines.folder() / f"{report.name}.pdf"))).translate(same)
            at = words.index("一、")
            for block in report.blocks:
                loose = {glyph.index for line in block.lines if not is_readable(block, line) for glyph in line.glyphs}
                seen, wide = seen + 1, wide + (len(loose) > 0)
                at, faults = match_words(block.words.translate(same), words, at, loose)
                wrong += [f"{report.name}: {fault}" for fault in faults]
        print(f"{seen} paragraphs, {len(wrong)} faults; {wide} have lines too wide to be read without blanks")
        self.assertFalse(wrong, "\n".join([str(len(wrong)), *wrong[:12]]))

    def test_poppler(self):
        self.compare(lambda pdf: pdfread.poppler_pages(pdf, "-raw"))

    def test_mutool(self):
        self.compare(pdfread.mutool_pages, prose_lines.SAME)


def stands_latin(char):
    return char.isascii() and not char.isspace() or char in "°±×−‰′″℃℉№²³¹€–£¥"


def match_words(words, text, at, loose):
    """Reads words in text from `at`: (where they end, what is wrong). Blanks are right where words have one, at the end
    of a line, between Chinese and Latin, and between the characters of loose lines."""
    faults, before = [], -1
    for index, char in enumerate(words):
        if char.isspace():
            continue
        begin = at
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text) or text[at] != char:
            faults.append(f"“{text[at - 10:at + 10]}” instead of “{words[max(0, index - 10):index + 10]}”")
            return text.find(words[-1], at) + 1, faults
        fault = before >= 0 and fault_of(words[before], char, words[before + 1:index] != "", text[begin:at])
        if fault and not {before, index} & loose and not is_label(words[:index]):
            faults.append(f"{fault} in “{text[max(0, begin - 12):begin]}|{text[begin:at + 9]}”".replace("\n", "⏎"))
        before, at = index, at + 1
    return at, faults


def fault_of(before, after, typed, blank):
    latin = stands_latin(before) + stands_latin(after)
    if blank and "\n" not in blank and (latin == 0 or latin == 2 and not typed):
        return "a blank"
    return "no blank" if latin == 2 and typed and not blank else None


if __name__ == "__main__":
    unittest.main(verbosity=2)
