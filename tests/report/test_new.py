#!/usr/bin/env python3
"""nianbao new: for every form a source that says what is to be filled in, and is right as soon as it is filled."""
import os
import pathlib
import re
import tempfile
import unittest

import built
from harness import environment, program, read_json, run

FORMS = sorted(path.stem for path in (built.ROOT / "layouts/forms").glob("*.yaml"))
BLANK = re.compile(r"【待填[^】]*】")


def fill(source):
    """As a clerk would for whom nothing happened in the year: 0 for each figure, words for each text."""
    filled = []
    for line in source.splitlines():
        code = line.split("  #")[0]
        if line.startswith("agency:"):
            line = BLANK.sub("某区某局", line)
        elif re.match(r" +\S+: *(\{.*)?【待填】", code):
            line = BLANK.sub("0", code) + line[len(code):]
        elif not line.lstrip().startswith("#"):
            line = BLANK.sub("本年度未收取信息处理费。", line)
        filled.append(line)
    return "\n".join(filled) + "\n"


class New(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def nianbao(self, *arguments, status=0, **changes):
        done = run(program(), *arguments, cwd=self.folder, env=environment(**changes))
        self.assertEqual(done.status, status, done.err)
        return done

    def test_there_are_forms(self):
        self.assertIn("disclosure-2021", FORMS)
        self.assertIn("disclosure-2019", FORMS)

    def test_unfilled_is_said_and_nothing_else(self):
        """Not a crash, no finding of another kind, and no place left out."""
        for form in FORMS:
            with self.subTest(form):
                self.nianbao("new", "--form", form, "-o", f"{form}.yaml")
                findings = read_json(self.nianbao("check", "--message-format", "json", f"{form}.yaml", status=1).err)
                self.assertEqual({f["code"] for f in findings}, {"unfilled"}, findings)
                source = (self.folder / f"{form}.yaml").read_text(encoding="utf-8")
                rows = [line for line in source.splitlines() if BLANK.search(line) and not line.lstrip().startswith("#")]
                said = "\n".join(f["message"] for f in findings)
                for row in rows:
                    key = re.match(r"\s*([^:\s]+):", row)
                    self.assertIn(key[1] if key else BLANK.search(row)[0], said)

    def test_unfilled_is_not_printed(self):
        for form in FORMS:
            self.nianbao("new", "--form", form, "-o", f"{form}.yaml")
            self.nianbao("build", f"{form}.yaml", "-o", f"{form}.pdf", status=1)
        self.assertEqual(list(self.folder.glob("*.pdf")), [])

    def test_filled_is_right(self):
        for form in FORMS:
            with self.subTest(form):
                filled = fill(self.nianbao("new", "--form", form).out.decode())
                (self.folder / f"{form}.yaml").write_text(filled, encoding="utf-8")
                self.assertEqual(self.nianbao("check", f"{form}.yaml").err, "")
                self.nianbao("build", f"{form}.yaml", "-o", f"{form}.pdf")

    def test_every_row_has_its_label(self):
        """What is printed beside a figure stands beside its key."""
        source = self.nianbao("new", "--form", "disclosure-2021").out.decode()
        self.assertIn("国家秘密: 【待填】  # 1.属于国家秘密\n", source)
        self.assertIn("行政事业性收费: 【待填】  # 单位：万元，小数至多4位\n", source)
        self.assertIn("规章: {制发: 【待填】, 废止: 【待填】, 现行有效: 【待填】}\n", source)
        self.assertIn("# 各列依次为：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他。\n", source)
        self.assertNotRegex(source, r"(?m)^ +总计:")  # computed

    def test_agency_and_year(self):
        source = self.nianbao("new", "--agency", "某区某局", "--year", "2023").out.decode()
        self.assertIn("\nagency: 某区某局\n", source)
        self.assertIn("\nyear: 2023\n", source)
        for bad in ("", "某局: 甲", "两\n行"):
            self.assertIn("--agency", self.nianbao("new", "--agency", bad, status=2).err)

    def test_form_of_the_year(self):
        for year, form in (("2025", "disclosure-2021"), ("2021", "disclosure-2021"), ("2020", "disclosure-2019"), ("2019", "disclosure-2019")):
            self.assertIn(f"\nform: {form}\n", self.nianbao("new", "--year", year).out.decode())

    def test_year_of_the_form(self):
        """Last year, or the last one that the form is for; SOURCE_DATE_EPOCH stands for the clock."""
        epoch = {"SOURCE_DATE_EPOCH": "1767225600"}  # 2026-01-01
        self.assertIn("\nyear: 2025\n", self.nianbao("new", **epoch).out.decode())
        self.assertIn("\nyear: 2020\n", self.nianbao("new", "--form", "disclosure-2019", **epoch).out.decode())

    def test_language_does_not_matter(self):
        self.assertEqual(self.nianbao("new", "--year", "2025").out, self.nianbao("new", "--year", "2025", LC_ALL="zh_CN.UTF-8").out)

    def test_leaves_a_file_as_it_is(self):
        (self.folder / "mine.yaml").write_text("something\n", encoding="utf-8")
        self.assertIn("mine.yaml: error[io-write]", self.nianbao("new", "-o", "mine.yaml", status=3).err)
        self.assertEqual((self.folder / "mine.yaml").read_text(encoding="utf-8"), "something\n")

    def test_output(self):
        (self.folder / "some").mkdir()
        self.nianbao("new", "--year", "2025", "-o", "some")
        self.assertEqual(os.listdir(self.folder / "some"), ["disclosure-2021-2025.yaml"])
        self.assertTrue(self.nianbao("new", "-o", "-").out.startswith(b"#"))
        self.nianbao("new", "-o", "nowhere/x.yaml", status=3)

    def test_unknown_form(self):
        self.assertIn("Did you mean “disclosure-20", self.nianbao("new", "--form", "disclosure-2012", status=1).err)

    def test_schema_beside_it_is_named(self):
        self.nianbao("schema", "-o", ".")
        self.nianbao("new", "-o", "a.yaml")
        first = (self.folder / "a.yaml").read_text(encoding="utf-8").splitlines()[0]
        self.assertEqual(first, "# yaml-language-server: $schema=nianbao.schema.json")


if __name__ == "__main__":
    unittest.main(verbosity=2)
