#!/usr/bin/env python3
"""What is wrong is not the source but the world around it: files, folders, devices, fonts, and the command line.
Always: the exit status that the contract fixes, a plain message, nothing left behind, an earlier output as it was."""
import ctypes
import os
import pathlib
import resource
import shutil
import signal
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import ROOT, SMALL_REPORT, environment, explain_status, listing, program, read_json, run, sanitized  # noqa: E402

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
EARLIER = b"the output of an earlier run"


def obey_permissions():
    """The superuser may read and write everything; without these two rights the program is like anybody else's."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            libc.prctl(PR_CAPBSET_DROP, right, 0, 0, 0)


class World(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.exe = program()
        self.write("report.yaml", SMALL_REPORT)

    def write(self, name, words):
        (self.folder / name).write_text(words, encoding="utf-8")

    def expect(self, status, code, *arguments, cwd=None, same=True, **options):
        """Runs with JSON messages. `code` is the one error expected; None: none at all. Gives the result."""
        before = listing(self.folder)
        result = run(self.exe, *arguments, "--message-format", "json", cwd=cwd or self.folder, **options)
        self.assertEqual(result.status, status, f"{explain_status(result.status)}\n{result.err}")
        errors = [f for f in read_json(result.err) if f["severity"] == "error"]
        self.assertEqual([f["code"] for f in errors], [code] if code else [])
        for finding in errors:
            self.assertTrue(finding["message"])
        if same:
            self.assertEqual(listing(self.folder), before)
        return result

    # sources

    def test_source_missing(self):
        result = self.expect(3, "io-read", "build", "nowhere.yaml", "-o", "out.pdf")
        self.assertEqual(read_json(result.err)[0]["file"], "nowhere.yaml")

    def test_source_missing_in_check(self):
        self.expect(3, "io-read", "check", "nowhere.yaml")

    def test_source_is_a_folder(self):
        (self.folder / "folder.yaml").mkdir()
        self.expect(3, "io-read", "build", "folder.yaml", "-o", "out.pdf")

    def test_source_is_a_pipe(self):
        os.mkfifo(self.folder / "pipe.yaml")
        result = run(self.exe, "build", "pipe.yaml", "-o", "out.pdf", cwd=self.folder, limit=20)
        self.assertEqual(result.status, 3, result.err)

    def test_picture_is_a_pipe(self):
        os.mkfifo(self.folder / "pipe.png")
        (self.folder / "picture.yaml").write_text("agency: 甲\nyear: 2025\ntitle: 乙\nsections:\n  - title: 丙\n"
                                                  "    image: {file: pipe.png, alt: 丁}\n", encoding="utf-8")
        result = run(self.exe, "build", "picture.yaml", "-o", "out.pdf", "--message-format", "json",
                     cwd=self.folder, limit=20)
        self.assertEqual(result.status, 3, result.err)
        self.assertEqual(read_json(result.err)[0]["line"], 6)

    def test_source_is_a_device(self):
        self.expect(3, "io-read", "build", "/dev/zero", "-o", "out.pdf")

    def test_source_unreadable(self):
        (self.folder / "report.yaml").chmod(0)
        before = sorted(os.listdir(self.folder))
        result = run(self.exe, "build", "report.yaml", "-o", "out.pdf", cwd=self.folder, prepare=obey_permissions)
        (self.folder / "report.yaml").chmod(0o644)
        self.assertEqual(result.status, 3, result.err)
        self.assertIn("error[io-read]", result.err)
        self.assertEqual(sorted(os.listdir(self.folder)), before)

    def test_one_of_two_sources_missing(self):
        (self.folder / "out").mkdir()
        self.expect(3, "io-read", "build", "nowhere.yaml", "report.yaml", "-o", "out", same=False)
        self.assertEqual(os.listdir(self.folder / "out"), ["report.pdf"])

    # PDFs that are read

    def test_pdf_is_none_or_carries_nothing(self):
        self.write("text.pdf", "words")
        self.expect(1, "pdf-bad", "extract", "text.pdf")
        self.expect(0, None, "build", "report.yaml", "-o", "plain.pdf", same=False)
        self.expect(1, "pdf-bare", "extract", "plain.pdf")
        self.expect(3, "io-read", "extract", "nowhere.pdf")

    def test_pdf_is_unpacked_where_nothing_can_be_written(self):
        self.expect(0, None, "build", "report.yaml", "--attach", "-o", "full.pdf", same=False)
        self.expect(3, "io-write", "extract", "full.pdf", "-o", "report.yaml")

    # locks

    def warnings(self):
        result = self.expect(0, None, "check", "report.yaml")
        return [f["code"] for f in read_json(result.err)]

    def test_lock_that_is_old_broken_or_no_file(self):
        self.expect(0, None, "build", "report.yaml", "--lock", "-o", "out.pdf", same=False)
        lock = self.folder / "report.yaml.lock"
        self.assertEqual(self.warnings(), [])
        self.write(lock.name, lock.read_text(encoding="utf-8").replace("nianbao: ", "nianbao: 0.", 1))
        self.assertEqual(self.warnings(), ["lock-changed"])
        self.write(lock.name, "[")
        self.assertEqual(self.warnings(), ["lock-bad"])
        lock.unlink()
        lock.mkdir()
        self.assertEqual(self.warnings(), ["lock-bad"])
        self.expect(3, "io-write", "build", "report.yaml", "--lock", "-o", "other.pdf", same=False)

    def test_lock_is_no_output(self):
        self.expect(3, "io-write", "build", "report.yaml", "--lock", "-o", "report.yaml")
        self.expect(3, "io-write", "build", "report.yaml", "--lock", "-o", "report.yaml.lock")

    # outputs

    def test_output_folder_missing(self):
        self.expect(3, "io-write", "build", "report.yaml", "-o", "nowhere/out.pdf")

    def test_output_below_a_file(self):
        self.expect(3, "io-write", "build", "report.yaml", "-o", "report.yaml/out.pdf")

    def test_output_folder_not_writable(self):
        closed = self.folder / "closed"
        closed.mkdir()
        (closed / "out.pdf").write_bytes(EARLIER)
        closed.chmod(0o555)
        self.addCleanup(closed.chmod, 0o755)
        self.expect(3, "io-write", "build", "report.yaml", "-o", "closed/out.pdf", prepare=obey_permissions)

    def test_output_is_a_symbolic_link(self):
        self.write("precious", "precious")
        (self.folder / "out.pdf").symlink_to("precious")
        self.expect(3, "io-write", "build", "report.yaml", "-o", "out.pdf")

    def test_output_is_a_device(self):
        self.expect(3, "io-write", "build", "report.yaml", "-o", "/dev/null")

    def test_output_is_the_source(self):
        self.expect(3, "io-write", "build", "report.yaml", "-o", "report.yaml")

    def test_output_is_the_source_by_another_name(self):
        os.link(self.folder / "report.yaml", self.folder / "same.pdf")
        self.expect(3, "io-write", "build", "report.yaml", "-o", "same.pdf")

    def test_disk_full(self):
        """A limit on the size of files stands for a disk that is full in the middle of the write."""
        (self.folder / "out.pdf").write_bytes(EARLIER)

        def prepare():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        self.expect(3, "io-write", "build", "report.yaml", "-o", "out.pdf", prepare=prepare)

    def test_file_size_limit(self):
        """The same, with the signal that the system sends by default."""
        (self.folder / "out.pdf").write_bytes(EARLIER)
        prepare = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))  # noqa: E731
        before = listing(self.folder)
        result = run(self.exe, "build", "report.yaml", "-o", "out.pdf", cwd=self.folder, prepare=prepare)
        self.assertNotEqual(result.status, 0)
        self.assertEqual(listing(self.folder), before)

    def test_standard_output_full(self):
        with open("/dev/full", "wb") as full:
            self.expect(3, "io-write", "build", "report.yaml", "-o", "-", stdout=full)

    def test_standard_output_closed_by_its_reader(self):
        reader, writer = os.pipe()
        os.close(reader)
        try:
            self.expect(3, "io-write", "build", "report.yaml", "-o", "-", stdout=writer)
        finally:
            os.close(writer)

    def test_failed_report_leaves_the_others_alone(self):
        self.write("bad.yaml", SMALL_REPORT.replace("year: 2025", "year: 20255"))
        (self.folder / "out").mkdir()
        (self.folder / "out/bad.pdf").write_bytes(EARLIER)
        result = run(self.exe, "build", "bad.yaml", "report.yaml", "-o", "out", cwd=self.folder)
        self.assertEqual(result.status, 1, result.err)
        self.assertEqual((self.folder / "out/bad.pdf").read_bytes(), EARLIER)
        self.assertTrue((self.folder / "out/report.pdf").read_bytes().startswith(b"%PDF-"))
        self.assertEqual(sorted(os.listdir(self.folder / "out")), ["bad.pdf", "report.pdf"])

    # layouts and fonts

    def test_layouts_folder_missing(self):
        result = run(self.exe, "check", "report.yaml", "--layouts", "nowhere", cwd=self.folder)
        self.assertIn(result.status, (1, 3), result.err)
        self.assertIn("nowhere", result.err)

    def test_layout_broken(self):
        shutil.copytree(ROOT / "layouts", self.folder / "layouts")
        with open(self.folder / "layouts/gongwen.yaml", "a", encoding="utf-8") as layout:
            layout.write("nonsense: 1\n")
        result = self.expect(1, "key-unknown", "check", "report.yaml", "--layouts", "layouts")
        self.assertTrue(read_json(result.err)[0]["file"].endswith("gongwen.yaml"))

    def check_form(self, code, old, new):
        """Checks a report against a copy of the form in which one thing has been changed."""
        shutil.copytree(ROOT / "layouts", self.folder / "layouts")
        path = self.folder / "layouts/forms/disclosure-2021.yaml"
        words = path.read_text(encoding="utf-8")
        self.assertEqual(words.count(old), 1)
        path.write_text(words.replace(old, new), encoding="utf-8")
        self.write("report.yaml", "form: disclosure-2021\n" + SMALL_REPORT)
        result = run(self.exe, "check", "report.yaml", "--layouts", "layouts", "--message-format", "json", cwd=self.folder)
        findings = [f for f in read_json(result.err) if f["file"].endswith("disclosure-2021.yaml")]
        self.assertEqual([f["code"] for f in findings], [code])
        return result.status

    def test_form_contradicts_itself(self):
        self.assertEqual(self.check_form("form-bad", "新收 + 上年结转 = 总计 + 结转下年度", "新收 + 上年结余 = 总计"), 1)

    def test_form_with_too_many_columns(self):
        self.assertEqual(self.check_form("limit-table", "widths: [2字+1份×15]", "widths: [2字+1份×101]"), 4)

    def test_fonts_folder_missing(self):
        result = run(self.exe, "build", "report.yaml", "-o", "out.pdf", "--fonts", "nowhere", cwd=self.folder)
        self.assertEqual(result.status, 3, result.err)
        self.assertEqual(os.listdir(self.folder), ["report.yaml"])

    def make_fonts(self, *, faces):
        """A fonts folder of its own with the project's table, whose faces are these files."""
        fonts = self.folder / "fonts"
        (fonts / "faces").mkdir(parents=True)
        for path in (ROOT / "fonts").iterdir():
            if path.is_file():
                shutil.copy(path, fonts)
        for name, data in faces.items():
            (fonts / "faces" / name).write_bytes(data)
        return fonts

    def test_font_damaged(self):
        """Cut short, or nonsense: reported or replaced by the role's next face, never a crash."""
        whole = (ROOT / "fonts/faces/FandolFang-Regular.otf").read_bytes()
        nonsense = whole[:2000] + bytes(b ^ 0x5A for b in whole[2000:40000]) + whole[40000:]
        for data in (b"", b"OTTO", whole[:1000], whole[: len(whole) // 2], nonsense):
            with self.subTest(size=len(data)):
                fonts = self.make_fonts(faces={"FandolFang-Regular.otf": data})
                result = run(self.exe, "build", "report.yaml", "-o", "out.pdf", "--fonts", fonts, cwd=self.folder)
                self.assertIn(result.status, (0, 1, 3), f"{explain_status(result.status)}\n{result.err}")
                shutil.rmtree(fonts)
                (self.folder / "out.pdf").unlink(missing_ok=True)

    # memory

    def test_out_of_memory(self):
        """No partial file, whatever the allocator says."""
        if sanitized(self.exe):
            self.skipTest("the address sanitizer needs more address space than such a limit leaves")
        for mebibytes in (40, 60, 80, 120):
            prepare = lambda m=mebibytes: resource.setrlimit(resource.RLIMIT_AS, (m << 20, m << 20))  # noqa: E731
            before = listing(self.folder)
            run(self.exe, "build", "report.yaml", "-o", "out.pdf", cwd=self.folder, prepare=prepare)
            (self.folder / "out.pdf").unlink(missing_ok=True)
            self.assertEqual(listing(self.folder), before)

    # the command line

    def test_usage(self):
        for arguments in ([], ["bild"], ["build"], ["check"], ["build", "report.yaml", "--nonsense"],
                          ["build", "report.yaml", "-f", "doc"], ["build", "report.yaml", "-j", "x"],
                          ["build", "report.yaml", "-j", "0"], ["build", "report.yaml", "-o"],
                          ["build", "report.yaml", "other.yaml", "-o", "-"],
                          ["build", "report.yaml", "--message-format", "xml"]):
            with self.subTest(arguments=arguments):
                result = run(self.exe, *arguments, cwd=self.folder)
                self.assertEqual(result.status, 2, result.err)
                self.assertTrue(result.err)
                self.assertEqual(os.listdir(self.folder), ["report.yaml"])

    def test_help_and_version(self):
        for arguments in (["--help"], ["--version"], ["build", "--help"], ["check", "--help"], ["fonts", "--help"]):
            with self.subTest(arguments=arguments):
                result = run(self.exe, *arguments, cwd=self.folder)
                self.assertEqual(result.status, 0, result.err)
                self.assertTrue(result.out)
                self.assertEqual(result.err, "")

    def test_environment_does_not_matter(self):
        """Fontconfig's and Pango's own switches point nowhere; the bytes stay the same."""
        def build(**changes):
            done = run(self.exe, "build", "report.yaml", "-o", "-", cwd=self.folder, env=environment(**changes))
            self.assertEqual(done.status, 0, done.err)
            return done.out
        self.assertEqual(build(), build(FONTCONFIG_FILE="/nowhere", FONTCONFIG_PATH="/nowhere", FC_LANG="ja",
                                        PANGOCAIRO_BACKEND="win32", LANG="tr_TR.UTF-8", LC_ALL="C", HOME="/nowhere",
                                        XDG_CACHE_HOME="/nowhere", TZ="Asia/Shanghai"))

    def test_no_file_outside_is_opened_for_a_layout_name(self):
        self.write("report.yaml", SMALL_REPORT + "layout: /etc/passwd\n")
        result = run(self.exe, "check", "report.yaml", cwd=self.folder)
        self.assertEqual(result.status, 1, result.err)
        self.assertNotIn("root:", result.err)


if __name__ == "__main__":
    unittest.main(verbosity=2)
