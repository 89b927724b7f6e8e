#!/usr/bin/env python3
"""TB-03, TB-11: where rules meet, at 600 dpi: corners full, no gap along a rule, nothing beyond a join; the caption of a
table that goes on, read back."""
import collections
import re
import shutil
import unittest

import built
import pdfread
from harness import ROOT, program, run

DPI = 600
PIXEL = 72 / DPI

FORM = """form: long
title: 长表
sections: [{title: 长表, table: 长}]
tables:
  长:
    title: 长表
    widths: [3字, 6字+1份, 3字+1份×3]
    blocks:
      - stub_head: 名称
        stubs: [1, 1]
        columns: [甲, 乙, 丙]
        rows:
"""
GROUPS, ROWS = 9, 7

Rule = collections.namedtuple("Rule", "left top right bottom down")


def write_form(layouts):
    shutil.copytree(ROOT / "layouts", layouts)
    rows = []
    for group in range(GROUPS):
        names = ", ".join(f"{{key: 县{group}x{i}, label: 第{i + 1}县}}" for i in range(ROWS))
        rows.append(f"          - {{key: 市{group}, label: 某市{group + 1}, rows: [{names}]}}")
    (layouts / "forms/long.yaml").write_text(FORM + "\n".join(rows) + "\n", encoding="utf-8")


def write_source(layout):
    figures = "\n".join(f"    市{group}:\n" + "\n".join(f"      县{group}x{i}: [{group}, {i}, 12345]" for i in range(ROWS))
                        for group in range(GROUPS))
    source = built.folder() / f"long-{layout}.yaml"
    source.write_text(f"agency: 甲局\nyear: 2025\ntitle: 甲局年度报告\nform: long\nlayout: {layout}\nfigures:\n  长:\n{figures}\n"
                      "sections: [{title: 长表, content: [{table: 长, caption: 各县}]}]\n", encoding="utf-8")
    return source


def build(source, layouts, name):
    """The PDF, and the rules of each page as the dump has them."""
    pdf, dump = (built.folder() / f"{name}.{suffix}" for suffix in ("pdf", "dump"))
    for target, form in ((pdf, "pdf"), (dump, "dump")):
        done = run(program(), "build", "--layouts", layouts, source, "-f", form, "-o", target)
        if done.status:
            raise AssertionError(done.err)
    return pdf, rules_of(dump.read_text(encoding="utf-8"))


def rules_of(dump):
    """{page: rules}"""
    pages, page = collections.defaultdict(list), 0
    for line in dump.splitlines():
        begun = re.match(r"page (\d+)", line)
        page = int(begun[1]) if begun else page
        found = re.match(r"\s*rule ([-\d.]+) ([-\d.]+) (across|down) ([-\d.]+) width ([-\d.]+)", line)
        if found:
            x, y, length, half = float(found[1]), float(found[2]), float(found[4]), float(found[5]) / 2
            down = found[3] == "down"
            box = (x - half, y, x + half, y + length) if down else (x, y - half, x + length, y + half)
            pages[page].append(Rule(*box, down))
    return pages


def tables_of(rules):
    """Rules of one page parted into tables: those that touch."""
    tables = []
    for rule in sorted(rules, key=lambda r: r.top):
        near = [t for t in tables if any(touch(rule, other) for other in t)]
        merged = [rule] + [r for t in near for r in t]
        tables = [t for t in tables if t not in near] + [merged]
    return [t for t in tables if len(t) > 2]


def touch(a, b):
    slack = 0.01
    return a.left <= b.right + slack and b.left <= a.right + slack and a.top <= b.bottom + slack and b.top <= a.bottom + slack


