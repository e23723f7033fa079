# SPDX-License-Identifier: Apache-2.0
"""Random rulesets."""

from __future__ import annotations

from typing import Any

from random_values import ACTIONS, CALENDAR, DUE, EVENT, FACTS, NIGHTS, NOW, ROLES, ZONES, Values


def has_final(stage: dict) -> bool:
    inner = stage.get("stages", {}).values()
    return any(one.get("final") or has_final(one) for one in inner)


CHANNELS = ["sms", "email", "call"]


class RulesMaker(Values):
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
        if self.cadences and self.chance(20):
            stage["cadence"] = self.pick(self.cadences)
        if self.chance(60):
            stage["deadlines"] = self.some_deadlines(has_final(stage))

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
        if self.quotas and self.chance(15):
            one["quota"] = self.pick(self.quotas)
        if self.chance(12):
            one["approval"] = self.approval()
            for key in ("when", "needs", "require", "reject_if", "otherwise"):
                if self.chance(60):
                    one.pop(key, None)
            if "require" not in one and "reject_if" not in one:
                one.pop("otherwise", None)
            self.requestable.append(event)
        return one

    # ---------------------------------------------------------------- deadlines

    def span(self) -> str:
        count = self.random.randint(1, 9)
        unit = self.pick(["hours", "hours", "minutes", "days", "days", "full days", "months",
                          "weeks", "seconds", "business days", "business hours"])
        if unit in ("months", "weeks"):
            count = min(count, 2)
        return self.pick([f"{count} {unit}"] * 6 + ["P1DT6H", "P1M2D", "PT90M"])

    def some_deadlines(self, around_final: bool) -> dict:
        found = {}
        for _ in range(self.random.randint(1, 2)):
            found[f"d{self.deadlines}"] = self.deadline(around_final)
            self.deadlines += 1
        return found

    def deadline(self, around_final: bool) -> dict:
        scope = {NOW, DUE}
        one: dict[str, Any] = {"within": self.span()} if around_final else self.anchor()
        if self.chance(60):
            one["to"] = self.pick(self.paths)
        if self.chance(40):
            one["set"] = self.sets(scope)
        if self.chance(40) or not ("to" in one or "set" in one):
            one["do"] = self.acts(scope)
        if self.chance(40):
            one["remind"] = self.reminders(scope)
        self.add_exceptions(one)
        if self.chance(8):
            self.make_skipped(one)
        return one

    def make_skipped(self, one: dict) -> None:
        """Only what the host does may be left out."""
        for key in ("to", "set", "extend"):
            one.pop(key, None)
        one["do"] = [self.request({NOW, DUE})]
        one["late"] = {"skip_after": self.span()}

    def anchor(self) -> dict:
        roll = self.random.randrange(10)
        if roll < 5:
            return {"within": self.span()}
        if roll < 6:
            return {"within": self.span(), "from": self.instant()}
        if roll < 7:
            return {"from": self.instant()}
        if roll < 9:
            return {"idle": self.span(), "reset_by": self.some(self.events, 2)}
        return {"before": self.span(), "of": "t"}

    def instant(self) -> str:
        choices = ["t", f"t + {self.length()}", "(b ? t : t + " + self.length() + ")"]
        return self.pick(choices)

    def add_exceptions(self, one: dict) -> None:
        if self.chance(20):
            one["pause_while"] = self.condition(set(), 1)
        if self.chance(15):
            one["exempt_if"] = self.condition({NOW}, 1)
        if self.chance(20):
            one["roll"] = self.pick(["forward", "backward"])
        if self.chance(15):
            one["calendar"] = self.pick(["office", "nights"])
        if self.chance(15):
            one["on_transfer"] = self.pick(["restart", "keep"])
        if self.chance(15):
            one["refresh"] = {"by": self.some(self.events, 2), "add": self.span()}
            one["refresh"]["at_most"] = self.pick(["20 days", "8 business days", "100 hours"])
        if self.chance(30):
            one["extend"] = self.extension()
            if "within" in one and "from" not in one and self.chance(70):
                one["within"] = "9 days"
            self.requestable.append(one["extend"]["request"])
        if self.chance(15):
            one["late"] = self.pick(["fire", "once"])

    def extension(self) -> dict:
        extend: dict[str, Any] = {"request": self.pick(self.events), "add": self.span()}
        extend |= {"approve_by": self.pick(ROLES), "at_most": self.random.randint(1, 2)}
        if self.quotas and self.chance(40):
            extend["quota"] = self.pick(self.quotas)
        if self.chance(50):
            extend["decide_within"] = self.pick(["6 hours", "2 days", "1 business day"])
        return extend

    def approval(self) -> dict:
        approval: dict[str, Any] = {"by": self.pick([self.pick(ROLES), self.some(ROLES)])}
        if self.chance(70):
            approval["need"] = self.pick(["any", "all", 2])
        if self.chance(50):
            approval["within"] = self.span()
        if self.chance(40):
            approval["void_if_changed"] = self.some(FACTS)
        return approval

    def reminders(self, scope: set[str]) -> list[dict]:
        labels = [{"at": f"{p}%"} for p in self.some([10, 33, 50, 80, 99, 100])]
        if self.chance(40):
            before = ["1 hour", "1 day", "30 minutes", "12 days", "5 business hours"]
            labels.append({"before": self.pick(before)})
        return [label | {"do": [self.request(scope)]} for label in labels]

    # ---------------------------------------------------------------- the whole

    def event(self, name: str) -> dict:
        event: dict[str, Any] = {}
        if self.chance(50):
            carries: list[Any] = [f for f in self.some(FACTS)]
            if self.chance(30):
                carries.append({f"w_{name}": "int"})
            event["carries"] = carries
        if self.chance(20):
            event["by"] = self.some(ROLES, 2)
        if self.chance(30):
            event["order"] = self.pick(["arrival", "newest_wins", "forward_only", "hold"])
        return event

    def cadence(self) -> dict:
        cadence: dict[str, Any] = {}
        if self.chance(70):
            cadence["steps"] = [self.touch_step(i) for i in range(self.random.randint(1, 3))]
        if self.chance(50) or not cadence:
            cadence["then"] = {"every": self.pick(["2 days", "1 month", "1 week"])} | self.touch()
            if self.chance(60):
                cadence["then"]["at_most"] = self.random.randint(1, 3)
        if self.chance(60):
            cadence["stop_after"] = self.some(self.events, 2)
        if self.chance(50):
            unanswered = {"after": self.random.randint(1, 4), "to": self.pick(self.paths)}
            cadence["unanswered"] = unanswered
        return cadence

    def touch(self) -> dict:
        return {"via": self.some(CHANNELS), "script": self.pick(["hello", "news"])}

    def touch_step(self, number: int) -> dict:
        key = self.pick(["after", "after_previous"]) if number else "after"
        return {key: self.span()} | self.touch()

    def contact(self) -> dict:
        contact: dict[str, Any] = {}
        if self.chance(60):
            contact["quiet_hours"] = self.pick(["21:00-09:00", "01:00-05:30", "12:00-13:00"])
        if self.chance(60):
            contact["at_most"] = self.random.randint(1, 2)
            contact["window"] = self.pick(["2 days", "1 week"])
        if self.chance(50) or not contact:
            contact["channels"] = {n: self.condition(set(), 1) for n in CHANNELS}
        return contact

    def quota(self) -> dict:
        quota: dict[str, Any] = {"at_most": self.random.randint(1, 2)}
        if self.chance(70):
            quota["per"] = self.pick(["owner", ["owner"], ["k", "owner"]])
        if self.chance(50):
            return quota | {"counts": self.condition({NOW}, 1)}
        return quota | {"events": self.some(self.events, 1), "window": "1 day"}

    def count_extensions(self, quotas: dict[str, dict], stages: dict, path: str = "") -> None:
        """Lets quotas of records go by the deadlines that can be extended."""
        for name, stage in stages.items():
            for deadline, data in stage.get("deadlines", {}).items():
                asking = [q for q in quotas.values() if "counts" in q and self.chance(60)]
                for quota in asking if "extend" in data else []:
                    call = self.pick(["requested", "extensions"])
                    quota["counts"] = f'{call}("{path}{name}.{deadline}") > 0'
            self.count_extensions(quotas, stage.get("stages", {}), f"{path}{name}.")

    def ruleset(self) -> dict:
        stages = self.tree("", 0)
        scope = {EVENT, NOW}
        defines: dict[str, str] = {}
        for i in range(self.random.randint(0, 2)):
            defines[f"def{i}"] = self.condition(scope, 1)
        criteria: dict[str, Any] = {}
        for i in range(self.random.randint(0, 4)):
            when = self.any_condition(scope)
            long = {"when": when, "says": self.prose([f"Criterion {i}", f"标准 {i}"])}
            criteria[f"crit{i}"] = when if self.chance(20) and isinstance(when, str) else long
        self.defines, self.criteria = list(defines), list(criteria)
        quotas = {f"q{i}": self.quota() for i in range(self.pick([0, 0, 1, 2]))}
        self.quotas = list(quotas)
        cadences = {f"p{i}": self.cadence() for i in range(self.pick([0, 0, 1, 2]))}
        self.cadences = list(cadences)
        self.fill(stages, "")
        self.count_extensions(quotas, stages)
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
        if quotas:
            rules["quotas"] = quotas
        if cadences:
            rules["cadences"] = cadences
            if self.chance(60):
                rules["contact"] = self.contact()
        rules |= {"actions": ACTIONS, "stages": stages}
        return rules
