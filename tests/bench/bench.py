#!/usr/bin/env python3
"""How long the program takes and how much memory, cold: each run is a new process; how the time of shaping and breaking
lines grows with the prose of tests/report/prose.py, that of a whole report with the rows of a table, and that of checking many sources. Not a test: prints, never fails.

usage: bench.py [PROGRAM] [--runs N] [SOURCE…]     default: build/release/nianbao, 15 runs, every report of data/
"""
import argparse
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
GROWTH = (10_000, 100_000, 1_000_000)  # characters
SECTION = 50_000                       # characters; a text may have 1 MiB
WANTED = 2.0                           # seconds for a million characters shaped and broken
ROWS = (2_000, 10_000, 20_000)         # of a table with eight columns
ROWS_WANTED = 3.0, 400                 # seconds and MiB for the longest
CHECKED = 1_000                        # sources checked at once
CHECKED_WANTED = 5.0                   # seconds

sys.path.insert(0, str(ROOT / "tests/report"))
import prose  # noqa: E402


def run_once(command):
    """(seconds of wall time, seconds of CPU, MiB at the peak) of one process."""
    begin = time.monotonic()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: exit {child.returncode}\n{message.decode()}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(program, source, form, runs, folder):
    command = [program, "build", source, "-f", form, "-o", folder / f"out.{form}"]
    run_once(command)  # what the disk and fontconfig have to read for the first time
    rows = [run_once(command) for _ in range(runs)]
    walls = sorted(row[0] for row in rows)
    cpu = statistics.median(row[1] for row in rows)
    return walls[0], statistics.median(walls), walls[-1], cpu, max(row[2] for row in rows)


def print_table(program, sources, runs):
    print(f"{'report':28} {'form':5} {'min ms':>8} {'median':>8} {'max':>8} {'CPU ms':>8} {'MiB':>7}")
    for source in sources:
        for form in ("pdf", "png", "dump"):
            with tempfile.TemporaryDirectory() as name:
                low, middle, high, cpu, memory = measure(program, source, form, runs, pathlib.Path(name))
            print(f"{source.stem:28} {form:5} {low * 1e3:8.0f} {middle * 1e3:8.0f} {high * 1e3:8.0f} {cpu * 1e3:8.0f} {memory:7.1f}")


