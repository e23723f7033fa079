# SPDX-License-Identifier: Apache-2.0
"""The totals of tools/test.sh."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "count_tests.py"


def last_line(folder: Path, tests: str, *options: str) -> tuple[str, int]:
    (folder / "dev.xml").write_text(f"<testsuite>{tests}</testsuite>", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(folder), *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout.splitlines()[-1], done.returncode


def test(output: str, status: str = "run") -> str:
    return f'<testcase name="t" status="{status}"><system-out>{output}</system-out></testcase>'


test.__test__ = False  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("output", "status", "expected"),
    [
        ("All tests passed (9 assertions in 2 test cases)", "run", "2 passed, 0 failed"),
        ("All tests passed (1 assertion in 1 test case)", "run", "1 passed, 0 failed"),
        ("test cases: 3 | 2 passed | 1 failed\nassertions: 9 | 8 passed | 1 failed", "fail",
         "2 passed, 1 failed"),
        ("warning:\n  skipped: no data\nAll tests passed (2 assertions in 3 test cases)", "run",
         "2 passed, 0 failed"),
        ("..s\n4 passed, 1 skipped in 0.12s", "run", "4 passed, 0 failed"),
        ("== 1 failed, 4 passed, 2 errors in 3.10s ==", "fail", "4 passed, 3 failed"),
        ("a.yaml: 2 cases: 2 passed, 0 failed\n9 cases: 9 passed, 0 failed", "run",
         "9 passed, 0 failed"),
        ("5 cases: 3 passed, 1 failed, 1 not run because of mistakes in them", "fail",
         "3 passed, 2 failed"),
        ("12 inputs replayed", "run", "1 passed, 0 failed"),
        ("", "fail", "0 passed, 1 failed"),
        ("All tests passed (2 assertions in 2 test cases)\nleak", "fail", "2 passed, 1 failed"),
        ("", "notrun", "0 passed, 1 failed"),
    ],
)  # fmt: skip
def test_a_program(tmp_path: Path, output: str, status: str, expected: str) -> None:
    line, code = last_line(tmp_path, test(output, status))
    assert line == expected
    assert code == (0 if expected.endswith(" 0 failed") else 1)


def test_everything_is_added_up(tmp_path: Path) -> None:
    (tmp_path / "fuzz.txt").write_text("yaml 0\ncel 77\n", encoding="utf-8")
    tests = test("2 passed in 1.00s") + test("") + test("", "fail")
    assert last_line(tmp_path, tests) == ("4 passed, 2 failed", 1)


def test_a_step_that_failed_without_a_test_is_a_failure(tmp_path: Path) -> None:
    assert last_line(tmp_path, test(""), "--failed-steps", "1") == ("1 passed, 1 failed", 1)


def test_nothing_run_is_a_failure(tmp_path: Path) -> None:
    assert last_line(tmp_path, "") == ("0 passed, 1 failed", 1)
