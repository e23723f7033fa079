# SPDX-License-Identifier: Apache-2.0
"""Deadlines: what arms them, moves their due instants, stops their clocks."""

from __future__ import annotations

from typing import Any

import instants
from cel import Instant
from instants import Calendar, Span, parse_span
from record import Record, Timer
from rules import Deadline, Rules


def label(reminder: dict) -> str:
    return reminder.get("at") or reminder["before"]


class Timers:
    def __init__(self, rules: Rules) -> None:
        self.rules, self.zone = rules, rules.zone

    def calendar(self, deadline: Deadline) -> Calendar | None:
        own = deadline.data.get("calendar")
        return self.rules.calendars[own] if own else self.rules.calendar

    # ---------------------------------------------------------------- instants, with their flag

    def after(self, deadline: Deadline, timer: Timer, start: int, span: Span) -> int:
        at, outside = instants.reach(self.zone, self.calendar(deadline), start, span)
        timer.coverage = timer.coverage or outside
        return at

    def rolled(self, deadline: Deadline, timer: Timer, at: int) -> int:
        if "roll" not in deadline.data:
            return at
        calendar = self.calendar(deadline)
        assert calendar is not None
        at, outside = instants.roll(self.zone, calendar, at, deadline.data["roll"] == "forward")
        timer.coverage = timer.coverage or outside
        return at

    # ---------------------------------------------------------------- what moves a timer

    def arm(self, deadline: Deadline, anchor: int, now: int, old: Timer | None) -> Timer:
        """What was granted and has fired in this stay remains."""
        before = "before" in deadline.data
        timer = Timer(anchor, now if before else anchor, None)
        if old is not None:
            timer.extensions, timer.fired = old.extensions, old.fired
        due = anchor
        if deadline.span is not None:
            span = deadline.span.back() if before else deadline.span
            due = self.after(deadline, timer, anchor, span)
        due = self.rolled(deadline, timer, due)
        if "refresh" in deadline.data:
            most = parse_span(deadline.data["refresh"]["at_most"])
            timer.hard_stop = self.after(deadline, timer, anchor, most)
        self.place(deadline, timer, due, now)
        return timer

    def place(self, deadline: Deadline, timer: Timer, due: int, now: int) -> None:
        """Never due in the past. Reminders that have been given come again where they are to come;
        one whose instant passed before there was a timer is given at once."""
        timer.due = max(due, now)
        is_over = timer.due <= now

        def has_passed(reminder: dict) -> bool:
            at = self.reminder_at(deadline, timer, reminder)
            return at < now if is_over else label(reminder) in timer.reminded and at <= now

        timer.reminded = [label(r) for r in self.ordered(deadline) if has_passed(r)]

    def extend(self, deadline: Deadline, timer: Timer, now: int) -> None:
        assert timer.due is not None
        add = parse_span(deadline.data["extend"]["add"])
        due = self.after(deadline, timer, timer.due, add)
        self.place(deadline, timer, self.rolled(deadline, timer, due), now)
        timer.extensions += 1

    def refresh(self, deadline: Deadline, timer: Timer, now: int) -> None:
        """Activity only ever gives more time, and none past the hard stop."""
        assert timer.due is not None and timer.hard_stop is not None
        due = self.after(deadline, timer, now, parse_span(deadline.data["refresh"]["add"]))
        due = self.rolled(deadline, timer, due)
        self.place(deadline, timer, max(timer.due, min(due, timer.hard_stop)), now)

    def resume(self, deadline: Deadline, timer: Timer, now: int) -> None:
        held, timer.held = timer.held, None
        assert held is not None and timer.due is not None
        due, held = timer.due, max(held, timer.start)
        if held < now:
            due = self.rolled(deadline, timer, self.after_hold(deadline, timer, held, now))
            span, calendar = deadline.span or Span("exact"), self.calendar(deadline)
            timer.start = instants.start_after_hold(
                self.zone, calendar, timer.start, held, now, span
            )
        self.place(deadline, timer, due, now)

    def after_hold(self, deadline: Deadline, timer: Timer, held: int, now: int) -> int:
        """What came due meanwhile, without working time left, waits for work to begin."""
        span, calendar = deadline.span or Span("exact"), self.calendar(deadline)
        due, outside = instants.after_hold(self.zone, calendar, timer.due or 0, held, now, span)
        timer.coverage = timer.coverage or outside
        if due >= now or not span.kind.startswith("business"):
            return max(due, now)
        assert calendar is not None
        due, outside = instants.next_work(self.zone, calendar, now)
        timer.coverage = timer.coverage or outside
        return due

    # ---------------------------------------------------------------- reminders

    def ordered(self, deadline: Deadline) -> list[dict]:
        """Percents from the lowest, then those before the due instant, the longest first."""

        def key(reminder: dict) -> tuple:
            if "at" in reminder:
                return 0, int(reminder["at"].rstrip("%"))
            span = parse_span(reminder["before"])
            return 1, -(span.months * 30 * instants.DAY + span.days * instants.DAY + span.exact)

        return sorted(deadline.reminders, key=key)

    def reminder_at(self, deadline: Deadline, timer: Timer, reminder: dict) -> int:
        assert timer.due is not None
        calendar = self.calendar(deadline)
        if "at" in reminder:
            percent, span = int(reminder["at"].rstrip("%")), deadline.span or Span("exact")
            return instants.share_of_time(
                self.zone, calendar, timer.start, timer.due, percent, span
            )
        span = parse_span(reminder["before"]).back()
        return instants.reach(self.zone, calendar, timer.due, span)[0]

    def next_reminder(self, deadline: Deadline, timer: Timer) -> tuple[int, dict] | None:
        left = [r for r in self.ordered(deadline) if label(r) not in timer.reminded]
        found = [(self.reminder_at(deadline, timer, r), r) for r in left]
        return min(found, key=lambda one: one[0], default=None)

    # ---------------------------------------------------------------- requests

    def pending(self, record: Record, deadline: Deadline) -> dict | None:
        found = (r for r in record.requests if r.get("deadline") == deadline.name)
        return next(found, None)

    def fires_at(self, record: Record, deadline: Deadline) -> int:
        """While more time is asked for, not before that request expires."""
        due, request = record.timers[deadline.name].due, self.pending(record, deadline)
        assert due is not None
        return due if request is None else max(due, request["expires"])

    def flags(self, record: Record, deadline: Deadline) -> list[str]:
        timer = record.timers[deadline.name]
        flags = {
            "overdue": timer.overdue,
            "held": timer.held is not None,
            "pending": self.pending(record, deadline) is not None,
            "calendar_coverage": timer.coverage,
        }
        return [name for name, is_so in flags.items() if is_so]


