# SPDX-License-Identifier: Apache-2.0
"""Somebody's word on a request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cel import Failure, Unknown
from decision import Decision, Event, Stopped, stopped_by
from delivery import Delivery
from record import Record
from rules import Candidate

if TYPE_CHECKING:
    from engine import Engine


def name_of(request: dict) -> str:
    return request.get("deadline") or request["transition"]


def is_named(path: str, name: str) -> bool:
    return name == "" or path == name or path.endswith("." + name)


class Resolution(Delivery):
    """`word` is "approve" or "reject"; its answers are those of an event."""

    def __init__(
        self, engine: Engine, record: Record, word: str, of: str, event: Event, decision: Decision
    ) -> None:
        self.engine, self.rules, self.record = engine, engine.rules, record
        self.before = record
        self.word, self.event, self.decision = word, event, decision
        found = [r for r in record.requests if is_named(name_of(r), of)]
        exact = [r for r in found if name_of(r) == of]
        self.found = exact or found
        self.request: dict | None = self.found[0] if len(self.found) == 1 else None
        cause = {word: name_of(self.request) if self.request else None, "id": event.id or None}
        decision.cause = cause

    def run(self) -> None:
        if len(self.found) > 1:
            names = ", ".join(name_of(request) for request in self.found)
            return self.deny("ambiguous", f"several requests wait: say which of {names}")
        if self.request is None:
            return self.deny("not_requested", "nothing is waiting for approval")
        try:
            self.reject() if self.word == "reject" else self.approve()
        except Stopped as stop:
            self.decision.record = self.record
            self.engine.stop(self.decision, stop)

    # ---------------------------------------------------------------- who

    def approving(self) -> list[str]:
        assert self.request is not None
        if "deadline" in self.request:
            deadline = next(d for d in self.rules.deadlines if d.name == self.request["deadline"])
            return [deadline.data["extend"]["approve_by"]]
        return self.approval()["by"]

    def approval(self) -> dict:
        """With its roles as a list."""
        assert self.request is not None
        approval = self.rules.transitions[self.request["transition"]].approval or {}
        by = approval["by"]
        return approval | {"by": by if isinstance(by, list) else [by]}

    def roles_held(self) -> list[str]:
        return [role for role in self.approving() if role in self.event.roles]

    def is_requester(self) -> bool:
        assert self.request is not None
        return self.event.actor == self.request["by"]

    def wrong_role(self) -> None:
        self.deny("wrong_role", "decided by " + " or ".join(self.approving()))

    # ---------------------------------------------------------------- words

    def reject(self) -> None:
        if not self.roles_held() and not self.is_requester():
            return self.wrong_role()
        step = self.fresh()
        step.record.requests.remove(self.request)
        self.decision.because("rejected", "the request was rejected")
        self.taken(step, "stayed")

    def approve(self) -> None:
        assert self.request is not None
        if self.is_requester():
            text = "nobody approves what they asked for themselves"
            self.deny("self_approval", text)
        elif not self.roles_held():
            self.wrong_role()
        elif "deadline" in self.request:
            self.approve_time()
        else:
            self.approve_transition()

    def approve_time(self) -> None:
        assert self.request is not None
        deadline = next(d for d in self.rules.deadlines if d.name == self.request["deadline"])
        step = self.step = self.fresh()
        extend = deadline.data["extend"]
        if not self.has_room([extend["quota"]] if "quota" in extend else []):
            return None
        step.record.requests.remove(self.request)
        timer = step.record.timers[deadline.name]
        self.engine.timers.extend(deadline, timer, self.decision.at)
        self.taken(step, "stayed")

    def approve_transition(self) -> None:
        assert self.request is not None
        one = self.rules.transitions[self.request["transition"]]
        self.decision.transition = one.name
        if any(a["by"] == self.event.actor for a in self.request["approved"]):
            return self.deny("already_approved", "this person has approved it already")
        if not self.is_complete():
            return self.agree()
        self.judge_again(one)

    def is_complete(self) -> bool:
        assert self.request is not None
        approval, approved = self.approval(), self.request["approved"]
        need = approval.get("need", "any")
        if need == "all":
            held = {role for one in approved for role in one["roles"]} | set(self.roles_held())
            return held == set(approval["by"])
        return len(approved) + 1 >= (1 if need == "any" else need)

    def agree(self) -> None:
        assert self.request is not None
        step = self.fresh()
        request = step.record.requests[self.record.requests.index(self.request)]
        word = {"by": self.event.actor, "roles": self.roles_held()}
        request["approved"] = request["approved"] + [word]
        self.taken(step, "pending")

    def judge_again(self, one: Candidate) -> None:
        """With what the event carried then, and the facts of now."""
        assert self.request is not None
        asked, word = self.request, self.event
        event = replace(word, name=one.event, payload=asked["payload"])
        before = self.record
        self.record = before.copy()
        self.record.requests.remove(asked)
        self.event = event
        self.step = self.fresh()
        self.step.carry(event)
        try:
            self.decide_again(one, before)
        except Stopped:
            self.record = before
            raise

    def decide_again(self, one: Candidate, before: Record) -> None:
        value = self.step.expressions.condition(one.when)
        if isinstance(value, (Unknown, Failure)):
            raise stopped_by(value)
        if not value:
            self.decision.because("when", "'when' no longer holds")
        if value and self.judge(one):
            return self.take_again(one, before)
        self.decision.record = self.record
        self.refuse(one)

    def refuse(self, one: Candidate) -> None:
        """The request is answered for good: that alone is a change."""
        if one.otherwise is None:
            return self.taken(self.fresh(), "refused")
        super().refuse(one)

    def take_again(self, one: Candidate, before: Record) -> None:
        """What was carried may be the key of the quota. Where it is full, the request waits on."""
        without = self.record
        self.record = before
        if self.has_room([one.quota] if one.quota else []):
            self.record = without
            self.conclude(one)
