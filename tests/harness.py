"""Runs the program under test. Every run has a clean environment, an own working folder and a time limit; what a
sanitizer finds ends with status 99, so that it is never taken for one of the program's own."""
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]
SANITIZER_STATUS = 99
TIME_LIMIT = 60  # seconds; a sanitizer makes everything several times slower
JSON_KEYS = {"file", "line", "column", "severity", "code", "message", "hint", "related"}
TEXT_LINE = re.compile(r"^(?P<file>.+?):(?:(?P<line>\d+):(?P<column>\d+):)? (?P<severity>error|warning)\[(?P<code>[^\]]+)\]: ")


class Result:
    def __init__(self, status, out, err, seconds):
        self.status, self.out, self.err, self.seconds = status, out, err, seconds


def environment(**changes):
    env = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": os.environ.get("HOME", "/"),
        "LC_ALL": "C.UTF-8",
        "G_DEBUG": "fatal-criticals",
        "ASAN_OPTIONS": f"exitcode={SANITIZER_STATUS}:detect_stack_use_after_return=1",
        "LSAN_OPTIONS": f"suppressions={ROOT / 'tests/lsan.supp'}:print_suppressions=0",
        "UBSAN_OPTIONS": f"halt_on_error=1:print_stacktrace=1:exitcode={SANITIZER_STATUS}",
    }
    env.update(changes)
    return {name: value for name, value in env.items() if value is not None}


def processor_seconds():
    """Of all children that have ended: what a run costs, however busy the machine is with other things."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(program, *arguments, cwd=None, env=None, limit=TIME_LIMIT, prepare=None, stdout=subprocess.PIPE):
    """Runs to the end. `prepare` is called in the child before the program starts."""
    begin = processor_seconds()
    done = subprocess.run([str(program), *map(str, arguments)], cwd=cwd, env=env or environment(), stdin=subprocess.DEVNULL,
                          stdout=stdout, stderr=subprocess.PIPE, timeout=limit, preexec_fn=prepare, check=False)
    return Result(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"), processor_seconds() - begin)


def start(program, *arguments, cwd=None, env=None):
    return subprocess.Popen([str(program), *map(str, arguments)], cwd=cwd, env=env or environment(),
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def explain_status(status):
    if status < 0:
        return f"killed by {signal.Signals(-status).name}"
    return "a sanitizer's finding" if status == SANITIZER_STATUS else f"exit {status}"


def read_json(stream):
    """The findings of --message-format json; raises ValueError where the stream is anything else."""
    findings = []
    for line in stream.splitlines():
        finding = json.loads(line)
        if set(finding) != JSON_KEYS:
            raise ValueError(f"keys {sorted(finding)} instead of {sorted(JSON_KEYS)}")
        findings.append(finding)
    return findings


def read_text(stream):
    """(line, column, severity, code) of each finding in the text form; no position is (None, None)."""
    findings = []
    for line in stream.splitlines():
        match = TEXT_LINE.match(line)
        if match:
            place = (int(match["line"]), int(match["column"])) if match["line"] else (None, None)
            findings.append((*place, match["severity"], match["code"]))
    return findings


def put_source(source, folder):
    """Copies a source and what it builds on, the folder of its name beside it, into `folder`."""
    shutil.copy(source, folder / source.name)
    beside = source.with_suffix("")
    if beside.is_dir():
        shutil.copytree(beside, folder, dirs_exist_ok=True)


def listing(folder):
    """Every entry below a folder with its bytes, to compare before and after."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() and not p.is_symlink() else None
            for p in sorted(pathlib.Path(folder).rglob("*"))}


def program():
    """The program under test: $NIANBAO, else the one of the test preset."""
    path = pathlib.Path(os.environ.get("NIANBAO", ROOT / "build/test/nianbao"))
    if not path.exists():
        raise SystemExit(f"{path} does not exist; build it, or name it by NIANBAO=PATH")
    return path.resolve()


def sanitized(path):
    """Whether the program was built with the address sanitizer, which needs terabytes of address space."""
    return b"__asan_init" in path.read_bytes()


SMALL_REPORT = """agency: 甲区乙局
year: 2025
title: 甲区乙局年度报告
sections:
  - title: 总体情况
    text: |
      本局按要求公开信息。
"""
