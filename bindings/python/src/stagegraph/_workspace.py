# SPDX-License-Identifier: Apache-2.0
"""Memory that calls use again: contexts, payloads and decisions that nobody looks at any more."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Mapping, Sequence
from ctypes import byref, c_void_p
from dataclasses import dataclass
from typing import Any, NamedTuple

from ._errors import LimitError, UsageError, check
from ._handles import Owned, make, run
from ._library import lib
from ._signatures import Str
from ._text import int64, utf8

_MAX_KEPT = 64  # decisions that a pool keeps for their memory


@dataclass(frozen=True)
class Actor:
    """Who sends an event: an id and the names of roles."""

    id: str = ""
    roles: Sequence[str] = ()

    def __post_init__(self) -> None:
        if isinstance(self.roles, (str, bytes)):
            raise TypeError("roles is a list of names, not one text")
        utf8("an actor's id", self.id)
        object.__setattr__(self, "roles", tuple(self.roles))
        for role in self.roles:
            utf8("a role", role)


NOBODY = Actor()


class Surroundings(NamedTuple):
    """What a decision is made with besides record, event and time."""

    actor: Actor
    event_id: str
    expected_sequence: int | None
    trace: bool
    counters: tuple[tuple[int, str, int], ...] = ()  # quota, key, how much is in use
    counters_complete: bool = False  # what is not among them is 0


UNSAID = Surroundings(NOBODY, "", None, False)


def surroundings(
    actor: Actor = NOBODY,
    event_id: str = "",
    expected_sequence: int | None = None,
    trace: bool = False,
    counters: Iterable[tuple[int, str, int]] = (),
    counters_complete: bool = False,
) -> Surroundings:
    """Checked, so that what is equal to something said before is as good as it.

    Raises TypeError, InputError and UsageError.
    """
    if not isinstance(actor, Actor):
        raise TypeError(f"the actor is an Actor, not {actor!r}")
    utf8("an event's id", event_id)
    if expected_sequence is not None:
        expected_sequence = _count("the expected sequence", expected_sequence)
    used = tuple((quota, _key(key), _count("a counter", number)) for quota, key, number in counters)
    return Surroundings(
        actor, event_id, expected_sequence, bool(trace), used, bool(counters_complete)
    )


Counters = Mapping[str, Mapping[str, int]]
"""How much of each quota is in use under each key: {"extended_leads": {"wu": 10}}."""


class _OwnedContext(Owned):
    __slots__ = ()

    def __del__(self) -> None:
        lib.stg_context_free(self)


class _OwnedPayload(Owned):
    __slots__ = ()

    def __del__(self) -> None:
        lib.stg_payload_free(self)


class Workspace:
    """A context, a payload and the places of what a call sets: for one call at a time."""

    __slots__ = (
        "_context",
        "_payload",
        "_decision",
        "_decision_ref",
        "_error",
        "_error_ref",
        "_said",
        "_migrates",
    )

    def __init__(self, ruleset: int, migrates: bool) -> None:
        self._context = _OwnedContext(make(lib.stg_context_new, ruleset))
        self._payload = _OwnedPayload(make(lib.stg_payload_new, ruleset))
        self._decision, self._error = c_void_p(), c_void_p()
        self._decision_ref, self._error_ref = byref(self._decision), byref(self._error)
        self._said: Surroundings | None = UNSAID
        self._migrates = migrates
        if migrates:
            run(lib.stg_context_set_migrate, self._context, True)

    def say(self, surroundings: Surroundings) -> None:
        """Tells the context all that differs from what it was told last time.

        Nothing of an earlier call holds. Raises UnknownNameError for a role.
        """
        said, self._said = self._said, None
        if said != surroundings:
            _surround(self._context, surroundings)
            run(lib.stg_context_set_migrate, self._context, self._migrates)
        self._said = surroundings

    def fresh(self) -> int:
        """The context with nothing said."""
        self.say(UNSAID)
        return self._context

    def carry(self, event: int, words: bytes) -> int:
        """The payload with the values of a JSON object; valid until the next call."""
        lib.stg_payload_clear(self._payload)
        run(lib.stg_payload_set_json, self._payload, event, words, len(words))
        return self._payload

    def decide(
        self, ruleset: int, record: int, event: int, payload: int | None, now: int, pool: Pool
    ) -> PooledDecision:
        """Decides into the memory of a decision that is no longer used."""
        slot = self._decision
        slot.value = pool.take_decision()
        arguments = (ruleset, record, event, payload, now, self._context)
        status = lib.stg_decide(*arguments, self._decision_ref, self._error_ref)
        return self._decided(status, pool)

    def resolve(
        self, said: Surroundings, pool: Pool, function: Any, *arguments: Any
    ) -> PooledDecision:
        """Decides by another of the library's functions, which may change what is said."""
        self.say(said)
        self._said = None
        self._decision.value = pool.take_decision()
        status = function(*arguments, self._context, self._decision_ref, self._error_ref)
        return self._decided(status, pool)

    def _decided(self, status: int, pool: Pool) -> PooledDecision:
        pointer = self._decision.value
        owned = None if pointer is None else PooledDecision(pointer)
        if owned is not None:
            owned.pool = pool
        if status:
            check(status, self._error)
        assert owned is not None
        return owned

    def advance(
        self, said: Surroundings, ruleset: int, record: int, now: int
    ) -> tuple[DecisionList, LimitError | None]:
        """What comes due, and the error where that is more than one call takes."""
        self.say(said)
        handle, error = c_void_p(), c_void_p()
        arguments = (ruleset, record, now, self._context)
        status = lib.stg_advance(*arguments, byref(handle), byref(error))
        owned = None if handle.value is None else DecisionList(handle.value)
        try:
            check(status, error)
        except LimitError as limit:
            if owned is None:
                raise
            return owned, limit
        assert owned is not None
        return owned, None


