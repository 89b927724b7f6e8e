#!/usr/bin/env python3
"""data/district/2025.yaml: the figures printed are the sums over the sources of its bodies and its own, added up here a
second time from the sources; the growth in words is worked out from last year's source."""
import csv
import re
import shutil
import unittest
from decimal import ROUND_HALF_UP, Decimal

import pdfread
from built import ROOT, build, folder
from harness import program, read_json, run

FOLDER = ROOT / "data/district"
ROW = re.compile(r"^( +)([^\s:]+):\s*(.*)$")
OWN = re.compile(r"^own:\n(.*?)^\S", re.M | re.S)
FIGURES = re.compile(r"^figures:\n(.*?)^\S", re.M | re.S)
DOCUMENTS = ["制发", "废止", "现行有效"]


def read(text):
    """{path: [figures]} of lines such as “    新收: [1, 2]”; 0 stands for every column."""
    paths, above = {}, []
    for line in text.splitlines():
        match = ROW.match(line)
        if not match:
            continue
        level = len(match[1]) // 2 - 1
        above = above[:level] + [match[2]]
        values = re.findall(r"\d[\d.]*", match[3].split("#")[0])
        if values:
            paths[".".join(above)] = [Decimal(v) for v in values]
    return paths


def read_file(name, paths):
    """The same from a file of comma-separated values, which has the rows in the form's order, and totals."""
    with open(FOLDER / "dept" / name, encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if re.fullmatch(r"\d+", row[3]) and row[1] != "（七）总计"]
    return {path: [Decimal(v) for v in row[3:9]] for path, row in zip(paths, rows, strict=True)}


def figures_of(name, pattern=FIGURES):
    text = pattern.search((FOLDER / name).read_text(encoding="utf-8"))[1]
    figures, given = read(text), re.search(r"申请: \{csv: (\S+)\}", text)
    if given:
        others = figures_of("dept/caizheng.yaml")
        figures |= read_file(given[1], [path for path in others if path.startswith("申请.")])
    return figures


def add(parts):
    total = {}
    for part in parts:
        for path, values in part.items():
            width = max(len(values), len(total.get(path, [])))
            spread = [v + [Decimal(0)] * (width - len(v)) for v in (values, total.get(path, []))]
            total[path] = [a + b for a, b in zip(*spread)]
    return total


def plain(number):
    return str(number.normalize() if number % 1 else int(number))


class District(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bodies = [f"dept/{name}.yaml" for name in ("caizheng", "pikou", "shengtai", "xiwan")]
        cls.sum = add([figures_of("2025.yaml", OWN)] + [figures_of(name) for name in cls.bodies])
        cls.words = re.sub(r"\s", "", "".join(pdfread.poppler_pages(build(FOLDER / "2025.yaml"), "-raw")))

    def total(self, path):
        return sum(self.sum[path])

    def test_the_bodies_are_all(self):
        found = {f"dept/{p.name}" for p in (FOLDER / "dept").glob("*.yaml")}
        self.assertEqual(found, set(self.bodies) | {"dept/bangongshi.yaml"})

    def test_printed_table(self):
        self.assertIn("规章000行政规范性文件" + "".join(map(plain, self.sum["主动公开.行政规范性文件"])), self.words)
        for row in ("行政许可", "行政处罚", "行政强制", "行政事业性收费"):
            self.assertIn(row + plain(self.total(f"主动公开.{row}")), self.words)
        for row, path in (("一、本年新收政府信息公开申请数量", "新收"), ("二、上年结转政府信息公开申请数量", "上年结转"),
                          ("（一）予以公开", "予以公开"), ("1.本机关不掌握相关政府信息", "无法提供.本机关不掌握")):
            values = self.sum[f"申请.{path}"]
            self.assertIn(row + "".join(map(plain, values + [sum(values)])), self.words)
        review = [self.sum[f"复议诉讼.{row}"] + [Decimal(0)] * (4 - len(self.sum[f"复议诉讼.{row}"]))
                  for row in ("行政复议", "未经复议直接起诉", "复议后起诉")]
        self.assertIn("".join(plain(v) for row in review for v in row + [sum(row)]), self.words)

    def test_growth(self):
        last = figures_of("2024.yaml")
        new, old = self.total("申请.新收"), sum(last["申请.新收"])
        rate = ((new - old) * 100 / old).quantize(Decimal("0.1"), ROUND_HALF_UP)
        self.assertIn(f"申请{new}件，比上年增加{new - old}件，增长{rate}%", self.words)
        self.assertEqual(self.sum["申请.上年结转"], last["申请.结转下年度"])

    def test_a_body_is_missing(self):
        copy = folder() / "district"
        shutil.copytree(FOLDER, copy)
        (copy / "dept/xiwan.yaml").write_text("form: [\n", encoding="utf-8")
        result = run(program(), "build", "--message-format", "json", "2025.yaml", "-o", "out.pdf", cwd=copy)
        codes = [(f["code"], f["severity"]) for f in read_json(result.err) if f["code"] != "glyph-fallback"]
        self.assertEqual(codes, [("sum-body", "warning")])
        self.assertEqual(result.status, 0)


if __name__ == "__main__":
    unittest.main()
