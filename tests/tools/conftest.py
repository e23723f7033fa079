# SPDX-License-Identifier: Apache-2.0
"""Runs a tool of tools/ without starting an interpreter for each case."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

RunTool = Callable[..., tuple[list[str], int]]


@pytest.fixture
def run_tool(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> RunTool:
    """run_tool("check_prose", *arguments) gives the lines that it prints, and its exit status."""
    monkeypatch.syspath_prepend(ROOT / "tools")

    def run(name: str, *arguments: object) -> tuple[list[str], int]:
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        status = importlib.import_module(name).main()
        return capsys.readouterr().out.splitlines(), status

    return run
