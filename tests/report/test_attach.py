#!/usr/bin/env python3
"""nianbao build --attach and nianbao extract: what travels in a PDF, how it is declared, and that it comes out again
and builds the same file."""
import csv
import functools
import hashlib
import io
import os
import pathlib
import re
import resource
import shutil
import tempfile
import unittest
import zlib

import built
import pdfread
import pdftree
import pictures
from harness import environment, program, read_json, run

DISTRICT = built.ROOT / "data/district"
GUARDED = """agency: 甲局
year: 2025
title: 甲局报告
signed: {by: 甲局, date: 2026-01-20}
sections:
  - title: 数据
    table:
      caption: 收支"a/b"
      columns: [项目, {name: 金额, columns: [{name: 收入, format: 千分位}, 说明]}]
      rows:
        - ["=SUM(A1)", 1234567, "+1+1"]
        - ["-2+3", -5, "@甲"]
        - ["＝甲", 0, "甲,乙\\"丙"]
        - ["-", 3, "-"]
"""


PICTURED = """agency: 甲局
year: 2025
title: 甲局报告
sections:
  - title: 数据
    content:
      - image: {file: photo.jpg, alt: 照片, caption: 窗口}
      - image: {file: dots, alt: 点}
      - table: {caption: 收支, columns: [项目, 金额], rows: {csv: t.csv}}
"""


def attach(source, target, *more):
    result = run(program(), "build", source, "--attach", "-q", "-o", target, *more)
    assert result.status == 0, result.err
    return target


def district():
    return attach(DISTRICT / "2025.yaml", built.folder() / "district.pdf")


@functools.lru_cache(maxsize=None)
def pictured():
    """A source with pictures and a file of figures, without a form."""
    folder = built.folder() / "pictured"
    folder.mkdir()
    (folder / "photo.jpg").write_bytes(pictures.landscape(before=(pictures.density(300), pictures.exif(6, b"where it was"))))
    (folder / "dots").write_bytes(pictures.png(60, 40, pictures.dots))
    (folder / "t.csv").write_text("项目,金额\r\n甲,1\r\n", encoding="utf-8")
    (folder / "pictured.yaml").write_text(PICTURED, encoding="utf-8")
    return folder / "pictured.yaml"


def extract(pdf, folder, *more, status=0):
    result = run(program(), "extract", pdf, "-o", folder, *more)
    assert result.status == status, (result.status, result.err)
    return result


