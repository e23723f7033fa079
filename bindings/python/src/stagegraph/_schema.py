# SPDX-License-Identifier: Apache-2.0
"""The names and types of a ruleset, which records and decisions share with it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ._errors import UnknownNameError
from ._handles import Handle, Owned
from ._library import lib, text
from ._text import utf8
from ._time import Instant, to_datetime, to_micros
from ._values import Reader, Value, Writer, number_reader, reader, to_json, write, writer

NONE = 2**32 - 1


def _names(count: Any, name: Any, ruleset: int) -> tuple[str, ...]:
    return tuple(text(name(ruleset, index)) for index in range(count(ruleset)))


class OwnedRuleset(Owned):
    """One holder of a ruleset, of which there may be many."""

    __slots__ = ()

    def __del__(self) -> None:
        lib.stg_ruleset_unref(self)


class Schema(Handle):
    """Holds the compiled ruleset too, so that what was decided can be read after its close()."""

    __slots__ = (
        "facts",
        "fact_types",
        "events",
        "fields",
        "stages",
        "roles",
        "quotas",
        "tables",
        "actions",
        "_indices",
        "_fact_index",
        "_event_index",
        "_readers",
        "_fact_writers",
        "_field_writers",
        "_argument_readers",
    )

    def __init__(self, ruleset: int) -> None:
        """Counts one more holder of the ruleset."""
        super().__init__(OwnedRuleset(lib.stg_ruleset_ref(ruleset)))
        self.facts = _names(lib.stg_ruleset_fact_count, lib.stg_ruleset_fact_name, ruleset)
        self.events = _names(lib.stg_ruleset_event_count, lib.stg_ruleset_event_name, ruleset)
        self.stages = _names(lib.stg_ruleset_stage_count, lib.stg_ruleset_stage_name, ruleset)
        self.roles = _names(lib.stg_ruleset_role_count, lib.stg_ruleset_role_name, ruleset)
        self.quotas = _names(lib.stg_ruleset_quota_count, lib.stg_ruleset_quota_name, ruleset)
        self.tables = _names(lib.stg_ruleset_table_count, lib.stg_ruleset_table_name, ruleset)
        self.fact_types = _names(lib.stg_ruleset_fact_count, lib.stg_ruleset_fact_type, ruleset)
        self.fields = tuple(_fields(ruleset, event) for event in range(len(self.events)))
        self.actions = _actions(ruleset)
        self._fact_index = {name: index for index, name in enumerate(self.facts)}
        self._event_index = {name: index for index, name in enumerate(self.events)}
        self._indices = {
            "fact": self._fact_index,
            "event": self._event_index,
            "stage": {name: index for index, name in enumerate(self.stages)},
            "quota": {name: index for index, name in enumerate(self.quotas)},
            "table": {name: index for index, name in enumerate(self.tables)},
        }
        self._readers: list[Reader] = [reader(kind) for kind in self.fact_types]
        self._fact_writers = _writers(dict(zip(self.facts, self.fact_types)))
        self._field_writers = tuple(_writers(fields) for fields in self.fields)
        self._argument_readers: dict[tuple[str, str], Reader] = {
            (action, name): number_reader(kind)
            for action, parameters in self.actions.items()
            for name, kind in parameters.items()
        }

    def index(self, what: str, name: str) -> int:
        """The index of a "fact", "event", "stage", "quota" or "table". Raises UnknownNameError."""
        known = self._indices[what]
        found = known.get(name) if isinstance(name, str) else None
        return _refuse(what, name, known) if found is None else found

    def event(self, name: str) -> int:
        """The index of an event. Raises UnknownNameError."""
        return self.index("event", name)

    def stage(self, path: str) -> int:
        """The index of a stage. Raises UnknownNameError."""
        return self.index("stage", path)

    def find_fact(self, name: object) -> int | None:
        """The index of a fact, or None."""
        return self._fact_index.get(name)  # type: ignore[call-overload, no-any-return]

    def stage_name(self, index: int) -> str | None:
        """The path of a stage; None for the index that stands for none."""
        return None if index == NONE else self.stages[index]

    def read_fact(self, index: int, parsed: Any) -> Any:
        """A fact's value from parsed JSON, by its type; None where it is unknown."""
        return None if parsed is None else self._readers[index](parsed)

    def read_argument(self, action: str, name: str, parsed: Any) -> Any:
        """The argument of an action from parsed JSON: by its type, where it is declared."""
        read = self._argument_readers.get((action, name))
        return parsed if parsed is None or read is None else read(parsed)

    def write_fact(self, name: str, value: Value) -> Any:
        """A fact's value for json.dumps. Raises TypeError, InputError."""
        return write(name, value, self._fact_writers)

    def write_payload(self, event: int, values: Mapping[str, Value]) -> bytes:
        """A payload as JSON. Raises TypeError, InputError."""
        return to_json(values, self._field_writers[event])

    def micros(self, instant: Instant) -> int:
        """The instant in microseconds since 1970 UTC."""
        return to_micros(instant, self._live())

    def datetime(self, micros: int) -> datetime | None:
        """The instant in the ruleset's zone; None for "never"."""
        return to_datetime(micros, self._live())


def _writers(types: Mapping[str, str]) -> dict[str, Writer]:
    return {name: writer(kind) for name, kind in types.items()}


def _fields(ruleset: int, event: int) -> dict[str, str]:
    count = lib.stg_ruleset_event_field_count(ruleset, event)
    fields = (lib.stg_ruleset_event_field(ruleset, event, at) for at in range(count))
    return {
        text(lib.stg_ruleset_field_name(ruleset, field)): text(
            lib.stg_ruleset_field_type(ruleset, field)
        )
        for field in fields
    }


def _actions(ruleset: int) -> dict[str, dict[str, str]]:
    return {
        text(lib.stg_ruleset_action_name(ruleset, action)): {
            text(lib.stg_ruleset_action_parameter_name(ruleset, action, parameter)): text(
                lib.stg_ruleset_action_parameter_type(ruleset, action, parameter)
            )
            for parameter in range(lib.stg_ruleset_action_parameter_count(ruleset, action))
        }
        for action in range(lib.stg_ruleset_action_count(ruleset))
    }


def _refuse(what: str, name: object, known: Mapping[str, int]) -> int:
    utf8(f"the name of {'an' if what == 'event' else 'a'} {what}", name)
    near = difflib.get_close_matches(str(name), known, n=1)
    hint = f". Did you mean '{near[0]}'?" if near else ""
    raise UnknownNameError(f"{what} '{name}' is not in this ruleset{hint}", "unknown-name")
