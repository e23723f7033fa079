"""Scalars of numpy and pandas count as Python's. The package does not import either.

Where numpy is not installed, its scalars are played by classes with the same members.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import stagegraph
from stagegraph import Expression, Micros, Ruleset

SHANGHAI = timezone(timedelta(hours=8))
TEN = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)


class Scalar:
    """Like numpy's: it has a dtype and gives Python's value by tolist()."""

    def __init__(self, value: Any, kind: str = "i", name: str = "<i8") -> None:
        self._value = value
        self.dtype = SimpleNamespace(kind=kind, str=name)

    def tolist(self) -> Any:
        return self._value

    def astype(self, wanted: str) -> Scalar:
        """In microseconds, as Python's datetime has them."""
        assert wanted.endswith("[us]")
        if isinstance(self._value, int):
            return Scalar(datetime(1970, 1, 1) + timedelta(microseconds=self._value // 1000))
        return self


class Int(Scalar):
    def __index__(self) -> int:
        return int(self._value)


NANOSECONDS = Scalar(1_772_445_600_123_456_789, "M", "<M8[ns]")  # at ten, without a zone
FACTS: list[tuple[str, Any, Any]] = [
    ("flag", Scalar(True, "b"), True),
    ("count", Int(5), 5),
    ("ratio", Scalar(1.5, "f"), 1.5),
    ("price", Int(3), Decimal(3)),
    ("word", Scalar("x", "U"), "x"),
    ("seen", NANOSECONDS, TEN.replace(microsecond=123456)),
    ("born", Scalar(date(2026, 3, 2), "M", "<M8[D]"), date(2026, 3, 2)),
    ("born", datetime(2026, 3, 2), date(2026, 3, 2)),  # pandas has no dates
    ("wait", Scalar(timedelta(seconds=5), "m"), timedelta(seconds=5)),
    ("tags", Scalar(["a", "b"], "U"), ["a", "b"]),
    ("prices", [Int(1), Scalar(2.5, "f")], [Decimal(1), Decimal("2.5")]),
    ("dates", {"x": Scalar(date(2026, 3, 2), "M", "<M8[D]")}, {"x": date(2026, 3, 2)}),
]


@pytest.mark.parametrize(("name", "given", "wanted"), FACTS)
def test_facts_take_scalars(types: Ruleset, name: str, given: Any, wanted: Any) -> None:
    record = types.record("r", at=TEN, facts={name: given})
    assert dict(record.facts) == {name: wanted}
    assert dict(types.record("r", at=TEN).with_facts({name: given}).facts) == {name: wanted}
    assert types.decide(record, "tell", at=TEN, payload={name: given}).record.facts[name] == wanted


def test_other_places_take_scalars(trunk: Ruleset) -> None:
    assert Expression("a + b", ["a", "b"]).evaluate({"a": Int(2), "b": Int(3)}) == 5
    assert Expression("a + b", {"a": "int", "b": "int"}).evaluate({"a": Int(2), "b": 3}) == 5
    lead = trunk.record("A-17", at=NANOSECONDS)  # type: ignore[arg-type]
    assert lead.entered("lead.new") == TEN.replace(microsecond=123456)
    used = {"extended_leads": {"wu": Int(3)}}
    decision = trunk.decide(
        lead,
        "call_missed",
        at=TEN + timedelta(hours=1),
        expected_sequence=Int(0),  # type: ignore[arg-type]
        counters=used,  # type: ignore[arg-type]
    )
    assert decision.outcome == "stayed"
    assert Micros(Int(5)) == 5


@pytest.mark.parametrize("name", ["seen", "born", "wait"])
def test_no_time_is_refused(types: Ruleset, name: str) -> None:
    missing = Scalar(None, "m" if name == "wait" else "M", "<M8[ns]")
    with pytest.raises(stagegraph.InputError, match=f"{name}: NaT is no instant; None stands"):
        types.record("r", at=TEN, facts={name: missing})
    with pytest.raises(stagegraph.InputError, match="is no instant"):
        types.record("r", at=missing)  # type: ignore[arg-type]


def test_a_number_of_numpy_is_no_instant(types: Ruleset) -> None:
    for number in (Int(5), Scalar(5.0, "f")):
        with pytest.raises(TypeError, match="an instant is"):
            types.record("r", at=number)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="seen: an instant is"):
            types.record("r", at=TEN, facts={"seen": number})


def test_nothing_is_imported() -> None:
    asks = "import stagegraph, sys; print(sys.modules.keys() & {'numpy', 'pandas'})"
    assert subprocess.check_output([sys.executable, "-c", asks], text=True) == "set()\n"


# -- with the libraries themselves, where they are installed ---------------------------------------


def test_numpy(types: Ruleset) -> None:
    numpy = pytest.importorskip("numpy")
    facts = {
        "flag": numpy.bool_(True),
        "count": numpy.int64(5),
        "ratio": numpy.float32(1.5),
        "price": numpy.float64(1.25),
        "word": numpy.str_("x"),
        "seen": numpy.datetime64("2026-03-02T10:00:00.123456789"),
        "born": numpy.datetime64("2026-03-02"),
        "wait": numpy.timedelta64(5, "s"),
        "tags": numpy.array(["a", "b"]),
    }
    assert dict(types.record("r", at=numpy.datetime64("2026-03-02T10:00"), facts=facts).facts) == {
        "flag": True,
        "count": 5,
        "ratio": 1.5,
        "price": Decimal("1.25"),
        "word": "x",
        "seen": TEN.replace(microsecond=123456),
        "born": date(2026, 3, 2),
        "wait": timedelta(seconds=5),
        "tags": ["a", "b"],
    }
    for wrong in (numpy.datetime64("NaT"), numpy.datetime64(10**18, "us")):
        with pytest.raises(stagegraph.InputError):
            types.record("r", at=wrong)
    with pytest.raises(stagegraph.InputError, match="count: an int is from"):
        types.record("r", at=TEN, facts={"count": numpy.uint64(2**63)})
    with pytest.raises(TypeError, match="has no unit"):
        types.record("r", at=numpy.int64(5))


def test_pandas(types: Ruleset) -> None:
    pandas = pytest.importorskip("pandas")
    zoned = pandas.Timestamp("2026-03-02T02:00:00.123456789", tz="UTC")
    for at in (zoned, pandas.Timestamp("2026-03-02T10:00:00.123456789")):
        record = types.record("r", at=at, facts={"seen": at, "wait": pandas.Timedelta("5s")})
        assert record.entered("only") == TEN.replace(microsecond=123456) == record.facts["seen"]
        assert record.facts["wait"] == timedelta(seconds=5)
    born = types.record("r", at=TEN, facts={"born": pandas.Timestamp("2026-03-02")}).facts["born"]
    assert born == date(2026, 3, 2) and type(born) is date
    for missing in (pandas.NaT, float("nan")):
        with pytest.raises(stagegraph.InputError):
            types.record("r", at=TEN, facts={"seen" if missing is pandas.NaT else "ratio": missing})
    with pytest.raises(TypeError):
        types.record("r", at=TEN, facts={"word": pandas.NA})
