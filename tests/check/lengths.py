#!/usr/bin/env python3
"""A function is read at a glance and a file in one sitting: fails on a function over 100 lines or a file over 800 in
src/. Relies on .clang-format, by which only a function's braces stand alone in the first column."""
import statistics

from tree import ROOT, finish

LONGEST_FUNCTION = 100
LONGEST_FILE = 800


def functions(lines):
    """(first line number, number of lines) of each function body, its head's last line and both braces included."""
    begin = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            begin = number - 1
        elif line == "}" and begin is not None:
            yield begin, number - begin + 1
            begin = None


def main():
    faults, lengths, files = [], [], 0
    for path in sorted((ROOT / "src").rglob("*.[ch]")):
        name = path.relative_to(ROOT)
        lines = path.read_text(encoding="utf-8").splitlines()
        files += 1
        if len(lines) > LONGEST_FILE:
            faults.append(f"{name}: {len(lines)} lines; at most {LONGEST_FILE}")
        for begin, length in functions(lines):
            lengths.append(length)
            if length > LONGEST_FUNCTION:
                faults.append(f"{name}:{begin}: a function of {length} lines; at most {LONGEST_FUNCTION}")
    median = statistics.median(lengths) if lengths else 0
    finish(f"{files} files, {len(lengths)} functions; median {median:g} lines, longest {max(lengths, default=0)}", faults)


if __name__ == "__main__":
    main()
