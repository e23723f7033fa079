# SPDX-License-Identifier: Apache-2.0
"""Random conditions, values and actions over one set of facts."""

from __future__ import annotations

import random
from typing import Any

FACTS: dict[str, Any] = {
    "n": {"type": "int", "default": 0},
    "m": "int",
    "b": "bool",
    "c": {"type": "bool", "default": False},
    "k": {"type": "enum", "values": ["red", "blue", "gray"]},
    "s": "string",
    "t": "timestamp",
    "owner": "string",
}
ROLES = ["clerk", "chief", "guest"]
ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC", "Pacific/Apia"]
# Some not long before the clocks change, and before a day that Samoa skipped.
STARTS = ["2026-03-02T10:00:00Z", "2026-03-26T22:30:00Z", "2026-10-23T01:15:00Z",
          "2026-01-31T08:00:00Z", "2026-03-07T15:00:00Z", "2026-12-28T09:00:00Z",
          "2011-12-28T22:00:00Z"]
CALENDAR = {
    "week": {"mon-fri": ["09:00-12:00", "13:30-18:00"]},
    "days_off": ["2026-03-04..2026-03-05", "2026-10-26", "2026-12-31..2027-01-01"],
    "days_on": ["2026-03-07", "2026-10-25"],
    "covers": "2026-01-01..2026-12-31",
}
NIGHTS = {
    "week": {
        "fri": "22:00-24:00",
        "sat,sun": ["00:00-06:00", "22:00-24:00"],
        "mon": "00:00-06:00",
        "wed": "01:30-02:30",
    }
}
ACTIONS = {"note": {"text": "string", "num": "int"}, "ping": {"when": "timestamp", "ok": "bool"}}

# What a scope's expressions may name besides facts.
EVENT, NOW, DUE = "event", "now", "due"


