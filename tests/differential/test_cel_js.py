# SPDX-License-Identifier: Apache-2.0
"""Thousands of random expressions, here and in another implementation of CEL: the same results, or
a difference that differences.py explains."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from differences import DIFFERENCES, Pair
from expressions import VARIABLES, Generator
from stagegraph import Expression, ExpressionError, Unknown

HERE = Path(__file__).resolve().parent
DEPTH = 3
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the package is installed, as the hashes of package-lock.json say."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node and npm are needed to run the other implementation")
    folder = tmp_path_factory.mktemp("peer")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    installed = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert "EINTEGRITY" not in installed.stderr, installed.stderr
    if installed.returncode != 0:
        pytest.skip(f"npm cannot install the other implementation: {installed.stderr.strip()}")
    return folder


def ask_peer(folder: Path, sources: list[str]) -> list[tuple[str, Any]]:
    variables = {name: [theirs, value] for name, (_, theirs, value) in VARIABLES.items()}
    lines = [json.dumps(variables), *(json.dumps(source) for source in sources)]
    done = subprocess.run(
        ["node", str(HERE / "peer.mjs"), str(folder)],
        input="\n".join(lines) + "\n", capture_output=True, text=True, check=True,
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(sources)
    return [
        ("value", plain(a["value"])) if "value" in a else ("error", a["error"]) for a in answers
    ]


def plain(tagged: list[Any]) -> Any:
    """What the other said, as Expression.evaluate would have it."""
    kind, *rest = tagged
    match kind:
        case "null":
            return None
        case "int" | "uint":
            return int(rest[0])
        case "double":
            return float(rest[0].replace("Infinity", "inf"))
        case "list":
            return [plain(item) for item in rest[0]]
        case "map":
            return {str(plain(key)): plain(value) for key, value in rest[0]}
        case "timestamp":
            return EPOCH + timedelta(milliseconds=rest[0])
        case "duration":
            return timedelta(seconds=int(rest[0]), microseconds=int(rest[1]) // 1000)
        case _:
            return rest[0]


def ask_ours(source: str, values: dict[str, Any]) -> tuple[str, Any]:
    types = {name: ours for name, (ours, _, _) in VARIABLES.items()}
    try:
        found = Expression(source, types).evaluate(values)
    except ExpressionError as error:
        return "error", error.args[0]
    except OverflowError:
        return "error", "out of the range of Python's datetime"
    assert not isinstance(found, Unknown)
    return "value", found


def same(a: tuple[str, Any], b: tuple[str, Any]) -> bool:
    if a[0] != b[0]:
        return False
    return a[0] == "error" or same_value(a[1], b[1])


def same_value(a: Any, b: Any) -> bool:
    if isinstance(a, float) and isinstance(b, float) and math.isnan(a):
        return math.isnan(b)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same_value, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same_value(a[key], b[key]) for key in a)
    return type(a) is type(b) and a == b


def explain(pair: Pair) -> str | None:
    return next((known.name for known in DIFFERENCES if known.fits(pair)), None)


def test_no_difference_is_left_unexplained(
    peer: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    generator = Generator(request.config.getoption("--seed"))
    sources = [generator.any(DEPTH) for _ in range(request.config.getoption("--expressions"))]
    values = {name: value for name, (_, _, value) in VARIABLES.items()}
    pairs = [
        Pair(source, ask_ours(source, values), theirs)
        for source, theirs in zip(sources, ask_peer(peer, sources), strict=True)
    ]
    different = [pair for pair in pairs if not same(pair.ours, pair.theirs)]
    explained = Counter(explain(pair) for pair in different)
    open_ones = [pair for pair in different if explain(pair) is None]
    with capsys.disabled():
        valued = sum(pair.ours[0] == "value" for pair in pairs)
        print(f"\n{len(pairs)} expressions, {valued} with a value,", end=" ")
        print(f"{len(different)} different: {dict(explained)}")
    shown = "\n".join(f"{p.source}\n  ours   {p.ours}\n  theirs {p.theirs}" for p in open_ones[:40])
    assert not open_ones, f"{len(open_ones)} without an explanation:\n{shown}"
