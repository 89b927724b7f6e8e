#!/usr/bin/env python3
"""The structure of the PDF is that of the frame: elements, their order, their words, what is repeated for the eye only.
The frame is read from its dump, the PDF by qpdf, and those that have all kinds of elements, but few of each, by poppler:
it draws a page anew for each of its marks."""
import functools
import re
import unittest

import built
import pdfread
import pdftree
from pdftree import Annotation, Part, artifact_of, attribute, children, mcid_of, parts, walk

RUN = re.compile(r'run (?:\S+ ){4}(?:turned )?(?:#\w+ )?"((?:[^"\\]|\\.)*)"')
TAG = re.compile(r"([A-Z][A-Za-z]*\d?) (\d+)(?: of (\d+))?(?= |$)")
POPPLER_TAG = re.compile(r"( *)([A-Z][A-Za-z]*\d?)(?: <\w+>)?(?: \((?:block|inline|block or inline)\))?:?$")
POPPLER_WORDS = re.compile(r' *"(.*)"$')
TYPES = {"Title": "H1", "H1": "H2", "H2": "H3", "H3": "H4", "H4": "H5"}
ARTIFACTS = {  # /Type, /Subtype, /Attached
    ("/Pagination", "/Header", "/Top"), ("/Pagination", "/Footer", "/Bottom"), ("/Pagination", None, None),
    ("/Pagination", "/Watermark", None), ("/Layout", None, None)}
WORDS = """本局开通“App”和微信，网址 https://www.example.org/a 。详见《条例》[^一]，AI+HTTPS、A类、B超、Wi-Fi。

[^一]: 国务院令第711号，见[全文](https://www.example.org/full)。

又一段[^二]文字[^三]，*着重*的词。

[^二]: 第二注。

[^三]: 第三注，English words too.

- 甲项
- 乙项 TEST

""" + "认真做好本年度信息公开工作及时答复群众申请" * 60
TABLE = """agency: 甲区乙局
year: 2025
title: 长表
layout: yearbook
sections:
  - title: 情况
    content:
      - table:
          caption: 各项数字
          unit: 件
          columns: [名称, {收到: [本级, 下级]}, 备注]
          rows:
"""


def words_report():
    return built.words_source(WORDS)


def table_report():
    """A table over several pages with a head of two rows, empty cells and a group cut by the end of a page."""
    source = built.folder() / "long-table.yaml"
    if not source.exists():
        rows = [f"            - [第{i}项, {i}, ~, {'Remarks' if i % 10 == 0 else '~'}]\n" for i in range(1, 120)]
        source.write_text(TABLE + "".join(rows), encoding="utf-8")
    return source


def samples():
    return [*sorted((built.ROOT / "data").glob("*.yaml")), words_report(), table_report()]


# the frame

class Node:
    def __init__(self, tag, number):
        self.tag, self.number = tag, number
        self.kids = []  # words, nodes

    def lines(self, depth=0):
        """[(depth, type, words)] in reading order: children take the places of children, by their numbers."""
        nodes = iter(sorted((kid for kid in self.kids if isinstance(kid, Node)), key=lambda node: node.number))
        own = (depth, TYPES.get(self.tag, self.tag), "")
        yield own
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from next(nodes).lines(depth + 1)
            else:
                yield depth, None, kid


def read_frame(dump):
    """The document element, as the pages of a dump have it."""
    document = Node("Document", 0)
    nodes, path, artifact = {0: document}, [], None
    for line in dump.splitlines():
        depth = (len(line) - len(line.lstrip(" "))) // 2
        body = line.strip()
        if line.startswith(("document", "page ", "  outline")) or body.startswith("outline "):
            path, artifact = [], None
            continue
        if artifact is not None and depth > artifact:
            continue
        artifact = depth if body.startswith("artifact ") else None
        del path[max(depth - 1, 0):]
        if TAG.match(body):
            open_node(nodes, path, TAG.match(body))
        elif RUN.match(body):
            path[-1].kids.append(re.sub(r"\\(.)", r"\1", RUN.match(body)[1]))
    return document


def open_node(nodes, path, match):
    number, parent = int(match[2]), int(match[3]) if match[3] else path[-1].number if path else 0
    if number not in nodes:
        nodes[number] = Node(match[1], number)
        nodes[parent].kids.append(nodes[number])
    path.append(nodes[number])


def frame_lines(source):
    dump = built.run(built.program(), "build", source, "-f", "dump", "-q", "-o", "-")
    return joined(read_frame(dump.out.decode("utf-8")).lines())


