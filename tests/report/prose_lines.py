#!/usr/bin/env python3
"""Builds reports of prose.py's prose and reads their lines back out of the PDF, each character with its place and with
its index in the words of its paragraph, so that it is known where each line was broken. Lengths are points.

usage: prose_lines.py FOLDER     builds and measures into the folder, once for all tests of test_prose.py
"""
import collections
import functools
import html
import marshal
import os
import pathlib
import re
import statistics
import sys

import built
import pdfread
import prose
from harness import ROOT, explain_status, program, run, sanitized
from pdfread import CLOSING, MM, OPENING, STOPS

SIZE = 16.0
CELL = 156 / 28 * MM
LEFT = 28 * MM
TOP = 37 * MM
PITCH = 225 * (15 / 8) / 40.375 * MM          # as in test_geometry.py
BASELINE = PITCH * 8 / 30 + 0.38 * SIZE
HALVES = "".join(sorted(OPENING | CLOSING | STOPS)) + "·/-–‐"  # bodies of half a cell, wherever the ink
HAN_FACES = ("Fandol", "Noto", "FZ", "FangSong", "KaiTi", "Sim", "LXGW")
SAME = str.maketrans({"‧": "·", "•": "·", "・": "·", "／": "/"})  # drawn with one glyph, which mutool gives one text
WHOLE = "～—…①￥々〃∶｜〇"
CHARACTER = re.compile(rb'<font name="([^"]*)" size="([^"]*)"|<page id|'
                       rb'<char quad="[\S]+ \S+ (\S+) [^"]*" x="(\S+)" y="(\S+)" [^>]*c="([^"]*)"')

# name, characters a line, characters in all, seed, what its layout says otherwise than gongwen
REPORTS = (("first", 28, 32000, 1, {}), ("second", 28, 32000, 2, {}), ("word", 28, 32000, 3, {"word_marks": "true"}),
           ("strict", 28, 32000, 4, {"kinsoku": "strict"}), ("narrow", 10, 12000, 5, {}))

# left, right: of the body, without the blank half of a mark; index: of the character in the block's words
Glyph = collections.namedtuple("Glyph", "text left right index latin")
Line = collections.namedtuple("Line", "page y glyphs")
Block = collections.namedtuple("Block", "kind words lines")
Report = collections.namedtuple("Report", "name cells right pages blocks")


# what is built

def calibration():
    """A paragraph for each mark that takes half a cell, in its natural setting (see shifts_of), and for some others."""
    return [("p", f"国{mark}国") for mark in HALVES + WHOLE]


