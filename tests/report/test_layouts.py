"""Layouts that an office changes: a fixed pitch must give lines at that pitch, paragraph after paragraph."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SOURCE = """agency: 甲局
year: 2025
title: 报告
sections:
  - title: 情况
    text: |
""" + "".join(f"      第{'一二三四五六七八九'[n % 9]}段的文字，" + "长一些的文字" * (n % 7) + "。\n\n" for n in range(60))


class Pitch(unittest.TestCase):
    def test_fixed_pitches(self):
        gongwen = (ROOT / "layouts" / "gongwen.yaml").read_text(encoding="utf-8")
        for pitch in (29.6, 29, 28.95, 28.8, 28):
            with self.subTest(pitch), tempfile.TemporaryDirectory() as folder:
                layouts = pathlib.Path(folder) / "layouts"
                shutil.copytree(ROOT / "layouts", layouts)
                (layouts / "ours.yaml").write_text(gongwen.replace("gap: 7/8", f"pitch: {pitch}pt"), encoding="utf-8")
                source = pathlib.Path(folder) / "report.yaml"
                source.write_text("layout: ours\n" + SOURCE, encoding="utf-8")
                run = subprocess.run([os.environ["NIANBAO"], "build", str(source), "-f", "dump", "-o", "-",
                                      "--layouts", str(layouts)], capture_output=True, check=True, timeout=60)
                self.check(run.stdout.decode(), pitch)

    def check(self, dump, pitch):
        steps = 0
        for page in dump.split("\npage ")[1:]:
            body = [float(y) for y in re.findall(r"^ +run \S+ (\S+) FandolFang-Regular 16\.000", page, re.M)]
            lines = sorted(set(body))
            for above, below in zip(lines, lines[1:]):
                self.assertAlmostEqual(below - above, pitch, delta=0.01)
                steps += 1
        self.assertGreater(steps, 60)


class Roles(unittest.TestCase):
    def test_an_unknown_role_is_said_once_in_drafts_too(self):
        gongwen = (ROOT / "layouts" / "gongwen.yaml").read_text(encoding="utf-8")
        for role, wrong in (("    role: 仿宋\n", "    role: 彷宋\n"), ("    role: 黑体\n", "    role: 黒体\n")):
            with self.subTest(role), tempfile.TemporaryDirectory() as folder:
                layouts = pathlib.Path(folder) / "layouts"
                shutil.copytree(ROOT / "layouts", layouts)
                (layouts / "ours.yaml").write_text(gongwen.replace(role, wrong, 1), encoding="utf-8")
                source = pathlib.Path(folder) / "report.yaml"
                source.write_text("layout: ours\n" + SOURCE, encoding="utf-8")
                run = subprocess.run([os.environ["NIANBAO"], "build", str(source), "--draft", "-o",
                                      str(pathlib.Path(folder) / "o.pdf"), "--layouts", str(layouts)],
                                     capture_output=True, timeout=60)
                self.assertEqual(run.returncode, 1, run.stderr.decode())
                self.assertEqual(run.stderr.decode().count("name-unknown"), 1)


if __name__ == "__main__":
    unittest.main()
