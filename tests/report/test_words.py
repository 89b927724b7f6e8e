#!/usr/bin/env python3
"""The words, fonts and structure of the built report, read back by poppler, mutool and qpdf."""
import collections
import re
import shutil
import subprocess
import unicodedata
import unittest

import built
import expect
import pdfread


class Words(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pdf = built.minhang()
        cls.atoms, cls.outline = expect.read_expected(built.EXPECTED)

    def test_poppler_reads_the_words_in_order(self):
        expect.compare_words(self.atoms, pdfread.poppler_pages(self.pdf, "-raw"))

    def test_mutool_reads_the_words_in_order(self):
        expect.compare_words(self.atoms, pdfread.mutool_pages(self.pdf))

    def test_poppler_and_mutool_agree(self):
        """pdftotext's own reading order is that of the layout, so only what there is can be compared."""
        count = lambda pages: [collections.Counter("".join(p.split())) for p in pages]  # noqa: E731
        self.assertEqual(count(pdfread.poppler_pages(self.pdf)), count(pdfread.mutool_pages(self.pdf)))

    def test_every_page_has_words(self):
        for page in pdfread.read_pages(self.pdf):
            self.assertGreater(len(page.chars), 20, f"page {page.number}")

    def test_no_character_of_another_encoding(self):
        """No Kangxi or CJK radical, compatibility ideograph, private use, replacement or control character."""
        text = "".join(pdfread.poppler_pages(self.pdf) + pdfread.mutool_pages(self.pdf))
        wrong = {c for c in text if "\u2e80" <= c <= "\u2fdf" or "\uf900" <= c <= "\ufaff" or c == "\ufffd"
                 or "\U0002f800" <= c <= "\U0002fa1f" or unicodedata.category(c) in ("Co", "Cn", "Cs")
                 or (unicodedata.category(c) == "Cc" and c != "\n")}
        self.assertEqual(wrong, set())

    def test_fonts_are_embedded_subsets_with_unicode(self):
        fonts = pdfread.fonts_of(self.pdf)
        self.assertGreaterEqual(len(fonts), 4)
        for font in fonts:
            self.assertEqual((font["emb"], font["sub"], font["uni"]), ("yes", "yes", "yes"), font["name"])

    def test_qpdf_finds_nothing(self):
        done = subprocess.run(["qpdf", "--check", self.pdf], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.assertEqual(done.returncode, 0, done.stdout.decode())
        self.assertNotIn(b"WARNING", done.stdout)

    def test_outline_is_the_headings(self):
        found = pdfread.outline_of(self.pdf)
        self.assertEqual([(depth, pdfread.squeeze(title)) for depth, title, _ in found], self.outline)
        pages = [pdfread.squeeze(p) for p in pdfread.mutool_pages(self.pdf)]
        for _, title, number in found:
            self.assertIn(pdfread.squeeze(title), pages[number - 1])
        self.assertEqual([n for _, _, n in found], sorted(n for _, _, n in found))

    def test_page_labels_are_the_page_numbers(self):
        count = int(pdfread.information_of(self.pdf)["Pages"])
        labels = pdfread.structure_of(self.pdf, "pagelabels")
        self.assertEqual([(entry["index"], entry["label"]["/S"], entry["label"].get("/St", 1)) for entry in labels[:1]],
                         [(0, "/D", 1)])
        self.assertEqual(len(labels), 1, f"{count} pages")

    def test_information(self):
        information = pdfread.information_of(self.pdf)
        self.assertEqual(information["Title"].replace(" ", ""), "2025年闵行区人力资源和社会保障局信息公开工作年度报告")
        self.assertIn("闵行区人力资源和社会保障局", information["Author"])
        self.assertTrue(information["Subject"])
        self.assertRegex(information["CreationDate"], r"^D:20251231")
        self.assertRegex(information["Page size"], r"^595\.\d+ x 841\.\d+ pts \(A4\)")

    def test_size(self):
        self.assertLess(self.pdf.stat().st_size, 2_000_000)

    def test_nothing_of_this_machine(self):
        """No folder, host or user name, even inside the compressed parts."""
        plain = pdfread.output_of("qpdf", "--qdf", "--object-streams=disable", self.pdf, "-")
        for name in (str(built.ROOT), str(built.folder())):
            self.assertNotIn(name.encode(), plain)
        self.assertIsNone(re.search(rb"\(/(?:home|root|tmp|usr)/", plain))


# every mark between Han: what readers take for blanks between words are gaps wider than a tenth of an em
MARKS = ["职工%s公开" % mark for mark in "，、。；：？！·～／"] + ["职工——公开", "职工……公开"] + [
    "职工%s公开%s职工" % tuple(pair) for pair in ("（）", "《》", "〈〉", "“”", "‘’", "「」", "『』", "【】", "〔〕")]
ROLES = ("仿宋", "小标宋", "黑体", "楷体", "宋体")


class TrueType(unittest.TestCase):
    def test_fonts_by_glyph_number_say_so(self):
        """A fallback from LXGW WenKai is a TrueType font with two bytes a character."""
        pdf = built.build_words("啰嗦的瞭望，①②。")
        found = [o for o in pdfread.structure_of(pdf, "objects").values()
                 if isinstance(o, dict) and o.get("/Subtype") == "/CIDFontType2"]
        self.assertTrue(found)
        for font in found:
            self.assertEqual(font.get("/CIDToGIDMap"), "/Identity")


class Marks(unittest.TestCase):
    """A mark whose ink a face draws elsewhere in its cell is moved, and its advance ends before what follows: such marks
    are taken from another face (“without” in fonts.yaml)."""

    def build_in_role(self, role):
        """The marks as body text set in this role."""
        layouts = built.folder() / role
        shutil.copytree(built.ROOT / "layouts", layouts)
        sheet = layouts / "gongwen.yaml"
        sheet.write_text(sheet.read_text(encoding="utf-8").replace("role: 仿宋", f"role: {role}", 1), encoding="utf-8")
        target = built.folder() / f"{role}.pdf"
        result = built.run(built.program(), "build", built.words_source("\n\n".join(MARKS)), "--layouts", layouts, "-o", target)
        self.assertEqual(result.status, 0, result.err)
        return target

    def test_text_with_marks_reads_back_as_written(self):
        for role in ROLES:
            pdf = self.build_in_role(role)
            for pages in pdfread.poppler_pages(pdf), pdfread.mutool_pages(pdf):
                lines = set("".join(pages).splitlines())
                for mark in MARKS:
                    with self.subTest(role=role, mark=mark):
                        self.assertIn(mark, lines)


if __name__ == "__main__":
    unittest.main(verbosity=2)
