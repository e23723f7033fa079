#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that the folders of src/ include one another in one direction only.

src/parts.cmake names each folder with the folders it depends on. A file may include its own folder,
those named there, and those that these depend on in turn. The library's C interface (capi) may
include all of them, and the command (cli) the public headers alone. Besides, a source has a header
of its own name, and only the folder that wraps a third-party library includes it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

# Which folders wrap a third-party library, by what its headers begin with. The longest beginning
# counts. A folder stands for those below it too.
WRAPPED = {
    "CLI/": ["cli"],
    "boost/": [],
    "boost/date_time/": ["time"],
    "boost/graph/": ["graph"],
    "boost/json/": ["base", "cli"],
    "boost/version.hpp": ["capi"],  # the library says which Boost it was built with
    "date/": ["time"],
    "re2/": ["cel"],
    "yaml-cpp/": ["yaml"],
}
EVERYWHERE = ("fmt/", "arpa/", "netinet/", "sys/")
POSIX = {"dirent.h", "fcntl.h", "poll.h", "pthread.h", "signal.h", "unistd.h"}

# Sources without a header of their own, and why.
WITHOUT_HEADER = {
    "base/decimal_text.cc": "members of Decimal: its text in and out",
    "capi/*.cc": "each implements a section of the public header",
    "cli/check.cc": "a command: cli/arguments.h declares them all",
    "cli/decide.cc": "a command",
    "cli/diff.cc": "a command",
    "cli/eval.cc": "a command",
    "cli/graph.cc": "a command",
    "cli/main.cc": "the entry point, which nothing includes",
    "cli/migrate.cc": "a command",
    "cli/run.cc": "a command",
    "cli/test.cc": "a command",
}

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')


@dataclass(frozen=True)
class Finding:
    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass
class Parts:
    """The folders and what each may include: `allowed` holds the closure, with the folder itself."""

    allowed: dict[str, set[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_parts(path: Path) -> Parts:
    """The lines `stagegraph_part(<folder> <dependency>...)`, in link order."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    parts = Parts()
    for call in re.finditer(r"\bstagegraph_part\s*\(([^)]*)\)", text):
        line = text.count("\n", 0, call.start()) + 1
        folder, *dependencies = call[1].split()
        allowed = {folder}
        for dependency in dependencies:
            if dependency in parts.allowed:
                allowed |= parts.allowed[dependency]
            else:
                message = f"{folder} depends on {dependency}, which is not declared above it"
                parts.findings.append(Finding(path, line, message))
        parts.allowed[folder] = allowed
    if not parts.allowed:
        parts.findings.append(Finding(path, 1, "no stagegraph_part() found"))
    parts.allowed["capi"] = {*parts.allowed, "capi", "stagegraph"}
    parts.allowed["cli"] = {"cli", "stagegraph"}
    return parts


def includes(path: Path) -> Iterator[tuple[int, str, str]]:
    """Line, opening character and name of each include."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if found := INCLUDE.match(line):
            yield number, found[1], found[2]


def wrong_quoted(source: Path, parts: Parts, folder: str, name: str) -> str | None:
    """What is wrong with #include "name" in a file of this folder."""
    target = str(PurePosixPath(name).parent)
    if target == ".":
        return f'"{name}" is written without its folder: "{folder}/{name}"?'
    if target not in parts.allowed[folder]:
        return f'{folder} may not include "{name}": src/parts.cmake does not let it use {target}'
    if target != "stagegraph" and not (source / name).is_file():
        return f'"{name}" is not in src/'
    return None


def wrong_angled(parts: Parts, folder: str, name: str) -> str | None:
    """What is wrong with #include <name> in a file of this folder."""
    if name.startswith("stagegraph/"):
        allowed = "stagegraph" in parts.allowed[folder]
        return None if allowed else f"{folder} may not include the public header <{name}>"
    # A standard header has neither a folder nor an ending.
    if name.startswith(EVERYWHERE) or name in POSIX or not ("/" in name or "." in name):
        return None
    library = max((key for key in WRAPPED if name.startswith(key)), key=len, default=None)
    if library is None:
        return f"no folder is known to wrap <{name}>: see WRAPPED in tools/check_includes.py"
    owners = WRAPPED[library]
    if any(folder == owner or folder.startswith(owner + "/") for owner in owners):
        return None
    return f"{folder} may not include <{name}>: {' and '.join(owners) or 'no folder'} may"


def check_file(source: Path, path: Path, parts: Parts) -> Iterator[Finding]:
    name = path.relative_to(source)
    folder = str(PurePosixPath(name).parent)
    if folder not in parts.allowed:
        yield Finding(path, 1, f"the folder {folder} is not declared in src/parts.cmake")
        return
    for line, opening, included in includes(path):
        if opening == '"' and not included.startswith("stagegraph/"):
            message = wrong_quoted(source, parts, folder, included)
        else:
            message = wrong_angled(parts, folder, included)
        if message:
            yield Finding(path, line, message)
    excused = any(fnmatch(str(name), pattern) for pattern in WITHOUT_HEADER)
    if path.suffix == ".cc" and not excused and not path.with_suffix(".h").is_file():
        yield Finding(path, 1, f"there is no {path.stem}.h beside it")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, nargs="?", default=Path("src"), help="default: src")
    source = parser.parse_args().source
    parts = read_parts(source / "parts.cmake")
    files = sorted(path for path in source.rglob("*") if path.suffix in (".cc", ".h"))
    findings = [*parts.findings]
    for path in files:
        findings += check_file(source, path, parts)
    for finding in findings:
        print(finding)
    print(f"{len(files)} files in {len(parts.allowed)} folders: {len(findings)} finding(s)")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
