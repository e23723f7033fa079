# SPDX-License-Identifier: Apache-2.0
"""Every call is made with what it says alone: nothing of an earlier call holds."""

from __future__ import annotations

from typing import Any

import pytest
import stagegraph
from hypothesis import given
from hypothesis import strategies as st
from stagegraph import Actor, Record, Ruleset

RULES = """
stagegraph: 1
name: calls
roles: [clerk, boss]
facts: { owner: string, note: string, paid: bool, busy: { type: bool, default: false } }
events:
  go:   { by: boss }
  note: { carries: [note] }
  pay:  { carries: [owner] }
  enter: { order: hold }
quotas: { open: { per: owner, at_most: 2, counts: busy } }
tables: { grade: { hit: first, gives: { grade: string }, rows: [{ when: paid, grade: x }] } }
stages:
  new:
    events:
      go: { to: open, quota: open }
      note: {}
      pay: {}
    deadlines:
      wait: { within: 1 day, to: ready }
  ready: { events: { enter: { to: open, quota: open } } }
  open: { events: { note: {} } }
"""
AT, LATER, END = "2026-03-02T10:00", "2026-03-02T11:00", "2026-03-09"

actors = st.sampled_from([Actor(), Actor("wu", ["boss"]), Actor("li", ["clerk"])])
counters = st.sampled_from([{}, {"open": {"wu": 1}}, {"open": {"wu": 2}}, {"open": {"li": 0}}])
surroundings = {
    "event_id": st.sampled_from(["", "e-1", "e-2"]),
    "expected_sequence": st.sampled_from([None, 0, 7]),
    "trace": st.booleans(),
    "counters": counters,
    "counters_complete": st.booleans(),
}
payloads = st.sampled_from([None, {"note": "x"}, {"note": None}])
JSON = [
    '{"event": "go", "at": "2026-03-02T11:00", "id": "e-1",'
    ' "actor": {"id": "wu", "roles": ["boss"]}}',
    '{"event": "note", "at": "2026-03-02T11:00", "payload": {"note": "y"}}',
    '{"approve": null, "at": "2026-03-02T11:00", "id": "e-2", "roles": "clerk"}',
]
without = {key: value for key, value in surroundings.items() if key != "event_id"}
timed = {key: surroundings[key] for key in ("trace", "counters", "counters_complete")}
calls = st.one_of(
    st.tuples(st.just("go"), st.fixed_dictionaries({"actor": actors, **surroundings})),
    st.tuples(
        st.just("note"),
        st.fixed_dictionaries({"actor": actors, "payload": payloads, **surroundings}),
    ),
    st.tuples(st.just("pay"), st.just({"payload": {"owner": 5}})),  # fails
    st.tuples(st.just("go"), st.just({"actor": Actor("wu", ["nobody"]), "event_id": "e-9"})),  # too
    st.tuples(st.just("advance"), st.fixed_dictionaries(timed)),
    st.tuples(st.sampled_from(JSON), st.fixed_dictionaries(without)),
    st.tuples(st.just("counts"), st.just({})),
    st.tuples(st.just("table"), st.just({})),
)


def answer(rules: Ruleset, record: Record, call: tuple[str, dict[str, Any]]) -> object:
    name, said = call
    try:
        if name == "advance":
            return [decision.to_json() for decision in rules.advance(record, END, **said)]
        if name == "counts":
            return rules.quota_counts("open", record, LATER)
        if name == "table":
            return rules.evaluate_table("grade", record, LATER)
        if name.startswith("{"):
            return rules.decide_event(record, name, **said).to_json()
        return rules.decide(record, name, at=LATER, **said).to_json()
    except stagegraph.StagegraphError as error:
        return str(error)


def new_record(rules: Ruleset) -> Record:
    return rules.record("A-17", at=AT, facts={"owner": "wu", "paid": True})


ALONE: dict[str, object] = {}


def alone(call: tuple[str, dict[str, Any]]) -> object:
    """What a ruleset that nobody has asked anything answers."""
    key = repr(call)
    if key not in ALONE:
        rules = Ruleset.loads(RULES)
        ALONE[key] = answer(rules, new_record(rules), call)
    return ALONE[key]


