#!/usr/bin/env python3
"""The same source gives the same bytes, wherever, whenever and by whomever it is built."""
import os
import pathlib
import shutil
import tempfile
import unittest

import built
import pdfread
from harness import environment, program, run


class Repeat(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.expected = built.minhang().read_bytes()

    def build(self, *options, source=built.SOURCE, **run_options):
        result = run(program(), "build", source, *options, **run_options)
        self.assertEqual(result.status, 0, result.err)
        return result.out

    def assert_same(self, data):
        self.assertTrue(data == self.expected, "the bytes differ")  # not assertEqual, which would print them

    def test_again(self):
        self.assert_same(self.build("-o", "-"))

    def test_time_zone(self):
        for zone in ("Asia/Shanghai", "America/Los_Angeles", "UTC+13"):
            self.assert_same(self.build("-o", "-", env=environment(TZ=zone)))

    def test_locale(self):
        for locale in ("C", "POSIX", "zh_CN.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8", "nonsense"):
            self.assert_same(self.build("-o", "-", env=environment(LC_ALL=locale, LANGUAGE="zh_CN:en", LANG=locale)))

    def test_working_folder_and_relative_names(self):
        self.assert_same(self.build("-o", "-", cwd="/"))
        self.assert_same(self.build("-o", "-", cwd=built.SOURCE.parent, source=built.SOURCE.name))
        self.build("-o", "nested.pdf", cwd=self.folder, source=os.path.relpath(built.SOURCE, self.folder))
        self.assert_same((self.folder / "nested.pdf").read_bytes())

    def test_source_somewhere_else(self):
        shutil.copy(built.SOURCE, self.folder / "另名.yaml")
        self.assert_same(self.build("-o", "-", cwd=self.folder, source="另名.yaml"))

    def test_file_mask(self):
        for mask, mode in ((0o022, 0o644), (0o077, 0o600), (0o002, 0o664)):
            target = self.folder / "masked.pdf"
            self.build("-o", target, prepare=lambda m=mask: os.umask(m))
            self.assert_same(target.read_bytes())
            self.assertEqual(target.stat().st_mode & 0o777, mode)
            target.unlink()

    def test_date_comes_from_the_environment_variable(self):
        target = self.folder / "dated.pdf"
        self.build("-o", target, env=environment(SOURCE_DATE_EPOCH="1767225600"))
        self.assertRegex(pdfread.information_of(target)["CreationDate"], r"^D:20260101")
        again = self.build("-o", "-", env=environment(SOURCE_DATE_EPOCH="1767225600", TZ="Asia/Tokyo"))
        self.assertTrue(again == target.read_bytes())

    def test_date_comes_from_the_signature(self):
        source = self.folder / "signed.yaml"
        source.write_text(built.SOURCE.read_text(encoding="utf-8") + "\nsigned: {by: 闵行区人社局, date: 2026-01-20}\n",
                          encoding="utf-8")
        self.build("-o", self.folder / "signed.pdf", source=source, env=environment(SOURCE_DATE_EPOCH="1"))
        information = pdfread.information_of(self.folder / "signed.pdf")
        self.assertRegex(information["CreationDate"], r"^D:20260120")
        self.assertIn("2026年1月20日", pdfread.squeeze(pdfread.poppler_pages(self.folder / "signed.pdf", "-raw")[-1]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
