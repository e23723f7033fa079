"""Records: where one customer stands under one ruleset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from ._errors import UnknownNameError
from ._handles import Handle, make, read_text, run
from ._library import lib, text
from ._schema import Schema
from ._time import Instant
from ._values import Value, parse_json, to_json


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


class Record(Handle):
    """A record as it is at one sequence number. It does not change: deciding gives a new one."""

    __slots__ = ("_schema",)

    def __init__(self, pointer: int, schema: Schema) -> None:
        """Takes the pointer over. Hosts get records from a Ruleset or a Decision."""
        super().__init__(pointer)
        self._schema = schema

    def _free(self, pointer: int) -> None:
        lib.stg_record_free(pointer)

    @property
    def id(self) -> str:
        """The record's own name."""
        return text(lib.stg_record_id(self._live()))

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
    def fingerprint(self) -> str:
        """The fingerprint of the ruleset that last decided it."""
        return text(lib.stg_record_fingerprint(self._live()))

    @property
    def facts(self) -> Facts:
        """The facts that have a value."""
        self._live()
        return Facts(self)

    def entered(self, stage: str) -> datetime | None:
        """When a stage was last entered; None if it was not. Raises UnknownNameError."""
        micros = lib.stg_record_entered(self._live(), self._schema.stage(stage))
        return self._schema.datetime(micros)

    def visits(self, stage: str) -> int:
        """How often a stage was entered. Raises UnknownNameError."""
        return int(lib.stg_record_visits(self._live(), self._schema.stage(stage)))

    def with_facts(self, facts: Mapping[str, Value]) -> Record:
        """A copy with these facts set by hand; None makes a fact unknown.

        Raises UnknownNameError, and InputError where a value does not fit.
        """
        changed = Record(make(lib.stg_record_clone, self._live()), self._schema)
        for name, value in facts.items():
            changed._set(name, value)
        return changed

    def refreshed(self, at: Instant) -> Record:
        """A copy in which facts that were set by hand (with_facts) count as set at `at`.

        Deadlines that depend on them follow from then on; without it, from the record's last
        change. Raises OverdueError where something is due before `at`.
        """
        now = self._schema.micros(at)
        changed = Record(make(lib.stg_record_clone, self._live()), self._schema)
        context = make(lib.stg_context_new, self._schema._live())
        try:
            run(lib.stg_record_refresh, changed._live(), now, context)
        finally:
            lib.stg_context_free(context)
        return changed

    def to_json(self) -> str:
        """The whole record: the same record is always the same text. See record_from_json."""
        return read_text(lib.stg_record_to_json, self._live())

    def __repr__(self) -> str:
        if self._pointer is None:
            return "<Record, closed>"
        return f"<Record {self.id!r} in {self.stage}, sequence {self.sequence}>"

    def _set(self, name: str, value: Value) -> None:
        index = self._schema.find_fact(name)
        if index is None:
            raise UnknownNameError(f"fact '{name}' is not in this ruleset", "unknown-name")
        words = to_json({name: value}).partition(b":")[2].strip()[:-1]
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
