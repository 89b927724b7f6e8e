#!/usr/bin/env python3
"""Where things stand on paper, measured out of the PDF: the type area and grid of GB/T 9704 (GW-), the setting of lines
(CL-), page numbers. Measured on the real report and on plain text made to fill pages."""
import itertools
import unittest

import built
import pdfread
from pdfread import MM, is_alphanumeric, is_han, lines_of, text_of

SIZE = 16.0                                   # 三号, the body (GW-06)
FOLIO_SIZE = 14.0                             # 四号 (GW-31)
LEFT, RIGHT = 28 * MM, (28 + 156) * MM        # GW-02, GW-03
TOP, BOTTOM = 37 * MM, (37 + 225) * MM
CHARS, LINES = 28, 22                         # GW-04
CELL = 156 / 28 * MM                          # a body character's place
PITCH = 225 * (15 / 8) / 40.375 * MM          # GW-05: 8 parts character, 7 parts gap
BOX = PITCH * 8 / 15
BASELINE = BOX / 2 + 0.38 * SIZE              # below the top of its box: the ideographic box is 880/-120
NEAR = 0.3                                    # what "flush" means

HAN = "本局按照要求认真做好政府信息主动公开工作加强组织领导完善制度规范提升服务水平" * 60
MIXED = "\n\n".join([
    "2025年，本局共受理政府信息公开申请123件，其中“当面申请”10件、“网络申请”113件；均已在20个工作日内答复。" * 3,
    "（一）《条例》（国务院令第711号）《规定》“三安全一稳定”“处长讲政策”“一图读懂”等……坚持“以公开为常态、不公开为例外”。" * 4,
    "本年度发布信息1,234.56万元，占比98.5%，同比增长12.3%；政务微信“乐业”粉丝79063名，编发Weibo信息383条、App推送1892条。" * 4,
    "“引语开头的段落”，以及〔2025〕12号文件（附：《目录（2025年版）》）；问：“是吗？”答：“是。”" * 5,
    "甲·乙、丙～丁、戊——己、庚……辛，壬／癸：5～10件，15%～30%，±5，¥100，37℃。" * 6,
])


def is_indented(line):
    return line.chars[0].x > LEFT + CELL * 0.9


def paragraphs_of(pages):
    """Body paragraphs as lists of lines, also over pages; a heading is one of its own."""
    paragraphs = []
    for line in itertools.chain.from_iterable(lines_of(page, SIZE) for page in pages):
        if is_indented(line) or not paragraphs:
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return paragraphs


def right_edge(char):
    """Of a line's last character: a full-width mark takes half a character there (CL-44)."""
    if char.text in pdfread.FULL_WIDTH_MARKS:
        return char.x + SIZE / 2
    return char.x + CELL if is_han(char.text) or char.text in "—…" else char.right


def left_edge(char):
    """Of a line's first character: an opening mark drops its left half (CL-43)."""
    return char.x + SIZE / 2 if char.text in pdfread.OPENING else char.x


def nearness(char):
    """A full-width mark may be moved in its half of the cell, to an eighth of an em from its word (fit.c)."""
    return SIZE / 8 + NEAR if char.text in pdfread.FULL_WIDTH_MARKS else NEAR


def where(line):
    return f"page {line.page}, {text_of(line)[:12]}…{text_of(line)[-6:]}"


class Grid(unittest.TestCase):
    """A page of nothing but Han characters."""

    @classmethod
    def setUpClass(cls):
        cls.pages = pdfread.read_pages(built.build_words(HAN))

    def test_paper(self):
        for page in self.pages:
            self.assertAlmostEqual(page.width, 210 * MM, delta=0.02)
            self.assertAlmostEqual(page.height, 297 * MM, delta=0.02)

    def test_lines_of_a_full_page(self):
        lines = lines_of(self.pages[1], SIZE)
        self.assertEqual(len(lines), LINES)
        for number, line in enumerate(lines):
            self.assertAlmostEqual(line.y, TOP + BASELINE + number * PITCH, delta=0.15, msg=f"line {number + 1}")
        self.assertAlmostEqual((lines[-1].y - lines[0].y) / (LINES - 1), PITCH, delta=0.01)

    def test_characters_of_a_full_line(self):
        for line in lines_of(self.pages[1], SIZE):
            self.assertEqual(len(line.chars), CHARS, where(line))
            for number, char in enumerate(line.chars):
                self.assertAlmostEqual(char.x, LEFT + number * CELL, delta=0.25, msg=where(line))
            steps = [b.x - a.x for a, b in zip(line.chars, line.chars[1:])]
            self.assertLess(max(steps) - min(steps), 0.05, where(line))

    def test_ink_fills_the_type_area(self):
        picture = pdfread.read_picture(built.build_words(HAN), 2)
        left, top, right, bottom = pdfread.ink_box(picture, 0, 0, picture.width, BOTTOM + 3 * MM)
        for found, expected in ((left, LEFT), (top, TOP), (right, RIGHT), (bottom, BOTTOM)):
            self.assertAlmostEqual(found, expected, delta=2.0)
            # a character's ink stops a little before its box
        self.assertGreater(left, LEFT - NEAR)
        self.assertLess(right, RIGHT + NEAR)


