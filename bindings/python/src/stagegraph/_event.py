# SPDX-License-Identifier: Apache-2.0
"""Events as a queue delivers them: read from JSON in one call."""

from __future__ import annotations

from datetime import datetime

from ._handles import Handle, Owned, make
from ._library import lent, lib
from ._schema import NONE, Schema
from ._text import json_bytes
from ._time import Micros, or_never


class _Owned(Owned):
    __slots__ = ()

    def __del__(self) -> None:
        lib.stg_event_free(self)


class Event(Handle):
    """An event, an approval or a rejection, with its actor and payload. It does not change."""

    __slots__ = ("_schema",)

    def __init__(self, source: str | bytes, ruleset: int, schema: Schema) -> None:
        """Hosts get events from Ruleset.event_from_json()."""
        words = json_bytes("an event's JSON", source)
        super().__init__(_Owned(make(lib.stg_event_from_json, ruleset, words, len(words))))
        self._schema = schema

    @property
    def record_id(self) -> str | None:
        """The id of the record that it is for; None where the JSON does not name one."""
        return lent(lib.stg_event_record, self._live()) or None

    @property
    def name(self) -> str | None:
        """The event's name; None for an approval or a rejection."""
        index: int = lib.stg_event_index(self._live())
        return None if index == NONE else self._schema.events[index]

    @property
    def at(self) -> datetime | None:
        """When it happened; None where the JSON does not say."""
        return self._schema.datetime(lib.stg_event_at(self._live()))

    @property
    def at_micros(self) -> Micros | None:
        """`at` in microseconds since 1970 UTC."""
        return or_never(lib.stg_event_at(self._live()))

    def __repr__(self) -> str:
        if self._pointer is None:
            return "<Event, closed>"
        return f"<Event {self.name or 'approval or rejection'} for {self.record_id!r}>"
