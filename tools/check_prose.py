#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what can be checked of the prose: documents, the public headers' comments, messages.

Documents: lines of at most 100 columns, no semicolons, sentences of at most 45 words, headings that
skip no level, links and anchors that lead somewhere, no words of AVOID, no trailing white space.
Comments of include/: the same without headings and links. Messages, which are the string literals
of src/: semicolons and words. Code, in spans, fences or indented in a comment, is not prose.

    tools/check_prose.py                 # the whole tree
    tools/check_prose.py docs/cli.md     # some files
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = (
    "*.md",
    "docs/**/*.md",
    "src/README.md",
    "site/README.md",
    "bindings/*/README.md",
    "examples/**/README.md",
)
HEADERS = ("include/stagegraph/*.h", "include/stagegraph/*.hpp")
MESSAGES = ("src/**/*.cc", "src/**/*.h")

LONGEST_LINE = 100
LONGEST_SENTENCE = 45  # words

# Turns that read like a translation or add nothing, and what to write instead.
AVOID = {
    r"a word on": "name the subject",
    r"a lot of": 'say how many, or "many"',
    r"gives? back what": "say what it returns",
    r"in order to": '"to"',
    r"is (?:said|told) by": "active voice: name who says it",
    r"it is (?:to be noted|worth noting) that": "say it without the announcement",
    r"made (?:customers|records|events|data)": '"generated"',
    r"(?:simply|obviously|of course)": "leave it out: it is not so for every reader",
    r"there is (?:nothing|something|more) to say": "say it",
    r"utili[sz]e[sd]?": '"use"',
    r"what came of": '"the result of"',
    r"who ends (?:it|them)": '"who frees" or "who closes"',
    r"whose own": 'rephrase with "its own" or "their own"',
}
AVOIDED = [
    (re.compile(rf"\b{turn}\b".replace(" ", r"\s+"), re.IGNORECASE), advice)
    for turn, advice in AVOID.items()
]

FENCE = re.compile(r"^ *(`{3,}|~{3,}).*?(?:^ *\1 *$|\Z)", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
HTML = re.compile(r"<!--.*?-->|</?[a-z][^>]*>|&#?\w+;", re.DOTALL)
TARGET = re.compile(r"(?<=\])\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)")
DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]: *(\S+).*$", re.MULTILINE)
BARE_LINK = re.compile(r"https?://\S+")
HEADING = re.compile(r"^(#{1,6}) +(.*?)(?: +#+)? *$")
ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)]) +")
# In a header's comment, a label and the line of a parameter or a field are paragraphs as well.
LABELLED = re.compile(ITEM.pattern + r"|^\s*[A-Z]\w+(?: \w+)?:|^ {2,}[\w`*, ]+?(?::|  )\s*\S")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]*_]*\s+(?=[\"'(\[*_]*[A-Z0-9`])")
SEMICOLON = re.compile(r";(?=\s|$)")
CXX_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?\*/)"
    r'|(?P<raw>R"(?P<mark>\w*)\(.*?\)(?P=mark)")'
    r'|(?P<include>^\s*#\s*include[^\n]*)'
    r'|(?P<text>"(?:\\.|[^"\\\n])*")'
    r"|'(?:\\.|[^'\\\n])+'",
    re.DOTALL | re.MULTILINE,
)
COMMENT_MARK = re.compile(r"^\s*(?:/\*+|\*+/|\*|//+!?)")


@dataclass(frozen=True)
class Paragraph:
    """Lines of prose that belong together, code in them replaced."""

    line: int
    lines: list[str]


Problem = tuple[int, str]  # a line and what is wrong with it


def filled(found: re.Match[str]) -> str:
    """As many letters as the match has characters: lines and columns stay what they are.

    Capitals, as code may begin a sentence.
    """
    return re.sub(r"[^\n]", "X", found[0])


