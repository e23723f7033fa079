#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that a shared library is self-contained: it needs only the C and C++ libraries, exports stg_*
alone, is small, and can be neither written to nor executed where it should not be.

    tools/check_library.py FILE
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

# The C and C++ libraries with the loader, by their names on the platforms that are built for.
MAY_NEED = re.compile(
    r"libc\.so\.6|libm\.so\.6|libstdc\+\+\.so\.6|libgcc_s\.so\.1|ld-linux.*\.so\.[12]"
)
MAX_BYTES = 3_600_000


def output(*command: str | Path) -> str:
    return subprocess.run(command, check=True, text=True, capture_output=True).stdout


def needed(library: Path) -> list[str]:
    return re.findall(r"\(NEEDED\).*\[(.+)\]", output("readelf", "-dW", library))


def exported(library: Path) -> list[str]:
    """The functions and data that others see, without the names of versions (type A)."""
    lines = output("nm", "-D", "--defined-only", library).splitlines()
    return [line.split()[-1].split("@")[0] for line in lines if line.split()[-2] != "A"]


def stripped_size(library: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "library")
        output("strip", "-o", copy, library)
        return copy.stat().st_size


def problems(library: Path) -> list[str]:
    found = [f"needs {name}" for name in needed(library) if not MAY_NEED.fullmatch(name)]
    symbols = exported(library)
    found += [f"exports {name}" for name in symbols if not name.startswith("stg_")]
    if not symbols:
        found.append("exports nothing")
    size = stripped_size(library)
    if size >= MAX_BYTES:
        found.append(f"has {size} bytes when it is stripped, {MAX_BYTES} or more")
    headers = output("readelf", "-lW", library)
    if "GNU_RELRO" not in headers:
        found.append("leaves the tables of the loader writable (no RELRO)")
    if re.search(r"GNU_STACK.*RWE", headers):
        found.append("has an executable stack")
    return found


def main() -> int:
    if len(sys.argv) != 2:
        print("Usage: tools/check_library.py FILE", file=sys.stderr)
        return 2
    library = Path(sys.argv[1])
    found = problems(library)
    for problem in found:
        print(f"{library} {problem}", file=sys.stderr)
    if not found:
        print(f"{library.name}: {stripped_size(library)} bytes, {len(exported(library))} functions, "
              f"needs {', '.join(needed(library))}")  # fmt: skip
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
