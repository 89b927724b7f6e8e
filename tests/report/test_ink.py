#!/usr/bin/env python3
"""CL-13, CL-14: —— without a seam and six even dots, as two programs draw the printed page, in every face of Han."""
import os
import re
import statistics
import unittest

import built
import pdfread
from harness import ROOT, program, run

SIZE = 16.0
CELL = 156 * pdfread.MM / 28
ROLES = ("仿宋", "小标宋", "黑体", "楷体", "宋体")
READERS = {"mutool": pdfread.read_picture, "poppler": pdfread.read_picture_by_poppler}
WORDS = "田——田……田⸺田⋯⋯田"


def installed_faces():
    """[(name, how a font table says it)] of what the font table names and this machine has."""
    words = run(program(), "fonts").out.decode("utf-8")
    found = {}
    for block in re.split(r"\n(?=\S)", words):
        if block.startswith("西文"):
            continue
        for name, file in re.findall(r"^  (\S+)  (\S+) #\d+$", block, re.M):
            ours = os.path.basename(os.path.dirname(file)) == "faces"
            found[name] = f"file: {os.path.basename(file)}" if ours else f"name: {name}"
    return sorted(found.items())


def build_in(name, entry):
    """A page of marks whose every role is this one face."""
    fonts = built.folder() / f"fonts-{name}"
    fonts.mkdir()
    os.symlink(ROOT / "fonts/faces", fonts / "faces")
    os.symlink(ROOT / "fonts/fonts.conf", fonts / "fonts.conf")
    latin = "{faces: [{name: LiberationSerif}]}"
    table = [f"  {role}: {{faces: [{{{entry}}}]}}" for role in ROLES]
    table += [f"  {role}: {latin}" for role in ("西文", "西文粗", "西文黑")]
    (fonts / "fonts.yaml").write_text("roles:\n" + "\n".join(table) + "\n", encoding="utf-8")
    source = fonts / "marks.yaml"
    source.write_text(f"agency: 田\nyear: 2025\ntitle: 田\nsections:\n  - title: 田\n    text: {WORDS}\n", encoding="utf-8")
    target = fonts / "marks.pdf"
    done = run(program(), "build", "--fonts", fonts, source, "-o", target)
    if done.status:
        raise AssertionError(f"{name}: {done.err}")
    return target


def columns(picture, left, top, right, bottom):
    """How dark each column of a box is at its darkest, from the left."""
    x0, x1 = round(left * picture.scale), round(right * picture.scale)
    rows = picture.rows[round(top * picture.scale):round(bottom * picture.scale)]
    return [min(row[x] for row in rows) for x in range(x0, x1)]


def stretches(darkness, limit=140):
    """[(first, last)] of the columns with ink."""
    found = []
    for x, value in enumerate(darkness):
        if value >= limit:
            continue
        if found and found[-1][1] == x - 1:
            found[-1][1] = x
        else:
            found.append([x, x])
    return found


class Ink(unittest.TestCase):
    faces = installed_faces()

    def fields(self, pdf):
        """The five 田 between which the marks stand."""
        page = pdfread.read_pages(pdf)[0]
        lines = [[c for c in line.chars if c.text == "田"] for line in pdfread.lines_of(page, SIZE)]
        return next(line for line in lines if len(line) == 5)

    def test_every_face_is_tried(self):
        self.assertGreaterEqual(len(self.faces), 10, self.faces)

    def test_dashes_and_dots(self):
        for name, entry in self.faces:
            pdf = build_in(name, entry)
            fields = self.fields(pdf)
            for reader, read in READERS.items():
                with self.subTest(face=name, reader=reader):
                    picture = read(pdf, 1, dpi=400)
                    self.middle = self.middle_of(picture, fields[0])
                    for field, kind in zip(fields, ("dash", "dots", "dash", "dots")):
                        box = (field.x + CELL, field.y - SIZE, field.x + 3 * CELL, field.y + SIZE * 0.3)
                        getattr(self, f"check_{kind}")(picture, box)

    @staticmethod
    def middle_of(picture, char):
        _, top, _, bottom = pdfread.ink_box(picture, char.x, char.y - SIZE, char.x + SIZE, char.y + SIZE * 0.3)
        return (top + bottom) / 2

    def check_height(self, picture, box):
        _, top, _, bottom = pdfread.ink_box(picture, *box)
        self.assertAlmostEqual((top + bottom) / 2, self.middle, delta=0.06 * SIZE)

    def check_dash(self, picture, box):
        """One stretch of ink, two em long but for its ends, no column of it lighter than the rest."""
        inner = (box[0] + SIZE * 0.15, box[1], box[2] - SIZE * 0.15, box[3])
        darkness = columns(picture, *inner)
        self.assertLess(max(darkness) - statistics.median(darkness), 24)
        self.assertLess(max(darkness), 140)
        self.check_height(picture, inner)

    def check_dots(self, picture, box):
        dots = stretches(columns(picture, *box))
        self.assertEqual(len(dots), 6, dots)
        middles = [(a + b) / 2 for a, b in dots]
        steps = [b - a for a, b in zip(middles, middles[1:])]
        self.assertLess(max(steps) - min(steps), 0.04 * SIZE * picture.scale, steps)
        self.check_height(picture, box)


if __name__ == "__main__":
    unittest.main(verbosity=2)
