#!/usr/bin/env python3
"""Side by side with Typst on the same report: its body once, 10 and 100 times, and fifty reports with other figures. Typst
gets the words and tables of the web edition and the same faces. Prints times, memory, sizes and their ratios; never fails.

Typst is the package @myriaddreamin/typst-ts-node-compiler of npm; without it, or node, there is nothing to compare:

  npm install --prefix FOLDER @myriaddreamin/typst-ts-node-compiler
  python3 tests/bench/peer.py --typst FOLDER [--program PROGRAM] [--runs N] [--copies 1,10,100]
"""
import argparse
import html.parser
import os
import pathlib
import re
import statistics
import subprocess
import tempfile
import time

from bench import ROOT, run_once

SOURCE = ROOT / "data/minhang-hrss-2025.yaml"
FACES = {"1": ("Noto Serif CJK SC", "bold"), "2": ("FandolHei", "regular"), "3": ("FandolKai", "regular")}
REPORTS = 50
FIGURE = "1333"  # which differs from report to report
NODE = """
import { createRequire } from 'node:module';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const [, , packages, fonts, folder] = process.argv;
const { NodeCompiler } = createRequire(join(packages, 'x.js'))('@myriaddreamin/typst-ts-node-compiler');
const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: fonts.split(':') }] });
for (const name of readdirSync(folder).filter((n) => n.endsWith('.typ')).sort()) {
  const made = compiler.compile({ mainFilePath: join(folder, name) });
  if (!made.result) { made.printErrors(); process.exit(1); }
  writeFileSync(join(folder, name.replace('.typ', '.pdf')), compiler.pdf(made.result));
  compiler.evictCache(10);
}
"""
HEAD = """#set document(title: "报告")
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  footer: context align(center, text(font: "FandolSong", size: 14pt)[— #counter(page).display() —]))
#set text(font: "FandolFang R", lang: "zh", region: "cn", size: 16pt, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: 12pt, spacing: 12pt, first-line-indent: (amount: 2em, all: true))
#set table(stroke: 0.5pt, inset: (x: 2pt, y: 5.25pt), align: center + horizon)
#show table: set text(font: "FandolSong", size: 10.5pt)
#show table: set par(leading: 4.5pt, justify: false, first-line-indent: 0pt)
#show heading: it => block(sticky: true, above: 12pt, below: 12pt, pad(left: 2em, it.body))
"""


class Translation(html.parser.HTMLParser):
    """The web edition as a source of Typst."""

    def __init__(self):
        super().__init__()
        self.out, self.words, self.open, self.columns = [HEAD], [], False, 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("h1", "h2", "h3", "p", "td", "th"):
            self.words, self.open = [], True
        if tag in ("td", "th"):
            self.cell = ", ".join(f"{k}: {given[k]}" for k in ("colspan", "rowspan") if given.get(k, "1") != "1")
        elif tag == "table":
            self.table, self.rows, self.columns = [], 0, 0
        elif tag == "tr":
            self.rows += 1
            self.width = 0
        if tag in ("td", "th") and self.rows == 1:
            self.columns += int(given.get("colspan", 1))

    def handle_endtag(self, tag):
        words = re.sub(r'(["\\])', r"\\\1", "".join(self.words).strip())
        if tag in ("h1", "h2", "h3"):
            face, weight = FACES[tag[1]]
            self.out.append(f'#heading(level: {tag[1]}, text(font: "{face}", weight: "{weight}", size: 16pt, "{words}"))')
        elif tag == "p":
            self.out.append(f'#par("{words}")')
        elif tag in ("td", "th"):
            self.table.append(f'  table.cell({self.cell + ", " if self.cell else ""}"{words}"),')
        elif tag == "table":
            self.out.append(f"#table(columns: ({'1fr, ' * self.columns}),\n" + "\n".join(self.table) + "\n)")
        if tag in ("h1", "h2", "h3", "p", "td", "th"):
            self.open = False

    def handle_data(self, data):
        if self.open:
            self.words.append(data)


