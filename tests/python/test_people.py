# SPDX-License-Identifier: Apache-2.0
"""Requests and those who decide them, quotas, facts set by hand, touches that are planned."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
import stagegraph
from stagegraph import Actor, Counter, Outcome, Ruleset

SHANGHAI = timezone(timedelta(hours=8))
SELLER = Actor("wu", ["sales"])
MANAGER = Actor("lin", ["sales_manager"])
BOTH = Actor("wu", ["sales", "sales_manager"])
RULE = "one_week_rule"
THREE = {"extended_leads": {"wu": 3}}


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=SHANGHAI)


@pytest.fixture
def lead(trunk: Ruleset) -> stagegraph.Record:
    return trunk.record("A-17", at=at(2, 10), stage="lead.sql", facts={"owner": "wu"})


@pytest.fixture
def asked(trunk: Ruleset, lead: stagegraph.Record) -> stagegraph.Record:
    decision = trunk.decide(lead, "ask_extension", at=at(5, 10), actor=SELLER, counters=THREE)
    assert decision.outcome is Outcome.PENDING
    return decision.record


def test_the_names_of_quotas(trunk: Ruleset) -> None:
    assert trunk.quotas == ("extended_leads",)


def test_a_request_waits(trunk: Ruleset, lead: stagegraph.Record) -> None:
    decision = trunk.decide(lead, "ask_extension", at=at(5, 10), actor=SELLER, counters=THREE)
    assert decision.counters == (Counter("extended_leads[wu]", 3, 10),)
    assert [(timer.due, timer.flags) for timer in decision.timers] == [(at(9, 10), ("pending",))]


def test_an_approval(trunk: Ruleset, asked: stagegraph.Record) -> None:
    decision = trunk.approve(
        asked, RULE, at=at(5, 11), actor=MANAGER, event_id="e-9", counters=THREE
    )
    assert decision.outcome is Outcome.STAYED
    assert decision.cause == stagegraph.Cause(
        "approve", "lead.sql.one_week_rule", "e-9", None, False
    )
    assert [(timer.due, timer.flags) for timer in decision.timers] == [(at(16, 10), ())]
    again = trunk.approve(decision.record, RULE, at=at(5, 12), actor=MANAGER, event_id="e-9")
    assert (again.outcome, again.first_outcome) == (Outcome.DUPLICATE, Outcome.STAYED)


@pytest.mark.parametrize(
    ("actor", "reason"), [(BOTH, "self_approval"), (Actor("mo", ["sales"]), "wrong_role")]
)
def test_who_may_not_approve(
    trunk: Ruleset, asked: stagegraph.Record, actor: Actor, reason: str
) -> None:
    decision = trunk.approve(asked, at=at(5, 11), actor=actor, counters=THREE)
    assert decision.outcome is Outcome.DENIED
    assert [found.code for found in decision.reasons] == [reason]


def test_a_rejection(trunk: Ruleset, asked: stagegraph.Record) -> None:
    decision = trunk.reject(asked, RULE, at=at(5, 11), actor=MANAGER)
    assert (decision.outcome, decision.cause.kind) == (Outcome.STAYED, "reject")
    assert [(timer.due, timer.flags) for timer in decision.timers] == [(at(9, 10), ())]


def test_nobody_decides_in_time(trunk: Ruleset, asked: stagegraph.Record) -> None:
    (expired,) = trunk.advance(asked, at(6, 10))
    assert (expired.cause.kind, expired.cause.name) == ("expiry", "lead.sql.one_week_rule")


def test_a_full_quota(trunk: Ruleset, lead: stagegraph.Record) -> None:
    full = {"extended_leads": {"wu": 10, "mo": 0}}
    decision = trunk.decide(lead, "ask_extension", at=at(5, 10), actor=SELLER, counters=full)
    assert [found.code for found in decision.reasons] == ["quota_full"]
    assert decision.counters == (Counter("extended_leads[wu]", 10, 10),)


def test_counters_that_are_not_said_are_needed(trunk: Ruleset, lead: stagegraph.Record) -> None:
    trunk.decide(lead, "ask_extension", at=at(5, 10), actor=SELLER, counters=THREE)
    # Those of one call are not those of the next.
    decision = trunk.decide(lead, "ask_extension", at=at(5, 10), actor=SELLER)
    assert (decision.outcome, decision.needs) == (Outcome.NEEDS, ("counters.extended_leads[wu]",))
    assert decision.counters == (Counter("extended_leads[wu]", None, 10),)
    assert (decision.counters[0].quota, decision.counters[0].under) == ("extended_leads", "wu")


def test_names_that_are_wrong(trunk: Ruleset, lead: stagegraph.Record) -> None:
    with pytest.raises(stagegraph.UnknownNameError, match="Did you mean 'extended_leads'"):
        trunk.decide(lead, "accept", at=at(5, 10), counters={"extended_lead": {"wu": 1}})
    with pytest.raises(stagegraph.UnknownNameError, match="Did you mean 'one_week_rule'"):
        trunk.approve(lead, "one_week_rul", at=at(5, 10), actor=MANAGER)
    decision = trunk.approve(lead, RULE, at=at(5, 10), actor=MANAGER)
    assert [found.code for found in decision.reasons] == ["not_requested"]


def test_facts_set_by_hand_have_an_instant(trunk: Ruleset, lead: stagegraph.Record) -> None:
    held = lead.with_facts({"on_hold": True}).refreshed(at(4, 10))
    assert trunk.next_due(held) is None
    resumed = held.with_facts({"on_hold": False}).refreshed(at(6, 10))
    (reminder,) = trunk.advance(resumed, at(11, 9))
    assert [timer.due for timer in reminder.timers] == [at(11, 10)]
    decision = trunk.decide(held, "call_missed", at=at(4, 11))
    assert [timer.flags for timer in decision.timers] == [("held",)]
    with pytest.raises(stagegraph.OverdueError):
        lead.refreshed(at(20, 10))


def test_touches_have_an_instant(trunk: Ruleset) -> None:
    silent = trunk.record(
        "A-18", at=at(2, 10), stage="pool.nurture", facts={"phone_status": "ok"}
    )
    due = datetime(2026, 4, 2, 10, tzinfo=SHANGHAI)
    (touch,) = trunk.advance(silent, due)
    assert touch.cause.kind == "cadence"
    assert [(action.name, action.due) for action in touch.actions] == [("touch", due)]
