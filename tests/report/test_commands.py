#!/usr/bin/env python3
"""The commands and their options on the real report: what they write, where, and what they say."""
import os
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import built
import pdfread
from harness import environment, program, read_json, run


class Commands(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.pages = int(pdfread.information_of(built.minhang())["Pages"])

    def nianbao(self, *arguments, status=0, **options):
        done = run(program(), *arguments, cwd=options.pop("cwd", self.folder), **options)
        self.assertEqual(done.status, status, done.err)
        return done

    def test_build_says_nothing_of_a_right_report(self):
        done = self.nianbao("build", built.SOURCE, "-o", "out.pdf", "--quiet")
        self.assertEqual((done.out, done.err), (b"", ""))

    def test_no_finding_in_the_report(self):
        done = self.nianbao("check", built.SOURCE, "--message-format", "json")
        self.assertEqual(read_json(done.err), [])

    def test_standard_output(self):
        done = self.nianbao("build", built.SOURCE, "-o", "-")
        self.assertTrue(done.out == built.minhang().read_bytes())
        self.assertEqual(os.listdir(self.folder), [])

    def test_output_folder(self):
        (self.folder / "pdfs").mkdir()
        other = self.folder / "other.yaml"
        shutil.copy(built.SOURCE, other)
        self.nianbao("build", built.SOURCE, other, "-o", "pdfs")
        self.assertEqual(sorted(os.listdir(self.folder / "pdfs")), [built.SOURCE.stem + ".pdf", "other.pdf"])

    def test_output_by_default(self):
        (self.folder / "out").mkdir()
        self.nianbao("build", built.SOURCE)
        self.assertTrue((self.folder / "out" / (built.SOURCE.stem + ".pdf")).read_bytes() == built.minhang().read_bytes())

    def test_png(self):
        """One picture a page, of A4's shape, with something on it."""
        self.nianbao("build", built.SOURCE, "-f", "png", "-o", "page.png")
        pictures = sorted(self.folder.glob("*.png"))
        self.assertEqual(len(pictures), self.pages)
        for picture in pictures:
            data = picture.read_bytes()
            self.assertTrue(data.startswith(b"\x89PNG\r\n\x1a\n") and data.endswith(b"IEND\xaeB`\x82"))
            width, height = struct.unpack(">II", data[16:24])
            self.assertAlmostEqual(height / width, 297 / 210, delta=0.003)
            self.assertGreater(len(data), 5_000)

    def test_svg(self):
        self.nianbao("build", built.SOURCE, "-f", "svg", "-o", "page.svg")
        drawings = sorted(self.folder.glob("*.svg"))
        self.assertEqual(len(drawings), self.pages)
        for drawing in drawings:
            self.assertTrue(ElementTree.parse(drawing).getroot().tag.endswith("svg"))

    def test_dump(self):
        """Text, the same on every run, without a path of this machine."""
        first = self.nianbao("build", built.SOURCE, "-f", "dump", "-o", "-").out.decode("utf-8")
        second = self.nianbao("build", built.SOURCE, "-f", "dump", "-o", "-", env=environment(LC_ALL="C", TZ="UTC+5"))
        self.assertEqual(first, second.out.decode("utf-8"))
        self.assertNotIn(str(built.ROOT), first)
        self.assertEqual(len(re.findall(r"^page\b", first, re.M)), self.pages)

    def test_check_writes_no_file(self):
        self.nianbao("check", built.SOURCE)
        self.assertEqual(os.listdir(self.folder), [])

    def test_fonts(self):
        """The role table: each role with the file that stands for it."""
        words = self.nianbao("fonts").out.decode("utf-8")
        for role, face in (("仿宋", "FandolFang"), ("黑体", "FandolHei"), ("楷体", "FandolKai"), ("宋体", "FandolSong")):
            self.assertRegex(words, rf"{role}[^\n]*(?:\n[ \t][^\n]*)*{face}")

    def test_fonts_of_a_report(self):
        """The sample needs no fallback."""
        words = self.nianbao("fonts", built.SOURCE).out.decode("utf-8")
        self.assertEqual(words.count("\n"), 1, words)
        self.assertIn(built.SOURCE.name, words)

    def test_timings(self):
        done = self.nianbao("build", built.SOURCE, "-o", "out.pdf", "--timings")
        self.assertRegex(done.err + done.out.decode("utf-8"), r"\d")

    def test_preview_is_another_program(self):
        """No other command loads a server's libraries; where the program that has them is missing, that is said."""
        needed = subprocess.run(["ldd", program()], capture_output=True, encoding="utf-8", check=True).stdout
        self.assertNotIn("libsoup", needed)
        alone = pathlib.Path(shutil.copy(program(), self.folder))
        done = run(alone, "preview", built.SOURCE, "--layouts", built.ROOT / "layouts", "--fonts", built.ROOT / "fonts")
        self.assertEqual(done.status, 3)
        self.assertIn(str(alone.with_name("nianbao-preview")), done.err)
        self.assertEqual(done.out, b"")


if __name__ == "__main__":
    unittest.main(verbosity=2)
