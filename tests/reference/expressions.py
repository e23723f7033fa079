# SPDX-License-Identifier: Apache-2.0
"""What expressions of a ruleset may name, and its values with `${...}`."""

from __future__ import annotations

import re
from typing import Any

import cel
from cel import Failure, Instant, Length, Unknown
from instants import text_of, working_time
from record import Record, seconds_text
from rules import Rules, prose

PART = re.compile(r"\$\{([^}]*)\}")
COMPARISON = re.compile(r"(>=|<=|==|!=|>|<)\s*(.*)$")
RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)$")


def literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def one_test(fact: str, value: Any) -> str:
    """A line of the shorthand that may stand for a condition."""
    if isinstance(value, list):
        return f"{fact} in [{', '.join(literal(item) for item in value)}]"
    if value == "known":
        return f"known({fact})"
    text = value if isinstance(value, str) else ""
    if match := COMPARISON.match(text):
        return f"{fact} {match[1]} {match[2]}"
    if match := RANGE.match(text):
        return f"{fact} >= {match[1]} && {fact} <= {match[2]}"
    return f"{fact} == {literal(value)}"


def source_of(condition: Any) -> str:
    if isinstance(condition, dict):
        return " && ".join(one_test(fact, value) for fact, value in condition.items())
    return literal(condition) if isinstance(condition, bool) else condition


class Expressions:
    def __init__(self, rules: Rules, record: Record, now: int, event: Any, due: int | None) -> None:
        self.rules, self.record, self.now, self.event, self.due = rules, record, now, event, due

    def value(self, source: str) -> Any:
        return cel.evaluate(source, self.name, self.call)

    def condition(self, condition: Any) -> Any:
        if condition is None:
            return True
        source = source_of(condition)
        return self.placed(self.value(source), source, condition)

    def placed(self, value: Any, source: str, where: Any) -> Any:
        """A failure says which expression it is of, and where that stands."""
        if not isinstance(value, Failure):
            return value
        facts = ", ".join(self.fact_text(name) for name in self.facts_of(source))
        place = f"{where.path}: {facts}" if facts else where.path
        return Failure(f"{value.message} in `{source}` ({place})")

    def facts_of(self, source: str) -> list[str]:
        read = self.names_in(source)
        return [name for name in self.rules.facts if name in read]

    def names_in(self, source: str) -> set[str]:
        """Those of the named expressions in it as well."""
        read = {text for kind, text in cel.tokens_of(source) if kind == "name"}
        for name in read & set(self.rules.defines):
            read = read | self.names_in(source_of(self.rules.defines[name]))
        return read

    def fact_text(self, name: str) -> str:
        if name not in self.record.facts:
            return f"{name} unknown"
        return f"{name} = {self.text(self.record.facts[name])}"

    def criterion(self, name: str) -> Any:
        body = self.rules.criteria[name]
        is_long = isinstance(body, dict) and "when" in body
        return self.condition(body["when"] if is_long else body)

    def says(self, name: str) -> str:
        body = self.rules.criteria[name]
        says = body.get("says", name) if isinstance(body, dict) else name
        return prose(says, self.rules.language)

    # ---------------------------------------------------------------- names

    def name(self, name: str) -> Any:
        if name in self.rules.facts:
            return self.record.facts.get(name, Unknown(frozenset([name])))
        if name in self.rules.defines:
            return self.value(source_of(self.rules.defines[name]))
        if name.startswith(("event.", "actor.")):
            return self.around(name)
        return {
            "now": Instant(self.now),
            "stage": self.record.stage,
            "due": Instant(self.due) if self.due is not None else None,
        }[name]

    def around(self, name: str) -> Any:
        event = self.event
        fixed = {
            "event.name": event.name if event else "",
            "event.id": event.id if event else "",
            "event.time": Instant(event.at if event else self.now),
            "actor.id": event.actor if event else "",
            "actor.roles": event.roles if event else [],
        }
        if name in fixed:
            return fixed[name]
        return event.payload.get(name[6:], Unknown(frozenset([name])))

    # ---------------------------------------------------------------- functions

    def call(self, function: str, arguments: list) -> Any:
        return getattr(self, "call_" + function)(*arguments)

    def call_in_stage(self, name: str) -> bool:
        return any(s.path == name for s in self.rules.stages[self.record.stage].line())

    def call_entered(self, name: str) -> Any:
        if name not in self.record.stages:
            return Failure(f"the stage '{name}' was never entered")
        return Instant(self.record.stages[name][0])

    def call_visits(self, name: str) -> int:
        return self.record.stages.get(name, (0, 0))[1]

    def call_extensions(self, name: str) -> int:
        return self.record.timers[name].extensions if name in self.record.timers else 0

    def call_requested(self, name: str) -> int:
        asked = any(request.get("deadline") == name for request in self.record.requests)
        return self.call_extensions(name) + asked

    def call_working_time(self, a: Instant, b: Instant) -> Length:
        assert self.rules.calendar is not None
        return Length(working_time(self.rules.zone, self.rules.calendar, a.micros, b.micros))

    def call_duration(self, text: str) -> Length:
        units = {"s": 1, "m": 60, "h": 3600}
        parts = re.findall(r"(\d+)([smh])", text)
        return Length(sum(int(n) * units[u] for n, u in parts) * 10**6)

    def call_string(self, value: Any) -> str:
        return self.text(value)

    # ---------------------------------------------------------------- values

    def template(self, template: Any) -> Any:
        """A literal, one expression with its own type, or text with expressions in it."""
        if not isinstance(template, str):
            return template
        if match := PART.fullmatch(template):
            return self.placed(self.value(match[1]), match[1], template)
        out = ""
        for number, part in enumerate(PART.split(template)):
            value = self.placed(self.value(part), part, template) if number % 2 else part
            if isinstance(value, Failure):
                return value
            out += self.text(value)
        return out

    def text(self, value: Any) -> str:
        if isinstance(value, Unknown):
            return "(unknown)"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, Instant):
            return text_of(self.rules.zone, value.micros)
        if isinstance(value, Length):
            return seconds_text(value.micros)
        return str(value)
