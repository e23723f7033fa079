"""The reference engine: what docs/language.md says, decided slowly and plainly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cel import Failure, Instant, Unknown
from expressions import Expressions
from instants import DAY, parse_span, reach, roll
from record import Record, Timer, dumped, plain, record_json
from rules import Candidate, Deadline, Rules, Stage

REMEMBERED = 32
MOST_DECISIONS = 200  # of one call; the library's limit is higher, and would take too long here


class Endless(Exception):
    """A history in which deadlines chase each other round."""


@dataclass
class Event:
    name: str
    at: int
    id: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    actor: str = ""
    roles: list[str] = field(default_factory=list)


@dataclass
class Decision:
    """Its members in the order of their JSON."""

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


class Stopped(Exception):
    """A step that cannot be taken: what is unknown, or an expression that failed."""

    def __init__(self, outcome: str, needs: frozenset[str] = frozenset(), message: str = "") -> None:
        super().__init__(outcome)
        self.outcome, self.needs, self.message = outcome, needs, message


def by_kind(reminder: dict) -> tuple:
    """Percents first, from the lowest; then those before the due instant, as written."""
    return (0, int(reminder["at"].rstrip("%"))) if "at" in reminder else (1, 0)


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


def stopped_by(value: Unknown | Failure) -> Stopped:
    if isinstance(value, Unknown):
        return Stopped("needs", value.names)
    return Stopped("error", message=value.message)


class Step:
    """One step of a record, on a copy of it."""

    def __init__(self, engine: Engine, before: Record, at: int, event: Event | None, due: int | None):
        self.engine, self.rules = engine, engine.rules
        self.before, self.record = before, before.copy()
        self.at = at
        self.actions: list[tuple[str, dict]] = []
        self.moved = False
        self.written = False  # a fact, be it to what it was
        self.tried: Candidate | None = None  # the automatic transition
        self.expressions = Expressions(engine.rules, self.record, at, event, due)

    # ---------------------------------------------------------------- actions

    def run(self, actions: list[dict]) -> None:
        for action in actions:
            for name, body in action.items():
                self.run_one(name, body)

    def run_one(self, name: str, body: Any) -> None:
        if name == "set":
            self.set_facts(body)
        elif name == "clear":
            for fact in body:
                self.store(fact, None)
        elif name == "start":
            self.actions.append(("start", {"ruleset": body["ruleset"]}))
        else:
            self.actions.append((name, self.arguments(name, body)))

    def set_facts(self, body: dict) -> None:
        for fact, template in body.items():
            value = self.expressions.template(template)
            if isinstance(value, (Unknown, Failure)):
                raise stopped_by(value)
            self.store(fact, value)

    def store(self, fact: str, value: Any) -> None:
        self.written = True
        if value is None:
            self.record.facts.pop(fact, None)
        else:
            self.record.facts[fact] = value

    def arguments(self, name: str, body: dict) -> dict:
        found = {}
        for parameter in self.rules.actions[name]:
            value = self.expressions.template(body[parameter]) if parameter in body else None
            if isinstance(value, Failure):
                raise stopped_by(value)
            found[parameter] = None if isinstance(value, Unknown) else plain(self.rules, value)
        return found

    # ---------------------------------------------------------------- stages

    def move(self, target: Stage, actions: list[dict]) -> None:
        old, new = self.rules.stages[self.record.stage], self.rules.leaf(target)
        kept = [s for s in old.line() if s in new.line() and not (s is old and s is new)]
        left = [s for s in old.line() if s not in kept]
        entered = [s for s in reversed(new.line()) if s not in kept]
        for stage in left:
            self.run(stage.data.get("leave", []))
        self.run(actions)
        self.leave(left)
        self.enter(entered, new)
        for stage in entered:
            self.run(stage.data.get("enter", []))
        for stage in entered:
            self.arm(stage, new)
        self.moved = True

    def leave(self, left: list[Stage]) -> None:
        for stage in left:
            for deadline in stage.deadlines:
                self.record.timers.pop(deadline.name, None)

    def enter(self, entered: list[Stage], leaf: Stage) -> None:
        self.record.stage = leaf.path
        for stage in entered:
            visits = self.record.stages.get(stage.path, (0, 0))[1]
            self.record.stages[stage.path] = (self.at, visits + 1)

    def arm(self, stage: Stage, leaf: Stage) -> None:
        """In a final stage the deadlines of its groups do not hold."""
        if leaf.final:
            self.record.timers.clear()
            return
        for deadline in stage.deadlines:
            self.record.timers[deadline.name] = self.engine.new_timer(deadline, self.at)

    def automatic(self) -> Candidate | None:
        """Until none is enabled; gives the first that was taken."""
        first = None
        while (found := self.enabled_auto()) is not None:
            first = first or found
            self.tried = first
            self.take(found)
        return first

    def enabled_auto(self) -> Candidate | None:
        leaf = self.rules.stages[self.record.stage]
        for stage in leaf.line() if not leaf.final else []:
            for one in stage.autos:
                value = self.expressions.condition(one.when)
                if isinstance(value, Failure):
                    self.tried = self.tried or one
                    raise stopped_by(value)
                if isinstance(value, Unknown):
                    return None  # rather than a more permissive one
                if value:
                    return one
        return None

    def take(self, one: Candidate) -> None:
        if one.to is None:
            self.run(one.actions)
        else:
            self.move(self.rules.resolve(one.to, self.rules.stages[self.record.stage]), one.actions)

    # ---------------------------------------------------------------- the end

    def changed_facts(self) -> list[str]:
        before, after = self.before.facts, self.record.facts
        return [n for n in self.rules.facts if before.get(n) != after.get(n)]

    def finish(self, decision: Decision) -> Decision:
        """The record's number, clock, and what the facts' change means for blocked deadlines."""
        record = self.record
        record.sequence += 1
        record.clock = self.at
        decision.record = record
        decision.set = self.changed_facts()
        if self.moved:
            decision.to = record.stage
        if self.written:
            for timer in record.timers.values():
                timer.overdue = False
        decision.actions = [
            {
                "id": f"{record.id}/{record.sequence}/{i}",
                "name": name,
                "arguments": arguments,
                "due": None,
            }
            for i, (name, arguments) in enumerate(self.actions)
        ]
        return decision


class Engine:
    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    # ---------------------------------------------------------------- records

    def place(self, id: str, at: int) -> Record:
        leaf = self.rules.leaf(self.rules.resolve(self.rules.initial, None))
        facts = {n: f["default"] for n, f in self.rules.facts.items() if "default" in f}
        line = list(reversed(leaf.line()))
        record = Record(id, leaf.path, 0, at, facts, {s.path: (at, 1) for s in line}, {}, [])
        for stage in line if not leaf.final else []:
            for deadline in stage.deadlines:
                record.timers[deadline.name] = self.new_timer(deadline, at)
        return record

    def new_timer(self, deadline: Deadline, at: int) -> Timer:
        assert deadline.span is not None
        return Timer(at, reach(self.rules.zone, self.rules.calendar, at, deadline.span)[0])

    # ---------------------------------------------------------------- what is due

    def reminder_at(self, timer: Timer, reminder: dict) -> int:
        if "at" in reminder:
            percent = int(reminder["at"].rstrip("%"))
            return timer.start + (timer.due - timer.start) * percent // 100
        span = parse_span(reminder["before"]).back()
        return reach(self.rules.zone, self.rules.calendar, timer.due, span)[0]

    def label(self, reminder: dict) -> str:
        return reminder.get("at") or reminder["before"]

    def things_due(self, record: Record) -> list[tuple[tuple, Deadline, dict | None]]:
        """Every reminder and deadline to come, in order."""
        found: list[tuple[tuple, Deadline, dict | None]] = []
        for deadline in self.rules.deadlines:
            timer = record.timers.get(deadline.name)
            if timer is None:
                continue
            depth = self.rules.stages[deadline.stage].depth
            if not timer.overdue:
                found.append(((timer.due, 1, depth, deadline.index, 0), deadline, None))
            for number, reminder in enumerate(deadline.reminders):
                at = self.reminder_at(timer, reminder)
                if at >= timer.start and self.label(reminder) not in timer.reminded:
                    found.append(((at, 0, depth, deadline.index, number), deadline, reminder))
        return sorted(found, key=lambda item: item[0])

    def next_due(self, record: Record) -> int | None:
        found = self.things_due(record)
        return found[0][0][0] if found else None

    def advance(self, record: Record, now: int) -> list[Decision]:
        decisions: list[Decision] = []
        armings: list[tuple | None] = []  # which clock each reminder belongs to
        if settled := self.settle(record):
            armings.append(None)
            decisions.append(settled)
            record = settled.record
        while True:
            due = self.things_due(record)
            if len(decisions) > MOST_DECISIONS:
                raise Endless
            if not due or due[0][0][0] > now:
                return last_reminders(decisions, armings)
            (at, *_), deadline, reminder = due[0]
            at = max(at, record.clock)  # no decision is earlier than the one before
            if reminder is None:
                armings.append(None)
                decisions.append(self.fire(record, deadline, at))
            else:
                visits = record.stages[deadline.stage][1]
                armings.append((deadline.name, visits, record.timers[deadline.name].start))
                decisions.append(self.remind(record, deadline, reminder, at))
            record = decisions[-1].record

    def settle(self, record: Record) -> Decision | None:
        """Automatic transitions of a record that was placed, whose stage's none has tried yet."""
        step = Step(self, record, record.clock, None, None)
        decision = Decision(record, record.clock, {}, "moved", record.stage)
        try:
            first = step.automatic()
            if first is None:
                return None
            step.finish(decision)
        except Stopped as stop:
            self.stop(decision, stop)
        assert step.tried is not None
        decision.cause, decision.transition = {"auto": step.tried.name}, step.tried.name
        return decision

    def remind(self, record: Record, deadline: Deadline, reminder: dict, at: int) -> Decision:
        label = self.label(reminder)
        cause = {"reminder": deadline.name, "at": label, "late": False}
        step = Step(self, record, at, None, record.timers[deadline.name].due)
        decision = Decision(record, at, cause, "stayed", record.stage)
        timer = step.record.timers[deadline.name]
        labels = [self.label(one) for one in sorted(deadline.reminders, key=by_kind)]
        timer.reminded = [one for one in labels if one in timer.reminded or one == label]
        try:
            step.run(reminder.get("do", []))
        except Stopped as stop:
            step.actions = []
            self.stop(decision, stop)
        return step.finish(decision)

    def fire(self, record: Record, deadline: Deadline, at: int) -> Decision:
        decision = Decision(record, at, {"deadline": deadline.name}, "stayed", record.stage)
        step = Step(self, record, at, None, record.timers[deadline.name].due)
        try:
            del step.record.timers[deadline.name]
            if deadline.to is None:
                step.run(deadline.actions)
            else:
                target = self.rules.resolve(deadline.to, self.rules.stages[deadline.stage])
                step.move(target, deadline.actions)
            step.automatic()
        except Stopped as stop:
            return self.block(decision, record, deadline, at, stop)
        decision.outcome = "moved" if step.moved else "stayed"
        return step.finish(decision)

    def block(
        self, decision: Decision, record: Record, deadline: Deadline, at: int, stop: Stopped
    ) -> Decision:
        self.stop(decision, stop)
        step = Step(self, record, at, None, None)
        step.record.timers[deadline.name].overdue = True
        return step.finish(decision)

    # ---------------------------------------------------------------- events

    def decide(self, record: Record, event: Event, expected: int | None = None) -> Decision:
        at = max(event.at, record.clock)
        cause = {"event": event.name, "id": event.id or None}
        decision = Decision(record, at, cause, "ignored", record.stage)
        if expected is not None and expected != record.sequence:
            decision.outcome = "conflict"
            text = f"the record is at {record.sequence}, not {expected}"
            decision.reasons = [{"criterion": "sequence", "text": text}]
            return decision
        first = next((h for h in record.history if h["id"] == event.id), None) if event.id else None
        if first is not None:
            decision.outcome, decision.first_outcome = "duplicate", first["outcome"]
            return decision
        return self.answer(record, event, decision)

    def answer(self, record: Record, event: Event, decision: Decision) -> Decision:
        roles = self.rules.roles_of(event.name)
        if roles and not set(roles) & set(event.roles):
            decision.outcome = "denied"
            text = f"'{event.name}' may be sent by {' or '.join(roles)}"
            decision.reasons = [{"criterion": "wrong_role", "text": text}]
            return self.remembered(record, event, decision)
        step = Step(self, record, decision.at, event, None)
        for name, value in event.payload.items():
            if name in self.rules.facts:
                step.store(name, value)
        try:
            chosen = self.select(step, event, decision)
            if chosen is None:
                return self.remembered(record, event, decision)
            decision.transition = chosen.name
            self.judge(step, chosen, decision)
            if decision.outcome == "refused":
                return self.refuse(record, event, chosen, decision)
            step.take(chosen)
            step.automatic()
        except Stopped as stop:
            decision.reasons = []
            return self.stop(decision, stop)
        decision.outcome = "moved" if step.moved else "stayed"
        return self.finished(step, event, decision)

    def stop(self, decision: Decision, stop: Stopped) -> Decision:
        decision.outcome, decision.needs = stop.outcome, self.in_order(stop.needs)
        if stop.outcome == "error":
            decision.reasons.append({"criterion": "evaluation_failed", "text": stop.message})
        return decision

    def in_order(self, names: frozenset[str]) -> list[str]:
        """Facts as declared, then fields of the payload."""
        facts = [name for name in self.rules.facts if name in names]
        fields = [f"event.{f}" for fields in self.rules.payload_fields.values() for f in fields]
        rest = [name for name in dict.fromkeys(fields) if name in names]
        return facts + rest

    def select(self, step: Step, event: Event, decision: Decision) -> Candidate | None:
        leaf = self.rules.stages[step.record.stage]
        for stage in leaf.line() if not leaf.final else []:
            for one in stage.handlers.get(event.name, []):
                value = step.expressions.condition(one.when)
                if isinstance(value, (Unknown, Failure)):
                    decision.transition = one.name
                    raise stopped_by(value)
                if value:
                    return one
        return None

    def judge(self, step: Step, one: Candidate, decision: Decision) -> None:
        missing: set[str] = {name for name in one.needs if name not in step.record.facts}
        failure: Failure | None = None
        for name, good in [(n, True) for n in one.require] + [(n, False) for n in one.reject_if]:
            value = step.expressions.criterion(name)
            if isinstance(value, Unknown):
                missing |= value.names
            elif isinstance(value, Failure):
                failure = failure or value
            elif value is not good:
                text = step.expressions.says(name)
                decision.reasons.append({"criterion": name, "text": text})
        if decision.reasons:
            decision.outcome = "refused"
        elif failure is not None:
            raise stopped_by(failure)
        elif missing:
            raise Stopped("needs", frozenset(missing))

    def refuse(self, record: Record, event: Event, one: Candidate, decision: Decision) -> Decision:
        """What the event carries is not kept."""
        if one.otherwise is None:
            return self.remembered(record, event, decision)
        step = Step(self, record, decision.at, event, None)
        try:
            step.move(self.rules.resolve(one.otherwise, self.rules.stages[record.stage]), [])
            step.automatic()
        except Stopped as stop:
            return self.stop(decision, stop)
        return self.finished(step, event, decision)

    def remembered(self, record: Record, event: Event, decision: Decision) -> Decision:
        """An answer that changes nothing but the memory of the event's id."""
        if not event.id:
            return decision
        return self.finished(Step(self, record, decision.at, None, None), event, decision)

    def finished(self, step: Step, event: Event, decision: Decision) -> Decision:
        step.finish(decision)
        if event.id:
            entry = {"id": event.id, "outcome": decision.outcome, "sequence": step.record.sequence}
            step.record.history = (step.record.history + [entry])[-REMEMBERED:]
        return decision

    # ---------------------------------------------------------------- JSON

    def to_json(self, decision: Decision) -> str:
        record, rules = decision.record, self.rules
        due = self.next_due(record)
        timers = [
            {
                "name": d.name,
                "due": plain(rules, Instant(record.timers[d.name].due)),
                "flags": ["overdue"] if record.timers[d.name].overdue else [],
            }
            for d in rules.deadlines
            if d.name in record.timers
        ]
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
                "set": {n: plain(rules, record.facts.get(n)) for n in decision.set},
                "actions": decision.actions,
                "timers": timers,
                "counters": [],
                "next_due": None if due is None else plain(rules, Instant(due)),
                "sequence": record.sequence,
                "new_record": record_json(rules, record),
            }
        )
