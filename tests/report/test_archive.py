#!/usr/bin/env python3
"""What can be checked by machine of ISO 19005-2, level A (PDF/A-2a) and ISO 14289-1 (PDF/UA-1), besides the structure,
which test_tags.py reads: the bytes of the file, its metadata, colours, fonts and annotations."""
import re
import struct
import unittest
import xml.etree.ElementTree as ElementTree

import built
import pdfread
import pdftree

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/", "xmp": "http://ns.adobe.com/xap/1.0/", "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/", "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}
HARD_TITLE = "<甲> & “乙” (a) \\\\ b"  # in YAML's double quotes
HARD = f"""agency: 甲&乙<局>
year: 2025
title: "{HARD_TITLE}"
signed: {{by: 甲&乙<局>, date: 2026-01-20}}
sections:
  - title: 情况(一) \\ 其他
    text: |
      见[全文](https://www.example.org/a(b)?c='d'&e=%E7%94%B2)。
"""
# actions that do something, content outside the file, forms: none of these has any business here
FORBIDDEN = {"/AA", "/OpenAction", "/JavaScript", "/JS", "/EmbeddedFiles", "/EF", "/AcroForm", "/XFA", "/Requirements",
             "/Alternates", "/OPI", "/Encrypt", "/Collection", "/OCProperties", "/SMask", "/Group", "/ExtGState", "/Trans"}


def hard_report():
    source = built.folder() / "hard.yaml"
    source.write_text(HARD, encoding="utf-8")
    return source


def samples():
    return [*sorted((built.ROOT / "data").glob("*.yaml")), hard_report()]


def each():
    for source in samples():
        pdf = built.build(source)
        yield source.name, pdf, pdftree.File(pdf)


