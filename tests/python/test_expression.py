# SPDX-License-Identifier: Apache-2.0
"""CEL on its own."""

from __future__ import annotations

import json
import os
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import stagegraph
from stagegraph import Expression, ExpressionError, Unknown

CASES = "data/cel-conformance/cases.jsonl"


def test_a_condition() -> None:
    fits = Expression(
        "amount > 100 && city in cities && stage == 'new'",
        {
            "amount": "decimal",
            "city": "string",
            "cities": {"type": "list(string)", "max": 10},
            "stage": {"type": "enum", "values": ["new", "old"]},
            "unused": None,
        },
    )
    assert fits.type == "bool"
    assert fits.facts == ("amount", "city", "cities", "stage")
    values: dict[str, Any] = {"amount": Decimal("100.01"), "city": "Lund", "cities": ["Lund"]}
    assert fits.evaluate(values | {"stage": "new"}) is True
    assert fits.evaluate(values | {"amount": 3}) is False
    assert fits.evaluate(values) == Unknown(("stage",))
    assert repr(fits) == f"Expression({fits.source!r})"


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1 + 2", 3),
        ("[1.5, 2.5]", [1.5, 2.5]),
        ("'a' + 'b'", "ab"),
        ("decimal('1.10') * 2", Decimal("2.20")),
        ("date('2026-03-02')", date(2026, 3, 2)),
        ("duration('90s')", timedelta(seconds=90)),
        ("{'a': [1, 2]}", {"a": [1, 2]}),
        ("null", None),
    ],
)
def test_values_come_back_as_python_has_them(source: str, value: object) -> None:
    found = Expression(source).evaluate()
    assert found == value
    assert type(found) is type(value)


def test_instants() -> None:
    later = Expression("at + duration('1h')", {"at": "timestamp"})
    at = datetime(2026, 3, 2, 10, 0, tzinfo=timezone.utc)
    assert later.evaluate({"at": at}) == at + timedelta(hours=1)


def test_names_alone() -> None:
    both = Expression("a + size(b)", ["a", "b"])
    assert both.type == "int"
    assert both.evaluate({"a": 2, "b": [1, 2]}) == 4


def test_cost() -> None:
    text = {"s": {"type": "string", "max": 5}}
    assert Expression("s + s", text).cost == 44
    assert Expression("s + s", {"s": "string"}).cost is None
    assert Expression("1 + 1").cost is not None


def test_a_budget_is_named_when_it_is_spent() -> None:
    long = Expression("[1, 2, 3, 4, 5, 6, 7].all(x, x > 0)", max_steps=10)
    with pytest.raises(ExpressionError, match=r"all\(x, x > 0\)' takes too many steps.* is 10\."):
        long.evaluate()


def test_what_fails() -> None:
    with pytest.raises(ExpressionError) as caught:
        Expression("amuont > 1 && zip", {"amount": "int"})
    assert [found.code for found in caught.value.diagnostics] == ["unknown-name", "unknown-name"]
    edit = caught.value.diagnostics[0].edit
    assert edit is not None and edit.text == "amount"
    with pytest.raises(ExpressionError, match="division by zero"):
        Expression("1 / n", ["n"]).evaluate({"n": 0})
    with pytest.raises(stagegraph.InputError, match="n: "):
        Expression("n", {"n": "int"}).evaluate({"n": "x"})
    with pytest.raises(stagegraph.InputError, match="variables"):
        Expression("n", {"n": "integer"})
    with pytest.raises(stagegraph.UnknownNameError):
        Expression("n", {"n": "int"}).evaluate({"m": 1})
    with pytest.raises(stagegraph.UsageError):
        Expression("1", max_steps=-1)


def test_close() -> None:
    with Expression("1") as one:
        assert one.evaluate() == 1
    with pytest.raises(ValueError, match="closed"):
        one.evaluate()


# -- the public conformance suite ------------------------------------------------------------------


def shared_cases() -> Path:
    shared = os.environ.get("STAGEGRAPH_SHARED")
    if not shared or not (Path(shared) / CASES).is_file():
        pytest.skip(f"STAGEGRAPH_SHARED does not name a folder with {CASES}")
    return Path(shared) / CASES


PLAIN: dict[str, Any] = {"bool": bool, "int": int, "string": str}


def plain_cases() -> list[dict[str, Any]]:
    """Cases of closed expressions that give a bool, an int or a string.

    The macros of block_ext are the suite's own: only their runner (tests/conformance) knows them.
    """
    plain = []
    for line in shared_cases().read_text().splitlines():
        case = json.loads(line)
        extra = case.keys() - {"file", "section", "name", "expr", "expect"}
        value = case["expect"].get("value")
        if extra or case["file"] == "block_ext" or not isinstance(value, dict):
            continue
        if next(iter(value)) in PLAIN:
            plain.append(case)
    return plain


def test_closed_conformance_cases_as_expressions() -> None:
    cases = plain_cases()
    failures = []
    for case in cases:
        ((kind, value),) = case["expect"]["value"].items()
        try:
            got = Expression(case["expr"]).evaluate()
        except ExpressionError as error:
            got = error
        if got != PLAIN[kind](value):
            failures.append(
                f"{case['file']}/{case['section']}/{case['name']}: {case['expr']}\n"
                f"  expected {value!r}\n  got      {got!r}"
            )
    assert not failures, "\n".join(failures)
    assert len(cases) > 400


def test_time_zones_that_values_name() -> None:
    hours = Expression("t.getHours(z)", {"t": "timestamp", "z": "string"}, time_zones=["Asia/Tokyo"])
    noon = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
    assert hours.evaluate({"t": noon, "z": "Asia/Tokyo"}) == 21
    with pytest.raises(ExpressionError, match="'Asia/Dubai' is not among those that were loaded"):
        hours.evaluate({"t": noon, "z": "Asia/Dubai"})
    with pytest.raises(stagegraph.StagegraphError, match="Asia/Shanghai"):
        Expression("true", time_zones=["Asia/Beijing"])
