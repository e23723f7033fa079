# SPDX-License-Identifier: Apache-2.0
"""A difference for people to read."""

from __future__ import annotations

import json
from typing import Any

from instants import text_of
from play import Difference, play


def members(reference: Any, library: Any, path: str = "") -> list[str]:
    """The members that differ, one a line."""
    if isinstance(reference, dict) and isinstance(library, dict):
        found = []
        for key in [*reference, *(k for k in library if k not in reference)]:
            found += members(reference.get(key), library.get(key), f"{path}.{key}")
        return found
    if reference == library:
        return []
    return [f"{path[1:]}: reference {json.dumps(reference)}, library {json.dumps(library)}"]


def parsed(text: str) -> Any:
    return json.loads(text) if text else None


def explain(seed: int, rules: dict, history: dict) -> str:
    lines = [f"seed {seed}, shrunk", "ruleset:", json.dumps(rules, indent=1), "history:"]
    lines.append(f"start {text_of('UTC', history['start'])}")
    lines += [json.dumps(step) for step in history["steps"]]
    try:
        play(rules, history)
    except Difference as found:
        lines += [f"step {found.step}: {found.what}", f"reference: {found.reference}"]
        lines += [f"library:   {found.library}"]
        lines += members(parsed(found.reference), parsed(found.library))
    return "\n".join(lines)
