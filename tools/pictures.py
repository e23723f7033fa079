#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the pictures of the rule packs into their pages, docs/packs/*.md and docs/zh/packs/*.md, and
those of the rulesets in docs/pictures as SVG files beside them.

    tools/pictures.py                  draws them anew
    tools/pictures.py --check          changes nothing; fails where a picture is not the present one

A page says what it wants between two comments, with a language if it is not to be English:

    <!-- picture: b2b-trunk.yaml zh -->
    <!-- end of picture -->

An SVG file remembers a digest of what Graphviz drew it from. It is drawn anew when that changes, so
another version of Graphviz makes no picture stale, and only drawing needs `dot`.

The command is `stagegraph` on the path, or what --command or STAGEGRAPH_COMMAND names.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("docs/packs", "docs/zh/packs")
PICTURE = re.compile(
    r"^(?P<begin><!-- picture: (?P<rules>[\w.-]+\.yaml)(?: (?P<language>[\w-]+))? -->\n)"
    r".*?"
    r"^(?P<end><!-- end of picture -->)$",
    re.DOTALL | re.MULTILINE,
)


class Failure(Exception):
    """Something a person has to mend."""


def draw(command: str, rules: Path, language: str, form: str = "mermaid") -> str:
    arguments = [command, "graph", str(rules), "--format", form, "--lang", language]
    done = subprocess.run(arguments, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise Failure(f"{rules}: cannot be drawn\n{done.stderr}")
    return done.stdout


def redraw(page: str, command: str, folder: Path) -> str:
    """The page with the pictures of today."""

    def picture(found: re.Match[str]) -> str:
        drawn = draw(command, folder / found["rules"], found["language"] or "en")
        return f"{found['begin']}```mermaid\n{drawn}```\n{found['end']}"

    return PICTURE.sub(picture, page)


def drawn_rules(pages: list[Path]) -> set[str]:
    return {found["rules"] for page in pages for found in PICTURE.finditer(read(page))}


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def difference(page: Path, before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"{page} (stale)", f"{page} (now)", lineterm=""
    )
    return "\n".join(lines)


def update(pages: list[Path], command: str, folder: Path, check: bool) -> list[str]:
    """The differences of those that were stale; writes them unless only checking."""
    stale = []
    for page in pages:
        before = read(page)
        after = redraw(before, command, folder)
        if before == after:
            continue
        stale.append(difference(page, before, after))
        if not check:
            page.write_text(after, encoding="utf-8")
    return stale


def svg(dot: str) -> str:
    """What Graphviz draws, from left to right on white."""
    arguments = ["dot", "-Tsvg", "-Grankdir=LR", "-Gbgcolor=white"]
    return subprocess.run(
        arguments, input=dot, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout


def update_svg(folder: Path, command: str, check: bool) -> list[str]:
    """The SVG files that were stale; draws them unless only checking."""
    stale = []
    for rules in sorted(folder.glob("*.yaml")):
        dot, picture = draw(command, rules, "en", "dot"), rules.with_suffix(".svg")
        mark = f"<!-- drawn from {hashlib.sha256(dot.encode()).hexdigest()} -->\n"
        if picture.is_file() and read(picture).endswith(mark):
            continue
        stale.append(f"{picture} (stale)")
        if not check:
            picture.write_text(svg(dot) + mark, encoding="utf-8")
    return stale


def run(arguments: argparse.Namespace) -> int:
    folder = arguments.root / "rules"
    stale = []
    for where in PAGES:
        if not (arguments.root / where).is_dir():
            continue
        pages = sorted((arguments.root / where).glob("*.md"))
        missing = {path.name for path in folder.glob("*.yaml")} - drawn_rules(pages)
        if missing:
            raise Failure(f"no page in {where} has a picture of {', '.join(sorted(missing))}")
        stale += update(pages, arguments.command, folder, arguments.check)
    stale += update_svg(arguments.root / "docs/pictures", arguments.command, arguments.check)
    for text in stale:
        print(text)
    if stale and arguments.check:
        raise Failure("pictures are stale: run tools/pictures.py")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail if one is stale")
    command = os.environ.get("STAGEGRAPH_COMMAND", "stagegraph")
    parser.add_argument("--command", default=command, help="the command stagegraph")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder of rules/ and docs/")
    try:
        return run(parser.parse_args())
    except (Failure, OSError, subprocess.CalledProcessError) as failure:
        print(f"pictures: {failure}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
