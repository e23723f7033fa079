# SPDX-License-Identifier: Apache-2.0
"""Decisions: the answer to one thing that happened to one record."""

from __future__ import annotations

import json
from ctypes import byref, c_int64, c_uint32
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, NoReturn

from ._handles import Handle, make, read_text
from ._library import lent, lib, text
from ._record import Record, read_fact
from ._schema import Schema
from ._time import Micros, or_never
from ._values import Value, parse_json


class Outcome(str, Enum):
    """What came of it: a closed set. Each equals its name as text."""

    MOVED = "moved"
    STAYED = "stayed"
    REFUSED = "refused"
    DENIED = "denied"
    PENDING = "pending"
    IGNORED = "ignored"
    DUPLICATE = "duplicate"
    LATE = "late"
    CONFLICT = "conflict"
    NEEDS = "needs"
    MIGRATION_REQUIRED = "migration_required"
    ERROR = "error"

    def __str__(self) -> str:
        return self.value


OUTCOMES = tuple(Outcome)  # by the library's number
CAUSES = (
    *("event", "deadline", "reminder", "cadence", "auto"),
    *("approve", "reject", "expiry", "migration", "begin"),
)  # by the library's number


@dataclass(frozen=True)
class Cause:
    """What a decision answers to."""

    kind: str  # one of CAUSES: "event", "deadline", "reminder", ...
    name: str  # the event, or the path of the deadline, cadence, transition or stage (of "begin")
    id: str | None  # of an event that had one
    reminder: str | None  # of a reminder: which one, as the ruleset writes it ("80%")
    late: bool  # of a reminder: whether it stands for earlier ones too


@dataclass(frozen=True)
class Reason:
    """Why an event was refused or denied, or what an error was about."""

    code: str  # the name of the criterion, or one of the engine's, such as "wrong_role"
    text: str  # as people read it


@dataclass(frozen=True)
class Action:
    """Something for the host to do. Done twice, it is recognised by its id."""

    id: str
    name: str
    arguments: dict[str, Any]  # as JSON has them, a decimal as Decimal; None where it is unknown
    due: datetime | None = None  # when to do it, where a cadence planned it
    arguments_json: str = field(default="", compare=False, repr=False)  # all of them, exact


@dataclass(frozen=True)
class Timer:
    """A deadline that is armed."""

    name: str
    due: datetime
    overdue: bool  # it came due and could not fire: it waits for facts to change
    flags: tuple[str, ...] = ()  # of "overdue", "held", "pending", "calendar_coverage"


@dataclass(frozen=True)
class Counter:
    """A quota's counter that the decision relied on."""

    key: str  # "extended_leads[wu]"
    value: int | None  # None where `counters=` did not have it: then it is among decision.needs
    limit: int

    @property
    def quota(self) -> str:
        """The name of the quota."""
        return self.key.partition("[")[0]

    @property
    def under(self) -> str:
        """The key within the quota, as `counters=` takes it and quota_key() gives it."""
        return self.key.partition("[")[2][:-1]


@dataclass(frozen=True)
class TraceEntry:
    """A condition that was looked at, where it stands, what it came to and what it read."""

    source: str
    line: int
    column: int
    value: Any  # as JSON has it; None where it was unknown, {"error": message} where it failed
    facts: dict[str, Value]  # None where a fact was unknown


