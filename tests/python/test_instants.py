# SPDX-License-Identifier: Apache-2.0
"""Instants carry a unit: a bare number is none, wherever one goes in."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import stagegraph
from stagegraph import Expression, Micros, Record, Ruleset

TEN = datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=8)))
MICROS = 1_772_416_800_000_000
FIRST, LAST = -62_135_596_800_000_000, 253_402_300_799_999_999


@pytest.fixture
def record(types: Ruleset) -> Record:
    return types.record("r", at=TEN)


Call = Callable[[Ruleset, Record, Any], object]
CALLS: dict[str, Call] = {
    "record": lambda rules, _, at: rules.record("r", at=at),
    "decide": lambda rules, record, at: rules.decide(record, "tell", at=at),
    "approve": lambda rules, record, at: rules.approve(record, "x", at=at),
    "reject": lambda rules, record, at: rules.reject(record, "x", at=at),
    "advance": lambda rules, record, at: rules.advance(record, at),
    "refreshed": lambda _, record, at: record.refreshed(at),
    "micros": lambda rules, _, at: rules.micros(at),
    "fact of a new record": lambda rules, _, at: rules.record("r", at=TEN, facts={"seen": at}),
    "fact set by hand": lambda _, record, at: record.with_facts({"seen": at}),
    "payload": lambda rules, record, at: rules.decide(
        record, "tell", at=TEN, payload={"seen": at}
    ),
    "variable": lambda _, __, at: Expression("at", {"at": "timestamp"}).evaluate({"at": at}),
    "list": lambda _, __, at: Expression("at", {"at": "list(timestamp)"}).evaluate({"at": [at]}),
    "map": lambda _, __, at: Expression("at", {"at": "map(string, timestamp)"}).evaluate(
        {"at": {"x": at}}
    ),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("bare", [1_772_416_800, MICROS, 0, -1, 2**63 - 1, 2**64, 1_772_416_800.5])
def test_a_bare_number_is_no_instant(
    types: Ruleset, record: Record, call: Call, bare: float
) -> None:
    with pytest.raises(TypeError, match=r"datetime, a date, text, or stagegraph\.Micros\(n\)"):
        call(types, record, bare)


@pytest.mark.parametrize("name", ["quota_counts", "quota_window", "quota_window_micros"])
def test_a_bare_number_is_no_instant_for_quotas(trunk: Ruleset, name: str) -> None:
    lead = trunk.record("A-17", at=TEN)
    arguments = (lead, MICROS) if name == "quota_counts" else (MICROS,)
    with pytest.raises(TypeError, match="not the bare number 1772416800000000, which has no unit"):
        getattr(trunk, name)("extended_leads", *arguments)


def test_micros_are_the_number_with_its_unit(types: Ruleset, record: Record) -> None:
    at = Micros(MICROS)
    assert types.record("r", at=at) == record
    assert record.with_facts({"seen": at}).facts["seen"] == TEN
    assert types.decide(record, "tell", at=at, payload={"seen": at}).set == {"seen": TEN}
    assert Expression("at", {"at": "timestamp"}).evaluate({"at": at}) == TEN
    assert types.advance(record, at) == []


def test_micros_are_ints() -> None:
    at = Micros(MICROS)
    assert at == MICROS and hash(at) == hash(MICROS) and at < MICROS + 1
    assert (repr(at), str(at), f"{at}", json.dumps(at)) == (f"Micros({MICROS})", *[str(MICROS)] * 3)
    for neighbour in (at - 1, at + 1, 1 + at):
        assert type(neighbour) is Micros and abs(neighbour - at) == 1
    assert type(at - Micros(0)) is int and at - Micros(0) == MICROS
    with pytest.raises(TypeError):
        at + Micros(1)
    again = pickle.loads(pickle.dumps(at))
    assert again == at and type(again) is Micros


@pytest.mark.parametrize("value", [1.5, True, "5", None, b"5", TEN])
def test_what_micros_are_not_made_of(value: Any) -> None:
    with pytest.raises(TypeError, match="Micros takes an int of microseconds"):
        Micros(value)


@pytest.mark.parametrize("value", [FIRST - 1, LAST + 1, 2**63 - 1, -(2**63), 2**64, 10**400])
def test_micros_stay_in_the_calendar(value: int) -> None:
    with pytest.raises(stagegraph.InputError, match="outside the years 0001 to 9999"):
        Micros(value)
    with pytest.raises(stagegraph.InputError):
        Micros(FIRST) - 1
    assert (Micros(FIRST), Micros(LAST)) == (FIRST, LAST)


def test_instants_beyond_the_calendar_are_refused(types: Ruleset, record: Record) -> None:
    early = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=8)))
    for call in CALLS.values():
        with pytest.raises(stagegraph.InputError, match="outside the years"):
            call(types, record, early)


def test_instants_in_microseconds(trunk: Ruleset) -> None:
    lead = trunk.record("A-17", at=TEN, stage="lead.sql", facts={"owner": "wu"})
    assert (lead.clock, lead.clock_micros) == (TEN, MICROS)
    assert lead.entered_micros("lead.sql") == MICROS
    assert lead.entered_micros("pool.nurture") is None
    due = trunk.next_due_micros(lead)
    assert due is not None and due == lead.next_due_micros == trunk.micros(trunk.next_due(lead))
    assert lead.next_due == trunk.next_due(lead)
    assert trunk.advance(lead, due - 1) == []
    first = trunk.advance(lead, due)[0]
    assert first.at_micros == due == first.record.clock_micros
    assert first.next_due_micros == first.record.next_due_micros
    for instant in (lead.clock_micros, due, first.at_micros):
        assert type(instant) is Micros


def test_no_instant_in_microseconds(record: Record, types: Ruleset) -> None:
    assert record.next_due is None and record.next_due_micros is None
    assert types.next_due_micros(record) is None
    assert types.decide(record, "tell", at=TEN).next_due_micros is None


def test_instants_from_text(types: Ruleset) -> None:
    assert types.parse_time("2026-03-02T10:00") == TEN
    assert types.parse_time("2026-03-02T02:00:00Z").utcoffset() == timedelta(hours=8)
    assert types.micros("2026-03-02T10:00") == types.micros(TEN) == MICROS
    with pytest.raises(stagegraph.InputError):
        types.parse_time("tomorrow")
    with pytest.raises(TypeError, match="parse_time takes text"):
        types.parse_time(TEN)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "said", [str(TEN), "2026-03-02 10:00+08", "2026-03-02T02:00:00z", "2026-03-02 02:00:00 UTC"]
)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_text_as_python_and_databases_write_it(
    types: Ruleset, record: Record, call: Call, said: str
) -> None:
    assert str(outcome(call, types, record, said)) == str(outcome(call, types, record, TEN))


def outcome(call: Call, types: Ruleset, record: Record, at: object) -> object:
    """What came of it, in a form that can be compared; an error by its text."""
    try:
        found = call(types, record, at)
    except stagegraph.StagegraphError as error:
        return error
    return found.to_json() if hasattr(found, "to_json") else found
