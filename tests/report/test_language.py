#!/usr/bin/env python3
"""The program speaks the language of the environment: Chinese under a Chinese locale, whether or not the system has that
locale, else English. Codes and what programs read stay the same."""
import pathlib
import re
import subprocess
import tempfile
import unittest

from built import ROOT
from harness import environment, program, put_source, read_json, run

BAD = ROOT / "tests/bad/figure-thousands.yaml"
SAID = "“1,333”不能填在“主动公开.行政许可”里：数字不带千分位的逗号。"
HINT = "请写 1333。"
# An option, a value or a name stands in Latin letters; two English words side by side are English.
ENGLISH = re.compile(r"\b[A-Za-z]{2,}[,;]? [a-z]{2,}\b")
TYPED = re.compile(r"nianbao (?:build|check|diff|new|schema|fonts|preview|extract)\b")


def chinese(**changes):
    return environment(LC_ALL="zh_CN.UTF-8", **changes)


class Language(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def nianbao(self, *arguments, env, status):
        done = run(program(), *arguments, cwd=self.folder, env=env)
        self.assertEqual(done.status, status, done.err)
        return done

    def assert_chinese(self, text):
        self.assertRegex(text, "[一-鿿]")
        for line in text.splitlines():
            found = ENGLISH.search(TYPED.sub("", line))
            self.assertIsNone(found, line)

    def test_finding(self):
        done = self.nianbao("check", BAD, env=chinese(), status=1)
        self.assertIn(f"11:11: error[figure-bad]: {SAID}\n", done.err)
        self.assertIn(f"  提示: {HINT}\n", done.err)

    def test_json_holds_the_same_words(self):
        finding, = read_json(self.nianbao("check", "--message-format", "json", BAD, env=chinese(), status=1).err)
        self.assertEqual((finding["severity"], finding["code"]), ("error", "figure-bad"))
        self.assertEqual((finding["message"], finding["hint"]), (SAID, HINT))

    def test_every_way_to_ask_for_chinese(self):
        for changes in ({"LC_ALL": "zh_CN.GB18030"}, {"LC_ALL": "zh_CN"}, {"LC_ALL": None, "LC_MESSAGES": "zh_CN.UTF-8"},
                        {"LC_ALL": None, "LANG": "zh_CN.UTF-8"}, {"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "de"}):
            with self.subTest(changes):
                self.assertIn(SAID, self.nianbao("check", BAD, env=environment(**changes), status=1).err)

    def test_english_otherwise(self):
        for changes in ({"LC_ALL": "C"}, {"LC_ALL": "en_US.UTF-8"}, {"LC_ALL": None},
                        {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, {"LC_ALL": "C.UTF-8", "LANGUAGE": "zh_CN"}):
            with self.subTest(changes):
                said = self.nianbao("check", BAD, env=environment(**changes), status=1).err
                self.assertIn("error[figure-bad]: “1,333” cannot stand in 主动公开.行政许可", said)
                self.assertNotIn("错误", said)

    def test_help(self):
        for arguments in (["--help"], ["build", "--help"], ["check", "--help"], ["new", "--help"], ["schema", "--help"],
                          ["fonts", "--help"], ["preview", "--help"]):
            with self.subTest(arguments):
                self.assert_chinese(self.nianbao(*arguments, env=chinese(), status=0).out.decode("utf-8"))

    def test_wrong_usage(self):
        for arguments in ([], ["build"], ["build", "-o"], ["build", "-j", "0", "x.yaml"], ["biuld"], ["--wrong"], ["diff"]):
            with self.subTest(arguments):
                self.assert_chinese(self.nianbao(*arguments, env=chinese(), status=2).err)

    def test_no_such_file(self):
        done = self.nianbao("check", "missing.yaml", env=chinese(), status=3)
        self.assertEqual(done.err, "missing.yaml: error[io-read]: 没有这个文件。\n  提示: 请核对文件名和所在的文件夹。\n")

    def test_words_of_the_system(self):
        """What strerror says, too: no question marks in place of characters."""
        (self.folder / "good.yaml").write_bytes((ROOT / "tests/bad/clean.yaml").read_bytes())
        done = self.nianbao("check", "--layouts", ".", "good.yaml", env=chinese(), status=3)
        self.assertIn("error[io-read]: 表样所在的文件夹读不出来", done.err)
        self.assertNotIn("?", done.err)

    def test_the_language_is_not_in_the_pdf(self):
        for name, env in (("zh.pdf", chinese()), ("en.pdf", environment())):
            self.nianbao("build", "--quiet", ROOT / "tests/bad/clean.yaml", "-o", name, env=env, status=0)
        self.assertTrue((self.folder / "zh.pdf").read_bytes() == (self.folder / "en.pdf").read_bytes())

    def test_every_bad_source(self):
        """No English sentence slips into what is said of any of them; what is quoted from the source is left out."""
        names = [source.name for source in sorted((ROOT / "tests/bad").glob("*.yaml"))]
        for name in names:
            put_source(ROOT / "tests/bad" / name, self.folder)
        done = subprocess.run([program(), "check", "--message-format", "json", *names], env=chinese(), cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=600, check=False)
        self.assertIn(done.returncode, (1, 3, 4), done.stderr)
        findings = read_json(done.stderr)
        self.assertGreater(len({finding["file"] for finding in findings}), 100)
        for finding in findings:
            for words in filter(None, [finding["message"], finding["hint"], *(r["message"] for r in finding["related"])]):
                with self.subTest(finding["file"]):
                    said = re.sub(r"“[^”]*”|iconv .*", "", words)
                    self.assertNotRegex(said, ENGLISH)


if __name__ == "__main__":
    unittest.main()
