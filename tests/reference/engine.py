# SPDX-License-Identifier: Apache-2.0
"""The reference engine: what docs/language.md says, decided slowly and plainly."""

from __future__ import annotations

from typing import Any

from cel import Failure, Unknown
from decision import Decision, Event, Stopped, decision_json, stopped_by
from delivery import Delivery
from instants import parse_span, reach, text_of
from record import Record
from resolution import Resolution
from rules import Deadline, Rules, Stage
from step import Step
from timers import Timers, disarm, label

MOST_NAMES = 5  # of deadlines in a message
MOST_DECISIONS = 200  # of one call; the library's limit is higher, and would take too long here

# Of what comes due at one instant, in this order.
HELD, EXPIRY, REMINDER, DEADLINE, PLAN = range(5)


class Endless(Exception):
    """A history in which deadlines chase each other round."""


def last_reminders(decisions: list[Decision], armings: list[tuple | None]) -> list[Decision]:
    """Of several reminders of one deadline the last alone, flagged late; the record is the same."""
    kept = []
    for number, (decision, arming) in enumerate(zip(decisions, armings)):
        if arming is not None and arming in armings[number + 1 :]:
            continue
        if arming is not None and arming in armings[:number]:
            decision.cause["late"] = True
        kept.append(decision)
    return kept


