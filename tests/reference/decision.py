# SPDX-License-Identifier: Apache-2.0
"""A decision, and its JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cel import Failure, Instant, Unknown
from record import Record, dumped, plain, record_json
from rules import Rules
from timers import Timers


@dataclass
class Event:
    name: str
    at: int
    id: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    actor: str = ""
    roles: list[str] = field(default_factory=list)
    counters: dict[str, dict[str, int]] = field(default_factory=dict)  # by quota and key


@dataclass
class Decision:
    record: Record
    at: int
    cause: dict
    outcome: str
    start: str  # the stage before
    to: str | None = None
    first_outcome: str | None = None
    transition: str | None = None
    reasons: list[dict] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    set: list[str] = field(default_factory=list)
    actions: list[dict] = field(default_factory=list)
    counters: list[dict] = field(default_factory=list)

    def because(self, code: str, text: str) -> None:
        self.reasons.append({"code": code, "text": text})


class Stopped(Exception):
    """A step that cannot be taken: what is unknown, or an expression that failed."""

    def __init__(
        self, outcome: str, needs: frozenset[str] = frozenset(), message: str = ""
    ) -> None:
        super().__init__(outcome)
        self.outcome, self.needs, self.message = outcome, needs, message


def stopped_by(value: Unknown | Failure) -> Stopped:
    if isinstance(value, Unknown):
        return Stopped("needs", value.names)
    return Stopped("error", message=value.message)


def timers_json(rules: Rules, timers: Timers, record: Record) -> list[dict]:
    armed = [d for d in rules.deadlines if d.name in record.timers]
    return [
        {
            "name": deadline.name,
            "due": plain(rules, Instant(record.timers[deadline.name].due)),
            "flags": timers.flags(record, deadline),
        }
        for deadline in armed
        if record.timers[deadline.name].due is not None
    ]


def decision_json(rules: Rules, timers: Timers, decision: Decision, due: int | None) -> str:
    record = decision.record
    return dumped(
        {
            "record": record.id,
            "at": plain(rules, Instant(decision.at)),
            "cause": decision.cause,
            "outcome": decision.outcome,
            "first_outcome": decision.first_outcome,
            "from": decision.start,
            "to": decision.to,
            "transition": decision.transition,
            "reasons": decision.reasons,
            "needs": decision.needs,
            "set": {name: plain(rules, record.facts.get(name)) for name in decision.set},
            "actions": decision.actions,
            "timers": timers_json(rules, timers, record),
            "counters": decision.counters,
            "next_due": None if due is None else plain(rules, Instant(due)),
            "sequence": record.sequence,
            "new_record": record_json(rules, record),
        }
    )
