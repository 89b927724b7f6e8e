"""Footnotes at the foot of their page (CL-92), read back: two hundred reports made at random as dumps, and one as PDF."""
import os
import pathlib
import random
import re
import subprocess
import tempfile
import unittest

import built
import pdfread
from pdfread import MM, text_of

LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (28 + 156) * MM, 37 * MM, (37 + 225) * MM
BODY, NOTE = 16.0, 14.0
CIRCLED = "".join(map(chr, [*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)]))
FILL = "认真做好本年度信息公开工作及时答复群众申请"
RUN = re.compile(r'run (\S+) (\S+) (\S+) (\S+) (?:#\S+ )?"((?:[^"\\]|\\.)*)"')
TAG = re.compile(r"([A-Z]\w*) (\d+)(?: |$)")
AGAIN = re.compile(r"见第(\d+)页注(\S+)。$")


class Run:
    def __init__(self, page, path, match):
        self.page, self.path = page, path                     # path: (tag, number) from the outermost
        self.x, self.y, self.size = float(match[1]), float(match[2]), float(match[4])
        self.text = match[5].replace('\\"', '"')

    def element(self, tag):
        return next((number for name, number in self.path if name == tag), None)

    def is_in(self, tag):
        return self.element(tag) is not None


def read_runs(dump):
    """All runs of words of a dump, without artifacts."""
    runs, page, path = [], 0, []
    for line in dump.splitlines():
        if line.startswith("page "):
            page += 1
            continue
        depth = (len(line) - len(line.lstrip())) // 2 - 1
        path = path[:max(depth, 0)]
        tag, run = TAG.match(line.strip()), RUN.match(line.strip())
        if page and line.strip().startswith("artifact"):
            path.append(("artifact", 0))
        elif page and tag and not run:
            path.append((tag[1], int(tag[2])))
        elif page and run and ("artifact", 0) not in path:
            runs.append(Run(page, tuple(path), run))
    return runs


