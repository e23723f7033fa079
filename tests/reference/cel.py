# SPDX-License-Identifier: Apache-2.0
"""The part of CEL that generated rulesets use, with unknowns. Slow and plain on purpose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Callable

INT_MIN, INT_MAX = -(2**63), 2**63 - 1


class Unknown:
    """What depends on facts without a value: their names."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def __repr__(self) -> str:
        return f"Unknown({sorted(self.names)})"


class Failure:
    """An expression that failed."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __repr__(self) -> str:
        return f"Failure({self.message})"


@dataclass(frozen=True, order=True)
class Instant:
    micros: int


@dataclass(frozen=True, order=True)
class Length:
    """A duration."""

    micros: int


TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+)|(?P<text>"[^"]*"|'[^']*')|(?P<name>[A-Za-z_]\w*)
    |(?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:()\[\],.]))""",
    re.VERBOSE,
)


def tokens_of(source: str) -> list[tuple[str, str]]:
    found, at = [], 0
    source = source.rstrip()
    while at < len(source):
        match = TOKEN.match(source, at)
        if match is None:
            raise ValueError(f"cannot read {source[at:]!r}")
        found.append((match.lastgroup or "", match.group(match.lastgroup or 0)))
        at = match.end()
    return found + [("end", "")]


# Each level with its operators, loosest first; all of them associate to the left.
LEVELS = [
    ["||"],
    ["&&"],
    ["==", "!=", "<", "<=", ">", ">=", "in"],
    ["+", "-"],
    ["*", "/", "%"],
]


class Parser:
    def __init__(self, source: str) -> None:
        self.tokens, self.at = tokens_of(source), 0

    def peek(self) -> str:
        kind, text = self.tokens[self.at]
        return text if kind in ("sign", "name") else ""

    def take(self, text: str) -> bool:
        if self.peek() != text:
            return False
        self.at += 1
        return True

    def need(self, text: str) -> None:
        if not self.take(text):
            raise ValueError(f"expected {text!r} at token {self.at} of {self.tokens}")

    def whole(self) -> tuple:
        tree = self.conditional()
        if self.tokens[self.at][0] != "end":
            raise ValueError(f"left over: {self.tokens[self.at:]}")
        return tree

    def conditional(self) -> tuple:
        test = self.binary(0)
        if not self.take("?"):
            return test
        then = self.binary(0)
        self.need(":")
        return ("if", test, then, self.conditional())

    def binary(self, level: int) -> tuple:
        if level == len(LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while self.peek() in LEVELS[level] and self.peek():
            sign = self.peek()
            self.at += 1
            left = ("binary", sign, left, self.binary(level + 1))
        return left

    def unary(self) -> tuple:
        if self.take("!"):
            return ("not", self.unary())
        if self.take("-"):
            return ("minus", self.unary())
        return self.primary()

    def primary(self) -> tuple:
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return ("literal", int(text))
        if kind == "text":
            return ("literal", text[1:-1])
        if text == "(":
            inner = self.conditional()
            self.need(")")
            return inner
        if text == "[":
            return ("list", self.arguments("]"))
        if kind != "name":
            raise ValueError(f"unexpected {text!r}")
        if text in ("true", "false"):
            return ("literal", text == "true")
        if text == "null":
            return ("literal", None)
        while self.take("."):
            text += "." + self.tokens[self.at][1]
            self.at += 1
        if self.take("("):
            return ("call", text, self.arguments(")"))
        return ("name", text)

    def arguments(self, end: str) -> list[tuple]:
        found: list[tuple] = []
        while not self.take(end):
            found.append(self.conditional())
            if not self.take(","):
                self.need(end)
                break
        return found


_parsed: dict[str, tuple] = {}


def parse(source: str) -> tuple:
    if source not in _parsed:
        if len(_parsed) > 5000:
            _parsed.clear()
        _parsed[source] = Parser(source).whole()
    return _parsed[source]


def merged(values: list[Any]) -> Unknown | Failure | None:
    """An unknown among the operands wins over a failure; the first failure wins over the rest."""
    unknown = [value.names for value in values if isinstance(value, Unknown)]
    if unknown:
        return Unknown(frozenset().union(*unknown))
    return next((value for value in values if isinstance(value, Failure)), None)


def checked(value: int, sign: str) -> int | Failure:
    return value if INT_MIN <= value <= INT_MAX else Failure(f"overflow in '{sign}'")


def divide(a: int, b: int) -> int | Failure:
    if b == 0:
        return Failure("division by zero")
    quotient = abs(a) // abs(b)
    return checked(quotient if (a < 0) == (b < 0) else -quotient, "/")


def remainder(a: int, b: int) -> int | Failure:
    if b == 0:
        return Failure("modulus by zero")
    return abs(a) % abs(b) * (-1 if a < 0 else 1)


def add(a: Any, b: Any) -> Any:
    if isinstance(a, str):
        return a + b
    if isinstance(a, int):
        return checked(a + b, "+")
    if isinstance(a, Length) and isinstance(b, Length):
        return Length(a.micros + b.micros)
    return Instant(a.micros + b.micros)


def subtract(a: Any, b: Any) -> Any:
    if isinstance(a, int):
        return checked(a - b, "-")
    if isinstance(a, Instant) and isinstance(b, Length):
        return Instant(a.micros - b.micros)
    return Length(a.micros - b.micros)


OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "in": lambda a, b: a in b,
    "+": add,
    "-": subtract,
    "*": lambda a, b: checked(a * b, "*"),
    "/": divide,
    "%": remainder,
}


class Evaluation:
    """One expression over `names` (a value by name) and `functions`."""

    def __init__(self, names: Callable[[str], Any], functions: Callable[[str, list], Any]) -> None:
        self.names, self.functions = names, functions

    def value(self, tree: tuple) -> Any:
        return getattr(self, "on_" + tree[0])(*tree[1:])

    def on_literal(self, value: Any) -> Any:
        return value

    def on_name(self, name: str) -> Any:
        return self.names(name)

    def on_list(self, items: list[tuple]) -> Any:
        values = [self.value(item) for item in items]
        return merged(values) or values

    def on_not(self, operand: tuple) -> Any:
        value = self.value(operand)
        return merged([value]) or not value

    def on_minus(self, operand: tuple) -> Any:
        value = self.value(operand)
        return merged([value]) or checked(-value, "-")

    def on_if(self, test: tuple, then: tuple, other: tuple) -> Any:
        value = self.value(test)
        return merged([value]) or self.value(then if value else other)

    def on_binary(self, sign: str, left: tuple, right: tuple) -> Any:
        if sign in ("&&", "||"):
            return self.logic(sign == "||", left, right)
        values = [self.value(left), self.value(right)]
        return merged(values) or OPERATIONS[sign](*values)

    def logic(self, decisive: bool, left: tuple, right: tuple) -> Any:
        a = self.value(left)
        if a is decisive:
            return decisive
        b = self.value(right)
        if b is decisive:
            return decisive
        return merged([a, b]) or not decisive

    def on_call(self, name: str, arguments: list[tuple]) -> Any:
        if name == "known":
            return not isinstance(self.value(arguments[0]), Unknown)
        values = [self.value(argument) for argument in arguments]
        return merged(values) or self.functions(name, values)


def evaluate(
    source: str, names: Callable[[str], Any], functions: Callable[[str, list], Any]
) -> Any:
    return Evaluation(names, functions).value(parse(source))
