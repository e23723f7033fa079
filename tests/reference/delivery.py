# SPDX-License-Identifier: Apache-2.0
"""An event on its way through a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cel import Failure, Unknown
from decision import Decision, Event, Stopped, stopped_by
from instants import parse_span, reach
from record import Record
from rules import Candidate, Deadline, Stage, as_list
from step import Step

if TYPE_CHECKING:
    from engine import Engine

MOST_HELD = 32


class Delivery:
    """Fills the decision in. `arrival` is "in time", "late" or "held"."""

    def __init__(
        self, engine: Engine, record: Record, event: Event, decision: Decision, arrival: str
    ) -> None:
        self.engine, self.rules = engine, engine.rules
        self.record, self.event, self.decision, self.arrival = record, event, decision, arrival
        self.before = record
        self.order = (self.rules.events[event.name] or {}).get("order", "arrival")
        self.step = self.fresh()

    def fresh(self) -> Step:
        """Without what the event carries."""
        return self.engine.step(self.record, self.decision.at, self.event)

    def run(self) -> None:
        roles = self.rules.roles_of(self.event.name)
        if roles and not set(roles) & set(self.event.roles):
            text = f"'{self.event.name}' may be sent by {' or '.join(roles)}"
            return self.deny("wrong_role", text)
        if self.arrival == "late" and self.order == "newest_wins":
            return self.remember("late")
        self.step.carry(self.event)
        asked = self.deadline_asked_for()
        try:
            self.ask_for_time(asked) if asked else self.answer()
        except Stopped as stop:
            self.decision.record = self.record
            self.engine.stop(self.decision, stop)

    # ---------------------------------------------------------------- answers

    def deny(self, code: str, text: str) -> None:
        self.decision.because(code, text)
        self.remember("denied")

    def remember(self, outcome: str) -> None:
        """An answer that changes nothing but the memory of the event's id."""
        self.decision.outcome = outcome
        if self.event.id:
            self.fresh().commit(self.decision, self.event.id, changed=False)

    def taken(self, step: Step, outcome: str) -> None:
        self.decision.outcome = outcome
        step.commit(self.decision, self.event.id)

    def line(self) -> list[Stage]:
        leaf = self.rules.stages[self.record.stage]
        return [] if leaf.final else leaf.line()

    def answer(self) -> None:
        chosen = self.select()
        if chosen is None:
            return self.unhandled()
        self.decision.transition = chosen.name
        if not self.judge(chosen):
            return self.refuse(chosen)
        if self.goes_back(chosen):
            return self.remember("late")
        if not self.has_room(self.quotas_of(chosen)):
            return None
        if chosen.approval is not None:
            return self.ask_for_approval(chosen)
        self.note_activity(self.step)
        self.conclude(chosen)

    def conclude(self, chosen: Candidate) -> None:
        self.step.take(chosen)
        self.step.automatic()
        self.taken(self.step, "moved" if self.step.moved else "stayed")

    def unhandled(self) -> None:
        """It may count as activity all the same, or wait for a stage that handles it."""
        step = self.fresh()
        if self.note_activity(step):
            return self.taken(step, "stayed")
        if self.order == "hold" and self.arrival != "held":
            return self.hold(step)
        self.remember("ignored")

    def note_activity(self, step: Step) -> bool:
        moved = step.deadlines.activity(self.event.name, self.decision.at)
        return step.cadences.activity(self.event.name) or moved

    def hold(self, step: Step) -> None:
        if len(self.record.held) == MOST_HELD:
            return self.deny("too_many_held", f"{MOST_HELD} events wait for a stage already")
        event = self.event
        fields = self.rules.payload_fields[event.name]
        step.record.held = step.record.held + [
            {
                "event": event.name,
                "at": self.decision.at,
                "id": event.id,
                "actor": event.actor,
                "roles": event.roles,
                "payload": {f: event.payload[f] for f in fields if f in event.payload},
            }
        ]
        self.taken(step, "pending")

    # ---------------------------------------------------------------- selection, judgement

    def select(self) -> Candidate | None:
        for stage in self.line():
            for one in stage.handlers.get(self.event.name, []):
                value = self.step.expressions.condition(one.when)
                if isinstance(value, (Unknown, Failure)):
                    self.decision.transition = one.name
                    raise stopped_by(value)
                if value:
                    return one
        return None

    def judge(self, one: Candidate) -> bool:
        """False: refused, and the reasons say why."""
        missing: set[str] = {name for name in one.needs if name not in self.step.record.facts}
        failure: Failure | None = None
        for name, good in [(n, True) for n in one.require] + [(n, False) for n in one.reject_if]:
            value = self.step.expressions.criterion(name)
            if isinstance(value, Unknown):
                missing |= value.names
            elif isinstance(value, Failure):
                failure = failure or value
            elif value is not good:
                self.decision.because(name, self.step.expressions.says(name))
        if self.decision.reasons:
            return False
        if failure is not None:
            raise stopped_by(failure)
        if missing:
            raise Stopped("needs", frozenset(missing))
        return True

    def refuse(self, one: Candidate) -> None:
        """What the event carries is not kept."""
        if one.otherwise is None:
            return self.remember("refused")
        step = self.fresh()
        step.move(self.rules.resolve(one.otherwise, self.rules.stages[self.record.stage]), [])
        step.automatic()
        self.taken(step, "refused")

    def goes_back(self, one: Candidate) -> bool:
        """`forward_only`: of an event that comes late, a move to a stage that stands earlier."""
        if self.arrival != "late" or self.order != "forward_only" or one.to is None:
            return False
        at, order = self.rules.stages[self.record.stage], list(self.rules.stages)
        target = self.rules.leaf(self.rules.resolve(one.to, at))
        return order.index(target.path) < order.index(at.path)

    # ---------------------------------------------------------------- quotas

    def quotas_of(self, one: Candidate) -> list[str]:
        """Those that count the event and the transition's own, each once, as declared."""
        name = self.event.name
        return [
            q
            for q, quota in self.rules.quotas.items()
            if q == one.quota or name in quota.get("events", [])
        ]

    def has_room(self, quotas: list[str]) -> bool:
        """All are looked at. One that is full outweighs what is not known of another."""
        full: list[str] = []
        missing: set[str] = set()
        for name in quotas:
            self.look_at(name, full, missing)
        if full:
            for text in full:
                self.decision.because("quota_full", text)
            self.remember("denied")
        elif missing:
            raise Stopped("needs", frozenset(missing))
        return not full

    def key_of(self, name: str, facts: dict) -> str | None:
        """Nothing where one of its facts is unknown."""
        per = as_list(self.rules.quotas[name].get("per"))
        if any(fact not in facts for fact in per):
            return None
        texts = [self.step.expressions.text(facts[fact]) for fact in per]
        return "/".join(text.replace("%", "%25").replace("/", "%2F") for text in texts)

    def counted_before(self, name: str, key: str) -> bool:
        """Whether the record, as it was, is one of those that the quota counts under the key."""
        counts = self.rules.quotas[name].get("counts")
        if counts is None or self.key_of(name, self.before.facts) != key:
            return False
        step = self.engine.step(self.before, self.decision.at, self.event)
        return step.expressions.condition(counts) is True

    def look_at(self, name: str, full: list[str], missing: set[str]) -> None:
        quota, facts = self.rules.quotas[name], self.step.record.facts
        per = as_list(quota.get("per"))
        key = self.key_of(name, facts)
        if key is None:
            missing |= {fact for fact in per if fact not in facts}
            return
        if self.counted_before(name, key):
            return
        used, most = self.event.counters.get(name, {}).get(key), quota["at_most"]
        shown = f"{name}[{key}]" if per else name
        counter = {"key": shown, "quota": name, "under": key, "value": used, "limit": most}
        self.decision.counters.append(counter)
        if used is None:
            missing.add(f"counters.{shown}")
        elif used >= most:
            full.append(f"'{name}': {used} of {most} in use")

    # ---------------------------------------------------------------- requests

    def deadline_asked_for(self) -> Deadline | None:
        for stage in self.line():
            for deadline in stage.deadlines:
                if deadline.data.get("extend", {}).get("request") == self.event.name:
                    return deadline
        return None

    def ask_for_time(self, deadline: Deadline) -> None:
        extend, at = deadline.data["extend"], self.decision.at
        timer = self.record.timers.get(deadline.name)
        running = timer is not None and timer.due is not None and not timer.overdue
        if not running or (timer.held is None and at >= timer.due):
            return self.deny("already_due", f"'{deadline.name}' is due, or not running")
        if self.engine.timers.pending(self.record, deadline) is not None:
            return self.deny("already_requested", "more time has been asked for already")
        most = extend.get("at_most")
        if timer.extensions >= most:
            text = f"{timer.extensions} of {most} extensions used"
            return self.deny("max_extensions", text)
        if not self.has_room([extend["quota"]] if "quota" in extend else []):
            return None
        expires = self.after(at, extend.get("decide_within", "1 day"))
        self.step.record.requests.append(
            {"deadline": deadline.name, "by": self.event.actor, "at": at, "expires": expires}
        )
        self.taken(self.step, "pending")

    def after(self, at: int, length: str) -> int:
        return reach(self.rules.zone, self.rules.calendar, at, parse_span(length))[0]

    def ask_for_approval(self, one: Candidate) -> None:
        assert one.approval is not None
        at, event = self.decision.at, self.event
        if any(r.get("transition") == one.name for r in self.record.requests):
            return self.deny("already_requested", f"'{one.name}' waits for approval already")
        within = one.approval.get("within")
        fields = self.rules.payload_fields[event.name]
        step = self.fresh()
        step.record.requests.append(
            {
                "transition": one.name,
                "by": event.actor,
                "at": at,
                "expires": self.after(at, within) if within else None,
                "approved": [],
                "payload": {f: event.payload[f] for f in fields if f in event.payload},
            }
        )
        self.taken(step, "pending")
