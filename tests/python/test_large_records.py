# SPDX-License-Identifier: Apache-2.0
"""Records from anywhere: those that name very much are read, decided and written, or refused."""
from __future__ import annotations

import json
from typing import Any

import pytest
import stagegraph
from stagegraph import Actor

AT = "2026-03-02T10:00:00+00:00"
MANY = 1_000


def many(count: int, item: str) -> str:
    return ", ".join(item.format(number) for number in range(count))


RULES = f"""
stagegraph: 1
name: large
roles: [lead, legal]
events:
  go: {{ carries: {{ note: string }} }}
  touch: {{}}
stages:
  a:
    deadlines: {{ {many(MANY, "d{}: {{ within: 1 day, to: b }}")} }}
    events:
      touch: {{}}
      go: [{many(MANY, "{{ to: b, when: now < now, approval: {{ by: [lead, legal], need: all }} }}")}]
  b: {{}}
"""


@pytest.fixture(scope="module")
def rules() -> stagegraph.Ruleset:
    return stagegraph.Ruleset.loads(RULES)


@pytest.fixture(scope="module")
def plain(rules: stagegraph.Ruleset) -> dict[str, Any]:
    """A whole record at its beginning."""
    record: dict[str, Any] = json.loads(rules.record("A", at=AT).to_json())
    return record


def request(number: int, approved: list[dict[str, Any]]) -> dict[str, Any]:
    name = "a.go" if number == 0 else f"a.go[{number}]"
    return {"transition": name, "by": "wu", "at": AT, "approved": approved, "payload": {}}


def approver(number: int) -> dict[str, Any]:
    return {"by": f"p{number}", "roles": ["lead"]}


def lives_on(rules: stagegraph.Ruleset, record: dict[str, Any]) -> stagegraph.Record:
    """It is read, decided and written, and what is written can be read."""
    read = rules.record_from_json(json.dumps(record))
    assert json.loads(read.to_json()) == record
    decision = rules.decide(read, "touch", at=AT)
    assert decision.outcome == "stayed"
    after = rules.record_from_json(decision.record.to_json())
    assert after.to_json() == decision.record.to_json()
    return after


def test_a_request_with_very_many_approvals(
        rules: stagegraph.Ruleset, plain: dict[str, Any]) -> None:
    given = plain | {"requests": [request(7, [approver(i) for i in range(60_000)])]}
    after = lives_on(rules, given)
    more = rules.approve(after, "a.go[7]", at=AT, actor=Actor("new", ["lead"]))
    assert more.outcome == "pending"
    assert len(json.loads(more.record.to_json())["requests"][0]["approved"]) == 60_001


def test_a_request_for_each_transition(rules: stagegraph.Ruleset, plain: dict[str, Any]) -> None:
    requests = [request(number, []) for number in reversed(range(MANY))]
    after = lives_on(rules, plain | {"requests": requests})
    denied = rules.approve(after, "", at=AT, actor=Actor("boss", ["lead"]))
    assert [reason.code for reason in denied.reasons] == ["ambiguous"]
    assert len(denied.reasons[0].text) < 1000


def test_a_timer_for_each_deadline(rules: stagegraph.Ruleset, plain: dict[str, Any]) -> None:
    assert len(plain["timers"]) == MANY
    lives_on(rules, plain)
    mixed = rules.record_from_json(json.dumps(plain | {"timers": plain["timers"][::-1]}))
    assert json.loads(mixed.to_json()) == plain


def refused(rules: stagegraph.Ruleset, record: dict[str, Any]) -> str:
    with pytest.raises(stagegraph.StagegraphError) as caught:
        rules.record_from_json(json.dumps(record))
    return str(caught.value)


def test_what_is_there_twice(rules: stagegraph.Ruleset, plain: dict[str, Any]) -> None:
    entry = {"id": "e", "outcome": "stayed", "sequence": 0}
    assert "'e' is there twice" in refused(rules, plain | {"history": [entry, entry]})
    twice = [request(7, [approver(1), approver(1)])]
    assert "'p1' is there twice" in refused(rules, plain | {"requests": twice})
    timers = plain["timers"] + plain["timers"][-1:] * 100_000
    assert "'a.d999' is there twice" in refused(rules, plain | {"timers": timers})
    requests = [request(7, [])] * 2
    assert "'a.go[7]' is there twice" in refused(rules, plain | {"requests": requests})


def test_an_entry_of_the_history_after_the_last_change(
        rules: stagegraph.Ruleset, plain: dict[str, Any]) -> None:
    entry = {"id": "e", "outcome": "stayed", "sequence": 8}
    assert "has sequence 8, and the record is at 0" in refused(rules, plain | {"history": [entry]})
    rules.record_from_json(json.dumps(plain | {"history": [entry], "sequence": 8}))


def test_a_record_of_another_version_counts_no_further(
        rules: stagegraph.Ruleset, plain: dict[str, Any]) -> None:
    other = plain | {"sequence": 2**63 - 1, "ruleset": plain["ruleset"] | {"behaviour": "other"}}
    assert "the last change" in refused(rules, other)
    rules.record_from_json(json.dumps(other | {"sequence": 2**63 - 2}))


def test_a_name_that_no_large_table_has(rules: stagegraph.Ruleset, plain: dict[str, Any]) -> None:
    timers = [plain["timers"][0] | {"deadline": "a.d1000"}]
    assert "'a.d1000' is not in this ruleset" in refused(rules, plain | {"timers": timers})
    other = [request(7, []) | {"payload": {"memo": "x"}}]
    assert "the payload of 'go' has no member 'memo'" in refused(rules, plain | {"requests": other})


def test_a_touch_without_the_instant_that_was_planned() -> None:
    rules = stagegraph.Ruleset.loads("""
stagegraph: 1
name: touched
events: { go: {} }
cadences: { c: { then: { every: 1 day, via: [sms], script: s } } }
stages: { a: { cadence: c, events: { go: {} } } }
""")
    record = json.loads(rules.record("A", at=AT).to_json())
    plan = record["cadences"][0]
    assert "next" in plan
    del plan["planned"]
    assert "'next' without 'planned'" in refused(rules, record)
