# SPDX-License-Identifier: Apache-2.0
"""The fuzzers' dictionaries hold the words of today's language."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def dictionaries(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "tools" / "dictionaries.py"), "--folder", str(folder), *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_none_is_stale() -> None:
    done = dictionaries(ROOT / "tests" / "fuzz", "--check")
    assert done.returncode == 0, done.stderr


def test_a_stale_one_is_named_and_written_again(tmp_path: Path) -> None:
    for path in (ROOT / "tests" / "fuzz").glob("*.dict"):
        shutil.copy(path, tmp_path)
    (tmp_path / "cel.dict").write_text('"size("\n', encoding="utf-8")
    done = dictionaries(tmp_path, "--check")
    assert done.returncode == 1
    assert done.stderr == "stale: cel.dict: run tools/dictionaries.py\n"
    assert dictionaries(tmp_path).returncode == 0
    assert dictionaries(tmp_path, "--check").returncode == 0


def test_each_word_is_quoted_and_stands_once() -> None:
    for path in (ROOT / "tests" / "fuzz").glob("*.dict"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert all(re.fullmatch(r'"[^"]+"', line) for line in lines), path.name
        assert len(set(lines)) == len(lines) > 10, path.name
