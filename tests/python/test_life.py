# SPDX-License-Identifier: Apache-2.0
"""The life of a record under the trunk."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
import stagegraph
from stagegraph import Actor, Outcome, Ruleset

SHANGHAI = timezone(timedelta(hours=8))
MARKETING, SALES = Actor("wu", ["marketing"]), Actor("chen", ["sales"])


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=SHANGHAI)


def new_lead(trunk: Ruleset) -> stagegraph.Record:
    return trunk.record("A-17", at=at(2, 10), facts={"phone_status": "ok", "need": "now"})


def test_what_a_ruleset_says(trunk: Ruleset) -> None:
    assert (trunk.name, trunk.version, trunk.time_zone) == ("b2b-trunk", "2026.11", "Asia/Shanghai")
    assert trunk.title == "Lead, opportunity, order"
    assert len(trunk.fingerprint) == 32
    assert trunk.facts[0] == "owner" and "amount" in trunk.facts
    assert "hand_over" in trunk.events
    assert "lead" in trunk.stages and "opportunity.won" in trunk.stages
    assert trunk.roles == ("marketing", "sales", "sales_manager")
    assert "b2b-trunk" in repr(trunk)


def test_pictures(trunk: Ruleset) -> None:
    assert trunk.render("dot").startswith("digraph")
    assert "stateDiagram" in trunk.render("mermaid")
    assert "lead" in trunk.render()
    with pytest.raises(stagegraph.StagegraphError):
        trunk.render("json")
    with pytest.raises(ValueError, match="none of text"):
        trunk.render("svg")


def test_what_is_not_run_yet_is_said(trunk: Ruleset) -> None:
    assert trunk.diagnostics == ()
    promising = Ruleset.loads(
        "stagegraph: 1\nname: x\nstages: { a: { final: true } }\n"
        "promises: [{ from: any, can_reach: a }]\n"
    )
    assert [(found.code, found.path) for found in promising.diagnostics] == [
        ("unsupported", "promises")
    ]


def test_win_rates(trunk: Ruleset) -> None:
    assert trunk.win_rates == {
        "opportunity.confirmed": 0.1,
        "opportunity.trial": 0.3,
        "opportunity.negotiation": 0.7,
        "opportunity.won": 1.0,
    }


def test_actions_that_are_declared(trunk: Ruleset) -> None:
    assert list(trunk.actions) == [
        *("notify", "open_task", "count", "open_opportunity", "touch")
    ]
    assert trunk.actions["open_task"] == {"team": "string", "title": "string", "due": "timestamp"}


def test_a_new_record(trunk: Ruleset) -> None:
    lead = new_lead(trunk)
    assert (lead.id, lead.stage, lead.sequence) == ("A-17", "lead.new", 0)
    assert dict(lead.facts) == {
        "phone_status": "ok",
        "missed_calls": 0,
        "refuses_contact": False,
        "need": "now",
        "on_hold": False,
        "friends_bought": 0,
        "subscription": False,
        "counted_mqls": 0,
        "unlawful_mqls": 0,
    }
    assert lead.entered("lead.new") == at(2, 10) and lead.visits("lead") == 1
    assert lead.entered("lead.sql") is None and lead.visits("lead.sql") == 0
    assert lead.behaviour == trunk.behaviour
    assert "'A-17' in lead.new" in repr(lead)


def test_moving(trunk: Ruleset) -> None:
    lead = new_lead(trunk)
    moved = trunk.decide(lead, "hand_over", at=at(2, 11), actor=MARKETING, event_id="e-1")
    assert moved.outcome is Outcome.MOVED and moved.outcome == "moved"
    assert (moved.from_, moved.to, moved.stage) == ("lead.new", "lead.mql", "lead.mql")
    assert (moved.record_id, moved.at, moved.sequence) == ("A-17", at(2, 11), 1)
    assert moved.cause == stagegraph.Cause("event", "hand_over", "e-1", None, False)
    assert moved.transition == "lead.new.hand_over"
    assert moved.reasons == () and moved.needs == () and moved.actions == ()
    assert moved.counters == () and moved.trace == ()
    assert moved.record.stage == "lead.mql" and moved.record is moved.record
    assert lead.stage == "lead.new"  # the record given has not changed
    assert "moved" in repr(moved)


def test_facts_that_change(trunk: Ruleset) -> None:
    decision = trunk.decide(new_lead(trunk), "call_missed", at=at(2, 11))
    assert (decision.outcome, decision.to) == (Outcome.STAYED, None)
    assert decision.set == {"missed_calls": 1}
    assert decision.record.facts["missed_calls"] == 1


def test_refusal_says_why(trunk: Ruleset) -> None:
    lead = new_lead(trunk).with_facts({"missed_calls": 3, "phone_status": "wrong"})
    decision = trunk.decide(lead, "hand_over", at=at(2, 11), actor=MARKETING)
    assert (decision.outcome, decision.to) == (Outcome.REFUSED, "pool.nurture")
    assert decision.reasons == (
        stagegraph.Reason("wrong_number", "The number is someone else's"),
        stagegraph.Reason("three_missed_calls", "Nobody answered three times in a row"),
    )


def test_the_wrong_role_is_denied(trunk: Ruleset) -> None:
    decision = trunk.decide(new_lead(trunk), "hand_over", at=at(2, 11), actor=SALES)
    assert decision.outcome is Outcome.DENIED
    assert [reason.code for reason in decision.reasons] == ["wrong_role"]
    # The actor of one call is not the actor of the next.
    again = trunk.decide(new_lead(trunk), "hand_over", at=at(2, 11), actor=MARKETING)
    assert again.outcome is Outcome.MOVED
    assert trunk.decide(new_lead(trunk), "hand_over", at=at(2, 11)).outcome is Outcome.DENIED


def test_unknown_facts_are_needed(trunk: Ruleset) -> None:
    lead = new_lead(trunk).with_facts({"need": None})
    assert "need" not in lead.facts
    decision = trunk.decide(lead, "hand_over", at=at(2, 11), actor=MARKETING)
    assert (decision.outcome, decision.needs) == (Outcome.NEEDS, ("need",))


def test_a_payload_is_stored(trunk: Ruleset) -> None:
    decision = trunk.decide(
        new_lead(trunk), "call_answered", at=at(2, 11), payload={"need": "later"}
    )
    assert decision.set == {"need": "later"}


def test_actions(trunk: Ruleset) -> None:
    mql = trunk.record("A-17", at=at(2, 10), stage="lead.mql")
    decision = trunk.decide(
        mql, "send_back", at=at(2, 11), actor=SALES, payload={"reason": "no budget"}
    )
    assert decision.actions == (
        stagegraph.Action(
            "A-17/1/0", "notify", {"to": "marketing", "message": "Sent back: no budget"}
        ),
        stagegraph.Action("A-17/1/1", "count", {"figure": "unlawful_mql", "change": 1}),
    )


def test_duplicates_and_conflicts(trunk: Ruleset) -> None:
    lead = new_lead(trunk)
    first = trunk.decide(lead, "call_missed", at=at(2, 11), event_id="e-1", expected_sequence=0)
    assert (first.outcome, first.first_outcome) == (Outcome.STAYED, None)
    again = trunk.decide(first.record, "call_missed", at=at(2, 12), event_id="e-1")
    assert (again.outcome, again.first_outcome) == (Outcome.DUPLICATE, Outcome.STAYED)
    assert again.record.to_json() == first.record.to_json()
    assert (first.changes_record, again.changes_record) == (True, False)
    late = trunk.decide(first.record, "call_missed", at=at(2, 12), expected_sequence=0)
    assert late.outcome is Outcome.CONFLICT


def test_a_trace(trunk: Ruleset) -> None:
    lead = new_lead(trunk)
    decision = trunk.decide(lead, "hand_over", at=at(2, 11), actor=MARKETING, trace=True)
    looked_at = {entry.source: entry for entry in decision.trace}
    entry = looked_at["missed_calls >= calls_in_a_row"]
    assert entry.value is False and entry.facts == {"missed_calls": 0}
    assert entry.line > 0 and entry.column > 0
    assert trunk.decide(lead, "hand_over", at=at(2, 11), actor=MARKETING).trace == ()


def test_time_passes() -> None:
    rules = Ruleset.loads(
        """
