# SPDX-License-Identifier: Apache-2.0
"""Where the two may differ, and why: each with what decides in the definition of the language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Pair:
    """What the two made of one expression: ("value", ...) or ("error", message)."""

    source: str
    ours: tuple[str, Any]
    theirs: tuple[str, Any]


@dataclass(frozen=True)
class Difference:
    name: str
    reason: str
    fits: Callable[[Pair], bool]


def nearly(a: Any, b: Any) -> bool:
    times = isinstance(a, (datetime, timedelta)) and type(a) is type(b)
    return times and abs(a - b) <= timedelta(microseconds=2)


def ours_fails(*parts: str) -> Callable[[Pair], bool]:
    return lambda p: p.ours[0] == "error" and any(part in p.ours[1] for part in parts)


def has(pattern: str) -> Callable[[Pair], bool]:
    found = re.compile(pattern)
    return lambda p: found.search(p.source) is not None


def both(*tests: Callable[[Pair], bool]) -> Callable[[Pair], bool]:
    return lambda p: all(test(p) for test in tests)


# What is not compared at all, because the other cannot do it: int(uint), and sums with fractions
# of a second, of which it keeps milliseconds in a double.
DIFFERENCES: tuple[Difference, ...] = (
    Difference(
        "empty-number",
        "int('') is an error: the definition converts base-10 digits; the other takes it for 0.",
        ours_fails('"" cannot be read as int'),
    ),
    Difference(
        "double-out-of-range",
        "int(double) is an error outside 64 bits (langdef, Numeric Values); the other goes on with "
        "an integer of any size.",
        lambda p: p.ours[0] == "error"
        and ("does not fit into" in p.ours[1] or re.search(r"int\(.*1e300", p.source) is not None),
    ),
    Difference(
        "rounded-times",
        "Timestamps and durations are exact to the nanosecond (langdef, Abstract Types); the other "
        "keeps seconds in a double and misses by microseconds.",
        lambda p: p.ours[0] == p.theirs[0] == "value" and nearly(p.ours[1], p.theirs[1]),
    ),
    Difference(
        "bytes-are-utf-8",
        "b'é' is the UTF-8 of its characters (langdef, String and Bytes Values); the other takes "
        "code points for bytes.",
        has("b'é'"),
    ),
    Difference(
        "duration-milliseconds",
        "getMilliseconds() of a duration is that part of it (conformance suite, timestamps), not "
        "all of it in milliseconds.",
        has(r"duration\('1h30m0\.75s'\)\.getMilliseconds\(\)"),
    ),
    Difference(
        "double-text",
        "string(double) has no form in the definition: here an exponent has two digits and "
        "negative zero its sign, as most implementations print them.",
        has(r"string\((1e-7|-0\.0)\)"),
    ),
    Difference(
        "ascii-case",
        "upperAscii() changes ASCII letters alone (strings extension); the other changes é too.",
        both(has(r"(upper|lower)Ascii"), has(r"\br\b|u00e9")),
    ),
    Difference(
        "unused-binding",
        "cel.bind evaluates its value when it is used; the other fails although nobody uses it.",
        both(has(r"cel\.bind"), lambda p: p.theirs[0] == "error" and p.ours[0] == "value"),
    ),
)
