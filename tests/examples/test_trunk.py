# SPDX-License-Identifier: Apache-2.0
"""The thousand made customers: the same every time, and a run in which everything can be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules" / "b2b-trunk.yaml"


def generate(folder: Path, *options: str) -> None:
    generator = ROOT / "examples" / "trunk" / "generate.py"
    subprocess.run([sys.executable, str(generator), str(folder), *options], check=True)


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", "7"), ("two", "7"), ("other", "8")):
        generate(tmp_path / name, "--count", "50", "--seed", seed)
    files = [(tmp_path / name / "events.csv").read_bytes() for name in ("one", "two", "other")]
    assert files[0] == files[1] != files[2]


def test_the_run_decides_every_event(tmp_path: Path) -> None:
    generate(tmp_path)
    events = (tmp_path / "events.csv").read_text(encoding="utf-8").count("\n") - 1
    out = tmp_path / "decisions.jsonl"
    command = [
        os.environ["STAGEGRAPH_COMMAND"], "run", str(RULES), "--records", str(tmp_path / "records.csv"),
        "--events", str(tmp_path / "events.csv"), "--until", "2026-08-31", "--out", str(out),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"1000 records, {events} events" in done.stderr
    assert "0 bad rows" in done.stderr
    decisions = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert sum("event" in d["cause"] for d in decisions) == events
    assert not [d for d in decisions if d["outcome"] == "error"]
    outcomes = {d["outcome"] for d in decisions}
    expected = {"moved", "stayed", "refused", "denied", "ignored", "duplicate", "needs", "pending"}
    assert outcomes == expected
