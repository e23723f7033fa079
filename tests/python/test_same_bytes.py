# SPDX-License-Identifier: Apache-2.0
"""The same event through the command line, C, C++ and Python gives the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECORD = {
    "id": "A-17",
    "stage": "lead.sql",
    "entered": "2026-03-02T10:00",
    "facts": {"owner": "chen"},
}
EVENT = {
    "event": "need_clear",
    "at": "2026-03-04T15:30",
    "id": "e-1",
    "actor": {"id": "chen", "roles": ["sales"]},
    "payload": {
        "product": "pro",
        "headcount": 40,
        "company": "Blue Kite",
        "company_name": "correct",
        "amount": "128000.50",
    },
}


def program(variable: str) -> str:
    path = os.environ.get(variable)
    if not path:
        pytest.skip(f"{variable} is not set: CTest sets it where the examples are built")
    return path


def output(*command: str | Path) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_four_doors_one_answer(trunk_path: Path) -> None:
    record, event = json.dumps(RECORD), json.dumps(EVENT)
    command = [program("STAGEGRAPH_COMMAND"), "decide", trunk_path, "--format", "json"]
    told = output(*command, "--record", record, "--event", event)
    assert json.loads(told)["outcome"] == "moved"
    assert json.loads(told)["set"]["headcount"] == 40
    assert output(program("STAGEGRAPH_EXAMPLE_C"), trunk_path) == told
    assert output(program("STAGEGRAPH_EXAMPLE_CPP"), trunk_path) == told
    assert output(sys.executable, ROOT / "examples/python/decide.py", trunk_path) == told


@pytest.mark.parametrize("variable", ["STAGEGRAPH_EXAMPLE_C", "STAGEGRAPH_EXAMPLE_CPP", ""])
def test_the_examples_say_what_is_wrong(variable: str, tmp_path: Path) -> None:
    python = [sys.executable, str(ROOT / "examples/python/decide.py")]
    command = [program(variable)] if variable else python
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("stagegraph: 1\nname: wrong\nstagse: {}\n")
    done = subprocess.run([*command, wrong], text=True, capture_output=True)
    assert done.returncode == 2 and done.stdout == ""
    assert "stagse" in done.stderr
    done = subprocess.run(command, text=True, capture_output=True)
    assert done.returncode == 2 and "usage" in done.stderr
