# SPDX-License-Identifier: Apache-2.0
"""Two releases share records: what this one does not know goes through it unharmed.

The newer release is played by members that this one does not have.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import stagegraph
from stagegraph import InputError, Ruleset

RULES = """
stagegraph: 1
name: desk
version: "1"
events: { go: {}, back: {} }
stages:
  a: { events: { go: { to: b } } }
  b: { events: { back: { to: a } }, deadlines: { week: { within: 7 days, to: a } } }
"""
NEWER = ',"mood":{"score":1.50,"seen":[1e3,"é"]},"x":{"crm":{"id":12345678901234567890}}}'
AT = "2026-03-03T09:00Z"


@pytest.fixture(scope="module")
def rules() -> Ruleset:
    return Ruleset.loads(RULES)


@pytest.fixture()
def shared(rules: Ruleset) -> str:
    """A record as the newer release has written it."""
    record = rules.record("r", at="2026-03-02T09:00Z")
    return rules.decide(record, "go", at="2026-03-02T10:00Z").record.to_json()[:-1] + NEWER


def test_it_is_read_decided_and_written(rules: Ruleset, shared: str) -> None:
    record = rules.record_from_json(shared)
    assert record.to_json() == shared
    for decision in (
        rules.decide(record, "back", at=AT), *rules.advance(record, "2026-03-20T00:00Z")
    ):
        assert decision.outcome.value == "moved"
        assert decision.record.to_json().endswith(NEWER)
        again = rules.record_from_json(decision.record.to_json())
        assert again.to_json() == decision.record.to_json()
        assert json.loads(decision.to_json())["new_record"]["x"] == json.loads(shared)["x"]


def test_it_is_migrated(shared: str) -> None:
    longer = Ruleset.loads(RULES.replace("7 days", "10 days"))
    record = longer.record_from_json(shared)
    assert record.to_json() == shared
    assert longer.decide(record, "back", at=AT).record.to_json() == shared
    migrated = longer.migrate(shared, AT).record
    assert migrated.to_json().endswith(NEWER)
    assert longer.decide(migrated, "back", at=AT).record.to_json().endswith(NEWER)


def test_it_goes_through_a_run(rules: Ruleset, shared: str, tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(RULES)
    (tmp_path / "records.jsonl").write_text(shared + "\n", encoding="utf-8")
    (tmp_path / "events.csv").write_text(f"record,event,at\nr,back,{AT}\n")
    run = [os.environ["STAGEGRAPH_COMMAND"], "run", "rules.yaml", "--records", "records.jsonl",
           "--events", "events.csv"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert f"{NEWER}" in done.stdout


def test_what_is_required_and_what_is_misspelt(rules: Ruleset, shared: str) -> None:
    with pytest.raises(InputError, match="Did you mean 'stage'"):
        rules.record_from_json(shared.replace('"stage":', '"stge":'))
    with pytest.raises(InputError, match="'sequence' is missing"):
        rules.record_from_json(shared.replace('"sequence":', '"weather":'))
    with pytest.raises(stagegraph.StagegraphError, match="format 2"):
        rules.record_from_json(shared.replace('"format":1', '"format":2'))
    with pytest.raises(stagegraph.LimitError):
        rules.record_from_json(shared.replace("é", "é" * 40_000))
