#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes records.csv and events.csv: a thousand leads and half a year of what people did with them.

Everything is made up and follows from the seed alone: the same seed gives the same bytes with
every version of Python. People here make mistakes on purpose, as they do: they hand over leads
that nobody wants, act a day too late, send an event twice, or act outside their role.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

T = TypeVar("T")

FIRST_DAY = datetime(2026, 3, 2)
LAST_DAY = datetime(2026, 8, 31)
MARKETERS = ["lin", "mei", "zhou"]
SELLERS = ["wu", "chen", "he", "tang", "song"]
PRODUCTS = ["basic", "team", "enterprise"]
REASONS = ["price", "a competitor", "no budget this year", "the contact left"]
RECORD_COLUMNS = [
    "id", "stage", "entered", "phone", "wechat", "company", "friends_bought",
]  # fmt: skip
EVENT_COLUMNS = [
    "record", "event", "at", "id", "actor", "roles",
    "phone_status", "need", "owner", "reason", "product", "headcount", "company_name", "amount",
    "seats", "subscription", "why",
]  # fmt: skip

Row = dict[str, str]


class Chance:
    """Choices made of Random.random() alone, whose numbers never change between versions."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random

    def happens(self, probability: float) -> bool:
        return self._random() < probability

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random() * (high - low + 1))

    def one_of(self, things: Sequence[T]) -> T:
        return things[self.number(0, len(things) - 1)]


@dataclass
class Lead:
    """One customer, and the events of its life in the order in which they happened."""

    id: str
    now: datetime
    chance: Chance
    events: list[Row] = field(default_factory=list)

    def wait(self, low_hours: int, high_hours: int) -> None:
        """Lets time pass, to the next working hour."""
        self.now += timedelta(
            hours=self.chance.number(low_hours, high_hours), minutes=self.chance.number(0, 59)
        )
        if self.now.hour < 9 or self.now.hour >= 18:
            days = 1 if self.now.hour >= 18 else 0
            self.now = self.now.replace(hour=9 + self.chance.number(0, 8)) + timedelta(days=days)

    def happens(self, event: str, actor: str = "", role: str = "", **payload: object) -> None:
        row = {"record": self.id, "event": event, "at": f"{self.now:%Y-%m-%dT%H:%M:%S}"}
        row |= {"id": f"{self.id}-{len(self.events) + 1}", "actor": actor, "roles": role}
        row |= {name: str(value) for name, value in payload.items()}
        self.events.append(row)

    def repeat_last(self) -> None:
        """The same event delivered again, as message queues do."""
        self.events.append(dict(self.events[-1]))


def new_record(number: int, chance: Chance) -> tuple[Row, Lead]:
    entered = FIRST_DAY + timedelta(
        days=chance.number(0, 119), hours=chance.number(9, 17), minutes=chance.number(0, 59)
    )
    lead = Lead(f"C-{number:04}", entered, chance)
    record = {
        "id": lead.id,
        "stage": "lead.new",
        "entered": f"{entered:%Y-%m-%dT%H:%M:%S}",
        "phone": f"021 5550 {number:04}" if chance.happens(0.9) else "",
        "wechat": f"wx-{number}" if chance.happens(0.6) else "",
        "company": f"Company {number}",
        "friends_bought": str(chance.number(0, 3) if chance.happens(0.2) else 0),
    }
    return record, lead


def call_until_answered(lead: Lead) -> bool:
    """Marketing checks the number and calls up to four times. Whether sales should hear of it."""
    chance = lead.chance
    if chance.happens(0.85):
        status = "ok" if chance.happens(0.9) else chance.one_of(["empty", "wrong"])
        lead.happens("number_checked", chance.one_of(MARKETERS), "marketing", phone_status=status)
        if status != "ok":
            return False
    for _ in range(chance.number(1, 4)):
        lead.wait(2, 30)
        if chance.happens(0.6):
            need = chance.one_of(["now", "now", "now", "now", "later", "none"])
            lead.happens("call_answered", need=need)
            return need == "now"
        lead.happens("call_missed")
    return False


def hand_over(lead: Lead) -> None:
    """One in twenty tries it in the wrong role and asks marketing to do it afterwards."""
    lead.wait(1, 24)
    if lead.chance.happens(0.05):
        lead.happens("hand_over", lead.chance.one_of(SELLERS), "sales")
        lead.wait(1, 6)
    lead.happens("hand_over", lead.chance.one_of(MARKETERS), "marketing")
    if lead.chance.happens(0.03):
        lead.repeat_last()


def accept(lead: Lead, seller: str) -> bool:
    lead.wait(1, 40)
    if lead.chance.happens(0.08):
        reason = lead.chance.one_of(["outside our region", "a student", "a test entry"])
        lead.happens("send_back", seller, "sales", reason=reason)
        return False
    lead.happens("accept", seller, "sales", owner=seller)
    return True


def clear_need(lead: Lead, seller: str) -> None:
    """Most sellers make it within the week; some come too late, some forget half of it."""
    chance = lead.chance
    lead.wait(20, 230)
    size = chance.number(5, 400)
    known: dict[str, object] = {"product": chance.one_of(PRODUCTS), "amount": f"{size * 600}.00"}
    if chance.happens(0.1):
        lead.happens("need_clear", seller, "sales", **known)
        lead.wait(1, 20)
    known["company_name"] = "correct" if chance.happens(0.95) else "wrong"
    if chance.happens(0.9):
        lead.happens("need_clear", seller, "sales", headcount=size, **known)
    else:
        lead.happens("ask_extension", seller, "sales", why="the customer is travelling")


def negotiate(lead: Lead, seller: str) -> None:
    chance = lead.chance
    for event in ("trial_started", "terms_opened", "contract_signed"):
        lead.wait(24, 300)
        if chance.happens(0.2):
            lead.happens("deal_lost", seller, "sales", reason=chance.one_of(REASONS))
            return
        order = {}
        if event == "contract_signed":
            order = {"seats": chance.number(5, 400), "subscription": chance.one_of(["true", "false"])}
        lead.happens(event, seller, "sales", **order)


def come_back(lead: Lead) -> None:
    """Months later somebody calls the pool; whoever has a need again starts anew."""
    lead.wait(24 * 30, 24 * 60)
    lead.happens("call_answered", need=lead.chance.one_of(["now", "later", "later"]))
    if lead.chance.happens(0.5):
        hand_over(lead)


def sell(lead: Lead) -> None:
    seller = lead.chance.one_of(SELLERS)
    if accept(lead, seller):
        clear_need(lead, seller)
        if lead.chance.happens(0.8):
            negotiate(lead, seller)


def live(lead: Lead) -> None:
    """Marketing hands everything over; sellers take what is for them, and sometimes what is not."""
    is_promising = call_until_answered(lead)
    hand_over(lead)
    if is_promising or lead.chance.happens(0.05):
        sell(lead)
    if lead.chance.happens(0.3):
        come_back(lead)


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the two files go")
    parser.add_argument("--count", type=int, default=1000, help="records (default 1000)")
    parser.add_argument("--seed", type=int, default=2026, help="default 2026")
    options = parser.parse_args()

    chance = Chance(options.seed)
    records: list[Row] = []
    events: list[Row] = []
    for number in range(1, options.count + 1):
        record, lead = new_record(number, chance)
        live(lead)
        records.append(record)
        events += [row for row in lead.events if row["at"] < f"{LAST_DAY:%Y-%m-%d}"]
    events.sort(key=lambda row: row["at"])

    options.folder.mkdir(parents=True, exist_ok=True)
    write_csv(options.folder / "records.csv", RECORD_COLUMNS, records)
    write_csv(options.folder / "events.csv", EVENT_COLUMNS, events)
    print(f"{len(records)} records and {len(events)} events in {options.folder}")


if __name__ == "__main__":
    main()
