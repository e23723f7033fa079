#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Between the public event log of traffic fines and `stagegraph run`.

  adapter.py convert LOG.csv FOLDER         writes records.csv and events.csv, prints the last day
  adapter.py compare LOG.csv DECISIONS      holds the penalties decided against the real ones

`convert` leaves out every "Add penalty": the rules must find those by themselves. `compare` exits
with 1 unless both name the same penalties on the same days.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

Row = dict[str, str]

CREATED = "Create Fine"
PENALTY = "Add penalty"
DEADLINE = "fine.notified.penalty"
EVENTS = {
    "Send Fine": "fine_sent",
    "Insert Fine Notification": "offender_notified",
    "Payment": "payment_made",
    "Insert Date Appeal to Prefecture": "appeal_dated",
    "Send Appeal to Prefecture": "appeal_sent",
    "Receive Result Appeal from Prefecture": "appeal_decided",
    "Notify Result Appeal to Offender": "appeal_result_told",
    "Appeal to Judge": "appealed_to_judge",
    "Send for Credit Collection": "sent_to_collection",
}


def read_log(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def day_of(row: Row) -> str:
    return row["timestamp"][:10]


def records(log: Iterable[Row]) -> Iterator[Row]:
    for row in log:
        if row["activity"] == CREATED:
            yield {
                "id": row["case_id"],
                "stage": "fine.written",
                "entered": day_of(row),
                "article": row["article"],
                "points": row["points"],
            }


def events(log: Iterable[Row]) -> Iterator[Row]:
    """Everything but what creates a case and what the rules decide, in the order of the log."""
    for row in log:
        if row["activity"] not in (CREATED, PENALTY):
            yield {
                "record": row["case_id"],
                "event": EVENTS[row["activity"]],
                "at": day_of(row),
                "paid": row["totalpaymentamount"],
            }


def write_csv(path: Path, rows: Iterable[Row]) -> None:
    rows = list(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def convert(log: list[Row], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / "records.csv", records(log))
    write_csv(folder / "events.csv", events(log))
    print(max(day_of(row) for row in log))


def real_penalties(log: Iterable[Row]) -> set[tuple[str, str]]:
    return {(row["case_id"], day_of(row)) for row in log if row["activity"] == PENALTY}


def decided_penalties(path: Path) -> set[tuple[str, str]]:
    with path.open(encoding="utf-8") as file:
        decisions = [json.loads(line) for line in file]
    return {(d["record"], d["at"][:10]) for d in decisions if d["cause"].get("deadline") == DEADLINE}


def compare(log: list[Row], decisions: Path) -> int:
    real, decided = real_penalties(log), decided_penalties(decisions)
    print(f"penalties in the log, decided on the very day: {len(real & decided)} of {len(real)}")
    print(f"penalties decided that the log does not have:  {len(decided - real)}")
    for title, odd in (("not decided", real - decided), ("not in the log", decided - real)):
        for case, day in sorted(odd)[:10]:
            print(f"  {title}: {case} on {day}")
    return 0 if real == decided else 1


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=["convert", "compare"])
    parser.add_argument("log", type=Path)
    parser.add_argument("other", type=Path, metavar="FOLDER|DECISIONS")
    options = parser.parse_args()
    log = read_log(options.log)
    if options.task == "compare":
        return compare(log, options.other)
    convert(log, options.other)
    return 0


if __name__ == "__main__":
    sys.exit(main())