class Engine:
    def __init__(self, rules: Rules) -> None:
        self.rules, self.timers = rules, Timers(rules)

    def step(self, record: Record, at: int, event: Event | None = None) -> Step:
        return Step(self.rules, self.timers, record, at, event)

    def to_json(self, decision: Decision) -> str:
        due = self.next_due(decision.record)
        return decision_json(self.rules, self.timers, decision, due)

    # ---------------------------------------------------------------- records

    def place(self, id: str, at: int) -> Record:
        leaf = self.rules.leaf(self.rules.resolve(self.rules.initial, None))
        facts = {n: f["default"] for n, f in self.rules.facts.items() if "default" in f}
        line = list(reversed(leaf.line()))
        record = Record(id, leaf.path, 0, at, facts, {s.path: (at, 1) for s in line}, {}, [])
        step = self.step(record, at)
        for stage in line if not leaf.final else []:
            for deadline in stage.deadlines:
                step.deadlines.enter(deadline, at)
            step.cadences.enter(stage, at)
        step.deadlines.follow(at, set())
        return self.untried(step.record)

    def untried(self, record: Record) -> Record:
        """One whose automatic transition fails: the next advance says so."""
        settled = self.settle(record)
        if settled is not None and settled.outcome in ("needs", "error"):
            record.changed = set()
        return record

    def set_by_hand(self, record: Record, facts: dict[str, Any]) -> Record:
        changed = {name for name, value in facts.items() if record.facts.get(name) != value}
        record = record.copy()
        record.facts |= facts
        record.facts = {name: v for name, v in record.facts.items() if v is not None}
        if changed:
            record.changed = (record.changed or set()) | changed
        return record

    def caught_up(self, record: Record) -> Record:
        """With what follows facts set by hand, as of the record's last change."""
        if record.changed is None:
            return record
        decision = Decision(record, record.clock, {}, "stayed", record.stage)
        made = self.step(record, record.clock).commit(decision).record
        made.sequence = record.sequence
        return made

    def refreshed(self, record: Record, at: int) -> Record:
        """Facts set by hand hold from `at` on."""
        at = max(at, record.clock)
        decision = Decision(record, at, {}, "stayed", record.stage)
        made = self.step(record, at).commit(decision).record
        return made if record.changed is None else self.untried(made)

    def begin(self, record: Record, at: int) -> Decision:
        """It enters the stage that it stands in."""
        at = max(at, record.clock)
        decision = Decision(record, at, {"begin": record.stage}, "moved", record.stage)
        step = self.step(record, at)
        try:
            step.begin()
            step.automatic()
            return step.commit(decision)
        except Stopped as stop:
            self.stop(decision, stop)
            return decision

    # ---------------------------------------------------------------- what is due

    def things_due(self, record: Record) -> list[tuple[tuple, Any]]:
        """Everything to come, in order, each with its instant, kind, depth, place and number."""
        found: list[tuple[tuple, Any]] = []
        leaf = self.rules.stages[record.stage]
        for number, event in enumerate(record.held):
            if any(event["event"] in stage.handlers for stage in leaf.line() if not leaf.final):
                found.append(((record.clock, HELD, 0, 0, number), event))
        for number, request in enumerate(record.requests):
            if request.get("expires") is not None:
                found.append(((request["expires"], EXPIRY, 0, 0, number), request))
        for deadline in self.rules.deadlines:
            if deadline.name in record.timers and record.timers[deadline.name].runs:
                found += self.of_deadline(record, deadline)
        for number, stage in enumerate(self.rules.stages.values()):
            plan = record.plans.get(stage.path)
            if plan is not None and plan.next is not None:
                found.append(((plan.next, PLAN, 0, number, 0), stage))
        return sorted(found, key=lambda item: item[0])

    def of_deadline(self, record: Record, deadline: Deadline) -> list[tuple[tuple, Any]]:
        depth, timer = self.rules.stages[deadline.stage].depth, record.timers[deadline.name]
        at = self.timers.fires_at(record, deadline)
        found: list[tuple[tuple, Any]] = [((at, DEADLINE, depth, deadline.index, 0), deadline)]
        if (reminder := self.timers.next_reminder(deadline, timer)) is not None:
            due = max(reminder[0], record.clock)  # one that has passed is given at once
            found.append(((due, REMINDER, depth, deadline.index, 0), (deadline, reminder[1])))
        return found

    def first_due(self, record: Record) -> int | None:
        found = self.things_due(record)
        return found[0][0][0] if found else None

    def next_due(self, record: Record) -> int | None:
        """At once, where an automatic transition can be taken, or fails, that no step has tried."""
        is_new, record = record.changed is not None, self.caught_up(record)
        due = self.first_due(record)
        if due is not None and due <= record.clock:
            return due
        settled = self.settle(record)
        can = settled is not None and (is_new or settled.outcome not in ("needs", "error"))
        return record.clock if can else due

    # ---------------------------------------------------------------- time

    def advance(self, record: Record, now: int) -> list[Decision]:
        decisions: list[Decision] = []
        armings: list[tuple | None] = []  # which clock each reminder belongs to
        due_at = self.next_due(record)
        is_tried = record.changed is None and (due_at is None or due_at > record.clock)
        first = record = self.caught_up(record)
        if not is_tried and (settled := self.settle(record)):
            armings.append(None)
            decisions.append(settled)
            record = settled.record
        while True:
            due = self.things_due(record)
            if len(decisions) > MOST_DECISIONS:
                raise Endless
            if not due or due[0][0][0] > record.clock:
                settled = self.settle(record)
                if settled is not None and settled.outcome not in ("needs", "error"):
                    armings.append(None)
                    decisions.append(settled)
                    record = settled.record
                    continue
            if not due or due[0][0][0] > now:
                return last_reminders(decisions, armings)
            (at, kind, *_), thing = due[0]
            armings.append(self.arming(record, thing[0]) if kind == REMINDER else None)
            if kind == DEADLINE:
                why = self.endless(thing, max(at, record.clock), record, first, decisions)
                decisions.append(self.fire(record, thing, max(at, record.clock), at, now, why))
            else:
                decisions.append(self.happen(record, kind, thing, at))
            record = decisions[-1].record

    def arming(self, record: Record, deadline: Deadline) -> tuple:
        return deadline.name, record.timers[deadline.name].start

    def endless(
        self, deadline: Deadline, at: int, record: Record, first: Record, made: list[Decision]
    ) -> str:
        """Why it must not fire: it has at this instant, in the same stage with the same facts."""
        for number in reversed(range(len(made))):
            if at != made[number].at:
                break
            then = made[number - 1].record if number else first
            if made[number].cause != {"deadline": deadline.name}:
                continue
            if (then.stage, then.facts) != (record.stage, record.facts):
                continue
            causes = [d.cause["deadline"] for d in made[number:] if "deadline" in d.cause]
            names = list(dict.fromkeys(causes))
            listed = ", ".join(f"'{name}'" for name in names[:MOST_NAMES])
            more = ", ..." if len(names) > MOST_NAMES else ""
            verb, who = "lead back to each other", "They wait"
            if len(names) == 1:
                verb, who = "leads back to itself", "It waits"
            when = text_of(self.rules.zone, at)
            return f"{listed}{more} {verb} at {when}. {who} until a fact changes"
        return ""

    def happen(self, record: Record, kind: int, thing: Any, due: int) -> Decision:
        """No decision is earlier than the one before."""
        at = max(due, record.clock)
        if kind == HELD:
            return self.deliver_held(record, thing)
        if kind == EXPIRY:
            return self.expire(record, thing, at)
        if kind == REMINDER:
            return self.remind(record, *thing, at)
        return self.go_on(record, thing, at)

    def settle(self, record: Record) -> Decision | None:
        """Automatic transitions of a record that was placed, whose stage's none has tried yet."""
        step = self.step(record, record.clock)
        decision = Decision(record, record.clock, {}, "moved", record.stage)
        try:
            if step.automatic() is None:
                return None
            step.commit(decision)
        except Stopped as stop:
            self.stop(decision, stop)
            self.step(record, record.clock).commit(decision)
        assert step.tried is not None
        decision.cause, decision.transition = {"auto": step.tried.name}, step.tried.name
        return decision

    def remind(self, record: Record, deadline: Deadline, reminder: dict, at: int) -> Decision:
        cause = {"reminder": deadline.name, "at": label(reminder), "late": False}
        decision = Decision(record, at, cause, "stayed", record.stage)
        step = self.step(record, at)
        timer = step.record.timers[deadline.name]
        step.expressions.due = timer.due
        passed = [label(r) for r in self.timers.ordered(deadline)]
        timer.reminded = [n for n in passed if n in timer.reminded or n == label(reminder)]
        try:
            step.run(reminder.get("do", []))
        except Stopped as stop:
            step.actions = []
            self.stop(decision, stop)
        return step.commit(decision)

    def fire(
        self, record: Record, deadline: Deadline, at: int, due: int, now: int, why: str
    ) -> Decision:
        decision = Decision(record, at, {"deadline": deadline.name}, "stayed", record.stage)
        if why:
            decision.outcome = "error"
            decision.because("endless", why)
            return self.wait_for_facts(decision, deadline)
        step = self.step(record, at)
        timer = step.record.timers[deadline.name]
        step.expressions.due = timer.due
        try:
            if self.is_exempt(deadline, step):
                decision.because("exempt", "'exempt_if' holds: nothing happens")
                pass_by(timer)
                return step.commit(decision)
            pass_by(timer)
            if self.is_skipped(deadline, due, now):
                decision.outcome = "late"
                return step.commit(decision)
            if deadline.to is None:
                step.run(deadline.actions)
            else:
                target = self.rules.resolve(deadline.to, self.rules.stages[deadline.stage])
                step.move(target, deadline.actions)
            step.automatic()
        except Stopped as stop:
            return self.block(decision, deadline, stop)
        decision.outcome = "moved" if step.moved else "stayed"
        return step.commit(decision)

    def is_skipped(self, deadline: Deadline, due: int, now: int) -> bool:
        late = deadline.data.get("late")
        if not isinstance(late, dict):
            return False
        calendar = self.timers.calendar(deadline)
        return reach(self.rules.zone, calendar, due, parse_span(late["skip_after"]))[0] < now

    def is_exempt(self, deadline: Deadline, step: Step) -> bool:
        """A pause or an exemption that is not known stops the deadline."""
        for key in ("pause_while", "exempt_if"):
            if key not in deadline.data:
                continue
            value = step.expressions.condition(deadline.data[key])
            if isinstance(value, (Unknown, Failure)):
                raise stopped_by(value)
            if value and key == "exempt_if":
                return True
        return False

    def block(self, decision: Decision, deadline: Deadline, stop: Stopped) -> Decision:
        """It waits, overdue, until facts have changed."""
        self.stop(decision, stop)
        return self.wait_for_facts(decision, deadline)

    def wait_for_facts(self, decision: Decision, deadline: Deadline) -> Decision:
        step = self.step(decision.record, decision.at)
        step.record.timers[deadline.name].overdue = True
        return step.commit(decision)

    def go_on(self, record: Record, stage: Stage, at: int) -> Decision:
        """A move that fails is not tried again and again: the cadence has come to its end."""
        cause = {"cadence": stage.data["cadence"]}
        decision = Decision(record, at, cause, "stayed", record.stage)
        step = self.step(record, at)
        if not step.cadences.gives_up(stage):
            touch = step.cadences.touch(stage, at)
            if touch is None:
                decision.because("no_channel", "none of the step's channels can be used")
            else:
                step.actions.append(("touch", touch[0]))
                step.due[0] = touch[1]
            return step.commit(decision)
        decision.because("unanswered", "nobody answered")
        step.record.plans[stage.path].next = None
        try:
            to = step.cadences.cadence(stage)["unanswered"]["to"]
            step.move(self.rules.resolve(to, None), [])
            step.automatic()
            decision.outcome = "moved"
        except Stopped as stop:
            self.stop(decision, stop)
            step = self.step(record, at)
            step.record.plans[stage.path].next = None
        return step.commit(decision)

    def expire(self, record: Record, request: dict, at: int) -> Decision:
        name = request.get("deadline") or request["transition"]
        decision = Decision(record, at, {"expiry": name}, "stayed", record.stage)
        decision.because("expired", "nobody decided in time")
        step = self.step(record, at)
        step.record.requests.remove(request)
        return step.commit(decision)

    def deliver_held(self, record: Record, held: dict) -> Decision:
        """With its own actor, and without its id: that was noted when it was held."""
        ready = record.copy()
        ready.held.remove(held)
        event = Event(
            held["event"], record.clock, "", held["payload"], held["actor"], held["roles"]
        )
        cause = {"event": event.name, "id": held["id"] or None}
        decision = Decision(ready, record.clock, cause, "ignored", record.stage)
        Delivery(self, ready, event, decision, "held").run()
        if decision.record.sequence == record.sequence:
            if decision.outcome in ("needs", "error"):
                ready.forget(held["id"])
            self.step(ready, record.clock).commit(decision)
        return decision

    # ---------------------------------------------------------------- events

    def in_time(self, record: Record, now: int) -> Record:
        """A deadline that a fact set by hand has moved or stopped is not overdue."""
        due = self.first_due(record)
        return self.caught_up(record) if due is not None and due < now else record

    def decide(self, record: Record, event: Event, expected: int | None = None) -> Decision:
        record = self.in_time(record, event.at)
        at = max(event.at, record.clock)
        cause = {"event": event.name, "id": event.id or None}
        decision = Decision(record, at, cause, "ignored", record.stage)
        if not self.answered_early(record, event.id, expected, decision):
            arrival = "late" if event.at < record.clock else "in time"
            Delivery(self, record, event, decision, arrival).run()
        return decision

    def resolve(
        self, record: Record, word: str, of: str, event: Event, expected: int | None = None
    ) -> Decision:
        """Approves or rejects; `event` says when, by whom and under which id."""
        record = self.in_time(record, event.at)
        at = max(event.at, record.clock)
        decision = Decision(record, at, {}, "ignored", record.stage)
        resolution = Resolution(self, record, word, of, event, decision)
        if not self.answered_early(record, event.id, expected, decision):
            resolution.run()
        return decision

    def answered_early(
        self, record: Record, event_id: str, expected: int | None, decision: Decision
    ) -> bool:
        if expected is not None and expected != record.sequence:
            decision.outcome = "conflict"
            decision.because("sequence", f"the record is at {record.sequence}, not {expected}")
            return True
        first = next((h for h in record.history if h["id"] == event_id), None) if event_id else None
        if first is None:
            return False
        decision.outcome, decision.first_outcome = "duplicate", first["outcome"]
        return True

    def stop(self, decision: Decision, stop: Stopped) -> None:
        decision.outcome, decision.needs = stop.outcome, self.in_order(stop.needs)
        if stop.outcome == "error":
            decision.because("evaluation_failed", stop.message)

    def in_order(self, names: frozenset[str]) -> list[str]:
        """Facts as declared, then fields of the payload."""
        facts = [name for name in self.rules.facts if name in names]
        fields = [f"event.{f}" for fields in self.rules.payload_fields.values() for f in fields]
        fields = [name for name in dict.fromkeys(fields) if name in names]
        counters = [n for q in self.rules.quotas for n in sorted(names) if is_counter_of(n, q)]
        return facts + fields + counters


def is_counter_of(name: str, quota: str) -> bool:
    return name.partition("[")[0] == f"counters.{quota}"


def pass_by(timer: Any) -> None:
    """It is over until something arms it again."""
    disarm(timer)
    timer.fired = True
