# SPDX-License-Identifier: Apache-2.0
"""Random well-typed CEL expressions, the same for the same seed, over a few variables."""

from __future__ import annotations

import random
from collections.abc import Callable

VARIABLES: dict[str, tuple[str, str, object]] = {
    # name: our type, the peer's type, the value as JSON
    "b": ("bool", "bool", True),
    "i": ("int", "int", 4),
    "j": ("int", "int", -3),
    "d": ("double", "double", 0.5),
    "s": ("string", "string", "abcab"),
    "r": ("string", "string", "é€ x"),
    "xs": ("list(int)", "list<int>", [3, -1, 4, 3]),
    "ss": ("list(string)", "list<string>", ["b", "a", ""]),
    "m": ("map(string, int)", "map<string, int>", {"a": 5, "b": -2}),
    "t": ("timestamp", "google.protobuf.Timestamp", "2026-03-02T10:20:30Z"),
    "w": ("duration", "google.protobuf.Duration", "5430s"),
}
"""What the expressions are over."""

RELATIONS = ("==", "!=", "<", "<=", ">", ">=")


FRACTIONS = ("timestamp('1969-12-31T23:59:59.5+02:00')", "duration('1h30m0.75s')")
"""Only read, never computed with: the other loses fractions of a second in sums."""


ODD = ("1e-7", "-0.0")
TEXT_DOUBLES = ("1.5", "-2.25", "d", "100000.0", "1e20", "0.001", "1e21", "0.1 + 0.2", *ODD)
"""The definition leaves open how a double is written: these are, with two that differ."""


