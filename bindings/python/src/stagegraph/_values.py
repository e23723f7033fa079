"""Values of facts: Python's on this side, JSON on the library's, by the declared type."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ._errors import InputError, LimitError
from ._text import fits_int64, utf8
from ._time import (
    Micros,
    format_datetime,
    format_duration,
    format_micros,
    from_numpy,
    is_missing_time,
    not_an_instant,
    parse_duration,
    parse_instant,
)

Value = (
    bool
    | int
    | float
    | Decimal
    | str
    | datetime
    | date
    | timedelta
    | Micros
    | list[Any]
    | dict[str, Any]
    | None
)
"""What a fact may be. None stands for "not known". A scalar of numpy counts as Python's."""

Reader = Callable[[Any], Any]
Writer = Callable[[Any], Any]

# -- from the library ----------------------------------------------------------------------------


def _decimal(value: int | Decimal) -> Decimal:
    return Decimal(value)


def _same(value: Any) -> Any:
    return value


_EXACT: dict[str, Reader] = {"double": float, "decimal": _decimal}
_SCALARS: dict[str, Reader] = {
    **_EXACT,
    "timestamp": parse_instant,
    "date": date.fromisoformat,
    "duration": parse_duration,
}


def reader(kind: str) -> Reader:
    """Turns parsed JSON of a type ("decimal", "list(date)") into the Python value."""
    return _reader(kind, _SCALARS)


def number_reader(kind: str) -> Reader:
    """As reader(), but instants, dates and spans stay text, so that JSON can take the value."""
    return _reader(kind, _EXACT)


def _reader(kind: str, scalars: Mapping[str, Reader]) -> Reader:
    if kind.startswith("list("):
        element = _known(_reader(kind[5:-1], scalars))
        return lambda items: [element(item) for item in items]
    if kind.startswith("map("):
        member = _known(_reader(_member_type(kind), scalars))
        return lambda members: {key: member(value) for key, value in members.items()}
    return scalars.get(kind, _same)


def _known(read: Reader) -> Reader:
    return lambda value: None if value is None else read(value)


def _member_type(kind: str) -> str:
    return kind[4:-1].partition(",")[2].strip()


def _parse_int(words: str) -> int | float:
    """Only a double has a negative zero, and JSON writes it without a fraction."""
    return -0.0 if words == "-0" else int(words)


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_int=_parse_int)
_ENCODER = json.JSONEncoder(allow_nan=False)


def parse_json(words: str) -> Any:
    """JSON with numbers that have a fraction as Decimal, which loses nothing."""
    return _DECODER.decode(words)


def dump_json(value: Any) -> bytes:
    """What the writers below gave, as JSON."""
    return _ENCODER.encode(value).encode()


# -- to the library ------------------------------------------------------------------------------


def writer(kind: str) -> Writer:
    """Turns a Python value for a type into what json.dumps takes."""
    if kind.startswith("list("):
        return _list_writer(writer(kind[5:-1]))
    if kind.startswith("map("):
        return _map_writer(writer(_member_type(kind)))
    return _WRITERS.get(kind, write_any)


def to_json(values: Mapping[str, Value], writers: Mapping[str, Writer]) -> bytes:
    """Facts, a payload or variables as JSON, each by its writer.

    A name without a writer is left for the library to refuse. Raises TypeError for a value that
    none of them can be, InputError for one that does not fit.
    """
    return dump_json({name: write(name, value, writers) for name, value in values.items()})


def write(name: str, value: Any, writers: Mapping[str, Writer]) -> Any:
    """One value for json.dumps. What it raises begins with the name."""
    try:
        return None if value is None else writers.get(name, write_any)(value)
    except TypeError as error:
        raise TypeError(f"{name}: {error}") from None
    except InputError as error:
        raise InputError(f"{name}: {error}", error.status) from None
    except RecursionError:
        raise LimitError(f"{name}: the value is nested too deeply", "limit-exceeded") from None


