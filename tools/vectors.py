#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/vectors/vectors.json: what every binding has to answer, by the Python package.

    tools/vectors.py           writes the file
    tools/vectors.py --check   compares it, and fails where it is stale

It needs the package on PYTHONPATH and the library in STAGEGRAPH_LIBRARY. tests/vectors/README.md
describes the file. A case loads a ruleset and takes steps. Each step goes on with the record that
the step before left. Instants are texts of microseconds, and values say their type, since JSON in
most languages would cut either.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import stagegraph
from stagegraph import Actor, Decision, Micros, Record, Ruleset, StagegraphError

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "vectors"
FILE = FOLDER / "vectors.json"
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
DAY = 86_400_000_000

Json = dict[str, Any]

# ------------------------------------------------------------------------------- values with types


def tell(value: Any) -> list[Any]:
    """A value with its type: ["decimal", "12.5"]. What has no value is ["unknown"]."""
    if value is None:
        return ["unknown"]
    if isinstance(value, bool):
        return ["bool", value]
    if isinstance(value, list):
        return ["list", [tell(item) for item in value]]
    if isinstance(value, dict):
        return ["map", {key: tell(item) for key, item in value.items()}]
    return tell_scalar(value)


def tell_scalar(value: Any) -> list[Any]:
    if isinstance(value, datetime):
        return ["instant", str((value - EPOCH) // timedelta(microseconds=1))]
    if isinstance(value, timedelta):
        return ["duration", str(value // timedelta(microseconds=1))]
    kinds = {int: "int", float: "double", Decimal: "decimal", str: "text", date: "date"}
    kind = kinds[type(value)]
    return [kind, format(value, "f") if kind == "decimal" else str(value)]


def untell(told: list[Any]) -> Any:
    kind, *rest = told
    if kind == "unknown":
        return None
    (value,) = rest
    if kind == "list":
        return [untell(item) for item in value]
    if kind == "map":
        return {key: untell(item) for key, item in value.items()}
    return SCALARS[kind](value)


SCALARS: dict[str, Any] = {
    "bool": bool,
    "int": int,
    "double": float,
    "decimal": Decimal,
    "text": str,
    "date": date.fromisoformat,
    "instant": lambda micros: EPOCH + timedelta(microseconds=int(micros)),
    "duration": lambda micros: timedelta(microseconds=int(micros)),
}


def untell_all(told: Json) -> Json:
    return {name: untell(value) for name, value in told.items()}


# ------------------------------------------------------------------------------- what is expected


def of_error(error: StagegraphError) -> Json:
    return {
        "status": error.status,
        "message": str(error.args[0]).replace(f"{FOLDER}/", ""),
        "diagnostics": [
            {
                "code": found.code,
                "severity": found.severity,
                "message": found.message,
                "file": found.file,
                "line": found.span.line if found.span else 0,
                "column": found.span.column if found.span else 0,
                "path": found.path,
                "suggestion": found.edit.text if found.edit else None,
            }
            for found in error.diagnostics
        ],
    }


def of_record(record: Record, rules: Ruleset) -> Json:
    """Of a record of another version only what is its own: it has no stage of these rules."""
    own = {"json": record.to_json(), "id": record.id, "sequence": record.sequence}
    if record.behaviour != rules.behaviour:
        return own
    due = record.next_due_micros
    return own | {
        "stage": record.stage,
        "next_due": None if due is None else str(due),
        "facts": {name: tell(value) for name, value in record.facts.items()},
    }


def of_decision(decision: Decision, rules: Ruleset) -> Json:
    due = decision.next_due_micros
    return {
        "json": decision.to_json(),
        "outcome": decision.outcome.value,
        "at": str(decision.at_micros),
        "stage": decision.stage,
        "from": decision.from_,
        "to": decision.to,
        "changes_record": decision.changes_record,
        "sequence": decision.sequence,
        "next_due": None if due is None else str(due),
        "needs": list(decision.needs),
        "reasons": [{"code": reason.code, "text": reason.text} for reason in decision.reasons],
        "set": {name: tell(value) for name, value in decision.set.items()},
        "actions": [
            {
                "id": action.id,
                "name": action.name,
                "arguments": {key: tell(value) for key, value in action.arguments.items()},
            }
            for action in decision.actions
        ],
        "counters": [
            {"quota": c.quota, "under": c.under, "value": c.value, "limit": c.limit}
            for c in decision.counters
        ],
        "record": of_record(decision.record, rules),
    }


# ---------------------------------------------------------------------------------- taking a step


def load(case: Json) -> Ruleset:
    """From text under the name of the file, so that no answer names a folder, or from the file."""
    options = {"language": case.get("language"), "migrate": case.get("migrate", False)}
    path = FOLDER / case["rules"]
    if case.get("from_file"):
        return Ruleset.load(path, **options)
    return Ruleset.loads(path.read_text(encoding="utf-8"), case["rules"], **options)


class Story:
    """One case: the ruleset and the record that it is at."""

    def __init__(self, case: Json) -> None:
        self.rules = load(case)
        self.record: Record | None = None

    def take(self, step: Json) -> Json:
        """What is expected of the step, under the member that names it."""
        try:
            return {"expect": getattr(self, step["do"])(step)}
        except StagegraphError as error:
            told = of_error(error)
            if step.get("own_words"):  # the package says it before the library can
                del told["message"]
            return {"error": told}

    def make(self, step: Json) -> Json:
        facts = untell_all(step.get("facts", {}))
        stage = step.get("stage")
        self.record = self.rules.record(step["id"], at=at(step), stage=stage, facts=facts)
        return of_record(self.record, self.rules)

    def read(self, step: Json) -> Json:
        self.record = self.rules.record_from_json(step["json"])
        return of_record(self.record, self.rules)

    def begin(self, step: Json) -> Json:
        facts = untell_all(step.get("facts", {}))
        return self.decided(self.rules.begin(step["id"], facts, at=at(step), actor=actor(step)))

    def decide(self, step: Json) -> Json:
        given: Json = {
            "at": at(step),
            "actor": actor(step),
            "event_id": step.get("event_id", ""),
            "expected_sequence": step.get("expected_sequence"),
            "trace": step.get("trace", False),
            **counters(step),
        }
        payload = untell_all(step.get("payload", {}))
        return self.decided(
            self.rules.decide(self.record, step["event"], payload=payload, **given)
        )

    def approve(self, step: Json) -> Json:
        given = {"at": at(step), "actor": actor(step), **counters(step)}
        return self.decided(self.rules.approve(self.record, step["name"], **given))

    def reject(self, step: Json) -> Json:
        return self.decided(
            self.rules.reject(self.record, step["name"], at=at(step), actor=actor(step))
        )

    def advance(self, step: Json) -> list[Json]:
        return [self.decided(d) for d in self.rules.advance(self.record, at(step), **counters(step))]

    def migrate(self, step: Json) -> Json:
        return self.decided(self.rules.migrate(self.record, at(step)))

    def quota(self, step: Json) -> Json:
        name = step["quota"]
        return {
            "key": self.rules.quota_key(name, self.record),
            "limit": self.rules.quota_limit(name),
            "counts": self.rules.quota_counts(name, self.record, at(step)),
        }

    def time(self, step: Json) -> Json:
        return {"micros": str(self.rules.micros(step["text"]))}

    def ruleset(self, step: Json) -> Json:
        rules = self.rules
        return {
            "name": rules.name,
            "version": rules.version,
            "title": rules.title,
            "fingerprint": rules.fingerprint,
            "behaviour": rules.behaviour,
            "time_zone": rules.time_zone,
            "findings": [found.code for found in rules.diagnostics],
        }

    def decided(self, decision: Decision) -> Json:
        self.record = decision.record
        return of_decision(decision, self.rules)


def at(step: Json) -> Micros:
    return Micros(int(step["at"]))


def actor(step: Json) -> Actor:
    who = step.get("actor", {})
    return Actor(who.get("id", ""), roles=who.get("roles", ()))


def counters(step: Json) -> Json:
    return {
        "counters": step.get("counters", {}),
        "counters_complete": step.get("counters_complete", False),
    }


# --------------------------------------------------------------------------------------- the cases

WU = {"id": "wu", "roles": ["sales"]}
LIN = {"id": "林", "roles": ["manager"]}
START = 1_772_416_800_000_000  # 2026-03-02T10:00+08:00


def micros(days: float, odd: int = 0) -> str:
    """Days after START, and microseconds after that."""
    return str(START + int(days * DAY) + odd)


# A value of each kind, and the ends of each.
VALUES: list[Json] = [
    {"flag": True, "count": 7, "ratio": 0.1, "price": Decimal("12.5"), "word": "plain"},
    {"flag": False, "count": 2**63 - 1, "ratio": -1.5e300, "price": Decimal("-0.000001")},
    {"count": -(2**63), "ratio": 5e-324, "price": Decimal("90071992547409931.000000001")},
    {"count": 2**53 + 1, "ratio": 3.0, "word": "张伟 \U0001f600 \"quoted\" \\ \n\t\x01 é"},
    {"size": "large", "born": date(1969, 12, 31), "wait": timedelta(microseconds=-1)},
    {"born": date(1, 1, 1), "wait": timedelta(days=9, microseconds=1), "word": ""},
    {"seen": EPOCH - timedelta(microseconds=1)},
    {"seen": datetime(1905, 6, 30, 23, 59, 59, 999999, timezone.utc)},
    {"seen": datetime(9999, 12, 30, 23, 59, 59, 999999, timezone.utc)},
    {"tags": [], "prices": [Decimal("0.1"), Decimal("128000.50")], "dates": {}},
    {"tags": ["甲", "b"], "dates": {"生日": date(2024, 2, 29)}},
    {"times": {"first": EPOCH + timedelta(microseconds=1)}},
    {"word": None, "flag": None, "tags": ["甲"]},
]


def values_case() -> Json:
    steps: list[Json] = [{"do": "make", "id": "V-1", "stage": "held", "at": "-1"}]
    for number, values in enumerate(VALUES):
        told = {name: tell(value) for name, value in values.items()}
        steps.append({"do": "decide", "event": "tell", "at": str(number), "payload": told})
        steps.append({"do": "make", "id": f"V-{number}", "at": "0", "facts": told})
    return {"name": "a value of each kind", "rules": "account.yaml", "steps": steps}


def life() -> list[Json]:
    return [
        {"do": "ruleset"},
        {"do": "begin", "id": "客户-17", "at": micros(0), "facts": {"size": ["text", "large"]}},
        {"do": "decide", "event": "claim", "at": micros(0, 1)},
        {"do": "decide", "event": "claim", "at": micros(0, 1), "actor": WU},
        {"do": "decide", "event": "claim", "at": micros(0, 2), "actor": WU,
         "payload": {"owner": ["text", "wu"]}},
        {"do": "decide", "event": "claim", "at": micros(0, 3), "actor": WU,
         "payload": {"owner": ["text", "wu"]}, "counters": {"accounts": {"wu": 2}}},
        {"do": "decide", "event": "claim", "at": micros(0, 999_999), "actor": WU, "event_id": "e-1",
         "payload": {"owner": ["text", "wu/a%"]}, "counters": {"accounts": {"wu%2Fa%25": 1}}},
        {"do": "quota", "quota": "accounts", "at": micros(1)},
        {"do": "decide", "event": "claim", "at": micros(1), "actor": WU, "event_id": "e-1"},
        {"do": "decide", "event": "tell", "at": micros(1), "expected_sequence": 1,
         "payload": {"price": ["decimal", "99.90"]}},
        {"do": "decide", "event": "ask_time", "at": micros(2), "actor": WU,
         "payload": {"why": ["text", "客户出差"]}, "counters_complete": True},
        {"do": "approve", "name": "week", "at": micros(2, 5), "actor": WU},
        {"do": "approve", "name": "", "at": micros(2, 6), "actor": LIN, "counters_complete": True},
        {"do": "decide", "event": "sell", "at": micros(13.9), "actor": WU},
        {"do": "advance", "at": micros(13)},
        {"do": "decide", "event": "sell", "at": micros(13.5), "actor": WU, "trace": True,
         "payload": {"price": ["decimal", "128000.50"]}},
        {"do": "reject", "name": "", "at": micros(13.6), "actor": LIN},
        {"do": "decide", "event": "drop", "at": micros(13.7), "actor": WU,
         "payload": {"reason": ["text", "太贵"]}},
        {"do": "decide", "event": "drop", "at": micros(13.8), "actor": WU},
    ]  # fmt: skip


def sale() -> list[Json]:
    told: Json = {"owner": "wu", "count": 2**62 + 1, "born": date(1969, 12, 31), "ratio": 0.25}
    facts = {name: tell(value) for name, value in told.items()}
    return [
        {"do": "make", "id": "S-1", "stage": "held", "at": micros(0), "facts": facts},
        {"do": "decide", "event": "sell", "at": micros(1), "actor": WU,
         "payload": {"price": ["decimal", "90071992547409931.000000001"]}},
        {"do": "approve", "name": "", "at": micros(1, 1), "actor": LIN},
        {"do": "advance", "at": micros(400)},
    ]  # fmt: skip


def time_passes() -> list[Json]:
    return [
        {"do": "make", "id": "T-1", "stage": "held", "at": "-62000000000000001",
         "facts": {"owner": ["text", "wu"]}},
        {"do": "advance", "at": "-62000000000000000"},
        {"do": "advance", "at": "-61000000000000000"},
        {"do": "time", "text": "1969-12-31T23:59:59.999999Z"},
        {"do": "time", "text": "2026-03-02"},
        {"do": "time", "text": "tomorrow"},
    ]  # fmt: skip


def mistakes() -> list[Json]:
    return [
        {"do": "make", "id": "", "at": micros(0)},
        {"do": "make", "id": "M-1", "at": micros(0), "stage": "hold"},
        {"do": "make", "id": "M-1", "at": micros(0), "facts": {"words": ["text", "a"]}},
        {"do": "make", "id": "M-1", "at": micros(0), "facts": {"count": ["text", "a"]}},
        {"do": "read", "json": "{"},
        {"do": "read", "json": "{\"id\": \"M-1\", \"entered\": \"2026-03-02\", \"fact\": {}}"},
        {"do": "make", "id": "M-1", "at": micros(0)},
        {"do": "decide", "event": "clam", "at": micros(0), "own_words": True},
        {"do": "decide", "event": "claim", "at": micros(0), "actor": {"id": "", "roles": ["seller"]}},
        {"do": "decide", "event": "claim", "at": micros(0), "payload": {"price": ["int", "1"]}},
        {"do": "decide", "event": "tell", "at": micros(0), "payload": {"size": ["text", "tiny"]}},
        {"do": "approve", "name": "month", "at": micros(0), "actor": LIN},
    ]  # fmt: skip


def migration(old: str) -> list[Json]:
    return [
        {"do": "read", "json": old},
        {"do": "decide", "event": "tell", "at": micros(3)},
        {"do": "migrate", "at": micros(3)},
        {"do": "migrate", "at": micros(3)},
        {"do": "advance", "at": micros(8)},
    ]


def cases() -> list[Json]:
    first = Story({"rules": "account.yaml"})
    first.take({"do": "make", "id": "G-1", "stage": "held", "at": micros(0),
                "facts": {"owner": ["text", "wu"], "word": ["text", "旧"]}})  # fmt: skip
    assert first.record is not None
    old = first.record.to_json()
    return [
        values_case(),
        {"name": "a life", "rules": "account.yaml", "steps": life()},
        {"name": "a life in Chinese", "rules": "account.yaml", "language": "zh", "steps": life()},
        {"name": "a sale", "rules": "account.yaml", "from_file": True, "steps": sale()},
        {"name": "time passes", "rules": "account.yaml", "steps": time_passes()},
        {"name": "mistakes", "rules": "account.yaml", "steps": mistakes()},
        {"name": "mistakes in rules", "rules": "wrong.yaml", "steps": []},
        {"name": "no file", "rules": "absent.yaml", "from_file": True, "steps": []},
        {"name": "no language", "rules": "account.yaml", "language": "z!", "steps": []},
        {"name": "another version", "rules": "account-2.yaml", "steps": migration(old)},
        {"name": "migrated on the way", "rules": "account-2.yaml", "migrate": True,
         "steps": [migration(old)[0], migration(old)[4]]},
        {"name": "an open question", "rules": "account-3.yaml", "steps": migration(old)[:3]},
    ]  # fmt: skip


def complete(case: Json) -> Json:
    """The case with what is expected: of loading, or of each step."""
    try:
        story = Story(case)
    except StagegraphError as error:
        return {**case, "error": of_error(error)}
    return {**case, "steps": [{**step, **story.take(step)} for step in case["steps"]]}


def document() -> str:
    about = "Written by tools/vectors.py from the rulesets beside it."
    return json.dumps({"about": about, "cases": [complete(c) for c in cases()]}, indent=1) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    wanted = document()
    if FILE.is_file() and FILE.read_text(encoding="utf-8") == wanted:
        return 0
    if arguments.check:
        print(f"{FILE.name} is stale: run tools/vectors.py", file=sys.stderr)
        return 1
    FILE.write_text(wanted, encoding="utf-8")
    print(f"wrote {FILE.name} by release {stagegraph.__version__}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
