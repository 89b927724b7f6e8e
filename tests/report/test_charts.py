"""Charts in print: the figures of data/charts.yaml read back from the dump and the PDF; one correction changes text,
table and chart together; every backend draws them."""
import re
import unittest

import built
import pdfread
from harness import ROOT, program, run

SOURCE = ROOT / "data/charts.yaml"
RUN = re.compile(r'run (\S+) (\S+) (\S+) (\S+) (?:#\S+ )?"((?:[^"\\]|\\.)*)"')
FIGURE = re.compile(r'^ *Figure \d+(?: of \d+)? alt "([^"]*)"')


def dump_of(text):
    source = built.folder() / "charts-changed.yaml"
    source.write_text(text, encoding="utf-8")
    result = run(program(), "build", source, "-f", "dump", "-o", "-")
    if result.status != 0:
        raise AssertionError(result.err)
    return result.out.decode()


def figures_of(dump):
    """(alternative, words in the order drawn) of each Figure, without its caption."""
    figures, depth = [], None
    for line in dump.splitlines():
        indent = len(line) - len(line.lstrip())
        match = FIGURE.match(line)
        if match and not any(match[1] == alt for alt, _ in figures):
            figures.append((match[1], []))
            depth = indent
        elif depth is not None and indent <= depth:
            depth = None
        found = RUN.match(line.strip())
        if depth is not None and found:
            figures[-1][1].append(found[5])
    return figures


class Charts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = SOURCE.read_text(encoding="utf-8")
        cls.dump = dump_of(cls.text)
        cls.figures = figures_of(cls.dump)

    def test_alternatives(self):
        alternatives = [alt for alt, _ in self.figures]
        self.assertEqual(alternatives[0], "图1　2025年行政执法信息公开情况：行政许可 1333 件，行政处罚 217 件，行政强制 31 件。")
        self.assertIn("第三季度 35 件，第四季度 无数据。", alternatives[1])
        self.assertEqual([alt[:2] for alt in alternatives], ["图1", "图2", "图3", "图4", "图5"])

    def test_figures_stand_in_order(self):
        words = self.figures[0][1]
        self.assertEqual(words[-3:], ["1333", "217", "31"])
        self.assertEqual(self.figures[4][1][-5:], ["12.5", "−8.3", "−0.4", "3.0", "0"])

    def test_one_correction_changes_all(self):
        self.assertEqual(self.dump.count('"1333"'), 3)       # text, table, chart
        changed = dump_of(self.text.replace("行政许可: 1333", "行政许可: 1444"))
        self.assertEqual(changed.count('"1444"'), 3)
        self.assertNotIn("1333", changed)
        self.assertIn("行政许可 1444 件", figures_of(changed)[0][0])

    def test_everything_drawn_is_in_the_figure(self):
        """Between a chart's begin and end there is no artifact; paths stand nowhere else in this report."""
        inside, depth, paths = False, 0, 0
        for line in self.dump.splitlines():
            indent = len(line) - len(line.lstrip())
            if inside and indent <= depth:
                inside = False
            if FIGURE.match(line):
                inside, depth = True, indent
            word = line.split()[0] if line.split() else ""
            if word == "path":
                self.assertTrue(inside, line)
                paths += 1
            if inside:
                self.assertNotEqual(word, "artifact", line)
        self.assertGreater(paths, 20)

    def test_only_grays(self):
        for red, green, blue in re.findall(r"path .*? #(..)(..)(..)", self.dump):
            self.assertTrue(red == green == blue)

    def test_pdf_gives_the_words_back(self):
        pdf = built.build(SOURCE)
        text = pdfread.output_of("pdftotext", "-raw", pdf, "-").decode()
        for words in ("单位：件", "第一季度", "38", "政务新媒体", "203", "申请的处理结果", "60（44.4%）", "−8.3"):
            self.assertIn(words, text.replace(" ", "").replace("\n", "|") if "（" in words else text)
        for number in range(1, 6):
            self.assertRegex(text, rf"图 ?{number}")

    def test_other_backends(self):
        for form in ("png", "svg"):
            target = built.folder() / f"charts.{form}"
            result = run(program(), "build", SOURCE, "-f", form, "-o", target)
            self.assertEqual(result.status, 0, result.err)
            self.assertGreaterEqual(len(list(built.folder().glob(f"charts-*.{form}"))), 5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
