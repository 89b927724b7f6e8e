"""The reports the tests of this folder read: built once a run of a test file, in a folder of their own."""
import atexit
import functools
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from harness import ROOT, explain_status, program, run  # noqa: E402

SOURCE = ROOT / "data/minhang-hrss-2025.yaml"
EXPECTED = pathlib.Path(__file__).with_name("minhang.txt")


@functools.lru_cache(maxsize=None)
def folder():
    path = pathlib.Path(tempfile.mkdtemp(prefix="nianbao-report-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


@functools.lru_cache(maxsize=None)
def build(source):
    """The PDF of a source file."""
    target = folder() / (pathlib.Path(source).stem + ".pdf")
    result = run(program(), "build", source, "-o", target)
    if result.status != 0:
        raise AssertionError(f"build {source}: {explain_status(result.status)}\n{result.err}")
    return target


def minhang():
    return build(SOURCE)


@functools.lru_cache(maxsize=None)
def words_source(words):
    """A small report with these paragraphs of text."""
    source = folder() / f"words-{abs(hash(words))}.yaml"
    lines = "\n".join("      " + line if line else "" for line in words.splitlines())
    source.write_text("agency: 甲区乙局\nyear: 2025\ntitle: 甲区乙局年度报告\nsections:\n"
                      f"  - title: 总体情况\n    text: |\n{lines}\n", encoding="utf-8")
    return source


def build_words(words):
    """The PDF of it."""
    return build(words_source(words))
