# SPDX-License-Identifier: Apache-2.0
"""The blocks of code in a page of Markdown, with the comments that say how each is tried.

A comment stands on the lines right above the fence and does not show in the rendered page:

    <!-- file: leads.yaml -->           saved under this name in the scratch folder of the page
    <!-- fragment of: stages -->        put into fragments/stages.<kind> where that says @fragment@
    <!-- findings: unknown-name -->     `stagegraph check` finds exactly these codes in it
    <!-- exit: 1 -->                    the last command of the block ends with this status
    <!-- output -->                     what the block before it prints
    <!-- options: run -->               the options of `stagegraph run`, all of them
    <!-- tested in: tests/bindings -->  left alone with its output: the tests there run it
    <!-- not tested: REASON -->         left alone; test_docs.py counts these for each page
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

MARKS = ("file", "fragment of", "findings", "exit", "output", "options", "not tested", "tested in", "picture")
COMMENT = re.compile(r"^<!-- (?P<mark>[a-z ]+?)(?:: (?P<value>.+?))? -->$")
FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>[^`]*)$")
LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.) ")


@dataclass
class Block:
    """A block of code: where it begins, what it is, and its marks."""

    line: int
    kind: str
    text: str
    marks: dict[str, str]

    def __contains__(self, mark: str) -> bool:
        return mark in self.marks

    def __getitem__(self, mark: str) -> str:
        return self.marks[mark]


def marks_above(lines: list[str], fence: int) -> dict[str, str]:
    """The marks of the comments on the lines right above the fence."""
    marks = {}
    above = fence - 1
    while above >= 0 and (comment := COMMENT.match(lines[above].strip())):
        if comment["mark"] in MARKS:
            marks[comment["mark"]] = comment["value"] or ""
        above -= 1
    return marks


def indented_code(lines: list[str]) -> list[Block]:
    """Code by indentation alone: it says no kind, so nothing can be known of it."""
    found, in_list, after_blank = [], False, True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            after_blank = True
            continue
        if LIST_ITEM.match(line) and not (line.startswith("    ") and not in_list):
            in_list = True
        elif not line.startswith(" "):
            in_list = False
        elif line.startswith("    ") and after_blank and not in_list:
            found.append(Block(number, "indented", line, {}))
        after_blank = False
    return found


def blocks(page: str) -> list[Block]:
    """Every block of the page, in order. A fence without an end raises ValueError."""
    lines = page.splitlines()
    found, prose, number = [], [], 0
    while number < len(lines):
        fence = FENCE.match(lines[number])
        if not fence:
            prose.append(lines[number])
            number += 1
            continue
        end = number + 1
        while end < len(lines) and lines[end].strip() != "```":
            end += 1
        if end == len(lines):
            raise ValueError(f"line {number + 1}: this block has no end")
        text = textwrap.dedent("\n".join([*lines[number + 1 : end], ""]))
        marks = marks_above(lines, number)
        found.append(Block(number + 1, fence["kind"].strip(), text, marks))
        prose += [lines[number].replace("```", "block")] * (end - number + 1)
        number = end + 1
    return sorted([*found, *indented_code(prose)], key=lambda block: block.line)