class Joins(unittest.TestCase):
    def darkest_and_lightest(self, picture, left, top, right, bottom):
        """Of the pixels that lie wholly inside the box."""
        x0, x1 = int(left / PIXEL + 0.999), int(right / PIXEL + 0.001)
        y0, y1 = int(top / PIXEL + 0.999), int(bottom / PIXEL + 0.001)
        cells = [picture.rows[y][x0:max(x1, x0 + 1)] for y in range(y0, max(y1, y0 + 1))]
        return min(min(row) for row in cells), max(max(row) for row in cells)

    def check_table(self, picture, table):
        for rule in table:  # black to its ends
            self.assertLess(self.darkest_and_lightest(picture, *rule[:4])[1], 100, rule)
        left, right = min(r.left for r in table), max(r.right for r in table)
        top, bottom = min(r.top for r in table), max(r.bottom for r in table)
        self.check_corners(picture, table, left, top, right, bottom)
        for strip in ((left - 5 * PIXEL, top - 5 * PIXEL, left - 2 * PIXEL, bottom + 5 * PIXEL),
                      (right + 2 * PIXEL, top - 5 * PIXEL, right + 5 * PIXEL, bottom + 5 * PIXEL),
                      (left, top - 5 * PIXEL, right, top - 2 * PIXEL),
                      (left, bottom + 2 * PIXEL, right, bottom + 5 * PIXEL)):
            self.assertGreater(self.darkest_and_lightest(picture, *strip)[0], 250, strip)  # nothing goes beyond
        self.check_ends(picture, table)

    def check_corners(self, picture, table, left, top, right, bottom):
        inside = 3 * PIXEL
        for x, y in ((left, top), (right - inside, top), (left, bottom - inside), (right - inside, bottom - inside)):
            thin = min(r.bottom - r.top for r in table if not r.down and abs((r.top if y < top + 1 else r.bottom) - (top if y < top + 1 else bottom)) < 0.01)
            height = min(inside, thin)
            y = y if y < top + 1 else bottom - height
            self.assertLess(self.darkest_and_lightest(picture, x, y, x + inside, y + height)[1], 100, (x, y))

    def check_ends(self, picture, table):
        """Behind a join there is white, if no other rule goes on there."""
        for rule in table:
            for at in self.beyond(rule, table):
                if not any(r.left - 2 * PIXEL < at[0] < r.right + 2 * PIXEL and r.top - 2 * PIXEL < at[1] < r.bottom + 2 * PIXEL
                           for r in table):
                    self.assertGreater(picture.rows[int(at[1] / PIXEL)][int(at[0] / PIXEL)], 200, (rule, at))

    def beyond(self, rule, table):
        step = 0.6  # more than half of the thickest rule
        if rule.down:
            x = (rule.left + rule.right) / 2
            return (x, rule.top - step - 3 * PIXEL), (x, rule.bottom + step + 3 * PIXEL)
        y = (rule.top + rule.bottom) / 2
        return (rule.left - step - 3 * PIXEL, y), (rule.right + step + 3 * PIXEL, y)

    def check_pages(self, pdf, rules, least):
        pages = {page: tables_of(found) for page, found in rules.items()}
        pages = {page: tables for page, tables in pages.items() if tables}
        self.assertGreaterEqual(len(pages), least)
        for page, tables in pages.items():
            picture = pdfread.read_picture(pdf, page, DPI)
            for table in tables:
                with self.subTest(page=page, rules=len(table)):
                    self.check_table(picture, table)

    def test_the_official_tables(self):
        self.check_pages(*build(built.SOURCE, ROOT / "layouts", "minhang"), 1)

    def test_tables_that_go_on(self):
        layouts = built.folder() / "layouts"
        write_form(layouts)
        for layout in ("gongwen", "yearbook"):
            pdf, rules = build(write_source(layout), layouts, layout)
            self.check_pages(pdf, rules, 2)
            self.check_words(pdf)

    def check_words(self, pdf):
        words = [pdfread.squeeze(page) for page in pdfread.mutool_pages(pdf)]
        parts = [page for page in words if "名称" in page and "甲" in page and "12345" in page]
        self.assertGreaterEqual(len(parts), 2)
        for page in parts[1:]:
            self.assertIn("续表各县", page)
        self.assertNotIn("续表", parts[0])
        whole = "".join(words)
        self.assertEqual(whole.count("12345"), GROUPS * ROWS)


if __name__ == "__main__":
    unittest.main()
