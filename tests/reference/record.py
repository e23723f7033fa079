# SPDX-License-Identifier: Apache-2.0
"""A record, and its JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from cadences import Plan
from cel import Instant, Length
from instants import instant_of, span_text, text_of
from rules import Deadline, Rules


MEMBERS = {
    "format", "id", "ruleset", "stage", "sequence", "clock", "facts", "stages", "timers", "history",
    "requests", "cadences", "contacts", "held", "changed",
}


@dataclass
class Timer:
    """A deadline in this stay; without a due instant it is not armed."""

    anchor: int | None
    start: int
    due: int | None
    hard_stop: int | None = None
    held: int | None = None
    reminded: list[str] = field(default_factory=list)
    overdue: bool = False
    coverage: bool = False
    extensions: int = 0
    fired: bool = False

    def copy(self) -> Timer:
        return replace(self, reminded=list(self.reminded))

    @property
    def runs(self) -> bool:
        return self.due is not None and self.held is None and not self.overdue


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
    requests: list[dict] = field(default_factory=list)
    held: list[dict] = field(default_factory=list)
    plans: dict[str, Plan] = field(default_factory=dict)
    contacts: list[int] = field(default_factory=list)
    # Facts set by hand since the last step. Empty: no step has looked at the record yet.
    changed: set[str] | None = None
    unknown: dict[str, Any] = field(default_factory=dict)  # members of a newer release, and `x`

    def copy(self) -> Record:
        timers = {name: timer.copy() for name, timer in self.timers.items()}
        return replace(
            self,
            facts=dict(self.facts),
            stages=dict(self.stages),
            timers=timers,
            history=list(self.history),
            requests=[dict(request) for request in self.requests],
            held=list(self.held),
            plans={path: replace(plan) for path, plan in self.plans.items()},
            contacts=list(self.contacts),
            changed=None if self.changed is None else set(self.changed),
        )

    def forget(self, event_id: str) -> None:
        self.history = [one for one in self.history if one["id"] != event_id]


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


def timer_json(rules: Rules, deadline: Deadline, timer: Timer) -> dict:
    """What is not so, or not yet so, is left out."""
    zone, armed = rules.zone, timer.due is not None
    found: dict[str, Any] = {"deadline": deadline.name}
    if timer.anchor is not None and not (armed and timer.anchor == timer.start):
        found["anchor"] = text_of(zone, timer.anchor)
    if armed:
        found["start"] = text_of(zone, timer.start)
        for key, at in [
            ("due", timer.due),
            ("hard_stop", timer.hard_stop),
            ("held_since", timer.held),
        ]:
            if at is not None:
                found[key] = text_of(zone, at)
            if key == "due" and deadline.span is not None:
                found["span"] = span_text(deadline.span)
        found["reminded"], found["overdue"] = timer.reminded, timer.overdue
        if timer.coverage:
            found["calendar_coverage"] = True
    if timer.extensions:
        found["extensions"] = timer.extensions
    if timer.fired:
        found["fired"] = True
    return found


def request_json(rules: Rules, request: dict) -> dict:
    found = {}
    for key, value in request.items():
        if key in ("at", "expires"):
            if value is not None:
                found[key] = text_of(rules.zone, value)
        elif key == "payload":
            found[key] = {name: plain(rules, v) for name, v in value.items()}
        else:
            found[key] = value
    return found


def record_json(rules: Rules, record: Record) -> dict:
    zone = rules.zone
    return {
        "format": 1,
        "id": record.id,
        "ruleset": {
            "name": rules.data["name"],
            "version": rules.data.get("version", ""),
            "behaviour": rules.behaviour,
        },
        "stage": record.stage,
        "sequence": record.sequence,
        "clock": text_of(zone, record.clock),
        "facts": {
            name: plain(rules, record.facts.get(name))
            for name, declared in rules.facts.items()
            if name in record.facts or "default" in declared
        },
        "stages": {
            path: {"entered": text_of(zone, entered), "visits": visits}
            for path in rules.stages
            for entered, visits in [record.stages.get(path, (0, 0))]
            if visits
        },
        "timers": [
            timer_json(rules, d, record.timers[d.name])
            for d in rules.deadlines
            if d.name in record.timers and record.timers[d.name].anchor is not None
        ],
        "history": record.history,
    } | waiting_json(rules, record) | record.unknown


def plan_json(rules: Rules, path: str, plan: Plan) -> dict:
    found: dict[str, Any] = {"stage": path}
    for key in ("next", "planned", "base", "last"):
        if (at := getattr(plan, key)) is not None:
            found[key] = text_of(rules.zone, at)
    return found | {"position": plan.position, "touches": plan.touches}


def read_plan(data: dict) -> Plan:
    at = {k: instant_of(data[k]) for k in ("next", "planned", "base", "last") if k in data}
    return Plan(**at, position=data["position"], touches=data["touches"])


def waiting_json(rules: Rules, record: Record) -> dict:
    found: dict[str, Any] = {}
    if record.requests:
        found["requests"] = [request_json(rules, request) for request in record.requests]
    if any("cadence" in stage.data for stage in rules.stages.values()):
        line = reversed(rules.stages[record.stage].line())
        found["cadences"] = [
            plan_json(rules, stage.path, record.plans.get(stage.path, Plan()))
            for stage in line
            if "cadence" in stage.data
        ]
    if record.contacts:
        found["contacts"] = [text_of(rules.zone, at) for at in record.contacts]
    if record.held:
        found["held"] = [request_json(rules, event) for event in record.held]
    if record.changed is not None:
        found["changed"] = [name for name in rules.facts if name in record.changed]
    return found


def fact_value(rules: Rules, name: str, value: Any) -> Any:
    """From JSON, by the fact's type."""
    declared = rules.facts.get(name, {})
    return Instant(instant_of(value)) if declared.get("type") == "timestamp" else value


def read_timer(data: dict) -> Timer:
    def at(key: str) -> int | None:
        return instant_of(data[key]) if key in data else None

    start = at("start")
    return Timer(
        at("anchor") if "anchor" in data else start,
        start or 0,
        at("due"),
        at("hard_stop"),
        at("held_since"),
        data.get("reminded", []),
        data.get("overdue", False),
        data.get("calendar_coverage", False),
        data.get("extensions", 0),
        data.get("fired", False),
    )


def read_request(rules: Rules, data: dict) -> dict:
    found = dict(data)
    for key in ("at", "expires"):
        if key in found:
            found[key] = instant_of(found[key])
    if "payload" in found:
        found["payload"] = {n: fact_value(rules, n, v) for n, v in found["payload"].items()}
    return found


def read_record(rules: Rules, text: str) -> Record:
    data = json.loads(text)
    return Record(
        data["id"],
        data["stage"],
        data["sequence"],
        instant_of(data["clock"]),
        {n: fact_value(rules, n, value) for n, value in data["facts"].items() if value is not None},
        {path: (instant_of(s["entered"]), s["visits"]) for path, s in data["stages"].items()},
        {t["deadline"]: read_timer(t) for t in data["timers"]},
        data["history"],
        [read_request(rules, request) for request in data.get("requests", [])],
        [read_request(rules, event) for event in data.get("held", [])],
        {plan["stage"]: read_plan(plan) for plan in data.get("cadences", [])},
        [instant_of(at) for at in data.get("contacts", [])],
        set(data["changed"]) if "changed" in data else None,
        {name: value for name, value in data.items() if name not in MEMBERS},
    )
