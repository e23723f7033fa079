# SPDX-License-Identifier: Apache-2.0
"""Plays one history through both engines, decision by decision."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import stagegraph
from stagegraph._workspace import UNSAID

from cel import Instant
from decision import Decision, Event
from engine import Endless, Engine
from instants import text_of
from record import read_record, record_json, dumped
from rules import Rules


LANGUAGE = "zh-TW"


@dataclass
class Difference(Exception):
    """Where the two engines part."""

    step: int
    what: str
    reference: str
    library: str


def text(micros: int) -> str:
    return text_of("UTC", micros)


def yaml_of(data: dict) -> str:
    """JSON is YAML; but the word `known` is a test only without quotes."""
    return json.dumps(data, ensure_ascii=False).replace(': "known"', ": known")


class Both:
    """The reference and the library on the same ruleset."""

    def __init__(self, data: dict) -> None:
        self.data = data
        self.library = stagegraph.Ruleset.loads(yaml_of(data), language=LANGUAGE)
        self.rules = Rules(data, self.library.behaviour, LANGUAGE)
        self.engine = Engine(self.rules)


class Play:
    def __init__(self, both: Both, start: int, begins: bool, reread: bool = False) -> None:
        self.both, self.now, self.reread, self.step = both, start, reread, -1
        self.reference = both.engine.place("r", start)
        self.record = both.library.record("r", at=text(start))
        self.same("the new record", self.own_record(), self.record.to_json())
        if begins:
            self.begin()

    def begin(self) -> None:
        mine = self.both.engine.begin(self.reference, self.now)
        decision = self.both.library.begin("r", at=text(self.now))
        self.same("begin", self.both.engine.to_json(mine), decision.to_json())
        self.reference, self.record = mine.record, decision.record

    def own_record(self) -> str:
        return dumped(record_json(self.both.rules, self.reference))

    def same(self, what: str, reference: str, library: str) -> None:
        if reference != library:
            raise Difference(self.step, what, reference, library)

    def play(self, steps: list[dict]) -> None:
        for self.step, step in enumerate(steps):
            self.take(step)
            if self.reread:
                self.record = self.both.library.record_from_json(self.record.to_json())
                self.reference = read_record(self.both.rules, self.own_record())

    def take(self, step: dict) -> None:
        if "hand" in step:
            return self.set_by_hand(step)
        at = self.instant(step["advance"] if "advance" in step else step["wait"])
        if "advance" in step:
            self.advance(at)
        else:
            self.advance(at - 1)
            self.deliver(step, at)
        self.now = max(self.now, at)

    def set_by_hand(self, step: dict) -> None:
        if step["refreshed"]:
            self.advance(self.now - 1)  # an event may have let a deadline try again
        facts = {name: value_of(value) for name, value in step["hand"].items()}
        self.reference = self.both.engine.set_by_hand(self.reference, facts)
        self.record = hand(self.record, step, text(self.now))
        if step["refreshed"]:
            self.reference = self.both.engine.refreshed(self.reference, self.now)
        self.same("set by hand", self.own_record(), self.record.to_json())

    def instant(self, wait: dict) -> int:
        if "after" in wait:
            return self.now + wait["after"]
        due = self.both.engine.next_due(self.reference)
        return self.now if due is None else max(self.now, due + wait["due"])

    def advance(self, at: int) -> None:
        forget(self.both.library)
        own = self.both.engine.advance(self.reference, at)
        theirs = self.both.library.advance(self.record, text(at))
        for mine, decision in zip(own, theirs):
            self.same(f"advance to {text(at)}", self.both.engine.to_json(mine), decision.to_json())
        for mine in own[len(theirs) :]:
            raise Difference(self.step, "missing", self.both.engine.to_json(mine), "")
        for decision in theirs[len(own) :]:
            raise Difference(self.step, "too many", "", decision.to_json())
        if own:
            self.reference, self.record = own[-1].record, theirs[-1].record

    def deliver(self, step: dict, at: int) -> None:
        if "word" in step:
            mine, decision = self.resolved(step, at)
        else:
            mine, decision = self.decided(step, at)
        what = f"{step.get('event') or step['word']} at {text(at)}"
        self.same(what, self.both.engine.to_json(mine), decision.to_json())
        self.reference, self.record = mine.record, decision.record

    def decided(self, step: dict, at: int) -> tuple[Decision, stagegraph.Decision]:
        event = event_of(step, at)
        expected = step.get("expected")
        mine = self.both.engine.decide(self.reference, event, expected)
        return mine, self.both.library.decide(
            self.record,
            event.name,
            at=text(at),
            payload={name: for_library(value) for name, value in event.payload.items()},
            actor=stagegraph.Actor(event.actor, event.roles),
            event_id=event.id,
            expected_sequence=expected,
            counters=step.get("counters", {}),
        )

    def resolved(self, step: dict, at: int) -> tuple[Decision, stagegraph.Decision]:
        event = event_of(step, at)
        mine = self.both.engine.resolve(self.reference, step["word"], step["of"], event)
        return mine, say(self.both.library, self.record, step, text(at))


def forget(rules: stagegraph.Ruleset) -> None:
    """The counters of the call before: the package's advance() would use them for held events."""
    workspace = rules._pool.take(rules._live())
    workspace.say(UNSAID)
    rules._pool.give(workspace)


def say(
    rules: stagegraph.Ruleset, record: stagegraph.Record, step: dict, at: str
) -> stagegraph.Decision:
    actor = stagegraph.Actor(step["actor"], step["roles"])
    event_id, counters = step.get("id", ""), step.get("counters", {})
    if step["word"] == "reject":
        return rules.reject(record, step["of"], at=at, actor=actor, event_id=event_id)
    return rules.approve(
        record, step["of"], at=at, actor=actor, event_id=event_id, counters=counters
    )


def hand(record: stagegraph.Record, step: dict, at: str) -> stagegraph.Record:
    """With facts set by hand, and noted where the step says so."""
    values = {name: for_library(value_of(value)) for name, value in step["hand"].items()}
    record = record.with_facts(values)
    return record.refreshed(at) if step["refreshed"] else record


def value_of(value: Any) -> Any:
    return Instant(value["micros"]) if isinstance(value, dict) else value


def for_library(value: Any) -> Any:
    return text(value.micros) if isinstance(value, Instant) else value


def event_of(step: dict, at: int) -> Event:
    payload = {name: value_of(value) for name, value in step.get("payload", {}).items()}
    return Event(
        step.get("event", ""),
        at,
        step.get("id", ""),
        payload,
        step["actor"],
        step["roles"],
        step.get("counters", {}),
    )


_latest: list[Both] = []  # histories of one ruleset follow each other


def both_of(data: dict) -> Both:
    if not _latest or _latest[0].data != data:
        both = Both(data)
        for old in _latest:
            old.library.close()
        _latest[:] = [both]
    return _latest[0]


def play(data: dict, history: dict, reread: bool = False) -> None:
    """Raises Difference."""
    try:
        Play(both_of(data), history["start"], history["begins"], reread).play(history["steps"])
    except Endless:
        pass  # they agreed so far
