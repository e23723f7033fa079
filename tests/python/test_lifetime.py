"""Who frees what: any order, once, and nothing is left."""

from __future__ import annotations

import copy
import gc
import itertools
import pickle
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import stagegraph
from stagegraph import Ruleset

SMALL = Path(__file__).with_name("small.yaml")
AT, LATER, END = "2026-03-02T10:00", "2026-03-02T11:00", "2026-06-01"


def small() -> Ruleset:
    return Ruleset.load(SMALL)


def objects() -> dict[str, Any]:
    """One of each, all from one ruleset."""
    rules = small()
    record = rules.record("r", at=AT, facts={"hot": True})
    decision = rules.decide(record, "call", at=LATER)
    passed = rules.advance(record, END)
    return {
        "rules": rules,
        "record": record,
        "decision": decision,
        "after": decision.record,
        "first": passed[0],
        "last": passed[-1],
    }


def read(name: str, thing: Any) -> str:
    return str(thing.fingerprint) if name == "rules" else str(thing.to_json())


@pytest.mark.parametrize("end", ["close", "forget"])
def test_the_order_of_ends_does_not_matter(end: str) -> None:
    expected = {name: read(name, thing) for name, thing in objects().items()}
    for order in itertools.permutations(expected):
        alive = objects()
        for name in order:
            thing = alive.pop(name)
            if end == "close":
                thing.close()
            del thing
            gc.collect(0)
            for other, kept in alive.items():
                assert read(other, kept) == expected[other]


def test_decisions_of_a_list_outlive_it() -> None:
    rules = small()
    last = rules.advance(rules.record("r", at=AT), END)[-1]
    rules.close()
    gc.collect()
    assert last.record.stage == "closed" and last.at.year == 2026


QUESTIONS: list[tuple[str, Callable[[Any], object]]] = [
    ("rules", lambda rules: rules.name),
    ("rules", lambda rules: rules.events),
    ("rules", lambda rules: rules.diagnostics),
    ("rules", lambda rules: rules.record("r", at=AT)),
    ("record", lambda record: record.stage),
    ("record", lambda record: record.facts),
    ("record", lambda record: record.to_json()),
    ("record", lambda record: record.with_facts({})),
    ("decision", lambda decision: decision.outcome),
    ("decision", lambda decision: decision.record),
    ("decision", lambda decision: decision.to_json()),
    ("last", lambda decision: decision.stage),
    ("last", lambda decision: decision.timers),
]


@pytest.mark.parametrize(("name", "question"), QUESTIONS)
def test_a_closed_object_answers_nothing(name: str, question: Callable[[Any], object]) -> None:
    everything = objects()
    thing = everything[name]
    thing.close()
    thing.close()
    with pytest.raises(ValueError, match="is closed"):
        question(thing)
    assert "closed" in repr(thing)


def test_closed_objects_are_no_arguments() -> None:
    rules = small()
    record = rules.record("r", at=AT)
    record.close()
    with pytest.raises(ValueError, match="this Record is closed"):
        rules.decide(record, "call", at=LATER)
    with pytest.raises(ValueError, match="this Record is closed"):
        rules.advance(record, END)
    with pytest.raises(ValueError, match="this Record is closed"):
        rules.next_due(record)


def test_with_closes() -> None:
    with small() as rules, rules.record("r", at=AT) as record:
        assert record.stage == "open.fresh"
    for thing in (rules, record):
        with pytest.raises(ValueError, match="is closed"), thing:
            pass


@pytest.mark.parametrize("name", ["rules", "decision", "last"])
def test_handles_are_not_copied(name: str) -> None:
    thing = objects()[name]
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot be pickled or copied"):
            attempt(thing)


def test_a_record_is_copied_but_not_pickled() -> None:
    record = objects()["after"]
    for attempt in (copy.copy, copy.deepcopy):
        other = attempt(record)
        assert other == record and other is not record
        other.close()
        assert record.stage == "open.fresh"
    with pytest.raises(TypeError, match=r"keep record.to_json\(\) and read it back"):
        pickle.dumps(record)


def test_records_are_equal_where_their_json_is() -> None:
    rules = small()
    record = rules.record("r", at=AT, facts={"hot": True})
    same = small().record_from_json(record.to_json())
    changed = record.with_facts({"hot": False})
    other = rules.record("s", at=AT, facts={"hot": True})
    assert record == same and hash(record) == hash(same) and len({record, same}) == 1
    assert record != changed and record != other and record != record.to_json()
    assert rules.decide(record, "drop", at=AT).record == rules.decide(same, "drop", at=AT).record
    same.close()
    assert same == same and same != record and record != same


def test_nothing_can_be_assigned() -> None:
    everything = objects()
    for name, attribute in (("record", "stage"), ("decision", "outcome"), ("rules", "name")):
        with pytest.raises(AttributeError):
            setattr(everything[name], attribute, "x")


def test_a_decision_does_not_change_when_its_memory_could_be_used_again() -> None:
    rules = small()
    record = rules.record("r", at=AT, facts={"hot": True})
    kept = [rules.decide(record, "call", at=LATER, event_id=f"e-{n}") for n in range(200)]
    texts = [decision.to_json() for decision in kept]
    del kept[::2]
    for n in range(200):
        rules.decide(record, "drop", at=LATER, event_id=f"other-{n}")
    assert [decision.to_json() for decision in kept] == texts[1::2]


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def cycle(rules: Ruleset) -> None:
    record = rules.record("r", at=AT, facts={"hot": True, "price": 12})
    decision = rules.decide(record, "call", at=LATER, event_id="e", payload={})
    decision.record.with_facts({"calls": 2}).close()
    rules.advance(record, END)
    with pytest.raises(stagegraph.UnknownNameError):
        rules.decide(record, "call", at=LATER, payload={"x": 1})
    record.close()


def grown(step: Callable[[], object], warm: int, cycles: int) -> int:
    """Bytes by which the process has grown over the cycles after the first `warm`."""
    for _ in range(warm):
        step()
    gc.collect()
    before = resident_bytes()
    for _ in range(cycles):
        step()
    gc.collect()
    return resident_bytes() - before


def test_ten_thousand_cycles_leave_nothing() -> None:
    rules = small()
    assert grown(lambda: cycle(rules), 1_000, 10_000) < 2 << 20  # 200 bytes a cycle would show


def test_loading_leaves_nothing() -> None:
    def load() -> None:
        rules = small()
        rules.decide(rules.record("r", at=AT), "call", at=LATER)
        with pytest.raises(stagegraph.RulesetError):
            Ruleset.loads("stagegraph: 1\nnme: x\n")

    assert grown(load, 100, 400) < 2 << 20


def test_threads_share_rules_and_records() -> None:
    rules = small()
    record = rules.record("r", at=AT, facts={"hot": True})
    events = ("call", "drop", "take", "heat")
    expected = {event: rules.decide(record, event, at=LATER).to_json() for event in events}
    passed = [decision.to_json() for decision in rules.advance(record, END)]
    wrong: list[str] = []

    def work(offset: int) -> None:
        for n in range(400):
            event = events[(n + offset) % len(events)]
            if rules.decide(record, event, at=LATER).to_json() != expected[event]:
                wrong.append(event)
        if [decision.to_json() for decision in rules.advance(record, END)] != passed:
            wrong.append("advance")

    threads = [threading.Thread(target=work, args=(offset,)) for offset in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
