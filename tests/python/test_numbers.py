"""Numbers and texts at the edge: kept as they are or refused with a clear error, never changed."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import stagegraph
from stagegraph import Actor, Expression, Ruleset

AT = "2026-03-02T10:00"


def is_negative_zero(value: Any) -> bool:
    return type(value) is float and value == 0 and math.copysign(1, value) < 0


def test_negative_zero_stays_negative(types: Ruleset) -> None:
    record = types.record("r", at=AT, facts={"ratio": -0.0})
    assert is_negative_zero(record.facts["ratio"])
    assert is_negative_zero(types.record_from_json(record.to_json()).facts["ratio"])
    assert is_negative_zero(record.with_facts({"ratio": -0.0}).facts["ratio"])
    told = types.decide(types.record("r", at=AT), "tell", at=AT, payload={"ratio": -0.0})
    assert is_negative_zero(told.set["ratio"])
    traced = Ruleset.loads(
        "stagegraph: 1\nname: x\nfacts: { ratio: double }\nevents: { go: {} }\n"
        "stages: { a: { events: { go: { to: a, when: ratio <= 0.0 } } } }\n"
    )
    zero = traced.record("r", at=AT, facts={"ratio": -0.0})
    (entry,) = traced.decide(zero, "go", at=AT, trace=True).trace
    assert is_negative_zero(entry.facts["ratio"])


@pytest.mark.parametrize("variable", ["double", "dyn", None, "list(double)", "map(string, double)"])
def test_negative_zero_through_expressions(variable: str | None) -> None:
    kind = variable or ""
    given: Any = [-0.0] if "list" in kind else {"a": -0.0} if "map" in kind else -0.0
    declared: Any = {"x": None if variable == "dyn" else variable}
    found = Expression("x", declared).evaluate({"x": given})
    found = found[0] if "list" in kind else found["a"] if "map" in kind else found
    assert is_negative_zero(found)
    assert Expression("1.0 / x", {"x": "double"}).evaluate({"x": -0.0}) == -math.inf
    assert is_negative_zero(Expression("-0.0").evaluate())


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("Infinity")]
)
@pytest.mark.parametrize("name", ["ratio", "price", "count", "prices"])
def test_what_is_no_number_is_refused(types: Ruleset, name: str, value: Any) -> None:
    facts: dict[str, Any] = {name: [value] if name == "prices" else value}
    with pytest.raises(stagegraph.InputError, match=f"{name}: .* is not a number"):
        types.record("r", at=AT, facts=facts)
    with pytest.raises(stagegraph.InputError, match=f"{name}: .* is not a number"):
        types.decide(types.record("r", at=AT), "tell", at=AT, payload=facts)


def test_expressions_give_what_is_no_number() -> None:
    assert Expression("1.0 / 0.0").evaluate() == math.inf
    assert math.isnan(Expression("0.0 / 0.0").evaluate())


@pytest.mark.parametrize(
    "value", [2**63, -(2**63) - 1, 10**400, -(10**5000)], ids=["above", "below", "long", "longer"]
)
def test_ints_out_of_range(types: Ruleset, value: int) -> None:
    with pytest.raises(stagegraph.InputError, match="^count: (an int is from|a whole number of)"):
        types.record("r", at=AT, facts={"count": value})
    with pytest.raises(stagegraph.InputError, match="^x: (an int is from|a whole number of)"):
        Expression("x", ["x"]).evaluate({"x": value})
    lead = types.record("r", at=AT)
    with pytest.raises(stagegraph.InputError, match="the expected sequence is out of range"):
        types.decide(lead, "tell", at=AT, expected_sequence=value)
    with pytest.raises(stagegraph.InputError, match="max_steps is out of range"):
        Expression("1", max_steps=value)


def test_ints_at_the_ends(types: Ruleset) -> None:
    for value in (2**63 - 1, -(2**63)):
        assert types.record("r", at=AT, facts={"count": value}).facts["count"] == value
        assert Expression("x", ["x"]).evaluate({"x": value}) == value


@pytest.mark.parametrize("value", [2**63, 2**64 + 3, -1])
def test_counters_out_of_range(trunk: Ruleset, value: int) -> None:
    lead = trunk.record("A-17", at=AT, stage="lead.sql", facts={"owner": "wu"})
    with pytest.raises((stagegraph.InputError, stagegraph.UsageError), match="a counter is"):
        trunk.decide(lead, "accept", at=AT, counters={"extended_leads": {"wu": value}})


@pytest.mark.parametrize("value", [1.0, True, "3", None])
def test_counters_that_are_no_ints(trunk: Ruleset, value: Any) -> None:
    lead = trunk.record("A-17", at=AT, stage="lead.sql", facts={"owner": "wu"})
    with pytest.raises(TypeError, match="a counter is an int"):
        trunk.decide(lead, "accept", at=AT, counters={"extended_leads": {"wu": value}})
    if value is not None:
        with pytest.raises(TypeError, match="the expected sequence is an int"):
            trunk.decide(lead, "accept", at=AT, expected_sequence=value)


@pytest.mark.parametrize("huge", ["1e999999999", "-1e-999999999"])
def test_decimals_out_of_range(types: Ruleset, huge: str) -> None:
    with pytest.raises(stagegraph.InputError, match="price: .* out of the range of a decimal"):
        types.record("r", at=AT, facts={"price": Decimal(huge)})


TEXTS: dict[str, Any] = {
    "record": lambda rules, _, word: rules.record(word, at=AT),
    "stage": lambda rules, _, word: rules.record("r", at=AT, stage=word),
    "event": lambda rules, record, word: rules.decide(record, word, at=AT),
    "event id": lambda rules, record, word: rules.decide(record, "tell", at=AT, event_id=word),
    "actor": lambda rules, record, word: rules.decide(record, "tell", at=AT, actor=Actor(word)),
    "role": lambda rules, record, word: rules.decide(
        record, "tell", at=AT, actor=Actor("", [word])
    ),
    "request": lambda rules, record, word: rules.approve(record, word, at=AT),
    "fact": lambda rules, record, word: record.with_facts({"word": word}),
    "element": lambda rules, record, word: record.with_facts({"tags": [word]}),
    "key": lambda rules, record, word: record.with_facts({"dates": {word: None}}),
    "payload": lambda rules, record, word: rules.decide(
        record, "tell", at=AT, payload={"word": word}
    ),
    "rules": lambda rules, record, word: Ruleset.loads(word),
    "language": lambda rules, record, word: Ruleset.loads("name: x", language=word),
    "expression": lambda rules, record, word: Expression(word),
    "instant": lambda rules, record, word: rules.advance(record, word),
}


@pytest.mark.parametrize("call", TEXTS.values(), ids=TEXTS)
def test_bytes_are_no_text(types: Ruleset, call: Any) -> None:
    record = types.record("r", at=AT)
    with pytest.raises(TypeError, match="b'tell'"):
        call(types, record, b"tell")


@pytest.mark.parametrize("call", TEXTS.values(), ids=TEXTS)
def test_half_a_character_is_no_text(types: Ruleset, call: Any) -> None:
    with pytest.raises((stagegraph.InputError, stagegraph.UnknownNameError), match="ud800"):
        call(types, types.record("r", at=AT), "\ud800")


def test_json_may_be_bytes(types: Ruleset) -> None:
    record = types.record("r", at=AT)
    words = record.to_json()
    for source in (words, words.encode(), bytearray(words.encode())):
        assert types.record_from_json(source) == record  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a record's JSON is text, not 5"):
        types.record_from_json(5)  # type: ignore[arg-type]
    with pytest.raises(stagegraph.InputError):
        types.record_from_json(b"\xff")


@pytest.mark.parametrize(
    "value",
    [Decimal("1.5"), date(2026, 3, 2), datetime(2026, 3, 2), timedelta(1), stagegraph.Micros(5)],
)
def test_a_value_with_a_type_needs_a_variable_with_one(value: Any) -> None:
    for given in (value, [value], {"a": [value]}):
        with pytest.raises(TypeError, match="x: .* needs the type of the variable"):
            Expression("x == 'a'", ["x"]).evaluate({"x": given})


def test_keys_of_maps_are_text(types: Ruleset) -> None:
    with pytest.raises(TypeError, match="dates: the key of a map is text, not 1"):
        types.record("r", at=AT, facts={"dates": {1: date(2026, 1, 1)}})
