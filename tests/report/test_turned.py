#!/usr/bin/env python3
"""TB-13, GW-20: a table too wide for the page stands a quarter turned on pages of its own, 顶左底右; its words come back in
their order, and the folio is where it always is."""
import re
import unittest

import built
import pdfread
import wide

LAYOUT = "gongwen"
AREA = (28 * pdfread.MM, 37 * pdfread.MM, 184 * pdfread.MM, 262 * pdfread.MM)
FOLIO_BELOW = 262 * pdfread.MM + 5


class Turned(unittest.TestCase):
    def setUp(self):
        self.pdf = wide.build(LAYOUT, "turn")
        self.pages = pdfread.read_pages(self.pdf)

    def turned_chars(self, page):
        return [c for c in page.chars if c.y < FOLIO_BELOW]

    def test_pages(self):
        self.assertGreaterEqual(len(self.pages), 4)
        words = [pdfread.squeeze(page) for page in pdfread.mutool_pages(self.pdf)]
        self.assertIn("表前的文字。", words[0])
        self.assertIn("表后的文字", words[-1])
        self.assertTrue(all("表前" not in w and "表后" not in w for w in words[1:-1]))

    def test_words_come_back_in_order(self):
        """Caption, heads, rows from left to right: as the table is read."""
        heads = "".join(wide.GROUPS)
        rows = [" ".join([name] + [str(wide.figure(r, c)) for c in range(len(wide.COLUMNS))])
                for r, name in enumerate(wide.ROWS)]
        for pages in (pdfread.mutool_pages(self.pdf), pdfread.poppler_pages(self.pdf, "-raw")):
            words = [pdfread.squeeze(page) for page in pages[1:-1]]
            for page in words:
                self.assertIn("项目" + heads, page)
            self.assertIn("二、支出情况表1各区支出项目" + heads, words[0])
            self.assertIn("注：数据为初步数。", words[-1])
            together = "".join(words)
            at = [together.find(row) for row in rows]
            self.assertEqual(at, sorted(at))
            self.assertGreater(min(at), 0)

    def test_nothing_outside_the_type_area(self):
        for page in self.pages[1:-1]:
            for char in self.turned_chars(page):
                self.assertTrue(AREA[0] - 1 <= char.x <= AREA[2] + 1, char)
                self.assertTrue(AREA[1] - 1 <= char.y <= AREA[3] + 1, char)
            picture = pdfread.read_picture(self.pdf, page.number, dpi=100)
            left, top, right, bottom = pdfread.ink_box(picture, 0, 0, page.width, FOLIO_BELOW)
            self.assertTrue(left > AREA[0] - 1 and top > AREA[1] - 1 and right < AREA[2] + 1 and bottom < AREA[3] + 1)

    def test_top_at_the_left(self):
        """On odd and even pages: the head above, the first column below."""
        self.assertGreaterEqual(len(self.pages[1:-1]), 2)
        for page in self.pages[1:-1]:
            chars = self.turned_chars(page)
            head = next(c for c in chars if c.text == "项")
            east, north = (next(c for c in chars if c.text == text) for text in "部北")
            stub = next(c for c in chars if c.text == "科")
            self.assertLess(head.x, stub.x)
            self.assertGreater(head.y, east.y)
            self.assertGreater(east.y, north.y)
            self.assertLess(head.x, (AREA[0] + AREA[2]) / 2)

    def test_folio_stays(self):
        """Odd pages at the right, even pages at the left, upright, on one height."""
        heights = set()
        for page in self.pages:
            folio = [c for c in page.chars if c.y >= FOLIO_BELOW and not c.text.isspace()]
            self.assertEqual("".join(c.text for c in folio), f"—{page.number}—")
            self.assertLess(max(c.y for c in folio) - min(c.y for c in folio), 1)
            heights.add(round(folio[1].y, 1))
            self.assertEqual(folio[0].x > page.width / 2, page.number % 2 == 1)
        self.assertEqual(len(heights), 1)

    def test_outline_leads_there(self):
        dump = wide.build(LAYOUT, "turn", "dump").read_text(encoding="utf-8")
        self.assertRegex(dump, r'outline "二、支出情况" page 2 at ')
        self.assertTrue(re.search(r'run \S+ \S+ \S+ \S+ turned "', dump))


if __name__ == "__main__":
    unittest.main(verbosity=2)
