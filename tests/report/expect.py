"""Compares the words of a PDF with a file of expected words, whose form its first lines explain. White space and page
numbers aside, every word must be there, in order, and nothing else; where a page begins inside a table, its head must
be printed again, and so must every row label that goes on, with or without （续）."""
import pathlib
import re

from pdfread import squeeze

FOLIO = re.compile(r"^\s*— \d+ —\s*$", re.M)
GOES_ON = "（续）"


class Differs(Exception):
    pass


class Words:
    """A stretch of text that a page may break anywhere."""

    def __init__(self, text):
        self.text = squeeze(text)


class Row:
    """A printed row of a table. `again` is what stands at the top of a page that begins with it; None for its head."""

    def __init__(self, printed, again):
        self.text, self.again = printed, again


def read_rows(lines, head_count):
    """Rows of one table; a row label is what stands before the figures."""
    head = [line.split("\t") for line in lines[:head_count]]
    above = []
    for cells in head:
        yield Row(squeeze(" ".join(cells)), None)
    for line in lines[head_count:]:
        cells = line.split("\t")
        full, labels = [], []
        for place, cell in enumerate(cells):
            goes_on = cell == "^"
            full.append(above[place] if goes_on else cell)
            labels.append(goes_on)
        above = full
        printed = squeeze(" ".join(c for c in cells if c != "^"))
        again = re.escape(squeeze(" ".join(c for row in head for c in row)))
        for cell, goes_on in zip(full, labels):
            again += r"\s?" + re.escape(squeeze(cell)) + (f"(?:{GOES_ON})?" if goes_on else "")
        yield Row(printed, re.compile(again))


def read_expected(path):
    """[Words | Row], and [(depth, title)] of the outline."""
    atoms, outline, table, head_count = [], [], None, 0
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith(";") or not line:
            continue
        if line.startswith("@table"):
            table, head_count = [], int(line.split()[1])
        elif line == "@end":
            atoms += read_rows(table, head_count)
            table = None
        elif table is not None:
            table.append(line)
        else:
            marks, title = re.match(r"(#*) ?(.*)", line).groups()
            if marks:
                outline.append((len(marks), squeeze(title)))
            atoms.append(Words(title))
    return atoms, outline


def match_text(page, at, text):
    """How much of `text` stands on the page from `at` on: (characters of text, new place)."""
    if page.startswith(text, at):
        return len(text), at + len(text)
    rest = page[at:]
    if text.startswith(rest):
        return len(rest), len(page)
    common = next(i for i, (a, b) in enumerate(zip(rest, text)) if a != b)
    raise Differs(f"expected …{text[max(0, common - 20):common + 20]}…, found …{rest[max(0, common - 20):common + 20]}…")


def compare_words(atoms, pages):
    """Raises Differs at the first difference. `pages`: the text of each page as a program read it out."""
    pages = [squeeze(FOLIO.sub("", page)) for page in pages]
    number, at = 0, 0
    for atom in atoms:
        left = atom.text
        while left:
            while at == len(pages[number]):
                number, at = number + 1, 0
                if number == len(pages):
                    raise Differs(f"the last page ends before …{left[:40]}…")
            while pages[number][at] == " ":  # two figures that two atoms end and begin with
                at += 1
            try:
                if at == 0 and isinstance(atom, Row) and atom.again:
                    match = atom.again.match(pages[number])
                    if not match:
                        raise Differs(f"expected the head and the labels again before …{left[:30]}…, found …{pages[number][:60]}…")
                    left, at = "", match.end()
                else:
                    used, at = match_text(pages[number], at, left)
                    left = left[used:]
            except Differs as difference:
                raise Differs(f"page {number + 1}: {difference}") from None
            if left and isinstance(atom, Row):
                raise Differs(f"page {number + 1}: a row is cut at …{left[:30]}…")
    rest = pages[number][at:] + "".join(pages[number + 1:])
    if rest:
        raise Differs(f"page {number + 1}: nothing more is expected, found …{rest[:40]}…")
