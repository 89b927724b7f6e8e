#!/usr/bin/env python3
"""Every rule of setting Chinese and of tables has a test and a row in ARCHITECTURE.md: fails where the table, the tests named for the
rules and the files of the tree do not agree."""
import re

from rules_list import RULES, TABLE_RULES
from tree import ROOT, finish



def tests_of_rules(kind="CL"):
    """rule -> names of the test programs that show it"""
    found = {}
    for file in sorted((ROOT / "tests/rules").glob("test_*.c")):
        for rule in re.findall(rf'RULE\("({kind}-[0-9]+x?)', file.read_text(encoding="utf-8")):
            found.setdefault(rule, set()).add(file.stem.removeprefix("test_"))
    if kind != "CL":
        return found
    prose = (ROOT / "tests/report/test_prose.py").read_text(encoding="utf-8")
    for number in re.findall(r"test_CL_([0-9]+)", prose):
        found.setdefault(f"CL-{number}", set()).add("prose")
    return found


def rows_of_table():
    """rule -> (files, tests)"""
    rows = {}
    for line in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if len(cells) == 4 and re.fullmatch(r"CL-[0-9]+x?", cells[0]):
            rows[cells[0]] = (cells[2].split(", "), set(cells[3].split(", ")))
    return rows


def rows_of_tables():
    """(rules, files, tests) of each row for tables; a row may be of several rules"""
    for line in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if len(cells) == 4 and cells[0].startswith("TB-"):
            yield cells[0].split(", "), cells[2].split(", "), cells[3].split(", ")


def test_exists(name):
    return any((ROOT / folder / name).exists() for folder in ("tests", "tests/unit"))


def table_faults():
    tests, rowed = tests_of_rules("TB"), set()
    for rules, files, named in rows_of_tables():
        rowed |= set(rules)
        yield from (f"{rules[0]}: ARCHITECTURE.md names {file}, which does not exist" for file in files if not file_exists(file))
        yield from (f"{rules[0]}: ARCHITECTURE.md names {test}, which does not exist"
                    for test in named if ("/test_" in test and not test_exists(test)))
        for rule in rules:
            yield from (f"{rule}: ARCHITECTURE.md does not name rules/test_{test}.c"
                        for test in sorted(tests.get(rule, ())) if f"rules/test_{test}.c" not in named)
    for rule in TABLE_RULES:
        if rule not in tests:
            yield f"{rule} has no test"
        if rule not in rowed:
            yield f"{rule} has no row in ARCHITECTURE.md"
    yield from (f"{rule}: a test shows a rule that does not exist" for rule in sorted(set(tests) - set(TABLE_RULES)))


def file_exists(name):
    return (ROOT / (name if name.startswith(("layouts/", "fonts/")) else f"src/{name}")).exists()


def faults():
    tests, rows = tests_of_rules(), rows_of_table()
    for rule in RULES:
        if rule not in tests:
            yield f"{rule} has no test"
        if rule not in rows:
            yield f"{rule} has no row in ARCHITECTURE.md"
            continue
        files, named = rows[rule]
        yield from (f"{rule}: ARCHITECTURE.md names {file}, which does not exist" for file in files if not file_exists(file))
        if named != tests.get(rule, set()):
            yield f"{rule}: ARCHITECTURE.md names {sorted(named)}, the tests are {sorted(tests.get(rule, []))}"
    yield from (f"{rule}: a test shows a rule that does not exist" for rule in sorted(set(tests) - set(RULES)))


finish(f"{len(RULES) + len(TABLE_RULES)} rules, each with its tests and its row", [*faults(), *table_faults()])
