# SPDX-License-Identifier: Apache-2.0
"""What `migrate` of a version has still to say of the records of an earlier one, before they ask."""

from __future__ import annotations

import pytest
import stagegraph
from stagegraph import Ruleset, WrongRulesetError

OLD = """
stagegraph: 1
name: desk
version: "1"
facts:
  size: { type: int, max: 9 }
  kind: { type: enum, values: [a, b, c], default: a }
  note: string
roles: [boss]
events:
  go: {}
  wait: { order: hold, carries: { reason: string } }
  ask: {}
  more: {}
stages:
  open:
    initial: first
    stages:
      first: { events: { go: { to: second } } }
      second:
        deadlines:
          week:
            within: 7 days
            to: done
            extend: { request: more, approve_by: boss, add: 1 day, decide_within: 1 day }
        events:
          ask: { to: done, approval: { by: [boss] } }
          wait: { to: done }
    deadlines: { month: { within: 1 month, to: done } }
  done: { final: true }
"""


def changed(*pairs: tuple[str, str]) -> str:
    text = OLD.replace('version: "1"', 'version: "2"')
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after)
    return text


def applied(text: str, found: tuple[stagegraph.Diagnostic, ...]) -> str:
    """With every suggested edit."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    edits = [one.edit for one in found if one.edit is not None]
    places = [
        (starts[e.span.line - 1] + e.span.column - 1,
         starts[e.span.end_line - 1] + e.span.end_column - 1, e.text)
        for e in edits
    ]
    for begin, end, new in sorted(places, reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def against(text: str, old: str = OLD) -> tuple[stagegraph.Diagnostic, ...]:
    return Ruleset.loads(text, "new.yaml").check_against(Ruleset.loads(old, "old.yaml"))


SECOND = "      second:\n"
WORKING = [("to: second", "to: working"), (SECOND, "      working:\n")]

# What changes, the codes of the questions, and what is to be filled in after the edits.
CASES = [
    ([("within: 7 days", "within: 10 days")], [], ""),
    ([("max: 9", "max: 12")], [], ""),
    ([("max: 9", "max: 5")], ["narrower-range"], None),
    (WORKING, ["stage-gone"], ""),
    ([("          week:", "          ten_days:")], ["deadline-gone"], ""),
    ([*WORKING, ("          week:", "          ten_days:")], ["stage-gone", "deadline-gone"], ""),
    ([("  open:\n", "  opened:\n")], ["stage-gone"], ""),
    ([("  size:", "  sizes:")], ["fact-gone"], ""),
    ([("  note: string\n", "  notes: string\n")], ["fact-gone"], ""),
    ([("  note: string\n", "")], ["fact-gone"], ""),
    ([("  note: string\n", ""), ("[a, b, c]", "[a, b]")], ["enum-value-gone", "fact-gone"], "VALUE"),
    ([("[a, b, c]", "[a, b]")], ["enum-value-gone"], "VALUE"),
    ([("note: string", "note: int")], ["type-changed"], ""),
    ([("type: int, max: 9", "type: decimal")], [], ""),
    ([("  wait:", "  waits:")], ["event-gone"], ""),
    ([("reason: string", "reason: int")], ["event-gone"], ""),
    ([(", approval: { by: [boss] }", "")], ["request-gone"], ""),
    ([("            extend: { request: more, approve_by: boss, add: 1 day, decide_within: 1 day }\n",
       "")], ["request-gone"], ""),
    ([("    deadlines: { month: { within: 1 month, to: done } }\n", "")], ["deadline-gone"], ""),
]


@pytest.mark.parametrize(("pairs", "codes", "blank"), CASES)
def test_each_question_is_asked_and_its_edit_answers_it(pairs, codes, blank) -> None:
    new = changed(*pairs)
    found = against(new)
    assert sorted(one.code for one in found) == sorted(codes)
    assert all(one.file == "new.yaml" and one.span.line > 0 for one in found)
    assert all("(old.yaml:" in one.message for one in found)
    if blank is None:
        assert [one.severity for one in found] == ["warning"]
        return
    answered = applied(new, found)
    if blank:
        assert blank in answered
        answered = answered.replace(blank, "a")
    assert [one.message for one in against(answered)] == []


GONE = changed((SECOND, ""), ("to: second", "to: done"), (OLD[OLD.index("        deadlines:\n"):
               OLD.index("    deadlines: { month")], ""))


def test_what_nothing_stands_for_is_left_to_fill_in() -> None:
    found = against(GONE)
    assert [one.code for one in found] == ["stage-gone", "deadline-gone", "request-gone"]
    assert [one.edit is None for one in found] == [False, True, True]
    assert found[0].edit.text == (
        "\nmigrate:\n  - stages: { open.second: STAGE }\n    deadlines: { open.second.week: drop }"
        "\n    requests: drop"
    )
    filled = applied(GONE, found).replace("STAGE", "open.first")
    assert against(filled) == ()


@pytest.mark.parametrize(
    "entry",
    [
        'migrate: [{ from: "0", requests: drop }]\n',
        'migrate:\n  - from: "0"\n    requests: drop\n',
        "migrate:\n  - requests: keep\n",
        "migrate: [{ requests: keep }]\n",
        "migrate: [{ stages: { lost: done } }]\n",
        "migrate:\n  - stages:\n      lost: done\n    deadlines:\n      open.lost: drop\n",
        "migrate: [{ from: [\"1\"], stages: {}, deadlines: {} }]\n",
    ],
)
def test_answers_join_what_is_written_already(entry: str) -> None:
    found = against(GONE + entry)
    assert [one.path.partition("[")[0] for one in found] == ["migrate"] * 3
    filled = applied(GONE + entry, found).replace("STAGE", "open.first")
    assert against(filled) == (), filled


def test_a_ruleset_in_braces_gets_its_answers_too() -> None:
    old = '{ stagegraph: 1, name: d, stages: { a: {}, b: { team: x } } }'
    new = '{ stagegraph: 1, name: d, stages: { a: { final: true } } }'
    found = against(new, old)
    assert against(applied(new, found).replace("STAGE", "a"), old) == ()


def test_a_moved_stage_is_named_by_its_path() -> None:
    old = "{ stagegraph: 1, name: d, stages: { a: { initial: b, stages: { b: {}, c: {} } } } }"
    new = "{ stagegraph: 1, name: d, stages: { a: { initial: b, stages: { b: {} } }, c: {} } }"
    (found,) = against(new, old)
    assert found.edit.text == "{ was: a.c }"
    assert against(applied(new, (found,)), old) == ()
    (back,) = against(old, new)  # no `was` inside `a` can name the top
    assert back.edit.text == "migrate: [{ stages: { c: STAGE } }], "


def test_two_that_become_one() -> None:
    new = changed(
        ("  note: string\n", ""), ("size: {", "size: { was: note, "),
        ("    deadlines: { month: { within: 1 month, to: done } }\n", ""),
        ("within: 7 days", "was: [open.month]\n            within: 7 days"),
    )
    assert [one.code for one in against(new)] == ["joined", "deadline-gone", "joined"]


def test_the_same_behaviour_asks_nothing_and_another_name_cannot_be_asked() -> None:
    assert against(OLD.replace("stages:", "title: Desk\nstages:", 1)) == ()
    with pytest.raises(WrongRulesetError, match="'desk', not of 'other'"):
        against(OLD.replace("name: desk", "name: other"))
    with pytest.raises((TypeError, AttributeError)):
        Ruleset.loads(OLD).check_against("old.yaml")
