# SPDX-License-Identifier: Apache-2.0
"""Reads docs/cel-functions.md: its tables of signatures, examples and results, and its blocks."""
import pathlib
import re
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/cel-functions.md"

# Inside a table, Markdown wants a backslash before every bar.
CELL_BORDER = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Row:
    section: str
    signatures: tuple[str, ...]
    examples: tuple[str, ...]
    results: tuple[str, ...]


def spans(cell):
    """The code between the backticks of a cell."""
    return tuple(span.replace("\\|", "|") for span in re.findall(r"`([^`]*)`", cell))


def read_row(section, line):
    cells = CELL_BORDER.split(line)[1:-1]
    if len(cells) != 4 or "`" not in cells[2]:
        return None
    return Row(section, spans(cells[0]), spans(cells[2]), spans(cells[3]))


def rows():
    """Every row of the page that has examples."""
    found, section = [], ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:]
        if line.startswith("|"):
            row = read_row(section, line)
            if row:
                found.append(row)
    return found


def blocks(language):
    """The texts of the fenced blocks in a language."""
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