def values_below(value, key=""):
    """(key, value) of everything inside."""
    yield key, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from values_below(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from values_below(inner, key)


def dictionaries_of(file):
    for found in file.objects.values():
        yield found["value"] if "value" in found else found["stream"]["dict"]


class Bytes(unittest.TestCase):
    def test_the_file_begins_and_ends_as_it_must(self):
        for name, pdf, file in each():
            with self.subTest(name):
                data = pdf.read_bytes()
                self.assertRegex(data[:20], rb"\A%PDF-1\.7\n%[\x80-\xff]{4}\n")
                self.assertTrue(data.endswith(b"%%EOF\n"))
                self.assertEqual(data.count(b"%%EOF"), 1)
                at = int(re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", data)[1])
                self.assertRegex(data[at:at + 40], rb"\A\d+ 0 obj\n<</Type/XRef")
                first, second = file.trailer["/ID"]
                self.assertEqual(first, second)
                self.assertRegex(first, r"\Ab:[0-9a-f]{32}\Z")

    def test_other_documents_have_another_id(self):
        ids = [pdftree.File(built.build_words(words)).trailer["/ID"][0] for words in ("甲乙丙", "甲乙丁")]
        self.assertNotEqual(*ids)

    def test_an_end_of_line_stands_around_streams(self):
        for name, pdf, _ in each():
            data, at, found = pdf.read_bytes(), 0, 0
            for match in iter(lambda: re.compile(rb"\n\d+ 0 obj\n(<<.*?>>)\nstream\n", re.DOTALL).search(data, at), None):
                at = match.end() + int(re.search(rb"/Length (\d+)", match[1])[1])
                self.assertEqual(data[at:at + 18], b"\nendstream\nendobj\n", name)
                found += 1
            self.assertGreater(found, 10)

    def test_qpdf_and_mupdf_find_nothing_wrong(self):
        for name, pdf, _ in each():
            with self.subTest(name):
                self.assertIn(b"No syntax or stream encoding errors", pdfread.output_of("qpdf", "--check", pdf))
                done = built.run("mutool", "draw", "-F", "trace", "-o", "/dev/null", pdf)
                said = [line for line in done.err.splitlines() if line.startswith(("warning", "error"))]
                said = [line for line in said if "ICC support is not available" not in line]  # Debian's has none
                self.assertEqual((done.status, said), (0, []))

    def test_strings_names_and_numbers_are_within_limits(self):
        for _, _, file in each():
            for value in dictionaries_of(file):
                for _, inner in values_below(value):
                    if isinstance(inner, str):
                        self.assertLessEqual(len(inner.encode("utf-16")), 32767)
                    elif isinstance(inner, int):
                        self.assertLess(abs(inner), 2 ** 31)

    def test_streams_are_packed_in_allowed_ways_and_nothing_acts(self):
        for name, _, file in each():
            for value in [file.trailer, *dictionaries_of(file)]:
                keys = {key for key, _ in values_below(value)}
                self.assertFalse(keys & FORBIDDEN, name)
                if not isinstance(value, dict):
                    continue
                allowed = {None, "/FlateDecode"} | ({"/DCTDecode"} if value.get("/Subtype") == "/Image" else set())
                self.assertIn(value.get("/Filter"), allowed, name)


class Metadata(unittest.TestCase):
    def packet(self, file):
        reference = file.catalog["/Metadata"]
        self.assertEqual((file.get(reference)["/Type"], file.get(reference)["/Subtype"]), ("/Metadata", "/XML"))
        self.assertNotIn("/Filter", file.get(reference))
        data = file.data(reference)
        self.assertRegex(data, rb"\A<\?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"\?>")
        self.assertTrue(data.endswith(b'<?xpacket end="r"?>'))
        return ElementTree.fromstring(data.decode("utf-8"))

    def words(self, packet, path):
        found = packet.find(".//" + path, NAMESPACES)
        return None if found is None else "".join(found.itertext()).strip()

    def test_the_packet_says_what_the_file_is(self):
        for name, _, file in each():
            with self.subTest(name):
                packet = self.packet(file)
                self.assertEqual(self.words(packet, "pdfaid:part"), "2")
                self.assertEqual(self.words(packet, "pdfaid:conformance"), "A")
                self.assertEqual(self.words(packet, "pdfuaid:part"), "1")

    def test_what_the_standard_does_not_know_is_declared(self):
        packet = self.packet(pdftree.File(built.minhang()))
        schema = packet.find(".//pdfaExtension:schemas/rdf:Bag/rdf:li", NAMESPACES)
        self.assertEqual(self.words(schema, "pdfaSchema:namespaceURI"), NAMESPACES["pdfuaid"])
        self.assertEqual(self.words(schema, "pdfaSchema:prefix"), "pdfuaid")
        self.assertEqual(self.words(schema, "pdfaProperty:name"), "part")
        used = {element.tag[1:].split("}")[0] for element in packet.iter()}
        self.assertLessEqual(used, {*NAMESPACES.values(), "adobe:ns:meta/"})

    def test_packet_and_information_agree(self):
        pairs = {"/Title": "dc:title/rdf:Alt/rdf:li", "/Author": "dc:creator/rdf:Seq/rdf:li",
                 "/Subject": "dc:description/rdf:Alt/rdf:li", "/Keywords": "pdf:Keywords",
                 "/Creator": "xmp:CreatorTool", "/Producer": "pdf:Producer"}
        for name, _, file in each():
            packet, information = self.packet(file), file.get(file.trailer["/Info"])
            for key, path in pairs.items():
                value = information.get(key)
                self.assertEqual(value and value[2:], self.words(packet, path), (name, key))
            date = re.fullmatch(r"u:D:(\d{4})(\d\d)(\d\d)000000\+08'00'", information["/CreationDate"])
            for path in ("xmp:CreateDate", "xmp:ModifyDate"):
                self.assertEqual(self.words(packet, path), "-".join(date.groups()) + "T00:00:00+08:00")
            self.assertEqual(information["/CreationDate"], information["/ModDate"])
            self.assertEqual(self.words(packet, "dc:language/rdf:Bag/rdf:li"), "zh-CN")

    def test_words_that_mean_something_to_xml_or_pdf_come_out_as_written(self):
        file = pdftree.File(built.build(hard_report()))
        packet, information = self.packet(file), file.get(file.trailer["/Info"])
        self.assertEqual(information["/Title"], "u:<甲> & “乙” (a) \\ b")
        self.assertEqual(self.words(packet, "dc:title"), "<甲> & “乙” (a) \\ b")
        self.assertEqual(information["/Author"], "u:甲&乙<局>")
        self.assertEqual(pdfread.outline_of(built.build(hard_report())), [(1, "一、情况(一) \\ 其他", 1)])
        (link,) = [value for value in dictionaries_of(file) if isinstance(value, dict) and value.get("/Subtype") == "/Link"]
        self.assertEqual(link["/A"]["/URI"], "u:https://www.example.org/a(b)?c='d'&e=%E7%94%B2")
        self.assertEqual(link["/Contents"], "u:全文")

    def test_readers_are_told_language_title_and_order(self):
        for _, _, file in each():
            self.assertEqual(file.catalog["/Lang"], "u:zh-CN")
            self.assertEqual(file.catalog["/MarkInfo"], {"/Marked": True})
            self.assertIs(file.catalog["/ViewerPreferences"]["/DisplayDocTitle"], True)
            self.assertEqual(file.catalog["/PageLabels"]["/Nums"][0], 0)
            for page in map(file.get, file.pages):
                self.assertEqual(page["/Tabs"], "/S")


class Pages(unittest.TestCase):
    def test_the_output_intent_is_a_sound_profile(self):
        (intent,) = pdftree.File(built.minhang()).catalog["/OutputIntents"]
        self.assertEqual(intent["/S"], "/GTS_PDFA1")
        self.assertTrue(intent["/OutputConditionIdentifier"])
        for _, _, file in each():
            reference = file.catalog["/OutputIntents"][0]["/DestOutputProfile"]
            self.assertEqual(file.get(reference)["/N"], 3)
            self.check_profile(file.data(reference))

    def check_profile(self, data):
        """ICC.1:2004-10: a display's profile with three curves and a matrix."""
        size, version, kind, space, connection = struct.unpack(">I4xB3x4s4s4s", data[:24])
        self.assertEqual((size, version, kind, space, connection), (len(data), 4, b"mntr", b"RGB ", b"XYZ "))
        self.assertEqual(data[36:40], b"acsp")
        count, = struct.unpack(">I", data[128:132])
        rows = [struct.unpack(">4sII", data[132 + 12 * i:144 + 12 * i]) for i in range(count)]
        tags = {name: data[at:at + length] for name, at, length in rows}
        self.assertLessEqual({b"desc", b"cprt", b"wtpt", b"chad", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"},
                             set(tags))
        for _, at, length in rows:
            self.assertEqual(at % 4, 0)
            self.assertLessEqual(at + length, len(data))
        numbers = {name: struct.unpack(">3i", tags[name][8:20]) for name in (b"rXYZ", b"gXYZ", b"bXYZ", b"wtpt")}
        for axis in range(3):  # the primaries together are white
            together = sum(numbers[name][axis] for name in (b"rXYZ", b"gXYZ", b"bXYZ"))
            self.assertAlmostEqual(together / 65536, numbers[b"wtpt"][axis] / 65536, delta=0.0002)
        gamma, a, b, c, d = (n / 65536 for n in struct.unpack(">5i", tags[b"rTRC"][12:32]))
        self.assertAlmostEqual((a + b) ** gamma, 1, delta=0.0002)
        self.assertAlmostEqual((a * d + b) ** gamma, c * d, delta=0.0002)
        self.assertAlmostEqual((a * 0.5 + b) ** gamma, 0.21404, delta=0.0002)  # sRGB's middle gray

    def test_colours_are_gray_or_rgb_and_nothing_is_transparent(self):
        for name, _, file in each():
            for page in map(file.get, file.pages):
                resources = file.get(page["/Resources"])
                self.assertIn("/Font", resources, name)
                self.assertLessEqual(set(resources), {"/Font", "/XObject"}, name)
                for drawn in map(file.get, file.get(resources.get("/XObject", {})).values()):  # photographs
                    self.assertEqual(drawn["/Subtype"], "/Image")
                    self.assertIn(drawn["/ColorSpace"], ("/DeviceGray", "/DeviceRGB"))
                    self.assertFalse({"/SMask", "/Mask", "/Interpolate"} & set(drawn), name)
                operators = set(re.findall(rb"(?<=[\s\]>])[A-Za-z*]+(?=\s|$)", file.data(page["/Contents"])))
                self.assertLessEqual(operators, {b"cm", b"q", b"Q", b"BT", b"ET", b"Tm", b"Td", b"Tf", b"TJ", b"g", b"G",
                                                 b"rg", b"RG", b"w", b"J", b"j", b"M", b"d", b"m", b"l", b"c", b"h", b"re",
                                                 b"f", b"f*", b"S", b"B", b"BDC", b"EMC", b"W", b"n", b"Do"})

    def test_boxes_are_those_of_the_paper(self):
        for _, _, file in each():
            for page in map(file.get, file.pages):
                self.assertEqual(page["/MediaBox"], page["/TrimBox"])
                self.assertTrue(all(3 <= side <= 14400 for side in page["/MediaBox"][2:]))

    def test_annotations_are_links_that_print(self):
        for _, _, file in each():
            for page in map(file.get, file.pages):
                for link in map(file.get, page.get("/Annots", [])):
                    self.assertEqual((link["/Subtype"], link["/F"]), ("/Link", 4))
                    self.assertNotEqual("/A" in link, "/Dest" in link)
                    if "/Dest" in link:
                        self.assertIn(link["/Dest"][0], file.pages)
                    else:
                        self.assertRegex(link["/A"]["/URI"], r"\Au:(https?|mailto|tel):")


class Fonts(unittest.TestCase):
    def test_fonts_are_embedded_and_say_what_they_are(self):
        for name, pdf, file in each():
            for font in pdfread.fonts_of(pdf):
                self.assertEqual((font["emb"], font["sub"], font["uni"]), ("yes", "yes", "yes"), name)
            for value in dictionaries_of(file):
                if isinstance(value, dict) and value.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2"):
                    self.assertTrue({"/CIDSystemInfo", "/FontDescriptor", "/BaseFont", "/W"} <= set(value))
                    self.assertNotIn("/CIDSet", file.get(value["/FontDescriptor"]))
                    if value["/Subtype"] == "/CIDFontType2":
                        self.assertEqual(value["/CIDToGIDMap"], "/Identity")

    def test_every_code_shown_has_a_text_that_can_be_copied(self):
        """Neither none nor a private or replacement character, nor one of the radicals that look like 无 户 一."""
        for name, pdf, _ in each():
            for char in "".join(pdfread.poppler_pages(pdf)):
                code = ord(char)
                self.assertFalse(0x2E80 <= code <= 0x2FDF or 0xE000 <= code <= 0xF8FF or 0xF900 <= code <= 0xFAFF
                                 or code in (0, 0xFFFD, 0xFFFE, 0xFEFF), (name, hex(code)))


if __name__ == "__main__":
    unittest.main()
