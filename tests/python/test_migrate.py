# SPDX-License-Identifier: Apache-2.0
"""Records of earlier versions go on: nothing but what a change means differs afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import stagegraph
from stagegraph import Actor, MigrationError, Ruleset, WrongRulesetError

TRUNK = (Path(__file__).parents[2] / "rules" / "b2b-trunk.yaml").read_text(encoding="utf-8")
WU, LIN = Actor("wu", ["sales"]), Actor("lin", ["sales_manager"])
MONDAY = "2026-03-09T09:00"


@pytest.fixture(scope="module")
def old() -> Ruleset:
    return Ruleset.loads(TRUNK)


def changed(*pairs: tuple[str, str]) -> Ruleset:
    text = TRUNK
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after)
    return Ruleset.loads(text)


@pytest.fixture(scope="module")
def stored(old: Ruleset) -> list[str]:
    """Leads that are new, that run, that wait for more time, and that were given it."""
    found = []
    for number in range(40):
        record = old.record(
            f"A-{number}",
            at=f"2026-03-0{1 + number % 5}T1{number % 10}:00",
            stage=["lead.new", "lead.mql"][number % 4 > 0],
            facts={"phone_status": "ok", "need": "now", "email": f"{number}@example.com"},
        )
        if number % 4 > 0:
            record = old.decide(
                record, "accept", at="2026-03-06T09:00", payload={"owner": "wu"}, actor=WU,
                event_id=f"e-{number}",
            ).record
        if number % 4 > 1:
            record = old.decide(
                record, "ask_extension", at="2026-03-06T10:00", payload={"why": "busy"}, actor=WU,
                event_id=f"x-{number}", counters_complete=True,
            ).record
        if number % 4 > 2:
            record = old.approve(
                record, "one_week_rule", at="2026-03-06T11:00", actor=LIN, event_id=f"y-{number}",
                counters_complete=True,
            ).record
        found.append(record.to_json())
    return found


def without(record: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in keys}


def compared(before: str, after: str) -> tuple[dict, dict]:
    """Both without what every migration changes."""
    old, new = json.loads(before), json.loads(after)
    assert new["sequence"] == old["sequence"] + 1
    assert old["ruleset"]["behaviour"] != new["ruleset"]["behaviour"]
    moving = ("sequence", "clock", "ruleset")
    return without(old, *moving), without(new, *moving)


def test_a_text_is_noticed_by_no_record(old: Ruleset, stored: list[str]) -> None:
    new = changed(("Lead, opportunity, order", "Leads, opportunities, orders"))
    assert new.fingerprint != old.fingerprint and new.behaviour == old.behaviour
    for text in stored:
        decision = new.migrate(text, MONDAY)
        assert decision.outcome.value == "ignored" and decision.record.to_json() == text
        later = new.decide(decision.record, "put_on_hold", at="2026-03-06T12:00", actor=WU)
        assert later.outcome.value != "migration_required"


def test_ten_days_in_the_place_of_seven(stored: list[str]) -> None:
    new = changed(("within: 7 days", "within: 10 days"))
    for text in stored:
        before, after = compared(text, new.migrate(text, MONDAY).record.to_json())
        for timer in before["timers"]:
            if timer["span"] != "7 days":
                continue
            day = int(timer["due"][8:10]) + 3
            timer["due"] = f"{timer['due'][:8]}{day:02}{timer['due'][10:]}"
            timer["span"] = "10 days"
        assert before == after


def test_a_stage_and_a_deadline_have_other_names(stored: list[str]) -> None:
    new = changed(
        ("      sql:\n", "      working:\n        was: sql\n"),
        ("to: sql", "to: working"),
        ("lead.sql", "lead.working"),
        ("one_week_rule", "week"),
        ("within: 7 days ", "was: one_week_rule\n            within: 7 days "),
    )
    for text in stored:
        before, after = compared(text, new.migrate(text, MONDAY).record.to_json())
        renamed = json.dumps(before).replace("lead.sql", "lead.working")
        assert json.loads(renamed.replace("one_week_rule", "week")) == after


RULES = """
stagegraph: 1
name: desk
version: "1"
facts: { size: { type: int, default: 1, max: 9 }, note: string }
events: { go: { carries: [size] }, back: {}, wait: { order: hold } }
stages:
  a: { events: { go: { to: b } } }
  b:
    deadlines: { week: { within: 7 days, to: a, remind: [{ at: 50%, do: [{ tell: {} }] }] } }
    events: { back: { to: a } }
  c: {}
