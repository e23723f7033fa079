#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that every source names its licence in its first lines; with --fix, adds the line.

Sources are programs, scripts, build files and the YAML of rules/ and examples/. Test data is not,
and files that a tool writes say so in their first lines and are left to it.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IDENTIFIER = "SPDX-License-Identifier: Apache-2.0"
FIRST_LINES = 5

MARKS = {
    **dict.fromkeys([".c", ".cc", ".cpp", ".h", ".hpp"], "//"),
    **dict.fromkeys([".go", ".java", ".js", ".mjs", ".php", ".ts"], "//"),
    **dict.fromkeys([".cmake", ".py", ".sh", ".toml", ".yaml"], "#"),
}
NAMES = {"CMakeLists.txt": "#", "run": "#"}
YAML_IN = ("rules", "examples")
# Folders that hold no sources of this project.
OTHERS = re.compile(r"build.*|node_modules|target|vendor|third_party|__pycache__|\.(?!ci$).*")
WRITTEN = re.compile(r"(?:written|generated) by tools/", re.IGNORECASE)
# What has to stay the first line.
FIRST = re.compile(r"#!|<\?php|# -\*- coding|# yaml-language-server:")


def mark_of(path: Path) -> str | None:
    """How a comment begins in this file, if it is a source."""
    mark = NAMES.get(path.name) or MARKS.get(path.suffix)
    return None if path.suffix == ".yaml" and path.parts[0] not in YAML_IN else mark


def sources(root: Path) -> Iterator[tuple[Path, str]]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if not OTHERS.fullmatch(name))
        for name in sorted(names):
            path = Path(folder, name)
            if mark := mark_of(path.relative_to(root)):
                yield path, mark


def lacks_licence(text: str) -> bool:
    """An empty file, such as a package's marker, has nothing to license."""
    head = "\n".join(text.splitlines()[:FIRST_LINES])
    return bool(text.strip()) and IDENTIFIER not in head and not WRITTEN.search(head)


def with_licence(text: str, mark: str) -> str:
    lines = text.splitlines(keepends=True)
    at = 1 if FIRST.match(lines[0]) else 0
    # A header for C of any age keeps to its kind of comment.
    line = f"/* {IDENTIFIER} */" if lines[0].startswith("/*") else f"{mark} {IDENTIFIER}"
    return "".join([*lines[:at], line + "\n", *lines[at:]])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path, nargs="?", default=ROOT)
    parser.add_argument("--fix", action="store_true", help="add the line where it is missing")
    options = parser.parse_args()
    total = found = 0
    for path, mark in sources(options.root):
        total += 1
        text = path.read_text(encoding="utf-8")
        if not lacks_licence(text):
            continue
        found += 1
        if options.fix:
            path.write_text(with_licence(text, mark), encoding="utf-8")
        print(f"{path}:1: {'added' if options.fix else 'no'} {IDENTIFIER}")
    print(f"{total} sources: {found} without a licence{', added' if options.fix else ''}")
    return 1 if found and not options.fix else 0


if __name__ == "__main__":
    sys.exit(main())
