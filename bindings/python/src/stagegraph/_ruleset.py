# SPDX-License-Identifier: Apache-2.0
"""Rulesets: loading one, making records, deciding, counting for quotas."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ctypes import byref, c_int32, c_int64, c_uint8, c_void_p
from datetime import datetime
from types import MappingProxyType
from typing import Any

from ._decision import Decision
from ._errors import ExpressionError, check
from ._event import Event
from ._expression import Unknown
from ._handles import make, read_text, run
from ._library import lib, text
from ._model import Model
from ._options import Options
from ._record import Record
from ._schema import OwnedRuleset, Schema
from ._text import json_bytes, utf8
from ._time import Instant, Micros, or_never
from ._values import Value, dump_json, parse_json
from ._workspace import (
    NOBODY,
    UNSAID,
    Actor,
    Counters,
    DecisionList,
    Pool,
    Surroundings,
    surroundings,
)

_NONE_IN_USE: Counters = MappingProxyType({})
_UNKNOWN, _ERROR = 1, 2  # how an evaluation ended


class Ruleset(Model):
    """The compiled rules of one lifecycle. It does not change; threads may share it."""

    __slots__ = ("_pool",)

    def __init__(self, pointer: int, migrate: bool = False) -> None:
        """Takes the pointer over. Hosts use load() or loads()."""
        super().__init__(OwnedRuleset(pointer))
        self._schema = Schema(pointer)
        self._pool = Pool(bool(migrate))

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        *,
        language: str | None = None,
        migrate: bool = False,
        limits: Mapping[str, int] | None = None,
    ) -> Ruleset:
        """Loads a YAML file.

        `language`, such as "zh", chooses among texts that the file gives by language; absent, or
        where a text is not in it: "en", or else the first.

        With `migrate`, records of earlier versions are migrated before they are decided: advance()
        then begins its list with the migration, and other decisions have the reason `migrated`.

        `limits` changes some of docs/limits.md, such as {"max_steps": 50_000, "max_due": 100}:
        names as of the options of the C interface, in lower case.

        Raises RulesetError with every mistake that could be reached, FileError, LimitError;
        UsageError for what is no language.
        """
        name = os.fsencode(path)
        with Options(limits=limits, language=language) as options:
            loaded = make(lib.stg_ruleset_load_file, name, len(name), options.pointer)
        return cls(loaded, migrate)

    @classmethod
    def loads(
        cls,
        source: str,
        file: str = "",
        *,
        language: str | None = None,
        migrate: bool = False,
        limits: Mapping[str, int] | None = None,
    ) -> Ruleset:
        """Loads YAML text; `file` is the name that diagnostics give, the rest as in load().

        Raises RulesetError with every mistake that could be reached, LimitError; UsageError for
        what is no language.
        """
        words, name = utf8("a ruleset's YAML", source), utf8("a file's name", file)
        with Options(limits=limits, language=language) as options:
            source_of = (words, len(words), name, len(name))
            loaded = make(lib.stg_ruleset_load_text, *source_of, options.pointer)
        return cls(loaded, migrate)

    def close(self) -> None:
        """Frees the ruleset, or leaves that to a call that uses it now. Again: does nothing."""
        super().close()
        self._pool.clear()

    def __repr__(self) -> str:
        if self._pointer is None:
            return "<Ruleset, closed>"
        return f"<Ruleset {self.name!r} {self.version!r}, {len(self.stages)} stages>"

    # -- instants ----------------------------------------------------------------------------------

    def parse_time(self, words: str) -> datetime:
        """The instant that a text names: RFC 3339, or a date or local time in the ruleset's zone.

        The datetime is aware, at the zone's offset. Raises InputError.
        """
        if not isinstance(words, str):
            raise TypeError(f"parse_time takes text, not {words!r}")
        at = self._names().datetime(self._schema.micros(words))
        assert at is not None
        return at

    def micros(self, instant: Instant) -> Micros:
        """Any instant in microseconds since 1970 UTC. Raises as decide() does."""
        return Micros(self._names().micros(instant))

    # -- records and events ------------------------------------------------------------------------

    def record(
        self,
        id: str,
        *,
        at: Instant,
        stage: str | None = None,
        facts: Mapping[str, Value] | None = None,
    ) -> Record:
        """A record in `stage` (absent: the initial one) since `at`, its deadlines armed.

        Its `enter` actions do not run: begin() runs them. Facts that are not given have their defaults; None makes one unknown. Raises InputError
        for a value that does not fit, UnknownNameError, and TypeError for a bare int as `at`.
        """
        utf8("a record's id", id)
        entered = read_text(lib.stg_time_format, self._live(), self._schema.micros(at))
        description: dict[str, object] = {"id": id, "entered": entered}
        if stage is not None:
            utf8("a stage's path", stage)
            description["stage"] = stage
        if facts is not None:
            write = self._schema.write_fact
            description["facts"] = {name: write(name, value) for name, value in facts.items()}
        return self.record_from_json(dump_json(description))

    def record_from_json(self, source: str | bytes) -> Record:
        """Reads a record: whole, as Record.to_json() writes it, or taken over from elsewhere.

        The second form has `id`, `entered` and, if wanted, `stage` and `facts`. Raises InputError,
        UnknownNameError, WrongRulesetError, LimitError.
        """
        words = json_bytes("a record's JSON", source)
        return Record(make(lib.stg_record_from_json, self._live(), words, len(words)), self._schema)

    def event_from_json(self, source: str | bytes) -> Event:
        """Reads an event, an approval or a rejection, for decide_event().

        It tells which record to look up. Raises InputError, UnknownNameError, LimitError.
        """
        return Event(source, self._live(), self._schema)

    # -- deciding: pure, the record given does not change ------------------------------------------

    def begin(
        self,
        id: str,
        facts: Mapping[str, Value] | None = None,
        *,
        at: Instant,
        actor: Actor = NOBODY,
        trace: bool = False,
    ) -> Decision:
        """A record begins at `at` in the initial stage: the decision has the record.

        The `enter` actions of the stage and its groups run, its deadlines are armed. Where one of
        the actions reads a value that is unknown or fails, the outcome says so and the record has
        not begun. Raises as record() does.
        """
        record, now = self.record(id, at=at, facts=facts), self._schema.micros(at)
        said = surroundings(actor, "", None, trace, {}, False)
        return self._resolve(said, lib.stg_begin, record, now)

    def decide(
        self,
        record: Record,
        event: str,
        *,
        at: Instant,
        payload: Mapping[str, Value] | None = None,
        actor: Actor = NOBODY,
        event_id: str = "",
        expected_sequence: int | None = None,
        trace: bool = False,
        counters: Counters = _NONE_IN_USE,
        counters_complete: bool = False,
    ) -> Decision:
        """The answer to an event that happened at `at`.

        An `event_id` that the record has taken before is answered with the first outcome; an
        `expected_sequence` other than the record's is a conflict. `counters` says how much of each
        quota is in use under each key: {"extended_leads": {"wu": 10}}; one that is not said is
        not known, and zero only with `counters_complete`. Raises OverdueError where something is
        due before `at` (advance the record to just before it), UnknownNameError for an event, role,
        payload field or quota, InputError, WrongRulesetError, and TypeError for a bare int as `at`.
        """
        ruleset = self._live()
        index, now = self._schema.event(event), self._schema.micros(at)
        carried = self._schema.write_payload(index, payload) if payload is not None else None
        plain = actor is NOBODY and event_id == "" and expected_sequence is None and not trace
        if plain and not counters and not counters_complete:
            said = UNSAID
        else:
            used = self._used(counters)
            said = surroundings(actor, event_id, expected_sequence, trace, used, counters_complete)
        pool = self._pool
        workspace = pool.take(ruleset)
        try:
            workspace.say(said)
            values = workspace.carry(index, carried) if carried else None
            made = workspace.decide(ruleset, _pointer(record), index, values, now, pool)
        finally:
            pool.give(workspace)
        return Decision(made, self._schema)

    def decide_event(
        self,
        record: Record,
        event: Event | str | bytes,
        *,
        expected_sequence: int | None = None,
        trace: bool = False,
        counters: Counters = _NONE_IN_USE,
        counters_complete: bool = False,
    ) -> Decision:
        """The answer to an event, an approval or a rejection from JSON, at its own instant.

        Its actor, id and payload are in the JSON. Raises as decide() and approve() do, and
        InputError where it has no `at`.
        """
        read = event if isinstance(event, Event) else self.event_from_json(event)
        used = self._used(counters)
        said = surroundings(NOBODY, "", expected_sequence, trace, used, counters_complete)
        return self._resolve(said, lib.stg_decide_event, record, read._live())

    def approve(
        self,
        record: Record,
        of: str = "",
        *,
        at: Instant,
        actor: Actor = NOBODY,
        event_id: str = "",
        expected_sequence: int | None = None,
        trace: bool = False,
        counters: Counters = _NONE_IN_USE,
        counters_complete: bool = False,
    ) -> Decision:
        """The answer to somebody's approval of what the record waits for.

        `of` is the path or the last name of the deadline or transition; it may be left out where
        one thing alone is waiting. Raises as decide() does; UnknownNameError where nothing of that
        name can be asked for.
        """
        used = self._used(counters)
        said = surroundings(actor, event_id, expected_sequence, trace, used, counters_complete)
        name, now = utf8("the name of a request", of), self._schema.micros(at)
        return self._resolve(said, lib.stg_approve, record, name, len(name), now)

    def reject(
        self,
        record: Record,
        of: str = "",
        *,
        at: Instant,
        actor: Actor = NOBODY,
        event_id: str = "",
        expected_sequence: int | None = None,
        trace: bool = False,
    ) -> Decision:
        """The answer to somebody's rejection of what the record waits for. See approve()."""
        said = surroundings(actor, event_id, expected_sequence, trace)
        name, now = utf8("the name of a request", of), self._schema.micros(at)
        return self._resolve(said, lib.stg_reject, record, name, len(name), now)

    def advance(
        self,
        record: Record,
        at: Instant,
        *,
        trace: bool = False,
        counters: Counters = _NONE_IN_USE,
        counters_complete: bool = False,
    ) -> list[Decision]:
        """Lets time pass up to and including `at`: a decision for each thing that came due.

        They are in order; the last one's record is the record then, and without any it is the one
        given. `counters` as in decide(). Raises WrongRulesetError, TypeError for a bare int as
        `at`, and LimitError where more is due than one call takes. Its `decisions` are those so
        far: store them and advance the record of the last one again to the same instant.
        """
        ruleset, now = self._live(), self._schema.micros(at)
        used = self._used(counters)
        said = surroundings(NOBODY, "", None, trace, used, counters_complete)
        workspace = self._pool.take(ruleset)
        try:
            owned, limit = workspace.advance(said, ruleset, _pointer(record), now)
        finally:
            self._pool.give(workspace)
        decisions = [Decision(pointer, self._schema) for pointer in owned.decisions()]
        if limit is not None:
            limit.decisions = decisions
            raise limit
        return decisions

    def migrate(self, record: Record | str | bytes, at: Instant) -> Decision:
        """Puts a record of an earlier version, or its JSON, under this one: whole or not at all.

        Store the decision's record; its reasons say what has changed. Raises MigrationError with a
        diagnostic for each question that `migrate` in the rules leaves open, InputError,
        UnknownNameError, WrongRulesetError for a ruleset of another name.
        """
        source = record.to_json() if isinstance(record, Record) else record
        words = json_bytes("a record's JSON", source)
        ruleset, now, pool = self._live(), self._schema.micros(at), self._pool
        workspace = pool.take(ruleset)
        try:
            arguments = (ruleset, words, len(words), now)
            made = workspace.resolve(UNSAID, pool, lib.stg_record_migrate, *arguments)
        finally:
            pool.give(workspace)
        return Decision(made, self._schema)

    def next_due(self, record: Record) -> datetime | None:
        """The next instant at which anything can change by itself; None when nothing will."""
        self._live()
        return self._schema.datetime(lib.stg_record_next_due(_pointer(record)))

    def next_due_micros(self, record: Record) -> Micros | None:
        """next_due() in microseconds since 1970 UTC, for a column with an index."""
        self._live()
        return or_never(lib.stg_record_next_due(_pointer(record)))

    # -- quotas: the host counts, these say what and under which key -------------------------------

    def quota_limit(self, quota: str) -> int:
        """The most that a quota allows under each key. Raises UnknownNameError."""
        return int(lib.stg_ruleset_quota_limit(self._live(), self._schema.index("quota", quota)))

    def quota_key(self, quota: str, record: Record) -> str | None:
        """The key under which a record counts; None where one of its facts is unknown.

        Raises UnknownNameError, WrongRulesetError.
        """
        ruleset, index = self._live(), self._schema.index("quota", quota)
        buffer, known, error = c_void_p(), c_uint8(), c_void_p()
        ends = byref(buffer), byref(known), byref(error)
        check(lib.stg_quota_key(ruleset, index, _pointer(record), *ends), error)
        try:
            return text(lib.stg_buffer_text(buffer)) if known.value else None
        finally:
            lib.stg_buffer_free(buffer)

    def quota_counts(self, quota: str, record: Record, at: Instant) -> bool:
        """Whether a quota of records counts this record at `at`. One of events counts none.

        Raises UnknownNameError, WrongRulesetError.
        """
        ruleset, index = self._live(), self._schema.index("quota", quota)
        now, counts = self._schema.micros(at), c_uint8()
        workspace = self._pool.take(ruleset)
        try:
            context = workspace.fresh()
            run(lib.stg_quota_counts, ruleset, index, _pointer(record), now, context, byref(counts))
        finally:
            self._pool.give(workspace)
        return bool(counts.value)

    def quota_counts_event(self, quota: str, event: str) -> bool:
        """Whether a quota counts an event; one of records counts none. Raises UnknownNameError."""
        index = self._names().index("quota", quota), self._schema.event(event)
        return bool(lib.stg_ruleset_quota_counts_event(self._live(), *index))

    def quota_window(self, quota: str, at: Instant) -> datetime:
        """Where the window of a quota of events begins: those from there to `at` count.

        Raises UnknownNameError, and UsageError for a quota of records.
        """
        begin = self._schema.datetime(self._window(quota, at))
        assert begin is not None
        return begin

    def quota_window_micros(self, quota: str, at: Instant) -> Micros:
        """quota_window() in microseconds since 1970 UTC, to compare with a column."""
        return Micros(self._window(quota, at))

    # -- decision tables ---------------------------------------------------------------------------

    def evaluate_table(self, table: str, record: Record, at: Instant) -> Any:
        """The outputs of the row that matches, as a dict; a list of them for a collecting table.

        Unknown, where it depends on facts without a value. Raises ExpressionError where no row
        matches or a condition fails, UnknownNameError, WrongRulesetError.
        """
        ruleset, index = self._live(), self._schema.index("table", table)
        now, result = self._schema.micros(at), c_int32()
        workspace = self._pool.take(ruleset)
        buffer, error = c_void_p(), c_void_p()
        try:
            arguments = (ruleset, index, _pointer(record), now, workspace.fresh())
            ends = byref(buffer), byref(result), byref(error)
            check(lib.stg_table_evaluate(*arguments, *ends), error)
            found = parse_json(text(lib.stg_buffer_text(buffer)))
        finally:
            lib.stg_buffer_free(buffer)
            self._pool.give(workspace)
        if result.value == _ERROR:
            raise ExpressionError(found, "evaluation-failed")
        return Unknown(tuple(found)) if result.value == _UNKNOWN else found

    def _window(self, quota: str, at: Instant) -> int:
        ruleset, index = self._live(), self._schema.index("quota", quota)
        begin = c_int64()
        run(lib.stg_quota_window, ruleset, index, self._schema.micros(at), byref(begin))
        return begin.value

    def _resolve(
        self, said: Surroundings, function: Any, record: Record, *arguments: Any
    ) -> Decision:
        ruleset, pool = self._live(), self._pool
        workspace = pool.take(ruleset)
        try:
            made = workspace.resolve(said, pool, function, ruleset, _pointer(record), *arguments)
        finally:
            pool.give(workspace)
        return Decision(made, self._schema)

    def _used(self, counters: Counters) -> tuple[tuple[int, str, int], ...]:
        if not counters:
            return ()
        index = self._names().index
        quotas = [(index("quota", quota), keys) for quota, keys in counters.items()]
        return tuple((quota, key, used) for quota, keys in quotas for key, used in keys.items())


def _pointer(record: Record) -> int:
    """What the library takes for a record: it cannot tell what else a pointer points to."""
    if not isinstance(record, Record):
        hint = ": take its record" if isinstance(record, Decision) else ""
        raise TypeError(f"a Record is wanted, not {record!r}{hint}")
    return record._live()
