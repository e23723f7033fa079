# SPDX-License-Identifier: Apache-2.0
"""tools/check_prose.py on texts of a few lines, and on the real tree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import RunTool

LONG = "Word " + "word " * 45 + "end."
WIDE = "word " * 21


FoundIn = Callable[[str, str], list[str]]


@pytest.fixture
def found_in(tmp_path: Path, run_tool: RunTool) -> FoundIn:
    """found_in(name, text) gives the findings in a file with this text."""

    def run(name: str, text: str) -> list[str]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        lines, status = run_tool("check_prose", path)
        assert status == (1 if len(lines) > 1 else 0)
        return [line.removeprefix(f"{path}:") for line in lines[:-1]]

    return run


def wrapped(text: str) -> str:
    """Twelve words a line."""
    words = text.split()
    return "\n".join(" ".join(words[i : i + 12]) for i in range(0, len(words), 12))


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (f"# One\n\n{WIDE.strip()}\n", "3: 104 columns: break the line at 100"),
        ("One thing; another.\n", "1: a semicolon: make two sentences of it"),
        ("One\nthing;\nanother.\n", "2: a semicolon: make two sentences of it"),
        ("| a | one; two |\n| --- | --- |\n", "1: a semicolon: make two sentences of it"),
        ("Short.\n" + wrapped(LONG) + "\n", "2: a sentence of 47 words: at most 45"),
        ("Text. \n", "1: white space at the end of the line"),
        ("```\ncode \n```\n", "2: white space at the end of the line"),
        ("It does this in\norder to work.\n", '1: "in order to": "to"'),
        ("A word on zones.\n", '1: "A word on": name the subject'),
        ("# One\n\n### Three\n", "3: a heading of level 3 below one of level 1"),
        ("[x](gone.md)\n", "1: the link leads nowhere: there is no gone.md"),
        ("Two\n[lines\nlong](gone.md)\n", "3: the link leads nowhere: there is no gone.md"),
        ("[x]\n\n[x]: gone.md\n", "3: the link leads nowhere: there is no gone.md"),
        ("# One\n\n[x](#two)\n", "3: the link leads nowhere: this file has no heading #two"),
        ("[x](b.md#two)\n", "1: the link leads nowhere: b.md has no heading #two"),
    ],
)
def test_a_document_with_a_finding(
    tmp_path: Path, found_in: FoundIn, text: str, finding: str
) -> None:
    (tmp_path / "b.md").write_text("# One\n", encoding="utf-8")
    assert found_in("a.md", text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        f"| {WIDE} |\n| --- |\n",
        f"```\n{WIDE}end; in order to\n```\n",
        f"```sh\n{WIDE}end\n\n## code\n```\n",
        f"A link to [what stands in another file](b.md#the-one-heading) and so on to the {'e' * 30}.\n",
        f"https://example.com/{'a' * 100}\n",
        f"[x]\n\n[x]: https://example.com/{'a' * 100}\n",
        "The code `a; b` and `in order to`, `a\nb; c`.\n",
        "A &amp; b, &lt; c.\n",
        wrapped(LONG.replace("word word", "word. Word", 1)) + "\n",
        wrapped(LONG.replace("word word", "word. `code`", 1)) + "\n",
        "".join("- a list of some words\n" for _ in range(12)),
        "# One\n\n## Two\n\n### Three\n\n## Two\n\n[x](#two-1)\n",
        "# `a`: b, [c](b.md)\n\n[x](#a-b-c)\n",
        '<a id="here"></a>\n\n[x](#here)\n',
        "[x](https://example.com/y#z) [y](b.md) [z](.) [b](b.md#the-one-heading)\n",
        "`[x](gone.md)`\n",
    ],
)
def test_a_document_without_a_finding(tmp_path: Path, found_in: FoundIn, text: str) -> None:
    (tmp_path / "b.md").write_text("# The one heading\n", encoding="utf-8")
    assert found_in("a.md", text) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("/* One thing; another. */\nint a;\n", "1: a semicolon: make two sentences of it"),
        ("int a;  // one thing; another\n", "1: a semicolon: make two sentences of it"),
        ("/* One\n * thing;\n * another. */\n", "2: a semicolon: make two sentences of it"),
        ("// It does this in\n// order to work.\n", '1: "in order to": "to"'),
        (f"// {WIDE.strip()}\n", "1: 107 columns: break the line at 100"),
        ("\n".join(f"// {line}" for line in wrapped(LONG).splitlines()) + "\n",
         "1: a sentence of 47 words: at most 45"),
    ],
)  # fmt: skip
def test_a_comment_with_a_finding(found_in: FoundIn, text: str, finding: str) -> None:
    assert found_in("a.h", text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        "int a; int b;\nconst char *text = \"one; two\";\n",
        "/* Text with `a; b`.\n *\n *     int a;\n *     f(a);\n */\n",
        "".join(f"int a{i};  // what some words say of it\n" for i in range(12)),
        "/* Decides.\n" + "".join(f" *   name{i}: some words\n" for i in range(30)) + " */\n",
        "/* ----------------\n * Types\n * ------------- */\n",
    ],
)
def test_a_comment_without_a_finding(found_in: FoundIn, text: str) -> None:
    assert found_in("a.h", text) == []


def test_messages_are_string_literals(found_in: FoundIn) -> None:
    text = 'f("a stage; another");\n// a; b\ng("; ", \'"\', "&lt;", R"(a; b)", "x=\\"{}\\"; y");\n'
    assert found_in("src/a.cc", text) == ["1: a semicolon: make two sentences of it"]


def test_the_real_tree(run_tool: RunTool) -> None:
    lines, status = run_tool("check_prose")
    assert status == 0, "\n".join(lines)