def files_below(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def text_of(value):
    """A text string as qpdf's JSON gives it."""
    return value[2:] if value.startswith("u:") else bytes.fromhex(value[2:]).decode()


class Declared(unittest.TestCase):
    def setUp(self):
        self.file = pdftree.File(district())
        self.specifications = [self.file.get(reference) for reference in self.file.catalog["/AF"]]

    def test_the_source_comes_first_and_each_says_what_it_is(self):
        relations = [each["/AFRelationship"] for each in self.specifications]
        self.assertEqual(relations[0], "/Source")
        self.assertEqual(relations.count("/Source"), 1)
        self.assertEqual(set(relations), {"/Source", "/Data", "/Supplement"})
        for each in self.specifications:
            self.assertEqual((each["/Type"], each["/F"]), ("/Filespec", each["/UF"]))
            self.assertTrue(text_of(each["/Desc"]))
        names = [text_of(each["/UF"]) for each in self.specifications]
        self.assertEqual(len(set(names)), len(names))
        self.assertFalse([name for name in names if "/" in name])

    def test_size_sum_date_and_type(self):
        for each in self.specifications:
            stream = each["/EF"]["/F"]
            self.assertEqual(each["/EF"]["/UF"], stream)
            entries, data = self.file.get(stream), self.file.data(stream)
            params = entries["/Params"]
            self.assertEqual(params["/Size"], len(data))
            self.assertEqual(params["/CheckSum"], "b:" + hashlib.md5(data).hexdigest())
            self.assertEqual(text_of(params["/ModDate"]), "D:20260320000000+08'00'")
            self.assertEqual(entries["/Type"], "/EmbeddedFile")
            self.assertIn(entries["/Subtype"], ("/application/yaml", "/text/csv"))

    def test_the_tree_of_names_has_the_same_files_by_their_paths(self):
        names = self.file.get(self.file.get(self.file.catalog["/Names"])["/EmbeddedFiles"])["/Names"]
        self.assertEqual(sorted(names[1::2]), sorted(self.file.catalog["/AF"]))
        paths = [text_of(name) for name in names[::2]]
        self.assertEqual(paths, sorted(paths, key=lambda path: path.encode() if path.isascii() else b"\xfe" + path.encode("utf-16-be")))
        self.assertIn("dept/shengtai-sanbiao.csv", paths)
        self.assertIn("layouts/forms/disclosure-2021.yaml", paths)

    def test_it_is_pdf_a_3_and_still_pdf_ua(self):
        packet = self.file.data(self.file.catalog["/Metadata"]).decode("utf-8")
        for tag, value in (("pdfaid:part", "3"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")):
            self.assertEqual(re.findall(f"<{tag}>(.*?)</{tag}>", packet), [value])
        plain = pdftree.File(built.minhang())
        self.assertIn(b"<pdfaid:part>2</pdfaid:part>", plain.data(plain.catalog["/Metadata"]))
        self.assertNotIn("/AF", plain.catalog)

    def test_other_programs_find_them(self):
        self.assertIn(b"No syntax or stream encoding errors", pdfread.output_of("qpdf", "--check", district()))
        folder = built.folder() / "poppler"
        folder.mkdir()
        pdfread.output_of("pdfdetach", "-saveall", "-o", folder, district())
        self.assertEqual((folder / "2025.yaml").read_bytes(), (DISTRICT / "2025.yaml").read_bytes())
        self.assertEqual(len(files_below(folder)), len(self.specifications))

    def test_nothing_of_the_machine_is_in_it(self):
        again = built.folder() / "elsewhere" / "district"
        shutil.copytree(DISTRICT, again)
        result = run(program(), "build", "2025.yaml", "--attach", "-q", "-o", "x.pdf", cwd=again,
                     env=environment(LC_ALL="zh_CN.UTF-8", TZ="Pacific/Apia"))
        self.assertEqual(result.status, 0, result.err)
        self.assertEqual((again / "x.pdf").read_bytes(), district().read_bytes())


    def test_wherever_the_layouts_lie(self):
        """With a stroke behind the name, or in the source's own folder: the same files under the same names."""
        folder = built.folder() / "together"
        shutil.copytree(DISTRICT, folder)
        shutil.copytree(built.ROOT / "layouts", folder, dirs_exist_ok=True)
        for source, layouts in (("2025.yaml", f"{built.ROOT}/layouts/"), ("./2025.yaml", "."), ("2025.yaml", f"{folder}/")):
            result = run(program(), "build", source, "--layouts", layouts, "--attach", "-q", "-o", "x.pdf", cwd=folder)
            self.assertEqual(result.status, 0, result.err)
            self.assertEqual((folder / "x.pdf").read_bytes(), district().read_bytes(), (source, layouts))


    def test_of_several_reports_each_has_its_own(self):
        """Forms and layouts that were read once for all of them are no report's but those that follow them."""
        folder = built.folder() / "several"
        accounts = built.ROOT / "data/accounts.yaml"
        for sources in ((DISTRICT / "2025.yaml", pictured()), (pictured(), built.SOURCE, accounts, DISTRICT / "2025.yaml")):
            for jobs in ("1", "2"):
                result = run(program(), "build", *sources, "--attach", "-j", jobs, "-q", "-o", f"{folder}/")
                self.assertEqual(result.status, 0, result.err)
                for source in sources:
                    alone = attach(source, built.folder() / "alone.pdf")
                    self.assertEqual((folder / f"{source.stem}.pdf").read_bytes(), alone.read_bytes(), source.stem)

    def test_pictures_are_pictures(self):
        file = pdftree.File(attach(pictured(), built.folder() / "types.pdf"))
        types = {}
        for reference in file.catalog["/AF"]:
            each = file.get(reference)
            types[text_of(each["/UF"])] = file.get(each["/EF"]["/F"])["/Subtype"]
        self.assertEqual((types["photo.jpg"], types["dots"]), ("/image/jpeg", "/image/png"))


class Tables(unittest.TestCase):
    def rows(self, text, name):
        folder = built.folder() / ("csv-" + name)
        source = built.folder() / (name + ".yaml")
        source.write_text(text, encoding="utf-8")
        extract(attach(source, built.folder() / (name + ".pdf")), folder)
        found = sorted((folder / "tables").iterdir())
        return [(path.name, list(csv.reader(io.StringIO(self.decoded(path), newline="")))) for path in found]

    def decoded(self, path):
        data = path.read_bytes()
        self.assertTrue(data.startswith(b"\xef\xbb\xbf"))
        self.assertEqual(data.count(b"\n"), data.count(b"\r\n"))
        return data.decode("utf-8-sig")

    def test_every_figure_of_the_form(self):
        tables = self.rows(built.SOURCE.read_text(encoding="utf-8"), "minhang")
        self.assertEqual([len(rows[1][0]) for rows in tables], [4, 10, 15])
        head, requests = tables[1][1][0], {row[0] + row[1]: row[3:] for row in tables[1][1][1:]}
        self.assertEqual(head[3:5], ["申请人情况/自然人", "申请人情况/法人或其他组织/商业企业"])
        self.assertEqual(requests["一、本年新收政府信息公开申请数量"], ["9", "0", "0", "0", "0", "0", "9"])
        self.assertEqual(requests["三、本年度办理结果（一）予以公开"][0], "4")

    def test_what_a_spreadsheet_would_compute_is_made_harmless(self):
        ((name, rows),) = self.rows(GUARDED, "guarded")
        self.assertNotRegex(name, r'["/]')
        self.assertEqual(rows[0], ["项目", "金额/收入", "金额/说明"])
        self.assertEqual(rows[1], ["'=SUM(A1)", "1234567", "'+1+1"])
        self.assertEqual(rows[2], ["'-2+3", "-5", "'@甲"])
        self.assertEqual(rows[3], ["'＝甲", "0", '甲,乙"丙'])
        self.assertEqual(rows[4], ["-", "3", "-"])


class Extract(unittest.TestCase):
    def test_what_comes_out_builds_the_same_file(self):
        for source in (DISTRICT / "2025.yaml", pictured(), *sorted((built.ROOT / "data").glob("*.yaml"))):
            with self.subTest(source.name):
                pdf = attach(source, built.folder() / f"first-{source.stem}.pdf")
                folder = built.folder() / f"out-{source.stem}"
                extract(pdf, folder)
                again = attach(folder / source.name, built.folder() / f"again-{source.stem}.pdf", "--layouts", folder / "layouts")
                self.assertEqual(pdf.read_bytes(), again.read_bytes())

    def test_a_layout_travels_with_what_it_is_made_from(self):
        pdf, folder = attach(built.ROOT / "data/accounts.yaml", built.folder() / "line.pdf"), built.folder() / "line"
        extract(pdf, folder)
        self.assertEqual(sorted(path.name for path in (folder / "layouts").glob("*.yaml")), ["accounts.yaml", "gongwen.yaml"])

    def test_beside_the_pdf_by_itself(self):
        pdf = attach(built.SOURCE, built.folder() / "beside.pdf")
        result = run(program(), "extract", pdf)
        self.assertEqual(result.status, 0, result.err)
        folder = pdf.with_suffix("")
        self.assertEqual((folder / built.SOURCE.name).read_bytes(), built.SOURCE.read_bytes())
        self.assertIn(f"build {folder}/{built.SOURCE.name} --layouts {folder}/layouts", result.out.decode("utf-8"))

    def test_nothing_is_lost(self):
        folder = built.folder() / "kept"
        extract(district(), folder)
        (folder / "2025.yaml").write_text("mine", encoding="utf-8")
        (folder / "2024.yaml").unlink()
        result = extract(district(), folder, status=3)
        self.assertIn("--force", result.err)
        self.assertEqual((folder / "2025.yaml").read_text(encoding="utf-8"), "mine")
        self.assertFalse((folder / "2024.yaml").exists())
        extract(district(), folder, "--force")
        self.assertEqual((folder / "2025.yaml").read_bytes(), (DISTRICT / "2025.yaml").read_bytes())
        before = files_below(folder)
        extract(district(), folder)
        self.assertEqual(files_below(folder), before)

    def test_files_that_carry_nothing(self):
        broken = built.folder() / "broken.pdf"
        broken.write_bytes(district().read_bytes()[:5000])
        text = built.folder() / "text.pdf"
        text.write_text("甲", encoding="utf-8")
        locked = built.folder() / "locked.pdf"
        pdfread.output_of("qpdf", "--encrypt", "a", "b", "256", "--", district(), locked)
        half = built.folder() / "half-locked.pdf"
        pdfread.output_of("qpdf", "--encrypt", "", "b", "256", "--", district(), half)
        for path, code, status in ((built.minhang(), "pdf-bare", 1), (broken, "pdf-bad", 1), (text, "pdf-bad", 1),
                                   (locked, "pdf-bad", 1), (half, "pdf-bad", 1), (built.folder() / "none.pdf", "io-read", 3)):
            with self.subTest(path.name):
                result = run(program(), "extract", path, "-o", built.folder() / "nothing", "--message-format", "json")
                self.assertEqual(result.status, status, result.err)
                self.assertEqual([found["code"] for found in read_json(result.err)], [code])
                self.assertFalse((built.folder() / "nothing").exists())

    def test_a_file_written_again_by_another_program(self):
        again = built.folder() / "rewritten.pdf"
        pdfread.output_of("qpdf", "--linearize", "--object-streams=disable", district(), again)
        folder = built.folder() / "rewritten"
        extract(again, folder)
        self.assertEqual((folder / "2025.yaml").read_bytes(), (DISTRICT / "2025.yaml").read_bytes())

    def test_usage(self):
        for arguments in (("extract",), ("extract", "a.pdf", "b.pdf"), ("extract", "a.pdf", "-o", "-"),
                          ("build", built.SOURCE, "--attach", "-f", "png")):
            self.assertEqual(run(program(), *arguments).status, 2, arguments)


def made_by_hand(files, kids=None):
    """A PDF with these (path, bytes, flate) as its files; `kids`: of the tree of names besides."""
    objects = ["<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 3 0 R>>>>", "<</Type/Pages/Kids[]/Count 0>>"]
    names, more, number = [], [], 4
    for i, (path, data) in enumerate(files):
        relation = "Source" if i == 0 else "Data"
        names.append("<FEFF%s> %d 0 R " % (path.encode("utf-16-be").hex(), number))
        more += [b"<</Type/Filespec/AFRelationship/%s/EF<</F %d 0 R>>>>" % (relation.encode(), number + 1),
                 b"<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(data), data)]
        number += 2
    objects.append(f"<</Names[{''.join(names)}]{kids or ''}>>")
    out, places = b"%PDF-1.7\n", []
    for at, value in enumerate([*(text.encode() for text in objects), *more], start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (at, value)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table)


class Hostile(unittest.TestCase):
    def extract(self, data, status, folder=None):
        """What is written below a folder of its own, and the findings."""
        home = pathlib.Path(tempfile.mkdtemp(dir=folder or built.folder()))
        (home / "x.pdf").write_bytes(data)
        result = run(program(), "extract", home / "x.pdf", "-o", home / "deep/er/out", "--message-format", "json")
        self.assertEqual(result.status, status, result.err)
        return {name for name in files_below(home) if name != "x.pdf"}, [found["code"] for found in read_json(result.err)]

    def test_names_lead_nowhere_else(self):
        paths = ["a.yaml", "../up", "/etc/passwd", "a/../../b", "..", ".hidden", "con.txt", "c:\\d", "e\nf", "g\u202eh", "",
                 "x/./y", "long" * 100, "a.yaml", "end."]
        data = [(path, zlib.compress(b"%d" % i)) for i, path in enumerate(paths)]
        written, found = self.extract(made_by_hand(data), 0)
        self.assertEqual(found, [])
        self.assertEqual(len(written), len(paths))
        for name in written:
            self.assertTrue(name.startswith("deep/er/out/"), name)
            for step in name.split("/"):
                self.assertRegex(step, r"\A[^.\\:\n\u202e][^\\:\n\u202e]{0,203}\Z")
        self.assertIn("deep/er/out/_con.txt", written)

    def test_bombs(self):
        bomb = zlib.compress(b"\0" * (65 << 20), 9)
        self.assertEqual(self.extract(made_by_hand([("a.yaml", bomb)]), 4), (set(), ["limit-size"]))
        many = [(f"{i}.yaml", zlib.compress(b"")) for i in range(5001)]
        self.assertEqual(self.extract(made_by_hand(many), 4), (set(), ["limit-size"]))

    def test_table_of_contents_that_swells(self):
        """libqpdf unpacks the table of a PDF's objects by itself: three gigabytes of it do not take three gigabytes."""
        sanitized = "debug" in program().parts
        part, times = 64 << 20, 4 if sanitized else 48
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        block = packer.compress(b"\0" * part) + packer.flush(zlib.Z_FULL_FLUSH)
        sum_of_zeros = (part * times % 65521) << 16 | 1
        table = b"\x78\xda" + block * times + b"\x03\0" + sum_of_zeros.to_bytes(4, "big")
        data = (b"%%PDF-1.7\n1 0 obj\n<</Type/XRef/W[1 4 2]/Size 2/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n" % len(table) +
                table + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n")
        self.assertEqual(self.extract(data, 1), (set(), ["pdf-bad"]))
        if not sanitized:
            self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, 2 << 20)  # KiB

    def test_thousands_of_one_name(self):
        """Each gets a name of its own, without trying all that there are. In memory, where that can be had: each file is
        waited for until the disk has it."""
        names = ["a.yaml", "x", "x/y", *["b"] * 4900, "2-b"]
        memory = pathlib.Path("/dev/shm")
        with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
            written, _ = self.extract(made_by_hand([(name, zlib.compress(b"")) for name in names]), 0, folder)
        self.assertEqual(len(written), len(names))

    def test_trees_that_lead_back(self):
        _, found = self.extract(made_by_hand([("a.yaml", zlib.compress(b"a"))], "/Kids[3 0 R 3 0 R 3 0 R 3 0 R]"), 1)
        self.assertEqual(found, ["pdf-bad"])

    def test_what_is_damaged_is_said_once(self):
        """The library that reads PDFs says nothing of its own."""
        good = made_by_hand([("a.yaml", zlib.compress(b"a"))])
        for old, new in ((b"/Root 1 0 R", b"/Root 9 0 R"), (b"/Root 1 0 R", b"/Root 1"), (b"/EF<</F 5", b"/EF<</F 9"), (b"5 0 obj", b"5 0 obx")):
            self.assertIn(old, good)
            self.assertEqual(self.extract(good.replace(old, new), 1), (set(), ["pdf-bad"]), new)

    def test_streams_that_are_none(self):
        for data in (b"", b"x\x9c", zlib.compress(b"a" * 100)[:-6], b"\x00" * 50):
            self.assertEqual(self.extract(made_by_hand([("a.yaml", data)]), 1), (set(), ["pdf-bad"]))


if __name__ == "__main__":
    unittest.main()