class Source:
    """A report made at random. `marks`: the label of each mark in the order of the text; `notes`: label → words."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.marks, self.notes, self.words, self.lines = [], {}, "", []
        dense = self.random.choice([0.2, 0.5, 1.5])
        for _ in range(self.random.randint(3, 14)):
            self.block(dense)
        if not self.marks:
            self.add("文", True)
        for label in list(self.notes):
            self.note(label)

    def length(self):
        return self.random.choice([1, 8, 30, 60, 120, self.random.randint(1, 1000 if self.random.random() < 0.2 else 90)])

    def fill(self, count):
        begin = self.random.randrange(len(FILL))
        return ((FILL * 60)[begin:])[:count]

    def mark(self):
        again = self.marks and self.random.random() < 0.15
        label = self.random.choice(self.marks) if again else f"n{len(self.notes) + 1}"
        self.notes.setdefault(label, None)
        self.marks.append(label)
        return f"[^{label}]"

    def sentence(self, dense):
        words, marked = self.fill(self.random.randint(3, 60)), ""
        count = int(dense) + (self.random.random() < dense % 1)
        if count:
            at = self.random.randrange(len(words)) + 1
            marked = words[:at] + "".join(self.mark() for _ in range(count)) + words[at:] + "。"
        self.words += words + "。"
        return marked or words + "。"

    def add(self, text, mark=False):
        self.words += text
        self.lines += [text + (self.mark() if mark else ""), ""]

    def block(self, dense):
        kind = self.random.randrange(6)
        if kind == 0:
            heading = self.fill(6)
            self.words += heading
            self.lines += ["## " + heading + (self.mark() if self.random.random() < dense / 2 else ""), ""]
        elif kind == 1:
            self.lines += ["- " + self.sentence(dense) for _ in range(3)] + [""]
        else:
            self.lines += ["".join(self.sentence(dense) for _ in range(self.random.randint(1, 6))), ""]

    def note(self, label):
        begin, words = f"{label}始", self.fill(self.length()) + "终。"
        self.notes[label] = begin + words
        inner = ""
        if self.random.random() < 0.1:
            inner = f"m{label}"
            self.notes[inner] = inner + "始" + self.fill(20) + "终。"
        self.lines += [f"[^{label}]: {begin}{words}" + (f"[^{inner}]" if inner else ""), ""]
        if inner:
            self.lines += [f"[^{inner}]: {self.notes[inner]}", ""]

    def yaml(self):
        text = "\n".join("      " + line if line else "" for line in self.lines)
        signed = "signed: {by: 某局, date: 2026-01-20}\n" if self.random.random() < 0.5 else ""
        return f"agency: 某局\nyear: 2025\ntitle: 报告\n{signed}sections:\n  - title: 总体情况\n    text: |\n{text}\n"


def build(folder, *arguments):
    done = subprocess.run([os.environ["NIANBAO"], "build", *map(str, arguments), "-o", str(folder) + "/", "--quiet"],
                          capture_output=True, timeout=600, check=False)
    if done.returncode:
        raise AssertionError(done.stderr.decode())


class Check:
    """What holds of one report."""

    def __init__(self, test, source, dump):
        self.test, self.source, self.runs = test, source, read_runs(dump)
        self.body = [run for run in self.runs if not run.is_in("Note")]
        self.references = [run for run in self.body if run.is_in("Reference")]
        self.notes, self.labels = {}, {}                      # by element
        for run in self.runs:
            note = run.element("Note")
            if [tag for tag, _ in run.path[-2:]] == ["Note", "Lbl"]:
                self.labels[note] = run
            elif note is not None and not run.is_in("Reference"):
                self.notes.setdefault(note, []).append(run)
        self.by_label = {(run.page, run.text): note for note, run in self.labels.items()}

    def words(self, note):
        return "".join(run.text for run in self.notes[note])

    def check_words(self):
        """Every note's words once, the text's words once."""
        found = sorted(w for w in map(self.words, self.notes) if not AGAIN.match(w))
        self.test.assertEqual(found, sorted(self.source.notes.values()))
        text = "".join(run.text for run in self.body if not run.is_in("Reference") and not run.is_in("Lbl"))
        self.test.assertIn(self.source.words, re.sub("（[一二三四五六七八九十]+）", "", text))
        self.test.assertEqual(len(self.references), len(self.source.marks))
        self.test.assertEqual(len(self.by_label), len(self.labels), "two notes of a page have one number")

    def check_marks(self):
        """Each mark's note begins on its page, and is the right one."""
        for label, mark in zip(self.source.marks, self.references):
            note = self.by_label.get((mark.page, mark.text))
            if note is None:                                  # several marks in a line whose notes are too long for a page
                in_line = [r for r in self.references if r.page == mark.page and abs(r.y - mark.y) < 1]
                self.test.assertGreater(len(in_line), 1, f"{label} on page {mark.page}")
                later = [n for (page, text), n in self.by_label.items() if text == mark.text and page > mark.page]
                note = later[0]
            words = self.words(note)
            again = AGAIN.match(words)
            if again:
                self.test.assertLess(int(again[1]), mark.page)
                words = self.words(self.by_label[int(again[1]), again[2]])
            self.test.assertTrue(words.startswith(label + "始"), f"{label}: {words[:8]}")

    def check_places(self):
        """Notes stand below the text and inside the type area, in the order of their numbers."""
        for page in {run.page for run in self.runs}:
            notes = [run for runs in self.notes.values() for run in runs if run.page == page]
            body = [run for run in self.body if run.page == page]
            if not notes:
                continue
            top, foot = min(run.y - 0.88 * NOTE for run in notes), max(run.y + 0.12 * NOTE for run in notes)
            self.test.assertAlmostEqual(foot, BOTTOM, delta=0.1)
            self.test.assertGreater(top, TOP)
            lowest = max((run.y + 0.12 * run.size for run in body), default=0)
            self.test.assertGreater(top, lowest + 5 * MM, f"page {page}")
            labels = sorted((run.y, CIRCLED.index(run.text)) for run in self.labels.values() if run.page == page)
            numbers = [number for _, number in labels]
            self.test.assertEqual(numbers, list(range(numbers[0], numbers[0] + len(numbers))) if numbers else [])
            lines = sorted({round(run.y, 1) for run in notes})
            for a, b in zip(lines, lines[1:]):
                self.test.assertAlmostEqual(b - a, 1.5 * NOTE, delta=0.15)

    def check_sizes(self):
        for run in self.references:
            self.test.assertAlmostEqual(run.size, 0.65 * BODY, delta=0.01)
        for runs in self.notes.values():
            self.test.assertTrue(all(run.size == NOTE for run in runs))

    def check_signature(self):
        """It stands on a page with some of the text."""
        signed = [run.page for run in self.body if run.text.startswith("2026")]
        others = {run.page for run in self.body if run.text != "年" and run.text in self.source.words}
        self.test.assertTrue(set(signed) <= others)

    def check_parts(self):
        """A note that goes on on the next page has two lines on either."""
        for note, runs in self.notes.items():
            pages = sorted({run.page for run in runs})
            self.test.assertEqual(pages, list(range(pages[0], pages[-1] + 1)))
            for page in pages if len(pages) > 1 else []:
                lines = {round(run.y, 1) for run in runs if run.page == page}
                self.test.assertGreaterEqual(len(lines), 2, f"{self.words(note)[:8]} on page {page}")
            self.test.assertEqual(self.labels[note].page, pages[0])


