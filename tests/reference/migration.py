# SPDX-License-Identifier: Apache-2.0
"""A record of an earlier version under a new one, as docs/language.md says in "Versions"."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from decision import Decision
from engine import Engine
from instants import parse_span, reach, roll, span_text
from record import Record, Timer, dumped, read_record, record_json
from rules import Deadline, Rules, as_list


class Unanswered(Exception):
    """The members of the record about which a question is open."""

    def __init__(self, members: list[str]) -> None:
        super().__init__(", ".join(members))
        self.members = members


@dataclass
class Held:
    """A timer that the record held."""

    due: str | None  # what `migrate` says of it
    span: str | None
    runs: bool


@dataclass
class Names:
    """What the new version says of the earlier one's names."""

    rules: Rules
    entry: dict = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Rules, version: dict) -> Names:
        for entry in rules.data.get("migrate", []):
            names = as_list(entry.get("from"))
            if not names or version["version"] in names or version["behaviour"] in names:
                return cls(rules, entry)
        return cls(rules)

    def stage(self, old: str) -> str | None:
        answers = self.entry.get("stages", {})
        if old in answers:
            return self.rules.resolve(answers[old], None).path
        if old in self.rules.stages:
            return old
        return self.was(self.earlier_stages(), old)

    def earlier_stages(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for stage in self.rules.stages.values():
            name, holder = stage.path.rsplit(".", 1)[-1], stage.parent
            above = [holder.path, *found[holder.path]] if holder else [""]
            found[stage.path] = self.paths(above, name, as_list(stage.data.get("was")))
        return found

    def earlier_deadlines(self) -> dict[str, list[str]]:
        stages, found = self.earlier_stages(), {}
        for deadline in self.rules.deadlines:
            above = [deadline.stage, *stages[deadline.stage]]
            own = deadline.name.rsplit(".", 1)[-1]
            found[deadline.name] = self.paths(above, own, as_list(deadline.data.get("was")))
        return found

    @staticmethod
    def paths(holders: list[str], name: str, earlier: list[str]) -> list[str]:
        found = []
        for number, holder in enumerate(holders):
            for last in [*([name] if number else []), *earlier]:
                found.append(last if "." in last or not holder else f"{holder}.{last}")
        return sorted(set(found))

    @staticmethod
    def was(earlier: dict[str, list[str]], old: str) -> str | None:
        return next((now for now, names in earlier.items() if old in names), None)

    def deadline(self, old: str) -> tuple[str | None, str | None]:
        """The deadline that goes on, and what `migrate` says of its due instant."""
        answer = self.entry.get("deadlines", {}).get(old)
        if answer == "drop":
            return self.followed(old), "drop"
        if answer is not None:
            return self.named(answer.get("to")) or self.followed(old), answer.get("due")
        return self.followed(old), None

    def named(self, name: str | None) -> str | None:
        return name if any(d.name == name for d in self.rules.deadlines) else None

    def followed(self, old: str) -> str | None:
        earlier = self.earlier_deadlines()
        found = self.named(old) or self.was(earlier, old)
        if found is not None or "." not in old:
            return found
        holder, name = old.rsplit(".", 1)
        stage = self.stage(holder)
        path = f"{stage}.{name}"
        return stage and (self.named(path) or self.was(earlier, path))

    def fact(self, old: str) -> str | None:
        if old in self.rules.facts:
            return old
        earlier = {n: as_list(fact.get("was")) for n, fact in self.rules.facts.items()}
        return self.was(earlier, old)

    def event(self, old: str) -> str | None:
        answer = self.entry.get("events", {}).get(old, old)
        return answer if answer in self.rules.events else None


class Migration:
    def __init__(self, engine: Engine, text: str) -> None:
        self.engine, self.rules = engine, engine.rules
        self.data: dict = json.loads(text)
        self.names = Names.of(self.rules, self.data["ruleset"])
        self.open: list[str] = []
        self.held: dict[str, Held] = {}
        self.known: set[str] = set()
        self.stage = ""

    def migrate(self, now: int) -> Record:
        """Raises Unanswered."""
        self.rename()
        if self.open:
            raise Unanswered(self.open)
        record = read_record(self.rules, dumped(self.data))
        at = max(now, record.clock)
        step = self.engine.step(record, at)
        after = step.record
        for name, declared in self.rules.facts.items():
            if "default" in declared and name not in self.known:
                after.facts[name] = declared["default"]
        self.enter_groups(after, at)
        self.retime(step, after, at)
        return step.commit(Decision(record, at, {}, "stayed", record.stage)).record

    # ---------------------------------------------------------------- names

    def rename(self) -> None:
        data = self.data
        found = self.names.stage(data["stage"])
        if found is None:
            self.open.append("stage")
            found = self.rules.initial
        self.stage = self.rules.leaf(self.rules.resolve(found, None)).path
        data["stage"] = self.stage
        marks: dict[str, dict] = {}
        for old, mark in data["stages"].items():
            if (path := self.names.stage(old)) is not None:
                self.merge(marks, path, mark)
        data["stages"] = marks
        data["facts"] = self.facts(data["facts"])
        data["timers"] = [t for t in data["timers"] if self.timer(t)]
        data["requests"] = [r for r in data.get("requests", []) if self.request(r)]
        data["cadences"] = [p for p in data.get("cadences", []) if self.plan(p)]
        data["held"] = [e for e in data.get("held", []) if self.event(e)]
        if "changed" in data:
            renamed = map(self.names.fact, data["changed"])
            data["changed"] = [fact for fact in renamed if fact is not None]
        data["ruleset"]["behaviour"] = self.rules.behaviour

    @staticmethod
    def merge(marks: dict[str, dict], path: str, mark: dict) -> None:
        if path in marks:
            mark = {
                "entered": max(mark["entered"], marks[path]["entered"]),
                "visits": mark["visits"] + marks[path]["visits"],
            }
        marks[path] = mark

    def facts(self, given: dict[str, Any]) -> dict[str, Any]:
        found = {}
        for old, value in given.items():
            fact = self.names.fact(old)
            if fact is None:
                dropped = self.names.entry.get("facts", {}).get(old) == "drop"
                if not dropped and value is not None:
                    self.open.append(f"facts.{old}")
                continue
            if fact in self.known:
                self.open.append(f"facts.{old}")
                continue
            self.known.add(fact)
            if value is not None and not self.fits(fact, value):
                self.open.append(f"facts.{old}")
            found[fact] = value
        return found

    def fits(self, fact: str, value: Any) -> bool:
        declared = self.rules.facts[fact]
        if "values" in declared and value not in declared["values"]:
            return False
        low, high = declared.get("min"), declared.get("max")
        size = len(value) if isinstance(value, (str, list)) else value
        return (low is None or size >= low) and (high is None or size <= high)

    def within(self, stage: str) -> bool:
        return any(one.path == stage for one in self.rules.stages[self.stage].line())

    def deadline(self, name: str) -> Deadline:
        return next(d for d in self.rules.deadlines if d.name == name)

    def timer(self, timer: dict) -> bool:
        old, runs = timer["deadline"], "due" in timer
        to, due = self.names.deadline(old)
        if due == "drop":
            if to is not None and to not in self.held:
                self.held[to] = Held(due, None, False)
            return False
        if to is None or not self.within(self.deadline(to).stage):
            if runs:
                self.open.append(f"timers.{old}")
            return False
        if to in self.held and self.held[to].due != "drop":
            self.open.append(f"timers.{old}")
            return False
        self.held[to] = Held(due, timer.get("span"), runs)
        timer["deadline"] = to
        return True

    def request(self, request: dict) -> bool:
        if self.names.entry.get("requests") == "drop":
            return False
        old = request.get("deadline") or request["transition"]
        if "deadline" in request:
            to, due = self.names.deadline(old)
            if due == "drop":
                return False
            if to and "extend" in self.deadline(to).data and self.within(self.deadline(to).stage):
                request["deadline"] = to
                return True
        else:
            holder, name = old.rsplit(".", 1)
            path = f"{self.names.stage(holder)}.{name}"
            one = self.rules.transitions.get(path)
            if one is not None and one.approval and self.within(path.rsplit(".", 1)[0]):
                request["transition"] = path
                return True
        self.open.append(f"requests.{old}")
        return False

    def plan(self, plan: dict) -> bool:
        stage = self.names.stage(plan["stage"])
        if stage is None or "cadence" not in self.rules.stages[stage].data:
            return False
        plan["stage"] = stage
        return self.within(stage)

    def event(self, event: dict) -> bool:
        old = event["event"]
        if self.names.entry.get("events", {}).get(old) == "drop":
            return False
        found = self.names.event(old)
        if found is None:
            self.open.append(f"held.{old}")
            return False
        event["event"] = found
        return True

    # ---------------------------------------------------------------- time

    def enter_groups(self, record: Record, at: int) -> None:
        entered = record.stages.get(record.stage, (at, 1))[0]
        for stage in self.rules.stages[record.stage].line():
            record.stages.setdefault(stage.path, (entered, 1))

    def retime(self, step: Any, record: Record, at: int) -> None:
        leaf = self.rules.stages[record.stage]
        for stage in leaf.line() if not leaf.final else []:
            for deadline in stage.deadlines:
                self.retime_deadline(step, record, deadline, at)
            if "cadence" in stage.data and stage.path not in record.plans:
                step.cadences.enter(stage, at)

    def retime_deadline(self, step: Any, record: Record, deadline: Deadline, at: int) -> None:
        held = self.held.get(deadline.name)
        if held is None or held.due == "restart":
            entered = record.stages[deadline.stage][0] if held is None else at
            record.timers.pop(deadline.name, None)
            anchor = step.deadlines.anchor(deadline, entered)
            if anchor is not None:
                timer = self.engine.timers.arm(deadline, anchor, at, None)
                record.timers[deadline.name] = timer
            return
        timer = record.timers.get(deadline.name)
        if timer is None:
            return
        timer.overdue = False
        own = span_text(deadline.span) if deadline.span else None
        again = held.due == "recompute" if held.due else held.span != own
        if timer.due is not None and again:
            self.reckon(deadline, timer, held.span, at)

    def reckon(self, deadline: Deadline, timer: Timer, old: str | None, at: int) -> None:
        """From the same start: the span, the extensions, and what activity had gained."""
        assert timer.due is not None
        due, before = self.due_by(deadline, timer, deadline.span), timer.due
        if "refresh" in deadline.data:
            timers, most = self.engine.timers, parse_span(deadline.data["refresh"]["at_most"])
            timer.hard_stop = reach(timers.zone, timers.calendar(deadline), timer.start, most)[0]
            if old is not None and before > self.due_by(deadline, timer, parse_span(old)):
                due = max(due, min(before, timer.hard_stop))
        self.engine.timers.place(deadline, timer, due, at)

    def due_by(self, deadline: Deadline, timer: Timer, span: Any) -> int:
        timers = self.engine.timers
        zone, calendar = timers.zone, timers.calendar(deadline)

        def rolled(at: int) -> int:
            if "roll" not in deadline.data:
                return at
            return roll(zone, calendar, at, deadline.data["roll"] == "forward")[0]

        before = "before" in deadline.data
        start = timer.anchor if before else timer.start
        assert start is not None
        due = start
        if span is not None:
            due = reach(zone, calendar, start, span.back() if before else span)[0]
        due = rolled(due)
        for _ in range(timer.extensions if "extend" in deadline.data else 0):
            add = parse_span(deadline.data["extend"]["add"])
            due = rolled(reach(zone, calendar, due, add)[0])
        return due


def migrate(engine: Engine, text: str, now: int) -> Record:
    """Raises Unanswered."""
    return Migration(engine, text).migrate(now)


def migrated_json(engine: Engine, text: str, now: int) -> str:
    return dumped(record_json(engine.rules, migrate(engine, text, now)))