class Values:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.paths: list[str] = []
        self.leaves: list[str] = []
        self.deadlines = 0
        self.requestable: list[str] = []  # events that ask for something
        self.defines: list[str] = []
        self.quotas: list[str] = []
        self.cadences: list[str] = []
        self.criteria: list[str] = []
        self.events = [f"e{i}" for i in range(self.random.randint(2, 5))]

    # ---------------------------------------------------------------- small choices

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def pick(self, items: Any) -> Any:
        return self.random.choice(list(items))

    def some(self, items: Any, most: int = 3) -> list:
        items = list(items)
        return self.random.sample(items, min(len(items), self.random.randint(1, most)))

    # ---------------------------------------------------------------- expressions

    def number(self, depth: int = 1) -> str:
        if depth and self.chance(35):
            sign = self.pick("+-*%/")
            right = self.number(0)
            if sign in "%/" and self.chance(80):
                right = str(self.random.randint(1, 5))
            return f"({self.number(depth - 1)} {sign} {right})"
        choices = ["n", "m", str(self.random.randint(0, 6))]
        if self.chance(30):
            choices = [f'visits("{self.pick(self.paths)}")']
        return self.pick(choices)

    def simple_condition(self, scope: set[str]) -> str:
        compare = self.pick(["<", "<=", ">", ">=", "==", "!="])
        choices = [
            lambda: f"{self.number()} {compare} {self.number()}",
            lambda: self.pick(["b", "c", "b == c"]),
            lambda: f'k {self.pick(["==", "!="])} "{self.pick(FACTS["k"]["values"])}"',
            lambda: f'k in ["red", "{self.pick(FACTS["k"]["values"])}"]',
            lambda: f'known({self.pick(FACTS)})',
            lambda: f's == "{self.pick("xyz")}"',
            lambda: f'in_stage("{self.pick(self.paths)}")',
            lambda: f'stage == "{self.pick(self.leaves)}"',
            lambda: f"n in [{', '.join(str(self.random.randint(0, 4)) for _ in range(3))}]",
        ]
        if NOW in scope:
            choices += [lambda: f"now {compare} t", lambda: f"now - t {compare} {self.length()}"]
            path = self.pick(self.paths)
            choices += [lambda: f'now - entered("{path}") {compare} {self.length()}']
        if EVENT in scope:
            choices += [
                lambda: f'event.name == "{self.pick(self.events)}"',
                lambda: f'"{self.pick(ROLES)}" in actor.roles',
                lambda: f'actor.id == "{self.pick(["ann", "bo"])}"',
            ]
        if DUE in scope:
            choices += [lambda: "due > t"]
        return self.pick(choices)()

    def length(self) -> str:
        return f'duration("{self.random.randint(1, 80)}h")'

    def condition(self, scope: set[str], depth: int = 2) -> str:
        if depth and self.chance(45):
            sign = self.pick(["&&", "||"])
            left, right = self.condition(scope, depth - 1), self.condition(scope, depth - 1)
            return f"({left} {sign} {right})"
        if depth and self.chance(15):
            return f"!({self.condition(scope, depth - 1)})"
        if self.defines and EVENT in scope and self.chance(15):
            return self.pick(self.defines)
        return self.simple_condition(scope)

    def any_condition(self, scope: set[str]) -> Any:
        """In CEL, or as the map that may stand for it."""
        if self.chance(85):
            return self.condition(scope)
        tests = {"n": self.pick([">= 2", "0..3", 1]), "k": self.pick(["red", ["red", "blue"]])}
        tests |= {"b": self.pick([True, False, "known"]), "m": "< 4", "s": "known"}
        return {fact: tests[fact] for fact in self.some(tests)}

    # ---------------------------------------------------------------- actions

    def new_value(self, fact: str, scope: set[str]) -> Any:
        values = {
            "n": [lambda: self.random.randint(0, 9), lambda: f"${{{self.number()}}}"],
            "m": [lambda: self.random.randint(-3, 5), lambda: "${n + 1}"],
            "b": [lambda: self.chance(50), lambda: f"${{{self.condition(scope, 1)}}}"],
            "c": [lambda: self.chance(50), lambda: "${!c}"],
            "k": [lambda: self.pick(FACTS["k"]["values"])],
            "s": [lambda: self.pick("xyz"), lambda: "${s}z", lambda: "n=${n} ${string(b)}"],
            "owner": [lambda: self.pick(["ann", "bo", "x/y"])],
            "t": [lambda: "${now}", lambda: f"${{now + {self.length()}}}"],
        }
        return self.pick(values[fact])()

    def sets(self, scope: set[str], most: int = 2) -> dict:
        return {fact: self.new_value(fact, scope) for fact in self.some(FACTS, most)}

    def prose(self, texts: list[str]) -> Any:
        """A text for people, sometimes by language."""
        if self.chance(70):
            return self.pick(texts)
        tags = self.random.sample(["en", "zh", "zh-TW", "de"], self.random.randint(1, 3))
        return {tag: self.pick(texts) for tag in tags}

    def request(self, scope: set[str]) -> dict:
        """Something for the host to do."""
        if self.chance(25):
            when = "${due}" if DUE in scope else "${t}"
            return {"ping": {"when": when, "ok": self.pick([True, "${b}", "${c || b}"])}}
        texts = ["plain", "n ${n}", "${s}", "${k} and ${string(m)}", "at ${string(now)}"]
        if DUE in scope:
            texts += ["due ${string(due)}"]
        return {"note": {"text": self.prose(texts), "num": self.pick([7, "${n}", "${m + 1}"])}}

    def action(self, scope: set[str]) -> dict:
        roll = self.random.randrange(10)
        if roll < 3:
            return {"set": self.sets(scope)}
        if roll < 5:
            return {"clear": self.some(["m", "b", "k", "s", "t", "owner"], 2)}
        if roll < 6:
            return {"start": {"ruleset": self.pick(["renewal", "upsell"])}}
        return self.request(scope)

    def acts(self, scope: set[str], most: int = 2) -> list[dict]:
        return [self.action(scope) for _ in range(self.random.randint(1, most))]
