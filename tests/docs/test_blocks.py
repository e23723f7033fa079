# SPDX-License-Identifier: Apache-2.0
"""The test of the documents fails where a page is wrong: here are pages that are."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import blocks
from scratch import Mismatch, Scratch, same_lines

RULES = """\
stagegraph: 1
name: small
stages: { first: {} }
"""


def fenced(kind: str, text: str, *comments: str) -> str:
    marks = "".join(f"<!-- {comment} -->\n" for comment in comments)
    return f"{marks}```{kind}\n{text}```\n"


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    monkeypatch.chdir(tmp_path)
    return Scratch(tmp_path)


def try_page(scratch: Scratch, page: str) -> None:
    for block in blocks(page):
        scratch.try_block(block)


GOOD = {
    "a ruleset": fenced("yaml", RULES),
    "a finding": fenced("yaml", RULES.replace("first", "a-b"), "findings: invalid-name"),
    "a file for a command": fenced("yaml", RULES, "file: a.yaml")
    + fenced("console", "$ stagegraph check \\\n>   a.yaml && wc -l <a.yaml\n...\n3\n"),
    "a command that fails": fenced("console", "$ exit 3\n", "exit: 3"),
    "a script and its output": fenced("sh", "echo a\necho b\n")
    + fenced("text", "a\nb\n", "output"),
    "Python": fenced("python", "x = 1  # any words\nx + 1  # 2\nrange(x)  # range(0, 1)\n"),
    "Python in two blocks": fenced("python", "x = 1\n")
    + fenced("python", "print(x)\n")
    + fenced("text", "1\n", "output"),
    "C": fenced("c", '#include <stdio.h>\nint main(void) { puts("a"); }\n')
    + fenced("text", "a\n", "output"),
    "C++": fenced("cpp", "int main() {}\n"),
    "JSON": fenced("json", "[1]\n"),
    "of a binding": fenced("go", "package main\n", "tested in: tests/bindings")
    + fenced("text", "anything\n", "output"),
    "left alone": fenced("sh", "false\n", "not tested: it always fails"),
    "options": fenced(
        "text", "stagegraph eval EXPR [--facts JSON] [--time-zones Z]\n", "options: eval"
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_true_page(name: str, scratch: Scratch) -> None:
    try_page(scratch, GOOD[name])


WRONG = {
    "an unknown kind": fenced("perl", "1;\n"),
    "no kind": fenced("", "x\n"),
    "of a binding without a test": fenced("go", "package main\n"),
    "of a binding with a test that is not there": fenced("js", "1;\n", "tested in: tests/nowhere"),
    "code by indentation": "Run\n\n    stagegraph check\n",
    "code by indentation after a list": "- a\n\nRun\n\n    stagegraph check\n",
    "a mistake in a ruleset": fenced("yaml", RULES.replace("first", "a-b")),
    "a finding that is not there": fenced("yaml", RULES, "findings: invalid-name"),
    "a fragment of nothing": fenced("yaml", "facts: { a: int }\n"),
    "a fragment of a file that is not there": fenced("yaml", "a: 1\n", "fragment of: nowhere"),
    "other output": fenced("console", "$ echo a\nb\n"),
    "output not shown": fenced("console", "$ echo a\n"),
    "an exit status": fenced("console", "$ false\n"),
    "output without a command": fenced("console", "a\n$ echo a\n"),
    "a script that fails": fenced("sh", "false\ntrue\n"),
    "the output of the block before": fenced("sh", "echo a\n") + fenced("text", "b\n", "output"),
    "the output of an earlier block": fenced("sh", "echo a\n")
    + fenced("json", "[]\n")
    + fenced("text", "a\n", "output"),
    "text without a reason": fenced("text", "a\n"),
    "a literal in Python": fenced("python", "x = 1\nx + 1  # 3\n"),
    "words beside an expression": fenced("python", "x = 1\nx  # one\n"),
    "a warning in C": fenced("c", "int main(void) { int unused; }\n"),
    "C++ that fails": fenced("cpp", "int main() { return 1; }\n"),
    "JSON": fenced("json", "[1,]\n"),
    "a table without a name": fenced("csv", "a,b\n"),
    "a picture drawn by hand": fenced("mermaid", "stateDiagram-v2\n"),
    "an option that is not there": fenced("text", "--facts JSON --so\n", "options: eval"),
    "an option left out": fenced("text", "eval EXPR\n", "options: eval"),
    "a file outside the folder": fenced("yaml", RULES, "file: ../../a.yaml"),
    "no reason": fenced("sh", "true\n", "not tested"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_page_that_is_wrong(name: str, scratch: Scratch) -> None:
    with pytest.raises((Mismatch, SyntaxError, ValueError)):
        try_page(scratch, WRONG[name])


def test_a_block_without_an_end() -> None:
    with pytest.raises(ValueError, match="line 2"):
        blocks("a\n```yaml\nb: 1\n")


def test_code_in_a_list_is_a_block() -> None:
    page = "- a\n\n  ```json\n  [1]\n  ```\n\n      not code\n"
    (block,) = blocks(page)
    assert (block.line, block.kind, block.text) == (3, "json", "[1]\n")


@pytest.mark.parametrize(
    ("shown", "real", "same"),
    [
        ("a\n...\nd\n", "a\nb\nc\nd\n", True),
        ("a\n...\nd\n", "a\nd\n", True),
        ("a\n...\n", "a\nb\n", True),
        ("...\nd\n", "a\nd\n", True),
        ("a\n...\nd\n", "a\nb\ndd\n", False),
        ("a\n...\nd\n", "b\nd\n", False),
        ("a.c\n", "abc\n", False),
        ("a\n", "a", True),
        ("", "", True),
        ("", "a\n", False),
    ],
)
def test_dots_stand_for_lines(shown: str, real: str, same: bool) -> None:
    assert same_lines(shown, real) is same
