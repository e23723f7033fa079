"""Rulesets: loading one, making records, deciding."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ctypes import byref, c_double, c_void_p
from datetime import datetime
from types import MappingProxyType
from typing import Any

from ._decision import Decision
from ._errors import Diagnostic, read_diagnostics
from ._handles import Handle, make, read_text
from ._library import lib, text
from ._options import Options
from ._record import Record
from ._schema import Schema
from ._time import Instant
from ._values import Value, to_json
from ._workspace import NOBODY, UNSAID, Actor, Counters, DecisionList, Pool, Surroundings

_NONE_IN_USE: Counters = MappingProxyType({})
_FORMATS = {"text": 0, "json": 1, "dot": 2, "mermaid": 3}


class Ruleset(Handle):
    """The compiled rules of one lifecycle. It does not change; threads may share it."""

    __slots__ = ("_schema", "_pool")

    def __init__(self, pointer: int) -> None:
        """Takes the pointer over. Hosts use load() or loads()."""
        super().__init__(pointer)
        self._schema = Schema(pointer)
        self._pool = Pool()

    @classmethod
    def load(cls, path: str | os.PathLike[str], *, language: str | None = None) -> Ruleset:
        """Loads a YAML file.

        `language`, such as "zh", chooses among texts that the file gives by language; absent, or
        where a text is not in it: "en", or else the first. Raises RulesetError with every mistake
        that could be reached, FileError, LimitError; UsageError for what is no language.
        """
        name = os.fsencode(path)
        with Options(language=language) as options:
            return cls(make(lib.stg_ruleset_load_file, name, len(name), options.pointer))

    @classmethod
    def loads(cls, source: str, file: str = "", *, language: str | None = None) -> Ruleset:
        """Loads YAML text; `file` is the name that diagnostics give, `language` as in load().

        Raises RulesetError with every mistake that could be reached, LimitError; UsageError for
        what is no language.
        """
        words, name = source.encode(), file.encode()
        with Options(language=language) as options:
            return cls(
                make(
                    lib.stg_ruleset_load_text, words, len(words), name, len(name), options.pointer
                )
            )

    def _free(self, pointer: int) -> None:
        self._pool.clear()
        lib.stg_ruleset_unref(pointer)

    # -- what it says ----------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """Its `name`."""
        return text(lib.stg_ruleset_name(self._live()))

    @property
    def version(self) -> str:
        """Its `version`; may be empty."""
        return text(lib.stg_ruleset_version(self._live()))

    @property
    def title(self) -> str:
        """Its `title`; may be empty."""
        return text(lib.stg_ruleset_title(self._live()))

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits, the same for the same rules whatever their layout."""
        return text(lib.stg_ruleset_fingerprint(self._live()))

    @property
    def time_zone(self) -> str:
        """The name of its time zone, such as "Asia/Shanghai"."""
        return text(lib.stg_ruleset_time_zone(self._live()))

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the facts, as declared."""
        return self._names().facts

    @property
    def events(self) -> tuple[str, ...]:
        """The names of the events, as declared."""
        return self._names().events

    @property
    def stages(self) -> tuple[str, ...]:
        """The paths of the stages, groups included; parents come before their children."""
        return self._names().stages

    @property
    def win_rates(self) -> dict[str, float]:
        """The `win_rate` of each stage that has one, from 0 to 1."""
        rate, rates = c_double(), {}
        for index, stage in enumerate(self.stages):
            if lib.stg_ruleset_stage_win_rate(self._live(), index, byref(rate)):
                rates[stage] = rate.value
        return rates

    @property
    def actions(self) -> dict[str, dict[str, str]]:
        """The actions that the host may be asked to do: of each its parameters and their types.

        Types are as CEL writes them: "int", "list(string)". A decision gives an argument for each
        parameter.
        """
        live = self._live()
        actions = {}
        for action in range(lib.stg_ruleset_action_count(live)):
            parameters = range(lib.stg_ruleset_action_parameter_count(live, action))
            actions[text(lib.stg_ruleset_action_name(live, action))] = {
                text(lib.stg_ruleset_action_parameter_name(live, action, parameter)): text(
                    lib.stg_ruleset_action_parameter_type(live, action, parameter)
                )
                for parameter in parameters
            }
        return actions

    @property
    def roles(self) -> tuple[str, ...]:
        """The names of the roles, as declared."""
        return self._names().roles

    @property
    def quotas(self) -> tuple[str, ...]:
        """The names of the quotas, as declared."""
        return self._names().quotas

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings and notes of loading and of the analyses of its stages."""
        handle = c_void_p(make(lib.stg_ruleset_check, self._live()))
        try:
            return tuple(read_diagnostics(handle))
        finally:
            lib.stg_diagnostics_free(handle)

    def render(self, format: str = "text") -> str:
        """A picture of the stages: "text", "dot" (Graphviz) or "mermaid"."""
        if format not in _FORMATS:
            raise ValueError(f"{format!r} is none of {', '.join(_FORMATS)}")
        return read_text(lib.stg_ruleset_render, self._live(), _FORMATS[format])

    # -- records ---------------------------------------------------------------------------------

    def record(
        self,
        id: str,
        *,
        at: Instant,
        stage: str | None = None,
        facts: Mapping[str, Value] | None = None,
    ) -> Record:
        """A record in `stage` (absent: the initial one) since `at`, its deadlines armed.

        Facts that are not given have their defaults; None makes one unknown. Raises InputError
        for a value that does not fit, UnknownNameError.
        """
        description: dict[str, object] = {"id": id, "entered": self._instant_text(at)}
        if stage is not None:
            description["stage"] = stage
        if facts:
            description["facts"] = facts
        return self.record_from_json(to_json(description))  # type: ignore[arg-type]

    def record_from_json(self, source: str | bytes) -> Record:
        """Reads a record: whole, as Record.to_json() writes it, or taken over from elsewhere.

        The second form has `id`, `entered` and, if wanted, `stage` and `facts`. Raises InputError,
        UnknownNameError, WrongRulesetError, LimitError.
        """
        words = source.encode() if isinstance(source, str) else source
        return Record(make(lib.stg_record_from_json, self._live(), words, len(words)), self._schema)

    # -- deciding: pure, the record given does not change ------------------------------------------

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
    ) -> Decision:
        """The answer to an event that happened at `at`.

        An `event_id` that the record has taken before is answered with the first outcome; an
        `expected_sequence` other than the record's is a conflict. `counters` says how much of each
        quota is in use under each key: {"extended_leads": {"wu": 10}}; one that is not said is
        not known, never zero. Raises OverdueError where something is due before `at` (advance the
        record to just before it), UnknownNameError for an event, role, payload field or quota,
        InputError, WrongRulesetError.
        """
        ruleset = self._live()
        index, now = self._schema.event(event), self._schema.micros(at)
        pool = self._pool
        workspace = pool.take(ruleset)
        try:
            plain = actor is NOBODY and not event_id and expected_sequence is None and not trace
            if plain and not counters:
                workspace.say(UNSAID)
            else:
                used = self._used(counters)
                workspace.say(Surroundings(actor, event_id, expected_sequence, trace, used))
            carried = workspace.carry(index, payload) if payload else None
            owner = workspace.decide(ruleset, record._live(), index, carried, now, pool)
        finally:
            pool.give(workspace)
        return Decision(owner.pointer, owner, self._schema)

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
    ) -> Decision:
        """The answer to somebody's approval of what the record waits for.

        `of` is the path or the last name of the deadline or transition; it may be left out where
        one thing alone is waiting. Raises as decide() does; UnknownNameError where nothing of that
        name can be asked for.
        """
        said = Surroundings(actor, event_id, expected_sequence, trace, self._used(counters))
        return self._resolve(lib.stg_approve, record, of, at, said)

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
        said = Surroundings(actor, event_id, expected_sequence, trace)
        return self._resolve(lib.stg_reject, record, of, at, said)

    def advance(self, record: Record, at: Instant) -> list[Decision]:
        """Lets time pass up to and including `at`: a decision for each thing that came due.

        They are in order; the last one's record is the record then, and without any it is the one
        given. Raises WrongRulesetError, and LimitError when more than 10,000 things come due.
        """
        ruleset = self._live()
        now = self._schema.micros(at)
        workspace = self._pool.take(ruleset)
        try:
            decisions = DecisionList(workspace.advance(ruleset, record._live(), now))
        finally:
            self._pool.give(workspace)
        return [Decision(pointer, decisions, self._schema) for pointer in decisions.pointers()]

    def next_due(self, record: Record) -> datetime | None:
        """The next instant at which anything can change by itself; None when nothing will."""
        self._live()
        return self._schema.datetime(lib.stg_record_next_due(record._live()))

    def __repr__(self) -> str:
        if self._pointer is None:
            return "<Ruleset, closed>"
        return f"<Ruleset {self.name!r} {self.version!r}, {len(self.stages)} stages>"

    def _resolve(
        self, word: Any, record: Record, of: str, at: Instant, said: Surroundings
    ) -> Decision:
        ruleset, now, pool = self._live(), self._schema.micros(at), self._pool
        workspace = pool.take(ruleset)
        try:
            workspace.say(said)
            owner = workspace.resolve(word, ruleset, record._live(), of.encode(), now, pool)
        finally:
            pool.give(workspace)
        return Decision(owner.pointer, owner, self._schema)

    def _used(self, counters: Counters) -> tuple[tuple[int, str, int], ...]:
        quota = self._schema.quota
        return tuple((quota(q), key, n) for q, keys in counters.items() for key, n in keys.items())

    def _names(self) -> Schema:
        self._live()
        return self._schema

    def _instant_text(self, at: Instant) -> str:
        ruleset = self._live()
        return read_text(lib.stg_time_format, ruleset, self._schema.micros(at))
