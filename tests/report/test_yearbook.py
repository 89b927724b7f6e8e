"""The layout yearbook, read back out of the PDF: the measure of 38 characters, the grid, mirrored margins, running heads,
contents and their links, page labels (CL-02, CL-06, CL-08, CL-95, CL-96, CL-97)."""
import re
import unittest

import built
import pdfread
from pdfread import MM, is_han, lines_of, text_of

SIZE, PITCH, CHARS, LINES = 10.5, 17.5, 38, 34
WIDTH, HEIGHT = 184 * MM, 260 * MM
MEASURE, INNER, TOP = CHARS * SIZE, 22 * MM, 28 * MM
BOTTOM = TOP + 588
BASELINE = 0.88 * SIZE  # below the top of a line's box, which is as high as the characters
FRONT = 2  # the title page, and the contents on its back
HEAD_SIZE = 9.0


def yearbook():
    source = built.folder() / "yearbook.yaml"
    if not source.exists():
        text = built.SOURCE.read_text(encoding="utf-8")
        source.write_text(text.replace("layout: gongwen", "layout: yearbook"), encoding="utf-8")
    return built.build(source)


def plain():
    """Pages of nothing but Han characters."""
    source = built.folder() / "yearbook-plain.yaml"
    text = "本局按照要求认真做好政府信息主动公开工作加强组织领导" * 200
    source.write_text("layout: yearbook\nagency: 甲\nyear: 2025\ntitle: 报告\nsections:\n"
                      f"  - title: 情况\n    text: {text}\n", encoding="utf-8")
    return built.build(source)


def left_of(page):
    return INNER if page.number % 2 else WIDTH - INNER - MEASURE


def head_of(page):
    return "".join(c.text for c in sorted(page.chars, key=lambda c: c.x) if c.y < TOP and not c.text.isspace())


def folio_of(page):
    return "".join(c.text for c in sorted(page.chars, key=lambda c: c.x) if c.y > BOTTOM and not c.text.isspace())


def dictionaries_of(pdf):
    objects = pdfread.structure_of(pdf, "objects")
    return {name: value for name, value in objects.items() if isinstance(value, dict)}


def page_references(pdf):
    return [page["object"] for page in pdfread.structure_of(pdf, "pages")]


