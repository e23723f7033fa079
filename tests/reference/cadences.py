# SPDX-License-Identifier: Apache-2.0
"""Cadences: touches planned from the entry, from each other, within quiet hours and a cap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import instants
from instants import Span, parse_span
from rules import Rules, Stage

ROUNDS = 8  # quiet hours and the cap push each other on


@dataclass
class Plan:
    """Where a record is in the cadence of a stage."""

    next: int | None = None
    planned: int | None = None
    base: int | None = 0
    last: int | None = None
    position: int = 0
    touches: int = 0


def times(span: Span, count: int) -> Span:
    return replace(
        span, months=span.months * count, days=span.days * count, exact=span.exact * count
    )


class Cadences:
    """A step's view of the cadences of its stage."""

    def __init__(self, rules: Rules, record: Any, expressions: Any) -> None:
        self.rules, self.record, self.expressions = rules, record, expressions
        self.contact: dict = rules.data.get("contact", {})

    def cadence(self, stage: Stage) -> dict:
        return self.rules.data["cadences"][stage.data["cadence"]]

    def after(self, start: int, span: Span) -> int:
        return instants.reach(self.rules.zone, self.rules.calendar, start, span)[0]

    def enter(self, stage: Stage, now: int) -> None:
        if "cadence" in stage.data:
            self.record.plans[stage.path] = Plan(base=now, last=now)
            self.plan_next(stage, now)

    def leave(self, stage: Stage) -> None:
        if "cadence" in stage.data:
            self.record.plans[stage.path] = Plan()

    def activity(self, event: str) -> bool:
        """An answer ends it."""
        found = False
        for stage in self.rules.stages[self.record.stage].line():
            plan = self.record.plans.get(stage.path)
            if plan is None or plan.next is None:
                continue
            if event in self.cadence(stage).get("stop_after", []):
                plan.next = plan.planned = None
                found = True
        return found

    # ---------------------------------------------------------------- when

    def planned(self, stage: Stage, plan: Plan) -> int | None:
        cadence, steps = self.cadence(stage), self.cadence(stage).get("steps", [])
        if plan.position < len(steps):
            step = steps[plan.position]
            if "after" in step:
                return self.after(self.record.stages[stage.path][0], parse_span(step["after"]))
            return self.after(plan.last or 0, parse_span(step["after_previous"]))
        count = plan.position - len(steps)
        if "then" not in cadence or count >= cadence["then"].get("at_most", count + 1):
            return None
        repeats = times(parse_span(cadence["then"]["every"]), count + 1)
        last = parse_span(steps[-1]["after"]) if steps and "after" in steps[-1] else Span("exact")
        return instants.reach_both(
            self.rules.zone, self.rules.calendar, plan.base or 0, last, repeats
        )[0]

    def after_last(self, cadence: dict, plan: Plan) -> int:
        """Nothing more is planned: an answer is waited for as long as before."""
        if "then" in cadence:
            length = cadence["then"]["every"]
        else:
            last = cadence["steps"][-1]
            length = last.get("after") or last["after_previous"]
        return self.after(plan.last or 0, parse_span(length))

    def gives_up(self, stage: Stage) -> bool:
        unanswered = self.cadence(stage).get("unanswered")
        return bool(unanswered) and self.record.plans[stage.path].touches >= unanswered["after"]

    def plan_next(self, stage: Stage, now: int) -> None:
        plan = self.record.plans[stage.path]
        plan.planned = self.planned(stage, plan)
        if self.gives_up(stage):
            if plan.planned is None:
                plan.planned = self.after_last(self.cadence(stage), plan)
            plan.next = max(plan.planned, now)
        else:
            plan.next = None if plan.planned is None else self.allowed(max(plan.planned, now))

    def allowed(self, at: int) -> int:
        for _ in range(ROUNDS):
            moved = self.after_quiet_hours(self.after_cap(at))
            if moved == at:
                break
            at = moved
        return at

    def after_quiet_hours(self, at: int) -> int:
        if "quiet_hours" not in self.contact:
            return at
        begin, end = (instants.clock(text) for text in self.contact["quiet_hours"].split("-"))
        begin %= instants.DAY
        wall = instants.to_wall(self.rules.zone, at)
        day, of_day = divmod(wall, instants.DAY)
        late, early = of_day >= begin, of_day < end
        overnight = begin > end
        if not (late or early) if overnight else not (late and early):
            return at
        over = (day + (1 if overnight and late else 0)) * instants.DAY + end
        first = instants.first_moment(self.rules.zone, over)
        return first if first > at else at + over - wall  # in an hour that comes again

    def after_cap(self, at: int) -> int:
        """Where the oldest touch that counts against the cap is out of the window."""
        most = self.contact.get("at_most")
        if most is None or len(self.record.contacts) < most:
            return at
        return max(at, self.after(self.record.contacts[0], parse_span(self.contact["window"])))

    # ---------------------------------------------------------------- touches

    def usable(self, via: Any) -> list[str]:
        channels = self.contact.get("channels", {})
        return [
            name
            for name in ([via] if isinstance(via, str) else via)
            if name not in channels or self.expressions.condition(channels[name]) is True
        ]

    def touch(self, stage: Stage, now: int) -> tuple[dict, int] | None:
        """The action's arguments and when it is due; None where no channel can be used."""
        cadence, plan = self.cadence(stage), self.record.plans[stage.path]
        steps = cadence.get("steps", [])
        step = steps[plan.position] if plan.position < len(steps) else cadence["then"]
        if plan.position < len(steps):
            plan.base = self.record.stages[stage.path][0] if "after" in step else plan.planned
        channels, due = self.usable(step["via"]), plan.planned
        if channels:
            plan.touches += 1
            plan.last = now
            self.note_contact(now)
        plan.position += 1
        self.plan_next(stage, now)
        if not channels:
            return None
        at = instants.text_of(self.rules.zone, due or 0)
        arguments = {"who": self.record.id, "channel": channels[0], "fallback": channels[1:]}
        return arguments | {"script": step["script"], "due": at}, due or 0

    def note_contact(self, now: int) -> None:
        most = self.contact.get("at_most")
        if most is not None:
            self.record.contacts = (self.record.contacts + [now])[-most:]
