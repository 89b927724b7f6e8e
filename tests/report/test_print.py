#!/usr/bin/env python3
"""The edition for the press (build --print), read back: boxes, marks, inks, booklets; and that within the cut it is the
edition that is published."""
import functools
import re
import shutil
import unittest

import built
import pdfread
import pdftree
from pdfread import MM

BLEED, GAP, MARK = 3 * MM, 3 * MM, 5 * MM
MARGIN = BLEED + GAP + MARK
WIDTH, HEIGHT = 210 * MM, 297 * MM
COLOUR = re.compile(rb"(?<![\w.])((?:[-.\d]+ )+)(rg|RG|g|G|k|K)(?![\w.])")


def long_source():
    source = built.folder() / "long.yaml"
    if not source.exists():
        body = "本局按照要求认真做好政府信息主动公开工作加强组织领导。" * 1000
        source.write_text("agency: 甲局\nyear: 2025\ntitle: 甲局年度报告\nsections:\n"
                          f"  - title: 情况\n    text: {body}\n", encoding="utf-8")
    return source


def yearbook_source():
    source = built.folder() / "yearbook.yaml"
    text = built.SOURCE.read_text(encoding="utf-8")
    source.write_text(text.replace("layout: gongwen", "layout: yearbook"), encoding="utf-8")
    return source


def edit(name, *changes):
    """A folder of layouts in which the group `print` of each that has one of its own has these values."""
    layouts = built.folder() / name
    if not layouts.exists():
        shutil.copytree(built.ROOT / "layouts", layouts)
        for path in layouts.glob("*.yaml"):
            head, own, group = path.read_text(encoding="utf-8").partition("\nprint:\n")
            if not own:  # it is as in the layout that this one is from
                continue
            for key, value in changes:
                group, count = re.subn(rf"^  {key}: \S+", f"  {key}: {value}" if value else "  #", group, flags=re.M)
                if count == 0 and value:
                    group = f"  {key}: {value}\n" + group
            path.write_text(f"{head}\nprint:\n{group}", encoding="utf-8")
    return layouts


@functools.lru_cache(maxsize=None)
def build(source, layouts=None, *options):
    target = built.folder() / f"{source.stem}-{layouts.name if layouts else ''}.pdf"
    where = ["--layouts", layouts] if layouts else []
    result = built.run(built.program(), "build", source, "--print", "-o", target, *where, *options)
    if result.status != 0:
        raise AssertionError(f"{built.explain_status(result.status)}\n{result.err}")
    return target


def screen():
    """As published: colours of screens, no intent."""
    return edit("screen", ("colours", "screen"), ("intent", None))


def booklet():
    return edit("booklet", ("booklet", "true"))


def boxes_of(pdf):
    """name → [(left, bottom, right, top) of each page]"""
    out = pdfread.output_of("pdfinfo", "-box", "-f", "1", "-l", "9999", pdf).decode()
    boxes = {}
    for name, numbers in re.findall(r"(\w+Box):\s+([\d.\s-]+?)\n", out):
        boxes.setdefault(name, []).append(tuple(float(n) for n in numbers.split()))
    return boxes


def contents_of(pdf):
    file = pdftree.File(pdf)
    return [file.data(file.get(page)["/Contents"]) for page in file.pages]


