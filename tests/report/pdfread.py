"""Reads a PDF back with other people's programs: words by poppler and mutool, places by mutool, ink by mutool's picture,
structure by qpdf. Lengths are points, y grows downwards from the top of the page, as mutool gives them."""
import collections
import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree

MM = 72 / 25.4

OPENING = set("（《「『【〖〔〈［｛“‘")
CLOSING = set("）》」』】〗〕〉］｝”’")
STOPS = set("、，。；：？！．")
FULL_WIDTH_MARKS = OPENING | CLOSING | STOPS
HAS_BLANK = FULL_WIDTH_MARKS | set("—…·～／")  # whose ink leaves half of the character free
NOT_AT_START = CLOSING | STOPS | set("·～‰％℃…,.;:?!)]}%/／–-")
NOT_AT_END = OPENING | set("([{￥＄$/／")

Char = collections.namedtuple("Char", "x y right text size font")
Page = collections.namedtuple("Page", "number width height chars")
Line = collections.namedtuple("Line", "page y chars")
Picture = collections.namedtuple("Picture", "width height scale rows")


def output_of(*command):
    return subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True).stdout


def is_han(char):
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff" or char == "〇"


def is_alphanumeric(char):
    return char.isascii() and char.isalnum()


# places

def read_pages(pdf):
    root = ElementTree.fromstring(output_of("mutool", "draw", "-q", "-F", "stext", "-o", "-", pdf))
    return [Page(number, float(page.get("width")), float(page.get("height")), list(read_chars(page)))
            for number, page in enumerate(root.iter("page"), 1)]


def read_chars(page):
    for font in page.iter("font"):
        for char in font.iter("char"):
            quad = [float(v) for v in char.get("quad").split()]
            yield Char(float(char.get("x")), float(char.get("y")), max(quad[2], quad[6]), char.get("c"),
                       float(font.get("size")), font.get("name"))


def lines_of(page, size, tolerance=0.3):
    """The lines set at this size, from the top: characters by baseline, blanks left out."""
    rows = []
    chars = [c for c in page.chars if abs(c.size - size) < tolerance and not c.text.isspace()]
    for char in sorted(chars, key=lambda c: (c.y, c.x)):
        if rows and abs(rows[-1][0].y - char.y) < size / 4:
            rows[-1].append(char)
        else:
            rows.append([char])
    return [Line(page.number, baseline_of(row), sorted(row, key=lambda c: c.x)) for row in rows]


def baseline_of(row):
    """Where most of the characters stand: marks are lifted to the middle of the line, and rare characters to the height
    of their neighbours."""
    return collections.Counter(c.y for c in row).most_common(1)[0][0]


def text_of(line):
    return "".join(c.text for c in line.chars)


# ink

def read_picture(pdf, page, dpi=300):
    """The page in grays: rows of bytes, 0 black to 255 white."""
    return parse_picture(output_of("mutool", "draw", "-q", "-F", "pgm", "-r", dpi, "-o", "-", pdf, page), dpi)


def read_picture_by_poppler(pdf, page, dpi=300):
    return parse_picture(output_of("pdftoppm", "-gray", "-r", dpi, "-f", page, "-l", page, pdf), dpi)


def parse_picture(data, dpi):
    head = re.match(rb"P5\s+(?:#[^\n]*\s+)*(\d+)\s+(\d+)\s+255\s", data)
    width, height = int(head[1]), int(head[2])
    body = data[head.end():]
    return Picture(width, height, dpi / 72, [body[i * width:(i + 1) * width] for i in range(height)])


def ink_box(picture, left, top, right, bottom, darkest=128):
    """The box of what is darker than that inside a box; None if there is nothing. Points; exact to a pixel."""
    x0, x1 = max(0, round(left * picture.scale)), min(picture.width, round(right * picture.scale))
    y0, y1 = max(0, round(top * picture.scale)), min(picture.height, round(bottom * picture.scale))
    rows = [y for y in range(y0, y1) if min(picture.rows[y][x0:x1], default=255) < darkest]
    if not rows:
        return None
    used = [picture.rows[y] for y in range(rows[0], rows[-1] + 1)]
    columns = [x for x in range(x0, x1) if any(row[x] < darkest for row in used)]
    return tuple(v / picture.scale for v in (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1))


# words

def poppler_pages(pdf, *options):
    return output_of("pdftotext", *options, "-enc", "UTF-8", pdf, "-").decode("utf-8").split("\f")[:-1]


def mutool_pages(pdf):
    return output_of("mutool", "draw", "-q", "-F", "txt", "-o", "-", pdf).decode("utf-8").split("\f")[:-1]


def squeeze(text):
    """Without white space, but for one blank between two digits, lest 1 2 be taken for 12."""
    text = re.sub(r"(?<=\d)\s+(?=\d)", "\0", text)
    return re.sub(r"\s+", "", text).replace("\0", " ")


# structure

def fonts_of(pdf):
    """[{name, type, emb, sub, uni}] as pdffonts says."""
    lines = output_of("pdffonts", pdf).decode().splitlines()
    bounds = [m.span() for m in re.finditer(r"-+", lines[1])]
    names = [lines[0][a:b].strip() for a, b in bounds]
    return [{n: line[a:b].strip() for n, (a, b) in zip(names, bounds)} for line in lines[2:]]


def information_of(pdf):
    lines = output_of("pdfinfo", "-rawdates", pdf).decode("utf-8").splitlines()
    return dict((key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in lines))


def structure_of(pdf, key):
    return json.loads(output_of("qpdf", "--json=1", f"--json-key={key}", pdf))[key]


def outline_of(pdf):
    """[(depth, title, page number)] in order."""
    found = []

    def walk(items, depth):
        for item in items:
            found.append((depth, item["title"], item["destpageposfrom1"]))
            walk(item["kids"], depth + 1)

    walk(structure_of(pdf, "outlines"), 1)
    return found
