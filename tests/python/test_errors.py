# SPDX-License-Identifier: Apache-2.0
"""Errors: classes, positions, suggestions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import stagegraph
from stagegraph import Actor, Ruleset

WRONG = """\
stagegraph: 1
name: wrong
facts:
  size: { type: enum, values: [small, large] }
criteria:
  big: { when: size == "lagre", says: Too big }
events:
  go: {}
stages:
  a:
    evnts: {}
  b: {}
"""


def test_every_mistake_has_its_place() -> None:
    with pytest.raises(stagegraph.RulesetError) as caught:
        Ruleset.loads(WRONG, file="wrong.yaml")
    error = caught.value
    assert error.status == "invalid-ruleset"
    assert len(error.diagnostics) >= 2
    by_line = {found.span.line: found for found in error.diagnostics if found.span}
    misspelt = by_line[11]
    assert (misspelt.file, misspelt.severity) == ("wrong.yaml", "error")
    assert (misspelt.span.column, misspelt.span.end_column) == (5, 10)
    assert "events" in misspelt.message and misspelt.path.startswith("stages.a")
    assert misspelt.edit == stagegraph.Edit(misspelt.span, "events")
    assert "wrong.yaml:11:5: error:" in str(error)
    literal = by_line[6]
    assert literal.span.column == 24 and "large" in str(literal)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(stagegraph.FileError) as caught:
        Ruleset.load(tmp_path / "none.yaml")
    assert caught.value.status == "not-found" and "none.yaml" in str(caught.value)


def test_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.yaml"
    with pytest.raises(stagegraph.FileError, match=r"\\xff\.yaml"):
        Ruleset.load(os.fsdecode(path))
    Path(os.fsdecode(path)).write_text("stagegraph: 1\nnme: x\n")
    with pytest.raises(stagegraph.RulesetError) as caught:
        Ruleset.load(os.fsdecode(path))
    assert caught.value.diagnostics[0].file.endswith("/\\xff.yaml")


def test_a_ruleset_over_its_budget() -> None:
    with pytest.raises(stagegraph.StagegraphError):
        Ruleset.loads("# " + "x" * (2 << 20))


def test_names_the_ruleset_does_not_have(trunk: Ruleset) -> None:
    lead = trunk.record("A-17", at="2026-03-02T10:00")
    with pytest.raises(stagegraph.UnknownNameError, match="Did you mean 'hand_over'"):
        trunk.decide(lead, "handover", at="2026-03-02T11:00")
    with pytest.raises(stagegraph.UnknownNameError, match="sails"):
        trunk.decide(lead, "hand_over", at="2026-03-02T11:00", actor=Actor("x", ["sails"]))
    with pytest.raises(stagegraph.UnknownNameError, match="raeson"):
        payload = {"raeson": "x"}
        trunk.decide(lead, "send_back", at="2026-03-02T11:00", payload=payload)
    with pytest.raises(stagegraph.UnknownNameError, match="lead.sqll"):
        trunk.record("A-17", at="2026-03-02T10:00", stage="lead.sqll")
    with pytest.raises(stagegraph.UnknownNameError, match="ned"):
        trunk.record("A-17", at="2026-03-02T10:00", facts={"ned": "now"})
    with pytest.raises(stagegraph.UnknownNameError, match="ned"):
        lead.with_facts({"ned": "now"})
    with pytest.raises(stagegraph.UnknownNameError, match="lead.sqll"):
        lead.visits("lead.sqll")


def test_a_failed_call_leaves_nothing_behind(trunk: Ruleset) -> None:
    lead = trunk.record("A-17", at="2026-03-02T10:00")
    expected = trunk.decide(lead, "hand_over", at="2026-03-02T11:00").to_json()
    for _ in range(3):
        with pytest.raises(stagegraph.UnknownNameError):
            trunk.decide(
                lead,
                "hand_over",
                at="2026-03-02T11:00",
                actor=Actor("x", ["sails"]),
                event_id="e-1",
            )
        assert trunk.decide(lead, "hand_over", at="2026-03-02T11:00").to_json() == expected


@pytest.mark.parametrize(
    "facts", [{"missed_calls": -1}, {"missed_calls": "many"}, {"phone_status": "dead"}]
)
def test_values_that_do_not_fit(trunk: Ruleset, facts: dict[str, stagegraph.Value]) -> None:
    with pytest.raises(stagegraph.InputError, match=next(iter(facts))):
        trunk.record("A-17", at="2026-03-02T10:00", facts=facts)
    lead = trunk.record("A-17", at="2026-03-02T10:00")
    with pytest.raises(stagegraph.InputError):
        lead.with_facts(facts)


def test_values_that_no_fact_can_be(trunk: Ruleset) -> None:
    lead = trunk.record("A-17", at="2026-03-02T10:00")
    with pytest.raises(TypeError, match="owner: a value cannot be"):
        lead.with_facts({"owner": object()})  # type: ignore[dict-item]
    with pytest.raises(ValueError):
        lead.with_facts({"amount": float("nan")})


def test_values_that_are_nested_too_deeply(trunk: Ruleset) -> None:
    lead = trunk.record("A-17", at="2026-03-02T10:00")
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(stagegraph.LimitError, match="owner: the value is nested too deeply"):
        lead.with_facts({"owner": endless})


def test_what_is_no_record(trunk: Ruleset) -> None:
    lead = trunk.record("A-17", at="2026-03-02T10:00")
    decision = trunk.decide(lead, "call_missed", at="2026-03-02T11:00")
    at = "2026-03-02T12:00"
    for wrong in ("A-17", None, trunk, decision):
        thing: Any = wrong
        for call in (
            lambda: trunk.decide(thing, "call_missed", at=at),
            lambda: trunk.decide_event(thing, f'{{"event": "call_missed", "at": "{at}"}}'),
            lambda: trunk.approve(thing, at=at),
            lambda: trunk.reject(thing, at=at),
            lambda: trunk.advance(thing, at),
            lambda: trunk.next_due(thing),
            lambda: trunk.next_due_micros(thing),
            lambda: trunk.quota_key("extended_leads", thing),
            lambda: trunk.quota_counts("extended_leads", thing, at),
        ):
            with pytest.raises(TypeError, match="a Record is wanted, not"):
                call()
    with pytest.raises(TypeError, match="take its record"):
        trunk.advance(decision, at)  # type: ignore[arg-type]


def test_json_that_is_no_record(trunk: Ruleset) -> None:
    for words in ("", "{", "[]", '{"id": "A-17"}', '{"id": 3, "entered": "2026-03-02"}'):
        with pytest.raises(stagegraph.InputError):
            trunk.record_from_json(words)


def test_a_record_of_another_ruleset(trunk: Ruleset, types: Ruleset) -> None:
    record = types.record("A-17", at="2026-03-02T10:00")
    with pytest.raises(stagegraph.WrongRulesetError, match="types"):
        trunk.decide(record, "hand_over", at="2026-03-02T11:00")
    with pytest.raises(stagegraph.WrongRulesetError):
        trunk.advance(record, "2026-03-02T11:00")
    with pytest.raises(stagegraph.WrongRulesetError):
        trunk.record_from_json(record.to_json())


def test_roles_are_a_list() -> None:
    with pytest.raises(TypeError, match="not one text"):
        Actor("wu", roles="marketing")
    assert Actor("wu", roles=["a"]) == Actor("wu", roles=("a",))


def test_a_call_that_breaks_the_interface(trunk: Ruleset) -> None:
    lead = trunk.record("A-17", at="2026-03-02T10:00")
    with pytest.raises(stagegraph.UsageError):
        trunk.decide(lead, "hand_over", at="2026-03-02T11:00", expected_sequence=-7)


BOTH = "stagegraph: 1\nname: x\ntitle: { en: Won, zh: 赢单 }\nstages: { a: {} }\n"


def test_texts_in_a_language(tmp_path: Path) -> None:
    assert Ruleset.loads(BOTH).title == "Won"
    assert Ruleset.loads(BOTH, language="zh-TW").title == "赢单"
    assert Ruleset.loads(BOTH, language="").title == "Won"
    file = tmp_path / "both.yaml"
    file.write_text(BOTH, encoding="utf-8")
    assert Ruleset.load(file, language="zh").title == "赢单"
    with pytest.raises(stagegraph.UsageError, match="'chinese' is not a language"):
        Ruleset.loads(BOTH, language="chinese")
