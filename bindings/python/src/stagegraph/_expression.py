# SPDX-License-Identifier: Apache-2.0
"""CEL on its own: compile an expression once, evaluate it over many values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from ctypes import byref, c_int32, c_void_p
from dataclasses import dataclass
from typing import Any

from ._errors import ExpressionError, check
from ._handles import Handle, Owned, make
from ._library import lent, lib, text
from ._options import Options
from ._text import utf8
from ._values import Value, Writer, parse_json, reader, to_json, write_open, writer

UNBOUNDED = 2**64 - 1
_UNKNOWN, _ERROR = 1, 2

Declaration = str | Mapping[str, Any] | None
"""A variable's type: "int", {"type": "string", "max": 20}, or None for any."""


@dataclass(frozen=True)
class Unknown:
    """What an expression came to that depends on variables without a value: their names."""

    names: tuple[str, ...]


class _Owned(Owned):
    __slots__ = ()

    def __del__(self) -> None:
        lib.stg_expression_free(self)


class Expression(Handle):
    """A compiled CEL expression. It does not change; threads may share it.

    >>> fits = Expression("amount > 100 && city in cities",
    ...                   {"amount": "decimal", "city": "string", "cities": "list(string)"})
    >>> fits.evaluate({"amount": Decimal("99.50"), "city": "Lund", "cities": []})
    False
    """

    __slots__ = ("source", "_reader", "_writers")

    source: str

    def __init__(
        self,
        source: str,
        variables: Mapping[str, Declaration] | Iterable[str] = (),
        *,
        max_steps: int | None = None,
        time_zones: Iterable[str] = (),
    ) -> None:
        """`variables` are those that it may name, with their types, or names alone.

        `time_zones` are those that values may name, besides those in the expression.

        Raises ExpressionError with every finding, InputError for `variables`.
        """
        named = variables if isinstance(variables, Mapping) else dict.fromkeys(variables)
        words = utf8("an expression", source)
        declared = json.dumps(named, default=dict).encode()
        limits = {} if max_steps is None else {"max_steps": max_steps}
        with Options(limits=limits, time_zones=time_zones) as options:
            pointer = make(
                lib.stg_expression_compile,
                words,
                len(words),
                declared,
                len(declared),
                options.pointer,
            )
        super().__init__(_Owned(pointer))
        self.source = source
        self._reader = reader(self.type)
        self._writers = {name: _writer(declaration) for name, declaration in named.items()}

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"

    @property
    def type(self) -> str:
        """The type of what it gives, as CEL writes it: "bool", "list(int)", "dyn"."""
        return lent(lib.stg_expression_type, self._live())

    @property
    def facts(self) -> tuple[str, ...]:
        """The variables that it reads, in the order in which they were declared."""
        return tuple(json.loads(lent(lib.stg_expression_facts, self._live())))

    @property
    def cost(self) -> int | None:
        """The most steps of an evaluation; None where a variable without `max` decides it."""
        steps: int = lib.stg_expression_cost(self._live())
        return None if steps == UNBOUNDED else steps

    def evaluate(self, values: Mapping[str, Value] | None = None) -> Any:
        """The value; or Unknown, where it depends on variables that are absent from `values`.

        Raises ExpressionError when the evaluation fails, as a division by zero does, InputError for
        a value that is not of its variable's type, UnknownNameError for one of no variable, and
        TypeError for an instant, a span or a Decimal where the variable has no declared type.
        """
        given = b"" if values is None else to_json(values, self._writers)
        result = c_int32()
        buffer, error = c_void_p(), c_void_p()
        status = lib.stg_expression_evaluate(
            self._live(), given, len(given), byref(buffer), byref(result), byref(error)
        )
        check(status, error)
        try:
            words = text(lib.stg_buffer_text(buffer))
        finally:
            lib.stg_buffer_free(buffer)
        return self._read(result.value, parse_json(words))

    def _read(self, result: int, found: Any) -> Any:
        if result == _ERROR:
            raise ExpressionError(found, "evaluation-failed")
        return Unknown(tuple(found)) if result == _UNKNOWN else self._reader(found)


def _writer(declaration: Declaration) -> Writer:
    kind = declaration.get("type") if isinstance(declaration, Mapping) else declaration
    return writer(kind) if isinstance(kind, str) else write_open
