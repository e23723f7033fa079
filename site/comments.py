# SPDX-License-Identifier: Apache-2.0
"""Comments of the public headers and docstrings as Markdown, with links between the references.

A comment is read line by line. An indented block is code, `name: text` that is indented is a
parameter, ` 1. ` and ` - ` begin items, and everything else is a paragraph.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

Linker = Callable[[str], str | None]  # by the name of a C function: where it is described

SPAN = re.compile(r"(`+)(.+?)\1", re.DOTALL)
CODE_WORD = re.compile(r"\b(?:stg_\w+\*?|STG_\w+\*?|NULL|stg::\w+|std::\w+(?:::\w+)*|\w+\(\))")
PARAMETER = re.compile(r"^ {2,}(?P<names>[\w*`]+(?:, [\w*`]+)*): +(?P<text>.*)$")
NUMBERED = re.compile(r"^ *\d+\. +(?P<label>[A-Z][\w ]*\.) (?P<text>.*)$")
BULLET = re.compile(r"^ *- (?P<text>.*)$")
LABEL = re.compile(r"^(?P<label>Errors|Raises|Example)(?P<colon>:?) ")


def fenced(code: str, kind: str) -> str:
    return f"```{kind}\n{textwrap.dedent(code).strip()}\n```"


def escaped(text: str) -> str:
    return re.sub(r"([*\[\]])", r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


def code_word(word: str, linker: Linker) -> str:
    address = linker(word)
    return f"[`{word}`]({address})" if address else f"`{word}`"


def prose(text: str, linker: Linker) -> str:
    """The text with names as code, and those that have a place in a reference as links."""
    parts, last = [], 0
    for found in re.finditer(f"{SPAN.pattern}|{CODE_WORD.pattern}", text, re.DOTALL):
        parts.append(escaped(text[last : found.start()]))
        last = found.end()
        inner = found[2] or found[0]
        parts.append(code_word(inner, linker) if CODE_WORD.fullmatch(inner) else f"`{inner}`")
    return "".join([*parts, escaped(text[last:])])


def code_ends(lines: list[str], start: int) -> int:
    """The first line after an indented block that begins at `start`."""
    end = start
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith("    ")):
        end += 1
    return end


def is_heading(lines: list[str], at: int) -> bool:
    """A single word between empty lines, such as "Conventions"."""
    blank = [not lines[i].strip() if 0 <= i < len(lines) else True for i in (at - 1, at + 1)]
    return all(blank) and re.fullmatch(r"[A-Z][a-z]+", lines[at]) is not None


def markdown(lines: list[str], kind: str, linker: Linker) -> str:
    """The lines of a comment, without its marks, as Markdown. `kind` is that of its code."""
    blocks: list[str] = []
    open_block: list[str] = []

    def close() -> None:
        if open_block:
            begin, text = open_block[0], " ".join(open_block[1:])
            blocks.append(begin + prose(text, linker))
            open_block.clear()

    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip() or line.strip() == "Example:":
            close()
        elif is_heading(lines, at):
            close()
            blocks.append(f"## {line}")
        elif found := PARAMETER.match(line):
            close()
            names = ", ".join(f"`{name.strip('`')}`" for name in found["names"].split(", "))
            open_block += [f"- {names}: ", found["text"]]
        elif line.startswith("    ") and not open_block:
            end = code_ends(lines, at)
            blocks.append(fenced("\n".join(lines[at:end]), kind))
            at = end
            continue
        elif found := NUMBERED.match(line):
            close()
            open_block += [f"1. **{found['label']}** ", found["text"]]
        elif found := BULLET.match(line):
            close()
            open_block += ["- ", found["text"]]
        elif found := LABEL.match(line):
            close()
            open_block += [f"**{found['label']}**{found['colon']} ", line[found.end() :]]
        elif open_block and open_block[0].startswith("- `") and not line.startswith("    "):
            close()
            open_block += ["", line.strip()]
        else:
            open_block += [line.strip()] if open_block else ["", line.strip()]
        at += 1
    close()
    return joined(blocks)


def joined(blocks: list[str]) -> str:
    """Items of one list without an empty line between them."""
    text = ""
    for block in blocks:
        item = re.match(r"- |1\. ", block)
        again = item and text.rsplit("\n", 1)[-1].startswith(item[0])
        text += ("\n" if again else "\n\n" if text else "") + block
    return text
