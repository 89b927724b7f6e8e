#!/usr/bin/env python3
"""data/accounts.yaml, a 部门决算: its figures agree by code and from table to table, are read back from the PDF as they
were written, and stand with their points below each other (TB-06); names are indented behind their codes (TB-09); the
wide tables are turned (TB-13) or folded (TB-14) as the layout says."""
import re
import unittest
from decimal import Decimal

import pdfread
from built import ROOT, build, folder

SOURCE = ROOT / "data/accounts.yaml"
CELLS = re.compile(r'- (?:\{label: (?P<label>.*?), .*?cells: \[(?P<cells>.*)\]\}|\[(?P<list>.*)\])$')
FIGURE = re.compile(r"\d+\.\d\d")
CODE = re.compile(r"\d{3}(\d\d){0,2}")


def rows_of(caption):
    """The rows of the source's table: lists of cells, the label first."""
    part = SOURCE.read_text(encoding="utf-8").split(f"　{caption}\n")[1].split("note:")[0].split("rows:\n")[1]
    rows = [CELLS.match(line.strip()) for line in part.splitlines() if line.strip()]
    lists = [row["list"] or row["label"].replace(", span: 2", "").replace("{text: ", "").strip("}") + ", " + row["cells"]
             for row in rows if row]
    return [[cell.strip(' "') for cell in row.split(", ")] for row in lists]


def number(cell):
    return Decimal(0) if cell == "~" else Decimal(cell)


def by_code(caption):
    """{code: figures as written, without the total column, which is computed}; the 合计 row with its first figure."""
    rows = rows_of(caption)
    codes = {row[0]: [number(c) for c in row[2:]] for row in rows if CODE.fullmatch(row[0])}
    return codes, [number(c) for c in rows[0][1:]]


def named(caption, column):
    """{words: the figure `column` cells behind them}, for both sides of a table."""
    found = {}
    for row in rows_of(caption):
        for at, cell in enumerate(row[:-column]):
            if re.search("[\u4e00-\u9fff]", cell):
                found[re.sub("^.{1,2}、", "", cell)] = number(row[at + column])
    return found


def printed(pdf):
    return " ".join(pdfread.poppler_pages(pdf, "-raw"))


def lines_of(page):
    """[[(word, its characters)]] from the top: names stand a little higher than figures."""
    lines = []
    for char in sorted((c for c in page.chars if c.text.strip()), key=lambda c: c.y):
        if not lines or char.y - lines[-1][-1].y > 1:
            lines.append([])
        lines[-1].append(char)
    return [words_of(sorted(line, key=lambda c: c.x)) for line in lines]


def words_of(line):
    words = []
    for char in line:
        if not words or char.x - words[-1][-1].right > 1.5:
            words.append([])
        words[-1].append(char)
    return [("".join(c.text for c in word), word) for word in words]


def yearbook():
    source = folder() / "accounts-yearbook.yaml"
    words = SOURCE.read_text(encoding="utf-8").replace("layout: gongwen", "layout: yearbook")
    source.write_text(words, encoding="utf-8")
    return build(source)


