# SPDX-License-Identifier: Apache-2.0
"""Random changes of random rulesets: a record goes on under the new version as the reference says.

STAGEGRAPH_MIGRATIONS says how many; STAGEGRAPH_SEED where to begin.
"""

from __future__ import annotations

import copy
import json
import os
import random
from typing import Any, Iterator

import stagegraph

from engine import Engine
from generate import generate
from migration import Unanswered, migrated_json
from play import LANGUAGE, Play, Difference, both_of, text, yaml_of
from engine import Endless
from rules import Rules, as_list

MIGRATIONS = int(os.environ.get("STAGEGRAPH_MIGRATIONS", "300"))
FIRST = int(os.environ.get("STAGEGRAPH_SEED", "0"))

SPANS = ["2 hours", "3 days", "1 month", "10 days", "P1DT6H", "5 full days"]


def stages_of(stages: dict, path: str = "") -> Iterator[tuple[str, dict, str]]:
    """Each map of stages with a name in it, and that name's path."""
    for name, stage in stages.items():
        yield name, stages, f"{path}{name}"
        yield from stages_of((stage or {}).get("stages", {}), f"{path}{name}.")


class Change:
    """A ruleset of the next month."""

    def __init__(self, data: dict, seed: int) -> None:
        self.random = random.Random(seed)
        self.data = copy.deepcopy(data)
        self.data["version"] = "next"
        self.entry: dict[str, Any] = {}
        kinds = [self.respan, self.respan, self.retitle, self.rename_deadline, self.drop_deadline]
        kinds += [self.add_fact, self.add_deadline, self.narrow, self.requests, self.join]
        for kind in self.random.sample(kinds, self.random.randint(1, 4)):
            kind()
        if self.entry:
            self.data["migrate"] = [{"from": "another"}, self.entry]

    def deadlines(self) -> list[tuple[dict, str, str]]:
        """The map of deadlines, a name in it, and its path."""
        return [
            (stages[name]["deadlines"], deadline, f"{path}.{deadline}")
            for name, stages, path in stages_of(self.data["stages"])
            for deadline in (stages[name] or {}).get("deadlines", {})
        ]

    def some_deadline(self) -> tuple[dict, str, str] | None:
        found = self.deadlines()
        return self.random.choice(found) if found else None

    def respan(self) -> None:
        if (one := self.some_deadline()) is None:
            return
        deadlines, name, path = one
        for key in ("within", "idle", "before"):
            if key in deadlines[name]:
                deadlines[name][key] = self.random.choice(SPANS)
        if self.random.random() < 0.5:
            due = self.random.choice(["keep", "recompute", "restart", "drop"])
            self.entry.setdefault("deadlines", {})[path] = {"due": due}

    def retitle(self) -> None:
        self.data["title"] = "Another"

    def rename_deadline(self) -> None:
        """By `was`, or not at all: a question where it runs."""
        if (one := self.some_deadline()) is None:
            return
        deadlines, name, path = one
        if any(path in as_list(text) for text in self.names_of_deadlines()):
            return
        moved = dict(deadlines)
        deadlines.clear()
        for key, value in moved.items():
            if key != name:
                deadlines[key] = value
            elif self.random.random() < 0.8:
                deadlines["renamed"] = value | {"was": name}
            else:
                deadlines["renamed"] = value

    def names_of_deadlines(self) -> list[str]:
        """Names that expressions read: these stay."""
        words = json.dumps(self.data)
        return [path for _, name, path in self.deadlines() if f'extensions(\\"{name}' in words
                or f'extensions(\\"{path}' in words]

    def drop_deadline(self) -> None:
        if (one := self.some_deadline()) is None or self.names_of_deadlines():
            return
        deadlines, name, path = one
        del deadlines[name]
        if self.random.random() < 0.7:
            self.entry.setdefault("deadlines", {})[path] = "drop"

    def add_fact(self) -> None:
        self.data["facts"]["fresh"] = {"type": "int", "default": 7}
        self.data["facts"]["vague"] = "string"

    def add_deadline(self) -> None:
        name, stages, _ = self.random.choice(list(stages_of(self.data["stages"])))
        stage = stages[name]
        if stage is None or stage.get("final"):
            return
        stage.setdefault("deadlines", {})["fresh"] = {
            "within": self.random.choice(SPANS),
            "set": {"b": True},
        }

    def narrow(self) -> None:
        fact = self.data["facts"].get("n")
        if isinstance(fact, dict) and "max" in fact:
            fact["max"] = max(fact.get("min", 0), 3)

    def join(self) -> None:
        """Two deadlines go on as one: a question where both run."""
        found = self.deadlines()
        if len(found) > 1:
            (_, _, gone), (_, _, stays) = self.random.sample(found, 2)
            self.entry.setdefault("deadlines", {})[gone] = {"to": stays}

    def requests(self) -> None:
        self.entry["requests"] = self.random.choice(["keep", "drop"])


def loads(data: dict) -> stagegraph.Ruleset | None:
    try:
        return stagegraph.Ruleset.loads(yaml_of(data), language=LANGUAGE)
    except stagegraph.RulesetError:
        return None  # what was narrowed or dropped was needed elsewhere


def played(seed: int) -> Play | None:
    data, history = generate(seed)
    play = Play(both_of(data), history["start"], history["begins"])
    try:
        play.play(history["steps"])
    except (Endless, Difference):
        return None  # other tests deal with them
    return play


def test_records_go_on_under_another_version_as_the_reference_says() -> None:
    migrated = refused = 0
    for seed in range(FIRST, FIRST + MIGRATIONS):
        play = played(seed)
        change = Change(generate(seed)[0], seed)
        library = loads(change.data)
        if play is None or library is None:
            continue
        engine = Engine(Rules(change.data, library.behaviour, LANGUAGE))
        before, at = play.record.to_json(), play.now + 3_600_000_000
        if library.behaviour == json.loads(before)["ruleset"]["behaviour"]:
            assert library.migrate(before, at=text(at)).outcome.value == "ignored", f"seed {seed}"
            continue
        try:
            mine = migrated_json(engine, before, at)
        except Unanswered as unanswered:
            refused += 1
            try:
                library.migrate(before, at=text(at))
            except stagegraph.MigrationError as error:
                open_members = [one.path for one in error.diagnostics]
                assert open_members == unanswered.members, f"seed {seed}"
                continue
            raise AssertionError(f"seed {seed}: {unanswered.members} are open")
        theirs = library.migrate(before, at=text(at))
        migrated += 1
        assert theirs.record.to_json() == mine, f"seed {seed}"
        assert theirs.sequence == play.record.sequence + 1, f"seed {seed}"
    assert migrated > refused > 0


# What check_against cannot know: it depends on values and on instants.
BY_VALUE = ("is more than", "is less than", "outside the calendar")


def test_what_has_no_open_question_is_never_refused() -> None:
    """And what every record of the earlier version would ask is asked at the desk."""
    clean = asked = 0
    for seed in range(FIRST, FIRST + MIGRATIONS):
        play = played(seed)
        change = Change(generate(seed)[0], seed)
        new = loads(change.data)
        if play is None or new is None:
            continue
        is_open = any(one.severity == "error" for one in new.check_against(play.both.library))
        try:
            new.migrate(play.record.to_json(), at=text(play.now + 3_600_000_000))
        except stagegraph.MigrationError as error:
            for one in error.diagnostics:
                by_value = any(words in one.message for words in BY_VALUE)
                assert is_open or by_value, f"seed {seed}: {one.path}: {one.message}"
        asked, clean = asked + is_open, clean + (not is_open)
    assert asked > 0 and clean > 0
