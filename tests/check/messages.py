#!/usr/bin/env python3
"""Every message of src/ has its Chinese translation in po/zh_CN.po: none is missing, doubtful (fuzzy) or left over from a
message that is gone, and each takes the same arguments as the English one. tools/messages brings the file up to date."""
import ast
import collections
import re
import subprocess
import tempfile

from tree import ROOT, finish

CATALOGUE = ROOT / "po/zh_CN.po"
FIELD = re.compile(r'^(msgid|msgstr) ((?:".*"\n?)+)', re.M)
# %1$s, %-5zu, %.*s, %%
ARGUMENT = re.compile(r"%(?:(\d+)\$)?[-+ #0]*(\*|\d+)?(?:\.(\*|\d+))?(hh|h|ll|l|z|j|t)?([%a-zA-Z])")
LETTER = re.compile(r"[A-Za-z]{3}")
# English on purpose: the words themselves are what is to be typed.
SAME = {"“signed”", "“text”", "“lists”", "“table”", "“folio”"}


def run(*command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def read_entries(text):
    """[(English, Chinese, its flags)] of a PO file, without the header."""
    entries = []
    for block in re.split(r"\n\s*\n", text):
        flags = " ".join(re.findall(r"^#,(.*)", block, re.M))
        fields = {name: "".join(ast.literal_eval(line) for line in strings.splitlines())
                  for name, strings in FIELD.findall(block + "\n")}
        if fields.get("msgid"):
            entries.append((fields["msgid"], fields["msgstr"], flags))
    return entries


def arguments_of(text):
    """Place -> type of each argument a printf format takes, in whatever order it names them."""
    found, place = {}, 0
    for number, width, precision, size, kind in ARGUMENT.findall(text):
        if kind == "%":
            continue
        for star in (width, precision):
            if star == "*":
                place += 1
                found[place] = "*"
        place = int(number) if number else place + 1
        found[place] = size + kind
    return found


def entry_faults(english, chinese, flags):
    if not chinese:
        yield "is not translated"
        return
    if "fuzzy" in flags:
        yield "is marked fuzzy"
    if "c-format" in flags.replace("no-c-format", "") and arguments_of(english) != arguments_of(chinese):
        yield f"takes {arguments_of(english)}, its translation {arguments_of(chinese)}"
    if english == chinese and LETTER.search(english) and english not in SAME:
        yield "is its own translation"
    if english.endswith("\n") != chinese.endswith("\n") or english.startswith("\n") != chinese.startswith("\n"):
        yield "and its translation do not begin and end with the same line breaks"


def all_faults(messages, entries):
    known = {english for english, _, _ in entries}
    wanted = {english for english, _, _ in messages}
    doubled = [e for e, n in collections.Counter(e for e, _, _ in entries).items() if n > 1]
    for text, why in [(e, "is not in the catalogue") for e in sorted(wanted - known)] + \
                     [(e, "is in the catalogue, but not in src/") for e in sorted(known - wanted)] + \
                     [(e, "stands twice") for e in doubled]:
        yield text, why
    for english, chinese, flags in entries:
        for why in entry_faults(english, chinese, flags):
            yield english, why


def main():
    template = run("tools/messages", "--list")
    if template.returncode != 0:
        finish("", [f"tools/messages --list: {template.stderr}"])
    messages = read_entries(template.stdout)
    entries = read_entries(CATALOGUE.read_text(encoding="utf-8"))
    faults = [f"“{text}” {why}" for text, why in all_faults(messages, entries)]
    with tempfile.NamedTemporaryFile() as compiled:
        checked = run("msgfmt", "--check", "-o", compiled.name, str(CATALOGUE))
    faults += checked.stderr.strip().splitlines()
    if len(messages) < 100:
        faults.append(f"only {len(messages)} messages were found in src/")
    finish(f"{len(messages)} messages, all in Chinese too", faults)


if __name__ == "__main__":
    main()
