"""Instants: microseconds since 1970 UTC for the library, datetimes for Python."""

from __future__ import annotations

import operator
import re
from ctypes import byref, c_int64
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, SupportsIndex

from ._errors import InputError
from ._handles import read_text, run
from ._library import lib
from ._text import utf8

NEVER = 2**63 - 1
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
FIRST, LAST = -62_135_596_800_000_000, 253_402_300_799_999_999  # of the years 0001 and 9999
_DAY = 86_400_000_000
_RFC3339 = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))")


class Micros(int):
    """An instant in microseconds since 1970 UTC: the number with its unit.

    A bare int is no instant, because nothing tells seconds from microseconds. A Micros is an int,
    so a column or a JSON number takes it as it is. `Micros(n) - 1` is the microsecond before, and
    the difference of two is a plain int.
    """

    __slots__ = ()

    def __new__(cls, value: SupportsIndex) -> Micros:
        """Raises TypeError for what is no int, InputError outside the years 0001 to 9999."""
        if isinstance(value, (bool, str)) or not hasattr(value, "__index__"):
            raise TypeError(f"Micros takes an int of microseconds, not {value!r}")
        return super().__new__(cls, in_calendar(operator.index(value)))

    def __add__(self, other: int) -> Micros:
        return NotImplemented if isinstance(other, Micros) else _moved(int.__add__(self, other))

    __radd__ = __add__

    def __sub__(self, other: int) -> Any:
        difference = int.__sub__(self, other)
        return difference if isinstance(other, Micros) else _moved(difference)

    def __repr__(self) -> str:
        return f"Micros({int(self)})"

    def __str__(self) -> str:
        return int.__repr__(self)


def _moved(micros: int) -> Any:
    return micros if micros is NotImplemented else Micros(micros)


Instant = datetime | date | str | Micros
"""An aware datetime or a Micros; a naive datetime, a date and text without an offset are read in
the ruleset's zone. numpy.datetime64 and pandas.Timestamp are taken as datetimes."""


def in_calendar(micros: int) -> int:
    """The same number. Raises InputError where it is outside the years 0001 to 9999."""
    if not FIRST <= micros <= LAST:
        raise InputError("the instant is outside the years 0001 to 9999", "invalid-input")
    return micros


def to_micros(value: Instant, ruleset: int) -> int:
    """The instant in microseconds.

    Raises InputError for text that is no instant, TypeError for a bare number and other types.
    """
    if isinstance(value, Micros):
        return int(value)
    said = from_numpy(value)
    if isinstance(said, str):
        return _parse(said, ruleset)
    if is_missing_time(said):
        raise InputError(f"{value!r} is no instant", "invalid-input")
    if isinstance(said, datetime) and said.utcoffset() is not None:
        return _aware_micros(said)
    if isinstance(said, date):  # a datetime is a date too
        return _parse(said.isoformat(), ruleset)
    raise not_an_instant(value)


def not_an_instant(value: object) -> TypeError:
    """Names what is an instant. A bare number gets the way to give it a unit."""
    kinds = "an instant is a datetime, a date, text, or stagegraph.Micros(n)"
    number = isinstance(value, (int, float)) or hasattr(value, "__index__")
    if number and not isinstance(value, bool):
        return TypeError(
            f"{kinds} where n counts microseconds since 1970 UTC, not the bare number {value!r}, "
            "which has no unit"
        )
    return TypeError(f"{kinds}, not {value!r}")


def from_numpy(value: Any) -> Any:
    """What Python has for a scalar or an array of numpy or pandas; anything else as it is.

    Instants and spans come in microseconds: what is finer is cut off. numpy is not imported.
    """
    dtype = getattr(value, "dtype", None)
    if dtype is None or not hasattr(value, "tolist"):
        return value
    kind = getattr(dtype, "kind", "")
    return _time_of_numpy(value, kind) if kind in ("M", "m") else value.tolist()


def _time_of_numpy(value: Any, kind: str) -> Any:
    """A datetime64 of days is a date, a finer one a datetime; arrays give lists of them."""
    if kind == "m":
        told = value.astype("timedelta64[us]").tolist()
    elif getattr(value.dtype, "str", "").endswith("[D]"):
        told = value.tolist()
    else:
        told = value.astype("datetime64[us]").tolist()
    if isinstance(told, int):  # beyond what a datetime holds
        raise InputError("the instant is outside the years 0001 to 9999", "invalid-input")
    return NOT_A_TIME if told is None else told


class _NotATime:
    """Stands for numpy's NaT, which is no instant and no span."""

    def __repr__(self) -> str:
        return "NaT"


NOT_A_TIME = _NotATime()


def is_missing_time(value: Any) -> bool:
    """Whether it is numpy's or pandas' NaT. The latter passes for a datetime."""
    return value is NOT_A_TIME or (isinstance(value, (date, timedelta)) and value != value)


def _aware_micros(value: datetime) -> int:
    since = value - EPOCH
    return in_calendar(since.days * _DAY + since.seconds * 1_000_000 + since.microseconds)


def _parse(words: str, ruleset: int) -> int:
    encoded, micros = utf8("an instant", words), c_int64()
    run(lib.stg_time_parse, ruleset, encoded, len(encoded), byref(micros))
    return micros.value


def to_datetime(micros: int, ruleset: int) -> datetime | None:
    """The instant at the offset of the ruleset's zone; None for "never"."""
    if micros == NEVER:
        return None
    return parse_instant(read_text(lib.stg_time_format, ruleset, micros))


def or_never(micros: int) -> Micros | None:
    """The instant with its unit; None for "never"."""
    return None if micros == NEVER else Micros(micros)


def parse_instant(words: str) -> datetime:
    """Reads RFC 3339 as the library writes it; what is finer than a microsecond is cut off."""
    match = _RFC3339.fullmatch(words)
    if match is None:
        raise ValueError(f"{words!r} is not an instant")
    clock, fraction, sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    zone = timezone(-offset if sign == "-" else offset)
    micros = int((fraction or "").ljust(6, "0")[:6])
    return datetime.fromisoformat(clock).replace(microsecond=micros, tzinfo=zone)


def parse_duration(words: str) -> timedelta:
    """Reads "129600s", as the library writes it; what is finer than a microsecond is cut off."""
    return timedelta(microseconds=int(Decimal(words[:-1]) * 1_000_000))


def format_duration(value: timedelta) -> str:
    """Seconds in plain notation with an "s": "129600.000000s"."""
    micros = value // timedelta(microseconds=1)
    seconds, rest = divmod(abs(micros), 1_000_000)
    return f"{'-' if micros < 0 else ''}{seconds}.{rest:06}s"


def format_datetime(value: datetime) -> str:
    """RFC 3339; without an offset where there is none, to be read in the ruleset's zone."""
    if value.utcoffset() is None:
        return value.replace(tzinfo=None).isoformat()
    return format_micros(_aware_micros(value))


def format_micros(micros: int) -> str:
    """RFC 3339 in UTC."""
    return (EPOCH + timedelta(microseconds=micros)).isoformat()
