#!/usr/bin/env python3
"""The web edition (-f html): the words and figures of the PDF, tables with a regular grid, and nothing from elsewhere."""
import html.parser
import re
import subprocess
import unittest

import built
import expect
import pdfread
from harness import ROOT, environment, program, run

EMPTY = {"meta", "br", "line", "rect", "path", "link", "img"}
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "th", "td", "li", "caption", "figcaption", "tr"}


class Page(html.parser.HTMLParser):
    """Elements with their attributes, the words of the body, and the cells of its tables."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.references, self.words, self.tables, self.levels = [], [], [], [], [], []
        self.attributes, self.unclosed = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.attributes += [(tag, name, value) for name, value in attributes.items()]
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.references += attributes.get("headers", "").split()
        if attributes.get("href", "").startswith("#"):
            self.references.append(attributes["href"][1:])
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append([tag, int(attributes.get("rowspan", 1)), int(attributes.get("colspan", 1)), ""])
        if tag not in EMPTY:
            self.open.append((tag, attributes))

    def handle_startendtag(self, tag, attributes):
        self.attributes += [(tag, name, value) for name, value in attributes]

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.unclosed.append(tag)
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag in BLOCKS:
            self.words.append(" ")

    def inside(self, *tags):
        return any(tag in tags for tag, _ in self.open)

    def handle_data(self, data):
        if self.inside("th", "td"):
            self.tables[-1][-1][-1][3] += data
        hidden = self.inside("head", "style", "title", "details", "svg") or \
            any(attributes.get("class") == "back" for _, attributes in self.open)
        if self.inside("body") and not hidden:
            self.words.append(data)


def web(source):
    result = run(program(), "build", "-q", "-f", "html", "-o", "-", source)
    if result.status != 0:
        raise AssertionError(result.err)
    return result.out.decode("utf-8")


def cells_of_pdf(source):
    """The words of all table cells, in the order of the structure, out of the dump of the pages."""
    out = run(program(), "build", "-q", "-f", "dump", "-o", "-", source).out.decode("utf-8")
    cells, cell, level = {}, None, 0
    for line in out.splitlines():
        indent = len(line) - len(line.lstrip())
        if cell is not None and indent <= level:
            cell = None
        begins = re.match(r"\s+(?:TH|TD) (\d+)", line)
        if begins:
            cell, level = int(begins.group(1)), indent
            cells.setdefault(cell, "")
        run_of = re.match(r'\s+run .*? "((?:[^"\\]|\\.)*)" ', line)
        if cell is not None and run_of:
            cells[cell] += run_of.group(1)
    return [squeeze(cells[number]) for number in sorted(cells)]


def squeeze(text):
    return re.sub(r"[\s\u2028]+", "", text)


def grid_faults(rows):
    """Places of a table that no cell covers, or two."""
    width, taken, faults = 0, {}, []
    for r, cells in enumerate(rows):
        c = 0
        for _, row_span, column_span, _ in cells:
            while (r, c) in taken:
                c += 1
            for row in range(r, r + row_span):
                for column in range(c, c + column_span):
                    faults += [(row, column)] if (row, column) in taken else []
                    taken[row, column] = True
            c += column_span
            width = max(width, c)
    return faults + [(r, c) for r in range(len(rows)) for c in range(width) if (r, c) not in taken]


class Web(unittest.TestCase):
    def test_words_are_those_of_the_report(self):
        atoms, _ = expect.read_expected(built.EXPECTED)
        words = squeeze("".join(Page(web(built.SOURCE)).words))
        self.assertEqual(words, squeeze("".join(atom.text for atom in atoms)))

    def test_tables_are_those_of_the_pdf(self):
        for source in sorted((ROOT / "data").glob("*.yaml")):
            with self.subTest(source.name):
                page = Page(web(source))
                charts = len(re.findall("<details>", web(source)))
                cells = [squeeze(cell[3]) for table in page.tables for row in table for cell in row]
                drawn = cells_of_pdf(source)
                if charts:  # their figures have tables on the web only
                    drawn = [cell for cell in drawn if cell]
                    left = [cell for cell in cells if cell]
                    for cell in drawn:
                        self.assertIn(cell, left)
                        left.remove(cell)
                else:
                    self.assertEqual(cells, drawn)
                for table in page.tables:
                    self.assertEqual(grid_faults(table), [])

    def test_structure(self):
        for source in sorted((ROOT / "data").glob("*.yaml")):
            with self.subTest(source.name):
                page = Page(web(source))
                self.assertEqual(page.unclosed, [])
                self.assertEqual(len(page.ids), len(set(page.ids)))
                self.assertEqual(set(page.references) - set(page.ids), set())
                self.assertEqual(page.levels.count(1), 1)
                for above, below in zip(page.levels, page.levels[1:]):
                    self.assertLessEqual(below, above + 1)
                outside = {value for _, name, value in page.attributes
                           if name in ("src", "style") or name.startswith("on")}
                self.assertEqual([value for value in outside if not re.match("data:image/(png|jpeg);base64,", value)], [])

    def test_cells_name_the_heads_of_their_block(self):
        """Table two: a figure under 第二十条第（五）项 does not belong to the heads of 第（一）项."""
        text = web(built.SOURCE)
        ids = dict(re.findall(r'<th id="(t1c\d+)"[^>]*>([^<]*)</th>', text))
        headers = re.search(r'<td headers="([^"]*)"[^>]*>1333</td>', text).group(1).split()
        self.assertEqual(sorted(ids[h] for h in headers), sorted(["第二十条第（五）项", "本年处理决定数量", "行政许可"]))

    def test_markup_in_words_stays_words(self):
        source = built.folder() / "markup.yaml"
        source.write_text("agency: 甲局\nyear: 2025\ntitle: 甲局 A&B <script> \"报告\"\nsections:\n  - title: 总体\n"
                          "    text: |\n      甲\\<b>乙 &amp; 丙“**丁**”[网址](https://a.example/?x=1&y=2)。\n", encoding="utf-8")
        text = web(source)
        page = Page(text)
        self.assertNotIn("<script", text)
        self.assertIn('href="https://a.example/?x=1&amp;y=2"', text)
        self.assertIn("<strong>丁</strong>", text)
        self.assertIn('甲局A&B<script>"报告"', squeeze("".join(page.words)))

    def test_the_same_bytes(self):
        first = web(built.SOURCE)
        for changes in ({"LC_ALL": "zh_CN.UTF-8", "TZ": "Asia/Shanghai"}, {"LC_ALL": "de_DE.UTF-8", "TZ": "America/New_York"}):
            result = run(program(), "build", "-q", "-f", "html", "-o", "-", built.SOURCE, env=environment(**changes))
            self.assertEqual(result.out.decode("utf-8"), first)

    def test_draft_says_so(self):
        source = built.folder() / "draft.yaml"
        source.write_text(built.SOURCE.read_text(encoding="utf-8").replace("新收: [9,", "新收: [8,"), encoding="utf-8")
        result = run(program(), "build", "-q", "--draft", "-f", "html", "-o", "-", source)
        self.assertEqual(result.status, 1)
        self.assertIn('<p class="draft">草稿</p>', result.out.decode("utf-8"))
        self.assertIn("wrong", result.out.decode("utf-8"))


if __name__ == "__main__":
    unittest.main()
