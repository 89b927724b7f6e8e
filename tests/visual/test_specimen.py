#!/usr/bin/env python3
"""The specimen of every rule, page by page as a picture: compared with the pictures kept here, with a small tolerance
for what another version of a renderer does to the edges of letters. Where a page differs, the picture it gave and one of
the differences are left beside the build. NIANBAO_UPDATE=1 writes the pictures anew; look at them before keeping them.

usage: test_specimen.py FOLDER     where pictures of differences go"""
import os
import pathlib
import re
import struct
import subprocess
import sys
import unittest
import zlib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from harness import ROOT, explain_status, program, run  # noqa: E402

sys.path.insert(0, str(HERE.parent / "check"))

SOURCE = ROOT / "data/specimen.yaml"
DPI = 60
BLOCK = 6        # pixels: a block of so many by so many is compared by its mean gray
TOLERANCE = 24   # of 255: what a block may differ by
FOLDER = pathlib.Path(sys.argv.pop(1)) if len(sys.argv) > 1 else HERE


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_png(path, width, height, rows):
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) +
                     chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9)) + chunk(b"IEND", b""))


def read_png(path):
    """What write_png has written: gray, 8 bits, no filter."""
    data, at, body = path.read_bytes(), 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            width, height = struct.unpack(">II", data[at + 8:at + 16])
        elif kind == b"IDAT":
            body += data[at + 8:at + 8 + length]
        at += length + 12
    body = zlib.decompress(body)
    return width, height, [body[y * (width + 1) + 1:(y + 1) * (width + 1)] for y in range(height)]


def pages_of(pdf):
    data = subprocess.run(["mutool", "draw", "-q", "-F", "pgm", "-r", str(DPI), "-o", "-", str(pdf)], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    at = 0
    while at < len(data):
        head = re.compile(rb"P5\s+(?:#[^\n]*\s+)*(\d+)\s+(\d+)\s+255\s").match(data, at)
        width, height, at = int(head[1]), int(head[2]), head.end()
        yield width, height, [data[at + y * width:at + (y + 1) * width] for y in range(height)]
        at += width * height


def differing_blocks(a, b):
    """(x, y) of the blocks whose mean gray differs by more than the tolerance."""
    (width, height, rows_a), (_, _, rows_b) = a, b
    for y in range(0, height, BLOCK):
        for x in range(0, width, BLOCK):
            part_a = b"".join(row[x:x + BLOCK] for row in rows_a[y:y + BLOCK])
            part_b = b"".join(row[x:x + BLOCK] for row in rows_b[y:y + BLOCK])
            if part_a != part_b and abs(sum(part_a) - sum(part_b)) > TOLERANCE * len(part_a):
                yield x, y


def difference(a, b):
    return [bytes(255 - abs(p - q) for p, q in zip(row_a, row_b)) for row_a, row_b in zip(a[2], b[2])]


class Specimen(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        FOLDER.mkdir(parents=True, exist_ok=True)
        cls.pdf = FOLDER / "specimen.pdf"
        result = run(program(), "build", SOURCE, "-o", cls.pdf)
        assert result.status == 0, explain_status(result.status) + result.err
        cls.messages = result.err

    def test_shows_every_rule(self):
        import rules_list
        words = SOURCE.read_text(encoding="utf-8")
        missing = [rule for rule in rules_list.RULES if rule[3:].isdigit() and rule not in words]
        self.assertEqual(missing, [])

    def test_only_fallbacks_are_reported(self):
        codes = set(re.findall(r"(?:error|warning)\[([^\]]+)\]", self.messages))
        self.assertLessEqual(codes, {"glyph-fallback"}, self.messages)

    def test_pages_look_as_they_did(self):
        pages, kept = list(pages_of(self.pdf)), sorted(HERE.glob("specimen-*.png"))
        if os.environ.get("NIANBAO_UPDATE"):
            for path in kept:
                path.unlink()
            for number, page in enumerate(pages, 1):
                write_png(HERE / f"specimen-{number}.png", *page)
            return
        self.assertEqual(len(pages), len(kept), "pages")
        for number, page in enumerate(pages, 1):
            wanted = read_png(HERE / f"specimen-{number}.png")
            self.assertEqual(page[:2], wanted[:2], f"page {number}: size")
            blocks = list(differing_blocks(page, wanted))
            if blocks:
                write_png(FOLDER / f"specimen-{number}-out.png", *page)
                write_png(FOLDER / f"specimen-{number}-diff.png", page[0], page[1], difference(page, wanted))
            self.assertFalse(blocks, f"page {number} differs in {len(blocks)} places, the first at {blocks[:1]}; see "
                                     f"{FOLDER}/specimen-{number}-out.png and -diff.png")


if __name__ == "__main__":
    unittest.main(verbosity=2)