class Lines:
    """What holds of the lines of any report; PDF is given by the classes below."""

    pdf = None

    def setUp(self):
        self.pages = pdfread.read_pages(type(self).pdf())
        self.paragraphs = paragraphs_of(self.pages)
        self.lines = [line for paragraph in self.paragraphs for line in paragraph]

    def test_baselines_stand_on_the_grid(self):
        for line in self.lines:
            steps = (line.y - TOP - BASELINE) / PITCH
            self.assertAlmostEqual(steps, round(steps), delta=0.2 / PITCH, msg=where(line))
            self.assertIn(round(steps), range(LINES), where(line))

    def test_first_lines_are_two_characters_in(self):
        """CL-80"""
        for paragraph in self.paragraphs:
            first = paragraph[0].chars[0]
            edges = (left_edge(first), first.x)  # the layout may keep an opening mark's blank here (CL-43)
            self.assertTrue(any(abs(e - LEFT - 2 * CELL) < nearness(first) for e in edges), where(paragraph[0]))

    def test_turnover_lines_begin_flush(self):
        for paragraph in self.paragraphs:
            for line in paragraph[1:]:
                self.assertAlmostEqual(left_edge(line.chars[0]), LEFT, delta=nearness(line.chars[0]), msg=where(line))

    def test_right_edge_is_flush(self):
        """CL-08, CL-44: all lines of a paragraph but the last end at the right edge."""
        for paragraph in self.paragraphs:
            for line in paragraph[:-1]:
                self.assertAlmostEqual(right_edge(line.chars[-1]), RIGHT, delta=nearness(line.chars[-1]), msg=where(line))

    def test_last_lines_are_not_stretched(self):
        """CL-08: the gaps of Han to Han in a paragraph's last line are natural, or tightened with the line."""
        for paragraph in self.paragraphs:
            for a, b in zip(paragraph[-1].chars, paragraph[-1].chars[1:]):
                if is_han(a.text) and is_han(b.text):
                    self.assertLess(b.x - a.x, CELL + 0.3, where(paragraph[-1]))

    def test_no_line_ends_outside(self):
        for line in self.lines:
            self.assertLess(right_edge(line.chars[-1]), RIGHT + NEAR, where(line))

    def test_no_forbidden_mark_at_a_line_s_start(self):
        """CL-20: nor may a dash or an ellipsis be cut (CL-30)."""
        for paragraph in self.paragraphs:
            for before, line in zip(paragraph, paragraph[1:]):
                self.assertNotIn(line.chars[0].text, pdfread.NOT_AT_START, where(line))
                pair = before.chars[-1].text + line.chars[0].text
                self.assertNotIn(pair, ("——", "……"), where(line))

    def test_no_forbidden_mark_at_a_line_s_end(self):
        for line in self.lines:
            self.assertNotIn(line.chars[-1].text, pdfread.NOT_AT_END, where(line))

    def test_numbers_and_words_are_whole(self):
        """CL-31, CL-37; 32 and 33 for signs before and behind a number."""
        for paragraph in self.paragraphs:
            for before, line in zip(paragraph, paragraph[1:]):
                a, b = before.chars[-1].text, line.chars[0].text
                self.assertFalse((is_alphanumeric(a) or a in ".,") and is_alphanumeric(b), where(line))
                self.assertFalse(a.isdigit() and b in "%‰℃.,", where(line))
                self.assertFalse(a in "¥±+−" and b.isdigit(), where(line))

    def neighbours(self):
        for line in self.lines:
            for a, b in zip(line.chars, line.chars[1:]):
                yield line, a, b

    def test_marks_side_by_side_are_compressed(self):
        """CL-40, CL-41: such a pair loses half a character; what is left may have been stretched with its line."""
        seen = 0
        trailing = pdfread.CLOSING | pdfread.STOPS
        for line, a, b in self.neighbours():
            both_closing = a.text in trailing and b.text in pdfread.CLOSING
            closing_stop = a.text in pdfread.CLOSING and b.text in pdfread.STOPS
            opening = a.text in trailing | pdfread.OPENING and b.text in pdfread.OPENING
            if both_closing or closing_stop or opening:
                seen += 1
                self.assertLess(b.x - a.x, 0.75 * SIZE, where(line) + a.text + b.text)
                self.assertGreater(b.x - a.x, -0.05 * SIZE if opening else 0.4 * SIZE, where(line) + a.text + b.text)
        self.assertGreater(seen, 5)

    def test_han_and_latin_stand_apart(self):
        """CL-60, CL-63: an eighth to half a character. Houses may close up 2025年 (CL-64)."""
        seen = 0
        for line, a, b in self.neighbours():
            if is_han(a.text) and is_alphanumeric(b.text):
                gap = b.x - a.x - CELL
            elif is_alphanumeric(a.text) and is_han(b.text) and b.text not in "年月日号":
                gap = b.x - a.right
            else:
                continue
            seen += 1
            self.assertGreater(gap, SIZE / 8 - NEAR, where(line) + a.text + b.text)
            self.assertLess(gap, SIZE / 2 + NEAR, where(line) + a.text + b.text)
        self.assertGreater(seen, 10)

    def test_digits_of_a_number_are_not_spread(self):
        seen = 0
        for line, a, b in self.neighbours():
            if a.text.isdigit() and b.text.isdigit():
                seen += 1
                self.assertAlmostEqual(b.x, a.right, delta=0.05, msg=f"{where(line)}: {a.text}{b.text}")
        self.assertGreater(seen, 5)

    def test_no_gap_is_wide(self):
        """One gap may be stretched by a fifth of a character at most, or programs read a blank there."""
        for line, a, b in self.neighbours():
            if is_han(a.text) and is_han(b.text):
                self.assertLess(b.x - a.x, 1.25 * CELL, where(line) + a.text + b.text)
                self.assertGreater(b.x - a.x, 0.98 * CELL - 0.2, where(line) + a.text + b.text)

    def test_no_two_characters_overlap(self):
        for page in self.pages:
            chars = sorted((c for c in page.chars if not c.text.isspace()), key=lambda c: (c.y, c.x))
            for index, a in enumerate(chars):
                for b in chars[index + 1:]:
                    if b.y - a.y > 0.8 * min(a.size, b.size):
                        break
                    shared = min(a.right, b.right) - max(a.x, b.x)
                    if pdfread.HAS_BLANK & {a.text, b.text}:
                        shared -= a.size / 2
                    self.assertLess(shared, 0.1 * a.size, f"page {page.number}: {a.text} and {b.text}")

    def test_ink_stays_in_the_type_area(self):
        for page in self.pages:
            picture = pdfread.read_picture(type(self).pdf(), page.number, dpi=150)
            everything = pdfread.ink_box(picture, 0, 0, page.width, BOTTOM + 2 * MM)
            self.assertGreater(everything[0], LEFT - 0.5 * MM, f"page {page.number}")
            self.assertGreater(everything[1], TOP - 0.5 * MM, f"page {page.number}")
            self.assertLess(everything[2], RIGHT + 0.5 * MM, f"page {page.number}")
            self.assertLess(everything[3], BOTTOM + MM, f"page {page.number}")  # the tail of a Latin p or y

    def test_page_numbers(self):
        """GW-31, GW-32: — 1 — at 7 mm below the type area, a character in from the right on odd pages, else the left."""
        for page in self.pages:
            foot = [c for c in page.chars if c.y > BOTTOM + MM and not c.text.isspace()]
            self.assertEqual("".join(c.text for c in sorted(foot, key=lambda c: c.x)), f"—{page.number}—")
            self.assertTrue(all(abs(c.size - FOLIO_SIZE) < 0.1 for c in foot))
            inset = RIGHT - max(c.right for c in foot) if page.number % 2 else min(c.x for c in foot) - LEFT
            self.assertAlmostEqual(inset, CELL, delta=0.5, msg=f"page {page.number}")
            dash = min(foot, key=lambda c: c.x)
            picture = pdfread.read_picture(type(self).pdf(), page.number)
            ink = pdfread.ink_box(picture, dash.x, BOTTOM + MM, dash.x + FOLIO_SIZE, page.height)
            self.assertAlmostEqual((ink[1] + ink[3]) / 2, BOTTOM + 7 * MM, delta=0.2 * MM, msg=f"page {page.number}")


