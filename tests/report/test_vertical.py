#!/usr/bin/env python3
"""TB-07: heads set from top to bottom are read back in their order, and stand inside their columns."""
import shutil
import unittest

import built
import pdfread
from harness import ROOT, program, run

FORM = """form: archives
title: 档案工作年度报告
tables:
  利用:
    title: 馆藏和利用情况
    widths: [6字+2份, 1字×2, 4字+1份]
    blocks:
      - stub_head: 类别
        stubs: [1]
        columns: [{key: 接收, label: 接收档案数量（卷）}, {key: 查阅, label: 2025年“网上”查阅}, {key: 合计, total: true}]
        rows: [文书档案, 科技档案, {key: 总计, label: 总计, sum: [文书档案, 科技档案]}]
    rules:
      - {code: C2, words: 总计等于各类之和, each: column, equation: 总计 = 文书档案 + 科技档案}
      - {code: C3, words: 合计等于接收与查阅之和, each: row, equation: 合计 = 接收 + 查阅}
"""
SOURCE = """agency: 甲局
year: 2025
title: 甲局年度报告
form: archives
layout: ours
sections:
  - title: 利用
    table: 利用
figures:
  利用:
    文书档案: [1, 3]
    科技档案: [8, 1]
"""


def build():
    layouts = built.folder() / "layouts"
    shutil.copytree(ROOT / "layouts", layouts)
    gongwen = (layouts / "gongwen.yaml").read_text(encoding="utf-8")
    (layouts / "ours.yaml").write_text(gongwen.replace("vertical_heads: never", "vertical_heads: narrow"), encoding="utf-8")
    (layouts / "forms/archives.yaml").write_text(FORM, encoding="utf-8")
    source = built.folder() / "archives.yaml"
    source.write_text(SOURCE, encoding="utf-8")
    target = built.folder() / "archives.pdf"
    done = run(program(), "build", "--layouts", layouts, source, "-o", target)
    if done.status:
        raise AssertionError(done.err)
    return target


class Vertical(unittest.TestCase):
    def test_heads(self):
        pdf = build()
        for pages in (pdfread.mutool_pages(pdf), pdfread.poppler_pages(pdf, "-raw")):
            words = pdfread.squeeze(pages[0]).replace(" ", "")
            self.assertIn("类别接收档案数量（卷）2025年“网上”查阅合计", words)
        chars = pdfread.read_pages(pdf)[0].chars
        head = [next(c for c in chars if c.text == char) for char in "接收档案数量"]
        self.assertLess(max(c.x for c in head) - min(c.x for c in head), 0.1)
        for above, below in zip(head, head[1:]):
            self.assertAlmostEqual(below.y - above.y, head[0].size, delta=0.02)


if __name__ == "__main__":
    unittest.main(verbosity=2)
