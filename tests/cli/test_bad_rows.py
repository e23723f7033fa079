# SPDX-License-Identifier: Apache-2.0
"""stagegraph run: events whose record is not there, or has a bad row."""
import json

import pytest

RULES = """\
stagegraph: 1
name: sales
time_zone: Asia/Shanghai
facts: { owner: string, amount: decimal }
events: { sign: {}, lose: {}, call: { carries: [amount] } }
quotas: { held: { per: owner, at_most: 1, counts: 'in_stage("won")' } }
stages:
  new: { events: { call: {}, lose: { to: pool }, sign: { to: won, quota: held } } }
  won: { final: true }
  pool: {}
"""
RECORDS = """\
id,stage,entered,owner,amount
A,new,2026-01-01,wu,"1,234.50"
B,new,2026-01-01,li,1234.50
C,won,2026-01-01,wu,"2,000"
"""
EVENTS = """\
record,event,at
A,sign,2026-01-05
B,sign,2026-01-05
C,lose,2026-01-06
X,lose,2026-01-06
"""


@pytest.fixture
def run(command):
    def go(*more, records=RECORDS, events=EVENTS, form="csv"):
        return command("run", command.write("sales.yaml", RULES), "--out", "out.jsonl",
                       "--format", "json", "--records", command.write(f"r.{form}", records),
                       "--events", command.write("e.csv", events), *more)
    return go


def decided(command):
    """The records of the decisions, but for those by which a record begins."""
    written = (command.directory / "out.jsonl").read_text(encoding="utf-8")
    decisions = [json.loads(line) for line in written.splitlines()]
    return [d["record"] for d in decisions if "begin" not in d["cause"]]


def test_events_of_bad_rows_and_of_records_that_are_not_there(command, run):
    done = run()
    assert decided(command) == ["B"]
    for line, row in ((2, 2), (4, 4)):
        assert f"e.csv:{line}: record " in done.err
        assert f"r.csv:{row} is bad" in done.err
    assert "e.csv:5: record 'X' is not in " in done.err and "--new-records" in done.err
    summary = done.json()
    assert (summary["records"], summary["events"], summary["bad_rows"]) == (1, 1, 5)
    assert summary["stages"] == {"new": 0, "won": 1, "pool": 0}


def test_new_records_start_with_an_event_but_not_those_of_bad_rows(command, run):
    done = run("--new-records")
    assert decided(command) == ["B", "X"]
    assert done.json()["bad_rows"] == 4


def test_strict_stops_at_events_of_no_record_before_anything_is_decided(command, run):
    records = "id,entered\nA,2026-01-01\n"
    events = "record,event,at\nA,call,2026-01-02\nX,call,2026-01-03\n"
    done = run("--strict", records=records, events=events)
    assert done.status == 2
    assert "e.csv:3: record 'X' is not in " in done.err
    assert not (command.directory / "out.jsonl").exists()
    assert run("--strict", "--new-records", records=records, events=events).status == 0


def test_without_records_each_starts_with_its_first_event(command):
    rules = command.write("sales.yaml", RULES)
    events = command.write("e.csv", EVENTS)
    for more in ([], ["--new-records"]):
        done = command("run", rules, "--events", events, *more)
        events_of = [line["record"] for line in done.lines() if "begin" not in line["cause"]]
        assert events_of == ["A", "B", "C", "X"]


def test_an_empty_records_file_has_no_record(command, run):
    assert run(records="id,entered\n").json()["bad_rows"] == 4
    assert decided(command) == []


@pytest.mark.parametrize("row", [
    "C,won,2026-01-01,wu,", "C,new,yesterday,wu,", "C,new,2026-01-01,wu,two", "C,new,2026-01-01"])
def test_an_id_that_two_rows_have_is_of_neither(command, run, row):
    done = run("--new-records", records=RECORDS + row + "\n")
    assert "C" not in decided(command)
    assert "e.csv:4: record 'C' cannot be used: " in done.err


def test_two_good_rows_of_one_id_are_both_bad(command, run):
    rows = "id,stage,entered\nB,new,2026-01-01\nC,won,2026-01-01\nC,new,2026-01-01\n"
    done = run(records=rows)
    assert decided(command) == ["B"]
    assert "r.csv:3: record 'C' is in line 4 too" in done.err
    assert "r.csv:4: record 'C' is in line 3 too" in done.err
    summary = done.json()
    assert (summary["records"], summary["bad_rows"]) == (1, 5)
    third = run(records=rows + "C,pool,2026-01-01\n")
    assert third.json()["bad_rows"] == 6


@pytest.mark.parametrize("row", [
    '"C"x,won,2026-01-01,wu,', ',won,2026-01-01,wu,', '"C,won,2026-01-01,wu,'])
def test_a_row_without_a_readable_id_may_be_any_record(command, run, row):
    records = RECORDS.splitlines()[0] + "\nB,new,2026-01-01,li,1\n" + row + "\n"
    done = run("--new-records", records=records)
    assert decided(command) == ["B"]
    assert "e.csv:4: record 'C' is not in " in done.err
    assert "unless the bad row " in done.err and "r.csv:3 is that record" in done.err


def test_a_ragged_row_may_have_lost_its_id(command, run):
    records = "stage,entered,id\nnew,2026-01-01,B\nnew,C\nwon,2026-01-01,C,X\n"
    run("--new-records", records=records)
    assert decided(command) == ["B"]


def test_json_lines(command, run):
    records = "\n".join([
        '{"id":"A","stage":"new","entered":"2026-01-01","facts":{"amount":"1,234.50"}}',
        '{"id":"B","stage":"new","entered":"2026-01-01","facts":{"owner":"wu"}}',
        '{"id":"C","stage":"wonn","entered":"2026-01-01"}'])
    done = run("--new-records", records=records, form="jsonl")
    assert decided(command) == ["B", "X"]
    assert "r.jsonl:1 is bad" in done.err and "r.jsonl:3 is bad" in done.err
    run("--new-records", records=records + '\n{"id":"X","stage":', form="jsonl")
    assert decided(command) == ["B"]


def test_an_id_that_is_a_number_in_json(command, run):
    events = "record,event,at\n17,call,2026-01-02\n"
    run("--new-records", records='{"id":17,"entered":"2026-01-01"}\n', events=events, form="jsonl")
    assert decided(command) == []


def test_the_record_of_a_bad_row_counts_in_no_quota(command, run):
    records = "id,stage,entered,owner\nA,new,2026-01-01,wu\nC,won,2026-01-01,wu\nC,won,2026-01-01,wu\n"
    run(records=records, events="record,event,at\nA,sign,2026-01-05\n")
    written = json.loads((command.directory / "out.jsonl").read_text(encoding="utf-8"))
    assert (written["outcome"], written["counters"][0]["value"]) == ("moved", 0)


def test_a_record_does_not_start_with_an_event_that_cannot_be_decided(command, doors):
    events = ("record,event,at,amount\nN,describe,2026-03-02,-5\nM,describe,2026-03-02,5\n"
              "N,call,2026-03-04,\n")
    done = command("run", doors, "--out", "out.jsonl", "--format", "json",
                   "--events", command.write("e.csv", events))
    assert decided(command) == ["M", "N"]
    stages = done.json()
    assert (stages["records"], stages["bad_rows"]) == (2, 1)
    only = command("run", doors, "--out", "out.jsonl", "--format", "json",
                   "--events", command.write("e.csv", events.split("M,")[0]))
    assert (only.json()["records"], only.json()["bad_rows"]) == (0, 1)