class Generator:
    """Each method gives an expression of its type; `depth` bounds how far it nests."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.locals: list[str] = []

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def one(self, *makers: Callable[[], str]) -> str:
        return self.random.choice(makers)()

    def any(self, depth: int) -> str:
        return self.random.choice(
            (self.bool, self.bool, self.int, self.uint, self.double, self.string, self.bytes)
            + (self.ints, self.strings, self.map, self.timestamp, self.duration)
        )(depth)

    def choice(self, make: Callable[[int], str], depth: int) -> str:
        return f"({self.bool(depth)} ? {make(depth)} : {make(depth)})"

    def relation(self, make: Callable[[int], str], depth: int) -> str:
        return f"({make(depth)} {self.pick(*RELATIONS)} {make(depth)})"

    def equality(self, make: Callable[[int], str], depth: int) -> str:
        return f"({make(depth)} {self.pick('==', '!=')} {make(depth)})"

    def loop(self, before: str, between: str, body: Callable[[], str]) -> str:
        """A macro with a variable of its own, which the body may name."""
        name = f"v{len(self.locals)}"
        self.locals.append(name)
        result = body()
        self.locals.pop()
        return f"{before}({name}, {between}{result})"

    # -- types -------------------------------------------------------------------------------------

    def bool(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("true", "false", "b", "1 / 0 > 0", "has(m.a)", "has(m.z)")
        d = depth - 1
        return self.one(
            lambda: f"({self.bool(d)} && {self.bool(d)})",
            lambda: f"({self.bool(d)} || {self.bool(d)})",
            lambda: f"!({self.bool(d)})",
            lambda: self.relation(self.int, d),
            lambda: self.relation(self.uint, d),
            lambda: self.relation(self.double, d),
            lambda: self.relation(self.string, d),
            lambda: self.relation(self.timestamp, d),
            lambda: self.relation(self.duration, d),
            lambda: self.equality(self.ints, d),
            lambda: self.equality(self.map, d),
            lambda: self.equality(self.bytes, d),
            lambda: self.mixed(d),
            lambda: f"({self.int(d)} in {self.ints(d)})",
            lambda: f"({self.string(d)} in {self.pick('m', 'ss')})",
            lambda: f"{self.string(d)}.{self.pick('contains', 'startsWith', 'endsWith')}"
            f"({self.string(d)})",
            lambda: f"{self.string(d)}.matches({self.pattern()})",
            lambda: self.loop(
                f"{self.ints(d)}.{self.pick('all', 'exists', 'exists_one')}",
                "",
                lambda: self.relation(self.element, d),
            ),
            lambda: self.choice(self.bool, d),
            lambda: f"bool({self.pick(repr('true'), repr('f'), repr('x'), 'string(b)')})",
        )

    def pattern(self) -> str:
        return self.pick("'^a'", "'[a-c]+$'", "'^$'", "'b.a'", "'(é|x)'", "'a{2}'", "'\\\\d'")

    def mixed(self, depth: int) -> str:
        """Numbers of different kinds, which compare by value."""
        left = f"dyn({self.one(lambda: self.int(depth), lambda: self.uint(depth))})"
        right = f"dyn({self.one(lambda: self.double(depth), lambda: self.int(depth))})"
        return f"({left} {self.pick(*RELATIONS)} {right})"

    def element(self, depth: int) -> str:
        return self.locals[-1] if self.locals and self.random.random() < 0.6 else self.int(depth)

    def int(self, depth: int) -> str:
        if depth <= 0:
            return self.pick(
                *("0", "1", "-7", "42", "i", "j", "m.a", "0x1F", "9223372036854775807"),
                *self.locals,
            )
        d = depth - 1
        part = self.pick("getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek",
                         "getDayOfYear", "getHours", "getMinutes", "getSeconds", "getMilliseconds")
        return self.one(
            lambda: f"({self.int(d)} {self.pick('+', '-', '*', '/', '%')} {self.int(d)})",
            lambda: f"({self.int(d)} {self.pick('+', '-', '*', '/', '%')} {self.int(d)})",
            lambda: f"-({self.int(d)})",
            lambda: f"size({self.one(lambda: self.string(d), lambda: self.ints(d))})",
            lambda: f"{self.strings(d)}.size()",
            lambda: f"{self.ints(d)}[{self.pick('0', '1', '5')}]",
            lambda: f"{self.map(d)}[{self.string(0)}]",
            lambda: f"int({self.double(d)})",
            lambda: f"int({self.pick(repr('12'), repr('-0'), repr('x'), repr(''), 'string(i)')})",
            lambda: f"{self.timestamp(d)}.{part}()",
            lambda: f"{self.pick(*FRACTIONS)}.getMilliseconds()",
            lambda: f"{self.duration(d)}.{self.pick('getHours', 'getMinutes', 'getSeconds')}()",
            lambda: f"{self.string(d)}.{self.pick('indexOf', 'lastIndexOf')}({self.string(0)})",
            lambda: f"m[?{self.string(0)}].orValue({self.int(d)})",
            lambda: self.choice(self.int, d),
            lambda: self.bind(d),
        )

    def bind(self, depth: int) -> str:
        value = self.int(depth)
        return self.loop("cel.bind", f"{value}, ", lambda: self.int(depth))

    def uint(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("0u", "1u", "7u", "18446744073709551615u")
        d = depth - 1
        return self.one(
            lambda: f"({self.uint(d)} {self.pick('+', '-', '*', '/', '%')} {self.uint(d)})",
            lambda: f"uint({self.int(d)})",
            lambda: self.choice(self.uint, d),
        )

    def double(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("0.0", "-0.0", "1.5", "-2.25", "1e300", "d", "1e-7", "100000.0")
        d = depth - 1
        return self.one(
            lambda: f"({self.double(d)} {self.pick('+', '-', '*', '/')} {self.double(d)})",
            lambda: f"-({self.double(d)})",
            lambda: f"double({self.int(d)})",
            lambda: f"double({self.pick(repr('1.5'), repr('1e3'), repr('x'), repr('-.5'))})",
            lambda: self.choice(self.double, d),
        )

    def string(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("''", "'a'", '"bc"', "r'\\n'", "'\\t\\u00e9'", "s", "r", "'A b '")
        d = depth - 1
        return self.one(
            lambda: f"({self.string(d)} + {self.string(d)})",
            lambda: f"string({self.one(lambda: self.int(d), lambda: self.bool(d))})",
            lambda: f"string({self.uint(d)})",
            lambda: f"string({self.pick(*TEXT_DOUBLES)})",
            lambda: f"string({self.pick('1.5', 'd', '-2.25')} {self.pick('+', '*')} 100000.0)",
            lambda: f"string(bytes({self.string(d)}))",
            lambda: f"{self.string(d)}.{self.pick('lowerAscii', 'upperAscii', 'trim')}()",
            lambda: f"{self.string(d)}.substring({self.pick('0', '1', '2', '9')})",
            lambda: f"{self.string(d)}.substring({self.pick('0', '1')}, {self.pick('1', '2')})",
            lambda: f"{self.strings(d)}.join({self.pick('', repr('-'))})",
            lambda: f"ss[{self.pick('0', '2', '3')}]",
            lambda: self.choice(self.string, d),
        )

    def bytes(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("b''", "b'a'", "b'\\xff\\000'", "b'é'")
        return self.one(
            lambda: f"bytes({self.string(depth - 1)})",
            lambda: f"({self.bytes(depth - 1)} + {self.bytes(depth - 1)})",
        )

    def ints(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("[1, 2, 3]", "[0]", "xs", "[i, j]")
        d = depth - 1
        return self.one(
            lambda: f"[{self.int(d)}, {self.int(d)}]",
            lambda: f"({self.ints(d)} + {self.ints(d)})",
            lambda: self.loop(f"{self.ints(d)}.map", "", lambda: self.int(d)),
            lambda: self.loop(f"{self.ints(d)}.filter", "", lambda: self.relation(self.element, 0)),
            lambda: self.choice(self.ints, d),
        )

    def strings(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("ss", "['a', 'b']", "[s, r]")
        return self.one(
            lambda: f"({self.strings(depth - 1)} + {self.strings(depth - 1)})",
            lambda: f"{self.string(depth - 1)}.split({self.pick(repr('a'), repr(''), repr('-'))})",
        )

    def map(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("m", "{'a': 1}", "{'a': i, 'c': j}")
        return self.one(
            lambda: f"{{'k': {self.int(depth - 1)}, {self.string(0)}: {self.int(depth - 1)}}}",
            lambda: self.choice(self.map, depth - 1),
        )

    def timestamp(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("t", "timestamp('2024-02-29T23:59:59Z')",
                             "timestamp('1969-12-31T23:59:59+02:00')")
        return f"({self.timestamp(depth - 1)} {self.pick('+', '-')} {self.duration(depth - 1)})"

    def duration(self, depth: int) -> str:
        if depth <= 0:
            return self.pick("w", "duration('1h')", "duration('-90s')", "duration('1h30m1s')")
        d = depth - 1
        return self.one(
            lambda: f"({self.duration(d)} {self.pick('+', '-')} {self.duration(d)})",
            lambda: f"({self.timestamp(d)} - {self.timestamp(d)})",
        )
