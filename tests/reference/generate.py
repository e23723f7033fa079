"""Random rulesets and histories. The same seed gives the same, on every machine."""

from __future__ import annotations

import random
from typing import Any

from instants import DAY, HOUR, MINUTE, instant_of

FACTS: dict[str, Any] = {
    "n": {"type": "int", "default": 0},
    "m": "int",
    "b": "bool",
    "c": {"type": "bool", "default": False},
    "k": {"type": "enum", "values": ["red", "blue", "gray"]},
    "s": "string",
    "t": "timestamp",
}
ROLES = ["clerk", "chief", "guest"]
ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC"]
# Some not long before the clocks change.
STARTS = ["2026-03-02T10:00:00Z", "2026-03-26T22:30:00Z", "2026-10-23T01:15:00Z",
          "2026-01-31T08:00:00Z", "2026-03-07T15:00:00Z", "2026-12-28T09:00:00Z"]
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


class Generator:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.paths: list[str] = []
        self.leaves: list[str] = []
        self.deadlines = 0
        self.defines: list[str] = []
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
            "t": [lambda: "${now}", lambda: f"${{now + {self.length()}}}"],
        }
        return self.pick(values[fact])()

    def sets(self, scope: set[str], most: int = 2) -> dict:
        return {fact: self.new_value(fact, scope) for fact in self.some(FACTS, most)}

    def request(self, scope: set[str]) -> dict:
        """Something for the host to do."""
        if self.chance(25):
            when = "${due}" if DUE in scope else "${t}"
            return {"ping": {"when": when, "ok": self.pick([True, "${b}", "${c || b}"])}}
        texts = ["plain", "n ${n}", "${s}", "${k} and ${string(m)}", "at ${string(now)}"]
        if DUE in scope:
            texts += ["due ${string(due)}"]
        return {"note": {"text": self.pick(texts), "num": self.pick([7, "${n}", "${m + 1}"])}}

    def action(self, scope: set[str]) -> dict:
        roll = self.random.randrange(10)
        if roll < 3:
            return {"set": self.sets(scope)}
        if roll < 5:
            return {"clear": self.some(["m", "b", "k", "s", "t"], 2)}
        if roll < 6:
            return {"start": {"ruleset": self.pick(["renewal", "upsell"])}}
        return self.request(scope)

    def acts(self, scope: set[str], most: int = 2) -> list[dict]:
        return [self.action(scope) for _ in range(self.random.randint(1, most))]

    # ---------------------------------------------------------------- stages

    def tree(self, prefix: str, depth: int) -> dict:
        """Names alone; what happens there comes when all names are known."""
        stages: dict[str, dict] = {}
        for _ in range(self.random.randint(2, 4 if depth == 0 else 3)):
            name = f"s{len(self.paths)}"
            path = prefix + name
            self.paths.append(path)
            if depth < 2 and self.chance(35 if depth == 0 else 25):
                inner = self.tree(path + ".", depth + 1)
                stages[name] = {"initial": self.pick(inner), "stages": inner}
            else:
                self.leaves.append(path)
                stages[name] = {}
        return stages

    def fill(self, stages: dict, prefix: str) -> None:
        for name, stage in stages.items():
            path = prefix + name
            if "stages" in stage:
                self.fill(stage["stages"], path + ".")
            elif path != self.leaves[0] and self.chance(12):
                stage["final"] = True
            self.fill_stage(path, stage)

    def fill_stage(self, path: str, stage: dict) -> None:
        for key in ("enter", "leave"):
            if self.chance(20) and not (key == "leave" and stage.get("final")):
                stage[key] = self.acts({NOW})
        if stage.get("final"):
            return
        handled = [e for e in self.events if self.chance(60)]
        if handled:
            stage["events"] = {event: self.handler(event) for event in handled}
        if self.chance(20) and (later := self.leaves_after(path)):
            stage["auto"] = [self.auto(later) for _ in range(self.random.randint(1, 2))]
        if self.chance(60):
            stage["deadlines"] = self.some_deadlines()

    def leaves_after(self, path: str) -> list[str]:
        """Automatic transitions lead on only, so that they never go round."""
        inside = [i for i, leaf in enumerate(self.leaves) if (leaf + ".").startswith(path + ".")]
        return self.leaves[max(inside) + 1 :]

    def auto(self, later: list[str]) -> dict:
        auto: dict[str, Any] = {"to": self.pick(later), "when": self.condition(set())}
        if self.chance(30):
            auto["set"] = self.sets(set())
        if self.chance(30):
            auto["do"] = [self.request({NOW})]
        if self.chance(20):
            auto["priority"] = self.random.randint(-1, 2)
        return auto

    def handler(self, event: str) -> Any:
        if self.chance(65):
            return self.transition(event)
        return [self.transition(event) for _ in range(self.random.randint(1, 3))]

    def transition(self, event: str) -> dict:
        scope = {EVENT, NOW}
        one: dict[str, Any] = {}
        if self.chance(70):
            one["to"] = self.pick(self.paths)
        if self.chance(50):
            one["when"] = self.any_condition(scope)
        if self.chance(15):
            one["needs"] = self.some(FACTS)
        names = self.criteria[:]
        self.random.shuffle(names)
        if names and self.chance(30):
            one["require"] = [names.pop() for _ in range(self.random.randint(1, len(names)))]
        if names and self.chance(30):
            one["reject_if"] = [names.pop() for _ in range(self.random.randint(1, len(names)))]
        if ("require" in one or "reject_if" in one) and self.chance(40):
            one["otherwise"] = self.pick(self.paths)
        if self.chance(40) or "to" not in one:
            one["set"] = self.sets(scope)
        if self.chance(40):
            one["do"] = self.acts(scope, 3)
        if self.chance(20):
            one["priority"] = self.random.randint(-1, 2)
        return one

    # ---------------------------------------------------------------- deadlines

    def span(self) -> str:
        count = self.random.randint(1, 9)
        unit = self.pick(["hours", "hours", "minutes", "days", "days", "full days", "months",
                          "weeks", "seconds"])
        if unit in ("months", "weeks"):
            count = min(count, 2)
        return self.pick([f"{count} {unit}"] * 6 + ["P1DT6H", "P1M2D", "PT90M"])

    def some_deadlines(self) -> dict:
        found = {}
        for _ in range(self.random.randint(1, 2)):
            found[f"d{self.deadlines}"] = self.deadline()
            self.deadlines += 1
        return found

    def deadline(self) -> dict:
        scope = {NOW, DUE}
        one: dict[str, Any] = {"within": self.span()}
        if self.chance(60):
            one["to"] = self.pick(self.paths)
        if self.chance(40):
            one["set"] = self.sets(scope)
        if self.chance(40) or not ("to" in one or "set" in one):
            one["do"] = self.acts(scope)
        if self.chance(40):
            one["remind"] = self.reminders(scope)
        return one

    def reminders(self, scope: set[str]) -> list[dict]:
        labels = [{"at": f"{p}%"} for p in self.some([10, 33, 50, 80, 99, 100])]
        if self.chance(40):
            labels.append({"before": self.pick(["1 hour", "1 day", "30 minutes"])})
        return [label | {"do": [self.request(scope)]} for label in labels]

    # ---------------------------------------------------------------- the whole

    def event(self, name: str) -> dict:
        event: dict[str, Any] = {}
        if self.chance(50):
            carries: list[Any] = [f for f in self.some(FACTS)]
            if self.chance(30):
                carries.append({f"w_{name}": "int"})
            event["carries"] = carries
        if self.chance(25):
            event["by"] = self.some(ROLES, 2)
        return event

    def ruleset(self) -> dict:
        stages = self.tree("", 0)
        scope = {EVENT, NOW}
        defines: dict[str, str] = {}
        for i in range(self.random.randint(0, 2)):
            defines[f"def{i}"] = self.condition(scope, 1)
        criteria: dict[str, Any] = {}
        for i in range(self.random.randint(0, 4)):
            when = self.any_condition(scope)
            long = {"when": when, "says": f"Criterion {i}"}
            criteria[f"crit{i}"] = when if self.chance(20) and isinstance(when, str) else long
        self.defines, self.criteria = list(defines), list(criteria)
        self.fill(stages, "")
        rules: dict[str, Any] = {"stagegraph": 1, "name": "random", "version": "1"}
        if self.chance(80):
            rules["time_zone"] = self.pick(ZONES)
        rules |= {"calendars": {"office": CALENDAR, "nights": NIGHTS}}
        rules |= {"calendar": self.pick(["office", "nights"]), "roles": ROLES, "facts": FACTS}
        if defines:
            rules["define"] = defines
        if criteria:
            rules["criteria"] = criteria
        rules["events"] = {name: self.event(name) for name in self.events}
        rules |= {"actions": ACTIONS, "stages": stages}
        return rules

    # ---------------------------------------------------------------- histories

    def fact_value(self, fact: str, now: int) -> Any:
        values = {
            "n": lambda: self.random.randint(0, 6),
            "m": lambda: self.random.randint(-1, 6),
            "b": lambda: self.chance(50),
            "c": lambda: self.chance(50),
            "k": lambda: self.pick(FACTS["k"]["values"]),
            "s": lambda: self.pick("xyz"),
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
            name = self.pick(self.events)
            step = {
                "event": name,
                "wait": self.wait(),
                "payload": self.payload(rules["events"][name], now),
                "actor": self.pick(["ann", "bo", ""]),
                "roles": self.some(ROLES, 2) if self.chance(80) else [],
            }
            if self.chance(70):
                step["id"] = f"i{self.random.randrange(number + 1) if self.chance(15) else number}"
            if self.chance(5):
                step["expected"] = self.random.randint(0, 6)
            found.append(step)
        return found + [{"advance": {"after": self.pick([3, 90]) * DAY}}]

    def history(self, rules: dict) -> dict:
        start = instant_of(self.pick(STARTS).replace("Z", "+00:00"))
        return {"start": start, "steps": self.steps(rules)}


SECOND_STEP = 500_000  # half a second


HISTORIES = 4  # of one ruleset: loading it takes longer than playing them


def generate(seed: int) -> tuple[dict, dict]:
    """A ruleset and a history for it."""
    number, one = divmod(seed, HISTORIES)
    generator = Generator(number)
    rules = generator.ruleset()
    generator.random.seed(seed)
    return rules, generator.history(rules)
