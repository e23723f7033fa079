# SPDX-License-Identifier: Apache-2.0
"""stagegraph run."""
import json
from datetime import datetime, timedelta

import pytest

RECORDS = """\
id,stage,entered,calls,amount,name
A-1,open.new,2026-03-02T10:00,2,150.50,"Li, ""the"" Fox"
A-2,,2026-03-02T10:00,,,
A-3,open.work,2026-03-02T10:00,0,10,x
A-9,open.new,2026-03-05,,,
"""
EVENTS = """\
record,event,at,id,actor,roles,text,payload
A-1,hand_over,2026-03-02T12:00,e-2,wu,clerk;boss,,
A-1,call,2026-03-02T11:00,e-1,,,,
A-1,call,2026-03-02T11:00,e-1,,,,
A-2,note,2026-03-02T11:30,,,,"two
lines",
A-9,describe,2026-03-05T09:00,,,,,"{""size"":""large"",""amount"":7}"
"""


def run(command, doors, *more, records=RECORDS, events=EVENTS):
    return command("run", doors, "--records", command.write("r.csv", records),
                   "--events", command.write("e.csv", events), *more)


def test_events_are_delivered_in_order(command, doors):
    done = run(command, doors, "--until", "2026-03-07")
    assert done.status == 0
    seen = [(d["record"], d["outcome"], d["at"][5:16]) for d in done.lines()]
    assert seen == [
        ("A-1", "stayed", "03-02T11:00"), ("A-1", "duplicate", "03-02T11:00"),
        ("A-2", "stayed", "03-02T11:30"), ("A-1", "refused", "03-02T12:00"),
        ("A-3", "stayed", "03-04T10:00"), ("A-9", "stayed", "03-05T09:00"),
        ("A-3", "stayed", "03-05T10:00"), ("A-3", "moved", "03-06T10:00")]
    assert done.lines()[2]["actions"][0]["arguments"]["message"] == "Note: two\nlines"


def test_facts_of_the_records_file(command, doors):
    first = run(command, doors).lines()[0]["new_record"]["facts"]
    assert first["name"] == 'Li, "the" Fox'
    assert first["calls"] == 3
    assert first["amount"] == 150.5
    assert first["flag"] is False


