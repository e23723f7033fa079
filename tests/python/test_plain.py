"""What a decision holds is plain: it is written as JSON, pickled and copied as it is."""

from __future__ import annotations

import copy
import json
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import stagegraph
from stagegraph import Action, Actor, Counter, Decision, Ruleset

ROOT = Path(__file__).resolve().parents[2]
AT, LATER = "2026-03-02T10:00", "2026-03-02T11:00"
WU = Actor("wu", ["sales"])


@pytest.fixture(scope="module")
def doors() -> Ruleset:
    return Ruleset.load(ROOT / "tests" / "data" / "doors.yaml")


@pytest.fixture
def stamped(doors: Ruleset) -> Action:
    (action,) = doors.decide(doors.record("r", at=AT), "stamp", at=LATER).actions
    return action


def parts(trunk: Ruleset) -> dict[str, Any]:
    """Everything that a decision answers with, besides its record."""
    lead = trunk.record("A-17", at=AT, stage="lead.sql", facts={"owner": "wu"})
    used = {"extended_leads": {"wu": 10}}
    refused = trunk.decide(lead, "ask_extension", at=LATER, actor=WU, counters=used)
    sent = trunk.decide(lead, "need_clear", at=LATER, actor=WU)
    new = trunk.record("A-17", at=AT, facts={"phone_status": "ok", "need": "now"})
    mei = Actor("mei", ["marketing"])
    traced = trunk.decide(new, "hand_over", at=LATER, actor=mei, trace=True)
    back = trunk.record("A-18", at=AT, stage="lead.mql")
    acted = trunk.decide(back, "send_back", at=LATER, actor=WU, payload={"reason": "no budget"})
    return {
        "outcome": refused.outcome,
        "reasons": refused.reasons,
        "counters": refused.counters,
        "trace": traced.trace,
        "cause": refused.cause,
        "timers": refused.timers,
        "needs": sent.needs,
        "actions": acted.actions,
        "set": trunk.decide(lead, "call_missed", at=LATER).set,
        "facts": lead.facts,
        "actor": WU,
        "diagnostics": trunk.diagnostics,
        "stage": trunk.stage("lead"),
        "fact": trunk.fact("need"),
        "event": trunk.event("send_back"),
    }


def test_parts_are_pickled_and_copied(trunk: Ruleset) -> None:
    for name, part in parts(trunk).items():
        assert name == "diagnostics" or part, name
        for again in (pickle.loads(pickle.dumps(part)), copy.copy(part), copy.deepcopy(part)):
            assert again == part, name


def test_errors_are_pickled() -> None:
    with pytest.raises(stagegraph.RulesetError) as caught:
        Ruleset.loads("stagegraph: 1\nnme: x\n")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.status) == (str(caught.value), caught.value.status)
    assert again.diagnostics == caught.value.diagnostics


def test_dictionaries_are_plain(trunk: Ruleset) -> None:
    found = parts(trunk)
    for plain in (found["actions"][0].arguments, found["set"], found["trace"][0].facts):
        assert type(plain) is dict
    assert json.loads(json.dumps(found["actions"][0].arguments)) == found["actions"][0].arguments


def test_a_change_to_what_was_read_changes_nothing(trunk: Ruleset) -> None:
    lead = trunk.record("A-17", at=AT)
    decision = trunk.decide(lead, "call_missed", at=LATER)
    decision.set["missed_calls"] = 99
    trunk.actions["notify"].clear()
    trunk.event("send_back").fields.clear()
    assert decision.set == {"missed_calls": 1}
    assert trunk.actions["notify"] and trunk.event("send_back").fields


def test_arguments_by_type(stamped: Action) -> None:
    assert stamped.arguments == {
        "at": "2026-03-02T11:00:00+08:00",
        "count": 0,
        "share": Decimal("0.25"),
        "tags": ["a", "b"],
    }
    assert type(stamped.arguments["share"]) is Decimal


def test_arguments_as_json(stamped: Action, doors: Ruleset) -> None:
    expected = '{"at":"2026-03-02T11:00:00+08:00","count":0,"share":0.25,"tags":["a","b"]}'
    assert stamped.arguments_json == expected
    whole = doors.decide(doors.record("r", at=AT), "stamp", at=LATER).to_json()
    assert expected in whole


def test_numbers_of_arguments() -> None:
    rules = Ruleset.loads(
        "stagegraph: 1\nname: x\nfacts: { r: double, d: decimal }\nevents: { go: {} }\n"
        "actions: { tell: { r: double, d: decimal, rs: list(double) } }\n"
        "stages: { a: { events: { go: { do: [{ tell: { r: '${r}', d: '${d}', rs: [1.5] } }] } }"
        " } }\n"
    )
    record = rules.record("r", at=AT, facts={"r": -0.0, "d": 12})
    (action,) = rules.decide(record, "go", at=LATER).actions
    assert str(action.arguments) == "{'r': -0.0, 'd': Decimal('12'), 'rs': [1.5]}"
    (action,) = rules.decide(rules.record("r", at=AT), "go", at=LATER).actions
    assert action.arguments == {"r": None, "d": None, "rs": [1.5]}
    assert json.loads(action.arguments_json) == action.arguments


def test_an_action_without_declaration(doors: Ruleset) -> None:
    record = doors.record("r", at=AT, stage="open.work")
    done = doors.decide(record, "finish", at=LATER, actor=Actor("x", ["boss"]))
    assert done.actions == (Action("r/1/0", "start", {"ruleset": "renewal"}),)
    assert done.actions[0].arguments_json == '{"ruleset":"renewal"}'


def test_a_counter_in_its_parts(trunk: Ruleset) -> None:
    lead = trunk.record("A-17", at=AT, stage="lead.sql", facts={"owner": "a[b]/c"})
    key = trunk.quota_key("extended_leads", lead)
    assert key is not None
    used = {"extended_leads": {key: 3}}
    (counter,) = trunk.decide(lead, "ask_extension", at=LATER, actor=WU, counters=used).counters
    assert (counter.quota, counter.under) == ("extended_leads", key)
    assert counter == Counter(f"extended_leads[{key}]", 3, 10)


def test_a_decision_says_what_to_keep_instead(trunk: Ruleset) -> None:
    decision: Decision = trunk.decide(trunk.record("A-17", at=AT), "call_missed", at=LATER)
    with pytest.raises(TypeError, match=r"keep its parts, such as decision\.actions"):
        pickle.dumps(decision)
