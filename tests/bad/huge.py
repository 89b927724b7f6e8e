#!/usr/bin/env python3
"""Inputs too big to be kept: made here, given to the program, which must end in good time with an exit status of its
own and, where a limit is passed, say which. Each is linear in size; a program that is not, is caught by what it takes
of the processor, one that waits, by the time limit of every run."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import SMALL_REPORT, environment, explain_status, listing, program, read_json, read_text, run, sanitized  # noqa: E402

MEBIBYTE = 1 << 20
SECONDS = 5  # of the processor
SANITIZER_FACTOR = 6
WORDS = "本局按要求公开信息。"
CLEAN = pathlib.Path(__file__).with_name("clean.yaml").read_text(encoding="utf-8")


def report_with(words):
    """A small report whose one paragraph is `words`, indented as a block of text."""
    return SMALL_REPORT.replace(WORDS, words.replace("\n", "\n      "))


class Huge(unittest.TestCase):
    def build(self, source, statuses, beside=()):
        """Builds the source, with files (name, text) beside it; gives the codes found."""
        exe = program()
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "huge.yaml").write_text(source, encoding="utf-8")
            for other, text in beside:
                (folder / other).parent.mkdir(exist_ok=True)
                (folder / other).write_text(text, encoding="utf-8")
            before = set(listing(folder))
            result = run(exe, "build", "huge.yaml", "-o", "huge.pdf", "--message-format", "json", cwd=folder,
                         env=environment())
            self.assertIn(result.status, statuses, f"{explain_status(result.status)}\n{result.err[:2000]}")
            limit = SECONDS * (SANITIZER_FACTOR if sanitized(exe) else 1)
            self.assertLess(result.seconds, limit)
            left = set(listing(folder)) - before
            self.assertEqual(left, {"huge.pdf"} if result.status == 0 else set())
            return [finding["code"] for finding in read_json(result.err)]

    def test_scalar_of_50_mebibytes(self):
        self.assertEqual(self.build("title: " + "x" * (50 * MEBIBYTE) + "\n", [4]), ["limit-size"])

    def test_list_of_5_million_items(self):
        self.assertEqual(self.build("sections:\n" + "- 1\n" * 5_000_000, [4]), ["limit-size"])

    def test_scalar_over_its_limit(self):
        self.assertEqual(self.build(report_with("字" * (MEBIBYTE // 3 + 1000)), [4]), ["limit-size"])

    def test_entries_over_their_limit(self):
        self.assertEqual(self.build("sections:\n" + "- 1\n" * 300_000, [4]), ["limit-nodes"])

    def test_keys_over_their_limit(self):
        self.assertEqual(self.build("".join(f"k{i}: 1\n" for i in range(150_000)), [4]), ["limit-nodes"])

    def test_lines_of_a_form_over_their_limit(self):
        head = SMALL_REPORT.split("sections:")[0].replace("agency:", "form: communique\nagency:", 1)
        for count, code in ((21_000, "limit-table"), (200_000, "limit-nodes")):
            figures = "figures:\n  工业产品产量:\n" + "    - [纱, 吨, 1, 2]\n" * count
            sections = "sections:\n  - title: 综合\n    table: 工业产品产量\n"
            self.assertIn(code, self.build(head + figures + sections, {4}))

    def test_rows_of_a_table_over_their_limit(self):
        for count, code in ((30_000, "limit-table"), (200_000, "limit-nodes")):
            table = "    table:\n      columns: [甲]\n      rows:\n" + "        - [1]\n" * count
            self.assertEqual(self.build(SMALL_REPORT + "  - title: 表\n" + table, [4]), [code])

    def test_nested_brackets(self):
        self.assertEqual(self.build("sections: " + "[" * 100_000 + "\n", [4]), ["limit-depth"])

    def test_nested_dashes(self):
        self.assertEqual(self.build("- " * 100_000 + "x\n", [4]), ["limit-depth"])

    def test_nested_braces(self):
        self.assertEqual(self.build("sections: " + "{a: " * 100_000 + "\n", [4]), ["limit-depth"])

    def test_nested_quotations(self):
        self.build(report_with("> " * 10_000 + "字"), [0, 1, 4])

    def test_nested_lists(self):
        self.build(report_with("\n".join("  " * i + "- 字" for i in range(300))), [0, 1, 4])

    def test_nested_emphasis(self):
        self.build(report_with("*" * 20_000 + "字" + "*" * 20_000), [0, 1, 4])

    def test_open_brackets(self):
        self.build(report_with("[" * 50_000), [0, 1, 4])

    def test_open_expressions(self):
        self.assertIn("expr-syntax", self.build(report_with("${" * 20_000), [1, 4]))

    def test_many_expressions(self):
        self.build(report_with("共 ${year} 件，" * 5_000), [0, 4])

    def test_word_without_a_break(self):
        self.build(report_with("x" * 100_000), [0, 1, 4])

    def test_number_without_a_break(self):
        self.build(report_with("9" * 100_000), [0, 1, 4])

    def test_combining_marks(self):
        self.build(report_with("a" + "\u0301" * 10_000), [0, 1, 4])

    def test_variation_selectors(self):
        self.build(report_with("字" + "\ufe00" * 10_000), [0, 1, 4])

    def test_paragraph_of_many_pages(self):
        self.build(report_with("本局按要求公开信息，" * 5_000), [0, 4])

    def test_pages_over_their_limit(self):
        words = "\n\n".join(["字"] * 50_000)
        self.assertEqual(self.build(report_with(words), [4]), ["limit-pages"])

    def test_mistakes_without_end(self):
        """JSON is for programs and tells all; a person is told the first fifty and how many there are."""
        source = SMALL_REPORT + "".join(f"k{i}: 1\n" for i in range(2_000))
        self.assertEqual(len(self.build(source, [1])), 2_000)
        with tempfile.TemporaryDirectory() as name:
            (pathlib.Path(name) / "huge.yaml").write_text(source, encoding="utf-8")
            result = run(program(), "check", "huge.yaml", cwd=name)
        self.assertEqual(len(read_text(result.err)), 50)
        self.assertIn("1950", result.err)

    def test_comma_separated_values(self):
        source = CLEAN[:CLEAN.index("  申请:")] + "  申请: {csv: a.csv}\n" + CLEAN[CLEAN.index("  复议诉讼:"):]
        head = "项目,自然人,总计\n"
        self.assertIn("limit-nodes", self.build(source, [4], [("a.csv", head + "新收,1,1\n" * 100_000)]))
        self.assertIn("limit-size", self.build(source, [4], [("a.csv", head + "新收,1,1\n" * 1_000_000)]))
        self.assertIn("yaml-duplicate", self.build(source, [1], [("a.csv", head + "新收,1,1\n" * 2_000)]))

    def bodies(self, count):
        return [(f"dept/{i:04}.yaml", CLEAN.replace("甲区乙局", f"第{i}街道")) for i in range(count)]

    def test_bodies(self):
        """A hundred take no time to speak of; of more than 2,000 none is read."""
        source = CLEAN[:CLEAN.index("figures:")] + "sum_of: [dept/*.yaml]\n" + CLEAN[CLEAN.index("sections:"):]
        self.assertEqual(self.build(source, [0], self.bodies(100)), [])
        self.assertEqual(self.build(source, [4], self.bodies(2_001)), ["limit-size"])

    def test_years_before(self):
        years = [(f"{year}.yaml", CLEAN.replace("year: 2025", f"year: {year}\nprevious: {year - 1}.yaml"))
                 for year in range(1990, 2025)]
        source = CLEAN.replace("year: 2025", "year: 2025\nprevious: 2024.yaml").replace("14}", "15}")
        self.assertEqual(self.build(source, [0], years), [])

    def test_long_message(self):
        self.assertTrue(self.build("k" * 500_000 + ": 1\n" + SMALL_REPORT, [1, 4]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
