#!/usr/bin/env python3
"""data/accounts.yaml, a 部门决算 in the form accounts-2024: what its nine tables print agrees by code and from table to
table, read back from the PDF; figures stand with their points below each other (TB-06); names are indented behind their
codes (TB-09); the wide tables are turned (TB-13) or folded (TB-14) as the layout says; wrong figures are found."""
import functools
import json
import re
import shutil
import unittest
from decimal import Decimal

import pdfread
from built import ROOT, build, folder, program, run

SOURCE = ROOT / "data/accounts.yaml"
FIGURE = re.compile(r"[\d,]+\.\d\d")
CODE = re.compile(r"\d{3}(\d\d){0,2}")


def number(words):
    return Decimal(words.replace(",", ""))


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
    words = SOURCE.read_text(encoding="utf-8").replace("layout: accounts", "layout: yearbook")
    source.write_text(words, encoding="utf-8")
    return build(source)


@functools.lru_cache(maxsize=None)
def upright():
    """The same on large pages with no table turned, so that rows read as lines."""
    layouts = folder() / "layouts"
    (layouts / "forms").mkdir(parents=True)
    form = (ROOT / "layouts/forms/accounts-2024.yaml").read_text(encoding="utf-8")
    (layouts / "forms/accounts-2024.yaml").write_text(form.replace("    turned: true\n", ""), encoding="utf-8")
    for name in ("accounts", "gongwen"):
        shutil.copy(ROOT / f"layouts/{name}.yaml", layouts)
    with open(layouts / "accounts.yaml", "a", encoding="utf-8") as layout:
        layout.write("page: {width: 420mm, height: 594mm, area: {width: 340mm, height: 520mm}}\n"
                     "grid: {chars: 60, lines: 50}\n")
    target = folder() / "upright.pdf"
    result = run(program(), "build", SOURCE, "--layouts", layouts, "-o", target)
    assert result.status == 0, result.err
    return target


@functools.lru_cache(maxsize=None)
def tables():
    """{number of the table: its lines, each a list of (word, its characters)}."""
    found, at = {}, None
    for page in pdfread.read_pages(upright()):
        for line in lines_of(page):
            caption = re.match(r"(?:续表)?表(\d)", "".join(word for word, _ in line))
            at = int(caption.group(1)) if caption else at
            if at:
                found.setdefault(at, []).append(line)
    return found


def by_code(table):
    """{code or 合计: {column: figure}}; a column is where the points of its figures stand."""
    rows = {}
    for line in tables()[table]:
        first = line[0][0]
        figures = {round(chars[word.index(".")].x): number(word) for word, chars in line if FIGURE.fullmatch(word)}
        if CODE.fullmatch(first) or first == "合计" and figures:
            rows[first] = figures
    return rows


def named(table):
    """{words: [figures behind them]}, both sides one after the other."""
    found = {}
    for line in tables()[table]:
        words = None
        for word, _ in line:
            if FIGURE.fullmatch(word):
                found.setdefault(words, []).append(number(word))
            elif not word.isdigit():
                words = re.sub("^.{1,3}、", "", word)
    return found


def columns(rows):
    return sorted({x for figures in rows.values() for x in figures})


class Sums(unittest.TestCase):
    def test_by_code(self):
        """Each code is the sum of those below it, in each column, and 合计 that of the shortest."""
        for table, wide in ((2, 5), (3, 3), (5, 3)):
            rows = by_code(table)
            self.assertEqual((len(rows), len(columns(rows))), (31, wide), table)
            for code, figures in rows.items():
                parts = [f for c, f in rows.items() if (len(c) == 3 and c != "合计" if code == "合计" else
                                                        c.startswith(code) and len(c) == len(code) + 2)]
                for x in columns(rows) if parts else []:
                    self.assertEqual(figures.get(x, 0), sum(f.get(x, 0) for f in parts), (table, code, x))

    def test_from_table_to_table(self):
        whole, granted = named(1), named(4)
        income, spent, general = (list(by_code(t)["合计"].values()) for t in (2, 3, 5))
        self.assertEqual([whole["本年收入合计"], whole["本年支出合计"]], [income[:1], spent[:1]])
        self.assertEqual(whole["总计"][0], whole["总计"][1])
        self.assertEqual(whole["总计"][0], whole["本年收入合计"][0] + whole["年初结转和结余"][0])
        self.assertEqual(granted["总计"][0], granted["总计"][1])
        self.assertEqual(granted["本年收入合计"][0], income[1])
        self.assertEqual(granted["本年支出合计"][0], general[0])
        economic = named(6)
        self.assertEqual(economic["人员经费合计"][0] + economic["公用经费合计"][0], general[1])
        for code, name in (("205", "教育支出"), ("208", "社会保障和就业支出"), ("210", "卫生健康支出"),
                           ("221", "住房保障支出")):
            self.assertEqual(whole[name][0], list(by_code(3)[code].values())[0], name)
            self.assertEqual(granted[name][0], list(by_code(5)[code].values())[0], name)

    def test_three_public_expenses(self):
        figures = next(line for line in tables()[7] if all(FIGURE.fullmatch(word) for word, _ in line))
        planned, spent = ([number(word) for word, _ in part] for part in (figures[:6], figures[6:]))
        for total, abroad, cars, bought, kept, guests in (planned, spent):
            self.assertEqual((cars, total), (bought + kept, abroad + bought + kept + guests))


