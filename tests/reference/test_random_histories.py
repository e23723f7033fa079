# SPDX-License-Identifier: Apache-2.0
"""Random histories: the library decides as the reference does, byte for byte, and obeys its laws.

STAGEGRAPH_HISTORIES says how many; STAGEGRAPH_SEED where to begin.
"""

from __future__ import annotations

import functools
import json
import os
import random
from datetime import datetime, timedelta, timezone
from typing import Iterator

import pytest
import stagegraph

from compare import compare
from generate import generate
from play import both_of, event_of, for_library, forget, hand, say, text
from rules import Rules

HISTORIES = int(os.environ.get("STAGEGRAPH_HISTORIES", "500"))
FIRST = int(os.environ.get("STAGEGRAPH_SEED", "0"))
PARTS = 10
LAWS = max(100, HISTORIES // 5)  # histories that each law is tried on

TICK = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
NOT_TAKEN = ("needs", "error", "conflict")


@pytest.mark.parametrize("part", range(PARTS))
def test_the_library_decides_as_the_reference_does(part: int) -> None:
    for seed in range(FIRST + part, FIRST + HISTORIES, PARTS):
        message = compare(seed)
        assert message is None, message


# ---------------------------------------------------------------- the library alone


def instant(micros: int) -> datetime:
    return EPOCH + timedelta(microseconds=micros)


def skipped(data: dict) -> set[str]:
    """Deadlines whose actions depend on when the clock was looked at, as their author asked."""
    deadlines = Rules(data, "").deadlines
    return {d.name for d in deadlines if isinstance(d.data.get("late"), dict)}


class Alone:
    """A history as the library alone plays it."""

    def __init__(self, seed: int, cuts: int = 0, reread: bool = False) -> None:
        data, self.history = generate(seed)
        self.random = random.Random(seed)
        self.skipped = skipped(data)
        self.rules = both_of(data).library
        self.cuts, self.reread = cuts, reread
        self.now = instant(self.history["start"])
        self.record = self.rules.record("r", at=self.now)
        self.decisions: list[stagegraph.Decision] = []
        if self.history["begins"]:
            self.keep([self.rules.begin("r", at=self.now)])
        self.advance(self.now)  # what is automatic in the stage it is placed in

    def steps(self) -> Iterator[dict]:
        """Each step once it is taken."""
        for step in self.history["steps"]:
            self.take(step)
            if self.reread:
                self.record = self.rules.record_from_json(self.record.to_json())
            yield step

    def whole(self) -> Alone:
        for _ in self.steps():
            pass
        return self

    def take(self, step: dict) -> None:
        if "hand" in step:
            if step["refreshed"]:
                self.advance(self.now - TICK)
            self.record = hand(self.record, step, text((self.now - EPOCH) // TICK))
            return
        at = self.at(step["advance"] if "advance" in step else step["wait"])
        self.advance(at if "advance" in step else at - TICK)
        self.now = max(self.now, at)
        if "advance" not in step:
            self.keep([self.deliver(step)])

    def at(self, wait: dict) -> datetime:
        if "after" in wait:
            return self.now + timedelta(microseconds=wait["after"])
        due = self.rules.next_due(self.record)
        return self.now if due is None else max(self.now, due + TICK * wait["due"])

    def advance(self, until: datetime) -> None:
        """In one call, or in as many more as there are cuts."""
        forget(self.rules)
        since = min(self.now, until)
        for part in sorted(self.random.random() for _ in range(self.cuts)):
            self.keep(self.rules.advance(self.record, since + (until - since) * part))
        self.keep(self.rules.advance(self.record, until))

    def keep(self, decisions: list[stagegraph.Decision]) -> None:
        if decisions:
            self.decisions += decisions
            self.record = decisions[-1].record

    def deliver(self, step: dict) -> stagegraph.Decision:
        micros = (self.now - EPOCH) // TICK
        if "word" in step:
            return say(self.rules, self.record, step, text(micros))
        event = event_of(step, micros)
        return self.rules.decide(
            self.record,
            event.name,
            at=self.now,
            payload={name: for_library(value) for name, value in event.payload.items()},
            actor=stagegraph.Actor(event.actor, event.roles),
            event_id=event.id,
            counters=step.get("counters", {}),
        )

    def texts(self, kinds: tuple[str, ...]) -> list[str]:
        """Those decisions, without whether a reminder was late."""
        found = [json.loads(decision.to_json()) for decision in self.decisions]
        found = [d for d in found if next(iter(d["cause"])) in kinds]
        found = [d for d in found if d["cause"].get("deadline") not in self.skipped]
        for decision in found:
            decision["cause"].pop("late", None)
        return [json.dumps(decision) for decision in found]


@functools.cache
def laws() -> list[int]:
    """Histories that come to an end."""
    return [seed for seed in range(FIRST, FIRST + LAWS) if ends(seed)]


def ends(seed: int) -> bool:
    try:
        Alone(seed).whole()
    except stagegraph.LimitError:
        return False  # deadlines chase each other round
    return True


def test_one_advance_equals_many() -> None:
    for seed in laws():
        one, many = Alone(seed).whole(), Alone(seed, cuts=3).whole()
        assert one.record.to_json() == many.record.to_json(), seed
        kinds = ("event", "deadline", "approve", "reject", "expiry", "cadence")
        assert one.texts(kinds) == many.texts(kinds), seed
        assert set(one.texts(("reminder",))) <= set(many.texts(("reminder",))), seed


def test_reading_the_record_back_changes_nothing() -> None:
    for seed in laws():
        plain, reread = Alone(seed).whole(), Alone(seed, reread=True).whole()
        assert plain.record.to_json() == reread.record.to_json(), seed
        assert [d.to_json() for d in plain.decisions] == [d.to_json() for d in reread.decisions]


def test_twice_is_once() -> None:
    for seed in laws():
        played = Alone(seed)
        for step in played.steps():
            if not step.get("id"):
                continue
            taken = played.decisions[-1].outcome.value not in NOT_TAKEN
            played.advance(played.now - TICK)  # it may have given way to what was blocked
            again = played.deliver(step)
            assert again.record.to_json() == played.record.to_json(), seed
            if taken:
                assert again.outcome.value == "duplicate", seed


def test_the_answer_flips_at_next_due() -> None:
    for seed in laws():
        played = Alone(seed)
        for _ in played.steps():
            due = played.rules.next_due(played.record)
            if due is None:
                assert not happened(played, played.now + timedelta(days=3000)), seed
                continue
            assert not happened(played, due - TICK), seed
            flipped = played.rules.advance(played.record, due)
            assert flipped and flipped[0].at == max(due, flipped[0].at), seed


def happened(played: Alone, until: datetime) -> list[stagegraph.Decision]:
    """An automatic transition that no step has tried is taken first, whatever the instant."""
    decisions = played.rules.advance(played.record, until)
    return [d for d in decisions if "auto" not in json.loads(d.to_json())["cause"]]


def test_nothing_is_due_once_time_has_passed() -> None:
    """Whatever facts were set by hand."""
    for seed in laws():
        played = Alone(seed)
        for _ in played.steps():
            for wait in (timedelta(0), timedelta(hours=30), timedelta(days=400)):
                check_live(played, played.now + wait, seed)


def check_live(played: Alone, at: datetime, seed: int) -> None:
    try:
        decisions = played.rules.advance(played.record, at)
    except stagegraph.LimitError:
        return  # more is due than one call takes
    record = decisions[-1].record if decisions else played.record
    due = played.rules.next_due(record)
    assert due is None or due > at, seed
    assert not played.rules.advance(record, at), seed
    event = next(iter(both_of(generate(seed)[0]).rules.events))
    played.rules.decide(record, event, at=at + TICK)  # is not overdue


def test_facts_set_by_hand_move_what_is_due() -> None:
    """As if they had been noted at the record's last change, from which they hold."""
    moved = 0
    for seed in laws():
        played = Alone(seed)
        due = played.rules.next_due(played.record)
        for step in played.steps():
            before, due = due, played.rules.next_due(played.record)
            if "hand" not in step or step["refreshed"]:
                continue
            moved += before != due
            noted = played.record.refreshed(played.record.clock)
            assert played.rules.next_due(noted) == due, seed
    assert moved > LAWS // 20
