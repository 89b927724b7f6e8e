#!/usr/bin/env python3
"""nianbao build --lock: what the lines of a report depend on is written down beside it, and what has changed is said."""
import hashlib
import pathlib
import re
import shutil
import tempfile
import unittest

import built
from harness import environment, program, read_json, run

ENTRY = re.compile(r'\{name: "([^"]+)", sha256: ([0-9a-f]{64})\}')


class Lock(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=built.folder()))
        self.source, self.lock = self.folder / "report.yaml", self.folder / "report.yaml.lock"
        shutil.copy(built.SOURCE, self.source)
        self.build("--lock")

    def build(self, *more, command="build", status=0):
        """The findings of a run."""
        output = ("-o", self.folder / "report.pdf") if command == "build" else ()
        result = run(program(), command, self.source, *output, "--message-format", "json", *more)
        self.assertEqual(result.status, status, result.err)
        return [found for found in read_json(result.err) if found["code"].startswith("lock-")]

    def change(self, old, new):
        text = self.lock.read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.lock.write_text(text.replace(old, new, 1), encoding="utf-8")

    def assert_said(self, *words, commands=("build", "check")):
        for command in commands:
            found = self.build(command=command)
            self.assertEqual([f["code"] for f in found], ["lock-changed"] * len(words), command)
            for finding, expected in zip(found, words):
                self.assertIn(expected, finding["message"])
                self.assertEqual(finding["file"], str(self.lock))
                self.assertGreater(finding["line"], 1)
                self.assertIn("--lock", finding["hint"])

    def test_what_is_written(self):
        text = self.lock.read_text(encoding="utf-8")
        entries = ENTRY.findall(text)
        layouts = built.ROOT / "layouts"
        for (name, digest), path in zip(entries, (layouts / "gongwen.yaml", layouts / "forms/disclosure-2021.yaml")):
            self.assertEqual((name, digest), (path.stem, hashlib.sha256(path.read_bytes()).hexdigest()))
        faces = dict(entries[2:])
        self.assertEqual(list(faces), sorted(faces))
        self.assertEqual(faces["FandolFang-Regular"],
                         hashlib.sha256((built.ROOT / "fonts/faces/FandolFang-Regular.otf").read_bytes()).hexdigest())
        self.assertNotIn("/", text)

    def test_it_is_the_same_every_time_and_anywhere(self):
        first = self.lock.read_bytes()
        self.build("--lock")
        self.assertEqual(self.lock.read_bytes(), first)
        other = pathlib.Path(tempfile.mkdtemp(dir=built.folder()))
        shutil.copy(built.SOURCE, other / "report.yaml")
        result = run(program(), "build", "report.yaml", "--lock", "-o", "-", cwd=other, env=environment(TZ="Pacific/Apia"))
        self.assertEqual(result.status, 0)
        self.assertEqual((other / "report.yaml.lock").read_bytes(), first)

    def test_nothing_has_changed(self):
        self.assert_said()

    def test_a_font_that_is_another_one(self):
        text = self.lock.read_text(encoding="utf-8")
        digest = dict(ENTRY.findall(text))["FandolKai-Regular"]
        self.change(digest, digest[::-1])
        self.assert_said("“FandolKai-Regular” is another version")
        self.build("--lock")
        self.assert_said()

    def test_a_font_that_is_gone_and_one_that_is_new(self):
        self.change("FandolKai-Regular", "OfficeKai")
        self.assert_said("“FandolKai-Regular” is used now", "“OfficeKai”, with which", commands=("build",))
        self.assert_said("“OfficeKai”, with which", commands=("check",))

    def test_another_version_of_the_program(self):
        self.change("nianbao: ", "nianbao: 0.0.")
        self.assert_said("locked with version 0.0.")

    def test_another_layout_and_form(self):
        layouts = self.folder / "layouts"
        shutil.copytree(built.ROOT / "layouts", layouts)
        for name in ("gongwen.yaml", "forms/disclosure-2021.yaml"):
            with open(layouts / name, "a", encoding="utf-8") as file:
                file.write("# 改过\n")
        found = self.build("--layouts", layouts)
        self.assertEqual([f["line"] for f in found], [3, 4])
        self.change('name: "gongwen"', 'name: "yearbook"')
        self.assert_said("with the layout “yearbook”; now it has “gongwen”")

    def test_a_layout_that_another_is_made_from(self):
        self.source.write_text(self.source.read_text("utf-8").replace("layout: gongwen", "layout: accounts"), encoding="utf-8")
        layouts = self.folder / "layouts"
        shutil.copytree(built.ROOT / "layouts", layouts)
        self.build("--lock", "--layouts", layouts)
        self.assertEqual(self.build("--layouts", layouts), [])
        with open(layouts / "gongwen.yaml", "a", encoding="utf-8") as file:
            file.write("# 改过\n")
        found, = self.build("--layouts", layouts)
        self.assertIn("“accounts” has changed", found["message"])

    def test_locks_that_cannot_be_read(self):
        good = self.lock.read_text(encoding="utf-8")
        for text in ("", "faces: [", "a: b\n", good.replace("sha256", "sha1", 1), good.replace("nianbao:", "x:"),
                     ENTRY.sub(r'{name: "\1", sha256: zz}', good), "\x00", "x" * (2 << 20)):
            self.lock.write_text(text, encoding="utf-8")
            for command in ("build", "check"):
                self.assertEqual([f["code"] for f in self.build(command=command)], ["lock-bad"], text[:80])
        self.build("--lock")
        self.assertEqual(self.lock.read_text(encoding="utf-8"), good)

    def test_nothing_that_is_read_is_lost(self):
        """Figures in a file of the lock's name; another source of that name."""
        self.lock.write_text("甲,1\n", encoding="utf-8")
        self.source.write_text("agency: 甲局\nyear: 2025\ntitle: 甲局报告\nsections:\n  - title: 收支\n"
                               "    table: {columns: [项目, 金额], rows: {csv: report.yaml.lock}}\n", encoding="utf-8")
        (self.folder / "report.pdf").unlink()
        target = self.folder / "report.pdf"
        for more in ((), ("--attach",)):
            result = run(program(), "build", self.source, "-o", target, "--lock", "--message-format", "json", *more)
            self.assertEqual(result.status, 3, result.err)
            self.assertIn("another name", [f["hint"] for f in read_json(result.err) if f["code"] == "io-write"][0])
            self.assertEqual(self.lock.read_text(encoding="utf-8"), "甲,1\n")
            self.assertFalse(target.exists())
        shutil.copy(built.SOURCE, self.lock)
        result = run(program(), "build", self.source, self.lock, "-o", f"{self.folder}/o/", "--lock", "-q")
        self.assertEqual(self.lock.read_bytes(), built.SOURCE.read_bytes(), result.err)

    def test_a_report_with_errors_is_not_locked(self):
        good = self.lock.read_bytes()
        self.source.write_text(self.source.read_text(encoding="utf-8").replace("新收: [9,", "新收: [8,"), encoding="utf-8")
        self.build("--lock", status=1)
        self.assertEqual(self.lock.read_bytes(), good)

    def test_it_travels_with_the_report(self):
        self.build("--lock", "--attach")
        out = self.folder / "out"
        self.assertEqual(run(program(), "extract", self.folder / "report.pdf", "-o", out).status, 0)
        self.assertEqual((out / self.lock.name).read_bytes(), self.lock.read_bytes())
        again = self.folder / "again.pdf"
        result = run(program(), "build", out / "report.yaml", "--layouts", out / "layouts", "--attach", "-q", "-o", again)
        self.assertEqual((result.status, result.err), (0, ""))
        self.assertEqual(again.read_bytes(), (self.folder / "report.pdf").read_bytes())


if __name__ == "__main__":
    unittest.main()
