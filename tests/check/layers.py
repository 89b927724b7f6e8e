#!/usr/bin/env python3
"""Fails on an #include that src/LAYERS does not allow: of another folder of ours, or of a library another folder owns."""
import re

from tree import ROOT, finish

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def read_layers():
    """folder -> folders it may include, and (header prefix, owner folders), as LAYERS says."""
    allowed, owners = {}, []
    for line in (ROOT / "src/LAYERS").read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("owner "):
            prefix, *folders = line.split()[1:]
            owners.append((prefix, folders))
        elif line:
            folder, names = line.split(":")
            allowed[folder.strip()] = names.split()
    return allowed, owners


def faults_of_layers(allowed, owners):
    seen = []
    for folder, names in allowed.items():
        for name in names:
            if name not in seen:
                yield f"src/LAYERS: {folder} may only include folders that stand above it, {name} does not"
        seen.append(folder)
    for prefix, folders in owners:
        for folder in folders:
            if folder not in allowed:
                yield f"src/LAYERS: {folder}, an owner of {prefix}, is no folder"


def fault_of_include(folder, kind, header, allowed, owners):
    if kind == '"':
        other = header.split("/")[0]
        if "/" not in header:
            return f'"{header}" names no folder'
        if other != folder and other not in allowed[folder]:
            return f"{folder} may not include {other}"
        return None
    for prefix, folders in owners:
        if header.startswith(prefix) and folder not in folders:
            return f"<{header}> belongs to {' and '.join(folders)}"
    return None


def main():
    allowed, owners = read_layers()
    faults = list(faults_of_layers(allowed, owners))
    count = 0
    for path in sorted((ROOT / "src").rglob("*.[ch]")):
        name = path.relative_to(ROOT)
        folder = name.parts[1]
        if len(name.parts) != 3 or folder not in allowed:
            faults.append(f"{name}: not in a folder that src/LAYERS names")
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if match:
                count += 1
                fault = fault_of_include(folder, match[1], match[2], allowed, owners)
                if fault:
                    faults.append(f"{name}:{number}: {fault}")
    finish(f"{count} includes, all as src/LAYERS allows", faults)


if __name__ == "__main__":
    main()
