"""What the pages show a Python host does what they say: each block is run, in order, and where a
comment after an expression is a literal, that is what the expression gives."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from conftest import ROOT

BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def said(line: str) -> object:
    """The literal in the comment at the end of the line; None where there is none."""
    _, _, comment = line.partition("  # ")
    try:
        return ast.literal_eval(comment.strip())
    except (SyntaxError, ValueError):
        return None


def run(block: str, names: dict[str, object]) -> int:
    """The number of literals that were compared."""
    compared = 0
    lines = block.splitlines()
    for statement in ast.parse(block).body:
        if not isinstance(statement, ast.Expr):
            exec(compile(ast.Module([statement], []), "page", "exec"), names)
            continue
        value = eval(compile(ast.Expression(statement.value), "page", "eval"), names)
        expected = said(lines[statement.end_lineno - 1])
        if expected is not None:
            assert value == expected, lines[statement.end_lineno - 1]
            compared += 1
    return compared


@pytest.mark.parametrize(
    ("page", "literals"), [("docs/python-host.md", 3), ("bindings/python/README.md", 1)]
)
def test_page(page: str, literals: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # the pages name rulesets from there
    names: dict[str, object] = {}
    blocks = BLOCK.findall(Path(page).read_text(encoding="utf-8"))
    assert sum(run(block, names) for block in blocks) == literals
