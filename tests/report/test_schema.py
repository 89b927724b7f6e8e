#!/usr/bin/env python3
"""nianbao schema against the program: what it finds no mistake in, the schema accepts; where it finds a key, a row or a
kind of value wrong, the schema refuses, too. By python3-jsonschema, as an editor would."""
import json
import pathlib
import re
import tempfile
import unittest

import jsonschema
import yaml

import built
from harness import environment, program, read_json, run

SOURCES = [*sorted((built.ROOT / "data").glob("*.yaml")), *sorted((built.ROOT / "tests/golden").glob("*/*.yaml")),
           *sorted((built.ROOT / "tests/bad").glob("*.yaml"))]
STRUCTURE = {"key-unknown", "key-missing", "value-kind"}  # what a schema can see
# Where the finding is about more than the structure, or the other reader reads something else.
BEYOND = {
    "duplicate-row.yaml", "duplicate-key.yaml",  # the other reader keeps the last
    "section-missing.yaml", "section-replaced.yaml",  # S5
    "table-without-rows.yaml",  # rows may be left out beside `empty`
    "markup-footnote-shared.yaml",
}


class Loader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: no dates, no `no` for false, no octal numbers."""


KEPT = ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")
Loader.yaml_implicit_resolvers = {first: [rule for rule in rules if rule[0] in KEPT]
                                  for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}
for tag, form, firsts in (("int", r"[-+]?(0|[1-9][0-9]*)", "-+0123456789"), ("float", r"[-+]?(0|[1-9][0-9]*)\.[0-9]+", "-+0123456789"),
                          ("bool", "true|false", "tf")):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), list(firsts))


def load(path):
    """The source, or None where another reader of YAML cannot read it."""
    try:
        return yaml.load(path.read_bytes().decode("utf-8"), Loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return None


def schema(*arguments, **changes):
    done = run(program(), "schema", *arguments, env=environment(**changes))
    assert done.status == 0 and done.err == "", done.err
    return json.loads(done.out)


def descriptions(value):
    if isinstance(value, dict):
        if isinstance(value.get("description"), str):
            yield value["description"]
        for inner in value.values():
            yield from descriptions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from descriptions(inner)


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schema = schema()
        cls.validator = jsonschema.Draft202012Validator(cls.schema)
        cls.codes = cls.codes_of(*SOURCES)

    @classmethod
    def codes_of(cls, *sources):
        """{name: codes of the errors in it}"""
        codes = {str(source): set() for source in sources}
        for finding in read_json(run(program(), "check", "-q", "--message-format", "json", *sources).err):
            if finding["severity"] == "error":
                codes.setdefault(finding["file"], set()).add(finding["code"])
        return codes

    def mistakes(self, source, validator=None):
        return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in (validator or self.validator).iter_errors(source)]

    def test_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def test_descriptions_are_chinese(self):
        """In every locale: a source is."""
        for words in descriptions(self.schema):
            self.assertRegex(words, "[\u4e00-\u9fff]")
        self.assertEqual(schema(LC_ALL="zh_CN.UTF-8"), self.schema)

    def test_right_sources(self):
        right = 0
        for source in SOURCES:
            read = load(source)
            if read is None or self.codes[str(source)]:
                continue
            right += 1
            with self.subTest(source.name):
                self.assertEqual(self.mistakes(read), [])
        self.assertGreater(right, 20)

    def test_wrong_structure(self):
        wrong = 0
        for source in SOURCES:
            read = load(source)
            codes = self.codes[str(source)]
            if read is None or source.name in BEYOND or not codes & STRUCTURE:
                continue
            wrong += 1
            with self.subTest(source.name, codes=codes):
                self.assertTrue(self.mistakes(read))
        self.assertGreater(wrong, 10)

    def change(self, old, new):
        words = built.SOURCE.read_text(encoding="utf-8")
        self.assertIn(old, words)
        return yaml.load(words.replace(old, new, 1), Loader)

    def test_rows(self):
        """One change of a right report each, and what the program says of it."""
        row = "新收: [9, 0, 0, 0, 0, 0]"
        for new, right in ((row, True), ("新收: [9, 0, 0, 0, 0, 0, 9]", True), ("新收: {自然人: 9, 其余: 0}", True),
                           ("新收: {自然人: {value: 9, note: 估计}, 其余: 0}", True), ("新收: [9, ~, ~, ~, ~, ~]", True),
                           ("新收: [9, '-', '-', '-', '-', '/']", True), ("新收: ['9', 0, 0, 0, 0, 0]", True),
                           ("新收: [9, 0, 0, 0, 0]", False), ("新收: [9, 0, 0, 0, 0, 0, 9, 0]", False), ("新收: {自然人: 9}", False),
                           ("新收: {自然人: 9, 企业: 0, 其余: 0}", False), ("新收: 9", False), ("新收: [9件, 0, 0, 0, 0, 0]", False),
                           ("新收: [-9, 0, 0, 0, 0, 0]", False), ("新收: [9.5, 0, 0, 0, 0, 0]", False),
                           ("新收: [【待填】, 0, 0, 0, 0, 0]", False), ("新收入: 0", False), ("", False)):
            with self.subTest(new):
                self.assertEqual(self.mistakes(self.change(row, new)) == [], right)
                with tempfile.TemporaryDirectory() as name:
                    path = pathlib.Path(name) / "x.yaml"
                    path.write_text(built.SOURCE.read_text(encoding="utf-8").replace(row, new, 1), encoding="utf-8")
                    codes = self.codes_of(path)[str(path)] - {"C1"}
                    self.assertEqual(codes == set(), right, codes)

    def test_one_form(self):
        """Asked for one form, it takes that one's reports only."""
        only = jsonschema.Draft202012Validator(schema("disclosure-2019"))
        self.assertTrue(self.mistakes(load(built.SOURCE), only))
        same = jsonschema.Draft202012Validator(schema("disclosure-2021"))
        self.assertEqual(self.mistakes(load(built.SOURCE), same), [])
        self.assertIn("disclosure-2019", run(program(), "schema", "disclosure-2018").err)

    def test_new_sources(self):
        """An editor marks what is not filled in among the figures."""
        for form in ("disclosure-2019", "disclosure-2021"):
            source = yaml.load(run(program(), "new", "--form", form).out.decode(), Loader)
            self.assertTrue(all("figures" in m for m in self.mistakes(source)))
            self.assertGreater(len(self.mistakes(source)), 20)

    def test_output(self):
        with tempfile.TemporaryDirectory() as name:
            run(program(), "schema", "-o", name)
            self.assertEqual(json.loads((pathlib.Path(name) / "nianbao.schema.json").read_text(encoding="utf-8")), self.schema)


if __name__ == "__main__":
    unittest.main(verbosity=2)