class Boxes(unittest.TestCase):
    def test_each_lies_in_the_next(self):
        boxes = boxes_of(build(built.SOURCE))
        self.assertEqual(len(boxes["TrimBox"]), 8)
        for media, bleed, trim in zip(boxes["MediaBox"], boxes["BleedBox"], boxes["TrimBox"]):
            for box, far in ((media, 0), (bleed, GAP + MARK), (trim, MARGIN)):
                wanted = far, far, WIDTH + 2 * MARGIN - far, HEIGHT + 2 * MARGIN - far
                for number, right in zip(box, wanted):
                    self.assertAlmostEqual(number, right, delta=0.01)

    def test_nothing_moves_within_the_cut(self):
        for source in (built.SOURCE, yearbook_source(), built.ROOT / "data/charts.yaml"):
            usual, pressed = pdfread.read_pages(built.build(source)), pdfread.read_pages(build(source))
            self.assertEqual(len(pressed), (len(usual) + 1) // 2 * 2)
            for page, same in zip(usual, pressed):
                self.assertEqual([c.text for c in page.chars], [c.text for c in same.chars])
                for char, moved in zip(page.chars, same.chars):
                    self.assertAlmostEqual(moved.x - MARGIN, char.x, delta=0.005)
                    self.assertAlmostEqual(moved.y - MARGIN, char.y, delta=0.005)
            for page in pressed[len(usual):]:
                self.assertEqual(page.chars, [])

    def test_the_binding_goes_to_the_spine(self):
        usual, pressed = (pdfread.read_pages(pdf) for pdf in
                          (built.minhang(), build(built.SOURCE, edit("binding", ("binding", "4mm")))))
        for page, same in zip(usual, pressed):
            shift = MARGIN + (4 * MM if page.number % 2 else -4 * MM)
            for char, moved in zip(page.chars, same.chars):
                self.assertAlmostEqual(moved.x - shift, char.x, delta=0.005)


class Marks(unittest.TestCase):
    def check_ink(self, pdf, width, height):
        """Ink where a mark is to be, and none between the marks and the cut."""
        picture = pdfread.read_picture(pdf, 1)
        right, bottom = width + 2 * MARGIN, height + 2 * MARGIN
        for x in (MARGIN, MARGIN + width):
            for top, foot in ((0, MARK), (bottom - MARK, bottom)):
                left, _, end, _ = pdfread.ink_box(picture, x - 5, top, x + 5, foot)
                self.assertLess(abs((left + end) / 2 - x), 0.3)
        for y in (MARGIN, MARGIN + height):
            for left, end in ((0, MARK), (right - MARK, right)):
                _, top, _, foot = pdfread.ink_box(picture, left, y - 5, end, y + 5)
                self.assertLess(abs((top + foot) / 2 - y), 0.3)
        inner, outer = MARK + 0.3, MARGIN
        for area in ((inner, inner, right - inner, outer), (inner, bottom - outer, right - inner, bottom - inner),
                     (inner, inner, outer, bottom - inner), (right - outer, inner, right - inner, bottom - inner)):
            self.assertIsNone(pdfread.ink_box(picture, *area), area)
        return picture

    def test_of_the_cut(self):
        self.check_ink(build(built.SOURCE), WIDTH, HEIGHT)

    def test_of_the_fold(self):
        picture = self.check_ink(build(built.SOURCE, booklet()), 2 * WIDTH, HEIGHT)
        fold, dashes = MARGIN + WIDTH, []
        for y in range(0, round(MARK * picture.scale)):
            at = round(fold * picture.scale)
            dashes.append(min(picture.rows[y][at - 2:at + 3]) < 160)
        self.assertEqual(sum(a != b for a, b in zip([False] + dashes, dashes + [False])), 6)  # three of them

    def test_they_are_artifacts_of_the_page(self):
        for pdf in (build(built.SOURCE), build(built.SOURCE, booklet())):
            for content in contents_of(pdf):
                strokes = [s for s in pdftree.read_content(content) if s.operator == "S"]
                marks = [s for s in strokes if (pdftree.artifact_of(s) or {}).get("/Type") == "/Page"]
                self.assertGreaterEqual(len(marks), 1)

    def test_without_marks_there_is_the_bleed_alone(self):
        boxes = boxes_of(build(built.SOURCE, edit("bare", ("marks", "false"))))
        for media, bleed in zip(boxes["MediaBox"], boxes["BleedBox"]):
            self.assertEqual(media, bleed)
            self.assertAlmostEqual(media[2], WIDTH + 2 * BLEED, delta=0.01)


class Inks(unittest.TestCase):
    def colours(self, pdf):
        found = {}
        for content in contents_of(pdf):
            for operands, operator in COLOUR.findall(content):
                found.setdefault(operator.decode().lower(), set()).add(tuple(float(n) for n in operands.split()))
        return found

    def test_black_is_one_ink(self):
        for source in (built.SOURCE, built.ROOT / "data/charts.yaml"):
            found = self.colours(build(source))
            self.assertEqual(set(found), {"k"})
            self.assertIn((0, 0, 0, 1), found["k"])
            self.assertEqual({inks[:3] for inks in found["k"]}, {(0, 0, 0)})

    def test_the_shading_is_as_dark_as_its_colour(self):
        self.assertIn((0, 0, 0, 0.157), self.colours(build(built.SOURCE))["k"])

    def test_colours_become_four_inks(self):
        found = self.colours(build(built.SOURCE, edit("cmyk", ("colours", "cmyk"))))
        self.assertEqual(found, {"k": {(0, 0, 0, 1), (0.178, 0.1, 0, 0.055)}})  # text, and the band C6D9F1

    def test_the_intent_is_stated_and_no_archive_claimed(self):
        file = pdftree.File(build(built.SOURCE))
        (intent,) = [file.get(i) for i in file.get(file.catalog["/OutputIntents"])]
        self.assertEqual(intent["/S"], "/GTS_PDFX")
        self.assertEqual(intent["/OutputConditionIdentifier"], "u:FOGRA52")
        self.assertNotIn("/DestOutputProfile", intent)
        metadata = file.data(file.catalog["/Metadata"])
        self.assertNotIn(b"<pdfaid:", metadata)
        self.assertIn(b"<pdfuaid:part>1</pdfuaid:part>", metadata)

    def test_colours_of_screens_leave_it_an_archive_file(self):
        pdf, usual = build(built.SOURCE, screen()), built.minhang()
        self.assertEqual(set(self.colours(pdf)), set(self.colours(usual)))
        metadata = pdftree.File(pdf).data(pdftree.File(pdf).catalog["/Metadata"])
        self.assertIn(b"<pdfaid:conformance>A</pdfaid:conformance>", metadata)
        tags = [pdfread.output_of("pdfinfo", "-struct-text", p) for p in (pdf, usual)]
        self.assertEqual(*tags)


class Booklets(unittest.TestCase):
    def test_every_page_is_there_once_in_its_place(self):
        for source in (built.SOURCE, long_source(), yearbook_source()):
            usual = [sorted(c.text for c in page.chars) for page in pdfread.read_pages(built.build(source))]
            sides = pdfread.read_pages(build(source, booklet()))
            last = 2 * len(sides)
            self.assertEqual(last, (len(usual) + 3) // 4 * 4)
            for number, side in enumerate(sides):
                outer, inner = last - number, number + 1
                pages = (outer, inner) if number % 2 == 0 else (inner, outer)
                fold = side.width / 2
                halves = [c for c in side.chars if c.x < fold], [c for c in side.chars if c.x >= fold]
                for page, half in zip(pages, halves):
                    wanted = usual[page - 1] if page <= len(usual) else []
                    self.assertEqual(sorted(c.text for c in half), wanted, (number, page))
        self.assertGreater(len(pdfread.read_pages(built.build(long_source()))), 40)

    def test_sheets_are_a3_where_nothing_is_cut(self):
        boxes = boxes_of(build(built.SOURCE, edit("a3", ("booklet", "true"), ("marks", "false"), ("bleed", "0"))))
        for box in boxes["MediaBox"] + boxes["TrimBox"]:
            self.assertAlmostEqual(box[2] - box[0], 420 * MM, delta=0.01)
            self.assertAlmostEqual(box[3] - box[1], 297 * MM, delta=0.01)

    def test_it_claims_nothing_and_leads_nowhere(self):
        for layouts in (booklet(), edit("booklet-screen", ("booklet", "true"), ("colours", "screen"), ("intent", None))):
            pdf = build(yearbook_source(), layouts)
            file = pdftree.File(pdf)
            for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines"):
                self.assertNotIn(key, file.catalog)
            for page in file.pages:
                self.assertFalse({"/Annots", "/StructParents", "/Tabs"} & set(file.get(page)))
            metadata = file.data(file.catalog["/Metadata"])
            self.assertNotIn(b"<pdfaid:", metadata)
            self.assertNotIn(b"<pdfuaid:", metadata)


class Files(unittest.TestCase):
    def test_they_are_sound(self):
        for pdf in (build(built.SOURCE), build(yearbook_source()), build(built.SOURCE, booklet()),
                    build(long_source(), booklet())):
            self.assertIn(b"No syntax or stream encoding errors", pdfread.output_of("qpdf", "--check", pdf))

    def test_the_name_says_what_it_is(self):
        folder = built.folder() / "named"
        folder.mkdir(exist_ok=True)
        result = built.run(built.program(), "build", built.SOURCE, "--print", "-o", f"{folder}/")
        self.assertEqual(result.status, 0)
        self.assertEqual([p.name for p in folder.iterdir()], [f"{built.SOURCE.stem}-print.pdf"])

    def test_pictures_and_the_web_have_no_such_edition(self):
        for form in ("png", "svg", "html"):
            result = built.run(built.program(), "build", built.SOURCE, "--print", "-f", form, "-o", "-")
            self.assertEqual(result.status, 2)
            self.assertIn("-f may only be pdf or dump", result.err)

    def test_a_layout_without_the_group_says_so(self):
        layouts = built.folder() / "without"
        shutil.copytree(built.ROOT / "layouts", layouts, dirs_exist_ok=True)
        path = layouts / "gongwen.yaml"
        path.write_text(path.read_text(encoding="utf-8").split("\nprint:\n")[0] + "\n", encoding="utf-8")
        target = built.folder() / "without.pdf"
        result = built.run(built.program(), "build", built.SOURCE, "--print", "-o", target, "--layouts", layouts)
        self.assertEqual(result.status, 1)
        self.assertIn("does not describe an edition for the press", result.err)
        self.assertFalse(target.exists())
        result = built.run(built.program(), "build", built.SOURCE, "-o", target, "--layouts", layouts)
        self.assertEqual(result.status, 0)
        self.assertEqual(target.read_bytes(), built.minhang().read_bytes())


if __name__ == "__main__":
    unittest.main()
