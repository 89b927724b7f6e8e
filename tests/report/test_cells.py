#!/usr/bin/env python3
"""TB-05, TB-07: words and figures stand in the middle of their row, by the ink of the printed page. Faces draw Han up to a
tenth of an em apart, and digits stand higher than Han."""
import unittest

import built
import pdfread

DPI = 300
NEAR = 0.3  # pt
NEAR_IN_HEADS = 0.55  # the ink of single words in 黑体 is off the middle of the face's characters by up to a twentieth em


def row_edges(picture, x, y):
    """The inner edges of the rules above and below a place where nothing else is."""
    column, row = round(x * picture.scale), round(y * picture.scale)
    above, below = row, row
    while picture.rows[above][column] > 128:
        above -= 1
    while picture.rows[below][column] > 128:
        below += 1
    return (above + 1) / picture.scale, below / picture.scale


class Cells(unittest.TestCase):
    def words(self, number, text):
        """Where a word stands on a page, each time its characters follow each other: [(first, last)]."""
        chars = pdfread.read_pages(built.minhang())[number - 1].chars
        found = [(chars[i], chars[i + len(text) - 1]) for i in range(len(chars) - len(text) + 1)
                 if "".join(c.text for c in chars[i:i + len(text)]) == text and chars[i].size < 12]
        return [(a, b) for a, b in found if abs(a.y - b.y) < 0.1]

    def check(self, number, text):
        picture = pdfread.read_picture(built.minhang(), number, dpi=DPI)
        words = self.words(number, text)
        for first, last in words:
            with self.subTest(text=text, y=first.y):
                top, bottom = row_edges(picture, first.x - 1.5, first.y - first.size / 3)
                _, ink_top, _, ink_bottom = pdfread.ink_box(picture, first.x, top, last.right, bottom)
                near = NEAR_IN_HEADS if "Hei" in first.font else NEAR
                self.assertAlmostEqual((ink_top + ink_bottom) / 2, (top + bottom) / 2, delta=near)
        return len(words)

    def test_words_and_figures(self):
        pages = range(1, len(pdfread.read_pages(built.minhang())) + 1)
        for text in ("信息内容", "总计", "1333", "0", "17"):
            self.assertGreater(sum(self.check(number, text) for number in pages), 0, text)

    def test_labels_take_no_line_more_than_they_need(self):
        """（二）部分公开（区分处理的，只计这一情形，不计其他情形） fits two lines when its marks are squeezed."""
        (begin, _), (end, _) = self.words(4, "部分公开")[0], self.words(4, "不计其他情形")[0]
        self.assertGreater(end.y - begin.y, begin.size)
        self.assertLess(end.y - begin.y, 2 * begin.size)


if __name__ == "__main__":
    unittest.main(verbosity=2)