actions: { tell: {} }
"""


def in_b() -> str:
    rules = Ruleset.loads(RULES)
    record = rules.record("r", at="2026-03-02T09:00Z", facts={"size": 7, "note": "x"})
    return rules.decide(record, "go", at="2026-03-02T10:00Z", event_id="1").record.to_json()


def questions(text: str, record: str = "") -> list[str]:
    with pytest.raises(MigrationError) as error:
        Ruleset.loads(text).migrate(record or in_b(), "2026-03-03T00:00Z")
    assert error.value.status == "unanswered" and "'r'" in str(error.value)
    return [finding.path for finding in error.value.diagnostics]


def test_a_stage_that_is_gone_needs_an_answer() -> None:
    gone = RULES.replace("  b:\n", "  d:\n").replace("to: b", "to: d").replace('"1"', '"2"')
    assert questions(gone) == ["stage", "timers.b.week"]
    answered = gone + 'migrate: [{ from: "1", stages: { b: c }, deadlines: { b.week: drop } }]\n'
    decision = Ruleset.loads(answered).migrate(in_b(), "2026-03-03T00:00Z")
    assert decision.record.stage == "c" and decision.record.visits("c") == 1
    assert [reason.code for reason in decision.reasons] == ["stage_renamed", "deadline_dropped"]
    assert decision.record.entered("c") == Ruleset.loads(RULES).parse_time("2026-03-02T10:00Z")


def test_a_narrower_fact_needs_an_answer() -> None:
    narrow = RULES.replace("max: 9", "max: 5").replace('"1"', '"2"')
    assert questions(narrow) == ["facts.size"]
    answered = narrow + "migrate: [{ facts: { size: '${old.size > 5 ? 5 : int(old.size)}' } }]\n"
    decision = Ruleset.loads(answered).migrate(in_b(), "2026-03-03T00:00Z")
    assert decision.record.facts["size"] == 5 and dict(decision.set) == {"size": 5}
    failing = narrow + "migrate: [{ facts: { size: '${int(old.size)}' } }]\n"
    assert questions(failing) == ["facts.size"]


def test_a_fact_of_another_type_and_one_that_is_gone() -> None:
    text = RULES.replace("note: string", "memo: int").replace('"1"', '"2"')
    assert questions(text) == ["facts.note"]
    answer = "migrate: [{ facts: { note: drop, memo: '${size(old.note)}' } }]\n"
    dropped = Ruleset.loads(text + answer)
    assert dropped.migrate(in_b(), "2026-03-03T00:00Z").record.facts["memo"] == 1


def test_new_facts_begin_as_in_a_new_record_and_unknown_ones_stay_unknown() -> None:
    note = "note: { type: string, default: new }"
    rules = Ruleset.loads(RULES.replace("note: string", note))
    record = rules.record("r", at="2026-03-02T09:00Z", facts={"note": None})
    more = Ruleset.loads(RULES.replace("note: string", note + ", more: { type: int, default: 3 }"))
    after = more.migrate(record, "2026-03-03T00:00Z").record
    assert after.facts["more"] == 3 and "note" not in after.facts


def test_records_are_migrated_before_they_are_decided_where_that_is_asked_for() -> None:
    longer = RULES.replace("7 days", "10 days").replace('"1"', '"2"')
    plain = Ruleset.loads(longer)
    record = plain.record_from_json(in_b())
    refused = plain.decide(record, "back", at="2026-03-03T00:00Z")
    assert refused.outcome.value == "migration_required"
    assert [reason.code for reason in refused.reasons] == ["other_version"]
    assert refused.record.to_json() == in_b()

    rules = Ruleset.loads(longer, migrate=True)
    record = rules.record_from_json(in_b())
    moved = rules.decide(record, "back", at="2026-03-03T00:00Z", expected_sequence=1)
    assert moved.outcome.value == "moved" and moved.sequence == 3
    assert "migrated" in [reason.code for reason in moved.reasons]
    first, second = rules.advance(record, "2026-03-10T00:00Z")
    assert first.cause.kind == "migration" and second.cause.kind == "reminder"
    assert not record.to_json() == first.record.to_json()


def test_a_record_of_another_version_is_carried_as_it_was() -> None:
    gone = RULES.replace("  b:\n", "  d:\n").replace("to: b", "to: d")
    record = Ruleset.loads(gone).record_from_json(in_b())
    assert record.to_json() == in_b() and record.sequence == 1
    with pytest.raises(WrongRulesetError):
        Ruleset.loads(gone.replace("name: desk", "name: other")).migrate(in_b(), MONDAY)


def test_a_newer_format_is_refused_by_name() -> None:
    newer = in_b().replace('"format":1', '"format":2,"moods":[]')
    newer = newer.replace(Ruleset.loads(RULES).behaviour, "0" * 32)
    rules = Ruleset.loads(RULES)
    for read in (rules.record_from_json, lambda text: rules.migrate(text, MONDAY)):
        with pytest.raises(stagegraph.StagegraphError, match="format 2"):
            read(newer)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('"deadline":"b.week",', "", "'deadline' is missing"),
        ('"entered":"2026-03-02T09:00:00+00:00",', "", "'entered' is missing"),
        ('"behaviour":"', '"behaviours":"', "'behaviour' is missing"),
        ('"id":"r",', '"id":"",', "'id' is empty"),
        ('"stage":"b"', '"stage":7', "stage: expected a string"),
    ],
)
def test_a_record_that_was_tampered_with(before: str, after: str, message: str) -> None:
    text = in_b()
    assert before in text
    merged = RULES.replace("  a: {", "  d: { was: [a, b], ").replace("to: a", "to: d")
    merged = merged.replace("  b:\n    deadlines", "  e:\n    deadlines").replace("to: b", "to: e")
    with pytest.raises(stagegraph.StagegraphError, match=message):
        Ruleset.loads(merged).migrate(text.replace(before, after), "2026-03-03T00:00Z")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("migrate: [{ stages: { old: nowhere } }]", "nowhere"),
        ("migrate: [{ deadlines: { old: { to: nowhere } } }]", "nowhere"),
        ("migrate: [{ facts: { nothing: 3 } }]", "nothing"),
        ("migrate: [{ facts: { size: '${old}' } }]", "int"),
        ("migrate: [{ requests: forget }]", "forget"),
        ("migrate: [{ due: keep }]", "due"),
    ],
)
def test_a_migration_that_cannot_be_read(text: str, message: str) -> None:
    with pytest.raises(stagegraph.RulesetError, match=message):
        Ruleset.loads(RULES + text + "\n")


def test_an_earlier_name_that_is_still_one() -> None:
    with pytest.raises(stagegraph.RulesetError, match="'a' is a stage of this version too"):
        Ruleset.loads(RULES.replace("  c: {}", "  c: { was: a }"))
