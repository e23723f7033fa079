"""Values and instants: Python's types in, the same out."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
import stagegraph
from hypothesis import given
from hypothesis import strategies as st
from stagegraph import Micros, Ruleset
from stagegraph._time import format_duration, parse_duration, parse_instant

STARTED = "2026-03-02T10:00"
SHANGHAI = timezone(timedelta(hours=8))

VALUES: dict[str, stagegraph.Value] = {
    "flag": True,
    "count": -(2**63),
    "ratio": 0.1,
    "price": Decimal("12345678901234.567"),
    "word": 'Grüße "客户" \\ \n 🙂',
    "size": "large",
    "seen": datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=SHANGHAI),
    "born": date(2000, 2, 29),
    "wait": timedelta(days=-1, seconds=5, microseconds=7),
    "tags": ["a", ""],
    "prices": [Decimal("1.10"), Decimal("-2")],
    "dates": {"first": date(2026, 1, 1)},
}


def test_facts_come_back_as_they_went_in(types: Ruleset) -> None:
    record = types.record("r", at="2026-03-02", facts=VALUES)
    assert dict(record.facts) == VALUES
    assert [type(v) for v in record.facts.values()] == [type(v) for v in VALUES.values()]
    assert dict(record.with_facts(VALUES).facts) == VALUES


def test_a_payload_comes_back_as_it_went_in(types: Ruleset) -> None:
    record = types.record("r", at="2026-03-02")
    decision = types.decide(record, "tell", at="2026-03-03", payload=VALUES)
    assert decision.set == VALUES
    assert dict(decision.record.facts) == VALUES


def test_a_payload_is_forgotten_after_its_call(types: Ruleset) -> None:
    record = types.record("r", at="2026-03-02")
    assert types.decide(record, "tell", at=STARTED, payload={"count": 1}).set == {"count": 1}
    assert types.decide(record, "tell", at=STARTED, payload={"word": "x"}).set == {"word": "x"}
    assert types.decide(record, "tell", at=STARTED).set == {}


def test_unknown_facts_are_absent(types: Ruleset) -> None:
    facts = types.record("r", at="2026-03-02", facts={"flag": None, "count": 0}).facts
    assert list(facts) == ["count"] and len(facts) == 1
    assert "flag" not in facts and facts.get("flag") is None
    with pytest.raises(KeyError):
        facts["flag"]
    with pytest.raises(KeyError):
        facts["no_such_fact"]
    assert repr(facts) == "Facts({'count': 0})"


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI),
        datetime(2026, 3, 2, 2, 0, tzinfo=timezone.utc),
        datetime(2026, 3, 2, 10, 0),
        "2026-03-02T10:00",
        "2026-03-02T02:00:00Z",
        Micros(1_772_416_800_000_000),
    ],
)
def test_ways_to_say_an_instant(types: Ruleset, instant: stagegraph.Instant) -> None:
    record = types.record("r", at=instant)
    entered = record.entered("only")
    assert entered == datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
    assert entered is not None and entered.utcoffset() == timedelta(hours=8)


def test_a_date_is_its_first_moment_in_the_zone(types: Ruleset) -> None:
    record = types.record("r", at=date(2026, 3, 2))
    assert record.entered("only") == datetime(2026, 3, 2, tzinfo=SHANGHAI)


@pytest.mark.parametrize("instant", [1.5, True, None])
def test_what_is_no_instant(types: Ruleset, instant: Any) -> None:
    with pytest.raises(TypeError, match="an instant is"):
        types.record("r", at=instant)


def test_text_that_is_no_instant(types: Ruleset) -> None:
    with pytest.raises(stagegraph.InputError):
        types.record("r", at="tomorrow")


@given(
    st.datetimes(
        min_value=datetime(2, 1, 1),
        max_value=datetime(9998, 12, 31),
        timezones=st.builds(timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23))),
    )
)
def test_any_aware_datetime_comes_back(types: Ruleset, instant: datetime) -> None:
    assert types.record("r", at=instant).entered("only") == instant
    assert types.record("r", at=STARTED, facts={"seen": instant}).facts["seen"] == instant


@given(st.timedeltas(timedelta(days=-90_000), timedelta(days=90_000)))
def test_any_duration_comes_back(types: Ruleset, wait: timedelta) -> None:
    assert parse_duration(format_duration(wait)) == wait
    assert types.record("r", at=STARTED, facts={"wait": wait}).facts["wait"] == wait


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_any_text_comes_back(types: Ruleset, word: str) -> None:
    assert types.record("r", at=STARTED, facts={"word": word}).facts["word"] == word


def test_finer_than_a_microsecond_is_cut_off() -> None:
    parsed = parse_instant("2026-03-02T10:00:00.123456789+08:00")
    assert parsed == datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=SHANGHAI)
    assert parse_instant("2026-03-02T10:00:00-00:30").utcoffset() == timedelta(minutes=-30)
    with pytest.raises(ValueError):
        parse_instant("2026-03-02")