def test_the_summary(command, doors):
    done = run(command, doors, "--until", "2026-03-07", "--out", "out.jsonl")
    assert not done.out
    assert "stages\n  open.new " in done.err
    assert "refused, by reason\n  too_many_calls " in done.err
    assert "4 records, 5 events, 8 decisions, 0 bad rows\n" in done.err
    written = (command.directory / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(written) == 8


def test_the_summary_as_json(command, doors):
    done = run(command, doors, "--until", "2026-03-07", "--out", "out.jsonl", "--format", "json")
    summary = done.json()
    assert summary["stages"] == {"open.new": 2, "open.work": 0, "done": 0, "lost": 2}
    assert summary["win_rates"] == {"done": 1.0}
    assert summary["outcomes"] == {"moved": 1, "stayed": 5, "refused": 1, "duplicate": 1}
    assert summary["refusals"] == {"too_many_calls": 1}
    assert (summary["records"], summary["events"], summary["decisions"]) == (4, 5, 8)


def test_the_same_run_twice_is_the_same_bytes(command, doors):
    assert run(command, doors).out == run(command, doors).out


def test_json_lines_are_the_same(command, doors):
    records = "\n".join([
        '{"id":"A-1","stage":"open.new","entered":"2026-03-02T10:00",'
        '"facts":{"calls":2,"amount":150.50,"name":"Li, \\"the\\" Fox"}}', "",
        '{"id":"A-2","entered":"2026-03-02T10:00"}',
        '{"id":"A-3","stage":"open.work","entered":"2026-03-02T10:00",'
        '"facts":{"calls":0,"amount":10,"name":"x"}}',
        '{"id":"A-9","stage":"open.new","entered":"2026-03-05"}'])
    events = "\n".join([
        '{"record":"A-1","event":"hand_over","at":"2026-03-02T12:00","id":"e-2","actor":"wu",'
        '"roles":["clerk","boss"]}',
        '{"record":"A-1","event":"call","at":"2026-03-02T11:00","id":"e-1"}',
        '{"record":"A-1","event":"call","at":"2026-03-02T11:00","id":"e-1"}',
        '{"record":"A-2","event":"note","at":"2026-03-02T11:30","payload":{"text":"two\\nlines"}}',
        '{"record":"A-9","event":"describe","at":"2026-03-05T09:00",'
        '"payload":{"size":"large","amount":7}}']) + "\n"
    lines = command("run", doors, "--records", command.write("r.jsonl", records), "--events", "-",
                    stdin=events)
    assert lines.status == 0
    assert lines.out == run(command, doors).out


def test_decide_gives_the_same_bytes(command, doors):
    line = run(command, doors).out.splitlines()[0]
    record = {"id": "A-1", "stage": "open.new", "entered": "2026-03-02T10:00",
              "facts": {"calls": 2, "amount": 150.50, "name": 'Li, "the" Fox'}}
    event = {"event": "call", "at": "2026-03-02T11:00", "id": "e-1"}
    done = command("decide", doors, "--record", json.dumps(record), "--event", json.dumps(event),
                   "--format", "json")
    assert done.out == line + "\n"


def test_crlf_and_a_byte_order_mark(command, doors):
    windows = "\ufeff" + EVENTS.replace("two\nlines", "two lines").replace("\n", "\r\n")
    unix = EVENTS.replace("two\nlines", "two lines")
    assert run(command, doors, events=windows).out == run(command, doors, events=unix).out


def test_until_leaves_later_events_out(command, doors):
    done = run(command, doors, "--until", "2026-03-02T11:30")
    assert len(done.lines()) == 3
    assert "2 events after --until were not delivered" in done.err


BAD_RECORDS = """\
id,stage,entered,calls
A-1,open.new,2026-03-02T10:00,two
A-2,nowhere,2026-03-02T10:00,1
A-3,open.new,yesterday,1
,open.new,2026-03-02T10:00,1
A-5,open.new,2026-03-02T10:00
A-6,open.new,2026-03-02T10:00,500
A-7,open.new,2026-03-02T10:00,1
A-8,open.new,2026-03-02T10:00,1
A-8,open.new,2026-03-02T10:00,1
"A-9"x,open.new,2026-03-02T10:00,1
"""
BAD_EVENTS = """\
record,event,at,roles,text
A-7,cal,2026-03-02T11:00,,
A-7,call,2026-13-02T11:00,,
A-7,call,2026-03-02T11:00,king,
A-7,call,2026-03-02T11:00,,hello
,call,2026-03-02T11:00,,
A-7,call,2026-03-02T11:00,,
A-7,note,2026-03-02T11:00,,"never closed
"""


def test_bad_rows_are_reported_and_counted(command, doors):
    done = run(command, doors, "--out", "o", "--format", "json", records=BAD_RECORDS,
               events=BAD_EVENTS)
    assert done.status == 1
    for line in (2, 3, 4, 5, 6, 7, 9, 10, 11):
        assert f"r.csv:{line}: " in done.err, line
    assert "r.csv:8: " not in done.err
    for line in (2, 3, 4, 5, 6, 8):
        assert f"e.csv:{line}: " in done.err, line
    assert "e.csv:7: " not in done.err
    assert "(--ignore-columns skips it)" in done.err
    assert done.json()["bad_rows"] == 15
    assert done.json()["events"] == 1


def test_strict_decides_nothing(command, doors):
    done = run(command, doors, "--strict", records=BAD_RECORDS)
    assert done.status == 2
    assert not done.out
    assert "--strict" in done.err


def test_strict_stops_where_a_value_is_out_of_range(command, doors):
    events = "record,event,at,amount\nA-1,describe,2026-03-02T11:00,-5\n"
    assert run(command, doors, "--strict", events=events).status == 2
    assert run(command, doors, events=events).status == 1
    assert run(command, doors, "--keep-going", events=events).status == 0


def test_columns_that_mean_nothing(command, doors):
    records = "id,entered,colour\nA-1,2026-03-02,red\n"
    events = "record,event,at,colour\nA-1,call,2026-03-03,red\n"
    done = run(command, doors, records=records)
    assert done.status == 2
    assert "column 'colour' is no fact" in done.err and "amount" in done.err
    done = run(command, doors, records="id,entered\n", events=events)
    assert done.status == 2
    assert "column 'colour' is carried by no event" in done.err
    done = run(command, doors, "--ignore-columns", records=records, events=events)
    assert done.status == 0
    assert len(done.lines()) == 1


def test_columns_that_are_missing(command, doors):
    done = run(command, doors, events="record,event\n")
    assert done.status == 2
    assert "there is no column 'at'" in done.err
    assert run(command, doors, events="").status == 2
    assert run(command, doors, events="record,event,at,at\n").status == 2


def test_bad_json_lines(command, doors):
    events = ('{"record":"A-1","event":"call","at":"2026-03-02T11:00"}\n{"record":\n'
              '{"event":"call","at":"2026-03-02T11:00"}\n{"record":"A-1","event":"call"}\n')
    done = command("run", doors, "--events", command.write("e.jsonl", events))
    assert done.status == 1
    assert [next(iter(d["cause"])) for d in done.lines()] == ["begin", "event"]
    for line in (2, 3, 4):
        assert f"e.jsonl:{line}: " in done.err, line


def test_only_one_standard_input(command, doors):
    assert command("run", doors, "--records", "-", "--events", "-").status == 2


def test_a_bad_ruleset(command):
    done = command("run", command.write("bad.yaml", "stagegraph: 1\n"), "--events",
                   command.write("e.csv", EVENTS))
    assert done.status == 2
    assert "bad.yaml:1:1: error" in done.err


def test_what_is_not_run_is_said(command):
    rules = command.write("rules.yaml", """\
stagegraph: 1
name: later
events: { go: {} }
promises: [{ from: any, can_reach: b }]
stages: { a: { events: { go: { to: b } } }, b: { final: true } }
""")
    events = command.write("e.csv", "record,event,at\nA,go,2026-03-02\n")
    done = command("run", rules, "--events", events)
    assert done.status == 0
    assert "rules.yaml:4:1: warning: " in done.err and "[unsupported]" in done.err


def test_touches_of_a_cadence(command):
    rules = command.write("rules.yaml", """\
stagegraph: 1
name: touches
time_zone: Asia/Shanghai
events: { go: {} }
stages: { a: { cadence: calls, events: { go: { to: b } } }, b: { final: true } }
cadences:
  calls: { then: { every: 1 month, via: [sms], script: hello } }
""")
    events = command.write("e.csv", "record,event,at\nA,go,2026-05-02\n")
    records = command.write("r.csv", "id,entered\nA,2026-01-31\n")
    done = command("run", rules, "--records", records, "--events", events)
    assert [d["at"][:10] for d in done.lines()] == [
        "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-02"]
    assert [d["outcome"] for d in done.lines()] == ["stayed", "stayed", "stayed", "moved"]
    assert done.lines()[0]["actions"][0]["name"] == "touch"


SECONDS = """\
stagegraph: 1
name: seconds
stages: { a: { deadlines: { d: { within: 1 second, to: a } } } }
"""


ZENO = """\
stagegraph: 1
name: zeno
facts: { t: timestamp, quiet: { type: bool, default: false } }
events: { note: {} }
stages:
  a:
    events: { note: {} }
    deadlines:
      d: { from: t, exempt_if: quiet, set: { t: "${t + duration('1us')}" } }
      e: { within: 1 day, to: b }
  b: {}
"""

CIRCLE = """\
stagegraph: 1
name: circle
facts: { ends: timestamp }
events: { note: {} }
stages:
  a: { events: { note: {} }, deadlines: { there: { from: ends, to: b } } }
  b: { deadlines: { back: { from: ends, to: a } } }
"""


def run_due(command, rules, records, *arguments):
    done = command("run", command.write("d.yaml", rules), "--records",
                   command.write("r.csv", records),
                   "--events", command.write("e.csv", "record,event,at\n"),
                   "--out", "out.jsonl", *arguments)
    lines = (command.directory / "out.jsonl").read_text(encoding="utf-8").splitlines()
    return done, [json.loads(line) for line in lines]


@pytest.mark.parametrize(("due", "status"), [(9_999, 0), (10_000, 0), (10_001, 1)])
def test_how_much_comes_due_for_one_record(command, due, status):
    start = datetime(2026, 3, 2, 10)
    done, lines = run_due(command, SECONDS, f"id,entered\nA,{start.isoformat()}Z\n",
                          "--until", (start + timedelta(seconds=due)).isoformat() + "Z")
    assert done.status == status, done.err
    assert [line["sequence"] for line in lines] == list(range(1, min(due, 10_000) + 1))
    assert ("record 'A': 10000 things came due" in done.err) == (status == 1)


def test_more_comes_due_where_that_is_allowed(command):
    done, lines = run_due(command, SECONDS, "id,entered\nA,2026-03-02T10:00:00Z\n",
                          "--until", "2026-03-02T13:00:00Z", "--max-due", "20000")
    assert (done.status, len(lines)) == (0, 10_800)


def test_a_record_that_creeps_does_not_stop_the_others(command):
    records = ("id,entered,t,quiet\nA,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z,false\n"
               "B,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z,true\n")
    done, lines = run_due(command, ZENO, records, "--until", "2026-03-09T10:00:00Z")
    assert done.status == 1
    assert "record 'A': 10000 things came due" in done.err and "1 times a record" in done.err
    assert sum(line["record"] == "A" for line in lines) == 10_000
    assert [line["to"] for line in lines if line["record"] == "B"][-1] == "b"
    done, _ = run_due(command, ZENO, records, "--until", "2026-03-09T10:00:00Z", "--keep-going")
    assert done.status == 0


def test_a_circle_is_a_record_that_could_not_advance(command):
    records = ("id,entered,ends\nA,2026-03-02T10:00:00Z,2026-03-01T10:00:00Z\n"
               "B,2026-03-02T10:00:00Z,2026-04-01T10:00:00Z\n")
    done, lines = run_due(command, CIRCLE, records, "--until", "2026-03-09T10:00:00Z")
    assert done.status == 1
    assert "record 'A': 'a.there', 'b.back' lead back to each other" in done.err
    assert [line["outcome"] for line in lines] == ["moved", "moved", "error"]
    assert {line["record"] for line in lines} == {"A"}


def test_an_event_of_a_record_that_could_not_advance_is_a_bad_row(command):
    done = command("run", command.write("d.yaml", ZENO), "--records",
                   command.write("r.csv", "id,entered,t\n"
                                 "A,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z\n"
                                 "B,2026-03-02T10:00:00Z,\n"),
                   "--events", command.write("e.csv", "record,event,at\n"
                                             "A,note,2026-03-02T12:00:00Z\n"
                                             "B,note,2026-03-02T12:00:00Z\n"
                                             "A,note,2026-03-02T13:00:00Z\n"))
    assert done.status == 1
    assert done.err.count("e.csv:") == 2 and "advance" in done.err
    assert [line["record"] for line in done.lines()][-1] == "B"
    assert len(done.lines()) == 10_001