class Measure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pages = pdfread.read_pages(plain())

    def full_pages(self):
        return self.pages[FRONT + 1:-1]

    def test_paper(self):
        for page in self.pages:
            self.assertAlmostEqual(page.width, WIDTH, delta=0.02)
            self.assertAlmostEqual(page.height, HEIGHT, delta=0.02)

    def test_full_lines_are_38_characters_from_edge_to_edge(self):
        """On left and right pages, whose margins are mirrored."""
        self.assertGreater(len(self.full_pages()), 2)
        for page in self.full_pages():
            for line in lines_of(page, SIZE):
                if folio_of(page) == text_of(line):
                    continue
                self.assertEqual(len(line.chars), CHARS)
                for number, char in enumerate(line.chars):
                    self.assertAlmostEqual(char.x, left_of(page) + number * SIZE, delta=0.05)

    def test_lines_of_a_full_page(self):
        for page in self.full_pages():
            lines = [line for line in lines_of(page, SIZE) if line.y < BOTTOM]
            self.assertEqual(len(lines), LINES)
            for number, line in enumerate(lines):
                self.assertAlmostEqual(line.y, TOP + BASELINE + number * PITCH, delta=0.05)


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pdf = yearbook()
        cls.pages = pdfread.read_pages(cls.pdf)

    def test_body_stands_on_the_grid(self):
        seen = 0
        for page in self.pages[FRONT:]:
            for line in lines_of(page, SIZE):
                if line.y > BOTTOM or not any(is_han(c.text) for c in line.chars):
                    continue
                seen += 1
                steps = (line.y - TOP - BASELINE) / PITCH
                self.assertAlmostEqual(steps, round(steps), delta=0.01, msg=text_of(line))
                self.assertGreater(line.chars[0].x, left_of(page) - SIZE / 2 - 0.1)
                self.assertLess(line.chars[-1].x, left_of(page) + MEASURE)
        self.assertGreater(seen, 60)

    def test_no_line_is_open(self):
        """The measure is wide: no gap between characters is more than a tenth of one, but for a very few."""
        wide = [b.x - a.x for page in self.pages[FRONT:] for line in lines_of(page, SIZE)
                for a, b in zip(line.chars, line.chars[1:])
                if is_han(a.text) and is_han(b.text) and b.x - a.x > 1.1 * SIZE]
        self.assertLess(len(wide), 20)
        self.assertLess(max(wide, default=0), 1.25 * SIZE)

    def test_heads(self):
        """CL-97: the section on right pages, the title on left ones, nothing on the title page."""
        self.assertEqual(head_of(self.pages[0]), "")
        section = ""
        for page in self.pages[1:]:
            for line in lines_of(page, 16.0):
                section = text_of(line)
            expected = section if page.number % 2 else "2025年闵行区人力资源和社会保障局信息公开工作年度报告"
            self.assertEqual(head_of(page), expected)
            head = [c for c in page.chars if c.y < TOP]
            self.assertTrue(all(abs(c.size - HEAD_SIZE) < 0.1 for c in head))
            outer = max(c.right for c in head) - left_of(page) - MEASURE if page.number % 2 else head[0].x - left_of(page)
            self.assertAlmostEqual(outer, 0, delta=0.5)

    def test_folios(self):
        """CL-95: i (not printed), ii, then 1, 2 … from the first page of text, a right-hand one."""
        printed = [folio_of(page) for page in self.pages]
        self.assertEqual(printed, ["", "ii"] + [str(n + 1) for n in range(len(self.pages) - FRONT)])

    def test_page_labels(self):
        labels = pdfread.structure_of(self.pdf, "pagelabels")
        self.assertEqual([(entry["index"], entry["label"]) for entry in labels],
                         [(0, {"/S": "/r", "/St": 1}), (FRONT, {"/S": "/D", "/St": 1})])

    def entries(self):
        """[(words, number)] as a person reads them."""
        text = pdfread.poppler_pages(self.pdf, "-layout")[1]
        return [(pdfread.squeeze(words), number) for words, number in re.findall(r"^\s*(\S.*?)\s{2,}(\d+)\s*$", text, re.M)]

    def test_contents_give_the_real_pages(self):
        """CL-96: every heading of two levels is listed with the label of the page it stands on."""
        wanted = [(pdfread.squeeze(title), str(page - FRONT)) for depth, title, page in pdfread.outline_of(self.pdf)[1:]]
        self.assertEqual(self.entries(), wanted)
        for title, number in wanted:
            page = pdfread.squeeze(pdfread.poppler_pages(self.pdf)[int(number) - 1 + FRONT])
            self.assertIn(title, page)

    def test_leaders_are_not_words(self):
        contents = pdfread.mutool_pages(self.pdf)[1]
        self.assertNotIn("..", contents)
        self.assertNotIn("…", contents)
        self.assertNotIn("··", contents)

    def links(self):
        dictionaries = dictionaries_of(self.pdf)
        page = dictionaries[page_references(self.pdf)[1]]
        return [dictionaries[reference] for reference in page["/Annots"]]

    def test_links_lead_to_the_headings(self):
        references, outline = page_references(self.pdf), pdfread.outline_of(self.pdf)[1:]
        links = self.links()
        self.assertEqual(len(links), len(outline))
        for link, (_, title, page) in zip(links, outline):
            self.assertEqual(link["/Subtype"], "/Link")
            self.assertEqual(references.index(link["/Dest"][0]) + 1, page)
            self.assertEqual(link["/Dest"][1], "/XYZ")
            top = HEIGHT - link["/Dest"][3]
            words = [line for size in (16.0, 14.0) for line in lines_of(self.pages[page - 1], size)
                     if text_of(line) == pdfread.squeeze(title) and 0 < line.y - top < 1.2 * size]
            self.assertTrue(words, title)


if __name__ == "__main__":
    unittest.main()
