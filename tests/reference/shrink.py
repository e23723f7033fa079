# SPDX-License-Identifier: Apache-2.0
"""Makes a ruleset and a history smaller as long as the two engines still differ."""

from __future__ import annotations

import copy
from typing import Any, Iterator

import stagegraph

from play import Difference, play


def differs(rules: dict, history: dict) -> bool:
    try:
        play(rules, history)
    except Difference:
        return True
    except (stagegraph.StagegraphError, KeyError, TypeError, StopIteration, AssertionError, ValueError):
        return False
    return False


def places(tree: Any, path: tuple = ()) -> Iterator[tuple]:
    """Every member of maps and lists, outer before inner."""
    if isinstance(tree, dict):
        keys: list = list(tree)
    elif isinstance(tree, list):
        keys = list(reversed(range(len(tree))))
    else:
        return
    for key in keys:
        yield path + (key,)
        yield from places(tree[key], path + (key,))


def without(tree: Any, path: tuple) -> Any:
    smaller = copy.deepcopy(tree)
    at = smaller
    for key in path[:-1]:
        at = at[key]
    del at[path[-1]]
    return smaller


def reduced(tree: Any, still: Any) -> Any:
    """Leaves out what can be, until nothing more can."""
    changed = True
    while changed:
        changed = False
        for path in list(places(tree)):
            try:
                smaller = without(tree, path)
            except (KeyError, IndexError):
                continue  # gone with something around it
            if still(smaller):
                tree, changed = smaller, True
    return tree


def shrink(rules: dict, history: dict) -> tuple[dict, dict]:
    for _ in range(2):
        steps = reduced(history["steps"], lambda s: differs(rules, history | {"steps": s}))
        history = history | {"steps": steps}
        rules = reduced(rules, lambda r: differs(r, history))
    return rules, history
