# SPDX-License-Identifier: Apache-2.0
"""One step of a record: facts, actions, stages, automatic transitions."""

from __future__ import annotations

from typing import Any

from cadences import Cadences
from cel import Failure, Unknown
from decision import Decision, Event, stopped_by
from expressions import Expressions
from instants import text_of
from record import Record, plain
from rules import Candidate, Rules, Stage, prose
from timers import Following, Timers

REMEMBERED = 32


class Step:
    """On a copy of the record, so that a step that stops leaves nothing behind."""

    def __init__(
        self, rules: Rules, timers: Timers, before: Record, at: int, event: Event | None = None
    ) -> None:
        self.rules, self.before, self.record, self.at = rules, before, before.copy(), at
        self.actions: list[tuple[str, dict]] = []
        self.due: dict[int, int] = {}  # by the action's number
        self.moved = False
        self.changed = set(before.changed or ())
        self.tried: Candidate | None = None  # the automatic transition
        self.expressions = Expressions(rules, self.record, at, event, None)
        self.deadlines = Following(timers, self.record, self.expressions)
        self.cadences = Cadences(rules, self.record, self.expressions)

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
        if self.record.facts.get(fact) != value:
            self.changed.add(fact)
        if value is None:
            self.record.facts.pop(fact, None)
        else:
            self.record.facts[fact] = value

    def carry(self, event: Event) -> None:
        for name, value in event.payload.items():
            if name in self.rules.facts:
                self.store(name, value)

    def arguments(self, name: str, body: dict) -> dict:
        found = {}
        for parameter in self.rules.actions[name]:
            text = prose(body[parameter], self.rules.language) if parameter in body else None
            value = None if text is None else self.expressions.template(text)
            if isinstance(value, Failure):
                raise stopped_by(value)
            found[parameter] = None if isinstance(value, Unknown) else plain(self.rules, value)
        return found

    # ---------------------------------------------------------------- stages

    def move(self, target: Stage, actions: list[dict]) -> None:
        old, new = self.rules.stages[self.record.stage], self.rules.leaf(target)
        around = target.parent.line() if target.parent else []
        kept = [s for s in old.line() if s in new.line()]
        if target in old.line():  # it is left and entered, with what it holds
            kept = [s for s in kept if s in around]
        left = [s for s in old.line() if s not in kept]
        entered = [s for s in reversed(new.line()) if s not in kept]
        for stage in left:
            self.run(stage.data.get("leave", []))
            self.end_time(stage)
        self.run(actions)
        self.enter(entered, new)
        self.moved = True

    def begin(self) -> None:
        """As if it had stood nowhere."""
        leaf = self.rules.stages[self.record.stage]
        for stage in leaf.line():
            self.end_time(stage)
            self.record.stages.pop(stage.path, None)
        self.enter(list(reversed(leaf.line())), leaf)
        self.moved = True

    def end_time(self, stage: Stage) -> None:
        for deadline in stage.deadlines:
            self.deadlines.leave(deadline)
        self.cadences.leave(stage)

    def enter(self, entered: list[Stage], leaf: Stage) -> None:
        """Nobody's word is waited for in another stage; in a final one no deadline holds."""
        record = self.record
        record.stage = leaf.path
        record.requests = [r for r in record.requests if "transition" not in r]
        for stage in entered:
            record.stages[stage.path] = (self.at, record.stages.get(stage.path, (0, 0))[1] + 1)
            self.run(stage.data.get("enter", []))
        for stage in leaf.line() if leaf.final else []:
            self.end_time(stage)
        for stage in [] if leaf.final else reversed(entered):
            for deadline in stage.deadlines:
                self.deadlines.enter(deadline, self.at)
            self.cadences.enter(stage, self.at)

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

    def commit(self, decision: Decision, event_id: str = "", changed: bool = True) -> Decision:
        """The record's number and clock; deadlines follow facts, where anything has changed."""
        record = self.record
        record.sequence += 1
        record.clock = self.at
        if changed:
            for timer in record.timers.values():
                timer.overdue = timer.overdue and not self.changed  # it may be tried again
            self.deadlines.follow(self.at, self.changed)
            self.void_requests(decision)
            record.changed = None
        decision.record = record
        decision.set = self.changed_facts()
        decision.to = record.stage if self.moved else None
        decision.actions = self.numbered()
        if event_id:
            entry = {"id": event_id, "outcome": decision.outcome, "sequence": record.sequence}
            record.history = (record.history + [entry])[-REMEMBERED:]
        return decision

    def void_requests(self, decision: Decision) -> None:
        for request in reversed(self.record.requests[:]):
            name = request.get("transition")
            if name is None:
                continue
            approval = self.rules.transitions[name].approval or {}
            if self.changed & set(approval.get("void_if_changed", [])):
                self.record.requests.remove(request)
                text = f"a fact has changed: the request for '{name}' is void"
                decision.because("void", text)

    def changed_facts(self) -> list[str]:
        before, after = self.before.facts, self.record.facts
        return [n for n in self.rules.facts if before.get(n) != after.get(n)]

    def numbered(self) -> list[dict]:
        prefix = f"{self.record.id}/{self.record.sequence}"
        return [
            {
                "id": f"{prefix}/{i}",
                "name": name,
                "arguments": arguments,
                "due": text_of(self.rules.zone, self.due[i]) if i in self.due else None,
            }
            for i, (name, arguments) in enumerate(self.actions)
        ]
