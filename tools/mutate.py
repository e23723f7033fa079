#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How good are the tests? Breaks the sources in one place at a time and sees whether a test fails.

A mutant is one token changed: a comparison turned around, a bound moved by one, a statement left
out. It is killed where a test fails or hangs. It survives where all pass, and then either a test
is missing or the change makes no difference. Mutants that do not compile do not count.

Works on a copy of the last commit, so that your files stay as they are. The seed chooses the
mutants: the same seed gives the same ones. The last line is the score of all folders.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# What is no code for this purpose: comments, texts, directives.
SKIPPED = re.compile(
    r'//[^\n]*|/\*.*?\*/|^[ \t]*#(?:[^\n]*\\\n)*[^\n]*|R"\(.*?\)"|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])'",
    re.DOTALL | re.MULTILINE,
)

# The formatter puts spaces around operators of two operands, which tells them from templates.
SWAPS = {
    " == ": " != ", " != ": " == ", " < ": " <= ", " <= ": " < ", " > ": " >= ", " >= ": " > ",
    " && ": " || ", " || ": " && ", " + ": " - ", " - ": " + ", " * ": " + ", " += ": " -= ",
    " -= ": " += ", "++": "--", "--": "++", "(!": "(", "true": "false", "false": "true",
    "std::min": "std::max", "std::max": "std::min", "break;": "continue;",
}  # fmt: skip
SWAP = re.compile("|".join(rf"\b{re.escape(t)}\b" if t.isalpha() else re.escape(t) for t in SWAPS))
NUMBER = re.compile(r"(?<![\w.'])\d+(?![\w.'])")
# A call for its effect on a line of its own.
STATEMENT = re.compile(r"(?<=\n)[ ]+(?!return\b|throw\b|delete\b)[\w.:>-]+\([^;{}\n]*\);(?=\n)")


@dataclass(frozen=True)
class Mutant:
    path: Path  # from the root of the sources
    begin: int
    old: str
    new: str

    def apply(self, text: str) -> str:
        end = self.begin + len(self.old)
        assert text[self.begin : end] == self.old
        return text[: self.begin] + self.new + text[end:]

    def describe(self, text: str) -> str:
        line = text.count("\n", 0, self.begin) + 1
        end = text.find("\n", self.begin)
        code = text[text.rfind("\n", 0, self.begin) + 1 : end].strip()
        change = f"'{self.old.strip()}' to '{self.new.strip()}'" if self.new else "left out"
        return f"{self.path}:{line}: {change}: {code}"


def mutants_of(path: Path, text: str) -> Iterator[Mutant]:
    """Every mutant of one source, in the order of the text."""
    code = SKIPPED.sub(lambda m: re.sub(r"[^\n]", "\0", m[0]), text)
    found = [Mutant(path, m.start(), m[0], SWAPS[m[0]]) for m in SWAP.finditer(code)]
    found += [Mutant(path, m.start(), m[0], str(int(m[0]) + 1)) for m in NUMBER.finditer(code)]
    found += [
        Mutant(path, m.start(), text[m.start() : m.end()], "") for m in STATEMENT.finditer(code)
    ]
    yield from sorted(found, key=lambda mutant: mutant.begin)


def choose(root: Path, folders: list[str], count: int, seed: int) -> list[tuple[str, Mutant]]:
    """`count` mutants of each folder, each as likely as any other."""
    chosen = []
    for folder in folders:
        sources = sorted((root / folder).rglob("*.cc"))
        everything = [
            mutant
            for path in sources
            for mutant in mutants_of(path.relative_to(root), path.read_text(encoding="utf-8"))
        ]
        if not everything:
            raise SystemExit(f"mutate: there is nothing to change in '{folder}'")
        picked = random.Random(f"{seed}/{folder}").sample(everything, min(count, len(everything)))
        chosen += [(folder, mutant) for mutant in picked]
    return chosen


@dataclass
class Runner:
    root: Path
    build: str
    test: str
    limit: float  # seconds for the tests

    def succeeds(self, command: str, limit: float | None = None) -> bool:
        process = subprocess.Popen(
            shlex.split(command), cwd=self.root, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            return process.wait(limit) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # with the tests that it started
            process.wait()
            return False

    def fate(self, mutant: Mutant) -> str:
        path = self.root / mutant.path
        text = path.read_text(encoding="utf-8")
        try:
            path.write_text(mutant.apply(text), encoding="utf-8")
            if not self.succeeds(self.build):
                return "does not compile"
            return "survived" if self.succeeds(self.test, self.limit) else "killed"
        finally:
            path.write_text(text, encoding="utf-8")


def copy_of_sources(scratch: Path, preset: str) -> Path:
    """The last commit in a folder of its own, configured."""
    tree = scratch / "source"
    if tree.exists():
        subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", tree], check=True)
    shutil.rmtree(tree, ignore_errors=True)
    subprocess.run(
        ["git", "-C", str(ROOT), "worktree", "add", "--detach", "--force", tree], check=True
    )
    subprocess.run(["cmake", "--preset", preset, "-B", "build/mutants"], cwd=tree, check=True)
    return tree


def run(runner: Runner, chosen: list[tuple[str, Mutant]]) -> dict[str, list[int]]:
    scores = {folder: [0, 0] for folder, _ in chosen}  # killed, judged
    for folder, mutant in chosen:
        began = time.monotonic()
        fate = runner.fate(mutant)
        where = mutant.describe((runner.root / mutant.path).read_text(encoding="utf-8"))
        print(f"{fate:16} {time.monotonic() - began:5.0f} s  {where}", flush=True)
        if fate != "does not compile":
            scores[folder][1] += 1
            scores[folder][0] += fate == "killed"
    return scores


def score(killed: int, judged: int) -> str:
    return f"{killed} of {judged} killed" + (f", {killed / judged:.1%}" if judged else "")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", help="folders of sources, such as src/engine")
    parser.add_argument("--mutants", type=int, default=10, help="for each folder (10)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="name the mutants and try none")
    parser.add_argument("--preset", default="dev")
    parser.add_argument("--scratch", type=Path, default=ROOT / "build" / "mutants")
    parser.add_argument("--in-place", type=Path, metavar="FOLDER", help="sources to change instead")
    parser.add_argument("--build", default="cmake --build build/mutants")
    parser.add_argument("--test", default="ctest --test-dir build/mutants --stop-on-failure -j 2")
    parser.add_argument("--limit", type=float, default=1200, help="seconds for the tests (1200)")
    options = parser.parse_args()
    if options.list:
        root = options.in_place or ROOT
        for _, mutant in choose(root, options.folders, options.mutants, options.seed):
            print(mutant.describe((root / mutant.path).read_text(encoding="utf-8")))
        return 0
    root = options.in_place or copy_of_sources(options.scratch, options.preset)
    runner = Runner(root, options.build, options.test, options.limit)
    if not runner.succeeds(options.build) or not runner.succeeds(options.test, options.limit):
        raise SystemExit("mutate: the tests fail before anything is changed")
    scores = run(runner, choose(root, options.folders, options.mutants, options.seed))
    for folder, (killed, judged) in scores.items():
        print(f"{folder}: {score(killed, judged)}")
    print(score(*(sum(column) for column in zip(*scores.values()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
