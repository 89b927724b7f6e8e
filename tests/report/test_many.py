#!/usr/bin/env python3
"""Many sources at once: one line for each, the numbers, findings in the order of the sources whatever -j is; folders,
sources named twice, and the bar on a terminal."""
import os
import pathlib
import pty
import re
import tempfile
import unittest

import built  # noqa: F401  finds the harness
from harness import SMALL_REPORT, environment, program, read_json, read_text, run

WRONG = SMALL_REPORT.replace("本局按要求公开信息。", "${没有}，${也没有}。")
WARNED = SMALL_REPORT.replace("本局按要求公开信息。", "瞭望，喆。")  # not in the first face of the role


def on_terminal(*arguments, cwd, **changes):
    """What a terminal sees on standard error."""
    reader, writer = pty.openpty()
    child = os.fork()
    if child == 0:
        os.chdir(cwd)
        os.dup2(writer, 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execve(program(), [str(program()), *map(str, arguments)], environment(**changes))
    os.close(writer)
    seen = b""
    try:
        while chunk := os.read(reader, 65536):
            seen += chunk
    except OSError:  # the other end is closed
        pass
    os.waitpid(child, 0)
    return seen.decode()


class Many(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        for name, words in (("a", SMALL_REPORT), ("b", WRONG), ("c", WARNED), ("d", SMALL_REPORT), ("e", WRONG)):
            (self.folder / f"{name}.yaml").write_text(words, encoding="utf-8")
        self.names = [f"{name}.yaml" for name in "abcde"]

    def nianbao(self, *arguments, status=0, **changes):
        done = run(program(), *arguments, cwd=self.folder, env=environment(**changes))
        self.assertEqual(done.status, status, done.err)
        return done

    def rows(self, done):
        """(state, errors, warnings, name) of each line of the table, and its last line."""
        lines = done.out.decode().splitlines()
        return [tuple(line.split()[:4]) for line in lines[1:-1]], lines[-1]

    def test_one_line_each(self):
        done = self.nianbao("check", *self.names, status=1)
        rows, last = self.rows(done)
        self.assertEqual(rows, [("passed", "0", "0", "a.yaml"), ("errors", "2", "0", "b.yaml"),
                                ("warnings", "0", "2", "c.yaml"), ("passed", "0", "0", "d.yaml"),
                                ("errors", "2", "0", "e.yaml")])
        self.assertEqual(last, "5 sources: 2 passed, 1 with warnings, 2 with errors")

    def test_chinese_columns_line_up(self):
        """Chinese characters take two columns of a terminal."""
        lines = self.nianbao("check", *self.names, status=1, LC_ALL="zh_CN.UTF-8").out.decode().splitlines()
        starts = {sum(2 if ord(c) > 0x2E7F else 1 for c in line[:line.index(name)])
                  for line, name in zip(lines[1:-1], self.names)}
        self.assertEqual(len(starts), 1, lines)
        self.assertIn("通过", lines[1])

    def test_worst_status_counts(self):
        self.nianbao("check", "a.yaml", "c.yaml")
        self.nianbao("check", "a.yaml", "missing.yaml", "b.yaml", status=3)

    def test_same_for_any_number_of_processes(self):
        one, *others = [self.nianbao("check", "-j", jobs, *self.names, status=1) for jobs in (1, 2, 4, 64)]
        files = [line.split(":")[0] for line in one.err.splitlines() if re.match(r"\w\.yaml:\d+:\d+: (error|warning)", line)]
        self.assertEqual(files, ["b.yaml"] * 2 + ["c.yaml"] * 2 + ["e.yaml"] * 2)
        for other in others:
            self.assertEqual((other.out, other.err), (one.out, one.err))

    def test_many_say_what_one_says(self):
        """What was read once for all of them changes no finding."""
        apart = [self.nianbao("check", name, status=status).err for name, status in zip(self.names, (0, 1, 0, 0, 1))]
        self.assertEqual(self.nianbao("check", *self.names, status=1).err, "".join(apart))

    def test_json_has_nothing_else_on_its_stream(self):
        done = self.nianbao("check", "--message-format", "json", *self.names, "a.yaml", "missing.yaml", status=3)
        findings = read_json(done.err)
        self.assertEqual([f["file"] for f in findings], ["a.yaml"] + ["b.yaml"] * 2 + ["c.yaml"] * 2 + ["e.yaml"] * 2 + ["missing.yaml"])
        self.assertEqual((findings[0]["severity"], findings[0]["code"]), ("warning", "usage"))

    def test_quiet(self):
        done = self.nianbao("check", "-q", *self.names, status=1)
        self.assertEqual(done.out, b"")
        self.assertEqual(len(read_text(done.err)), 6)

    def test_folder(self):
        """Stands for the sources in it, in the order of their names, not for those below or hidden ones."""
        inner = self.folder / "some"
        (inner / "below").mkdir(parents=True)
        for name in ("b.yml", "a.yaml", ".hidden.yaml", "notes.txt", "below/c.yaml"):
            (inner / name).write_text(SMALL_REPORT, encoding="utf-8")
        for written in ("some", "some/"):
            rows, _ = self.rows(self.nianbao("check", written))
            self.assertEqual([row[3] for row in rows], ["some/a.yaml", "some/b.yml"])
        done = self.nianbao("build", "some", "-o", "pdf/")
        self.assertEqual(sorted(os.listdir(self.folder / "pdf")), ["a.pdf", "b.pdf"])
        self.assertIn("some/a.yaml → pdf/a.pdf", done.out.decode())

    def test_folder_without_sources(self):
        (self.folder / "none").mkdir()
        self.assertIn("no sources in this folder", self.nianbao("check", "none", status=3).err)

    def test_named_twice(self):
        """By the same name, another spelling, or a link: read once, with a warning that names it."""
        (self.folder / "link.yaml").symlink_to("a.yaml")
        done = self.nianbao("check", "a.yaml", "d.yaml", "a.yaml", "./a.yaml", "link.yaml")
        self.assertEqual([row[3] for row in self.rows(done)[0]], ["a.yaml", "d.yaml"])
        self.assertEqual([line.split(":")[0] for line in done.err.splitlines()], ["a.yaml", "./a.yaml", "link.yaml"])

    def test_build(self):
        """Pages and place of what was written; nothing for a source with errors."""
        done = self.nianbao("build", "-j2", *self.names, status=1)
        lines = done.out.decode().splitlines()
        self.assertRegex(lines[1], r"^passed +0 +0 +1  a\.yaml → out/a\.pdf$")
        self.assertRegex(lines[2], r"^errors +2 +0 +0  b\.yaml$")
        self.assertEqual(sorted(os.listdir(self.folder / "out")), ["a.pdf", "c.pdf", "d.pdf"])

    def test_bar_on_a_terminal_only(self):
        seen = on_terminal("check", *self.names, cwd=self.folder)
        self.assertIn("5 of 5", seen)
        self.assertTrue(seen.endswith("\r\033[K"), repr(seen[-60:]))  # the line is empty in the end
        for line in seen.replace("\r\n", "\n").split("\n"):  # and no message stands behind it
            self.assertNotRegex(line, r"of 5[^\r]*yaml")
        for quiet in (("-q",), ("--message-format", "json")):
            self.assertNotIn("of 5", on_terminal("check", *quiet, *self.names, cwd=self.folder))
        self.assertNotIn("of 5", self.nianbao("check", *self.names, status=1).err)

    def test_colour(self):
        """On a terminal, and not under NO_COLOR."""
        self.assertIn("\033[1;31merror", on_terminal("check", "b.yaml", cwd=self.folder))
        self.assertNotIn("\033[", on_terminal("check", "b.yaml", cwd=self.folder, NO_COLOR="1"))
        self.assertNotIn("\033[", self.nianbao("check", "b.yaml", status=1).err)


if __name__ == "__main__":
    unittest.main(verbosity=2)
