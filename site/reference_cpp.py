# SPDX-License-Identifier: Apache-2.0
"""The C++ reference: a page for each section of stagegraph.hpp, with what each class offers.

The header stays in a form that a small reader understands: clang-format's layout, `//` comments
above what they describe, sections under a rule `// --- title`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from comments import Linker, fenced, markdown

ROOT = Path(__file__).resolve().parents[1]
HEADER = ROOT / "include/stagegraph/stagegraph.hpp"
FOLDER = "reference/cpp"
FIRST_SECTION = "basics"
TYPE = re.compile(r"(?:class|struct|enum class)\s+(?:\[\[nodiscard\]\]\s+)?(\w+)[^;(]*?\{", re.S)
FUNCTION = re.compile(r"([\w:]+)\(")
# What only keeps temporaries from lending, and what a class needs without saying anything.
NOISE = re.compile(r"= delete;|^\s*using \w+::|= default;", re.M)


@dataclass(frozen=True)
class Item:
    comment: list[str]
    code: str  # a declaration, with its body
    section: str


def comment_text(lines: list[str]) -> list[str]:
    return [re.sub(r"^\s*// ?", "", line) for line in lines]


def end_of(lines: list[str], start: int) -> int:
    """The line after the declaration that begins at `start`: braces are balanced, `;` or `}` ends."""
    depth = 0
    for number in range(start, len(lines)):
        code = re.sub(r'//.*|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])\'', "", lines[number])
        depth += code.count("{") - code.count("}")
        depth += code.count("(") - code.count(")")
        if depth == 0 and re.search(r"[;}]\s*$", code):
            return number + 1
    raise SystemExit(f"{HEADER.name}:{start + 1}: a declaration without an end")


def read_items(lines: list[str]) -> list[Item]:
    """Everything in the lines, which are one namespace's or one class's inside."""
    items, comment, section, at = [], [], FIRST_SECTION, 0
    while at < len(lines):
        line = lines[at].strip()
        if rule := re.match(r"// -{20,} (.+)", line):
            section, comment = rule[1], []
        elif line.startswith("//"):
            comment.append(line)
        elif not line or re.fullmatch(r"\w+:", line):
            comment = []
        else:
            end = end_of(lines, at)
            items.append(Item(comment, "\n".join(lines[at:end]), section))
            at, comment = end, []
            continue
        at += 1
    return items


def without_body(code: str) -> str:
    """The declaration of a function, without initialisers and body."""
    depth = 0
    for at, sign in enumerate(code):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and (sign == "{" or re.match(r":(?!:)", code[at:]) and code[at - 1] != ":"):
            return code[:at].rstrip() + ";"
    return code


def public_part(code: str, is_class: bool) -> list[str]:
    """The lines of a type's inside that everybody may use."""
    lines, public = [], not is_class
    for line in code.splitlines()[1:-1]:
        if access := re.fullmatch(r" *(public|protected|private):", line):
            public = access[1] == "public"
        elif public:
            lines.append(line)
    return lines


def synopsis(code: str) -> str:
    """The type with its public members, their comments and no bodies."""
    if code.startswith("enum"):
        return code
    head = code[: code.index("{") + 1]
    items = read_items(public_part(code, code.startswith("class")))
    members: list[str] = []
    for item in items:
        if NOISE.search(item.code) or re.match(r"\s*~", item.code):
            continue
        if item.comment and members:
            members.append("")
        members += [f"  {line}" for line in item.comment]
        is_function = "(" in item.code and not re.match(r"\s*(?:struct|class|enum)\b", item.code)
        members.append(without_body(item.code) if is_function else item.code)
    return "\n".join([head, *members, "};"])


def name_of(code: str) -> str | None:
    """What the item is called; None for what has no place in the reference."""
    if found := TYPE.match(code):
        return found[1]
    if re.match(r"(?:class|struct) \w+;", code):
        return None
    if re.match(r"using (\w+) =|inline constexpr", code):
        return "types"
    found = FUNCTION.search(re.sub(r"\[\[nodiscard\]\]|template <.*?>\n", "", code))
    return None if not found or "::" in found[1] else f"{found[1]}()"


def entry(name: str, group: list[Item], links: Linker) -> str:
    parts = [f"## {'Index and Instant' if name == 'types' else name}"]
    for item in group:
        if item.comment:
            parts.append(markdown(comment_text(item.comment), "cpp", links))
        is_type = TYPE.match(item.code)
        alias = re.match(r"using|inline constexpr", item.code)
        code = synopsis(item.code) if is_type else item.code if alias else without_body(item.code)
        parts.append(fenced(code, "cpp"))
    return "\n\n".join(parts)


def opening(text: str, links: Linker) -> str:
    lines = text.splitlines()
    last = lines.index("#pragma once")
    return markdown(comment_text(lines[2:last]), "cpp", links)


def pages(links: Linker) -> dict[str, str]:
    """By address, in the order of the menu: the text of each page."""
    text = HEADER.read_text(encoding="utf-8")
    inside = text[text.index("namespace stg {\n") : text.rindex("}  // namespace stg")]
    inside = re.sub(r"namespace detail \{.*?\}  // namespace detail\n", "", inside, flags=re.S)
    sections: dict[str, dict[str, list[Item]]] = {}
    for item in read_items(inside.splitlines()[1:]):
        if name := name_of(item.code):
            sections.setdefault(item.section, {}).setdefault(name, []).append(item)
    intro = "The C++ interface, from `stagegraph.hpp`. [C and C++ programs](../../c-host.md) is the "
    intro += "guide, and the [C reference](../c/index.md) describes what each call does."
    first = f"# C++ reference\n\n{intro}\n\n{opening(text, links)}"
    written = {f"{FOLDER}/index": first}
    for section, names in sections.items():
        body = "\n\n".join(entry(name, group, links) for name, group in names.items())
        address = section.replace(" ", "-")
        written[f"{FOLDER}/{address}"] = f"# {section.capitalize()}\n\n{body}"
    return written
