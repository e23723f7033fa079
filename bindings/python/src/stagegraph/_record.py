# SPDX-License-Identifier: Apache-2.0
"""Records: where one customer stands under one ruleset."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NoReturn

from ._errors import UnknownNameError
from ._handles import Handle, Owned, make, read_text, run
from ._library import lent, lib
from ._schema import Schema
from ._time import Instant, Micros, or_never
from ._values import Value, dump_json, parse_json


class Facts(Mapping[str, Value]):
    """The facts of a record that have a value, by name. Read when asked for."""

    __slots__ = ("_record",)

    def __init__(self, record: Record) -> None:
        self._record = record

    def __getitem__(self, name: str) -> Value:
        """A fact's value. Raises KeyError where it is unknown or not declared."""
        value = self._record._fact(name)
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return self._record._known_facts()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"Facts({dict(self)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy, or what is read back from a pickle, is a plain dict."""
        return dict, (dict(self),)


class _Owned(Owned):
    __slots__ = ()

    def __del__(self) -> None:
        lib.stg_record_free(self)


class Record(Handle):
    """A record as it is at one sequence number. It does not change: deciding gives a new one.

    Records are equal where their JSON is: the same state under the same rules.
    """

    __slots__ = ("_schema",)

    def __init__(self, pointer: int, schema: Schema) -> None:
        """Takes the pointer over. Hosts get records from a Ruleset or a Decision."""
        super().__init__(_Owned(pointer))
        self._schema = schema

    @property
    def id(self) -> str:
        """The record's own name."""
        return lent(lib.stg_record_id, self._live())

    @property
    def stage(self) -> str:
        """The path of the stage it is in."""
        index: int = lib.stg_record_stage(self._live())
        return self._schema.stages[index]

    @property
    def sequence(self) -> int:
        """Counts the changes."""
        return int(lib.stg_record_sequence(self._live()))

    @property
    def behaviour(self) -> str:
        """The behaviour of the ruleset that last decided it: see `Ruleset.behaviour`."""
        return lent(lib.stg_record_behaviour, self._live())

    @property
    def facts(self) -> Facts:
        """The facts that have a value."""
        self._live()
        return Facts(self)

    @property
    def clock(self) -> datetime:
        """The instant of the last change, of an event that was taken or of time that passed."""
        at = self._schema.datetime(self.clock_micros)
        assert at is not None
        return at

    @property
    def clock_micros(self) -> Micros:
        """`clock` in microseconds since 1970 UTC."""
        return Micros(self._schema.micros(json.loads(self.to_json())["clock"]))

    @property
    def next_due(self) -> datetime | None:
        """The next instant at which anything can change by itself; None when nothing will."""
        return self._schema.datetime(lib.stg_record_next_due(self._live()))

    @property
    def next_due_micros(self) -> Micros | None:
        """`next_due` in microseconds since 1970 UTC, for a column with an index."""
        return or_never(lib.stg_record_next_due(self._live()))

    def entered(self, stage: str) -> datetime | None:
        """When a stage was last entered; None if it was not. Raises UnknownNameError."""
        return self._schema.datetime(self._entered(stage))

    def entered_micros(self, stage: str) -> Micros | None:
        """`entered` in microseconds since 1970 UTC."""
        return or_never(self._entered(stage))

    def visits(self, stage: str) -> int:
        """How often a stage was entered. Raises UnknownNameError."""
        return int(lib.stg_record_visits(self._live(), self._schema.stage(stage)))

    def with_facts(self, facts: Mapping[str, Value]) -> Record:
        """A copy with these facts set by hand; None makes a fact unknown.

        Raises UnknownNameError, InputError where a value does not fit, and TypeError for what no
        fact can be.
        """
        changed = self.__copy__()
        for name, value in facts.items():
            changed._set(name, value)
        return changed

    def refreshed(self, at: Instant) -> Record:
        """A copy in which facts that were set by hand (with_facts) count as set at `at`.

        Deadlines that depend on them follow from then on; without it, from the record's last
        change. Raises OverdueError where something is due before `at`.
        """
        now = self._schema.micros(at)
        changed = self.__copy__()
        context = make(lib.stg_context_new, self._schema._live())
        try:
            run(lib.stg_record_refresh, changed._live(), now, context)
        finally:
            lib.stg_context_free(context)
        return changed

    def to_json(self) -> str:
        """The whole record: the same record is always the same text. See record_from_json."""
        return read_text(lib.stg_record_to_json, self._live())

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Record):
            return NotImplemented
        if self._pointer is None or other._pointer is None:
            return False
        return self.sequence == other.sequence and self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash((self.id, self.sequence))

    def __copy__(self) -> Record:
        return Record(make(lib.stg_record_clone, self._live()), self._schema)

    def __deepcopy__(self, memo: object) -> Record:
        return self.__copy__()

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a Record cannot be pickled, because it needs its ruleset: keep record.to_json() and "
            "read it back with rules.record_from_json()"
        )

    def __repr__(self) -> str:
        if self._pointer is None:
            return "<Record, closed>"
        return f"<Record {self.id!r} in {self.stage}, sequence {self.sequence}>"

    def _entered(self, stage: str) -> int:
        return int(lib.stg_record_entered(self._live(), self._schema.stage(stage)))

    def _set(self, name: str, value: Value) -> None:
        index = self._schema.find_fact(name)
        if index is None:
            raise UnknownNameError(f"fact '{name}' is not in this ruleset", "unknown-name")
        words = dump_json(self._schema.write_fact(name, value))
        run(lib.stg_record_set_json, self._live(), index, words, len(words))

    def _fact(self, name: object) -> Value:
        index = self._schema.find_fact(name)
        return None if index is None else read_fact(self._live(), index, self._schema)

    def _known_facts(self) -> Iterator[str]:
        for index, name in enumerate(self._schema.facts):
            if lib.stg_record_is_known(self._live(), index):
                yield name


def read_fact(record: int, index: int, schema: Schema) -> Value:
    """A fact of a record by its index; None where it is unknown."""
    parsed = parse_json(read_text(lib.stg_record_get_json, record, index))
    value: Value = schema.read_fact(index, parsed)
    return value