def write_any(value: Any) -> Any:
    """A value where the library tells the type."""
    plain = _PLAIN.get(type(value))
    if plain is not None:
        return plain(value)
    value = from_numpy(value)
    if is_missing_time(value):
        raise InputError("NaT is no instant; None stands for what is not known", "invalid-input")
    for kind, convert in _CONVERSIONS:
        if isinstance(value, kind):
            return convert(value)
    if hasattr(value, "__index__"):
        return _write_int(value.__index__())
    raise TypeError(f"a value cannot be {value!r}")


def write_open(value: Any) -> Any:
    """A value of a variable without a type: one that JSON itself tells apart."""
    value = from_numpy(value)
    if isinstance(value, _TYPED):
        raise TypeError(
            f"{value!r} needs the type of the variable: declare it, for example as 'timestamp'"
        )
    if isinstance(value, (list, tuple)):
        return [None if item is None else write_open(item) for item in value]
    if isinstance(value, Mapping):
        return {_key(key): None if v is None else write_open(v) for key, v in value.items()}
    return _write_int64(value)


def _write_instant(value: Any) -> Any:
    value = from_numpy(value)
    if isinstance(value, Micros):
        return format_micros(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise not_an_instant(value)
    return write_any(value)


def _write_date(value: Any) -> Any:
    """pandas has no dates, only datetimes at midnight."""
    value = from_numpy(value)
    if is_missing_time(value):
        return write_any(value)
    if isinstance(value, datetime) and value.tzinfo is None and value == _midnight(value):
        return value.date().isoformat()
    return write_any(value)


def _midnight(value: datetime) -> datetime:
    return datetime(value.year, value.month, value.day)


def _write_int64(value: Any) -> Any:
    written = write_any(value)
    if type(written) is int and not fits_int64(written):
        raise InputError(
            "an int is from -9223372036854775808 to 9223372036854775807", "invalid-input"
        )
    return written


def _write_int(value: int) -> int:
    if value.bit_length() > 1024:  # beyond every double and decimal, and too long to print
        bits = value.bit_length()
        raise InputError(f"a whole number of {bits} bits is too large", "invalid-input")
    return int(value)


def _write_text(value: str) -> str:
    if not value.isascii():
        utf8("text", value)
    return str.__str__(value)


def _write_float(value: float) -> float:
    if not math.isfinite(value):
        raise InputError(
            f"{value!r} is not a number; None stands for what is not known", "invalid-input"
        )
    return float(value)


def _write_decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise InputError(f"{value} is not a number", "invalid-input")
    if value.adjusted() > 400 or value.adjusted() < -400:
        raise InputError(f"{value} is out of the range of a decimal", "invalid-input")
    return format(value, "f")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"the key of a map is text, not {key!r}")
    return _write_text(key)


def _list_writer(element: Writer) -> Writer:
    def write_list(value: Any) -> Any:
        value = from_numpy(value)
        if not isinstance(value, (list, tuple)):
            return write_any(value)
        return [None if item is None else element(item) for item in value]

    return write_list


def _map_writer(member: Writer) -> Writer:
    def write_map(value: Any) -> Any:
        if not isinstance(value, Mapping):
            return write_any(value)
        return {_key(key): None if v is None else member(v) for key, v in value.items()}

    return write_map


def _write_items(value: Iterable[Any]) -> list[Any]:
    return [None if item is None else write_any(item) for item in value]


def _write_members(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {_key(key): None if v is None else write_any(v) for key, v in value.items()}


_TYPED = (Micros, Decimal, date, timedelta)
_CONVERSIONS: tuple[tuple[Any, Writer], ...] = (
    (bool, bool),
    (int, _write_int),
    (float, _write_float),
    (str, _write_text),
    (Decimal, _write_decimal),
    (datetime, format_datetime),
    (date, date.isoformat),
    (timedelta, format_duration),
    ((list, tuple), _write_items),
    (Mapping, _write_members),
)
_PLAIN: dict[type, Writer] = {
    bool: bool,
    int: _write_int,
    float: _write_float,
    str: _write_text,
    Decimal: _write_decimal,
    date: date.isoformat,
}  # those of _CONVERSIONS without the search
_WRITERS: dict[str, Writer] = {
    "timestamp": _write_instant,
    "date": _write_date,
    "int": _write_int64,
    "dyn": write_open,
}
