# SPDX-License-Identifier: Apache-2.0
"""What a ruleset says of itself, events read from JSON, quotas that the host counts, tables."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import stagegraph
from stagegraph import Actor, EventType, Fact, Outcome, Ruleset, Stage, Unknown

ROOT = Path(__file__).resolve().parents[2]
SHANGHAI = timezone(timedelta(hours=8))
AT, LATER = "2026-03-02T10:00", "2026-03-02T11:00"


@pytest.fixture(scope="module")
def doors() -> Ruleset:
    return Ruleset.load(ROOT / "tests" / "data" / "doors.yaml")


@pytest.fixture(scope="module")
def pool() -> Ruleset:
    return Ruleset.load(ROOT / "rules" / "public-pool.yaml")


# -- introspection ---------------------------------------------------------------------------------


def test_facts(doors: Ruleset) -> None:
    assert doors.fact("size") == Fact("size", "string", ("small", "large"), "")
    assert doors.fact("flag") == Fact("flag", "bool", (), "a switch")
    assert doors.fact("limits").type == "map(string, int)"
    assert [doors.fact(name).name for name in doors.facts] == list(doors.facts)


def test_events(doors: Ruleset) -> None:
    assert doors.event("note") == EventType("note", {"text": "string", "weight": "double"})
    assert doors.event("describe").fields == {"size": "string", "amount": "decimal"}
    assert doors.event("call").fields == {}


def test_stages(doors: Ruleset) -> None:
    assert doors.stage("open") == Stage(
        "open", "Open cases", None, "open.new", is_group=True, is_final=False, win_rate=None
    )
    assert doors.stage("done") == Stage(
        "done", "", None, "done", is_group=False, is_final=True, win_rate=1.0
    )
    assert doors.stage("open.work").parent == "open"
    assert doors.initial == "open.new"
    assert doors.tables == ("discount",)


@pytest.mark.parametrize("what", ["fact", "event", "stage"])
def test_what_is_not_declared(doors: Ruleset, what: str) -> None:
    with pytest.raises(stagegraph.UnknownNameError, match=f"{what} 'nothing' is not"):
        getattr(doors, what)("nothing")
    with pytest.raises(TypeError, match="is text, not 5"):
        getattr(doors, what)(5)


# -- events from JSON ------------------------------------------------------------------------------

FINISH = (
    '{"record": "A-17", "event": "finish", "at": "2026-03-02T12:00", "id": "e-7",'
    ' "actor": {"id": "wu", "roles": ["clerk"]}}'
)


def test_an_event_from_json(doors: Ruleset) -> None:
    record = doors.record("A-17", at=AT, stage="open.work")
    event = doors.event_from_json(FINISH)
    assert (event.record_id, event.name) == ("A-17", "finish")
    assert event.at == datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)
    assert event.at_micros == doors.micros("2026-03-02T12:00")
    by_hand = doors.decide(
        record, "finish", at="2026-03-02T12:00", actor=Actor("wu", ["clerk"]), event_id="e-7"
    )
    for given in (event, FINISH, FINISH.encode()):
        assert doors.decide_event(record, given).to_json() == by_hand.to_json()
    assert by_hand.outcome is Outcome.MOVED
    late = doors.decide_event(record, event, expected_sequence=9)
    assert late.outcome is Outcome.CONFLICT
    assert doors.decide_event(record, event, trace=True).trace == ()
    event.close()
    with pytest.raises(ValueError, match="this Event is closed"):
        doors.decide_event(record, event)


def test_an_event_without_place_or_time(doors: Ruleset) -> None:
    event = doors.event_from_json('{"event": "call"}')
    assert (event.record_id, event.at, event.at_micros) == (None, None, None)
    assert repr(event) == "<Event call for None>"
    with pytest.raises(stagegraph.InputError, match="at"):
        doors.decide_event(doors.record("r", at=AT), event)
    with pytest.raises(stagegraph.UnknownNameError):
        doors.event_from_json('{"event": "nothing"}')
    with pytest.raises(stagegraph.InputError):
        doors.event_from_json("{")


def test_an_approval_from_json(trunk: Ruleset) -> None:
    lead = trunk.record("A-17", at=AT, stage="lead.sql", facts={"owner": "wu"})
    used: dict[str, Any] = {"counters": {"extended_leads": {"wu": 3}}}
    asked = trunk.decide(lead, "ask_extension", at=LATER, actor=Actor("wu", ["sales"]), **used)
    approval = trunk.event_from_json(
        '{"record": "A-17", "approve": null, "at": "2026-03-02T12:00",'
        ' "actor": {"id": "lin", "roles": ["sales_manager"]}}'
    )
    assert (approval.name, approval.record_id) == (None, "A-17")
    granted = trunk.decide_event(asked.record, approval, **used)
    assert (granted.outcome, granted.cause.kind) == (Outcome.STAYED, "approve")


# -- quotas ----------------------------------------------------------------------------------------


def test_a_quota_of_records(trunk: Ruleset) -> None:
    lead = trunk.record("A-17", at=AT, stage="lead.sql", facts={"owner": "wu"})
    assert trunk.quota_limit("extended_leads") == 10
    assert trunk.quota_key("extended_leads", lead) == "wu"
    assert trunk.quota_key("extended_leads", lead.with_facts({"owner": None})) is None
    assert trunk.quota_counts("extended_leads", lead, LATER) is False
    assert trunk.quota_counts_event("extended_leads", "ask_extension") is False
    wu, lin = Actor("wu", ["sales"]), Actor("lin", ["sales_manager"])
    used: dict[str, Any] = {"counters": {"extended_leads": {"wu": 3}}}
    asked = trunk.decide(lead, "ask_extension", at=LATER, actor=wu, **used)
    granted = trunk.approve(asked.record, at="2026-03-02T12:00", actor=lin, **used)
    assert trunk.quota_counts("extended_leads", granted.record, "2026-03-02T12:00") is True
    with pytest.raises(stagegraph.UsageError):
        trunk.quota_window("extended_leads", LATER)


def test_the_key_that_the_engine_asks_for_is_the_one_that_it_takes(trunk: Ruleset) -> None:
    wu = Actor("wu", ["sales"])
    for owner in ("wu", "a/b", "a[b]", "", "%2F", "公海"):
        lead = trunk.record("A-17", at=AT, stage="lead.sql", facts={"owner": owner})
        key = trunk.quota_key("extended_leads", lead)
        assert key is not None
        counters = {"extended_leads": {key: 3}}
        asked = trunk.decide(lead, "ask_extension", at=LATER, actor=wu, counters=counters)
        assert asked.outcome is Outcome.PENDING
        assert [(found.under, found.value) for found in asked.counters] == [(key, 3)]


def test_a_quota_of_events(pool: Ruleset) -> None:
    assert pool.quota_limit("claims_today") == 20
    assert pool.quota_counts_event("claims_today", "claim") is True
    assert pool.quota_counts_event("claims_today", "enter_pool") is False
    midnight = datetime(2026, 3, 2, tzinfo=SHANGHAI)
    assert pool.quota_window("claims_today", LATER) == midnight
    begin = pool.quota_window_micros("claims_today", LATER)
    assert begin == pool.micros(midnight) and type(begin) is stagegraph.Micros
    assert pool.quota_counts("claims_today", pool.record("c", at=AT), LATER) is False


def test_counters_that_are_complete(trunk: Ruleset) -> None:
    lead = trunk.record("A-17", at=AT, stage="lead.sql", facts={"owner": "wu"})
    said: dict[str, Any] = {"at": LATER, "actor": Actor("wu", ["sales"])}
    assert trunk.decide(lead, "ask_extension", **said).outcome is Outcome.NEEDS
    complete = trunk.decide(lead, "ask_extension", **said, counters_complete=True)
    assert [(found.key, found.value) for found in complete.counters] == [("extended_leads[wu]", 0)]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("quota_limit", 0), ("quota_key", 1), ("quota_counts", 2), ("quota_window", -1)],
)
def test_quotas_that_are_not_there(trunk: Ruleset, name: str, arguments: int) -> None:
    lead = trunk.record("A-17", at=AT)
    given: tuple[Any, ...] = (LATER,) if arguments < 0 else (lead, LATER)[:arguments]
    with pytest.raises(stagegraph.UnknownNameError, match="Did you mean 'extended_leads'"):
        getattr(trunk, name)("extended_lead", *given)


# -- tables ----------------------------------------------------------------------------------------


def test_a_table(doors: Ruleset) -> None:
    record = doors.record("r", at=AT)
    assert doors.evaluate_table("discount", record, AT) == Unknown(("amount",))
    row = doors.evaluate_table("discount", record.with_facts({"amount": 250}), AT)
    assert row == {"rate": Decimal("0.9"), "because": "medium"}
    with pytest.raises(stagegraph.ExpressionError, match="has no row that matches"):
        doors.evaluate_table("discount", record.with_facts({"amount": 1}), AT)
    with pytest.raises(stagegraph.UnknownNameError, match="Did you mean 'discount'"):
        doors.evaluate_table("discuont", record, AT)


def test_records_of_another_ruleset(doors: Ruleset, types: Ruleset) -> None:
    with pytest.raises(stagegraph.WrongRulesetError):
        doors.evaluate_table("discount", types.record("r", at=AT), AT)
