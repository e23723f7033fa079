# SPDX-License-Identifier: Apache-2.0
"""The limits of docs/limits.md: one below, at, and one above."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import stagegraph
from stagegraph import LimitError, Micros, Ruleset

HEAD = "stagegraph: 1\nname: limits\n"
STAGES = "stages: { a: {} }\n"


def commas(count: int, item: Callable[[int], str] = lambda number: "1") -> str:
    return ", ".join(item(number) for number in range(count))


def criterion(when: str) -> str:
    return f"criteria: {{ c: {{ when: '{when}', says: x }} }}\n{STAGES}"


def tag(number: int) -> str:
    return chr(ord("a") + number // 26) + chr(ord("a") + number % 26)


def transition(keys: str) -> str:
    return (
        "roles: [boss]\nevents: { e: {} }\n"
        f"stages: {{ a: {{ events: {{ e: {{ to: b, {keys} }} }} }}, b: {{}} }}\n"
    )


def deadline(keys: str) -> str:
    return (
        "roles: [boss]\nevents: { e: {} }\nstages: { a: { deadlines: { d: "
        f"{{ within: 7 days, to: b, {keys} }} }} }}, b: {{}} }}\n"
    )


def many(count: int, name: str, value: str = "{}") -> str:
    return "{ " + commas(count, lambda number: f"{name}{number}: {value}") + " }"


def said(count: int) -> str:
    return f"say: {{ text: '{'${i}' * count}.' }}"


def paths(count: int) -> str:
    """Rules whose keys have paths of so many bytes together, dots included."""
    rules, at, total = "stages:\n", len(".stages"), len(".stages.stagegraph.name.events")
    for level in range(20):
        name = "g".ljust(120, chr(ord("a") + level))
        rules += f"{' ' * (2 * level + 1)}{name}:\n{' ' * (2 * level + 2)}stages:\n"
        total += 2 * (at + 1 + len(name)) + len(".stages")
        at += 1 + len(name) + len(".stages")
    while total + 2 * (at + 7) < count:
        rules += f"{' ' * 41}s{total:08}: {{}}\n"
        total += at + 10
    events = ""
    while total < count:
        length = count - total - len(".events.")
        length = length if length <= 100 else 50
        events += f"e{len(events):0{length - 1}}: {{}}, "
        total += len(".events.") + length
    return f"events: {{ {events}}}\n{rules}"


# A limit, what is refused above it, and the rules with so many of it.
LOADING: dict[str, tuple[int, str, Callable[[int], str]]] = {
    "bytes": (1 << 20, "yaml-limit", lambda n: (STAGES + "#").ljust(n - len(HEAD), "x")),
    "levels": (64, "yaml-limit", lambda n: f"x: {'[' * (n - 1)}{']' * (n - 1)}\n"),
    # The others: the two lists of keys and their values, and "stages: { a: {} }".
    "keys and values": (200_000, "yaml-limit", lambda n: f"{STAGES}x: [{commas(n - 11)}]\n"),
    "bytes of a key": (128, "invalid-name", lambda n: f"facts: {{ {'k' * n}: int }}\n{STAGES}"),
    "bytes of an expression": (64 << 10, "limit", lambda n: criterion("true".ljust(n - 1) + "1")),
    "levels of an expression": (
        250, "limit", lambda n: criterion("(" * (n - 1) + "true" + ")" * (n - 1))
    ),
    "parts of an expression": (
        # Besides the elements: the list, size(), 0, > .
        16_384, "limit", lambda n: criterion(f"size([{commas(n - 4)}]) > 0")
    ),
    "members of an enum": (
        1000, "too-large",
        lambda n: f"facts: {{ f: {{ type: enum, values: [{commas(n, lambda i: f'v{i}')}] }} }}\n"
        + STAGES,
    ),
    "fields of an event": (
        1000, "too-large",
        lambda n: f"facts: {{ {commas(n, lambda i: f'f{i}: int')} }}\n"
        f"events: {{ e: {{ carries: [{commas(n, lambda i: f'f{i}')}] }} }}\n{STAGES}",
    ),
    "languages of a text": (
        100, "too-large", lambda n: f"title: {{ {commas(n, lambda i: f'{tag(i)}: x')} }}\n{STAGES}"
    ),
    "expressions in a text": (
        100, "too-large",
        lambda n: "actions: { say: { text: string } }\nfacts: { i: int }\n"
        f"stages: {{ a: {{ enter: [{{ say: {{ text: '{'${i}' * n}' }} }}] }} }}\n",
    ),
    "lists in lists": (
        8, "unknown-type", lambda n: f"facts: {{ f: '{'list(' * n}int{')' * n}' }}\n{STAGES}"
    ),
    "priority": (1_000_000, "invalid-value", lambda n: transition(f"priority: {n}")),
    "negative priority": (1_000_000, "invalid-value", lambda n: transition(f"priority: -{n}")),
    "approvals": (
        1000, "invalid-value",
        lambda n: transition(f"approval: {{ by: [boss], need: {n}, within: 1 day }}"),
    ),
    "extensions": (
        1_000_000, "invalid-value",
        lambda n: deadline(
            f"extend: {{ request: e, approve_by: boss, by: 1 day, at_most: {n} }}"
        ),
    ),
    "touches": (
        1_000_000, "invalid-value",
        lambda n: "stages: { a: { cadence: c } }\ncadences: { c: { then: "
        f"{{ every: 1 day, at_most: {n}, via: [sms], script: s }} }} }}\n",
    ),
    "reminders of a deadline": (
        32, "too-large",
        lambda n: "actions: { say: {} }\n"
        + deadline(f"remind: [{commas(n, lambda i: f'{{ before: {i + 1} minutes, do: [say: {{}}] }}')}]"),
    ),
    "roles of an approval": (
        64, "too-large",
        lambda n: f"roles: [{commas(n, lambda i: f'r{i}')}]\nevents: {{ e: {{}} }}\n"
        "stages: { a: { events: { e: { to: a, approval: { by: "
        f"[{commas(n, lambda i: f'r{i}')}], within: 1 day }} }} }} }} }}\n",
    ),
    "stages with 2000 events": (
        1000, "too-large", lambda n: f"events: {many(2000, 'e')}\nstages: {many(n, 's')}\n"
    ),
    "stages in a group with 2000 transitions": (
        1000, "too-large",
        lambda n: "events: { e: {} }\nstages: { g: { initial: s0, events: { e: "
        f"[{commas(2000, lambda i: '{ to: g }')}] }}, stages: {many(n, 's')} }} }}\n",
    ),
    "bytes of all paths": (16 << 20, "too-large", paths),
    "expressions": (
        100_000, "too-large",
        lambda n: "facts: { i: int }\nactions: { say: { text: string } }\n"
        f"stages: {{ a: {{ enter: [{commas(n // 50, lambda i: said(50))}, "
        f"{said(n % 50) if n % 50 else 'say: { text: x }'}] }} }}\n",
    ),
    "contacts in a window": (
        32, "invalid-value", lambda n: f"contact: {{ at_most: {n}, window: 7 days }}\n{STAGES}"
    ),
}  # fmt: skip


def codes(source: str) -> set[str]:
    """Of the errors of loading."""
    try:
        Ruleset.loads(source)
    except stagegraph.StagegraphError as error:
        return {found.code for found in error.diagnostics}
    return set()


@pytest.mark.parametrize("name", LOADING)
def test_loading(name: str) -> None:
    limit, code, rules = LOADING[name]
    below, at, above = (codes(HEAD + rules(limit + more)) for more in (-1, 0, 1))
    assert code not in below | at and code in above


def test_the_steps_of_an_expression() -> None:
    source = "xs.all(x, x > 0)"
    whole = stagegraph.Expression(source, {"xs": "list(int)"})
    values = {"xs": [1] * 10}
    assert whole.evaluate(values) is True

    def fits(steps: int) -> bool:
        try:
            limited = stagegraph.Expression(source, {"xs": "list(int)"}, max_steps=steps)
            return limited.evaluate(values) is True
        except stagegraph.ExpressionError:
            return False

    needed = next(steps for steps in range(1, 1000) if fits(steps))
    assert [fits(needed + more) for more in (-1, 0, 1)] == [False, True, True]


RECORD = '{"id":"A","entered":"2026-03-02T10:00","facts":{"tags":%s}}'


@pytest.mark.parametrize(
    ("limit", "tags"),
    [
        (16 << 20, lambda n: "[]" + " " * (n - len(RECORD))),
        (64, lambda n: "[" * (n - 2) + "]" * (n - 2)),
        # The others: two objects with four members, and the list.
        (1 << 20, lambda n: "[" + ",".join(["1"] * (n - 5)) + "]"),
    ],
    ids=["bytes", "levels", "values"],
)
def test_the_json_of_a_record(limit: int, tags: Callable[[int], str]) -> None:
    rules = Ruleset.loads(f"{HEAD}facts: {{ tags: list(string) }}\n{STAGES}")

    def is_over(n: int) -> bool:
        try:
            rules.record_from_json(RECORD % tags(n))
        except LimitError:
            return True
        except stagegraph.InputError:  # of what is in the list
            return False
        return False

    assert [is_over(limit + more) for more in (-1, 0, 1)] == [False, False, True]


def test_events_that_are_held_and_ids_that_are_remembered() -> None:
    rules = Ruleset.loads(
        f"{HEAD}events: {{ later: {{ order: hold }}, go: {{}} }}\n"
        "stages: { a: { events: { go: {} } }, b: { events: { later: {} } } }\n"
    )
    record = rules.record("A", at="2026-03-02")
    for number in range(32):
        assert rules.decide(record, "later", at="2026-03-03").outcome == "pending"
        record = rules.decide(record, "later", at="2026-03-03", event_id=f"{number}").record
    denied = rules.decide(record, "later", at="2026-03-03")
    assert denied.outcome == "denied" and denied.reasons[0].code == "too_many_held"

    record = rules.record("A", at="2026-03-02")
    for number in range(33):
        record = rules.decide(record, "go", at="2026-03-03", event_id=f"{number}").record
    again = [rules.decide(record, "go", at="2026-03-03", event_id=f"{n}").outcome for n in (0, 1)]
    assert again == ["stayed", "duplicate"]


@pytest.mark.parametrize(("steps", "outcome"), [(99, "moved"), (100, "moved"), (101, "error")])
def test_automatic_transitions_of_a_step(steps: int, outcome: str) -> None:
    chain = "".join(f"  s{n}: {{ auto: [{{ to: s{n + 1} }}] }}\n" for n in range(steps))
    rules = Ruleset.loads(
        f"{HEAD}events: {{ go: {{}} }}\nstages:\n"
        f"  start: {{ events: {{ go: {{ to: s0 }} }} }}\n{chain}  s{steps}: {{}}\n"
    )
    decision = rules.decide(rules.record("A", at="2026-03-02"), "go", at="2026-03-03")
    assert decision.outcome == outcome


def test_what_comes_due_in_one_call() -> None:
    rules = Ruleset.loads(
        f"{HEAD}stages:\n  a: {{ deadlines: {{ t: {{ within: 1 second, to: b }} }} }}\n"
        "  b: { deadlines: { t: { within: 1 second, to: a } } }\n"
    )
    record = rules.record("A", at="2026-03-02")
    start = rules.micros("2026-03-02")

    def count(seconds: int) -> int:
        return len(rules.advance(record, Micros(start + seconds * 1_000_000)))

    assert (count(9_999), count(10_000)) == (9_999, 10_000)
    with pytest.raises(LimitError) as raised:
        count(10_001)
    so_far = raised.value.decisions
    assert len(so_far) == 10_000
    rest = rules.advance(so_far[-1].record, Micros(start + 10_001 * 1_000_000))
    assert [decision.record.sequence for decision in rest] == [10_001]


@pytest.mark.parametrize(
    ("limit", "value", "calls"),
    [
        ("max_due", 59, [59, 1]),
        ("max_due", 60, [60]),
        ("max_due", 61, [60]),
        ("max_due", 1, [1] * 60),
        ("max_due_bytes", 1, [1] * 60),
        ("max_due_steps", 1, [1] * 60),
    ],
)
def test_what_one_call_takes_is_an_option(limit: str, value: int, calls: list[int]) -> None:
    rules = Ruleset.loads(
        f"{HEAD}facts: {{ count: {{ type: int, default: 0 }} }}\n"
        "stages: { a: { deadlines: { t: { within: 1 second, to: a, set: { count: '${count + 1}' } } } } }\n",
        limits={limit: value},
    )
    record, until = rules.record("A", at="2026-03-02"), Micros(rules.micros("2026-03-02T00:01"))
    taken = []
    while sum(taken) < 60:
        try:
            decisions = rules.advance(record, until)
        except LimitError as error:
            decisions = list(error.decisions)
        assert all(decision.steps > 0 for decision in decisions)
        taken.append(len(decisions))
        record = decisions[-1].record
    assert taken == calls
    assert (record.sequence, record.facts["count"]) == (60, 60)


def test_limits_of_a_ruleset() -> None:
    source = f"{HEAD}{STAGES}"
    size = len(source.encode())
    for limit, is_over in ((size - 1, True), (size, False), (size + 1, False)):
        if is_over:
            with pytest.raises(LimitError):
                Ruleset.loads(source, limits={"max_bytes": limit})
        else:
            Ruleset.loads(source, limits={"max_bytes": limit})
    with pytest.raises(stagegraph.UsageError, match="no limit 'bytes', but max_bytes, "):
        Ruleset.loads(source, limits={"bytes": 1})
    with pytest.raises(stagegraph.UsageError, match="from 1 to 2147483647"):
        Ruleset.loads(source, limits={"max_due": 0})


def test_what_one_call_keeps() -> None:
    """Each decision asks for the text three times: some 750 kB with its record."""
    rules = Ruleset.loads(
        f"{HEAD}facts: {{ big: string }}\nactions: {{ say: {{ text: string }} }}\n"
        "stages:\n  a: { deadlines: { t: { within: 1 second, to: a, do: [\n"
        "    { say: { text: '${big}' } }, { say: { text: '${big}' } }] } } }\n"
    )
    record = rules.record("A", at="2026-03-02", facts={"big": "x" * 250_000})
    until, calls = Micros(rules.micros("2026-03-02") + 500 * 1_000_000), []
    while True:
        try:
            calls.append(len(rules.advance(record, until)))
            break
        except LimitError as limit:
            calls.append(len(limit.decisions))
            record = limit.decisions[-1].record
    assert sum(calls) == 500 and len(calls) > 1 and max(calls) < 400


@pytest.mark.parametrize(("more", "is_over"), [(-1, False), (0, False), (1, True)])
def test_the_sequence_of_a_record(more: int, is_over: bool) -> None:
    rules = Ruleset.loads(f"{HEAD}events: {{ go: {{}} }}\nstages: {{ a: {{ events: {{ go: {{}} }} }} }}\n")
    last = 2**63 - 2
    text = '{"id":"A","entered":"2026-03-02T10:00","sequence":%d}' % (last + more)
    if is_over:
        with pytest.raises(stagegraph.InputError, match="the last change"):
            rules.record_from_json(text)
        return
    record = rules.record_from_json(text)
    decision = rules.decide(record, "go", at="2026-03-03")
    assert decision.outcome == ("stayed" if more < 0 else "error")
    assert decision.record.sequence == last
    assert rules.record_from_json(decision.record.to_json()).sequence == last
    with pytest.raises(stagegraph.InputError, match="too few numbers"):
        rules.advance(record, "2026-03-04")
