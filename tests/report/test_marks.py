#!/usr/bin/env python3
"""Dots and lines below characters (CL-19, CL-90) and typed divisions of titles (CL-88): none of them is in the words of
the PDF; the marks are in its drawing, where a typographer wants them."""
import re
import unittest

import built
import pdfread

MARKED = """本局以*公开为常态、不公开为例外*，依据<cite>政府信息公开条例</cite>在<u>上海市</u><u>闵行区</u>办理，\
*<u>重点</u>工作 2025 GDP*和***要点***均已完成，*2026*除外。"""
PLAIN = "本局以公开为常态、不公开为例外，依据政府信息公开条例在上海市闵行区办理，重点工作2025GDP和要点均已完成，2026除外。"
DOTTED = "公开为常态不公开为例外重点工作要点"

POINT = r"[-.\d]+ [-.\d]+"
CURVE = rf"{POINT} {POINT} {POINT} c"

TITLE = """agency: 甲市乙区人力资源和社会保障局
year: 2025
title: 关于${agency}|${year}年政府信息公开工作|情况的报告（甲\\|乙）
sections: [{title: 总体情况, text: 内容。}]
"""


def squeeze(text):
    return re.sub(r"\s+", "", text)


class Marks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pdf = built.build_words(MARKED)
        drawing = pdfread.output_of("mutool", "show", "-b", cls.pdf, "pages/1/Contents").decode("latin-1")
        cls.drawing = " ".join(drawing.split())

    def test_words_are_those_of_the_source(self):
        for pages in (pdfread.poppler_pages(self.pdf, "-raw"), pdfread.mutool_pages(self.pdf)):
            self.assertIn(PLAIN, squeeze("".join(pages)))

    def test_emphasis_has_a_dot_for_each_han_character(self):
        dot = rf"{POINT} m (?:{CURVE} ){{4}}h"
        self.assertEqual(len(re.findall(dot, self.drawing)), len(DOTTED))

    def test_a_title_has_a_wave_of_whole_periods_and_a_name_a_line(self):
        waves = [wave.count("c") for wave in re.findall(rf"{POINT} m (?:{CURVE} )+S", self.drawing)]
        self.assertEqual(len(waves), 2)  # it goes on in the next line
        self.assertEqual([wave % 2 for wave in waves], [0, 0])
        strokes = re.findall(rf"(?:{POINT} m {POINT} l )+S", self.drawing)  # lines of one look are one stroke
        self.assertEqual(sum(stroke.count("l") for stroke in strokes), 3)

    def test_dots_are_below_the_middle(self):
        picture = pdfread.read_picture(self.pdf, 1)
        page = pdfread.read_pages(self.pdf)[0]
        body = [c for c in page.chars if abs(c.size - 16) < 0.1]
        found = 0
        for char in body:
            if char.text not in "常态作":
                continue
            left, top = char.x, char.y + 0.17 * 16
            ink = pdfread.ink_box(picture, left, top, left + 16, top + 0.33 * 16)
            self.assertIsNotNone(ink, char.text)
            self.assertAlmostEqual((ink[0] + ink[2]) / 2, left + 8, delta=0.4)
            self.assertLess(ink[2] - ink[0], 3)
            found += 1
        self.assertEqual(found, 3)


class Title(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        source = built.folder() / "title.yaml"
        source.write_text(TITLE, encoding="utf-8")
        cls.pdf = built.build(source)

    def test_typed_marks_are_nowhere(self):
        title = "关于甲市乙区人力资源和社会保障局2025年政府信息公开工作情况的报告（甲|乙）"
        self.assertEqual(squeeze(pdfread.information_of(self.pdf)["Title"]), title)
        for pages in (pdfread.poppler_pages(self.pdf), pdfread.mutool_pages(self.pdf)):
            self.assertTrue(squeeze("".join(pages)).startswith(title))

    def test_lines_end_where_they_were_typed(self):
        lines = [pdfread.text_of(line) for line in pdfread.lines_of(pdfread.read_pages(self.pdf)[0], 22)]
        self.assertEqual(lines, ["关于甲市乙区人力资源和社会保障局", "2025年政府信息公开工作情况的报告（甲|乙）"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