def _surround(context: int, said: Surroundings) -> None:
    lib.stg_context_reset(context)
    if said.actor != NOBODY:
        _set_actor(context, said.actor)
    if said.event_id:
        event_id = said.event_id.encode()
        run(lib.stg_context_set_event_id, context, event_id, len(event_id))
    if said.expected_sequence is not None:
        run(lib.stg_context_set_expected_sequence, context, said.expected_sequence)
    if said.trace:
        run(lib.stg_context_set_trace, context, True)
    _set_counters(context, said.counters)
    if said.counters_complete:
        run(lib.stg_context_set_counters_complete, context, True)


def _key(key: Any) -> str:
    utf8("the key of a counter", key)
    return str(key)


def _count(what: str, value: Any) -> int:
    number = int64(what, value)
    if number < 0:
        raise UsageError(f"{what} is at least 0, not {number}", "invalid-argument")
    return number


def _set_actor(context: int, actor: Actor) -> None:
    names = [role.encode() for role in actor.roles]
    roles = (Str * len(names))(*(_lend(name) for name in names))
    actor_id = actor.id.encode()
    run(lib.stg_context_set_actor, context, actor_id, len(actor_id), roles, len(names))


def _set_counters(context: int, counters: tuple[tuple[int, str, int], ...]) -> None:
    for quota, key, used in counters:
        words = key.encode()
        run(lib.stg_context_set_counter, context, quota, words, len(words), used)


def _lend(words: bytes) -> Str:
    """Text for the library, good as long as the bytes live."""
    return Str(ctypes.cast(ctypes.c_char_p(words), c_void_p), len(words))


class Pool:
    """The workspaces and used decisions of one ruleset. Threads may share it."""

    __slots__ = ("_workspaces", "_decisions", "_migrates")

    def __init__(self, migrates: bool) -> None:
        self._migrates = migrates
        self._workspaces: list[Workspace] = []
        self._decisions: list[int] = []

    def take(self, ruleset: int) -> Workspace:
        """A workspace that nobody else uses; give it back."""
        try:
            return self._workspaces.pop()
        except IndexError:
            return Workspace(ruleset, self._migrates)

    def give(self, workspace: Workspace) -> None:
        """Takes a workspace back."""
        self._workspaces.append(workspace)

    def take_decision(self) -> int | None:
        """A decision whose memory may be used again, if there is one."""
        try:
            return self._decisions.pop()
        except IndexError:
            return None

    def give_decision(self, pointer: int) -> None:
        """Takes a decision that nobody looks at any more."""
        if len(self._decisions) < _MAX_KEPT:
            self._decisions.append(pointer)
        else:
            lib.stg_decision_free(pointer)

    def clear(self) -> None:
        """Frees what is not in use."""
        self._workspaces.clear()
        while (pointer := self.take_decision()) is not None:
            lib.stg_decision_free(pointer)

    def __del__(self) -> None:
        self.clear()


class PooledDecision(Owned):
    """A decision that gives its memory back to `pool` with its last reference."""

    pool: Pool

    def __del__(self) -> None:
        self.pool.give_decision(int(self))


class ListedDecision(int):
    """A decision of a list, which lives as long as one of them is looked at."""

    owner: DecisionList


class DecisionList(Owned):
    """A list of decisions."""

    __slots__ = ()

    def __del__(self) -> None:
        lib.stg_decisions_free(self)

    def decisions(self) -> list[ListedDecision]:
        """The decisions, in order."""
        count = lib.stg_decisions_count(self)
        found = [ListedDecision(lib.stg_decisions_get(self, index)) for index in range(count)]
        for decision in found:
            decision.owner = self
        return found