stagegraph: 1
name: week
time_zone: Asia/Shanghai
facts: { owner: string }
actions: { notify: { to: string } }
events: { go: {} }
stages:
  held:
    events: { go: { to: pool } }
    deadlines:
      rule:
        within: 7 days
        remind: [{ at: 80%, do: [{ notify: { to: '${owner}' } }] }]
        to: pool
        do: [{ clear: [owner] }]
  pool: {}
"""
    )
    held = rules.record("A-17", at=at(2, 10), facts={"owner": "chen"})
    remind_at = at(2, 10) + timedelta(days=7) * 0.8
    assert rules.next_due(held) == remind_at
    with pytest.raises(stagegraph.OverdueError, match="advance the record first"):
        rules.decide(held, "go", at=at(9, 11))
    assert rules.advance(held, remind_at - timedelta(microseconds=1)) == []
    reminder, moved = rules.advance(held, at=at(12, 10))
    assert reminder.cause == stagegraph.Cause("reminder", "held.rule", None, "80%", False)
    assert [action.arguments for action in reminder.actions] == [{"to": "chen"}]
    assert reminder.timers == (stagegraph.Timer("held.rule", at(9, 10), False),)
    assert reminder.next_due == at(9, 10)
    assert (moved.cause.kind, moved.at, moved.to) == ("deadline", at(9, 10), "pool")
    assert moved.set == {"owner": None} and moved.timers == () and moved.next_due is None
    assert rules.next_due(moved.record) is None
