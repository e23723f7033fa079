#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Removes the headers of Boost that no source of this project reads, directly or through others.

    tools/boost_subset.py INCLUDE      INCLUDE has the folder boost

An #include is followed whatever #if it stands in, so that the rest serves every compiler. Parts
that find their files by macros stay whole.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WHOLE = ("config", "mpl", "predef", "preprocessor", "typeof", "type_traits", "json")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
# #define BOOST_..._FILE "boost/..." and BOOST_HEADER() <boost/...>
BY_MACRO = re.compile(r'[<"](boost/[\w./]+)[>"]')


def beginnings(include: Path) -> set[Path]:
    found = set()
    for source in ROOT.glob("src/**/*.[ch]*"):
        text = source.read_text(encoding="utf-8")
        found |= {include / name for name in INCLUDE.findall(text) if name.startswith("boost/")}
    for part in WHOLE:
        found |= {path for path in (include / "boost" / part).rglob("*") if path.is_file()}
    return found


def closure(include: Path) -> set[Path]:
    waiting, read = beginnings(include), set()
    while waiting:
        path = waiting.pop()
        read.add(path)
        text = path.read_text(encoding="utf-8", errors="replace")
        names = [include / name for name in BY_MACRO.findall(text)]
        names += [path.parent / name for name in INCLUDE.findall(text)]
        for name in names:
            resolved = name.resolve()
            if resolved.is_file() and resolved not in read:
                waiting.add(resolved)
    return read


def main() -> None:
    include = Path(sys.argv[1]).resolve()
    kept = closure(include)
    for path in sorted(include.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept:
            path.unlink()


if __name__ == "__main__":
    main()