# the PDF

def poppler_lines(pdf):
    text = pdfread.output_of("pdfinfo", "-struct-text", pdf).decode("utf-8", "replace")
    depth = 0
    for line in text.splitlines():
        words = POPPLER_WORDS.match(line)
        tag = POPPLER_TAG.match(line)
        if tag and tag[2] == "Span":  # Latin words in a text: the frame has no element for them
            continue
        if tag:
            depth = len(tag[1]) // 2
            yield depth, tag[2], ""
        elif words:
            yield depth, None, words[1]


def tree_lines(source):
    file, root = load(source)
    return element_lines(root, functools.lru_cache(maxsize=None)(file.words), 0)


def element_lines(element, words, depth):
    """As poppler has them."""
    if element.type != "Span":
        yield depth, element.type, ""
    for kid in element.kids:
        if isinstance(kid, Part):
            yield depth, None, words(kid.page)[kid.mcid]
        elif not isinstance(kid, Annotation):
            yield from element_lines(kid, words, depth + (element.type != "Span"))


def joined(lines):
    """[[depth, type, words until the next element]]"""
    found = []
    for depth, kind, words in lines:
        if kind:
            found.append([depth, kind, ""])
        found[-1][2] += re.sub(r"\s", "", words).replace("／", "/")  # pdfinfo shows the glyph, whatever it stands for
    return found


class Frame(unittest.TestCase):
    def test_elements_and_words_are_those_of_the_frame_in_order(self):
        for source in samples():
            with self.subTest(source.name):
                frame, pdf = frame_lines(source), joined(tree_lines(source))
                self.assertGreater(len(frame), 10)
                for expected, found in zip(frame, pdf):
                    self.assertEqual(expected, found)
                self.assertEqual(len(frame), len(pdf))

    def test_poppler_reads_the_same(self):
        for source in (words_report(), built.ROOT / "data/hospital.yaml", built.ROOT / "data/bulletin.yaml"):
            with self.subTest(source.name):
                self.assertEqual(joined(tree_lines(source)), joined(poppler_lines(built.build(source))))

    def test_a_note_is_read_behind_the_block_that_marks_it(self):
        lines = joined(poppler_lines(built.build(words_report())))
        kinds = [kind for depth, kind, words in lines if depth == 1]
        self.assertEqual(kinds[:7], ["H1", "H2", "P", "Note", "P", "Note", "Note"])
        self.assertIn([3, "P", "国务院令第711号，见"], [[d + 1 if k == "P" else d, k, w] for d, k, w in lines])


@functools.lru_cache(maxsize=None)
def load(source):
    file = pdftree.File(built.build(source))
    return file, file.structure()


