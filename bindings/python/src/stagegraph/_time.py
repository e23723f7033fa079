"""Instants: microseconds since 1970 UTC for the library, datetimes for Python."""

from __future__ import annotations

import re
from ctypes import byref, c_int64
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from ._handles import read_text, run
from ._library import lib

Instant = datetime | date | str | int
"""An aware datetime, or an int in microseconds since 1970 UTC; a naive datetime, a date and text
without an offset are read in the ruleset's zone."""

NEVER = 2**63 - 1
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_DAY = 86_400_000_000
_RFC3339 = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))")


def to_micros(value: Instant, ruleset: int) -> int:
    """The instant in microseconds. Raises InputError for text that is no instant."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        since = value - EPOCH
        return since.days * _DAY + since.seconds * 1_000_000 + since.microseconds
    if isinstance(value, (date, str)):  # a datetime is a date too
        return _parse(value if isinstance(value, str) else value.isoformat(), ruleset)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError(f"an instant is a datetime, a date, text or an int, not {value!r}")


def _parse(words: str, ruleset: int) -> int:
    encoded, micros = words.encode(), c_int64()
    run(lib.stg_time_parse, ruleset, encoded, len(encoded), byref(micros))
    return micros.value


def to_datetime(micros: int, ruleset: int) -> datetime | None:
    """The instant at the offset of the ruleset's zone; None for "never"."""
    if micros == NEVER:
        return None
    return parse_instant(read_text(lib.stg_time_format, ruleset, micros))


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
    return (value if value.tzinfo is None else value.astimezone(timezone.utc)).isoformat()
