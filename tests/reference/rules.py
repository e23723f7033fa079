# SPDX-License-Identifier: Apache-2.0
"""A ruleset as the reference engine looks at it: the YAML's own tree, with names resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from instants import Calendar, Span, parse_span


@dataclass
class Candidate:
    """A transition that an event or nothing (auto) may take."""

    name: str
    when: Any = None
    to: str | None = None
    needs: list[str] = field(default_factory=list)
    require: list[str] = field(default_factory=list)
    reject_if: list[str] = field(default_factory=list)
    otherwise: str | None = None
    actions: list[dict] = field(default_factory=list)
    priority: int = 0
    approval: dict | None = None
    event: str = ""
    quota: str | None = None


@dataclass
class Deadline:
    name: str
    index: int
    stage: str
    data: dict
    span: Span | None
    actions: list[dict]
    to: str | None
    reminders: list[dict]


@dataclass
class Stage:
    path: str
    parent: Stage | None
    depth: int
    data: dict
    children: list[str] = field(default_factory=list)
    handlers: dict[str, list[Candidate]] = field(default_factory=dict)
    autos: list[Candidate] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)

    @property
    def final(self) -> bool:
        return bool(self.data.get("final"))

    def line(self) -> list[Stage]:
        """This stage and its groups, inner to outer."""
        found: list[Stage] = [self]
        while found[-1].parent is not None:
            found.append(found[-1].parent)
        return found


class Located(str):
    """A text of the ruleset that knows where it stands."""

    path = ""


def located(tree: Any, path: str = "") -> Any:
    if isinstance(tree, dict):
        prefix = path + "." if path else ""
        return LocatedMap({k: located(v, f"{prefix}{k}") for k, v in tree.items()}, path)
    if isinstance(tree, list):
        return [located(item, f"{path}[{i}]") for i, item in enumerate(tree)]
    if not isinstance(tree, str):
        return tree
    text = Located(tree)
    text.path = path
    return text


class LocatedMap(dict):
    def __init__(self, data: dict, path: str) -> None:
        super().__init__(data)
        self.path = path


def prose(text: Any, language: str) -> Any:
    """The text for people in a language: `zh-TW`, then `zh`, then `en`, then the first."""
    if not isinstance(text, dict):
        return text
    parts = language.split("-")
    wanted = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    first = next(iter(text))
    return text[next((tag for tag in [*wanted, "en"] if tag in text), first)]


def as_list(value: Any) -> list:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def actions_of(data: dict) -> list[dict]:
    """`set` comes first."""
    first = [{"set": data["set"]}] if "set" in data else []
    return first + as_list(data.get("do"))


def candidate(name: str, data: dict) -> Candidate:
    return Candidate(
        name,
        data.get("when"),
        data.get("to"),
        as_list(data.get("needs")),
        as_list(data.get("require")),
        as_list(data.get("reject_if")),
        data.get("otherwise"),
        actions_of(data),
        data.get("priority", 0),
        data.get("approval"),
        quota=data.get("quota"),
    )


def candidates(name: str, data: Any) -> list[Candidate]:
    """By priority, then as written."""
    if isinstance(data, list):
        names = [f"{name}[{i}]" if i else name for i in range(len(data))]
        found = [candidate(*pair) for pair in zip(names, data)]
    else:
        found = [candidate(name, data)]
    return sorted(found, key=lambda c: -c.priority)


class Rules:
    def __init__(self, data: dict, behaviour: str, language: str = "") -> None:
        data = located(data)
        self.data, self.behaviour, self.language = data, behaviour, language
        self.zone = data.get("time_zone", "UTC")
        self.facts: dict[str, dict] = {
            name: fact if isinstance(fact, dict) else {"type": fact}
            for name, fact in data.get("facts", {}).items()
        }
        self.events: dict[str, dict] = data["events"]
        self.defines: dict[str, Any] = data.get("define", {})
        self.criteria: dict[str, Any] = data.get("criteria", {})
        self.actions: dict[str, dict] = data.get("actions", {})
        self.quotas: dict[str, dict] = data.get("quotas", {})
        self.calendars = {n: Calendar.read(c) for n, c in data.get("calendars", {}).items()}
        self.calendar = self.calendars.get(data.get("calendar", ""))
        self.stages: dict[str, Stage] = {}
        self.deadlines: list[Deadline] = []
        for name, stage in data["stages"].items():
            self.add_stage(name, stage or {}, None)
        self.initial = data.get("initial", next(iter(data["stages"])))
        self.payload_fields = self.fields_of_events()
        self.transitions: dict[str, Candidate] = {
            one.name: one
            for stage in self.stages.values()
            for handler in stage.handlers.values()
            for one in handler
        }

    def add_stage(self, path: str, data: dict, parent: Stage | None) -> None:
        stage = Stage(path, parent, parent.depth + 1 if parent else 0, data)
        self.stages[path] = stage
        for event, handler in data.get("events", {}).items():
            stage.handlers[event] = candidates(f"{path}.{event}", handler)
            for one in stage.handlers[event]:
                one.event = event
        stage.autos = candidates(f"{path}.auto", as_list(data.get("auto")))
        for name, deadline in data.get("deadlines", {}).items():
            self.add_deadline(stage, f"{path}.{name}", deadline)
        for name, child in data.get("stages", {}).items():
            stage.children.append(f"{path}.{name}")
            self.add_stage(f"{path}.{name}", child or {}, stage)

    def add_deadline(self, stage: Stage, name: str, data: dict) -> None:
        length = next((data[k] for k in ("within", "idle", "before") if k in data), None)
        deadline = Deadline(
            name,
            len(self.deadlines),
            stage.path,
            data,
            parse_span(length) if length else None,
            actions_of(data),
            data.get("to"),
            data.get("remind", []),
        )
        stage.deadlines.append(deadline)
        self.deadlines.append(deadline)

    def fields_of_events(self) -> dict[str, list[str]]:
        """What each event carries, facts among it."""
        found: dict[str, list[str]] = {}
        for name, event in self.events.items():
            carries = as_list((event or {}).get("carries"))
            found[name] = [f for c in carries for f in (c if isinstance(c, dict) else [c])]
        return found

    def resolve(self, name: str, at: Stage | None) -> Stage:
        """A sibling of the stage or of a group around it, a stage at the top, or a path."""
        while at is not None:
            prefix = at.parent.path + "." if at.parent else ""
            if prefix + name in self.stages:
                return self.stages[prefix + name]
            at = at.parent
        return self.stages[name]

    def leaf(self, stage: Stage) -> Stage:
        while stage.children:
            stage = self.stages[f"{stage.path}.{stage.data['initial']}"]
        return stage

    def roles_of(self, event: str) -> list[str]:
        return as_list((self.events[event] or {}).get("by"))

    def fact_order(self, name: str) -> int:
        return list(self.facts).index(name)