class Random(unittest.TestCase):
    def test_two_hundred_reports(self):
        with tempfile.TemporaryDirectory() as name:
            folder, sources = pathlib.Path(name), {}
            for seed in range(200):
                sources[seed] = Source(seed)
                (folder / f"{seed}.yaml").write_text(sources[seed].yaml(), encoding="utf-8")
            build(folder, "-f", "dump", *(folder / f"{seed}.yaml" for seed in sources))
            seen = set()
            for seed, source in sources.items():
                with self.subTest(seed=seed):
                    check = Check(self, source, (folder / f"{seed}.dump").read_text(encoding="utf-8"))
                    check.check_words()
                    check.check_marks()
                    check.check_places()
                    check.check_sizes()
                    check.check_parts()
                    check.check_signature()
                    seen.update(kind for kind, is_seen in self.kinds(check) if is_seen)
            self.assertEqual(seen, {"again", "two pages", "three pages", "inside"})

    def kinds(self, check):
        """What must have happened for the checks to mean something."""
        pages = [len({run.page for run in runs}) for runs in check.notes.values()]
        yield "again", any(AGAIN.match(check.words(note)) for note in check.notes)
        yield "two pages", 2 in pages
        yield "three pages", 3 in pages
        yield "inside", any(check.words(note).startswith("m") for note in check.notes)


def han(number):
    return "".join("零一二三四五六七八九"[int(digit)] for digit in f"{number:02}")


class Printed(unittest.TestCase):
    """Forty notes, one of them longer than a page, as other programs read them out of the PDF."""

    COUNT = 40

    @classmethod
    def setUpClass(cls):
        cls.words = {i: f"脚注之{han(i)}，{FILL * (40 if i == 30 else i % 4)}，止于{han(i)}。" for i in range(cls.COUNT)}
        cls.body = [f"正文之{han(i)}有注，{FILL * 2}。" for i in range(cls.COUNT)]
        marked = [words.replace("有注", f"有注[^{i}]") for i, words in enumerate(cls.body)]
        cls.pdf = built.build_words("\n\n".join(marked + [f"[^{i}]: {words}" for i, words in cls.words.items()]))
        cls.pages = pdfread.read_pages(cls.pdf)

    def chars(self, page, size):
        return [c for c in page.chars if abs(c.size - size) < 0.05 and c.y < BOTTOM + MM and not c.text.isspace()]

    def test_words_once_in_every_reader(self):
        for read in (pdfread.poppler_pages, pdfread.mutool_pages):
            text = pdfread.squeeze("".join(read(self.pdf)))
            for i in range(self.COUNT):
                for words in (f"脚注之{han(i)}，", f"止于{han(i)}。", f"正文之{han(i)}有注"):
                    self.assertEqual(text.count(words), 1, f"{read.__name__}: {words}")

    def test_words_are_exact(self):
        for size, words in ((BODY, "".join(self.body)), (NOTE, "".join(self.words.values()))):
            text = "".join(c.text for page in self.pages for c in self.chars(page, size) if c.text not in CIRCLED)
            self.assertEqual(re.sub("^一、总体情况", "", text), words)

    def test_note_on_the_page_of_its_mark(self):
        for i in range(self.COUNT):
            pages = []
            for size, words in ((BODY, f"正文之{han(i)}有注"), (NOTE, f"脚注之{han(i)}，")):
                pages.append([p.number for p in self.pages if words in "".join(c.text for c in self.chars(p, size))])
            self.assertEqual(pages[0], pages[1])
            self.assertEqual(len(pages[0]), 1)

    def test_a_long_note_goes_on(self):
        number = next(p.number for p in self.pages if "脚注之三零" in "".join(c.text for c in self.chars(p, NOTE)))
        lines = pdfread.lines_of(self.pages[number], NOTE)
        self.assertNotIn(text_of(lines[0])[0], CIRCLED)       # what goes on has no number, and stands first
        self.assertIn("止于三零。", "".join(text_of(line) for line in lines))

    def test_notes_below_the_text_and_inside_the_type_area(self):
        for page in self.pages:
            body, notes = self.chars(page, BODY), self.chars(page, NOTE)
            self.assertTrue(notes)
            self.assertGreater(min(c.y for c in notes) - NOTE, max(c.y for c in body))
            self.assertLess(max(c.y for c in notes), BOTTOM)
            self.assertGreater(min(c.x for c in notes), LEFT - NOTE / 2 - 0.1)  # the blank half of an opening mark
            self.assertLess(max(c.x for c in notes), RIGHT - NOTE / 2 + 0.1)

    def test_marks(self):
        """Raised, smaller than the text, numbered from ① on each page as the notes are."""
        for page in self.pages:
            marks, labels = self.chars(page, 0.65 * BODY), [c for c in self.chars(page, NOTE) if c.text in CIRCLED]
            self.assertEqual([c.text for c in marks], [c.text for c in labels])
            self.assertEqual([c.text for c in marks], list(CIRCLED[:len(marks)]))
            lines = [line.y for line in pdfread.lines_of(page, BODY)]
            for mark in marks:
                # its ink is centred on the characters of its own size, wherever the face drew it
                self.assertAlmostEqual(min(y - mark.y for y in lines if y > mark.y), 0.3 * BODY, delta=0.06 * BODY)


if __name__ == "__main__":
    unittest.main()
