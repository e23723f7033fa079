# SPDX-License-Identifier: Apache-2.0
"""What the Python package costs: processor time, the least of several rounds.

    STAGEGRAPH_LIBRARY=... PYTHONPATH=bindings/python/src python3 bench/bench.py
"""

import time
from collections.abc import Callable
from pathlib import Path

import stagegraph

RULES = Path(__file__).resolve().parents[1] / "rules" / "b2b-trunk.yaml"
ROUNDS = 7


def nanoseconds(step: Callable[[], object], count: int) -> float:
    """One call of `step`, in the best of several rounds of `count` calls."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time_ns()
        for _ in range(count):
            step()
        best = min(best, (time.process_time_ns() - start) / count)
    return best


def report(what: str, step: Callable[[], object], count: int) -> None:
    """Prints one line."""
    print(f"Python, {what:<44} {nanoseconds(step, count):12.0f} ns")


def main() -> None:
    """Prints a line for each thing that a host does often."""
    report("load b2b-trunk.yaml", lambda: stagegraph.Ruleset.load(RULES), 20)
    rules = stagegraph.Ruleset.load(RULES)
    facts: dict[str, stagegraph.Value] = {"phone_status": "ok", "need": "now"}
    lead = rules.record("A-17", at="2026-03-02T10:00", facts=facts)
    late = rules.decide(lead, "call_missed", at="2026-03-02T11:00").at
    wu = stagegraph.Actor("wu", roles=["marketing"])
    now = 1_772_424_000_000_000

    report("empty loop", lambda: None, 100_000)
    report("decide, moved", lambda: rules.decide(lead, "hand_over", at=now, actor=wu), 20_000)
    report(
        "decide, moved; read outcome and stage",
        lambda: (d := rules.decide(lead, "hand_over", at=now, actor=wu)) and (d.outcome, d.stage),
        20_000,
    )
    report(
        "decide, moved; keep the record",
        lambda: rules.decide(lead, "hand_over", at=now, actor=wu).record,
        20_000,
    )
    report("decide, an aware datetime", lambda: rules.decide(lead, "call_missed", at=late), 20_000)
    report(
        "decide, with a payload of one field",
        lambda: rules.decide(lead, "call_answered", at=now, payload={"need": "now"}),
        20_000,
    )
    report(
        "decide and to_json",
        lambda: rules.decide(lead, "call_missed", at=now).to_json(),
        20_000,
    )
    report("advance, nothing due", lambda: rules.advance(lead, now), 20_000)


if __name__ == "__main__":
    main()