def blanked(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def without_code(text: str) -> str:
    return SPAN.sub(filled, FENCE.sub(blanked, text))


def without_links(text: str) -> str:
    for pattern in (DEFINITION, TARGET, HTML, BARE_LINK):
        text = pattern.sub(blanked, text)
    return text


def paragraphs(text: str, begins: re.Pattern[str] = ITEM) -> Iterator[Paragraph]:
    """A heading, a list's item and a table's cell each are a paragraph."""
    current: list[str] = []
    start = 0
    for number, line in enumerate([*text.splitlines(), ""], 1):
        line = re.sub(r"^\s*> ?", "", line)
        alone = HEADING.match(line) or line.lstrip().startswith("|")
        if current and (alone or not line.strip() or begins.match(line)):
            yield Paragraph(start, current)
            current = []
        if alone:
            yield from (Paragraph(number, [cell]) for cell in line.split("|"))
        elif line.strip():
            start = start if current else number
            current.append(line)


# --- What is wrong with a text --------------------------------------------------------------------


def trailing_space(text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.splitlines(), 1):
        if line != line.rstrip():
            yield number, "white space at the end of the line"


def long_lines(text: str) -> Iterator[Problem]:
    """Tables, fences and what a link makes long are excepted."""
    for number, line in enumerate(FENCE.sub(blanked, text).splitlines(), 1):
        readable = BARE_LINK.sub("", DEFINITION.sub("", TARGET.sub("", line)))
        if len(readable.rstrip()) > LONGEST_LINE and not line.lstrip().startswith("|"):
            yield number, f"{len(line)} columns: break the line at {LONGEST_LINE}"


def wrong_words(parts: list[Paragraph]) -> Iterator[Problem]:
    for part in parts:
        joined = "\n".join(part.lines)
        for found in SEMICOLON.finditer(joined):
            line = part.line + joined.count("\n", 0, found.start())
            yield line, "a semicolon: make two sentences of it"
        for pattern, advice in AVOIDED:
            for found in pattern.finditer(joined):
                line = part.line + joined.count("\n", 0, found.start())
                yield line, f'"{" ".join(found[0].split())}": {advice}'


def long_sentences(parts: list[Paragraph]) -> Iterator[Problem]:
    for part in parts:
        joined = ITEM.sub(blanked, "\n".join(part.lines))
        start = 0
        for end in [*(found.end() for found in SENTENCE_END.finditer(joined)), len(joined)]:
            sentence = joined[start:end]
            words = len(re.findall(r"[^\W_][\w'’./-]*", sentence))
            if words > LONGEST_SENTENCE:
                line = part.line + joined.count("\n", 0, start)
                yield line, f"a sentence of {words} words: at most {LONGEST_SENTENCE}"
            start = end


def skipped_levels(text: str) -> Iterator[Problem]:
    level = 0
    for number, line in enumerate(without_code(text).splitlines(), 1):
        if found := HEADING.match(line):
            if len(found[1]) > level + 1:
                yield number, f"a heading of level {len(found[1])} below one of level {level}"
            level = len(found[1])


# --- Links ----------------------------------------------------------------------------------------


def anchor_of(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    heading = TARGET.sub("", heading).replace("[", "").replace("]", "")
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@cache
def anchors(path: Path) -> frozenset[str]:
    text = path.read_text(encoding="utf-8")
    names = set(re.findall(r"<[^>]+ (?:id|name)=\"([^\"]+)\"", text))
    for line in FENCE.sub(blanked, text).splitlines():
        if found := HEADING.match(line):
            name = first = anchor_of(found[2])
            again = 0
            while name in names:
                again += 1
                name = f"{first}-{again}"
            names.add(name)
    return frozenset(names)


def wrong_target(path: Path, target: str) -> str | None:
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return None
    name, _, anchor = target.partition("#")
    file = path.parent / name if name else path
    if not file.exists():
        return f"the link leads nowhere: there is no {name}"
    if anchor and (file.suffix != ".md" or anchor not in anchors(file.resolve())):
        return f"the link leads nowhere: {name or 'this file'} has no heading #{anchor}"
    return None


def broken_links(path: Path, text: str) -> Iterator[Problem]:
    text = without_code(text)
    for pattern in (TARGET, DEFINITION):
        for found in pattern.finditer(text):
            if message := wrong_target(path, found[1]):
                yield text.count("\n", 0, found.start()) + 1, message


# --- Kinds of files -------------------------------------------------------------------------------


def check_document(path: Path, text: str) -> Iterator[Problem]:
    parts = list(paragraphs(without_links(without_code(text))))
    yield from trailing_space(text)
    yield from long_lines(text)
    yield from wrong_words(parts)
    yield from long_sentences(parts)
    yield from skipped_levels(text)
    yield from broken_links(path, text)


def comment_lines(text: str) -> str:
    """The comments of a C or C++ file, each line where it was, without their marks.

    A comment beside code becomes an item of a list, and so does one that begins elsewhere below it.
    """
    lines = [""] * (text.count("\n") + 2)
    beside = None  # the column of a comment beside code
    for token in CXX_TOKEN.finditer(text):
        if not token["comment"]:
            continue
        first = text.count("\n", 0, token.start())
        column = token.start() - text.rfind("\n", 0, token.start())
        code_before = text[token.start() - column + 1 : token.start()].strip()
        apart = code_before or beside not in (None, column)
        beside = column if code_before or beside == column else None
        for offset, line in enumerate(token["comment"].splitlines()):
            line = COMMENT_MARK.sub("", line).removesuffix("*/").rstrip()
            mark = "-" if apart and offset == 0 else ""
            lines[first + offset] = "" if set(line.strip()) <= {"-", "="} else mark + line
    return "\n".join(lines)


def without_indented(text: str) -> str:
    """Blanks the blocks between empty lines that are indented as code is, and are no list."""
    blocks = re.split(r"(\n\s*\n)", text)
    for index, block in enumerate(blocks):
        lines = [line for line in block.splitlines() if line.strip()]
        if lines and all(line.startswith("   ") for line in lines) and not ITEM.match(lines[0]):
            blocks[index] = re.sub(r"[^\n]", " ", block)
    return "".join(blocks)


def check_header(_: Path, text: str) -> Iterator[Problem]:
    parts = list(paragraphs(without_code(without_indented(comment_lines(text))), LABELLED))
    yield from trailing_space(text)
    yield from long_lines(text)
    yield from wrong_words(parts)
    yield from long_sentences(parts)


def check_messages(_: Path, text: str) -> Iterator[Problem]:
    """A literal without a word, or with `name=`, is no message: a separator, or a picture's source."""
    parts = [
        Paragraph(text.count("\n", 0, token.start()) + 1, [HTML.sub(filled, token["text"][1:-1])])
        for token in CXX_TOKEN.finditer(text)
        if token["text"] and re.search(r"\w", token["text"]) and not re.search(r"\w=", token["text"])
    ]
    return wrong_words(parts)


Check = Callable[[Path, str], Iterator[Problem]]


def check_for(path: Path) -> Check:
    if path.suffix == ".md":
        return check_document
    inside = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return check_messages if "src" in inside.parts else check_header


def all_files() -> list[Path]:
    patterns = (*DOCUMENTS, *HEADERS, *MESSAGES)
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern)})


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*", help="default: every file that has prose")
    files = [path.resolve() for path in parser.parse_args().files] or all_files()
    count = 0
    for path in files:
        text = path.read_text(encoding="utf-8")
        shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        for line, message in sorted(set(check_for(path)(path, text))):
            print(f"{shown}:{line}: {message}")
            count += 1
    print(f"{len(files)} files: {count} finding(s)")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