def print_timings(program, sources):
    for source in sources:
        with tempfile.TemporaryDirectory() as name:
            done = subprocess.run([program, "build", source, "-o", f"{name}/out.pdf", "--timings"], check=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        print(f"\n{source.stem}, stage by stage\n{done.stdout.decode().rstrip()}")


def write_prose(path, characters):
    """A source of so many characters; how many it came out as."""
    dice, sections, count = prose.Dice(1), [], 0
    while count < characters:
        parts = list(prose.parts(dice, min(SECTION, characters - count)))
        count += sum(len(words) for _, words in parts)
        sections.append((f"第{len(sections) + 1}部分", parts))
    path.write_text(prose.source("gongwen", sections), encoding="utf-8")
    return count


def time_of_boxes(program, source, runs):
    """Seconds of the stage that shapes the text and breaks it into lines: the shortest of the runs."""
    found = []
    for _ in range(runs):
        command = [program, "build", source, "-f", "dump", "-o", source.with_suffix(".dump"), "--timings"]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        found.append(float(re.search(r"^  box +([\d.]+) ms$", done.stdout.decode(), re.MULTILINE)[1]) / 1e3)
    return min(found)


def print_growth(program, runs):
    print(f"\nshaped and broken into lines; wanted under {WANTED} s for a million")
    print(f"{'characters':>12} {'seconds':>8} {'µs each':>8}")
    for characters in GROWTH:
        with tempfile.TemporaryDirectory() as name:
            source = pathlib.Path(name) / "prose.yaml"
            count = write_prose(source, characters)
            seconds = time_of_boxes(program, source, min(runs, 5))
        print(f"{count:12,} {seconds:8.3f} {seconds / count * 1e6:8.2f}")


def write_table(folder, rows):
    """A form with so many rows in a folder of layouts of its own, and a report: names and seven columns of figures."""
    layouts, source, dice = folder / "layouts", folder / "table.yaml", random.Random(1)
    shutil.copytree(ROOT / "layouts", layouts)
    names = [f"县{i}" for i in range(rows)]
    form = ["form: long", "title: 长表", "sections: [{title: 长表, table: 长}]", "tables:", "  长:", "    title: 长表",
            "    widths: [6字+1份, 3字+1份×7]", "    blocks:", "      - stub_head: 名称", "        stubs: [1]",
            "        columns: [甲, 乙, 丙, 丁, 戊, 己, 庚]", "        rows:", *(f"          - {name}" for name in names)]
    (layouts / "forms/long.yaml").write_text("\n".join(form) + "\n", encoding="utf-8")
    report = ["agency: 某局", "year: 2025", "title: 报告", "form: long", "figures:", "  长:",
              *(f"    {name}: {[dice.randrange(100_000) for _ in range(7)]}" for name in names),
              "sections: [{title: 长表, content: [{table: 长, caption: 各县}]}]"]
    source.write_text("\n".join(report) + "\n", encoding="utf-8")
    return source, layouts


def write_free_table(folder, rows):
    """The same table with its columns and rows in the source."""
    source, dice = folder / "table.yaml", random.Random(1)
    lines = ["agency: 某局", "year: 2025", "title: 报告", "sections:", "  - title: 长表", "    table:", "      caption: 各县",
             "      unit: 万元", "      columns: [名称, 甲, 乙, 丙, 丁, 戊, 己, 庚]", "      rows:",
             *(f"        - [县{i}, {', '.join(str(dice.randrange(100_000)) for _ in range(7))}]" for i in range(rows))]
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return source, ROOT / "layouts"


def print_long_tables(program, runs, kind, write):
    print(f"\n{kind} of eight columns, as a PDF; wanted under {ROWS_WANTED[0]} s and {ROWS_WANTED[1]} MiB for the longest")
    print(f"{'rows':>12} {'seconds':>8} {'CPU s':>8} {'µs a row':>9} {'MiB':>7}")
    for rows in ROWS:
        with tempfile.TemporaryDirectory() as name:
            source, layouts = write(pathlib.Path(name), rows)
            command = [program, "build", source, "--layouts", layouts, "-o", f"{name}/out.pdf"]
            walls, cpus, memory = zip(*(run_once(command) for _ in range(min(runs, 3))))
        print(f"{rows:12,} {min(walls):8.2f} {min(cpus):8.2f} {min(cpus) / rows * 1e6:9.1f} {max(memory):7.1f}")


def print_plain(program, sources):
    """Against Cairo alone, where the tests are built: the finished file is wanted under 60 % of it, memory under half."""
    plain = ROOT / "build/test/bench_plain"
    if not plain.exists():
        return
    print(f"\n{'against Cairo alone':28} {'kB':>8} {'plain':>8} {'share':>7} {'MiB':>8} {'plain':>8} {'share':>7}")
    for source in sources:
        with tempfile.TemporaryDirectory() as name:
            ours, theirs = pathlib.Path(name) / "ours.pdf", pathlib.Path(name) / "plain.pdf"
            memory = run_once([program, "build", source, "-o", ours])[2]
            plain_memory = run_once([plain, "build", source, theirs])[2]
            size, plain_size = ours.stat().st_size / 1e3, theirs.stat().st_size / 1e3
        print(f"{source.stem:28} {size:8.0f} {plain_size:8.0f} {size / plain_size:7.0%} {memory:8.1f} {plain_memory:8.1f}"
              f" {memory / plain_memory:7.0%}")


def print_many(program, runs):
    """All reports of a district: copies of the sample, so each is as long as a real one."""
    print(f"\n{CHECKED:,} sources checked at once; wanted under {CHECKED_WANTED} s")
    print(f"{'processes':>12} {'seconds':>8} {'CPU s':>8} {'ms each':>8} {'MiB':>7}")
    with tempfile.TemporaryDirectory() as name:
        for i in range(CHECKED):
            shutil.copy(ROOT / "data/minhang-hrss-2025.yaml", f"{name}/{i:04}.yaml")
        for jobs in sorted({1, os.cpu_count()}):
            walls, cpus, memory = zip(*(run_once([program, "check", "-j", str(jobs), name]) for _ in range(min(runs, 3))))
            print(f"{jobs:12} {min(walls):8.2f} {min(cpus):8.2f} {min(cpus) / CHECKED * 1e3:8.1f} {max(memory):7.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", default=ROOT / "build/release/nianbao", type=pathlib.Path)
    parser.add_argument("sources", nargs="*", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    sources = options.sources or sorted((ROOT / "data").glob("*.yaml"))
    print_table(options.program, sources, options.runs)
    print_timings(options.program, sources)
    print_plain(options.program, sources)
    print_growth(options.program, options.runs)
    print_long_tables(options.program, options.runs, "a form's table", write_table)
    print_long_tables(options.program, options.runs, "a table of one's own", write_free_table)
    print_many(options.program, options.runs)


if __name__ == "__main__":
    main()
