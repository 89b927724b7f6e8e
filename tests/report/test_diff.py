#!/usr/bin/env python3
"""nianbao diff: exactly what was changed, nothing else; and the marked pages, read back."""
import json
import pathlib
import shutil
import subprocess
import unittest

import built
import pdfread
from harness import environment, program, run

FREE = """agency: 甲局
year: 2025
title: 甲局报告
sections:
  - title: 总体情况
    text: |
      甲。今年受理申请 12 件，办结 11 件。其余照旧。

      第二段没有变。

      第三段也没有变。
  - title: 数据
    table:
      caption: 收支
      columns: [项目, 收入, {name: 合计, total: sum}]
      rows:
        - [教育, 1, 1]
        - [卫生, 2, 2]
        - [住房, 3, 3]
"""


class Diff(unittest.TestCase):
    def write(self, name, text):
        path = built.folder() / name
        path.write_text(text, encoding="utf-8")
        return path

    def diff(self, old, new, *more, status=0):
        result = run(program(), "diff", old, new, "--message-format", "json", *more)
        self.assertEqual(result.status, status, result.err)
        return [json.loads(line) for line in result.out.decode("utf-8").splitlines() if line.startswith("{")]

    def free(self, *changes):
        text = FREE
        for old, new in changes:
            self.assertEqual(text.count(old), 1, old)
            text = text.replace(old, new)
        return self.diff(self.write("free-old.yaml", FREE), self.write("free-new.yaml", text))

    def test_three_figures_and_a_sentence(self):
        text = built.SOURCE.read_text(encoding="utf-8")
        for old, new in (("新收: [9,", "新收: [10,"), ("予以公开: [4,", "予以公开: [5,"), ("行政许可: 1333", "行政许可: 1334"),
                         ("提升专业水平", "增强专业能力")):
            self.assertEqual(text.count(old), 1, old)
            text = text.replace(old, new)
        new = self.write("corrected.yaml", text)
        found = self.diff(built.SOURCE, new)
        typed = [(c["kind"], c["row"], c["column"], c["old"], c["new"]) for c in found if not c["follows"] and c["kind"] == "cell"]
        self.assertEqual(typed, [("cell", "行政许可", "本年处理决定数量", "1333", "1334"),
                                 ("cell", "一、本年新收政府信息公开申请数量", "自然人", "9", "10"),
                                 ("cell", "（一）予以公开", "自然人", "4", "5")])
        words = [c for c in found if not c["follows"] and c["kind"] != "cell"]
        self.assertEqual([(c["kind"], c["section"]) for c in words], [("words", "一、总体情况")])
        self.assertIn("增强专业能力", words[0]["new"])
        follows = sorted((c["row"] or "", c["column"] or "") for c in found if c["follows"])
        self.assertEqual(follows, sorted([("", ""), ("", ""), ("一、本年新收政府信息公开申请数量", "总计"), ("（一）予以公开", "总计"),
                                          ("（七）总计", "自然人"), ("（七）总计", "总计")]))
        self.assertEqual({c["page"] for c in found}, {"1", "2", "4", "5"})

    def test_nothing(self):
        self.assertEqual(self.diff(built.SOURCE, built.SOURCE), [])

    def test_only_the_way_it_is_written(self):
        """Comments, order of keys and notation are no change."""
        text = built.SOURCE.read_text(encoding="utf-8").replace("新收: [9, 0, 0, 0, 0, 0]", "新收: {自然人: 9, 其余: 0}  # 甲")
        self.assertEqual(self.diff(built.SOURCE, self.write("other-notation.yaml", text)), [])

    def test_a_row_more_and_a_row_less(self):
        found = self.free(("        - [卫生, 2, 2]\n", "        - [文化, 9, 9]\n        - [卫生, 2, 2]\n"), ("        - [住房, 3, 3]\n", ""))
        self.assertEqual([(c["kind"], c["table"], c["old"], c["new"]) for c in found],
                         [("row", "收支", None, "文化｜9｜9"), ("row", "收支", "住房｜3｜3", None)])

    def test_a_column_more(self):
        found = self.free(("[项目, 收入, {", "[项目, 收入, 支出, {"), ("[教育, 1, 1]", "[教育, 1, 5, 6]"),
                          ("[卫生, 2, 2]", "[卫生, 2, 0, 2]"), ("[住房, 3, 3]", "[住房, 3, 0, 3]"))
        self.assertIn(("cell", "教育", "合计", "1", "6"), [(c["kind"], c["row"], c["column"], c["old"], c["new"]) for c in found])

    def test_a_label(self):
        found = self.free(("[卫生, 2, 2]", "[卫生健康, 2, 2]"))
        self.assertEqual([(c["kind"], c["old"], c["new"]) for c in found], [("cell", "卫生", "卫生健康")])

    def test_paragraphs(self):
        found = self.free(("第二段没有变。", "新的一段话，说的是别的事。\n\n      第二段没有变。"), ("\n\n      第三段也没有变。", ""))
        self.assertEqual([(c["kind"], c["old"], c["new"]) for c in found],
                         [("block", None, "新的一段话，说的是别的事。"), ("block", "第三段也没有变。", None)])

    def test_a_sentence_is_shown_whole_with_its_change_marked(self):
        text = FREE.replace("办结 11 件", "办结 12 件")
        result = run(program(), "diff", self.write("free-old.yaml", FREE), self.write("free-new.yaml", text))
        self.assertIn("今年受理申请12件，办结[-11-]{+12+}件。", result.out.decode("utf-8").replace(" ", ""))
        self.assertNotIn("其余照旧", result.out.decode("utf-8"))

    def test_checks_that_fail_now_and_no_longer(self):
        wrong = self.write("now-wrong.yaml", built.SOURCE.read_text(encoding="utf-8").replace("新收: [9,", "新收: [8,"))
        result = run(program(), "diff", built.SOURCE, wrong)
        self.assertEqual(result.status, 1)
        self.assertIn("Found now\n  [C1]", result.out.decode("utf-8"))
        result = run(program(), "diff", wrong, built.SOURCE)
        self.assertEqual(result.status, 0)
        self.assertIn("No longer found\n  [C1]", result.out.decode("utf-8"))

    def test_the_marked_pages(self):
        text = built.SOURCE.read_text(encoding="utf-8").replace("行政许可: 1333", "行政许可: 1335")
        pdf = built.folder() / "marked.pdf"
        result = run(program(), "diff", "-q", built.SOURCE, self.write("marked.yaml", text), "-o", pdf)
        self.assertEqual(result.status, 0, result.err)
        pages = [pdfread.squeeze(page) for page in pdfread.mutool_pages(pdf)]
        plain = [pdfread.squeeze(page) for page in pdfread.mutool_pages(built.minhang())]
        cover = len(pages) - len(plain)
        self.assertGreaterEqual(cover, 1)
        self.assertIn("更正对照表", pages[0])
        self.assertIn("1335", pages[0])
        self.assertIn("1333", pages[cover + 3])  # the old value, struck out
        self.assertIn("1335", pages[cover + 3])
        for number in (1, 2, 4, 5, 6):
            self.assertEqual(pages[cover + number], plain[number])
        done = subprocess.run(["qpdf", "--check", pdf], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.assertEqual(done.returncode, 0, done.stdout.decode())

    def cover(self, old, new, *more):
        """The words of the marked pages."""
        pdf = built.folder() / "cover.pdf"
        result = run(program(), "diff", "-q", old, new, "-o", pdf, *more)
        self.assertEqual((result.status, result.err), (0, ""))
        return pdfread.squeeze("".join(pdfread.mutool_pages(pdf)))

    def test_the_marked_pages_where_nothing_differs(self):
        old = self.write("free-old.yaml", FREE)
        self.assertIn("没有差别", self.cover(old, old))

    def test_the_corrections_have_the_layout_that_the_pdf_carries(self):
        layouts, pdf = built.folder() / "layouts", built.folder() / "ours.pdf"
        shutil.copytree(built.ROOT / "layouts", layouts)
        (layouts / "gongwen.yaml").rename(layouts / "ours.yaml")
        ours = self.write("ours.yaml", FREE.replace("year:", "layout: ours\nyear:"))
        result = run(program(), "build", "--attach", "-q", ours, "--layouts", layouts, "-o", pdf)
        self.assertEqual(result.status, 0, result.err)
        old = self.write("free-old.yaml", FREE.replace("卫生, 2, 2", "卫生, 4, 4"))
        self.assertIn("更正对照表", self.cover(old, pdf))

    def test_a_sentence_longer_than_a_cell_may_be(self):
        old, new = (self.write(f"long-{name}.yaml", FREE.replace("第二段没有变", "甲" * 12000 + name)) for name in "乙丙")
        words = self.cover(old, new)
        for name in "乙丙":
            self.assertRegex(words, f"甲……甲+{name}")
        old, new = (self.write(f"long-{name}.yaml", FREE.replace("第二段没有变", name * 12000)) for name in "乙丙")
        self.assertIn("丙……", self.cover(old, new))

    def test_pdfs_that_carry_their_source(self):
        """Each version as a source or a PDF: the same changes; the files are called by both names; nothing is left."""
        text = built.SOURCE.read_text(encoding="utf-8").replace("行政许可: 1333", "行政许可: 1336")
        new, temporary = self.write("from-pdf.yaml", text), built.folder() / "temporary"
        temporary.mkdir()
        old_pdf, new_pdf = built.folder() / "carry-old.pdf", built.folder() / "carry-new.pdf"
        for source, pdf in ((built.SOURCE, old_pdf), (new, new_pdf)):
            self.assertEqual(run(program(), "build", "--attach", "-q", source, "-o", pdf).status, 0)
        expected = self.diff(built.SOURCE, new)
        for old, fresh in ((old_pdf, new), (built.SOURCE, new_pdf), (old_pdf, new_pdf)):
            result = run(program(), "diff", old, fresh, "--message-format", "json", env=environment(TMPDIR=str(temporary)))
            self.assertEqual(result.status, 0, result.err)
            found = [json.loads(line) for line in result.out.decode("utf-8").splitlines()]
            self.assertEqual([{**c, "file": None} for c in found], [{**c, "file": None} for c in expected])
            name = str(new) if fresh == new else f"{new_pdf} → {new.name}"
            self.assertEqual({c["file"] for c in found}, {name})
            self.assertEqual(list(temporary.iterdir()), [])

    def test_what_is_wrong_in_a_pdf_is_called_by_its_names(self):
        wrong = self.write("carried-wrong.yaml", built.SOURCE.read_text(encoding="utf-8").replace("agency: ", "agency: [", 1))
        good, pdf = built.folder() / "carried-good.pdf", built.folder() / "carried-wrong.pdf"
        self.assertEqual(run(program(), "build", "--attach", "-q", built.SOURCE, "-o", good).status, 0)
        self.assertNotEqual(run(program(), "diff", good, wrong).status, 0)
        pdf.write_bytes(good.read_bytes()[:90000])
        result = run(program(), "diff", pdf, built.SOURCE)
        self.assertEqual(result.status, 1)
        self.assertIn(f"{pdf}: error[pdf-bad]", result.err)
        result = run(program(), "diff", built.minhang(), built.SOURCE)
        self.assertIn("error[pdf-bare]", result.err)
        self.assertEqual(result.status, 1)
        result = run(program(), "diff", good, built.SOURCE, env=environment(TMPDIR=str(built.folder() / "no-such-folder")))
        self.assertIn("error[io-write]", result.err)
        self.assertEqual(result.status, 3)

    def test_build_says_what_differs_from_the_pdf_it_replaces(self):
        pdf, source = built.folder() / "replaced.pdf", self.write("replaced.yaml", FREE)

        def build(*more, text=FREE):
            source.write_text(text, encoding="utf-8")
            result = run(program(), "build", source, "-o", pdf, *more)
            self.assertEqual((result.status, result.err), (0, ""))
            return result.out.decode("utf-8")

        first = build("--attach")
        self.assertNotIn("differs", first)
        self.assertIn("Nothing differs from the PDF that was replaced.", build("--attach"))
        said = build("--attach", text=FREE.replace("[卫生, 2, 2]", "[卫生, 5, 5]").replace("12 件", "13 件"))
        self.assertIn("收支  卫生，收入：2 → 5\n", said)
        self.assertIn("Sentences that differ: 1\n", said)
        self.assertIn("Pages that differ: 1 (of 1)", said)
        self.assertEqual(build("--attach", "-q"), "")
        self.assertEqual(build("--attach", "--message-format", "json", text=FREE.replace("12 件", "14 件")), first)
        self.assertIn("What differs", build())  # itself without
        self.assertEqual(build(text=FREE.replace("12 件", "15 件")), first)  # that carried nothing
        pdf.write_bytes(b"%PDF-1.7\n<pdfaid:part>3</pdfaid:part>")
        self.assertEqual(build("--attach"), first)

    def test_no_input_is_overwritten(self):
        old, new = self.write("safe-old.yaml", FREE), self.write("safe-new.yaml", FREE.replace("12 件", "13 件"))
        before = new.read_bytes()
        self.assertEqual(run(program(), "diff", old, new, "-o", new).status, 3)
        self.assertEqual(new.read_bytes(), before)

    def test_what_cannot_be_compared(self):
        self.assertEqual(run(program(), "diff", built.SOURCE).status, 2)
        self.assertEqual(run(program(), "diff", built.SOURCE, "there-is-none.yaml").status, 3)
        broken = self.write("broken.yaml", "agency: [")
        result = run(program(), "diff", built.SOURCE, broken, env=environment(LC_ALL="zh_CN.UTF-8"))
        self.assertEqual(result.status, 1)
        self.assertIn("yaml", result.err)
        self.assertEqual(result.out, b"")


if __name__ == "__main__":
    unittest.main()
