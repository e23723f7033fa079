# SPDX-License-Identifier: Apache-2.0
"""tools/check_commits.sh on commits of a made repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "check_commits.sh"


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, message: str) -> None:
    git(folder, "commit", "--allow-empty", "--cleanup=verbatim", "--message", message)


@pytest.mark.parametrize(
    ("message", "finding"),
    [
        ("Add a thing\n\nIt was missing.\n", None),
        (f"Add {'a' * 68}\n\nIt was missing.\n", None),
        (f"Add {'ä' * 68}\n\nIt was missing.\n", None),
        (f"Add {'a' * 69}\n\nIt was missing.\n", "the subject has 73 characters, not 72"),
        ("Add a thing\n", "no body that says why"),
        ("Add a thing.\n\nIt was missing.\n", "the subject ends with a full stop"),
        ("Add one; mend two\n\nWhy.\n", "the subject joins changes by a semicolon"),
        ("Add a thing\nIt was missing.\n", "no empty line below the subject"),
    ],
)
def test_a_message(tmp_path: Path, message: str, finding: str | None) -> None:
    git(tmp_path, "init", "--initial-branch=main")
    commit(tmp_path, "x")  # not in the range
    git(tmp_path, "branch", "base")
    commit(tmp_path, message)
    done = subprocess.run(
        [str(SCRIPT), "base.."], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert not done.stderr
    findings = [line.split(": ", 1)[1] for line in done.stdout.splitlines()[:-1]]
    assert findings == ([finding] if finding else [])
    assert done.returncode == (1 if finding else 0)
