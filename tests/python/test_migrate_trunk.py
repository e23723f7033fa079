# SPDX-License-Identifier: Apache-2.0
"""Records of the trunk in all stages go on under next month's rules: every member is compared.

STAGEGRAPH_RECORDS says how many; 10000 take some minutes.
"""

from __future__ import annotations

import datetime
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from stagegraph import Actor, Decision, MigrationError, Record, Ruleset

RECORDS = int(os.environ.get("STAGEGRAPH_RECORDS", "300"))
TRUNK = (Path(__file__).parents[2] / "rules" / "b2b-trunk.yaml").read_text(encoding="utf-8")
WU, LIN, MEI = Actor("wu", ["sales"]), Actor("lin", ["sales_manager"]), Actor("mei", ["marketing"])
ACCEPTED, NOW, LATER = "2026-03-06T09:00", "2026-03-09T09:00", "2026-03-09T10:00"
DIRECT = ["opportunity.confirmed", "opportunity.trial", "opportunity.negotiation",
          "opportunity.won", "pool.nurture", "pool.dormant"]


def changed(*pairs: tuple[str, str], more: str = "") -> Ruleset:
    text = TRUNK
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after)
    return Ruleset.loads(text + more)


class Life:
    """One customer, up to the ninth of March."""

    def __init__(self, rules: Ruleset, number: int) -> None:
        self.rules, self.number = rules, number
        self.kind, self.events = number % 16, 0
        stage = DIRECT[self.kind - 10] if self.kind >= 10 else "lead.new"
        day = f"2026-0{1 + number % 2}-{1 + number % 25:02}T{10 + number % 8}:{number % 60:02}"
        facts: dict[str, Any] = {"phone_status": "ok", "need": "now", "email": f"{number}@e.com"}
        facts |= {"missed_calls": number // 16 % 4, "refuses_contact": False}
        if number % 3 == 0:
            facts |= {"amount": "120000.50", "headcount": 1 + number % 90}
        self.record = rules.record(f"A-{number}", at=day, stage=stage, facts=facts)

    def send(self, event: str, at: str, actor: Actor, **payload: Any) -> Decision:
        self.events += 1
        decision = self.rules.decide(
            self.record, event, at=at, actor=actor, payload=payload,
            event_id=f"e-{self.number}-{self.events}", counters_complete=True,
        )
        self.record = decision.record
        return decision

    def advance(self, at: str) -> None:
        for decision in self.rules.advance(self.record, at):
            self.record = decision.record

    def lead(self) -> None:
        if self.kind == 0:
            return
        self.send("hand_over", "2026-03-05T09:00", MEI)
        if self.kind == 2:
            self.send("send_back", ACCEPTED, WU, reason="no budget")
        if self.kind < 3:
            return
        self.record = self.with_calls(0)
        self.send("accept", ACCEPTED, WU, owner="wu")
        self.record = self.with_calls(self.number // 16 % 4)
        if self.kind == 4:
            self.send("put_on_hold", "2026-03-06T10:00", WU)
        if self.kind == 5:
            self.send("put_on_hold", "2026-03-06T10:00", WU)
            self.send("resume", "2026-03-08T10:00", WU)
        if self.kind in (6, 7, 8):
            self.send("ask_extension", "2026-03-06T11:00", WU, why="busy")
        if self.kind in (7, 8):
            self.record = self.rules.approve(
                self.record, "one_week_rule", at="2026-03-06T12:00", actor=LIN,
                event_id=f"y-{self.number}", counters_complete=True,
            ).record
        if self.kind == 8:
            self.send("ask_extension", "2026-03-07T11:00", WU, why="busy again")

    def with_calls(self, calls: int) -> Record:
        """Three missed calls keep a lead from being accepted, and can come later."""
        record = json.loads(self.record.to_json())
        record["facts"]["missed_calls"] = calls
        return self.rules.record_from_json(json.dumps(record))

    def live(self) -> str:
        self.advance("2026-03-04T00:00")
        if self.record.stage == "lead.new" and self.kind < 10:
            self.lead()
        if self.kind == 10 and self.number % 32 > 15:
            self.send("deal_lost", ACCEPTED, WU, reason="price")
        return self.record.to_json()


@pytest.fixture(scope="module")
def old() -> Ruleset:
    return Ruleset.loads(TRUNK)


@pytest.fixture(scope="module")
def stored(old: Ruleset) -> list[str]:
    return [Life(old, number).live() for number in range(RECORDS)]


def test_the_records_have_one_of_everything(old: Ruleset, stored: list[str]) -> None:
    found = [json.loads(text) for text in stored]
    leaves = {name for name in old.stages if not old.stage(name).is_group}
    assert {one["stage"] for one in found} == leaves
    timers = [timer for one in found for timer in one["timers"]]
    assert any("held_since" in timer for timer in timers)
    assert any(timer.get("extensions") for timer in timers)
    for member in ("requests", "contacts"):
        assert any(one.get(member) for one in found), member
    assert any(plan["touches"] for one in found for plan in one["cadences"])
    assert any(len(one["history"]) > 3 for one in found)


def compared(before: str, new: Ruleset) -> tuple[dict[str, Any], dict[str, Any], Decision]:
    """The record before and after, without what every migration changes."""
    decision = new.migrate(before, NOW)
    was, after = json.loads(before), json.loads(decision.record.to_json())
    assert list(was) == list(after)
    assert after.pop("sequence") == was.pop("sequence") + 1
    assert after.pop("clock") == "2026-03-09T09:00:00+08:00" > was.pop("clock")
    behaviours = was["ruleset"].pop("behaviour"), after["ruleset"].pop("behaviour")
    assert behaviours[0] != behaviours[1] == new.behaviour
    assert decision.cause.kind == "migration" and not decision.actions
    return was, after, decision


def test_a_text(old: Ruleset, stored: list[str]) -> None:
    new = changed(("Lead, opportunity, order", "Leads and orders"))
    assert new.check_against(old) == ()
    for text in stored:
        decision = new.migrate(text, NOW)
        assert decision.outcome.value == "ignored" and decision.record.to_json() == text


def later(text: str, days: int) -> str:
    at = datetime.datetime.fromisoformat(text) + datetime.timedelta(days=days)
    return at.isoformat()


def test_ten_days_in_the_place_of_seven(old: Ruleset, stored: list[str]) -> None:
    new = changed(("within: 7 days", "within: 10 days"))
    assert new.check_against(old) == ()
    moved = 0
    for text in stored:
        was, after, _ = compared(text, new)
        for timer in was["timers"]:
            moved += 1
            timer |= {"due": later(timer["due"], 3), "span": "10 days"}
        assert was == after
    assert moved > 0


RENAMED = [
    ("      sql:\n", "      working:\n        was: sql\n"),
    ("to: sql", "to: working"),
    ("lead.sql", "lead.working"),
    ("one_week_rule", "week"),
    ("within: 7 days ", "was: one_week_rule\n            within: 7 days "),
]


def renamed(text: str) -> str:
    return text.replace("lead.sql", "lead.working").replace("one_week_rule", "week")


def test_a_stage_and_a_deadline_have_other_names(old: Ruleset, stored: list[str]) -> None:
    new = changed(*RENAMED)
    assert new.check_against(old) == ()
    bare = changed(*[pair for pair in RENAMED[1:4]], ("      sql:\n", "      working:\n"))
    codes = [finding.code for finding in bare.check_against(old)]
    assert codes == ["stage-gone", "deadline-gone"]
    changes = 0
    for text in stored:
        was, after, decision = compared(text, new)
        assert json.loads(renamed(json.dumps(was))) == after
        changes += goes_on(old.record_from_json(text), decision.record, old, new)
    assert changes > len(stored)


def advanced(rules: Ruleset, record: Record) -> Record:
    for decision in rules.advance(record, LATER):
        record = decision.record
    return record


def goes_on(before: Record, after: Record, old: Ruleset, new: Ruleset) -> int:
    """What is decided next is what would have been without the change. How many changed it."""
    changes = 0
    before, after = advanced(old, before), advanced(new, after)
    calls = [("deal_lost", WU, {"reason": "x"}), ("call_missed", MEI, {}), ("resume", WU, {})]
    calls += [("send_back", WU, {"reason": "x"}), ("ask_extension", WU, {"why": "x"})]
    for event, actor, payload in calls:
        given = {"at": LATER, "actor": actor, "payload": payload, "counters_complete": True}
        one, other = old.decide(before, event, **given), new.decide(after, event, **given)
        assert (one.outcome, renamed(str(one.to))) == (other.outcome, str(other.to))
        assert len(one.actions) == len(other.actions)
        if one.sequence == before.sequence:
            continue
        changes += 1
        was, now = json.loads(renamed(one.record.to_json())), json.loads(other.record.to_json())
        assert now.pop("sequence") == was.pop("sequence") + 1
        del was["ruleset"], now["ruleset"]
        assert was == now
    return changes


def merged(record: dict[str, Any], gone: str, into: str) -> dict[str, Any]:
    """The record as one that has entered the other stage."""
    if record["stage"] == gone:
        record["stage"] = into
    for plan in record["cadences"]:
        plan["stage"] = into if plan["stage"] == gone else plan["stage"]
    if (mark := record["stages"].pop(gone, None)) is not None:
        other = record["stages"].get(into, {"entered": "", "visits": 0})
        record["stages"][into] = {
            "entered": max(mark["entered"], other["entered"]),
            "visits": mark["visits"] + other["visits"],
        }
    return record


def test_a_stage_is_gone(old: Ruleset, stored: list[str]) -> None:
    without = [
        (re.search(r"      dormant:\n(?:        .*\n)+", TRUNK)[0], ""),
        (re.search(r"  twice_a_year:\n(?:    .*\n)+", TRUNK)[0], ""),
        ("to: pool.dormant", "to: pool.nurture"),
    ]
    (open_one,) = changed(*without).check_against(old)
    assert open_one.code == "stage-gone" and "'pool.dormant'" in open_one.message
    answer = "\nmigrate: [{ stages: { pool.dormant: pool.nurture } }]\n"
    new, refused = changed(*without, more=answer), 0
    assert new.check_against(old) == ()
    for text in stored:
        was, after, decision = compared(text, new)
        assert merged(was, "pool.dormant", "pool.nurture") == after
        if '"stage":"pool.dormant"' not in text:
            continue
        refused += 1
        assert [one.code for one in decision.reasons] == ["stage_renamed"]
        with pytest.raises(MigrationError) as error:
            changed(*without).migrate(text, NOW)
        assert [one.path for one in error.value.diagnostics] == ["stage"]
        assert new.record_from_json(decision.record.to_json()).to_json() == (
            decision.record.to_json())
    assert refused > 0


def test_a_narrower_fact(old: Ruleset, stored: list[str]) -> None:
    narrow = ("missed_calls: { type: int, default: 0, min: 0,",
              "missed_calls: { type: int, default: 0, min: 0, max: 2,")
    answer = "\nmigrate: [{ facts: { missed_calls: '${old.missed_calls > 2 ? 2 : " \
             "int(old.missed_calls)}' } }]\n"
    bare, new = changed(narrow), changed(narrow, more=answer)
    assert [(one.severity, one.code) for one in bare.check_against(old)] == [
        ("warning", "narrower-range")]
    assert new.check_against(old) == ()
    refused = 0
    for text in stored:
        was, after, _ = compared(text, new)
        calls = was["facts"]["missed_calls"]
        was["facts"]["missed_calls"] = min(calls, 2)
        assert was == after
        if calls <= 2:
            assert json.loads(bare.migrate(text, NOW).record.to_json())["facts"] == after["facts"]
            continue
        refused += 1
        with pytest.raises(MigrationError) as error:
            bare.migrate(text, NOW)
        assert [one.path for one in error.value.diagnostics] == ["facts.missed_calls"]
    assert refused > 0
