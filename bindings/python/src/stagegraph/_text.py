"""Text and numbers on their way into the library: checked here, because ctypes cuts or guesses."""

from __future__ import annotations

import operator
from typing import Any

from ._errors import InputError


def utf8(what: str, value: Any) -> bytes:
    """The text in UTF-8. Raises TypeError for what is no str, InputError for half a character."""
    if not isinstance(value, str):
        hint = "; decode it first" if isinstance(value, (bytes, bytearray, memoryview)) else ""
        raise TypeError(f"{what} is text, not {value!r}{hint}")
    try:
        return value.encode()
    except UnicodeEncodeError:
        raise InputError(f"{what} is not Unicode text: {value!r}", "invalid-input") from None


def json_bytes(what: str, source: Any) -> bytes:
    """JSON as it is handed over: text, or the bytes of text."""
    return bytes(source) if isinstance(source, (bytes, bytearray)) else utf8(what, source)


def int64(what: str, value: Any) -> int:
    """The whole number, of any type that has one. Raises TypeError, and InputError out of range."""
    if type(value) is not int:
        if isinstance(value, (bool, str)) or not hasattr(value, "__index__"):
            raise TypeError(f"{what} is an int, not {value!r}")
        value = operator.index(value)
    if not fits_int64(value):
        raise InputError(f"{what} is out of range: it has 64 bits", "invalid-input")
    return int(value)


def fits_int64(value: int) -> bool:
    """Whether the library's int holds it."""
    return -(2**63) <= value < 2**63