class Report(Lines, unittest.TestCase):
    pdf = staticmethod(built.minhang)

    def test_title_is_centred_as_written(self):
        """GW-10: 二号, one printed line a line."""
        lines = lines_of(self.pages[0], 22.0)
        self.assertEqual([text_of(line) for line in lines], ["2025年闵行区人力资源和社会保障局", "信息公开工作年度报告"])
        for line in lines:
            middle = (line.chars[0].x + line.chars[-1].x + 22) / 2
            self.assertAlmostEqual(middle, (LEFT + RIGHT) / 2, delta=1.0)

    def test_faces_of_the_headings(self):
        """GW-13: 一、 in 黑体, （一） in 楷体, the body in 仿宋."""
        for paragraph in self.paragraphs:
            text = text_of(paragraph[0])
            faces = {c.font for c in paragraph[0].chars if is_han(c.text)}
            expected = "Hei" if text[0] in "一二三四五六" and text[1] == "、" else "Kai" if text[0] == "（" and text[2] == "）" else "Fang"
            self.assertTrue(all(expected in face for face in faces), f"{text[:20]}: {faces}")

    def test_headings_do_not_end_a_page(self):
        """CL-86: at least two lines, or the table, follow."""
        for page in self.pages:
            chars = [c for c in page.chars if c.y < BOTTOM + MM and not c.text.isspace()]
            lowest = max(chars, key=lambda c: c.y)
            self.assertFalse(abs(lowest.size - SIZE) < 0.1 and ("Hei" in lowest.font or "Kai" in lowest.font),
                             f"page {page.number}")


class Mixed(Lines, unittest.TestCase):
    """Marks of every class, numbers, Latin words."""

    pdf = staticmethod(lambda: built.build_words(MIXED))


if __name__ == "__main__":
    unittest.main(verbosity=2)
