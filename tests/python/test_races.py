# SPDX-License-Identifier: Apache-2.0
"""Threads that close, decide and read the same objects at will: answers or ClosedError, no crash.

A crash would end the process, so each kind of object has a process of its own.
"""

from __future__ import annotations

import ast
import itertools
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import stagegraph
from stagegraph import ClosedError, Expression, Ruleset

SMALL = Path(__file__).with_name("small.yaml")
AT, LATER, END = "2026-03-02T10:00", "2026-03-02T11:00", "2026-06-01"
SECONDS = 1.0
THREADS = 4

Step = Callable[[Any], object]

TABLE = """
stagegraph: 1
name: priced
facts: { size: int }
tables:
  price:
    hit: first
    gives: { price: int }
    rows: [{ when: size > 10, price: 2 }, { price: 1 }]
stages: { a: {} }
"""


def small() -> Ruleset:
    return Ruleset.load(SMALL)


def new_record(rules: Ruleset) -> stagegraph.Record:
    return rules.record("r", at=AT, facts={"hot": True, "price": 12})


def ruleset_steps() -> tuple[Callable[[], Any], list[Step]]:
    record = new_record(small()).to_json()
    return small, [
        lambda rules: rules.decide(rules.record_from_json(record), "call", at=LATER).to_json(),
        lambda rules: rules.advance(rules.record_from_json(record), END)[-1].stage,
        lambda rules: (rules.name, rules.fingerprint, rules.facts, repr(rules)),
        lambda rules: (rules.diagnostics, rules.render()),
    ]


def record_steps() -> tuple[Callable[[], Any], list[Step]]:
    rules = small()
    return lambda: new_record(rules), [
        lambda record: (record.id, record.stage, record.behaviour, repr(record)),
        lambda record: dict(record.facts),
        lambda record: rules.decide(record, "call", at=LATER, trace=True).trace,
        lambda record: rules.advance(record, END)[0].actions,
        lambda record: record.with_facts({"hot": False}).to_json(),
        lambda record: record == record.__copy__(),
    ]


def decision_steps() -> tuple[Callable[[], Any], list[Step]]:
    rules = small()
    record = new_record(rules)
    made = itertools.cycle(
        [
            lambda: rules.decide(record, "call", at=LATER, trace=True),
            lambda: rules.advance(record, END)[-1],
        ]
    )
    return lambda: next(made)(), [
        lambda decision: (decision.outcome, decision.stage, decision.record_id, repr(decision)),
        lambda decision: decision.record.to_json(),
        lambda decision: (decision.actions, decision.timers, decision.trace, decision.set),
        lambda decision: (decision.cause, decision.reasons, decision.to_json()),
    ]


def expression_steps() -> tuple[Callable[[], Any], list[Step]]:
    return lambda: Expression("x + 1 > y", {"x": "int", "y": "int"}), [
        lambda expression: expression.evaluate({"x": 1, "y": 2}),
        lambda expression: (expression.type, expression.facts, expression.cost),
    ]


def event_steps() -> tuple[Callable[[], Any], list[Step]]:
    rules = small()
    record = new_record(rules)
    source = f'{{"record":"r","event":"call","at":"{LATER}","id":"a rather long id of an event"}}'
    return lambda: rules.event_from_json(source), [
        lambda event: (event.record_id, event.name, event.at, repr(event)),
        lambda event: rules.decide_event(record, event).to_json(),
    ]


def table_steps() -> tuple[Callable[[], Any], list[Step]]:
    source = Ruleset.loads(TABLE).record("r", at=AT, facts={"size": 11}).to_json()
    return lambda: Ruleset.loads(TABLE), [
        lambda rules: rules.evaluate_table("price", rules.record_from_json(source), AT),
        lambda rules: (rules.tables, rules.fact("size")),
    ]


def pool_steps() -> tuple[Callable[[], Any], list[Step]]:
    actors = [stagegraph.Actor(f"somebody with a long name {n}") for n in range(3)]
    source = new_record(small()).to_json()

    def with_context(rules: Ruleset) -> object:
        record = rules.record_from_json(source)
        return [
            rules.decide(record, "call", at=LATER, actor=actor, event_id=actor.id, payload={})
            for actor in actors
        ]

    return small, [with_context, with_context, lambda rules: rules.initial]


KINDS = {
    "ruleset": ruleset_steps,
    "record": record_steps,
    "decision": decision_steps,
    "expression": expression_steps,
    "event": event_steps,
    "table": table_steps,
    "pool": pool_steps,
}


def race(kind: str) -> None:
    """Threads use the same object, which one of them closes in the midst; then the next one."""
    make, steps = KINDS[kind]()
    shared = [make()]
    end = time.monotonic() + SECONDS
    failures: list[BaseException] = []
    answers = [0] * THREADS

    def work(number: int) -> None:
        for turn in itertools.count(number):
            if failures or time.monotonic() > end:
                return
            thing = shared[0]
            try:
                if number == 0 and turn % 3 == 0:
                    shared[0] = make()
                    thing.close()
                else:
                    steps[turn % len(steps)](thing)
                    answers[number] += 1
            except ClosedError:
                pass
            except BaseException as failure:  # of another thread: told by the main one
                failures.append(failure)

    sys.setswitchinterval(1e-6)
    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    assert all(answers), answers


@pytest.mark.parametrize("kind", KINDS)
def test_closing_while_others_use_it(kind: str) -> None:
    # Freed memory is overwritten at once, so that a use of it shows.
    environment = {**os.environ, "MALLOC_PERTURB_": "165"}
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", __file__, kind],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_a_call_that_has_begun_ends_with_its_answer() -> None:
    rules = small()
    record = new_record(rules)
    pointer = record._live()
    expected = record.to_json()
    record.close()
    with pytest.raises(ClosedError):
        record.to_json()
    assert stagegraph._handles.read_text(stagegraph._library.lib.stg_record_to_json, pointer) == (
        expected
    )


def test_a_closed_object_raises_an_error_of_the_package() -> None:
    record = new_record(small())
    record.close()
    with pytest.raises(stagegraph.StagegraphError, match="this Record is closed") as caught:
        record.to_json()
    assert isinstance(caught.value, ValueError) and caught.value.status == "invalid-argument"


def is_library_call(node: ast.AST) -> bool:
    """lib.stg_something(...)"""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "lib"
    )


def is_pointer(node: ast.AST) -> bool:
    """something._live()"""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "_live"
    )


def test_no_borrowed_result_outlives_its_pointer() -> None:
    """The pointer is dropped with the call it is written in: text() or another call is too late."""
    numbers = {"int", "bool", "Micros", "or_never", "range"}
    borrowing = []
    for path in Path(stagegraph.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.id if isinstance(call.func, ast.Name) else ast.unparse(call.func)
            if name in numbers or name.endswith(("_schema.datetime", "stage_name")):
                continue
            for argument in call.args:
                if is_library_call(argument) and any(map(is_pointer, argument.args)):
                    borrowing.append(f"{path.name}:{call.lineno}")
    assert not borrowing


if __name__ == "__main__":
    race(sys.argv[1])
