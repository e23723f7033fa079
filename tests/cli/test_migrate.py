# SPDX-License-Identifier: Apache-2.0
"""stagegraph migrate, and run --migrate."""
import json

RULES = """
stagegraph: 1
name: desk
version: "1"
events: { go: {} }
stages:
  a: { events: { go: { to: b } } }
  b: { deadlines: { week: { within: 7 days, to: a } } }
"""
LONGER = RULES.replace("7 days", "10 days")
GONE = RULES.replace("week:", "other:")


def write(command, rules):
    """New rules, and two records that are in b under the old ones."""
    command.write("old.yaml", RULES)
    events = ["record,event,at", "r0,go,2026-03-02T09:00Z", "r1,go,2026-03-02T09:00Z", ""]
    command.write("events.csv", "\n".join(events))
    ran = command("run", "old.yaml", "--events", "events.csv")
    records = {one["record"]: one["new_record"] for one in ran.lines()}
    lines = [json.dumps(one, separators=(",", ":")) + "\n" for one in records.values()]
    command.write("records.jsonl", "".join(lines))
    command.write("new.yaml", rules)


def read(command, name):
    return (command.directory / name).read_text()


def test_records_go_on_and_a_table_tells_what_changed(command):
    write(command, LONGER)
    migrate = ["migrate", "new.yaml", "--records"]
    done = command(*migrate, "records.jsonl", "--at", "2026-03-03T00:00Z", "--out", "out.jsonl")
    assert done.status == 0, done.err
    migrated = [json.loads(line) for line in read(command, "out.jsonl").splitlines()]
    assert [one["timers"][0]["due"] for one in migrated] == ["2026-03-12T09:00:00+00:00"] * 2
    assert "2 records: 2 migrated, 0 of this version already, 0 refused" in done.err
    assert "'b.week' is due at another instant" in done.err

    again = command(*migrate, "out.jsonl", "--at", "2026-03-04T00:00Z", "--quiet")
    assert again.out == read(command, "out.jsonl") and again.err == ""


def test_what_is_not_answered_is_asked_and_nothing_is_lost(command):
    write(command, GONE)
    given = read(command, "records.jsonl") + "no record\n"
    command.write("records.jsonl", given)
    migrate = ["migrate", "new.yaml", "--records", "records.jsonl", "--at", "2026-03-03"]
    done = command(*migrate)
    assert done.status == 1
    assert done.out == given
    assert "timers.b.week" in done.err and "such as r0, r1" in done.err
    assert "records.jsonl:3:" in done.err

    dry = command(*migrate, "--dry-run", "--format", "json")
    assert dry.status == 1
    report = dry.json()
    assert (report["records"], report["refused"]) == (2, 2)
    assert report["questions"][0]["such_as"] == ["r0", "r1"]


def test_a_csv_file_has_no_version(command):
    command.write("new.yaml", RULES)
    command.write("r.csv", "id,entered\nA,2026-03-02\n")
    done = command("migrate", "new.yaml", "--records", "r.csv")
    assert done.status == 2 and "no version" in done.err


def test_a_run_migrates_first_or_says_who_waits(command):
    write(command, LONGER)
    command.write("events.csv", "record,event,at\nr0,go,2026-03-03T09:00Z\n")
    run = ["run", "new.yaml", "--records", "records.jsonl", "--events", "events.csv",
           "--until", "2026-03-20"]
    waiting = command(*run)
    assert waiting.status == 1 and "--migrate" in waiting.err
    assert {one["outcome"] for one in waiting.lines()} == {"migration_required"}

    done = command(*run, "--migrate")
    assert done.status == 0, done.err
    causes = [next(iter(one["cause"])) for one in done.lines()]
    assert causes == ["migration", "migration", "event", "deadline", "deadline"]