class Printed(unittest.TestCase):
    def test_all_figures_and_words(self):
        source = SOURCE.read_text(encoding="utf-8").split("figures:")[1].split("sections:")[0]
        written = {number(figure) for figure in FIGURE.findall(source)}
        names = set(re.findall(r"\[([\u4e00-\u9fff]+),", source))
        self.assertGreater(len(written), 140)
        self.assertGreater(len(names), 50)
        for pdf in (build(SOURCE), yearbook()):
            text = printed(pdf)
            self.assertEqual(written - {number(figure) for figure in FIGURE.findall(text)}, set())
            squeezed = pdfread.squeeze(text)
            for words in sorted(names) + ["单位：万元", "注：本表反映部门本年度各项支出情况。", "故本表无数据。",
                                          "样本", "均为虚构", "收、支总计均为125,099.45万元", "的84.4%"]:
                self.assertIn(words, squeezed)

    def test_a_table_without_figures(self):
        """[] in place of figures: the sentence of the form, also where its rows are fixed."""
        text = (ROOT / "tests/bad/accounts-clean.yaml").read_text(encoding="utf-8")
        rows = "三公经费支出决算表:\n    三公经费: [0, 0, 3.00, 1.00, 0, 0, 2.50, 0.80]\n"
        self.assertIn(rows, text)
        source = folder() / "none.yaml"
        source.write_text(text.replace(rows, "三公经费支出决算表: []\n"), encoding="utf-8")
        words = "".join(c.text for page in pdfread.read_pages(build(source)) for c in page.chars)
        self.assertIn("没有财政拨款“三公”经费支出", words.replace("\n", ""))

    def test_labels_of_two_sides_stand_on_one_line(self):
        """Table 4 has the room: its heads take three lines rather than that a label takes two."""
        dump = folder() / "accounts.txt"
        self.assertEqual(run(program(), "build", "-q", SOURCE, "-f", "dump", "-o", dump).status, 0)
        pages = [page for page in re.split(r"^page ", dump.read_text("utf-8"), flags=re.M) if "财政拨款收入支出决算总表" in page]
        for label in ("八、社会保障和就业支出", "年末财政拨款结转和结余", "三、国有资本经营预算财政拨款"):
            self.assertIn(f'"{label}"', pages[-1])

    def test_points_and_indents(self):
        """Codes flush, a line of points for each column, names by level."""
        for pdf in (build(SOURCE), yearbook()):
            points, names = set(), {}
            for page in pdfread.read_pages(pdf):
                if "表5" in pdfread.squeeze("".join(c.text for c in page.chars)):
                    self.read_page(page, points, names)
            self.assertEqual(len(points), 3, points)
            levels = [names[length] for length in (3, 5, 7)]
            self.assertTrue(all(len(level) == 1 for level in levels), levels)
            first, second, third = (level.pop() for level in levels)
            self.assertAlmostEqual(second - first, third - second, delta=0.2)
            self.assertGreater(second - first, 7)

    def read_page(self, page, points, names):
        """From the caption down; tables before it on the page are left out."""
        lines = lines_of(page)
        head = next((i for i, words in enumerate(lines) if "表5" in "".join(text for text, _ in words)), len(lines))
        for (code, chars), *others in lines[head:]:
            if not CODE.fullmatch(code):
                continue
            flush = chars[0].x  # margins change sides from page to page
            for text, chars in others:
                if FIGURE.fullmatch(text):
                    points.add(round(chars[text.index(".")].x - flush, 1))
                else:
                    names.setdefault(len(code), set()).add(round(chars[0].x - flush, 1))

    def test_wide_tables(self):
        """Turned: the words of the row stand one above the other."""
        pages = pdfread.poppler_pages(build(SOURCE), "-raw")
        page = next(i for i, words in enumerate(pages) if "教育收费" in pdfread.squeeze(words))
        chars = pdfread.read_pages(build(SOURCE))[page].chars
        code, fee = (next(c for c in chars if c.text == text) for text in "码费")
        self.assertGreater(code.y, fee.y + 100)


class Found(unittest.TestCase):
    """Slips in the source."""

    def findings(self, old, new):
        source = folder() / "changed.yaml"
        text = SOURCE.read_text(encoding="utf-8")
        self.assertEqual(text.count(old), 1, old)
        source.write_text(text.replace(old, new), encoding="utf-8")
        result = run(program(), "check", "--message-format", "json", source)
        self.assertEqual(result.status, 1)
        return [json.loads(line) for line in result.err.splitlines()]

    def test_a_figure_of_one_table(self):
        (found,) = self.findings("年初结转和结余: 1564.04", "年初结转和结余: 1564.40")
        self.assertEqual(found["code"], "rule")
        self.assertIn("125099.81", found["message"])
        self.assertIn("0.36", found["message"])
        self.assertGreater(len(found["related"]), 1)

    def test_a_figure_of_a_code(self):
        (found,) = self.findings("[学前教育, 2366.06, 467.20, ~, ~, ~]", "[学前教育, 2366.60, 467.20, ~, ~, ~]")
        self.assertEqual(found["code"], "sum-code")
        self.assertIn("0.54", found["message"])

    def test_a_figure_that_is_added_up(self):
        """Nothing above it is written, so the tables disagree with each other."""
        found = self.findings("[办公费, 986.37]", "[办公费, 968.37]")
        self.assertEqual([f["code"] for f in found], ["rule"])
        self.assertIn("18.00", found[0]["message"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
