#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeps the Chinese documents in docs/zh in step with the English ones.

    tools/translations.py             names what is out of step
    tools/translations.py --accept    after a translation: notes the present English pages

The first line of a Chinese page says which English page it translates or sums up, and in which
version, by the hash that git gives the file:

    <!-- follows: docs/cli.md 3f2a91c0d4e5 -->
    <!-- summary of: docs/language.md 3f2a91c0d4e5 -->

When the English page changes, the hash no longer fits: `git diff HASH docs/cli.md` shows what to
bring over. A page that follows another has the same headings and the same rows of tables, and the
same code but for Chinese texts in it. A summary is free.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from check_prose import FENCE, HEADING

ROOT = Path(__file__).resolve().parents[1]
CHINESE = "docs/zh"
MARK = re.compile(r"<!-- (?P<kind>follows|summary of): (?P<page>\S+) (?P<hash>[0-9a-f]+) -->\n")
# Chinese pages that do not stand where their English ones do.
PLACES = {"docs/zh/README.md": "README.md", "docs/zh/contents.md": "docs/README.md"}
HAN = r"[\u2e80-\u9fff\uff00-\uffef\u201c\u201d]"
FINGERPRINT = re.compile(r"\b[0-9a-f]{32}\b")
COMMENT = re.compile(r"^<!-- .* -->$")


@dataclass(frozen=True)
class Code:
    line: int
    lines: list[str]  # with the comments above that say how it is tried, and the fences


def original(page: str) -> str:
    """The English page of a Chinese one. Any other page is its own."""
    if not page.startswith(f"{CHINESE}/"):
        return page
    return PLACES.get(page, page.replace(f"{CHINESE}/", "docs/", 1))


def blob(text: str) -> str:
    """The first digits of the hash under which git stores a file of this text."""
    data = text.encode()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()[:12]


def headings(text: str) -> list[int]:
    lines = FENCE.sub("", text).splitlines()
    return [len(found[1]) for line in lines if (found := HEADING.match(line))]


def table_rows(text: str) -> int:
    return sum(line.startswith("|") for line in FENCE.sub("", text).splitlines())


def code(text: str) -> list[Code]:
    found = []
    for fence in FENCE.finditer(text):
        above = text[: fence.start()].splitlines()
        marks: list[str] = []
        while above and COMMENT.match(above[-1]) and not MARK.match(above[-1] + "\n"):
            marks.insert(0, above.pop())
        found.append(Code(text.count("\n", 0, fence.start()) + 1, marks + fence[0].splitlines()))
    return found


def even(line: str) -> str:
    """Without what texts of another length move, and what follows from texts."""
    return FINGERPRINT.sub("(fingerprint)", " ".join(line.split()))


def same_but_texts(english: str, chinese: str) -> bool:
    """Whether the lines differ only where the Chinese one is Chinese."""
    line = even(chinese)
    found = re.search(f"{HAN}.*{HAN}|{HAN}", line)
    if not found:
        return even(english) == line
    before, after = re.escape(line[: found.start()]), re.escape(line[found.end() :])
    return re.fullmatch(f"{before}.+{after}", even(english)) is not None


def out_of_step(english: str, chinese: str) -> Iterator[tuple[int, str]]:
    """What differs in the structure, with a line of the Chinese page."""
    if headings(english) != headings(chinese):
        yield 1, "the headings are not those of the English page"
    if table_rows(english) != table_rows(chinese):
        yield 1, f"{table_rows(chinese)} rows of tables, {table_rows(english)} in the English page"
    theirs, ours = code(english), code(chinese)
    if len(theirs) != len(ours):
        yield 1, f"{len(ours)} blocks of code, {len(theirs)} in the English page"
        return
    for their, our in zip(theirs, ours, strict=True):
        pairs = zip(their.lines, our.lines)
        same = len(their.lines) == len(our.lines)
        if not same or not all(same_but_texts(*pair) for pair in pairs):
            yield our.line, f"this code is not that of line {their.line} of the English page"


def problems(root: Path, page: str) -> Iterator[tuple[int, str]]:
    text = (root / page).read_text(encoding="utf-8")
    mark, expected = MARK.match(text), original(page)
    if not mark or mark["page"] != expected:
        yield 1, f"the first line says neither 'follows' nor 'summary of: {expected} HASH'"
    elif not (root / expected).is_file():
        yield 1, f"there is no {expected}"
    else:
        english = (root / expected).read_text(encoding="utf-8")
        if not blob(english).startswith(mark["hash"]):
            yield 1, (
                f"{expected} has changed. See `git diff {mark['hash']} {expected}`, bring the "
                "change over, and run tools/translations.py --accept"
            )
        if mark["kind"] == "follows":
            yield from out_of_step(english, text)


def accept(root: Path, page: str) -> None:
    path = root / page
    text = path.read_text(encoding="utf-8")
    if mark := MARK.match(text):
        now = blob((root / mark["page"]).read_text(encoding="utf-8"))
        line = f"<!-- {mark['kind']}: {mark['page']} {now} -->\n"
        path.write_text(line + text[mark.end() :], encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--accept", action="store_true", help="note the present English pages")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder of docs/")
    arguments = parser.parse_args()
    root = arguments.root
    count = 0
    for path in sorted((root / CHINESE).glob("**/*.md")):
        page = path.relative_to(root).as_posix()
        if arguments.accept:
            accept(root, page)
        for line, message in problems(root, page):
            print(f"{page}:{line}: {message}")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
