"""What the checks share: the project's root and the files that are part of the project."""
import fnmatch
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def ignored_patterns():
    """The lines of .gitignore, in the two forms it uses: a folder (`/build/`, `__pycache__/`) or `/folder/*`."""
    patterns = [".git"]
    for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line and not line.startswith(("#", "!")):
            patterns.append(line.strip("/"))
    return patterns


def project_files():
    """Every file of the checkout that git would keep, as a path relative to ROOT; needs no git."""
    patterns = ignored_patterns()

    def kept(relative):
        return not any(fnmatch.fnmatch(relative, p) or fnmatch.fnmatch(os.path.basename(relative), p) for p in patterns)

    for folder, names, files in os.walk(ROOT):
        relative = os.path.relpath(folder, ROOT)
        inside = "" if relative == "." else relative + "/"
        names[:] = sorted(n for n in names if kept(inside + n))
        for name in sorted(files):
            if kept(inside + name):
                yield pathlib.PurePosixPath(inside + name)


def finish(what, faults):
    """Prints the faults and ends with 1 if there are any, else says what was found in order."""
    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} faults")
        sys.exit(1)
    print(what)
    sys.exit(0)
