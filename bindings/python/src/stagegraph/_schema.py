"""The names and types of a ruleset, which records and decisions share with it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ._errors import UnknownNameError
from ._handles import Handle
from ._library import lib, text
from ._time import Instant, to_datetime, to_micros
from ._values import Reader, reader

NONE = 2**32 - 1


def _names(count: Any, name: Any, ruleset: int) -> tuple[str, ...]:
    return tuple(text(name(ruleset, index)) for index in range(count(ruleset)))


class Schema(Handle):
    """Holds the compiled ruleset too, so that what was decided can be read after its close()."""

    __slots__ = (
        "facts",
        "events",
        "stages",
        "roles",
        "quotas",
        "_fact_index",
        "_event_index",
        "_stage_index",
        "_quota_index",
        "_readers",
    )

    def __init__(self, ruleset: int) -> None:
        """Counts one more holder of the ruleset."""
        super().__init__(lib.stg_ruleset_ref(ruleset))
        self.facts = _names(lib.stg_ruleset_fact_count, lib.stg_ruleset_fact_name, ruleset)
        self.events = _names(lib.stg_ruleset_event_count, lib.stg_ruleset_event_name, ruleset)
        self.stages = _names(lib.stg_ruleset_stage_count, lib.stg_ruleset_stage_name, ruleset)
        self.roles = _names(lib.stg_ruleset_role_count, lib.stg_ruleset_role_name, ruleset)
        self.quotas = _names(lib.stg_ruleset_quota_count, lib.stg_ruleset_quota_name, ruleset)
        self._fact_index = {name: index for index, name in enumerate(self.facts)}
        self._event_index = {name: index for index, name in enumerate(self.events)}
        self._stage_index = {name: index for index, name in enumerate(self.stages)}
        self._quota_index = {name: index for index, name in enumerate(self.quotas)}
        types = _names(lib.stg_ruleset_fact_count, lib.stg_ruleset_fact_type, ruleset)
        self._readers: list[Reader] = [reader(kind) for kind in types]

    def _free(self, pointer: int) -> None:
        lib.stg_ruleset_unref(pointer)

    def event(self, name: str) -> int:
        """The index of an event. Raises UnknownNameError."""
        return _find("event", name, self._event_index)

    def stage(self, path: str) -> int:
        """The index of a stage. Raises UnknownNameError."""
        return _find("stage", path, self._stage_index)

    def quota(self, name: str) -> int:
        """The index of a quota. Raises UnknownNameError."""
        return _find("quota", name, self._quota_index)

    def find_fact(self, name: object) -> int | None:
        """The index of a fact, or None."""
        return self._fact_index.get(name)  # type: ignore[call-overload, no-any-return]

    def stage_name(self, index: int) -> str | None:
        """The path of a stage; None for the index that stands for none."""
        return None if index == NONE else self.stages[index]

    def read_fact(self, index: int, parsed: Any) -> Any:
        """A fact's value from parsed JSON, by its type; None where it is unknown."""
        return None if parsed is None else self._readers[index](parsed)

    def micros(self, instant: Instant) -> int:
        """The instant in microseconds since 1970 UTC."""
        return to_micros(instant, self._live())

    def datetime(self, micros: int) -> datetime | None:
        """The instant in the ruleset's zone; None for "never"."""
        return to_datetime(micros, self._live())


def _find(what: str, name: str, index: Mapping[str, int]) -> int:
    found = index.get(name)
    if found is None:
        near = difflib.get_close_matches(str(name), index, n=1)
        hint = f". Did you mean '{near[0]}'?" if near else ""
        raise UnknownNameError(f"{what} '{name}' is not in this ruleset{hint}", "unknown-name")
    return found
