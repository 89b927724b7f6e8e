"""Pictures in print: of every kind of file, read back from the PDF and from the pages as other programs draw them."""
import base64
import re
import struct
import subprocess
import unittest
import zlib

import built
import pdfread
import pdftree
import pictures
from harness import environment, program, run

HEAD = "agency: 甲区乙局\nyear: 2025\ntitle: 甲区乙局工作报告\nsections:\n  - title: 总体情况\n    content:\n"
RED, GREEN, BLUE, WHITE = (220, 40, 30), (30, 160, 60), (40, 60, 200), (250, 250, 250)
IMAGE = re.compile(r"^ *image (\S+) (\S+) size (\S+) (\S+) (png|jpeg) ", re.M)
MEASURE, AREA = 28 * 15.79, 225 / 25.4 * 72


def quarter(width, height):
    """Red, green, blue and white from the upper left to the lower right."""
    return lambda x, y: (RED, GREEN, BLUE, WHITE)[2 * (y >= height // 2) + (x >= width // 2)]


def blocks(width, height):
    return quarter(width // 8, height // 8)


class Pictures(unittest.TestCase):
    def write(self, name, items, **files):
        """A source with these pictures, and their files, whose names end behind a “_”."""
        folder = built.folder() / name
        folder.mkdir(exist_ok=True)
        for key, data in files.items():
            (folder / key.replace("_", ".")).write_bytes(data)
        source = folder / "report.yaml"
        source.write_text(HEAD + "".join(f"      - {item}\n" for item in items), encoding="utf-8")
        return source

    def make(self, source, form="pdf", status=0, *more):
        target = source.with_suffix("." + form)
        result = run(program(), "build", "-q", source, "-f", form, "-o", target, *more)
        self.assertEqual(result.status, status, result.err)
        return target

    def places(self, source):
        """(x, y, width, height) of each picture in points."""
        return [tuple(map(float, found[:4])) for found in IMAGE.findall(self.make(source, "dump").read_text("utf-8"))]

    def listed(self, pdf):
        """What pdfimages says: rows of (width, height, colours, encoding, interpolated, object)."""
        lines = pdfread.output_of("pdfimages", "-list", pdf).decode().splitlines()[2:]
        return [(int(r[3]), int(r[4]), r[5], r[8], r[9], r[10]) for r in (line.split() for line in lines)]

    def colours(self, data, place, dpi=72):
        """The colours in the middle of the four quarters of a picture, from a page as PPM."""
        head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
        width, body = int(head[1]), data[head.end():]
        x, y, across, down = place
        found = []
        for v in (0.25, 0.75):
            for u in (0.25, 0.75):
                at = 3 * (round((y + v * down) * dpi / 72) * width + round((x + u * across) * dpi / 72))
                found.append(tuple(body[at:at + 3]))
        return found

    def check_colours(self, source, expected, page=1):
        place, pdf = self.places(source)[0], self.make(source)
        drawn = {"poppler": pdfread.output_of("pdftoppm", "-r", 72, "-f", page, "-l", page, pdf),
                 "mupdf": pdfread.output_of("mutool", "draw", "-q", "-F", "ppm", "-r", 72, "-o", "-", pdf, page)}
        for name, data in drawn.items():
            for got, want in zip(self.colours(data, place), expected):
                self.assertLess(max(abs(a - b) for a, b in zip(got, want)), 14, f"{name}: {got} for {want}")

    # kinds of files

    def check_png(self, name, expected=(RED, GREEN, BLUE, WHITE), **more):
        data = pictures.png(64, 64, **more)
        self.check_colours(self.write(name, ["image: {file: a.png, alt: 四色}"], a_png=data), expected)

    def test_png_of_every_kind(self):
        four = quarter(64, 64)
        self.check_png("rgb", pixel=four)
        self.check_png("interlaced", pixel=four, interlaced=True)
        self.check_png("sixteen", pixel=lambda x, y: [257 * v for v in four(x, y)], bits=16)
        table = b"".join(bytes(c) for c in (RED, GREEN, BLUE, WHITE))
        index = lambda x, y: ((RED, GREEN, BLUE, WHITE).index(four(x, y)),)
        for bits in (2, 4, 8):
            self.check_png(f"palette-{bits}", pixel=index, colour=pictures.PALETTE, bits=bits,
                           between=[pictures.chunk(b"PLTE", table)])
        gray = lambda x, y: (255 * (x >= 32),)
        black_and_white = [(0, 0, 0), (255, 255, 255)] * 2
        self.check_png("gray", black_and_white, pixel=gray, colour=pictures.GRAY)
        self.check_png("bits", black_and_white, pixel=lambda x, y: (int(x >= 32),), colour=pictures.GRAY, bits=1)

    def test_what_is_behind_the_pixels_of_a_png_is_left_out(self):
        """More rows, which may be gigabytes, or bytes behind the end of the deflated ones."""
        four = quarter(64, 64)
        rows = b"".join(b"\0" + bytes(v for x in range(64) for v in four(x, y)) for y in range(64))
        ends = {"rows": [zlib.compress(rows + bytes(50 << 20), 9)], "behind": [zlib.compress(rows) + b"x" * 5000],
                "chunks": [zlib.compress(rows), b"x" * 5000], "in-two": [zlib.compress(rows)[:50], zlib.compress(rows)[50:]]}
        for name, data in ends.items():
            chunks = b"".join(pictures.chunk(b"IDAT", each) for each in data)
            png = pictures.SIGNATURE + pictures.head(64, 64) + chunks + pictures.chunk(b"IEND")
            source = self.write("end-" + name, ["image: {file: a.png, alt: 四色}"], a_png=png)
            self.check_colours(source, (RED, GREEN, BLUE, WHITE))
            file = pdftree.File(source.with_suffix(".pdf"))
            (held,) = [key[4:] for key, value in file.objects.items()
                       if value.get("stream", {}).get("dict", {}).get("/Subtype") == "/Image"]
            self.assertEqual(len(file.data(held)), 64 * 64 * 3, name)
            self.assertNotIn(b"x" * 100, source.with_suffix(".pdf").read_bytes(), name)

    def test_what_is_transparent_lies_on_white(self):
        half = [(237, 147, 142), (142, 207, 157), (255, 255, 255), (255, 255, 255)]
        four = quarter(64, 64)
        alpha = lambda x, y: (*four(x, y), 128 if y < 32 else 0)
        for interlaced in (False, True):
            self.check_png(f"alpha-{interlaced}", half, pixel=alpha, colour=pictures.RGBA, interlaced=interlaced)
        self.check_png("gray-alpha", [(127, 127, 127)] * 2 + [(255, 255, 255)] * 2, colour=pictures.GRAY_ALPHA,
                       pixel=lambda x, y: (0, 128 if y < 32 else 0))
        self.check_png("one-colour", [(255, 255, 255), GREEN, BLUE, WHITE], pixel=four,
                       between=[pictures.chunk(b"tRNS", struct.pack(">HHH", *RED))])

    def test_jpeg_of_every_kind(self):
        four = blocks(64, 64)
        expected = (RED, GREEN, BLUE, WHITE)
        same = lambda *colour: colour
        for name, more in {"baseline": {}, "progressive": {"frame": 0xC2}, "bare": {"before": ()},
                           "adobe": {"before": (pictures.adobe(1),)},
                           "adobe-rgb": {"before": (pictures.adobe(0),), "convert": same}}.items():
            data = pictures.jpeg(64, 64, four, **more)
            source = self.write(name, ["image: {file: a.png, alt: 四色}"], a_png=data)  # the name says nothing
            self.check_colours(source, expected)
            self.assertEqual(self.listed(self.make(source))[0][2:5], ("rgb", "jpeg", "no"))
        data = pictures.jpeg(64, 64, lambda x, y: (255 * (x >= 4),), components=1)
        source = self.write("jpeg-gray", ["image: {file: a.jpg, alt: 黑白}"], a_jpg=data)
        self.check_colours(source, [(0, 0, 0), (255, 255, 255)] * 2)
        self.assertEqual(self.listed(self.make(source))[0][2:4], ("gray", "jpeg"))

    def test_orientation_is_obeyed(self):
        shown = {1: "RGBW", 2: "GRWB", 3: "WBGR", 4: "BWRG", 5: "RBGW", 6: "BRWG", 7: "WGBR", 8: "GWRB"}
        letters = {"R": RED, "G": GREEN, "B": BLUE, "W": WHITE}
        for orientation, order in shown.items():
            data = pictures.jpeg(128, 64, blocks(128, 64), before=(pictures.exif(orientation),))
            source = self.write(f"exif-{orientation}", ["image: {file: a.jpg, alt: 四色}"], a_jpg=data)
            self.check_colours(source, [letters[letter] for letter in order])
            (_, _, width, height), = self.places(source)
            self.assertEqual(width > height, orientation < 5)

    # what is not printed

    def test_what_a_camera_says_is_left_out(self):
        secret = b"GPS 31.1N 121.4E"
        data = pictures.landscape(before=(pictures.exif(6, secret), pictures.segment(0xFE, secret)), after=secret * 9)
        text = pictures.png(8, 8, pictures.dots, between=[pictures.chunk(b"tEXt", b"Comment\0" + secret)]) + secret
        source = self.write("secret", ["image: {file: a.jpg, alt: 甲}", "image: {file: b.png, alt: 乙}"], a_jpg=data,
                            b_png=text)
        page = self.make(source, "html").read_text("utf-8")
        for part in re.findall(r"base64,([^\"]+)", page):
            self.assertNotIn(b"GPS", base64.b64decode(part))
        self.assertNotIn(b"GPS", self.make(source).read_bytes())

    # the PDF

    def test_one_picture_is_one_object(self):
        data = pictures.landscape()
        items = ["image: {file: a.jpg, alt: 甲, caption: 外景}", "image: {file: b.jpg, alt: 乙}",
                 "image: {file: a.jpg, alt: 丙, width: 30mm}"]
        source = self.write("twice", items, a_jpg=data, b_jpg=data)
        pdf = self.make(source)
        listed = self.listed(pdf)
        self.assertEqual(len(listed), 3)
        self.assertEqual(len({row[5] for row in listed}), 1)
        self.assertIn(data, pdf.read_bytes())  # a file without anything besides goes in as it is
        again = pdf.read_bytes()
        self.assertEqual(self.make(source).read_bytes(), again)
        subprocess.run(["qpdf", "--check", pdf], check=True, capture_output=True)

    def test_figure_and_caption(self):
        source = self.write("figure", ['image: {file: a.jpg, alt: "${year}年的田野", caption: 外景, note: 摄于十月。}'],
                            a_jpg=pictures.landscape())
        file = pdftree.File(self.make(source))
        figure, = [e for e in pdftree.walk(file.structure()) if e.type == "Figure"]
        alt = bytes.fromhex(figure.value["/Alt"][2:]) if figure.value["/Alt"].startswith("b:") else figure.value["/Alt"]
        text = alt.decode("utf-16") if isinstance(alt, bytes) else alt[2:]
        self.assertEqual(text, "图1　外景：2025年的田野")
        self.assertEqual([kid.type for kid in pdftree.children(figure)], ["Caption"])
        self.assertEqual(len(pdftree.parts(figure)), 1)
        mcid = pdftree.parts(figure)[0].mcid
        shown, = [s for s in file.shown(0) if s.operator == "Do"]
        self.assertEqual(shown.marks[-1].tag, "Figure")
        self.assertEqual(pdftree.mcid_of(shown), mcid)
        box = [float(v) for v in pdftree.attribute(figure, "/BBox")]
        self.assertGreaterEqual(box[2] - box[0], 115)

    # size and place

    def test_size(self):
        def width_of(name, picture, more=""):
            (x, _, width, height), = self.places(self.write(name, [f"image: {{file: a.jpg, alt: 甲{more}}}"], a_jpg=picture))
            self.assertAlmostEqual(x - 28 / 25.4 * 72, (MEASURE - width) / 2, delta=1.5)  # in the middle
            return width, height
        width, height = width_of("natural", pictures.landscape())
        self.assertAlmostEqual(width, 480 / 300 * 72, delta=0.01)
        self.assertAlmostEqual(height, 320 / 300 * 72, delta=0.01)
        dense, _ = width_of("dense", pictures.landscape(before=(pictures.density(240),)))
        self.assertAlmostEqual(dense, 480 / 240 * 72, delta=0.01)
        screen, _ = width_of("screen", pictures.landscape(before=(pictures.density(72),)))
        self.assertAlmostEqual(screen, width, delta=0.01)
        share, _ = width_of("share", pictures.landscape(), ", width: 50%")
        self.assertAlmostEqual(share, MEASURE / 2, delta=0.6)
        length, _ = width_of("length", pictures.landscape(), ", width: 80 mm")
        self.assertAlmostEqual(length, 80 / 25.4 * 72, delta=0.01)
        wide, _ = width_of("wide", pictures.png(2400, 8, lambda x, y: (x % 256,), colour=pictures.GRAY))
        self.assertAlmostEqual(wide, MEASURE, delta=1)

    def test_a_high_picture_stays_on_a_page_with_its_caption(self):
        high = pictures.png(8, 6000, lambda x, y: (y % 256,), colour=pictures.GRAY)
        text = "text: " + "全年接收档案一千二百八十卷，" * 20
        for name, more in {"plain": "", "caption": ", caption: 外景", "long": f", caption: {'很长的图题' * 30}, note: 注。"}.items():
            source = self.write(f"high-{name}", [text, f"image: {{file: a.png, alt: 甲{more}}}", text], a_png=high)
            (_, y, _, height), = self.places(source)
            top = 37 / 25.4 * 72
            self.assertGreaterEqual(y, top - 0.1)
            self.assertLessEqual(y + height, top + AREA + 0.1)
            self.assertGreater(height, AREA / 2)
            dump = source.with_suffix(".dump").read_text("utf-8").split("\npage ")
            page, = [p for p in dump if IMAGE.search(p)]
            if more:
                self.assertIn("外景" if name == "caption" else "很长的图题", page)

    def test_the_caption_stands_right_below(self):
        text = "text: 全年接收档案一千二百八十卷。"
        items = [text, "image: {file: a.jpg, alt: 甲, width: 43%, caption: 外景}"] * 3
        source = self.write("below", items, a_jpg=pictures.landscape(before=(pictures.exif(6),)))
        places, gaps = self.places(source), []
        for page in source.with_suffix(".dump").read_text("utf-8").split("\npage ")[1:]:
            feet = [float(f[1]) + float(f[3]) for f in IMAGE.findall(page)]
            tops = [float(y) for y in re.findall(r'run \S+ (\S+) .*"外景"', page)]
            gaps += [top - foot for foot, top in zip(feet, tops, strict=True)]
        self.assertEqual(len(gaps), len(places))
        self.assertLess(max(gaps), 32)
        self.assertLess(max(gaps) - min(gaps), 2)

    # other output

    def test_other_formats(self):
        source = self.write("formats", ["image: {file: a.jpg, alt: 甲}", "image: {file: b.png, alt: 乙 < 丙}"],
                            a_jpg=pictures.landscape(before=(pictures.exif(6),)), b_png=pictures.png(64, 64, quarter(64, 64)))
        places = self.places(source)
        svg = self.make(source, "svg").read_text("utf-8")
        self.assertEqual(svg.count("data:image/jpeg;base64,"), 1)
        self.assertEqual(svg.count("data:image/png;base64,"), 1)
        self.assertEqual(sorted(re.findall(r'id="image(\d+)"', svg)), ["0", "1"])
        page = self.make(source, "html").read_text("utf-8")
        self.assertIn('alt="乙 &lt; 丙"', page)
        self.assertEqual(re.findall(r'alt="甲" (width="\d+" height="\d+")', page), ['width="131" height="196"'])
        self.assertIn("img-src data:", page)
        ppm = pdfread.output_of("mutool", "draw", "-q", "-r", "144", "-F", "ppm", "-o", "-", self.make(source, "png"))
        self.assertEqual(ppm.split()[1:3], [b"1191", b"1684"])  # A4 at 144 dots an inch, dot by dot
        for got, want in zip(self.colours(ppm, places[1], 144), (RED, GREEN, BLUE, WHITE)):
            self.assertLess(max(abs(a - b) for a, b in zip(got, want)), 14)

    def test_a_draft_without_what_cannot_be_printed(self):
        source = self.write("draft", ["image: {file: none.jpg, alt: 甲}", "image: {file: a.jpg, alt: 乙}"],
                            a_jpg=pictures.landscape())
        pdf = self.make(source, "pdf", 3, "--draft")
        self.assertEqual(len(self.listed(pdf)), 1)

    def test_a_picture_that_was_changed(self):
        items = ["image: {file: a.jpg, alt: 田野, caption: 外景}", "image: {file: b.jpg, alt: 田野}"]
        old = self.write("was", items, a_jpg=pictures.landscape(), b_jpg=pictures.landscape())
        new = self.write("is", items, a_jpg=pictures.jpeg(64, 64, blocks(64, 64)), b_jpg=pictures.landscape())
        marked = built.folder() / "changes.pdf"
        result = subprocess.run([program(), "diff", old, new, "-o", marked], capture_output=True, env=environment())
        words = result.stdout.decode()
        self.assertEqual(words.count("picture changed: a.jpg → a.jpg"), 1, words)
        self.assertNotIn("b.jpg", words)
        self.assertIn("Pages that differ: 1", words)
        self.assertEqual(len(self.listed(marked)), 2)
        self.assertIn("（新图片）", pdfread.output_of("pdftotext", "-raw", marked, "-").decode())

    def test_too_many_pixels_together(self):
        """Few bytes each, and each within its limit: from some picture on none is decoded."""
        names = [f"{n}.png" for n in range(10)]
        source = self.write("pixels", [f"image: {{file: {name}, alt: 白}}" for name in names])
        data = pictures.white_png(8192, 8190)
        for name in names:
            (source.parent / name).write_bytes(data)
        result = run(program(), "check", source)
        self.assertEqual(result.status, 4, result.err)
        found = re.findall(r"^\S+:(\d+):\d+: error\[limit-size\]: .* 536 million pixels", result.err, re.M)
        self.assertEqual(found, ["15", "16"], result.err)

    def test_a_note_stands_below_the_middle_of_its_picture(self):
        source = self.write("note", ["image: {file: a.png, alt: 白, caption: 图, width: 30mm, note: 示意图。}"],
                            a_png=pictures.white_png(400, 400))
        x, _, width, _ = self.places(source)[0]
        chars = [c for page in pdfread.read_pages(self.make(source)) for c in page.chars]
        at = next(i for i, c in enumerate(chars) if "".join(d.text for d in chars[i:i + 5]) == "注：示意图")
        self.assertAlmostEqual((chars[at].x + chars[at + 5].x) / 2, x + width / 2, delta=4)


if __name__ == "__main__":
    unittest.main(verbosity=2)
