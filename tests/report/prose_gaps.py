"""What the measuring tests look at: breaks, lines and gaps of the reports of prose_lines.py, and what kind a gap is of.
Lengths are points."""
import collections
import functools
import re

import prose_lines
from pdfread import CLOSING, OPENING, STOPS, is_han
from prose_lines import CELL

MARKS = OPENING | CLOSING | STOPS
PAUSES = set("，、；：")
ASKING = tuple("？！")   # two of them are one cell together, and have no blank behind them (CL-18)
UNIT = re.compile(r"\d (?:km|kg|kWh|MW|m³|GB|MHz|mm|t|kW|h)(?![A-Za-z])")
ADDRESS = re.compile(r"[!-~]*(?:://|@)[!-~]+|(?=[!-~]{16})[!-~]*[A-Za-z][/._-][!-~]*|www\.[!-~]+")


@functools.lru_cache(maxsize=None)
def reports():
    return prose_lines.load()


def blocks():
    for report in reports():
        for block in report.blocks:
            yield report, block


def breaks():
    """(report, block, index of the character that a line begins with, the line before, the line)."""
    for report, block in blocks():
        for before, line in zip(block.lines, block.lines[1:]):
            yield report, block, line.glyphs[0].index, before, line


def full_lines():
    """(report, block, line) of all lines that are justified."""
    for report, block in blocks():
        for line in block.lines[:-1]:
            yield report, block, line


def neighbours(line):
    return zip(line.glyphs, line.glyphs[1:])


def around(block, index):
    return f"{block.words[max(0, index - 12):index]}|{block.words[index:index + 12]}"


def gap(a, b):
    return b.left - a.right


@functools.lru_cache(maxsize=None)
def addresses(words):
    """The places in words where an address or a long identifier stands, which may break at its own marks (CL-37)."""
    return [match.span() for match in ADDRESS.finditer(words)]


def in_address(words, index):
    return any(start < index < end for start, end in addresses(words))


def stretch_of(line):
    """How far its Han are set apart at the most, or None where no two stand together."""
    return max([gap(a, b) for a, b in neighbours(line) if is_han(a.text) and is_han(b.text)], default=None)


def is_too_wide(block, report, index):
    """A Latin word wider than a line, or nearly so, which may be cut anywhere (CL-37)."""
    pieces = (m.span() for m in re.finditer(r"[!-~]+", block.words) if m.end() - m.start() >= report.cells * 1.5)
    return any(start < index < end for start, end in pieces)


def is_one_piece(block, line):
    """A part of one address or word, in which nothing can be stretched."""
    return not re.search("[\u2e80-\U0003ffff]", block.words[line.glyphs[0].index:line.glyphs[-1].index + 1])


PIECE = re.compile(r"[（《“‘「『【〖〈［｛(\[]*(?:〔\d{4}〕\d+号|"
                   r"(?:[!-~\u202f—～±×−￥–－‰％℃℉°·²³①-⑳]|(?<=\d) (?=[a-zA-Z]))+[年月日号]?|.)[，。、；：？！）》”’」』】〗〉］｝)\]]*")


def next_piece(block, line):
    """How wide what follows a line is up to where it could have been broken at the earliest, in cells."""
    at = block.lines.index(line) + 1
    if at == len(block.lines):
        return 0
    following = block.lines[at]
    first = following.glyphs[0]
    end = PIECE.match(block.words, first.index).end()
    last = [glyph for glyph in following.glyphs if glyph.index < end][-1]
    return (last.right - first.left) / CELL


def is_forced(block, line):
    """Whether a piece of more than four cells does not fit on it, or on the next line, or the next is Latin itself."""
    at = block.lines.index(line)
    following = [each for each in block.lines[at + 1:at + 2] if sum(is_han(glyph.text) for glyph in each.glyphs) < 4]
    return bool(following) or any(next_piece(block, each) > 4 for each in block.lines[at:at + 2])


# the kinds of gaps (CL-70 … CL-79), told by what stands on both sides

def is_word(glyph):
    return glyph.text.isascii() and glyph.text.isalnum()


def is_label(words):
    """What stands before the words of an item: a gap follows it, whatever they begin with."""
    return re.fullmatch(r"\d+\.\s*", words) is not None


def kind_of(block, a, b):
    """None where no rule gives the gap its own measure."""
    if is_label(block.words[:b.index]):
        return "label"
    if is_han(a.text) and is_han(b.text):
        return "han"
    spaced = b.index > a.index + 1
    if spaced and (UNIT.match(block.words, a.index) or "\u202f" in block.words[a.index:b.index]):
        return None  # a distance of its own (CL-34)
    if a.latin and b.latin:
        return "space" if spaced else "inside"
    if (is_han(a.text) and is_word(b)) or (is_word(a) and is_han(b.text)):
        return "latin"
    if a.text in CLOSING and is_han(b.text) or is_han(a.text) and b.text in OPENING:
        return "bracket"
    if is_han(b.text) and a.text in STOPS and block.words[a.index - 1:a.index] not in ASKING:
        return "pause" if a.text in PAUSES else "stop"
    return None


NATURAL = {"han": 0, "latin": CELL / 4, "space": CELL / 4, "bracket": CELL / 2, "pause": CELL / 2, "stop": CELL / 2}


@functools.lru_cache(maxsize=None)
def gaps_of_full_lines():
    """[(report, block, line, {kind: [gap]})]"""
    rows = []
    for report, block, line in full_lines():
        if block.kind.startswith("h"):
            continue  # the gap behind a heading's number stays as it is
        kinds = collections.defaultdict(list)
        for a, b in neighbours(line):
            kind = kind_of(block, a, b)
            if kind in NATURAL:
                kinds[kind].append(gap(a, b))
        rows.append((report, block, line, kinds))
    return rows


def words_of(line):
    return "".join(glyph.text for glyph in line.glyphs)


def where(report, line):
    return f"{report.name} page {line.page}: {words_of(line)}"
