#!/usr/bin/env python3
"""Inputs too big to be kept: made here, given to the program, which must end in good time with an exit status of its
own and, where a limit is passed, say which. Each is linear in size; a program that is not, is caught by the clock."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import SMALL_REPORT, environment, explain_status, listing, program, read_json, read_text, run, sanitized  # noqa: E402

MEBIBYTE = 1 << 20
SECONDS = 5
SANITIZER_FACTOR = 6
WORDS = "本局按要求公开信息。"


def report_with(words):
    """A small report whose one paragraph is `words`, indented as a block of text."""
    return SMALL_REPORT.replace(WORDS, words.replace("\n", "\n      "))


class Huge(unittest.TestCase):
    def build(self, source, statuses):
        """Builds the source; gives the codes found."""
        exe = program()
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "huge.yaml").write_text(source, encoding="utf-8")
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

    def test_long_message(self):
        self.assertTrue(self.build("k" * 500_000 + ": 1\n" + SMALL_REPORT, [1, 4]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