def indent(line):
    return len(line) - len(line.lstrip())


def repeated(source, copies):
    """Each text of the report so many times."""
    out, text = [], []
    for line in source.rstrip().split("\n"):
        if text and line and indent(line) < indent(text[0]):
            out += text * copies
            text = []
        if text or (out and out[-1].endswith("text: |")):
            text.append(line)
        else:
            out.append(line)
    return "\n".join([*out, *text * copies]) + "\n"


def translate(program, source, target):
    page = source.with_suffix(".html")
    subprocess.run([program, "build", "-q", "-f", "html", source, "-o", page], check=True, stderr=subprocess.DEVNULL)
    translation = Translation()
    translation.feed(re.sub(r"<style>.*?</style>|<title>.*?</title>", "", page.read_text(encoding="utf-8"), flags=re.S))
    target.write_text("\n".join(translation.out) + "\n", encoding="utf-8")
    page.unlink()


def pages(pdf):
    found = re.search(r"^Pages:\s+(\d+)", subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout, re.M)
    return int(found[1]) if found else 0


def middle(command, runs):
    run_once(command)
    walls, cpus, memory = zip(*(run_once(command) for _ in range(runs)))
    return statistics.median(walls), statistics.median(cpus), max(memory)


def line(what, ours, theirs, note=""):
    print(f"{what:26} {ours:12.2f} {theirs:12.2f} {ours / theirs:8.2f}  {note}")


def compare(program, typst, copies, runs):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        source, pdf = folder / "report.yaml", folder / "ours.pdf"
        source.write_text(repeated(SOURCE.read_text(encoding="utf-8"), copies), encoding="utf-8")
        translate(program, source, folder / "report.typ")
        ours = middle([program, "build", "-q", source, "-o", pdf], runs)
        theirs = middle([*typst, folder], runs)
        made = folder / "report.pdf"
        print(f"\nthe body × {copies}: {pages(pdf)} pages, Typst's {pages(made)}")
        for what, one, other in zip(("s of wall time", "s of CPU", "MiB at the peak"), ours, theirs):
            line(what, one, other)
        line("kB", pdf.stat().st_size / 1e3, made.stat().st_size / 1e3)
        line("kB a page", pdf.stat().st_size / 1e3 / pages(pdf), made.stat().st_size / 1e3 / max(pages(made), 1))


def compare_many(program, typst):
    """Each with another figure. Typst does them in one process, which is its fastest way."""
    text = SOURCE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for i in range(REPORTS):
            source = folder / f"r{i:02}.yaml"
            source.write_text(text.replace(FIGURE, str(1400 + i)), encoding="utf-8")
            translate(program, source, folder / f"r{i:02}.typ")
        begin = time.monotonic()
        subprocess.run([program, "build", "-q", f"-j{os.cpu_count()}", *sorted(folder.glob("*.yaml")), "-o", f"{name}/out/"], check=True)
        ours = time.monotonic() - begin
        begin = time.monotonic()
        subprocess.run([*typst, folder], check=True)
        theirs = time.monotonic() - begin
        print(f"\n{REPORTS} reports")
        line("reports a second", REPORTS / ours, REPORTS / theirs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--typst", type=pathlib.Path, required=True)
    parser.add_argument("--program", default=ROOT / "build/release/nianbao", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--copies", default="1,10,100")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        script = pathlib.Path(name) / "typst.mjs"
        script.write_text(NODE, encoding="utf-8")
        fonts = f"{ROOT}/fonts/faces:/usr/share/fonts/opentype/noto"
        typst = ["node", script, options.typst.resolve(), fonts]
        print(f"{'':26} {'nianbao':>12} {'Typst':>12} {'ratio':>8}")
        for copies in map(int, options.copies.split(",")):
            compare(options.program, typst, copies, options.runs)
        compare_many(options.program, typst)


if __name__ == "__main__":
    main()
