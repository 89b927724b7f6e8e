#!/usr/bin/env python3
"""Every diagnostic code of src/base/diag_codes.def is raised somewhere in src/ and by some test: it stands in an
expectation of tests/bad (`error[NAME]`, in a script "NAME") or in a unit test (DIAG_ID). No expectation names a code that does not exist."""
import re

from tree import ROOT, finish

ROW = re.compile(r'^DIAG_CODE\((\w+), "([^"]+)", (\w+),', re.M)
EXPECTED = re.compile(r"\b(?:error|warning)\[([^\]]+)\]")


QUOTED = re.compile(r'"((?:[a-z]+-[a-z]+)|[A-Z][0-9])"')


def text_of(folder, pattern):
    return "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / folder).rglob(pattern)))


def expected_names():
    """code name -> a file of tests/bad that expects it."""
    names = {}
    for path in sorted((ROOT / "tests/bad").glob("*.[ye]*")):
        for name in EXPECTED.findall(path.read_bytes().decode("utf-8", "replace")):
            names.setdefault(name, path.name)
    return names


def quoted_names():
    return set(QUOTED.findall(text_of("tests/bad", "*.py")))


def main():
    rows = ROW.findall((ROOT / "src/base/diag_codes.def").read_text(encoding="utf-8"))
    sources = text_of("src", "*.c")
    units = text_of("tests/unit", "*.c")
    expected = expected_names()
    quoted = quoted_names()
    faults = []
    for code, name, _ in rows:
        if not re.search(rf"\bDIAG_{code}\b", sources):
            faults.append(f"{name}: nothing in src/ raises DIAG_{code}")
        if name not in expected and name not in quoted and not re.search(rf"\bDIAG_{code}\b", units):
            faults.append(f"{name}: no test raises it")
    known = {name for _, name, _ in rows}
    faults += [f"tests/bad/{file}: there is no code {name}" for name, file in expected.items() if name not in known]
    finish(f"{len(rows)} codes, each raised by a test", faults)


if __name__ == "__main__":
    main()