class Sums(unittest.TestCase):
    def test_by_code(self):
        """Each code is the sum of those below it, in each column, and 合计 that of the shortest."""
        for caption in ("收入决算表", "支出决算表", "一般公共预算财政拨款支出决算表"):
            codes, totals = by_code(caption)
            self.assertEqual(len(codes), 30)
            for code, figures in codes.items():
                parts = [f for c, f in codes.items() if c.startswith(code) and len(c) == len(code) + 2]
                if parts:
                    self.assertEqual(figures, [sum(column) for column in zip(*parts)], (caption, code))
            sums = [sum(column) for column in zip(*(f for c, f in codes.items() if len(c) == 3))]
            self.assertEqual(totals[1:], sums, caption)
            self.assertEqual(totals[0], sum(sums) - (sums[3] if caption == "收入决算表" else 0))  # 其中：教育收费

    def test_from_table_to_table(self):
        whole, granted = named("收入支出决算总表", 2), named("财政拨款收入支出决算总表", 1)
        income, spent = by_code("收入决算表")[1], by_code("支出决算表")[1]
        general = by_code("一般公共预算财政拨款支出决算表")
        self.assertEqual([whole["本年收入合计"], whole["本年支出合计"]], [income[0], spent[0]])
        self.assertEqual(whole["总计"], whole["本年收入合计"] + whole["年初结转和结余"])
        self.assertEqual(whole["总计"], whole["本年支出合计"] + whole["年末结转和结余"])
        self.assertEqual([whole["一般公共预算财政拨款收入"], whole["事业收入"], whole["其他收入"]],
                         [income[1], income[3], income[7]])
        self.assertEqual([granted["本年收入合计"], granted["本年支出合计"]], [income[1], general[1][0]])
        self.assertEqual(granted["总计"], granted["本年收入合计"] + granted["年初财政拨款结转和结余"])
        self.assertEqual(granted["总计"], granted["本年支出合计"] + granted["年末财政拨款结转和结余"])
        names = {row[1]: row[0] for row in rows_of("支出决算表") if len(row[0]) == 3}
        self.assertEqual(len(names), 4)
        for name, code in names.items():
            self.assertEqual(whole[name], sum(by_code("支出决算表")[0][code]), name)
            self.assertEqual(granted[name], sum(general[0][code]), name)


class Printed(unittest.TestCase):
    def test_all_figures_and_words(self):
        source = SOURCE.read_text(encoding="utf-8").split("sections:")[1].split("部门决算情况说明")[0]
        written = set(FIGURE.findall(source))
        self.assertGreater(len(written), 150)
        names = {row[1] for row in rows_of("支出决算表") if CODE.fullmatch(row[0])}
        for pdf in (build(SOURCE), yearbook()):
            text = printed(pdf)
            self.assertEqual(written - set(FIGURE.findall(text)), set())
            squeezed = pdfread.squeeze(text)
            for words in sorted(names) + ["单位：万元", "注：本表反映部门本年度各项支出情况。", "故本表无数据。",
                                          "样本", "均为虚构", "收、支总计均为125099.45万元", "的84.4%"]:
                self.assertIn(words, squeezed)

    def test_points_and_indents(self):
        """In the table of three levels of heads: codes flush, a line of points for each column, names
        by level."""
        rows = [row for row in rows_of("一般公共预算财政拨款支出决算表") if CODE.fullmatch(row[0])]
        for pdf in (build(SOURCE), yearbook()):
            points, names = set(), {}
            for page in pdfread.read_pages(pdf):
                if "人员经费" in "".join(c.text for c in page.chars):
                    self.read_page(page, {row[0] for row in rows}, points, names)
            self.assertEqual(len(points), 4, points)
            levels = [names[length] for length in (3, 5, 7)]
            self.assertTrue(all(len(level) == 1 for level in levels), levels)
            first, second, third = (level.pop() for level in levels)
            self.assertAlmostEqual(second - first, third - second, delta=0.2)
            self.assertGreater(second - first, 7)

    def read_page(self, page, wanted, points, names):
        """From the head of 人员经费 down; tables before it on the page are left out."""
        lines = lines_of(page)
        head = next(i for i, words in enumerate(lines) if any("人员经费" in text for text, _ in words))
        for (code, chars), *others in lines[head:]:
            if code not in wanted:
                continue
            flush = chars[0].x  # margins change sides from page to page
            for text, chars in others:
                if FIGURE.fullmatch(text):
                    points.add(round(chars[text.index(".")].x - flush, 1))
                else:
                    names.setdefault(len(code), set()).add(round(chars[0].x - flush, 1))

    def test_wide_tables(self):
        """Turned in gongwen: the words of the row stand one above the other; folded in the yearbook."""
        for pdf, times in ((build(SOURCE), 1), (yearbook(), 2)):
            text = pdfread.squeeze(printed(pdf))
            self.assertEqual(text.count("所属事业单位"), times)
        page = next(i for i, words in enumerate(pdfread.poppler_pages(build(SOURCE), "-raw"))
                    if "教育收费" in pdfread.squeeze(words))
        chars = pdfread.read_pages(build(SOURCE))[page].chars
        code, fee = (next(c for c in chars if c.text == text) for text in "码费")
        self.assertGreater(code.y, fee.y + 100)


if __name__ == "__main__":
    unittest.main(verbosity=2)
