# SPDX-License-Identifier: Apache-2.0
"""What a ruleset says of itself: names, types, texts and pictures, for forms and boards."""

from __future__ import annotations

from ctypes import byref, c_double, c_void_p
from dataclasses import dataclass

from ._errors import Diagnostic, read_diagnostics
from ._handles import Handle, make, read_text
from ._library import lent, lib, text
from ._schema import Schema

_FORMATS = {"text": 0, "json": 1, "dot": 2, "mermaid": 3}


@dataclass(frozen=True)
class Fact:
    """What is declared of a fact."""

    name: str
    type: str  # as CEL writes it: "int", "list(string)"
    members: tuple[str, ...]  # of an enum, as declared
    doc: str  # for people; may be empty


@dataclass(frozen=True)
class EventType:
    """What is declared of an event."""

    name: str
    fields: dict[str, str]  # of its payload: names and types


@dataclass(frozen=True)
class Stage:
    """What is declared of a stage, or of a group of stages."""

    path: str
    title: str  # for people; may be empty
    parent: str | None  # the path of the group that holds it
    initial: str  # where a move to it ends: of a group the stage that its `initial` leads to
    is_group: bool
    is_final: bool
    win_rate: float | None  # from 0 to 1, where it declares one itself


def _owned(diagnostics: int) -> tuple[Diagnostic, ...]:
    """The findings of a handle that the caller gives away."""
    handle = c_void_p(diagnostics)
    try:
        return tuple(read_diagnostics(handle))
    finally:
        lib.stg_diagnostics_free(handle)


class Model(Handle):
    """The readers of a ruleset."""

    __slots__ = ("_schema",)

    _schema: Schema

    @property
    def name(self) -> str:
        """Its `name`."""
        return lent(lib.stg_ruleset_name, self._live())

    @property
    def version(self) -> str:
        """Its `version`; may be empty."""
        return lent(lib.stg_ruleset_version, self._live())

    @property
    def title(self) -> str:
        """Its `title`; may be empty."""
        return lent(lib.stg_ruleset_title, self._live())

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits, the same for the same content whatever its layout."""
        return lent(lib.stg_ruleset_fingerprint, self._live())

    @property
    def behaviour(self) -> str:
        """The fingerprint of what it does, whatever its texts. Records hold it."""
        return lent(lib.stg_ruleset_behaviour, self._live())

    @property
    def time_zone(self) -> str:
        """The name of its time zone, such as "Asia/Shanghai"."""
        return lent(lib.stg_ruleset_time_zone, self._live())

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
    def initial(self) -> str:
        """The path of the stage where a new record begins."""
        index: int = lib.stg_ruleset_initial(self._live())
        return self._schema.stages[index]

    @property
    def roles(self) -> tuple[str, ...]:
        """The names of the roles, as declared."""
        return self._names().roles

    @property
    def quotas(self) -> tuple[str, ...]:
        """The names of the quotas, as declared."""
        return self._names().quotas

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the decision tables, as declared."""
        return self._names().tables

    @property
    def actions(self) -> dict[str, dict[str, str]]:
        """The actions that the host may be asked to do: of each its parameters and their types.

        Types are as CEL writes them: "int", "list(string)". A decision gives an argument for each
        parameter.
        """
        return {name: dict(parameters) for name, parameters in self._names().actions.items()}

    @property
    def win_rates(self) -> dict[str, float]:
        """The `win_rate` of each stage that has one, from 0 to 1."""
        rates = ((path, self._win_rate(index)) for index, path in enumerate(self.stages))
        return {path: rate for path, rate in rates if rate is not None}

    def fact(self, name: str) -> Fact:
        """What is declared of a fact. Raises UnknownNameError."""
        live, index = self._live(), self._schema.index("fact", name)
        members = range(lib.stg_ruleset_fact_member_count(live, index))
        return Fact(
            self._schema.facts[index],
            self._schema.fact_types[index],
            tuple(text(lib.stg_ruleset_fact_member(live, index, member)) for member in members),
            text(lib.stg_ruleset_fact_doc(live, index)),
        )

    def event(self, name: str) -> EventType:
        """What is declared of an event. Raises UnknownNameError."""
        index = self._names().event(name)
        return EventType(self._schema.events[index], dict(self._schema.fields[index]))

    def stage(self, path: str) -> Stage:
        """What is declared of a stage. Raises UnknownNameError."""
        live, index = self._live(), self._schema.stage(path)
        return Stage(
            self._schema.stages[index],
            text(lib.stg_ruleset_stage_title(live, index)),
            self._schema.stage_name(lib.stg_ruleset_stage_parent(live, index)),
            self._schema.stages[lib.stg_ruleset_stage_initial(live, index)],
            bool(lib.stg_ruleset_stage_is_group(live, index)),
            bool(lib.stg_ruleset_stage_is_final(live, index)),
            self._win_rate(index),
        )

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings and notes of loading and of the analyses of its stages."""
        return _owned(make(lib.stg_ruleset_check, self._live()))

    def check_against(self, old: Model) -> tuple[Diagnostic, ...]:
        """What `migrate` of these rules has still to say of the records of an earlier version.

        An error is open: records that raise it are not migrated. A warning is for what a record's
        value decides, such as a narrower range. Raises WrongRulesetError for rules of another name.
        """
        return _owned(make(lib.stg_ruleset_check_against, self._live(), old._live()))

    def render(self, format: str = "text") -> str:
        """A picture of the stages: "text", "dot" (Graphviz) or "mermaid"."""
        if format not in _FORMATS:
            raise ValueError(f"{format!r} is none of {', '.join(_FORMATS)}")
        return read_text(lib.stg_ruleset_render, self._live(), _FORMATS[format])

    def _names(self) -> Schema:
        self._live()
        return self._schema

    def _win_rate(self, stage: int) -> float | None:
        rate = c_double()
        if not lib.stg_ruleset_stage_win_rate(self._live(), stage, byref(rate)):
            return None
        return rate.value