class Decision(Handle):
    """One answer. It does not change, and what is not asked for is not read."""

    __slots__ = ("_schema", "_record")

    def __init__(self, pointer: int, schema: Schema) -> None:
        """Takes the pointer over. Hosts get decisions from a Ruleset."""
        super().__init__(pointer)
        self._schema = schema
        self._record: Record | None = None

    @property
    def outcome(self) -> Outcome:
        """What came of it."""
        number: int = lib.stg_decision_outcome(self._live())
        return OUTCOMES[number]

    @property
    def stage(self) -> str:
        """The path of the stage that the record is in afterwards."""
        pointer = self._live()
        index: int = lib.stg_record_stage(lib.stg_decision_record(pointer))
        return self._schema.stages[index]

    @property
    def from_(self) -> str:
        """The path of the stage before."""
        index: int = lib.stg_decision_from(self._live())
        return self._schema.stages[index]

    @property
    def to(self) -> str | None:
        """The path of the stage after a move; None without one."""
        return self._schema.stage_name(lib.stg_decision_to(self._live()))

    @property
    def record_id(self) -> str:
        """The id of the record it is about."""
        return lent(lib.stg_decision_record_id, self._live())

    @property
    def record(self) -> Record:
        """The record as it is afterwards: an object of its own."""
        pointer = self._live()
        if self._record is None:
            shown = lib.stg_decision_record(pointer)
            self._record = Record(make(lib.stg_record_clone, shown), self._schema)
        return self._record

    @property
    def sequence(self) -> int:
        """The record's sequence number afterwards."""
        return int(lib.stg_decision_sequence(self._live()))

    @property
    def changes_record(self) -> bool:
        """Whether the new record has to be stored, whatever the outcome.

        An event with an id changes the record even where it is refused or ignored.
        """
        return bool(lib.stg_decision_changes_record(self._live()))

    @property
    def at(self) -> datetime:
        """The instant of what happened."""
        at = self._schema.datetime(lib.stg_decision_at(self._live()))
        assert at is not None
        return at

    @property
    def at_micros(self) -> Micros:
        """`at` in microseconds since 1970 UTC."""
        return Micros(lib.stg_decision_at(self._live()))

    @property
    def steps(self) -> int:
        """How many evaluation steps it took."""
        return int(lib.stg_decision_steps(self._live()))

    @property
    def next_due(self) -> datetime | None:
        """The next instant at which anything can change by itself; None when nothing will."""
        return self._schema.datetime(lib.stg_decision_next_due(self._live()))

    @property
    def next_due_micros(self) -> Micros | None:
        """`next_due` in microseconds since 1970 UTC, for a column with an index."""
        return or_never(lib.stg_decision_next_due(self._live()))

    @property
    def cause(self) -> Cause:
        """What it answers to."""
        pointer = self._live()
        return Cause(
            CAUSES[lib.stg_decision_cause(pointer)],
            text(lib.stg_decision_cause_name(pointer)),
            text(lib.stg_decision_event_id(pointer)) or None,
            text(lib.stg_decision_reminder(pointer)) or None,
            bool(lib.stg_decision_is_late(pointer)),
        )

    @property
    def transition(self) -> str | None:
        """The name of the transition that was selected; None without one."""
        return lent(lib.stg_decision_transition, self._live()) or None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every criterion that failed, or what else stood in the way."""
        pointer = self._live()
        return tuple(
            Reason(
                text(lib.stg_decision_reason_code(pointer, index)),
                text(lib.stg_decision_reason_text(pointer, index)),
            )
            for index in range(lib.stg_decision_reason_count(pointer))
        )

    @property
    def needs(self) -> tuple[str, ...]:
        """The names of the facts and payload fields ("event.reason") that are lacking.

        A counter has the key under which to count: "counters.claims_today[wu]". It is in `counters`
        too, where its value is None.
        """
        pointer = self._live()
        count = lib.stg_decision_need_count(pointer)
        return tuple(text(lib.stg_decision_need(pointer, index)) for index in range(count))

    @property
    def set(self) -> dict[str, Value]:
        """The facts that changed, with their values now; None where one became unknown."""
        pointer = self._live()
        record = lib.stg_decision_record(pointer)
        count = lib.stg_decision_changed_fact_count(pointer)
        facts = [lib.stg_decision_changed_fact(pointer, index) for index in range(count)]
        names = self._schema.facts
        return {names[f]: read_fact(record, f, self._schema) for f in facts}

    @property
    def actions(self) -> tuple[Action, ...]:
        """What the host is to do, in order."""
        pointer = self._live()
        count = lib.stg_decision_action_count(pointer)
        return tuple(_action(pointer, index, self._schema) for index in range(count))

    @property
    def timers(self) -> tuple[Timer, ...]:
        """The deadlines that are armed afterwards."""
        count = lib.stg_decision_timer_count(self._live())
        return tuple(self._timer(index) for index in range(count))

    @property
    def counters(self) -> tuple[Counter, ...]:
        """The counters of quotas that it relied on."""
        pointer = self._live()
        count = lib.stg_decision_counter_count(pointer)
        return tuple(_counter(pointer, index) for index in range(count))

    @property
    def first_outcome(self) -> Outcome | None:
        """Of a duplicate: the outcome of the first decision."""
        number = lib.stg_decision_first_outcome(self._live(), None)
        return None if number < 0 else OUTCOMES[number]

    @property
    def trace(self) -> tuple[TraceEntry, ...]:
        """Each condition that was looked at; empty unless a trace was asked for."""
        count = lib.stg_decision_trace_count(self._live())
        return tuple(self._trace_entry(index) for index in range(count))

    def to_json(self) -> str:
        """The whole decision: the library's own text, the same through every binding."""
        return read_text(lib.stg_decision_to_json, self._live())

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a Decision cannot be pickled or copied: keep its parts, such as decision.actions, or "
            "decision.to_json()"
        )

    def __repr__(self) -> str:
        if self._pointer is None:
            return "<Decision, closed>"
        return f"<Decision {self.outcome} on {self.record_id!r}, now in {self.stage}>"

    def _timer(self, index: int) -> Timer:
        pointer = self._live()
        due = self._schema.datetime(lib.stg_decision_timer_due(pointer, index))
        assert due is not None
        overdue = bool(lib.stg_decision_timer_is_overdue(pointer, index))
        name = text(lib.stg_decision_timer_name(pointer, index))
        return Timer(name, due, overdue, _flags(pointer, index))

    def _trace_entry(self, index: int) -> TraceEntry:
        pointer = self._live()
        line, column = c_uint32(), c_uint32()
        source = lib.stg_decision_trace_source(pointer, index, byref(line), byref(column))
        value = parse_json(read_text(lib.stg_decision_trace_value, pointer, index))
        facts = dict(self._traced_fact(index, at) for at in range(self._traced_facts(index)))
        return TraceEntry(text(source), line.value, column.value, value, facts)

    def _traced_facts(self, index: int) -> int:
        return int(lib.stg_decision_trace_fact_count(self._live(), index))

    def _traced_fact(self, index: int, at: int) -> tuple[str, Value]:
        pointer = self._live()
        fact = lib.stg_decision_trace_fact(pointer, index, at)
        words = read_text(lib.stg_decision_trace_fact_value, pointer, index, at)
        return self._schema.facts[fact], self._schema.read_fact(fact, parse_json(words))


def _flags(decision: int, timer: int) -> tuple[str, ...]:
    count = lib.stg_decision_timer_flag_count(decision, timer)
    return tuple(text(lib.stg_decision_timer_flag(decision, timer, n)) for n in range(count))


def _action(decision: int, index: int, schema: Schema) -> Action:
    name = text(lib.stg_decision_action_name(decision, index))
    written = {
        text(lib.stg_decision_argument_name(decision, index, argument)): read_text(
            lib.stg_decision_argument_json, decision, index, argument
        )
        for argument in range(lib.stg_decision_argument_count(decision, index))
    }
    return Action(
        read_text(lib.stg_decision_action_id, decision, index),
        name,
        {key: schema.read_argument(name, key, parse_json(word)) for key, word in written.items()},
        schema.datetime(lib.stg_decision_action_due(decision, index)),
        "{" + ",".join(f"{json.dumps(key)}:{word}" for key, word in written.items()) + "}",
    )


def _counter(decision: int, index: int) -> Counter:
    value, limit = c_int64(), c_int64()
    key = text(lib.stg_decision_counter(decision, index, byref(value), byref(limit)))
    return Counter(key, None if value.value < 0 else value.value, limit.value)