class Following:
    """A step's view of the deadlines of its stage: they follow facts and activity."""

    def __init__(self, timers: Timers, record: Record, expressions: Any) -> None:
        self.timers, self.record, self.expressions = timers, record, expressions
        self.rules = timers.rules

    def anchor(self, deadline: Deadline, entered: int) -> int | None:
        data = deadline.data
        if "from" in data:
            value = self.expressions.value(data["from"])
        elif "before" in data:
            value = self.record.facts.get(data["of"])
        else:
            return entered
        return value.micros if isinstance(value, Instant) else None

    def enter(self, deadline: Deadline, now: int) -> None:
        self.record.timers.pop(deadline.name, None)
        anchor = self.anchor(deadline, now)
        if anchor is not None:
            self.record.timers[deadline.name] = self.timers.arm(deadline, anchor, now, None)

    def leave(self, deadline: Deadline) -> None:
        self.record.timers.pop(deadline.name, None)
        self.record.requests = [
            r for r in self.record.requests if r.get("deadline") != deadline.name
        ]

    def follow(self, now: int, changed: set[str]) -> None:
        """Clocks stop and run again, what counts from a fact that has changed counts anew."""
        for deadline in self.here():
            self.follow_anchor(deadline, now, changed)
            self.follow_pause(deadline, now)

    def here(self) -> list[Deadline]:
        """Inner before outer; none in a final stage."""
        leaf = self.rules.stages[self.record.stage]
        return [] if leaf.final else [d for stage in leaf.line() for d in stage.deadlines]

    def follow_anchor(self, deadline: Deadline, now: int, changed: set[str]) -> None:
        data, timers = deadline.data, self.record.timers
        timer = timers.get(deadline.name)
        restarts = data.get("on_transfer") == "restart" and "owner" in changed
        if restarts and timer is not None and timer.due is not None:
            timer = timers[deadline.name] = self.timers.arm(deadline, now, now, timer)
        if "from" not in data and "before" not in data:
            return
        anchor = self.anchor(deadline, now)
        old = timer.anchor if timer is not None else None
        if anchor == old or (timer is not None and timer.fired and data.get("late") == "once"):
            return
        if anchor is not None:
            timers[deadline.name] = self.timers.arm(deadline, anchor, now, timer)
        elif timer is not None:
            disarm(timer)
            timer.anchor = None

    def follow_pause(self, deadline: Deadline, now: int) -> None:
        timer = self.record.timers.get(deadline.name)
        if "pause_while" not in deadline.data or timer is None or timer.due is None:
            return
        self.expressions.due = timer.due
        stands = self.expressions.condition(deadline.data["pause_while"]) is True
        if stands and timer.held is None:
            timer.held = now
        elif not stands and timer.held is not None:
            self.timers.resume(deadline, timer, now)

    def activity(self, event: str, now: int) -> bool:
        """Idle deadlines begin again, others get more time."""
        return any([self.one_activity(deadline, event, now) for deadline in self.here()])

    def one_activity(self, deadline: Deadline, event: str, now: int) -> bool:
        data, timers = deadline.data, self.record.timers
        timer = timers.get(deadline.name)
        if event in data.get("reset_by", []):
            timers[deadline.name] = self.timers.arm(deadline, now, now, timer)
            return True
        armed = timer is not None and timer.due is not None
        if armed and event in data.get("refresh", {}).get("by", []):
            self.timers.refresh(deadline, timer, now)
            return True
        return False


def disarm(timer: Timer) -> None:
    timer.due = timer.held = None
    timer.overdue = False
