#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Adds up the results of tools/test.sh; its last line is "N passed, N failed".

A test of CTest is often a program with many test cases. Where its output ends with a total, as
that of Catch2, pytest and `stagegraph test` does, its cases are counted; where not, it is one.
A step that failed without a failing test, such as a build, counts as one failure.
"""

from __future__ import annotations

import argparse
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    return int(found[1]) if found else 0


def catch_total(output: str) -> Count | None:
    """"All tests passed (9 assertions in 2 test cases)" or "test cases: 3 | 2 passed | 1 failed".

    This version of Catch2 cannot skip: a case that does warns with "skipped: ...".
    """
    skipped = len(re.findall(r"^\s*skipped: ", output, re.MULTILINE))
    if passed := re.search(r"^All tests passed \(.* in (\d+) test cases?\)", output, re.MULTILINE):
        return Count(int(passed[1]) - skipped, 0, skipped)
    if line := re.search(r"^test cases:.*$", output, re.MULTILINE):
        return Count(number(r"(\d+) passed", line[0]), number(r"(\d+) failed", line[0]))
    return None


def pytest_total(output: str) -> Count | None:
    """"3 passed, 1 failed, 1 skipped in 0.12s", with or without a frame of "="."""
    lines = re.findall(r"^=* ?(\d+ [a-z].*) in [\d.]+s.*$", output, re.MULTILINE)
    if not lines:
        return None
    line = lines[-1]
    failed = number(r"(\d+) failed", line) + number(r"(\d+) error", line)
    return Count(number(r"(\d+) passed", line), failed, number(r"(\d+) skipped", line))


def scenario_total(output: str) -> Count | None:
    """The last line of `stagegraph test`: "25 cases: 25 passed, 0 failed"."""
    lines = re.findall(r"^\d+ cases?: (\d+ passed, \d+ failed.*)$", output, re.MULTILINE)
    if not lines:
        return None
    failed = number(r"(\d+) failed", lines[-1]) + number(r"(\d+) not run", lines[-1])
    return Count(number(r"(\d+) passed", lines[-1]), failed)


def count_test(test: ElementTree.Element) -> Count:
    status = test.get("status", "")
    if status in ("notrun", "disabled"):
        return Count(skipped=1)
    output = test.findtext("system-out") or ""
    total = catch_total(output) or pytest_total(output) or scenario_total(output) or Count()
    if status == "fail":
        return total if total.failed else total + Count(failed=1)
    return total if total != Count() else Count(passed=1)


def count_ctest(path: Path) -> Count:
    tests = ElementTree.parse(path).getroot().findall("testcase")
    return sum((count_test(test) for test in tests), Count())


def count_fuzzers(path: Path) -> Count:
    """Lines of "<target> <exit status>"."""
    statuses = [line.split()[1] for line in path.read_text(encoding="utf-8").splitlines()]
    return Count(statuses.count("0"), len(statuses) - statuses.count("0"))


def counts(folder: Path) -> Iterator[tuple[str, Count]]:
    for path in sorted(folder.glob("*.xml")):
        yield path.stem, count_ctest(path)
    if (fuzzers := folder / "fuzz.txt").exists():
        yield "fuzzers", count_fuzzers(fuzzers)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--failed-steps", type=int, default=0)
    options = parser.parse_args()
    total = Count()
    for name, count in counts(options.folder):
        print(f"{name + ':':12} {count}")
        total += count
    # Nothing run at all is a failure as well.
    total.failed = max(total.failed, options.failed_steps, 0 if total.passed else 1)
    if total.skipped:
        print(f"{total.skipped} skipped, as something they need is not there")
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
