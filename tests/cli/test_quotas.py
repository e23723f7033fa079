# SPDX-License-Identifier: Apache-2.0
"""stagegraph run: approvals, quotas that the run counts itself, all records in one order of time."""
import json

import pytest

RULES = """\
stagegraph: 1
name: weeks
time_zone: Asia/Shanghai
roles: [sales, boss]
facts: { owner: string }
events:
  ask: { by: sales }
  convert: { by: sales }
  call: {}
  take: { carries: [owner] }
quotas:
  extended: { per: owner, at_most: 10, counts: 'in_stage("held") && extensions("week") > 0' }
  calls: { per: owner, at_most: 2, events: [call], window: 1 day }
  held: { per: owner, at_most: 1, counts: 'in_stage("free.taken")' }
stages:
  held:
    events: { convert: { to: won }, call: {} }
    deadlines:
      week:
        within: 7 days
        extend: { request: ask, approve_by: boss, add: 7 days, at_most: 2, quota: extended }
        to: pool
  won: { final: true }
  pool: {}
  free:
    initial: open
    stages:
      open: { events: { take: { to: taken, quota: held } } }
      taken: {}
"""
HEADER = "record,event,at,actor,roles,of,owner"
LEADS = [f"A-{number}" for number in range(1, 12)]
RECORDS = "id,stage,entered,owner\n" + "".join(
    f"{lead},held,2026-03-02T10:00,wu\n" for lead in LEADS)


def ask(lead, at):
    return f"{lead},ask,{at},wu,sales,,"


def approve(lead, at, word="approve", of="week"):
    return f"{lead},{word},{at},lin,boss,{of},"


@pytest.fixture
def run(command):
    def go(events, *more, records=RECORDS):
        return command("run", command.write("weeks.yaml", RULES),
                       "--records", command.write("r.csv", records),
                       "--events", command.write("e.csv", "\n".join([HEADER, *events]) + "\n"),
                       *more)
    return go


def told(done):
    assert done.status == 0
    return [(d["record"], next(iter(d["cause"])), d["outcome"]) for d in done.lines()]


TEN = [line for lead in LEADS[:10]
       for line in (ask(lead, "2026-03-03T10:00"), approve(lead, "2026-03-03T11:00"))]


def test_an_eleventh_lead_waits_until_one_converts(run):
    done = run([*TEN, ask("A-11", "2026-03-04T10:00"),
                "A-4,convert,2026-03-04T11:00,wu,sales,,",
                ask("A-11", "2026-03-04T12:00"), approve("A-11", "2026-03-04T13:00", of="")])
    full, _, asked, granted = done.lines()[20:]
    assert (full["outcome"], full["reasons"][0]["code"]) == ("denied", "quota_full")
    assert full["counters"] == [{"key": "extended[wu]", "quota": "extended", "under": "wu",
                                 "value": 10, "limit": 10}]
    assert (asked["outcome"], asked["counters"][0]["value"]) == ("pending", 9)
    assert (granted["outcome"], granted["timers"][0]["due"]) == (
        "stayed", "2026-03-16T10:00:00+08:00")
    assert not done.err.count("error")


def test_what_comes_due_elsewhere_counts_at_once(run):
    records = RECORDS.replace("A-11,held,2026-03-02", "A-11,held,2026-03-12")
    due = "2026-03-16T10:00"
    before = run([*TEN, ask("A-11", due)], records=records).lines()[-1]
    assert (before["record"], before["counters"][0]["value"]) == ("A-11", 10)
    after = run([*TEN, ask("A-11", due + ":01")], records=records).lines()
    assert [d["record"] for d in after[-11:]] == LEADS
    assert after[-1]["counters"][0]["value"] == 0
    assert {d["at"] for d in after[-11:-1]} == {"2026-03-16T10:00:00+08:00"}


def test_a_rejection_and_a_request_that_nobody_decides(run):
    done = run([ask("A-1", "2026-03-03T10:00"), approve("A-1", "2026-03-03T11:00", "reject"),
                ask("A-2", "2026-03-03T10:00")], "--until", "2026-03-05")
    assert told(done) == [
        ("A-1", "event", "pending"), ("A-2", "event", "pending"), ("A-1", "reject", "stayed"),
        ("A-2", "expiry", "stayed")]


def test_events_are_counted_in_their_window(run):
    calls = [f"{lead},call,2026-03-0{day}T{hour}:00,,,," for lead, day, hour in
             (("A-1", 3, 10), ("A-2", 3, 11), ("A-3", 3, 12), ("A-3", 4, "01"))]
    lines = run(calls).lines()
    assert [d["outcome"] for d in lines] == ["stayed", "stayed", "denied", "stayed"]
    assert [d["counters"][0]["value"] for d in lines] == [0, 1, 2, 0]


