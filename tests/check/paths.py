#!/usr/bin/env python3
"""Nothing in the tree names a path of one machine, carries a font or another big binary file, or is left unfinished."""
import re

from tree import ROOT, finish, project_files

# In brackets so that this file does not find itself.
MACHINE_PATH = re.compile(r"(?:^|[\s\"'=(:])/(?:[h]ome|[r]oot|[w]ork|[U]sers|[m]nt|tmp/[a-z])/", re.M)
LEFT_OVER = re.compile(r"\b(?:[T]ODO|[F]IXME|[X]XX)\b|\b[i]ssue #?\d|<{7} |>{7} ")
FONT_START = (b"OTTO", b"\x00\x01\x00\x00", b"true", b"ttcf", b"wOFF", b"wOF2", b"%!PS-AdobeFont", b"%!FontType")
FONT_NAME = re.compile(r"\.(?:otf|ttf|ttc|otc|pf[ab]|woff2?)$", re.I)
LARGEST = 1 << 20
# Folders of test data whose whole point may be such a thing.
EXEMPT = ("tests/bad/", "tests/unit/")


def faults_of(path, data):
    if FONT_NAME.search(path) or data.startswith(FONT_START):
        yield "a font file"
    if len(data) > LARGEST:
        yield f"{len(data)} bytes; at most {LARGEST}"
    if b"\0" in data or path.startswith(EXEMPT):
        return
    text = data.decode("utf-8", "replace")
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE_PATH.search(line):
            yield f"line {number}: a path of one machine: {line.strip()[:80]}"
        if LEFT_OVER.search(line):
            yield f"line {number}: left unfinished: {line.strip()[:80]}"


def main():
    faults, count = [], 0
    for path in project_files():
        count += 1
        data = (ROOT / path).read_bytes()
        faults += [f"{path}: {fault}" for fault in faults_of(str(path), data)]
    finish(f"{count} files, all fit to be published", faults)


if __name__ == "__main__":
    main()
