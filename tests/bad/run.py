#!/usr/bin/env python3
"""One bad source: builds it and compares what the program says with what the source's first lines expect.

usage: run.py PROGRAM SOURCE.yaml            runs the test
       run.py --print PROGRAM SOURCE.yaml    prints the findings as expectations, to be read before they are pasted

    # expect: exit 1
    # expect: 12:5 error[figure-bad] words of the message or the hint
    # expect: - error[io-read]                                      "-": a finding without a place

What a source builds on (last year's source, a table in a file) lies in the folder NAME/ beside it, and is put beside
the source.

These lines stand in the source as comments, or, where it cannot carry any, in NAME.expect beside it. The findings must
be exactly those, in text and in JSON, from build and from check. Unless exit 0 is expected, no PDF and no temporary
file may be left, and the output of an earlier run must stay as it was.
"""
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import explain_status, listing, put_source, read_json, read_text, run  # noqa: E402

EXPECT = re.compile(r"^# expect: (.*)$", re.M)
FINDING = re.compile(r"^(?:(\d+):(\d+)|-) (error|warning)\[([^\]]+)\] ?(.*)$")
EARLIER = b"the output of an earlier run"


class Failed(Exception):
    pass


def read_expectation(source):
    """(exit status, [(line, column, severity, code, words)])"""
    beside = source.with_suffix(".expect")
    text = (beside if beside.exists() else source).read_bytes().decode("utf-8", "replace")
    status, findings = None, []
    for line in EXPECT.findall(text):
        match = FINDING.match(line.strip())
        if line.startswith("exit "):
            status = int(line[5:])
        elif match:
            place = (int(match[1]), int(match[2])) if match[1] else (None, None)
            findings.append((*place, match[3], match[4], match[5]))
        else:
            raise Failed(f"{source.name}: cannot read the expectation: {line}")
    if status is None:
        raise Failed(f"{source.name}: no line “# expect: exit N”")
    return status, findings


def show(findings):
    def one(line, column, severity, code, words=""):
        place = f"{line}:{column}" if line else "-"
        return f"    {place} {severity}[{code}] {words}".rstrip()
    return "\n".join(one(*f) for f in findings) or "    (nothing)"


def demand(condition, message):
    if not condition:
        raise Failed(message)


def compare(expected, found, where):
    same = sorted(str(f[:4]) for f in expected) == sorted(str(f[:4]) for f in found)
    demand(same, f"{where}: expected\n{show(expected)}\n  found\n{show(found)}")


def check_words(expected, findings):
    for line, column, _, code, words in expected:
        said = [f["message"] + " " + (f["hint"] or "") + " ".join(r["message"] for r in f["related"] or [])
                for f in findings if (f["line"], f["column"], f["code"]) == (line, column, code)]
        demand(any(words in s for s in said), f"{code}: “{words}” is not said in: {said}")


def check_text(result, findings):
    """The text form says the same words as the JSON, and marks each place with a caret."""
    for finding in findings:
        demand(finding["message"] in result.err, f"text form lacks the words: {finding['message']}")
        demand(not finding["hint"] or finding["hint"] in result.err, f"text form lacks the hint: {finding['hint']}")
    carets = sum(1 for line in result.err.splitlines() if re.match(r"^[\s|-]*\^", line))
    placed = sum(1 for f in findings if f["line"] and "is empty" not in f["message"])
    demand(carets >= placed, f"text form: {carets} carets for {placed} findings with a place:\n{result.err}")
    demand(not re.search(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]", result.err), "text form: raw control characters")


def as_tuples(findings):
    return [(f["line"], f["column"], f["severity"], f["code"], f["message"]) for f in findings]


def run_command(program, folder, source, *arguments, json):
    form = ("--message-format", "json" if json else "text")
    result = run(program, *arguments, *form, source.name, cwd=folder)
    demand(result.status >= 0 and result.status != 99 and result.status != 70,
           f"{' '.join(arguments)}: {explain_status(result.status)}\n{result.err}")
    return result


def run_build(program, folder, source, json):
    target = folder / "earlier.pdf"
    target.write_bytes(EARLIER)
    before = listing(folder)
    result = run_command(program, folder, source, "build", "-o", target.name, json=json)
    after = listing(folder)
    if result.status == 0:
        demand(after["earlier.pdf"].startswith(b"%PDF-"), "exit 0, but no PDF was written")
        del before["earlier.pdf"], after["earlier.pdf"]
    demand(before == after, f"files left or changed: {sorted(k for k in before.keys() | after.keys() if before.get(k) != after.get(k))}")
    return result


def test(program, source):
    status, expected = read_expectation(source)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        put_source(source, folder)
        coded = run_build(program, folder, source, json=True)
        findings = read_json(coded.err)
        compare(expected, as_tuples(findings), "build, json")
        demand(coded.status == status, f"build: {explain_status(coded.status)} instead of exit {status}")
        check_words(expected, findings)
        plain = run_build(program, folder, source, json=False)
        compare(expected, read_text(plain.err), "build, text")
        demand(plain.status == status, f"build, text: {explain_status(plain.status)} instead of exit {status}")
        check_text(plain, findings)
        checked = run_command(program, folder, source, "check", json=True)
        compare(expected, as_tuples(read_json(checked.err)), "check")
        demand(checked.status == status, f"check: {explain_status(checked.status)} instead of exit {status}")


def print_findings(program, source):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        put_source(source, folder)
        result = run(program, "build", "-o", "out.pdf", "--message-format", "json", source.name, cwd=folder)
    print(f"# expect: exit {result.status}")
    try:
        for line in show(as_tuples(read_json(result.err))).splitlines():
            print("# expect:", line.strip())
    except ValueError:
        print(result.err)


def main():
    arguments = sys.argv[1:]
    action = print_findings if arguments[:1] == ["--print"] else test
    program, source = [pathlib.Path(a).resolve() for a in arguments[-2:]]
    try:
        action(program, source)
    except Failed as failure:
        sys.exit(f"{source.name}: {failure}")


if __name__ == "__main__":
    main()