@pytest.mark.parametrize("as_json", [False, True])
def test_the_key_may_come_with_the_event(run, command, as_json):
    records = "id,stage,entered\nB-1,free,2026-03-02\nB-2,free,2026-03-02\nB-3,free,2026-03-02\n"
    taken = [("B-1", "wu"), ("B-2", "wu"), ("B-3", "mo")]
    if as_json:
        lines = [json.dumps({"record": record, "event": "take", "at": "2026-03-03",
                             "payload": {"owner": owner}}) for record, owner in taken]
        done = command("run", command.write("weeks.yaml", RULES),
                       "--records", command.write("r.csv", records),
                       "--events", command.write("e.jsonl", "\n".join(lines)))
    else:
        done = run([f"{record},take,2026-03-03,,,,{owner}" for record, owner in taken],
                   records=records)
    assert [outcome for *_, outcome in told(done)] == ["moved", "denied", "moved"]


def test_different_values_never_share_a_counter(run):
    owners = ["east/A", "east%2FA", "east", "(unknown)"]
    records = "id,stage,entered\n" + "".join(f"C-{i},free,2026-03-02\n" for i in range(4))
    done = run([f"C-{i},take,2026-03-03,,,,{owner}" for i, owner in enumerate(owners)],
               records=records)
    assert [outcome for *_, outcome in told(done)] == ["moved"] * 4


def test_a_lead_with_more_time_can_have_more_again(run):
    done = run([*TEN, ask("A-1", "2026-03-08T11:00"), approve("A-1", "2026-03-08T12:00"),
                ask("A-11", "2026-03-08T10:00")])
    lines = done.lines()[20:]
    assert [(d["record"], d["outcome"], len(d["counters"])) for d in lines] == [
        ("A-11", "denied", 1), ("A-1", "pending", 0), ("A-1", "stayed", 0)]


def test_decide_says_which_key_to_count(command):
    record = json.dumps({"id": "B-1", "stage": "free", "entered": "2026-03-02"})
    event = {"event": "take", "at": "2026-03-03", "payload": {"owner": "east/A"}}
    lacks = decide(command, event, "--format", "json", record=record).json()
    assert (lacks["outcome"], lacks["needs"]) == ("needs", ["counters.held[east%2FA]"])
    (counter,) = lacks["counters"]
    assert counter == {"key": "held[east%2FA]", "quota": "held", "under": "east%2FA",
                       "value": None, "limit": 1}
    assert "held[east%2FA]: not given, of 1" in decide(command, event, record=record).out
    told = json.dumps({counter["quota"]: {counter["under"]: 0}})
    done = decide(command, event, "--counters", told, "--format", "json", record=record)
    assert done.json()["outcome"] == "moved"


def test_json_lines_say_the_same(run, command):
    events = [{"record": "A-1", "event": "ask", "at": "2026-03-03T10:00", "actor": "wu",
               "roles": "sales"},
              {"record": "A-1", "approve": "week", "at": "2026-03-03T11:00", "actor": "lin",
               "roles": ["boss"]}]
    lines = command("run", command.write("weeks.yaml", RULES),
                    "--records", command.write("r.csv", RECORDS),
                    "--events", command.write("e.jsonl", "\n".join(map(json.dumps, events))))
    assert told(lines) == [("A-1", "event", "pending"), ("A-1", "approve", "stayed")]
    assert lines.out == run(TEN[:2]).out


def test_approvals_that_are_wrong_are_bad_rows(run):
    done = run([approve("A-1", "2026-03-03T10:00", of="wek"),
                approve("A-1", "2026-03-03T10:00", of="week") + "x",
                "A-1,approved,2026-03-03T10:00,,,,", "A-1,approve,tomorrow,,,,"])
    for line in (2, 3, 4, 5):
        assert f"e.csv:{line}: " in done.err, line
    assert "Did you mean 'week'?" in done.err
    assert not done.out


RECORD = json.dumps({"id": "A-1", "stage": "held", "entered": "2026-03-02T10:00",
                     "facts": {"owner": "wu"}})


def decide(command, event, *more, record=RECORD):
    return command("decide", command.write("weeks.yaml", RULES), "--record", record,
                   "--event", json.dumps(event), *more)


def test_decide_takes_counters_and_approvals(command):
    event = {"event": "ask", "at": "2026-03-03T10:00", "actor": "wu", "roles": ["sales"]}
    assert decide(command, event, "--format", "json").json()["outcome"] == "needs"
    counters = ("--counters", '{"extended":{"wu":3}}')
    asked = decide(command, event, *counters, "--format", "json").json()
    assert (asked["outcome"], asked["counters"][0]["value"]) == ("pending", 3)
    told = decide(command, event, *counters).out
    assert "extended[wu]: 3 of 10" in told and "[pending]" in told
    word = {"approve": "week", "actor": "lin", "roles": ["boss"]}
    granted = decide(command, word, *counters, "--now", "2026-03-03T11:00", "--format", "json",
                     record=json.dumps(asked["new_record"])).json()
    assert granted["cause"]["approve"] == "held.week"
    assert (granted["at"], granted["outcome"]) == ("2026-03-03T11:00:00+08:00", "stayed")
    assert decide(command, word).status == 2  # no instant


@pytest.mark.parametrize("counters", ["{", "[1]", '{"extendd":{"wu":1}}', '{"extended":3}',
                                      '{"extended":{"wu":-1}}', '{"extended":{"wu":"x"}}'])
def test_counters_that_are_wrong(command, counters):
    event = {"event": "ask", "at": "2026-03-03T10:00"}
    done = decide(command, event, "--counters", counters)
    assert done.status == 2
    assert done.err