class Structure(unittest.TestCase):
    """Of every sample: `self.file`, `self.root`, `self.name`."""

    def each(self):
        for source in samples():
            self.file, self.root = load(source)
            with self.subTest(source.name):
                yield source

    def test_parents_and_children_agree(self):
        for _ in self.each():
            root = self.file.catalog["/StructTreeRoot"]
            for element in walk(self.root):
                self.assertEqual(element.value["/P"], element.parent.number if element.parent else root)
            numbers = [element.number for element in walk(self.root)]
            self.assertEqual(len(numbers), len(set(numbers)))

    def test_every_mark_belongs_to_one_element(self):
        """MCIDs of a page count from 0, each stands once in its content and once in the tree, and the ParentTree leads
        from it to that element."""
        for _ in self.each():
            owners = {}
            for element in walk(self.root):
                for part in parts(element):
                    self.assertNotIn(part, owners)
                    owners[part] = element.number
            parents = self.file.parents()
            for page, name in enumerate(self.file.pages):
                marks = [shown.marks for shown in self.file.shown(page)]
                used = {mcid_of(shown) for shown in self.file.shown(page)} - {None}
                self.assertEqual(sorted(used), list(range(len(used))))
                self.assertTrue(marks)
                listed = parents[self.file.get(name)["/StructParents"]]
                self.assertEqual([owners[Part(page, mcid)] for mcid in range(len(listed))], listed)
                self.assertEqual(len(listed), len(used))

    def test_everything_shown_is_an_elements_or_an_artifact(self):
        for _ in self.each():
            for page in range(len(self.file.pages)):
                for shown in self.file.shown(page):
                    mcids = [mark for mark in shown.marks if "/MCID" in mark.properties]
                    artifacts = [mark for mark in shown.marks if mark.tag == "Artifact"]
                    self.assertEqual(len(mcids) + len(artifacts), 1, shown)
                    self.assertIs(shown.marks[0], (mcids + artifacts)[0])

    def test_artifacts_say_what_they_are(self):
        for source in self.each():
            found = set()
            for page in range(len(self.file.pages)):
                for artifact in filter(None, map(artifact_of, self.file.shown(page))):
                    attached = artifact.get("/Attached", [None])[0]
                    found.add((artifact["/Type"], artifact.get("/Subtype"), attached))
            self.assertLessEqual(found, ARTIFACTS)
            self.assertIn(("/Pagination", "/Footer", "/Bottom"), found)
            if source == table_report():
                self.assertIn(("/Pagination", None, None), found)
                self.assertIn(("/Pagination", "/Header", "/Top"), found)

    def test_marks_have_the_type_of_their_element(self):
        for _ in self.each():
            types = {part: element.type for element in walk(self.root) for part in parts(element)}
            for page in range(len(self.file.pages)):
                for shown in self.file.shown(page):
                    if mcid_of(shown) is not None:
                        self.assertEqual(shown.marks[0].tag, types[Part(page, mcid_of(shown))])

    def test_no_part_stands_behind_a_child(self):
        """Some readers take all parts of an element first, and then its children."""
        for _ in self.each():
            for element in walk(self.root):
                kinds = [isinstance(kid, Part) for kid in element.kids if not isinstance(kid, Annotation)]
                self.assertEqual(kinds, sorted(kinds, reverse=True))

    def test_headings_begin_with_the_title_and_leave_out_no_level(self):
        for _ in self.each():
            levels = [int(element.type[1]) for element in walk(self.root) if re.fullmatch(r"H\d", element.type)]
            self.assertEqual(levels[0], 1)
            self.assertNotIn(1, levels[1:])
            for before, level in zip(levels, levels[1:]):
                self.assertLessEqual(level, before + 1)

    def test_tables_are_regular_and_every_figure_has_its_headers(self):
        tables = 0
        for _ in self.each():
            for table in (element for element in walk(self.root) if element.type == "Table"):
                tables += 1
                self.check_table(table)
        self.assertGreater(tables, 15)

    def check_table(self, table):
        kinds = [kid.type for kid in children(table)]
        self.assertLessEqual(kinds.count("THead"), 1)
        self.assertEqual(kinds.count("TBody"), 1)
        self.assertNotIn("Caption", kinds[1:])
        self.assertEqual(parts(table), [])
        grid = self.grid_of(table)
        ids = self.file.ids()
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                if cell.type == "TD":
                    self.check_headers(grid, row, column, ids)
                else:
                    self.assertIn(attribute(cell, "/Scope"), ("/Row", "/Column", "/Both"))

    def check_headers(self, grid, row, column, ids):
        above = [grid[r][column] for r in range(row)]
        heads = [cell for cell in above if attribute(cell, "/Scope") in ("/Column", "/Both")]
        labels = [cell for cell in grid[row] if attribute(cell, "/Scope") in ("/Row", "/Both")]
        named = [ids[name] for name in attribute(grid[row][column], "/Headers", [])]
        self.assertTrue(heads or labels)
        split = any(cell.type == "TD" for cell in above[:above.index(heads[-1])]) if heads else False
        if split:  # a header stands below a figure: those above that figure are not for this one
            self.assertTrue(named)
        if named:
            last = max(i for i, cell in enumerate(above) if cell.type == "TD") if above[-1].type == "TD" else len(above)
            self.assertIn(heads[-1].number, named)
            self.assertTrue(set(named) <= {cell.number for cell in heads + labels})
            foreign = [cell.number for cell in heads if split and above.index(cell) < first_data(above)]
            self.assertFalse(set(named) & set(foreign), last)

    def grid_of(self, table):
        rows = [row for section in children(table, "THead", "TBody") for row in children(section)]
        grid = [{} for _ in rows]
        for r, row in enumerate(rows):
            self.assertEqual(row.type, "TR")
            column = 0
            for cell in children(row):
                self.assertIn(cell.type, ("TH", "TD"))
                while column in grid[r]:
                    column += 1
                wide, high = attribute(cell, "/ColSpan", 1), attribute(cell, "/RowSpan", 1)
                for y in range(r, r + high):
                    for x in range(column, column + wide):
                        self.assertNotIn(x, grid[y])
                        grid[y][x] = cell
                column += wide
        width = len(grid[0])
        for row in grid:
            self.assertEqual(sorted(row), list(range(width)))
        return [[row[x] for x in range(width)] for row in grid]

    def test_links_and_their_annotations_know_each_other(self):
        found = 0
        for _ in self.each():
            parents = self.file.parents()
            owners = {kid: element for element in walk(self.root) for kid in element.kids if isinstance(kid, Annotation)}
            for page, name in enumerate(self.file.pages):
                for number in self.file.get(name).get("/Annots", []):
                    found += 1
                    link, element = self.file.get(number), owners.pop(Annotation(page, number))
                    self.assertEqual(element.type, "Link")
                    self.assertEqual(parents[link["/StructParent"]], element.number)
                    self.assertTrue(link["/Contents"].startswith("u:") and link["/Contents"][2:].strip())
                    self.assertTrue(parts(element))
            self.assertEqual(owners, {})
        self.assertGreater(found, 15)

    def test_figures_have_alternatives_and_boxes_on_the_page(self):
        found = 0
        for _ in self.each():
            for figure in (element for element in walk(self.root) if element.type == "Figure"):
                found += 1
                left, bottom, right, top = attribute(figure, "/BBox")
                width, height = self.file.get(figure.value["/Pg"])["/MediaBox"][2:]
                self.assertTrue(0 < left < right < width and 0 < bottom < top < height)
                self.assertGreater(len(figure.value["/Alt"]), 10)
                self.assertEqual(len({part.page for part in parts(figure)}), 1)
        self.assertGreater(found, 4)

    def test_ids_lead_to_their_elements(self):
        for _ in self.each():
            with_ids = {element.value["/ID"]: element.number for element in walk(self.root) if "/ID" in element.value}
            self.assertEqual(with_ids, self.file.ids())
            for element in walk(self.root):
                self.assertFalse(element.type == "Note" and "/ID" not in element.value)

    def test_lists_with_labels_say_so(self):
        for _ in self.each():
            for element in walk(self.root):
                if element.type == "L":
                    labelled = any(children(item, "Lbl") for item in children(element, "LI"))
                    self.assertEqual(attribute(element, "/ListNumbering"), "/Decimal" if labelled else None)


