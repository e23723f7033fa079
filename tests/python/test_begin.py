# SPDX-License-Identifier: Apache-2.0
"""Records that begin."""

from __future__ import annotations

import json

import pytest
import stagegraph
from stagegraph import Actor, Outcome, Ruleset

RULES = """\
stagegraph: 1
name: begins
roles: [desk]
facts: { owner: string, by: string }
events: { call: {} }
actions: { hello: { what: string } }
stages:
  lead:
    initial: new
    enter: [{ hello: { what: 'of ${owner}' } }]
    deadlines: { month: { within: 30 days, do: [{ hello: { what: late } }] } }
    stages:
      new: { enter: [{ set: { by: '${actor.id}' } }, { hello: { what: new } }], events: { call: {} } }
"""
AT = "2026-03-02T10:00:00Z"


@pytest.fixture
def rules() -> Ruleset:
    return Ruleset.loads(RULES)


def test_it_enters_the_initial_stage(rules: Ruleset) -> None:
    decision = rules.begin("A-17", {"owner": "wu"}, at=AT, actor=Actor("mei", ["desk"]))
    assert decision.outcome is Outcome.MOVED
    assert decision.cause == stagegraph.Cause("begin", "lead.new", None, None, False)
    assert [action.arguments for action in decision.actions] == [{"what": "of wu"}, {"what": "new"}]
    assert [action.id for action in decision.actions] == ["A-17/1/0", "A-17/1/1"]
    assert decision.record.facts == {"owner": "wu", "by": "mei"}
    assert json.loads(decision.to_json())["cause"] == {"begin": "lead.new"}


def test_what_follows_counts_on(rules: Ruleset) -> None:
    record = rules.begin("A-17", at=AT).record
    assert rules.decide(record, "call", at="2026-03-02T11:00:00Z").sequence == 2


def test_a_record_that_is_made_runs_nothing(rules: Ruleset) -> None:
    assert rules.record("A-17", at=AT).sequence == 0


def test_facts_that_do_not_fit(rules: Ruleset) -> None:
    with pytest.raises(stagegraph.InputError):
        rules.begin("A-17", {"owner": 5}, at=AT)
