"""A record, and its JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from cel import Instant, Length
from instants import instant_of, text_of
from rules import Rules


@dataclass
class Timer:
    start: int
    due: int
    reminded: list[str] = field(default_factory=list)
    overdue: bool = False

    def copy(self) -> Timer:
        return replace(self, reminded=list(self.reminded))


@dataclass
class Record:
    id: str
    stage: str
    sequence: int
    clock: int
    facts: dict[str, Any]
    stages: dict[str, tuple[int, int]]  # entered, visits
    timers: dict[str, Timer]
    history: list[dict]

    def copy(self) -> Record:
        timers = {name: timer.copy() for name, timer in self.timers.items()}
        return replace(
            self,
            facts=dict(self.facts),
            stages=dict(self.stages),
            timers=timers,
            history=list(self.history),
        )


def dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def seconds_text(micros: int) -> str:
    """A duration as CEL writes it: "5400s", "-1.500s"."""
    sign, micros = ("-" if micros < 0 else ""), abs(micros)
    whole, rest = divmod(micros, 10**6)
    digits = f".{rest:06}".rstrip("0") if rest else ""
    return f"{sign}{whole}{digits}s"


def plain(rules: Rules, value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Instant):
        return text_of(rules.zone, value.micros)
    if isinstance(value, Length):
        return seconds_text(value.micros)
    if isinstance(value, list):
        return [plain(rules, item) for item in value]
    return value


def timer_json(rules: Rules, name: str, timer: Timer) -> dict:
    return {
        "deadline": name,
        "start": text_of(rules.zone, timer.start),
        "due": text_of(rules.zone, timer.due),
        "reminded": timer.reminded,
        "overdue": timer.overdue,
    }


def record_json(rules: Rules, record: Record) -> dict:
    zone = rules.zone
    return {
        "id": record.id,
        "ruleset": {
            "name": rules.data["name"],
            "version": rules.data.get("version", ""),
            "fingerprint": rules.fingerprint,
        },
        "stage": record.stage,
        "sequence": record.sequence,
        "clock": text_of(zone, record.clock),
        "facts": {
            name: plain(rules, record.facts[name]) for name in rules.facts if name in record.facts
        },
        "stages": {
            path: {"entered": text_of(zone, record.stages[path][0]), "visits": record.stages[path][1]}
            for path in rules.stages
            if path in record.stages
        },
        "timers": [
            timer_json(rules, d.name, record.timers[d.name])
            for d in rules.deadlines
            if d.name in record.timers
        ],
        "history": record.history,
    }


def fact_value(rules: Rules, name: str, value: Any) -> Any:
    """From JSON, by the fact's type."""
    return Instant(instant_of(value)) if rules.facts[name]["type"] == "timestamp" else value


def read_record(rules: Rules, text: str) -> Record:
    data = json.loads(text)
    timers = {
        t["deadline"]: Timer(
            instant_of(t["start"]), instant_of(t["due"]), t["reminded"], t["overdue"]
        )
        for t in data["timers"]
    }
    return Record(
        data["id"],
        data["stage"],
        data["sequence"],
        instant_of(data["clock"]),
        {name: fact_value(rules, name, value) for name, value in data["facts"].items()},
        {path: (instant_of(s["entered"]), s["visits"]) for path, s in data["stages"].items()},
        timers,
        data["history"],
    )
