# SPDX-License-Identifier: Apache-2.0
"""The shared vectors are what the Python package answers, and the command, which is C++, too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import vectors  # noqa: E402

CASES = json.loads(vectors.FILE.read_text(encoding="utf-8"))["cases"]
Step = dict[str, Any]


def test_the_vectors_are_not_stale() -> None:
    assert vectors.FILE.read_text(encoding="utf-8") == vectors.document()


def delivered() -> list[Any]:
    """Each event and each answer to a request, with the record before it."""
    found = []
    for case in CASES:
        record = ""
        for step in case["steps"]:
            if step["do"] in ("decide", "approve", "reject") and "expect" in step:
                if not {"trace", "expected_sequence", "counters_complete"} & set(step):
                    name = f"{case['name']}, {step.get('event', step['do'])} at {step['at']}"
                    found.append(pytest.param(case, record, step, id=name))
            record = after(step, record)
    return found


def after(step: Step, record: str) -> str:
    """The record that the next step goes on with."""
    expect = step.get("expect", {})
    last = expect[-1:] if isinstance(expect, list) else [expect]
    for told in last:
        record = told.get("record", told).get("json", record)
    return record


def event(step: Step) -> str:
    told: Step = {"at": vectors.untell(["instant", step["at"]]).isoformat()}
    if step["do"] == "decide":
        told |= {"event": step["event"], "payload": plain(step.get("payload", {}))}
    else:
        told[step["do"]] = step["name"] or None
    told |= {key: step[name] for name, key in (("event_id", "id"), ("actor", "actor")) if name in step}
    return json.dumps(told)


def plain(payload: Step) -> Step:
    """As the command reads values: those of which JSON has no kind are text."""
    return {name: bare(told) for name, told in payload.items()}


def bare(told: list[Any]) -> Any:
    kind, *rest = told
    if kind == "unknown":
        return None
    (value,) = rest
    if kind == "list":
        return [bare(item) for item in value]
    if kind == "map":
        return {key: bare(item) for key, item in value.items()}
    if kind == "instant":
        return vectors.untell(told).isoformat()
    if kind == "duration":
        return f"{int(value) / 1_000_000:.6f}s"
    return {"int": int, "double": float}.get(kind, lambda same: same)(value)


@pytest.mark.parametrize(("case", "record", "step"), delivered())
def test_the_command(case: Step, record: str, step: Step, tmp_path: Path) -> None:
    before, told = tmp_path / "record.json", tmp_path / "event.json"
    before.write_text(record, encoding="utf-8")
    told.write_text(event(step), encoding="utf-8")
    command = [os.environ["STAGEGRAPH_COMMAND"], "decide", str(vectors.FOLDER / case["rules"])]
    options = ["--record", before, "--event", told, "--format", "json"]
    options += ["--counters", json.dumps(step["counters"])] if "counters" in step else []
    options += ["--lang", case["language"]] if "language" in case else []
    done = subprocess.run([*command, *options], capture_output=True, encoding="utf-8")
    assert done.stdout == step["expect"]["json"] + "\n", done.stderr


def test_the_licence_goes_with_each_package() -> None:
    text = (ROOT / "LICENSE").read_text()
    for package in ("go", "java", "node", "php"):
        assert (ROOT / "bindings" / package / "LICENSE").read_text() == text


def test_the_packages_have_one_version() -> None:
    version = vectors.stagegraph.__version__
    assert json.loads((ROOT / "bindings/node/package.json").read_text())["version"] == version
    assert f"<version>{version}</version>" in (ROOT / "bindings/java/pom.xml").read_text()
