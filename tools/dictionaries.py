#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the fuzzers' dictionaries: the words of the rule language and of CEL.

The keys and choices are those of the schema, the functions those of docs/cel-functions.md. With
--check it writes nothing and says which dictionary is stale.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

SPANS = ["7 days", "2 business hours", "1 month", "PT36H", "50%", "0001-01-01", "9999-12-31"]
YAML = ["- ", ": ", "{ ", " }", "[", "]", "|\n", ">-\n", "&a ", "*a", "<<: ", "!!str ", "''", '"']
CEL = [
    "&&", "||", "!", "?", ":", "==", "!=", "<=", ">=", " in ", "[", "]", "(", ")", "{", "}", ".?",
    "[?", "r'", "b'", "'''", "\\u0041", "0x1F", "1u", "1e9", "-9223372036854775808", "null",
    "true", "false",
]  # fmt: skip


def words_of_schema(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from words_of_schema(item)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key == "properties":
            yield from (f"{name}: " for name in value)
        if key == "enum":
            yield from (word for word in value if isinstance(word, str))
        yield from words_of_schema(value)


def functions() -> list[str]:
    text = (ROOT / "docs" / "cel-functions.md").read_text(encoding="utf-8")
    columns = "".join(line.split(" | ")[0] for line in text.splitlines() if line.startswith("| `"))
    calls = re.findall(r"(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*\(", columns)
    return sorted({re.sub(r"^[a-z]\.", ".", call) for call in calls})  # whatever `s` stands for


def escaped(word: str) -> str:
    return "".join(
        f"\\x{ord(c):02x}" if c in '"\\' or not c.isprintable() else c for c in word
    )


def dictionary(words: list[str]) -> str:
    unique = dict.fromkeys(words)
    return "".join(f'"{escaped(word)}"\n' for word in unique)


def dictionaries() -> dict[str, str]:
    schema = json.loads((ROOT / "rules/schema/ruleset-1.json").read_text(encoding="utf-8"))
    cel = CEL + functions()
    rules = sorted(set(words_of_schema(schema))) + SPANS + ["${", "}"]
    return {
        "yaml": dictionary(YAML),
        "cel": dictionary(cel),
        "ruleset": dictionary(rules + YAML + cel),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folder", type=Path, default=ROOT / "tests" / "fuzz")
    options = parser.parse_args()
    stale = []
    for name, text in dictionaries().items():
        path = options.folder / f"{name}.dict"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.name)
        if not options.check:
            path.write_text(text, encoding="utf-8")
    if options.check and stale:
        print(f"stale: {', '.join(stale)}: run tools/dictionaries.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
