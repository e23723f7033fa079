# SPDX-License-Identifier: Apache-2.0
"""What holds for every history of a record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from stagegraph import Actor, Decision, Outcome, Record, Ruleset

RULES = Ruleset.load(Path(__file__).with_name("small.yaml"))
TICK = timedelta(microseconds=1)
STAFF = Actor("anna", ["staff"])

# Not long before the clocks of Berlin change, in spring and in autumn.
STARTS = [datetime(2026, 3, 20, tzinfo=timezone.utc), datetime(2026, 10, 18, tzinfo=timezone.utc)]


@dataclass(frozen=True)
class Step:
    """An event, some time after the one before."""

    wait: timedelta
    event: str
    payload: tuple[tuple[str, Any], ...]
    actor: Actor


def payloads(event: str) -> st.SearchStrategy[tuple[tuple[str, Any], ...]]:
    values: dict[str, st.SearchStrategy[Any]] = {
        "heat": st.booleans().map(lambda hot: (("hot", hot),)),
        "quote": st.decimals(0, 10**6, places=2).map(lambda price: (("price", price),)),
    }
    return st.one_of(st.just(()), values.get(event, st.just(())))


waits = st.one_of(
    st.timedeltas(timedelta(), timedelta(days=20)),
    st.sampled_from([timedelta(), timedelta(hours=18), timedelta(hours=36), timedelta(days=7)]),
)
steps = st.sampled_from(RULES.events).flatmap(
    lambda event: st.builds(
        Step, waits, st.just(event), payloads(event), st.sampled_from([STAFF, Actor()])
    )
)
histories = st.tuples(st.sampled_from(STARTS), st.lists(steps, max_size=12))
cuts = st.lists(st.floats(0, 1), max_size=5).map(sorted)


class Play:
    """A history as it is played: the record, and every decision on the way."""

    def __init__(self, start: datetime) -> None:
        self.record = RULES.record("r", at=start)
        self.now = start
        self.decisions: list[Decision] = []
        self.delivered: list[tuple[Step, str, Decision]] = []

    def take(self, decision: Decision) -> None:
        self.decisions.append(decision)
        self.record = decision.record

    def advance(self, until: datetime, parts: list[float]) -> None:
        """Lets time pass, in as many calls as there are parts and one more."""
        since = self.now
        for instant in [since + (until - since) * part for part in parts] + [until]:
            for decision in RULES.advance(self.record, instant):
                self.take(decision)

    def deliver(self, step: Step, event_id: str, parts: list[float]) -> Decision:
        """At one instant, events go before deadlines."""
        if step.wait:
            self.advance(self.now + step.wait - TICK, parts)
        self.now += step.wait
        decision = decide(self.record, step, self.now, event_id)
        self.take(decision)
        self.delivered.append((step, event_id, decision))
        return decision


def decide(record: Record, step: Step, now: datetime, event_id: str) -> Decision:
    return RULES.decide(
        record,
        step.event,
        at=now,
        payload=dict(step.payload),
        actor=step.actor,
        event_id=event_id,
    )


def play(history: tuple[datetime, list[Step]], parts: list[float], reread: bool = False) -> Play:
    start, all_steps = history
    played = Play(start)
    for number, step in enumerate(all_steps):
        played.deliver(step, f"e-{number}", parts)
        if reread:
            played.record = RULES.record_from_json(played.record.to_json())
    played.advance(played.now + timedelta(days=40), parts)
    return played


def texts(decisions: list[Decision]) -> list[str]:
    return [decision.to_json() for decision in decisions]


def without_reminders(decisions: list[Decision]) -> list[str]:
    return texts([d for d in decisions if d.cause.kind != "reminder"])


def reminders(decisions: list[Decision]) -> list[str]:
    """Those of a list, whether or not they stand for earlier ones."""
    found = [json.loads(d.to_json()) for d in decisions if d.cause.kind == "reminder"]
    for reminder in found:
        reminder["cause"]["late"] = None
    return [json.dumps(reminder) for reminder in found]


@given(histories, cuts)
def test_one_advance_equals_many(history: tuple[datetime, list[Step]], parts: list[float]) -> None:
    one, many = play(history, []), play(history, parts)
    assert one.record.to_json() == many.record.to_json()
    assert without_reminders(one.decisions) == without_reminders(many.decisions)
    # Of several reminders that one call passes only the last is given.
    assert set(reminders(one.decisions)) <= set(reminders(many.decisions))


@given(histories)
def test_reading_the_record_back_changes_nothing(history: tuple[datetime, list[Step]]) -> None:
    plain, reread = play(history, []), play(history, [], reread=True)
    assert plain.record.to_json() == reread.record.to_json()
    assert texts(plain.decisions) == texts(reread.decisions)


@given(histories)
def test_twice_is_once(history: tuple[datetime, list[Step]]) -> None:
    start, all_steps = history
    played = Play(start)
    for number, step in enumerate(all_steps):
        first = played.deliver(step, f"e-{number}", [])
        again = decide(first.record, step, played.now, f"e-{number}")
        assert again.record.to_json() == first.record.to_json()
        if first.outcome is not Outcome.NEEDS:  # what was not answered was not taken
            assert (again.outcome, again.first_outcome) == (Outcome.DUPLICATE, first.outcome)
    before = played.record.to_json()
    for step, event_id, first in played.delivered:
        if first.outcome is not Outcome.NEEDS:
            again = decide(played.record, step, played.now, event_id)
            assert (again.outcome, again.record.to_json()) == (Outcome.DUPLICATE, before)


@given(histories)
def test_the_answer_flips_at_next_due(history: tuple[datetime, list[Step]]) -> None:
    start, all_steps = history
    played = Play(start)
    for number, step in enumerate(all_steps):
        record = played.deliver(step, f"e-{number}", []).record
        due = RULES.next_due(record)
        if due is None:
            assert RULES.advance(record, played.now + timedelta(days=4000)) == []
            continue
        assert due >= played.now
        assert RULES.advance(record, due - TICK) == []
        flipped = RULES.advance(record, due)
        assert flipped != [] and all(decision.at == due for decision in flipped)


@given(histories)
def test_the_same_input_gives_the_same_bytes(history: tuple[datetime, list[Step]]) -> None:
    assert texts(play(history, []).decisions) == texts(play(history, []).decisions)
