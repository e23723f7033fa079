# SPDX-License-Identifier: Apache-2.0
"""tools/format.sh on a small made tree, and on the real one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    shutil.which("clang-format-14") is None, reason="clang-format-14 is not installed"
)


def run(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(root / "tools" / "format.sh"), *options], capture_output=True, text=True, check=False
    )


def test_what_is_not_formatted_is_found_and_formatted(tmp_path: Path) -> None:
    for folder in ("bench", "examples", "include", "src/base", "tests", "tools"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / ".clang-format", tmp_path)
    shutil.copy(ROOT / "tools" / "format.sh", tmp_path / "tools")
    source = tmp_path / "src" / "base" / "a.cc"
    source.write_text("int  a ;\n", encoding="utf-8")
    found = run(tmp_path, "--check")
    assert found.returncode != 0
    assert "src/base/a.cc:1:" in found.stderr
    assert run(tmp_path).returncode == 0
    assert source.read_text(encoding="utf-8") == "int a;\n"
    assert run(tmp_path, "--check").returncode == 0


def test_the_real_tree() -> None:
    found = run(ROOT, "--check")
    assert found.stderr == ""
    assert found.returncode == 0
