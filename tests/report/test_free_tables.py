#!/usr/bin/env python3
"""Free tables read back from the PDF: points below each other (TB-06), the unit above the rule (TB-02), all figures as
they were written, sums computed."""
import re
import sys
import unittest

from built import ROOT, build, folder
import pdfread

SOURCE = ROOT / "data/bulletin.yaml"
FIGURE = re.compile(r"^[+−]?[\d,]+(\.\d+)?$")


def words_of(page):
    """Characters side by side on one line, as (text, [chars])."""
    words, last = [], None
    for char in sorted(page.chars, key=lambda c: (round(c.y, 1), c.x)):
        if last and abs(char.y - last.y) < 0.5 and char.x - last.right < 1.5:
            words[-1].append(char)
        else:
            words.append([char])
        last = char
    return [("".join(c.text for c in word).strip(), word) for word in words]


def gongwen():
    source = folder() / "bulletin-gongwen.yaml"
    source.write_text(SOURCE.read_text(encoding="utf-8").replace("layout: yearbook", "layout: gongwen"), encoding="utf-8")
    return build(source)


class FreeTables(unittest.TestCase):
    def figures(self, pdf, wanted):
        """The places of these figures: (page, x of the end of the ones digit, x of the point or None)."""
        found = {}
        for page in pdfread.read_pages(pdf):
            for text, chars in words_of(page):
                body = text.rstrip("%①")
                if body in wanted and FIGURE.match(body):
                    chars = [c for c in chars if c.text.strip()]
                    ones = len(body.split(".")[0]) - 1
                    found[body] = (page.number, chars[ones].right, chars[ones + 1].x if "." in body else None)
        self.assertEqual(sorted(found), sorted(wanted))
        return found

    def check_column(self, pdf, wanted):
        found = self.figures(pdf, wanted)
        self.assertEqual(len({page for page, _, _ in found.values()}), 1)
        ends = [end for _, end, _ in found.values()]
        points = [point for _, _, point in found.values() if point is not None]
        self.assertLess(max(ends) - min(ends), 0.05, found)
        self.assertLess(max(points) - min(points) if points else 0, 0.05, found)

    def test_rows_of_a_file(self):
        """rows: {csv: …}: heads of the file passed over, marks of quotation mean nothing, totals computed below."""
        source = folder() / "filed.yaml"
        (folder() / "filed.csv").write_text('项目,金额\n道路,12.5\n"桥梁、隧道","1230.25"\n其他,,\n', encoding="utf-8-sig")
        source.write_text("agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 表\n    content:\n"
                          "      - table:\n          columns: [项目, {name: 金额, format: .2 千分位}]\n"
                          "          rows: [{csv: filed.csv}, {label: 合计, total: sum}]\n", encoding="utf-8")
        self.check_column(build(source), ["12.50", "1,230.25", "1,242.75"])

    def of_file(self, name, columns, rows, csv):
        """The lines of the page of a table whose rows stand in a file: words from left to right, by height."""
        (folder() / (name + ".csv")).write_text(csv, encoding="utf-8")
        source = folder() / (name + ".yaml")
        source.write_text(f"agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 表\n    content:\n      - table:\n"
                          f"          columns: {columns}\n          rows: {rows}\n", encoding="utf-8")
        lines, last = [], -9
        words = [(chars[0].y, chars[0].x, text) for page in pdfread.read_pages(build(source)) for text, chars in words_of(page)]
        for y, x, text in sorted(words):
            if y - last > 2:  # Han and Latin stand on baselines of their own
                lines.append([])
            lines[-1].append((x, text))
            last = y
        return [[text for _, text in sorted(line)] for line in lines]

    def test_groups_of_a_file(self):
        """groups: 1: an empty cell goes on with its group, 合计 stands over both columns; blanks are indents; totals of
        rows and columns are computed, and 其中 is not added up."""
        lines = self.of_file("grouped", "[类别, 单位, {name: 合计, total: sum}, 甲项, 乙项]",
                             "[{csv: grouped.csv, groups: 1}]",
                             "类别,单位,甲项,乙项\n部门,一局,5,6\n,二局,7,8\n,　其中：大队,1,1\n,  中队,2,2\n街镇,\"东街\",10,20\n"
                             "街镇,西街,1,1\n,小计,,\n合计,,,\n")
        self.assertIn(["一局", "11", "5", "6"], lines)
        self.assertIn(["其中：大队", "2", "1", "1"], lines)
        self.assertIn(["小计", "32", "11", "21"], lines)
        self.assertIn(["合计", "58", "23", "35"], lines)
        alone = [line for line in lines if line in (["部门"], ["街镇"])]
        self.assertEqual(alone, [["部门"]], "街镇 stands in the middle of three rows, 部门 between the second and third of four")
        self.assertIn(["街镇", "西街", "2", "1", "1"], lines)

    def test_totals_of_groups_by_their_labels_alone(self):
        """groups: 2, with nothing in front of 小计 and 合计: they are totals all the same, and not added up again."""
        lines = self.of_file("bare", "[县, 学段, 学校, 人数]", "[{csv: bare.csv, groups: 2}]",
                             "县,学段,学校,人数\n甲县,小学,一小,5\n,,二小,7\n,初中,一中,9\n甲县,,小计,21\n乙县,小学,三小,4\n合计,,,\n")
        self.assertIn(["小计", "21"], lines)
        self.assertIn(["合计", "25"], lines)

    def test_empty_totals_of_a_file(self):
        """An empty cell of a total column is computed; a ~ stays blank."""
        lines = self.of_file("empty", "[单位, 甲项, 乙项, {name: 合计, total: sum}]", "{csv: empty.csv}",
                             "单位,甲项,乙项,合计\n一局,1,2,\n二局,3,4,~\n三局,5,6,11\n")
        self.assertIn(["一局", "1", "2", "3"], lines)
        self.assertIn(["二局", "3", "4"], lines)

    def test_codes_beside_totals(self):
        """A column of codes in quotation marks is one of words, though totals stand beside it."""
        source = folder() / "codes.yaml"
        source.write_text("agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 表\n    content:\n      - table:\n"
                          "          columns: [类, 款, 名称, 甲项, 乙项, {name: 合计, total: sum}]\n          rows:\n"
                          "            - [\"211\", \"01\", 一, 1, 2]\n            - [\"211\", \"02\", 二, 3, 4]\n"
                          "            - {label: 合计, total: sum}\n", encoding="utf-8")
        text = "".join(c.text for page in pdfread.read_pages(build(source)) for c in page.chars)
        for words in ("01", "02", "10"):
            self.assertIn(words, text)

    def test_named_by_labels_with_brackets(self):
        """${…} names a row as it is labelled, （例） included, in words and in charts, above the table and below it."""
        source = folder() / "named.yaml"
        chart = ("      - chart: {kind: 柱, caption: 手术, data: {甲: \"${表.手术（例）.今年}\", "
                 "乙: \"${表.手术（例）.合（计）}\"}}\n")
        source.write_text("agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 表\n    content:\n"
                          "      - text: 共 ${表.手术（例）.今年 + 1} 例。\n" + chart + "      - table:\n          name: 表\n"
                          "          columns: [指标, 今年, {name: 合（计）, total: sum}]\n          rows:\n"
                          "            - [手术（例）, 18103]\n" + chart, encoding="utf-8")
        text = "".join(c.text for page in pdfread.read_pages(build(source)) for c in page.chars)
        self.assertEqual(text.count("18103"), 6, text)
        self.assertIn("18104", text)

    def test_bars_in_cells(self):
        """A | in a cell is a sign like others; in a head it says where to divide, and is not printed."""
        lines = self.of_file("bars", "[项|目, 说明]", "{csv: bars.csv}", "甲|乙,是|否\n")
        self.assertIn(["甲|乙", "是|否"], lines)
        self.assertIn(["项目", "说明"], lines)

    def test_points_stand_below_each_other(self):
        for pdf in (build(SOURCE), gongwen()):
            self.check_column(pdf, ["12,345.67", "345.60", "4,800.07", "7,200.00"])
            self.check_column(pdf, ["+5.2", "−0.8", "+5.8", "+10.4"])  # signs and ① stand outside
            self.check_column(pdf, ["12.4", "1.07", "1,234,567.8", "98.65", "45,600"])
            self.check_column(pdf, ["+4.1", "−12.7", "+6.6"])  # and so does %

    def test_sums_are_computed(self):
        text = "".join(c.text for page in pdfread.read_pages(gongwen()) for c in page.chars)
        for total in ("58,024,579", "66,049,158", "51,357,802", "56,172,838"):
            self.assertIn(total, text)

    def test_every_unit_stands_at_the_right_edge(self):
        pages = pdfread.read_pages(gongwen())
        ends = [chars[-1].right for page in pages for text, chars in words_of(page) if text.startswith("单位：")]
        self.assertEqual(len(ends), 5)
        for end in ends:
            self.assertAlmostEqual(end, (28 + 156) * pdfread.MM, delta=0.6)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
