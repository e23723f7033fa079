# SPDX-License-Identifier: Apache-2.0
"""The mutation tool: what it changes, what it leaves alone, and how it counts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "mutate.py"

SOURCE = """// a == b
#define LESS(a, b) a < b
/* true */
const char* kText = "x == y";
int add(int a, int b) {
  log(a);
  return a + b;
}
"""


def mutate(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), "src", "--in-place", str(root), *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(name="root")
def fixture_root(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "add.cc").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def test_changes_code_and_neither_comments_nor_texts_nor_directives(root: Path) -> None:
    lines = sorted(mutate(root, "--list").stdout.splitlines())
    assert lines == [
        "src/add.cc:6: left out: log(a);",
        "src/add.cc:7: '+' to '-': return a + b;",
    ]


def test_counts_what_a_test_finds_and_leaves_the_source_as_it_was(root: Path) -> None:
    done = mutate(root, "--build", "true", "--test", "grep -q 'a + b' src/add.cc")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("killed   ") == 1
    assert done.stdout.count("survived   ") == 1
    assert done.stdout.splitlines()[-2:] == [
        "src: 1 of 2 killed, 50.0%", "1 of 2 killed, 50.0%"]  # fmt: skip
    assert (root / "src" / "add.cc").read_text(encoding="utf-8") == SOURCE


def test_what_does_not_compile_does_not_count(root: Path) -> None:
    done = mutate(root, "--build", "grep -q log src/add.cc", "--test", "true")
    assert "does not compile" in done.stdout
    assert done.stdout.splitlines()[-1] == "0 of 1 killed, 0.0%"


def test_a_test_that_hangs_has_found_it(root: Path) -> None:
    hangs = "sh -c 'grep -q log src/add.cc || sleep 60'"
    done = mutate(root, "--build", "true", "--test", hangs, "--limit", "1")
    assert done.stdout.splitlines()[-1] == "1 of 2 killed, 50.0%"


def test_the_tests_must_pass_before_anything_is_changed(root: Path) -> None:
    done = mutate(root, "--build", "true", "--test", "false")
    assert done.returncode == 1
    assert done.stderr == "mutate: the tests fail before anything is changed\n"


def test_the_seed_says_which(root: Path) -> None:
    lists = [mutate(root, "--list", "--mutants", "1", "--seed", s).stdout for s in "11234567"]
    assert lists[0] == lists[1]
    assert len(set(lists)) == 2


def test_says_where_there_is_nothing(root: Path) -> None:
    (root / "src" / "add.cc").write_text("// nothing\n", encoding="utf-8")
    done = mutate(root, "--list")
    assert done.returncode == 1
    assert done.stderr == "mutate: there is nothing to change in 'src'\n"