@given(st.lists(calls, min_size=2, max_size=8))
def test_an_answer_depends_on_no_earlier_call(sequence: list[tuple[str, dict[str, Any]]]) -> None:
    rules = Ruleset.loads(RULES)
    record = new_record(rules)
    for call in sequence:
        assert answer(rules, record, call) == alone(call), call


BOSS: dict[str, Any] = {"actor": Actor("wu", ["boss"])}
ONE_BY_ONE: list[tuple[str, dict[str, Any]]] = [
    ("go", {}),
    ("go", BOSS),
    ("go", BOSS | {"counters": {"open": {"wu": 1}}}),
    ("go", BOSS | {"counters_complete": True}),
    ("note", {"event_id": "e-1"}),
    ("note", {"expected_sequence": 7}),
    ("note", {"payload": {"note": "x"}, "trace": True}),
    ("note", {}),
    ("pay", {"payload": {"owner": 5}}),
    ("go", {"actor": Actor("wu", ["nobody"])}),
    ("advance", {}),
    ("advance", {"counters_complete": True, "trace": True}),
    ("counts", {}),
    ("table", {}),
    *((words, {}) for words in JSON),
    (JSON[0], {"counters_complete": True, "trace": True}),
]


@pytest.mark.parametrize("first", ONE_BY_ONE, ids=repr)
def test_an_answer_does_not_depend_on_the_call_before(first: tuple[str, dict[str, Any]]) -> None:
    for second in ONE_BY_ONE:
        rules = Ruleset.loads(RULES)
        record = new_record(rules)
        answer(rules, record, first)
        assert answer(rules, record, second) == alone(second), second


def test_the_calls_of_this_test_differ_by_what_is_said() -> None:
    rules = Ruleset.loads(RULES)
    record = new_record(rules)
    boss: dict[str, Any] = {"actor": Actor("wu", ["boss"])}
    said: list[dict[str, Any]] = [
        {},
        boss,
        boss | {"counters": {"open": {"wu": 1}}},
        boss | {"counters": {"open": {"wu": 2}}},
        boss | {"expected_sequence": 7},
    ]
    outcomes = [rules.decide(record, "go", at=LATER, **words).outcome.value for words in said]
    assert outcomes == ["denied", "needs", "moved", "denied", "conflict"]
    complete = rules.decide(record, "go", at=LATER, **boss, counters_complete=True)
    assert complete.outcome == "moved"
    told = [rules.decide_event(record, words).outcome.value for words in JSON]
    assert told == ["needs", "stayed", "denied"]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ({"counters": {"open": {"wu": 1}}}, {"counters": {"open": {"wu": 1.0}}}),
        ({"counters": {"open": {"wu": 1}}}, {"counters": {"open": {"wu": True}}}),
        ({"expected_sequence": 0}, {"expected_sequence": False}),
        ({"expected_sequence": 0}, {"expected_sequence": 0.0}),
        ({}, {"event_id": None}),
        ({}, {"event_id": 0}),
        ({}, {"actor": None}),
        ({}, {"actor": "wu"}),
    ],
)
def test_what_is_refused_is_refused_after_its_equal(
    good: dict[str, Any], bad: dict[str, Any]
) -> None:
    rules = Ruleset.loads(RULES)
    record = new_record(rules)
    rules.decide(record, "note", at=LATER, **good)
    with pytest.raises(TypeError):
        rules.decide(record, "note", at=LATER, **bad)


def test_counters_when_time_passes() -> None:
    rules = Ruleset.loads(RULES)
    record = rules.decide(new_record(rules), "enter", at=LATER).record  # waits for its stage

    def stages(**said: Any) -> list[tuple[str, bool]]:
        return [
            (decision.stage, any(found.value is not None for found in decision.counters))
            for decision in rules.advance(record, END, **said)
        ]

    unknown = stages()
    assert unknown[-1] == ("ready", False)
    assert stages(counters={"open": {"wu": 1}})[-1] == ("open", True)
    assert stages(counters={"open": {"wu": 2}})[-1] == ("ready", True)
    assert stages(counters_complete=True)[-1] == ("open", True)
    assert stages() == unknown
    with pytest.raises(stagegraph.UnknownNameError, match="Did you mean 'open'"):
        rules.advance(record, END, counters={"opne": {}})
