# SPDX-License-Identifier: Apache-2.0
"""The pictures in docs/pictures: a stale one is found, and the README shows the rules it draws."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pages import blocks
from scratch import ROOT

RULES = "stagegraph: 1\nname: small\nstages: { first: {} }\n"


def pictures(root: Path, *arguments: str) -> int:
    command = [sys.executable, str(ROOT / "tools/pictures.py"), "--root", str(root)]
    command += ["--command", os.environ["STAGEGRAPH_COMMAND"], *arguments]
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode


def test_the_readme_shows_the_rules_of_its_picture() -> None:
    first = next(block for block in blocks((ROOT / "README.md").read_text(encoding="utf-8")))
    assert first.text == (ROOT / "docs/pictures/leads.yaml").read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
def test_a_stale_picture_is_found_and_drawn_anew(tmp_path: Path) -> None:
    rules = tmp_path / "docs/pictures/small.yaml"
    rules.parent.mkdir(parents=True)
    rules.write_text(RULES, encoding="utf-8")
    assert pictures(tmp_path, "--check") == 1
    assert not rules.with_suffix(".svg").exists()
    assert pictures(tmp_path) == 0
    assert ">first<" in rules.with_suffix(".svg").read_text(encoding="utf-8")
    assert pictures(tmp_path, "--check") == 0
    rules.write_text(RULES.replace("first", "second"), encoding="utf-8")
    assert pictures(tmp_path, "--check") == 1