def first_data(cells):
    return next(i for i, cell in enumerate(cells) if cell.type == "TD")


class Pages(unittest.TestCase):
    def test_one_element_has_parts_on_all_its_pages(self):
        root = pdftree.File(built.build(words_report())).structure()
        pages = [{part.page for part in parts(element)} for element in walk(root) if element.type == "P"]
        self.assertIn({0, 1, 2}, pages)
        root = pdftree.File(built.build(table_report())).structure()
        (table,) = (element for element in walk(root) if element.type == "Table")
        pages = [part.page for element in walk(table) for part in parts(element)]
        self.assertEqual(sorted(set(pages)), list(range(min(pages), max(pages) + 1)))
        self.assertGreaterEqual(len(set(pages)), 3)
        self.assertEqual(pages, sorted(pages))

    def test_words_in_latin_letters_are_said_to_be_so(self):
        file = pdftree.File(built.build(words_report()))
        spans = [element for element in walk(file.structure()) if "/Lang" in element.value]
        self.assertEqual({(span.type, span.value["/Lang"], len(parts(span))) for span in spans}, {("Span", "u:en", 1)})
        # App, the address, AI+HTTPS, Wi-Fi; the words of the note; TEST; but not A and B
        self.assertEqual(len(spans), 6)

    def test_what_a_glyph_does_not_say_is_said_in_mark_and_structure(self):
        """／ is drawn with the glyph of / (CL-17)."""
        file = pdftree.File(built.build(built.ROOT / "data/specimen.yaml"))
        spans = [element for element in walk(file.structure()) if "/ActualText" in element.value]
        self.assertIn("u:／", {span.value["/ActualText"] for span in spans})
        marked = [shown.marks[-1].properties for page in range(len(file.pages)) for shown in file.shown(page)]
        self.assertEqual(len([properties for properties in marked if "/ActualText" in properties]), len(spans))

    def test_drafts_are_tagged_and_say_that_they_are(self):
        target = built.folder() / "draft-tags.pdf"
        self.assertEqual(built.run(built.program(), "build", "--draft", built.SOURCE, "-o", target).status, 0)
        file = pdftree.File(target)
        for page in range(len(file.pages)):
            kinds = [artifact_of(shown) for shown in file.shown(page) if artifact_of(shown)]
            self.assertIn({"/Type": "/Pagination", "/Subtype": "/Watermark"}, kinds)


if __name__ == "__main__":
    unittest.main()
