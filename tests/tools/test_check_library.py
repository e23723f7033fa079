# SPDX-License-Identifier: Apache-2.0
"""tools/check_library.py finds what a self-contained library must not have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools/check_library.py"
GOOD = "int stg_one(void) { return 1; }\n"


def check(folder: Path, source: str, *flags: str) -> tuple[int, str]:
    (folder / "library.c").write_text(source, encoding="utf-8")
    library = folder / "library.so"
    compiler = os.environ.get("CC", "cc")
    command = [compiler, "-shared", "-fPIC", "-Wl,-z,relro", folder / "library.c", "-o", library]
    subprocess.run([*command, *flags], check=True)
    done = subprocess.run([sys.executable, TOOL, library], text=True, capture_output=True)
    return done.returncode, done.stdout + done.stderr


def test_a_good_one(tmp_path: Path) -> None:
    status, told = check(tmp_path, GOOD)
    assert status == 0, told
    assert "1 functions" in told


@pytest.mark.parametrize(
    ("source", "flags", "message"),
    [
        (GOOD + "int other(void) { return 2; }", [], "exports other"),
        ("int x;", ["-fvisibility=hidden"], "exports nothing"),
        (GOOD, ["-Wl,--no-as-needed", "-l:libcrypt.so.1"], "needs libcrypt.so.1"),
        (GOOD + "const char stg_b[4000000] = {1};", [], "bytes when it is stripped"),
        (GOOD, ["-Wl,-z,norelro"], "no RELRO"),
        (GOOD, ["-Wl,-z,execstack"], "executable stack"),
    ],
)
def test_a_bad_one(tmp_path: Path, source: str, flags: list[str], message: str) -> None:
    status, told = check(tmp_path, source, *flags)
    assert status == 1
    assert message in told
