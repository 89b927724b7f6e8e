#!/usr/bin/env python3
"""Every glyph of the PDF is where the frame has it. Readers add up the widths that the PDF declares (a selection, a
search, an index of words goes by them), so an error of a width moves all that follows on its line. The frame is read
from its dump, the PDF by mutool, glyph for glyph, and by poppler, word for word."""
import math
import re
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree

import built
import pdfread
import wide

NEAR = 0.005  # pt: half of what is asked for; the dump itself has three decimals
NUMBER = r"-?[\d.]+"
RUN = re.compile(rf'\s*run ({NUMBER}) ({NUMBER}) \S+ ({NUMBER})( turned)?(?: #\w+)? "((?:[^"\\]|\\.)*)" advance {NUMBER} (every|at) (.*)')
LATIN = "\n\n".join([
    "Weibo, WeChat, App, Tel. 021-6463 1234, E-mail: office@example.org, Suite 1111, “illi” Will fill Tilly’s kiln. " * 3,
    "本年度发布信息1,234.56万元，占比98.5%，同比增长12.3%；App推送1892条，Weibo信息383条、WiFi热点11处，HTTPS、IPv6均已启用。" * 4,
    "**Bold: Will fill 1111 kilns.** 网址 https://www.example.org/illi/filling/till?id=1111111111 及“TV”“LTE”“AVATAR”。" * 2,
    "第一（甲）项：5～10件，15%～30%，±5，37℃；《条例》（国务院令第711号）——“三安全一稳定”……职工参保了吗？参保了！" * 3,
])


def place(x, y, along, down, turned):
    """On the page; None for what is not known."""
    if turned:
        return x + down, None if along is None else y - along
    return None if along is None else x + along, y + down


def glyphs_of_run(line):
    """[(x, y, size)] of one line of the dump."""
    x, y, size, turned, text, how, places = RUN.match(line).groups()
    x, y, size = float(x), float(y), float(size)
    if how == "every":
        text = re.sub(r"\\(x[0-9a-f]{2}|.)", "#", text)
        # the step itself is rounded, so only the first and the second place are exact enough to compare
        steps = [i * float(places) if i < 2 else None for i in range(len(text))]
        return [place(x, y, step, 0, turned) + (size,) for step in steps]
    places = [at.split("/") for at in re.sub(r"\{\d+:\d+\}", "", places).split()]
    return [place(x, y, float(at[0]), float(at[1] if at[1:] else 0), turned) + (size,) for at in places]


def frame_pages(source, *options):
    dump = subprocess.run([built.program(), "build", *options, source, "-f", "dump", "-o", "-", "-q"],
                          stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    pages = re.split(r"(?m)^page \d+ .*$", dump)[1:]
    return [[glyph for line in page.splitlines() if line.lstrip().startswith("run ") for glyph in glyphs_of_run(line)]
            for page in pages]


def size_of(span):
    return math.hypot(*(float(value) for value in span.get("trm").split()[:2]))


def pdf_pages(pdf):
    """The same of the PDF, as mutool finds its glyphs by the widths of its fonts."""
    root = ElementTree.fromstring(pdfread.output_of("mutool", "trace", pdf))
    return [[(float(g.get("x")), float(g.get("y")), size_of(span))
             for span in page.iter("span") for g in span.iter("g")] for page in root.iter("page")]


def poppler_words(pdf):
    """[[(x, top, bottom)]] of the words in Latin letters, by page."""
    root = ElementTree.fromstring(pdfread.output_of("pdftotext", "-bbox", pdf, "-"))
    space = "{http://www.w3.org/1999/xhtml}"
    return [[tuple(float(word.get(key)) for key in ("xMin", "yMin", "yMax")) for word in page.iter(space + "word")
             if re.match(r"[A-Za-z]", word.text)] for page in root.iter(space + "page")]


class Places(unittest.TestCase):
    def compare(self, source, pdf, *options):
        frame, found = frame_pages(source, *options), pdf_pages(pdf)
        self.assertEqual([len(page) for page in found], [len(page) for page in frame])
        self.assertGreater(sum(map(len, frame)), 500)
        pairs = [(a, b) for wanted, got in zip(frame, found) for a, b in zip(wanted, got)]
        off_x = max(abs(a[0] - b[0]) for a, b in pairs if a[0] is not None)
        off_y = max(abs(a[1] - b[1]) for a, b in pairs if a[1] is not None)
        off_size = max(abs(a[2] - b[2]) for a, b in pairs)
        print(f"{len(pairs)} glyphs; at most {off_x:.4f} pt across and {off_y:.4f} pt down from their places")
        self.assertLess(off_x, NEAR)
        self.assertLess(off_y, NEAR)
        self.assertLess(off_size, NEAR)

    def test_report(self):
        self.compare(built.SOURCE, built.minhang())

    def test_turned_table(self):
        source, layouts = wide.written("gongwen", "turn")
        self.compare(source, wide.build("gongwen", "turn"), "--layouts", layouts)

    def test_latin_letters(self):
        pdf = built.build_words(LATIN)
        self.compare(built.words_source(LATIN), pdf)

    def test_words_begin_where_the_frame_has_them_in_poppler_too(self):
        pdf = built.build_words(LATIN)
        count = 0
        for words, glyphs in zip(poppler_words(pdf), frame_pages(built.words_source(LATIN))):
            for x, top, bottom in words:
                off = min(abs(glyph[0] - x) for glyph in glyphs if glyph[0] is not None and top < glyph[1] < bottom)
                self.assertLess(off, NEAR)
                count += 1
        self.assertGreater(count, 40)

    def test_declared_widths_are_rounded(self):
        """Of LiberationSerif, whose em has 2048 units: i is 277.83 thousandths wide. Decimals are read by Poppler, rounded
        by MuPDF and cut off by PDFium, so whole numbers are the only widths that all go by."""
        plain = pdfread.output_of("qpdf", "--qdf", "--object-streams=disable", built.build_words(LATIN), "-").decode("latin-1")
        fonts = re.findall(r"/BaseFont /[A-Z]{6}\+LiberationSerif\n.*?\n  /W \[(.*?)\n  \]", plain, re.S)
        widths = [w for font in fonts for array in re.findall(r"\[(.*?)\]", font, re.S) for w in array.split()]
        self.assertIn("278", widths)
        self.assertNotIn("277", widths)
        self.assertTrue(all(width.isdigit() for width in widths))


if __name__ == "__main__":
    unittest.main(verbosity=2)
