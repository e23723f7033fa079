# SPDX-License-Identifier: Apache-2.0
"""Rulesets that ask for very much are accepted or refused soon and in little memory."""
import os
import pathlib
import resource
import signal
import subprocess

import pytest

from bombs.generators import BOMBS

SECONDS = 30  # of the processor: for a build that is not optimised, on a slow machine
KILOBYTES = 400_000
ADDRESSES = 1 << 30  # bytes


def is_sanitized():
    return b"__sanitizer" in pathlib.Path(os.environ["STAGEGRAPH_COMMAND"]).read_bytes()


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    # Sanitizers reserve terabytes of addresses.
    if not is_sanitized():
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_loads_within_limits(bomb, tmp_path):
    rules = bomb()
    assert 1000 < len(rules) <= 1 << 20
    path = tmp_path / "bomb.yaml"
    path.write_text(rules)
    with open(tmp_path / "out", "w") as out:
        child = subprocess.Popen([os.environ["STAGEGRAPH_COMMAND"], "check", path], stdout=out,
                                 stderr=out, preexec_fn=limit)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    said = (tmp_path / "out").read_text()
    assert child.returncode != -signal.SIGXCPU and child.returncode != -signal.SIGKILL
    assert child.returncode == (0 if BOMBS[bomb] is None else 1), said[:500]
    assert BOMBS[bomb] is None or f"[{BOMBS[bomb]}]" in said
    if not is_sanitized():
        assert used.ru_maxrss < KILOBYTES


def test_says_no_more_than_can_be_read(tmp_path):
    """Neither of a long list of values nor of a line of the file more than a part."""
    for bomb in BOMBS:
        if not bomb.__name__.startswith("mistakes_by"):
            continue
        path = tmp_path / "bomb.yaml"
        path.write_text(bomb())
        done = subprocess.run([os.environ["STAGEGRAPH_COMMAND"], "check", path],
                              capture_output=True, timeout=300)
        assert len(done.stderr) < 2_000_000
