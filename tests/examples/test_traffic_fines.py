# SPDX-License-Identifier: Apache-2.0
"""The traffic fines: a made-up log that always runs, and the real one where it is there."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "traffic-fines"
COLUMNS = (
    "case_id,activity,timestamp,amount,dismissal,expense,"
    "paymentamount,totalpaymentamount,points,vehicleclass,article"
)
# Each case by what is peculiar to it. N0's penalty would come after the end of the log.
LOG = """\
plain,Create Fine,2007-01-10,360,NIL,,,0.0,0,A,157
plain,Send Fine,2007-02-20,,,130,,,,,
plain,Insert Fine Notification,2007-03-01,,,,,,,,
plain,Add penalty,2007-04-30,740,,,,,,,
plain,Send for Credit Collection,2009-03-30,,,,,,,,
early,Create Fine,2007-01-10,360,NIL,,,0.0,0,A,157
early,Payment,2007-01-10,,,,360,36.0,,,
paid-first,Create Fine,2007-10-01,360,NIL,,,0.0,0,A,7
paid-first,Payment,2007-10-05,,,,300,30.0,,,
paid-first,Send Fine,2007-12-01,,,130,,,,,
paid-first,Insert Fine Notification,2007-12-31,,,,,,,,
paid-first,Add penalty,2008-02-29,740,,,,,,,
paid-that-day,Create Fine,2007-05-01,220,NIL,,,0.0,2,C,158
paid-that-day,Send Fine,2007-08-01,,,130,,,,,
paid-that-day,Insert Fine Notification,2007-09-01,,,,,,,,
paid-that-day,Payment,2007-09-01,,,,100,10.0,,,
paid-that-day,Add penalty,2007-10-31,440,,,,,,,
paid-that-day,Payment,2007-10-31,,,,340,44.0,,,
appealed,Create Fine,2008-01-01,360,NIL,,,0.0,0,A,157
appealed,Send Fine,2008-02-01,,,130,,,,,
appealed,Insert Date Appeal to Prefecture,2008-02-10,,,,,,,,
appealed,Insert Fine Notification,2008-02-10,,,,,,,,
appealed,Send Appeal to Prefecture,2008-02-20,,#,,,,,,
appealed,Add penalty,2008-04-10,740,,,,,,,
N0,Create Fine,2009-01-20,360,NIL,,,0.0,0,A,157
N0,Send Fine,2009-02-01,,,130,,,,,
N0,Insert Fine Notification,2009-03-01,,,,,,,,
"""


def run(log: Path) -> subprocess.CompletedProcess[str]:
    command = ["sh", str(EXAMPLE / "run.sh"), str(log)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def run_text(folder: Path, log: str) -> subprocess.CompletedProcess[str]:
    path = folder / "log.csv"
    path.write_text(f"{COLUMNS}\n{log}", encoding="utf-8")
    return run(path)


def test_every_penalty_of_a_made_log(tmp_path: Path) -> None:
    done = run_text(tmp_path, LOG)
    assert done.returncode == 0, done.stderr
    assert "decided on the very day: 4 of 4\n" in done.stdout
    assert "log does not have:  0\n" in done.stdout
    assert "0 bad rows" in done.stderr


def test_a_penalty_on_another_day_is_found(tmp_path: Path) -> None:
    done = run_text(tmp_path, LOG.replace("Add penalty,2008-02-29", "Add penalty,2008-03-01"))
    assert done.returncode == 1
    assert "decided on the very day: 3 of 4\n" in done.stdout
    assert "  not decided: paid-first on 2008-03-01\n" in done.stdout
    assert "  not in the log: paid-first on 2008-02-29\n" in done.stdout


def test_a_penalty_that_never_came_is_found(tmp_path: Path) -> None:
    lines = [line for line in LOG.splitlines(keepends=True) if "appealed,Add" not in line]
    done = run_text(tmp_path, "".join(lines))
    assert done.returncode == 1
    assert "log does not have:  1\n" in done.stdout


def test_every_penalty_of_the_real_log() -> None:
    shared = os.environ.get("STAGEGRAPH_SHARED")
    if not shared:
        pytest.skip("STAGEGRAPH_SHARED does not name a folder with data/traffic-fines/events.csv")
    done = run(Path(shared) / "data" / "traffic-fines" / "events.csv")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "decided on the very day: 4635 of 4635\n" in done.stdout
    assert "log does not have:  0\n" in done.stdout
    assert "0 bad rows" in done.stderr
