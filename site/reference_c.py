# SPDX-License-Identifier: Apache-2.0
"""The C reference: a page for each section of stagegraph.h, and one for its opening comment."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from comments import Linker, fenced, markdown, prose

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import interface  # noqa: E402

FOLDER = "reference/c"
TYPES = "Types and constants"
SECTION = re.compile(
    r"^/\* -{40,}\n \* (?P<title>[^\n]+)\n(?P<intro>.*?)^ \* -{40,} \*/\n", re.S | re.M
)
FACTS = re.compile(r"Thread safety: (?P<threads>\w+)\. Since: (?P<since>[\d.]+)\.\s*$")
ENUM = re.compile(
    r"/\* (?P<comment>(?:(?!\*/).)*?) \*/\ntypedef int32_t (?P<name>\w+);\nenum \{(?P<body>.*?)\};",
    re.S,
)
MEMBER = re.compile(r"(STG_\w+) = (\d+),?[ \t]*(?:/\* (.*?) \*/)?", re.S)


def slug(title: str) -> str:
    return title.lower().removeprefix("the ").replace(" ", "-")


def comment_lines(text: str) -> list[str]:
    """The lines of a comment's inside, without their stars."""
    lines = [re.sub(r"^ \*(?: |$)", "", line).rstrip() for line in text.strip("\n").splitlines()]
    return [lines[0].lstrip(), *lines[1:]] if lines else []


def linker(functions: tuple[interface.Function, ...], from_folder: str) -> Linker:
    places = {f.name: f"{slug(f.section)}.md#{f.name}" for f in functions}
    types = re.findall(r"typedef int32_t (\w+);", interface.HEADER.read_text(encoding="utf-8"))
    places |= {name: f"{slug(TYPES)}.md#{name}" for name in types}
    return lambda name: f"{from_folder}{places[name]}" if name in places else None


def declaration(function: interface.Function) -> str:
    parameters = [f"{kind} {name}" for kind, name in function.parameters] or ["void"]
    whole = f"{function.result} {function.name}({', '.join(parameters)});"
    if len(whole) <= 80:
        return whole
    return f"{function.result} {function.name}(\n    " + ",\n    ".join(parameters) + ");"


def described(function: interface.Function, links: Linker) -> str:
    lines = comment_lines(function.comment)
    text = "\n".join(lines)
    facts = FACTS.search(text)
    body = markdown(text[: facts.start()].splitlines(), "c", links) if facts else text
    parts = [f"## {function.name}", fenced(declaration(function), "c"), body]
    if facts:
        checked = " · the status must be looked at" if function.attributes else ""
        parts.append(
            f"*Thread safety: {facts['threads']} · since {facts['since']}{checked}*"
        )
    return "\n\n".join(parts)


def enumeration(found: re.Match[str], links: Linker) -> str:
    rows = [
        f"| `{name}` | {value} | {' '.join(re.sub(r'[*]', '', text).split())} |"
        for name, value, text in MEMBER.findall(found["body"])
    ]
    table = "\n".join(["| name | value | |", "| --- | --- | --- |", *rows])
    comment = markdown(comment_lines(found["comment"]), "c", links)
    return f"## {found['name']}\n\n{comment}\n\n{table}"


def types(body: str, links: Linker) -> str:
    rest = ENUM.sub("", body)
    enums = "\n\n".join(enumeration(found, links) for found in ENUM.finditer(body))
    plain = re.sub(r"\n{3,}", "\n\n", rest)
    return f"## Declarations\n\n{fenced(plain, 'c')}\n\n{enums}"


def opening(text: str, links: Linker) -> str:
    """The comment that opens the header, below its first line."""
    comment = re.search(r"/\* stagegraph\.h - .*?\*/", text, re.S)[0]
    return markdown(comment_lines(comment[: -len("*/")])[1:], "c", links)


def contents(sections: list[re.Match[str]], links: Linker) -> str:
    """The sections with the first sentence of each."""
    rows = []
    for section in sections:
        intro = " ".join(comment_lines(section["intro"])).strip()
        sentence = prose(re.match(r".+?[.](?= |$)", intro)[0], links)
        rows.append(f"| [{section['title']}]({slug(section['title'])}.md) | {sentence} |")
    return "\n".join(["## Sections", "", "| section | |", "| --- | --- |", *rows])


def pages() -> dict[str, str]:
    """By address, in the order of the menu: the text of each page."""
    header = interface.HEADER.read_text(encoding="utf-8")
    functions = interface.read().functions
    links = linker(functions, "")
    found = list(SECTION.finditer(header))
    ends = [section.start() for section in found[1:]] + [len(header)]
    intro = "The C interface, from the comments of `stagegraph.h`. "
    intro += "[C and C++ programs](../../c-host.md) is the guide."
    first = f"# C reference\n\n{intro}\n\n{opening(header, links)}\n\n{contents(found, links)}"
    written = {f"{FOLDER}/index": first}
    for section, end in zip(found, ends, strict=True):
        title = section["title"]
        parts = [f"# {title}", markdown(comment_lines(section["intro"]), "c", links)]
        if title == TYPES:
            parts.append(types(header[section.end() : end], links))
        parts += [described(f, links) for f in functions if f.section == title]
        written[f"{FOLDER}/{slug(title)}"] = "\n\n".join(parts)
    return written