@functools.lru_cache(maxsize=None)
def reports():
    """(name, characters a line, parts) of what is built: less of it under a sanitizer."""
    share = 10 if sanitized(program()) else 1
    return [(name, cells, calibration() + list(prose.parts(prose.Dice(seed), characters // share)))
            for name, cells, characters, seed, _ in REPORTS]


def expected(parts):
    """(kind, words as printed, with the number that the layout gives)."""
    yield "h1", "一、总体情况"
    section = sub = item = 0
    for kind, words in parts:
        item = item + 1 if kind == "item" else 0
        if kind == "h2":
            section, sub = section + 1, 0
            words = f"（{han_number(section)}）{words}"
        elif kind == "h3":
            sub += 1
            words = f"{sub}.{words}"
        elif kind == "item":
            words = f"{item}.{words}"
        yield kind, words


def han_number(number):
    digits, tens = "〇一二三四五六七八九", number // 10
    if number >= 100:
        raise ValueError(number)
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[number % 10] if number % 10 else "")


def write_layouts(folder):
    """gongwen as each report wants it, under the report's name."""
    words = (ROOT / "layouts/gongwen.yaml").read_text(encoding="utf-8")
    for name, cells, _, _, changes in REPORTS:
        changed = words.replace("width: 156mm", f"width: {156 / 28 * cells:.4f}mm")
        changed = changed.replace("chars: 28", f"chars: {cells}")
        for key, value in changes.items():
            changed, count = re.subn(rf"^  {key}: \w+", f"  {key}: {value}", changed, flags=re.MULTILINE)
            if count != 1:
                raise SystemExit(f"gongwen.yaml says {key} {count} times")
        (folder / f"{name}.yaml").write_text(changed, encoding="utf-8")


def build(folder):
    layouts = folder / "layouts"
    layouts.mkdir(parents=True, exist_ok=True)
    write_layouts(layouts)
    for name, _, parts in reports():
        source = folder / f"{name}.yaml"
        source.write_text(prose.source(name, [("总体情况", parts)]), encoding="utf-8")
        result = run(program(), "build", source, "--layouts", layouts, "-o", folder / f"{name}.pdf", limit=300)
        if result.status != 0:
            errors = "\n".join(line for line in result.err.splitlines() if "error[" in line or "Sanitizer" in line)
            raise SystemExit(f"build {name}: {explain_status(result.status)}\n{errors or result.err[-4000:]}")


# what is read back

def read_characters(pdf):
    """(page, y, x, advance, text, face) of the body's characters in the order they are drawn; blanks left out."""
    page, face, size = 0, "", 0.0
    for match in CHARACTER.finditer(pdfread.output_of("mutool", "draw", "-q", "-F", "stext", "-o", "-", pdf)):
        if match[1]:
            face, size = match[1].decode(), float(match[2])
        elif not match[6]:
            page += 1
        elif abs(size - SIZE) < 0.3:
            text = html.unescape(match[6].decode())
            if not text.isspace():
                advance = float(match[3]) - float(match[4])
                yield page, float(match[5]), float(match[4]), advance, text.translate(SAME), face


def lines_of(characters):
    line = []
    for char in characters:
        if line and (char[0] != line[0][0] or abs(char[1] - line[0][1]) > SIZE / 4):
            yield line
            line = []
        line.append(char)
    if line:
        yield line


def body_of(char, shifts):
    """(left, right) of a character's body: Han faces of 16 pt stand in cells of 15.79 pt."""
    _, _, x, advance, text, _ = char
    if is_latin(char):
        return x, x + advance
    if text in shifts:
        return x - shifts[text], x - shifts[text] + CELL / 2
    return x + (advance - CELL) / 2, x + (advance + CELL) / 2


def is_latin(char):
    """Set as wide as its face draws it."""
    return not char[5].startswith(HAN_FACES) or char[3] < SIZE * 0.7 and char[4] not in HALVES


def shifts_of(lines):
    """How far the ink of the marks of half a cell is moved from where their bodies stand, from the paragraphs of
    calibration()."""
    shifts = {}
    for line in lines:
        if len(line) == 3 and line[0][4] == line[2][4] == "国" and line[1][4] in HALVES:
            before, mark, _ = line
            blank = CELL / 2 if mark[4] in OPENING else 0
            shifts.setdefault(mark[4], mark[2] - (before[2] + (before[3] + CELL) / 2 + blank))
    return shifts


# Dashes, ellipses and rare characters may be lifted: a line's baseline is where most of the others stand.
def align(kind, words, lines, shifts):
    """The block made of the next lines; its words must stand there exactly, but for blanks."""
    indices = [i for i, char in enumerate(words) if not char.isspace()]
    taken, at = [], 0
    while at < len(indices):
        line = lines.popleft() if lines else None
        if line is None:
            raise SystemExit(f"not in the PDF: {words[indices[at]:][:20]}")
        glyphs = []
        for char in line:
            index = indices[at] if at < len(indices) else None
            if index is None or words[index].translate(SAME) != char[4]:
                printed = "".join(c[4] for c in line)
                raise SystemExit(f"page {char[0]}: “{printed}” instead of “{words[index or -1:][:30]}”")
            glyphs.append((words[index], *body_of(char, shifts), index, is_latin(char)))
            at += 1
        baseline = statistics.mode([char[1] for char in line if char[4] not in "—…"] or [line[0][1]])
        taken.append((line[0][0], baseline, tuple(glyphs)))
    return kind, words, tuple(taken)


def measure(pdf, cells, parts):
    lines = collections.deque(lines_of(read_characters(pdf)))
    shifts = shifts_of(lines)
    if len(shifts) != len(HALVES):
        raise SystemExit(f"not found for calibration: {set(HALVES) - set(shifts)}")
    blocks = tuple(align(kind, words, lines, shifts) for kind, words in expected(parts))
    return (pdf.stem, cells, LEFT + cells * CELL, blocks[-1][2][-1][0], blocks)


def make(folder):
    folder.mkdir(parents=True, exist_ok=True)
    build(folder)
    rows = [measure(folder / f"{name}.pdf", cells, parts) for name, cells, parts in reports()]
    (folder / "lines").write_bytes(marshal.dumps(rows))


@functools.lru_cache(maxsize=None)
def folder():
    """Where the reports stand: the folder that ctest had them built in, else one of our own."""
    given = os.environ.get("NIANBAO_PROSE")
    if given and (pathlib.Path(given) / "lines").exists():
        return pathlib.Path(given)
    make(built.folder() / "prose")
    return built.folder() / "prose"


@functools.lru_cache(maxsize=None)
def load():
    rows = marshal.loads((folder() / "lines").read_bytes())
    return [Report(name, cells, right, pages, [
        Block(kind, words, [Line(page, y, [Glyph._make(g) for g in glyphs]) for page, y, glyphs in lines])
        for kind, words, lines in blocks]) for name, cells, right, pages, blocks in rows]


if __name__ == "__main__":
    make(pathlib.Path(sys.argv[1]))
