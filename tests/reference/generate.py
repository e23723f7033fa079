# SPDX-License-Identifier: Apache-2.0
"""Random rulesets and histories. The same seed gives the same, on every machine."""

from __future__ import annotations

from typing import Any

from instants import DAY, HOUR, MINUTE, instant_of
from random_rules import RulesMaker
from random_values import FACTS, ROLES, STARTS

SECOND_STEP = 500_000  # half a second


class Generator(RulesMaker):
    def fact_value(self, fact: str, now: int) -> Any:
        values = {
            "n": lambda: self.random.randint(0, 6),
            "m": lambda: self.random.randint(-1, 6),
            "b": lambda: self.chance(50),
            "c": lambda: self.chance(50),
            "k": lambda: self.pick(FACTS["k"]["values"]),
            "s": lambda: self.pick("xyz"),
            "owner": lambda: self.pick(["ann", "bo", "x/y"]),
            "t": lambda: {"micros": now + self.random.randint(-100, 400) * HOUR},
        }
        return values[fact]() if fact in values else self.random.randint(0, 5)

    def payload(self, event: dict, now: int) -> dict:
        fields = [f for c in event.get("carries", []) for f in (c if isinstance(c, dict) else [c])]
        return {field: self.fact_value(field, now) for field in fields if self.chance(65)}

    def wait(self) -> dict:
        """A step's time: after the one before, or at the next due instant or nearby."""
        roll = self.random.randrange(10)
        if roll < 2:
            return {"after": 0}
        if roll < 3:
            return {"after": -self.random.randint(0, 9) * HOUR}  # it comes late
        if roll < 5:
            return {"due": self.pick([-1, 0, 0, 1])}
        most = self.pick([10 * MINUTE, 9 * HOUR, 4 * DAY, 40 * DAY])
        return {"after": self.random.randint(0, most // SECOND_STEP) * SECOND_STEP}

    def steps(self, rules: dict) -> list[dict]:
        found: list[dict] = []
        now = instant_of(STARTS[0].replace("Z", "+00:00"))
        for number in range(self.random.randint(3, 9)):
            if self.chance(20):
                found.append({"advance": self.wait()})
                continue
            if self.chance(15):
                found.append(self.by_hand(now))
                continue
            if self.chance(60 if found and self.asks(found[-1]) else 3):
                found.append(self.word(number))
                continue
            asks = self.requestable and self.chance(50)
            name = self.pick(self.requestable if asks else self.events)
            step = {
                "event": name,
                "wait": self.wait(),
                "payload": self.payload(rules["events"][name], now),
                "actor": self.pick(["ann", "ann", "bo", ""]),
                "roles": self.some(ROLES, 2) if self.chance(80) else [],
            }
            step["counters"] = self.counters()
            if self.chance(70):
                step["id"] = f"i{self.random.randrange(number + 1) if self.chance(15) else number}"
            if self.chance(5):
                step["expected"] = self.random.randint(0, 6)
            found.append(step)
        return found + [{"advance": {"after": self.pick([3, 90]) * DAY}}]

    def by_hand(self, now: int) -> dict:
        """Facts set at the instant of the step before; some are cleared."""
        names = self.some(list(FACTS), 3)
        facts = {name: self.fact_value(name, now) if self.chance(75) else None for name in names}
        return {"hand": facts, "refreshed": self.chance(40)}

    def counters(self) -> dict[str, dict[str, int]]:
        """By quota and key; some are missing."""
        keys = ["", "ann", "bo", "x%2Fy", "red/ann", "blue/ann", "gray/bo", "red/x%2Fy"]
        return {
            quota: {key: self.random.randint(0, 2) for key in keys if self.chance(85)}
            for quota in self.quotas
        }

    def asks(self, step: dict) -> bool:
        """Whether it may have left a request, or was a word on one."""
        return "word" in step or step.get("event") in self.requestable

    def word(self, number: int) -> dict:
        """Somebody approves or rejects what waits for it."""
        step: dict[str, Any] = {"word": self.pick(["approve"] * 4 + ["reject"]), "of": ""}
        soon = {"after": self.random.randint(0, 5) * HOUR}
        step["wait"] = soon if self.chance(70) else self.wait()
        step["actor"] = self.pick(["ann", "bo", "cy", "di"])
        step["roles"] = self.some(ROLES, 3)
        step["counters"] = self.counters()
        if self.chance(50):
            step["id"] = f"i{number}"
        return step

    def history(self, rules: dict) -> dict:
        start = instant_of(self.pick(STARTS).replace("Z", "+00:00"))
        return {"start": start, "begins": self.chance(50), "steps": self.steps(rules)}


HISTORIES = 4  # of one ruleset: loading it takes longer than playing them


def generate(seed: int) -> tuple[dict, dict]:
    """A ruleset and a history for it."""
    number, one = divmod(seed, HISTORIES)
    generator = Generator(number)
    rules = generator.ruleset()
    generator.random.seed(seed)
    return rules, generator.history(rules)
