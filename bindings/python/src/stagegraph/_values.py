"""Values of facts: Python's on this side, JSON on the library's, by the declared type."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ._time import format_datetime, format_duration, parse_duration, parse_instant

Value = (
    bool
    | int
    | float
    | Decimal
    | str
    | datetime
    | date
    | timedelta
    | list[Any]
    | dict[str, Any]
    | None
)
"""What a fact may be. None stands for "not known"."""

Reader = Callable[[Any], Any]


def _decimal(value: int | Decimal) -> Decimal:
    return Decimal(value)


def _same(value: Any) -> Any:
    return value


_SCALARS: dict[str, Reader] = {
    "double": float,
    "decimal": _decimal,
    "timestamp": parse_instant,
    "date": date.fromisoformat,
    "duration": parse_duration,
}


def reader(kind: str) -> Reader:
    """Turns parsed JSON of a type ("decimal", "list(date)") into the Python value."""
    if kind.startswith("list("):
        element = reader(kind[5:-1])
        return lambda items: [element(item) for item in items]
    if kind.startswith("map("):
        member = reader(kind[4:-1].partition(",")[2].strip())
        return lambda members: {key: member(value) for key, value in members.items()}
    return _SCALARS.get(kind, _same)


def parse_json(words: str) -> Any:
    """JSON with numbers that have a fraction as Decimal, which loses nothing."""
    return json.loads(words, parse_float=Decimal)


def to_json(values: Mapping[str, Value]) -> bytes:
    """Facts or a payload as JSON. Raises TypeError for a value that none of them can be."""
    return json.dumps(dict(values), default=_encode, allow_nan=False).encode()


def _encode(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a fact cannot be {value!r}")
