# SPDX-License-Identifier: Apache-2.0
"""Records that begin in a run, and words on requests beside events of the same names."""

RULES = """\
stagegraph: 1
name: beginnings
facts: { greeted: { type: int, default: 0 }, ready: { type: bool, default: false } }
events: { ping: {}, restart: {}, again: {}, odd: { carries: [ready] } }
actions: { hello: { what: string } }
stages:
  lead:
    initial: new
    enter: [{ hello: { what: lead } }, { set: { greeted: '${greeted + 1}' } }]
    deadlines: { sla: { within: 7 days, do: [{ hello: { what: late } }] } }
    events: { restart: { to: lead } }
    stages:
      new: { enter: [{ hello: { what: new } }], events: { ping: { to: mql } } }
      mql: { events: { again: { to: lead } } }
"""
EVENTS = """\
record,event,at
A,ping,2026-01-01T10:00
A,again,2026-01-03T10:00
A,restart,2026-01-05T10:00
"""
WORDS = """\
stagegraph: 1
name: words
roles: [lead]
events: { approve: {}, lose: {} }
stages:
  a: { events: { approve: { to: b }, lose: { to: c, approval: { by: lead } } } }
  b: { final: true }
  c: { final: true }
"""
ASKED = '{"record":"A","event":"lose","at":"2026-01-01T10:00","actor":"wu"}\n'
LEAD = '"at":"2026-01-01T11:00","actor":{"id":"mei","roles":["lead"]}'


def run(command, rules, events, *more, name="e.csv"):
    return command("run", command.write("r.yaml", rules), "--events",
                   command.write(name, events), *more)


def said(decision):
    return [action["arguments"]["what"] for action in decision["actions"]]


def test_the_record_of_a_new_id_begins(command):
    decisions = run(command, RULES, EVENTS).lines()
    assert [d["cause"] for d in decisions[:2]] == [
        {"begin": "lead.new"}, {"event": "ping", "id": None}]
    begun = decisions[0]
    assert (begun["outcome"], begun["from"], begun["to"]) == ("moved", "lead.new", "lead.new")
    assert (said(begun), begun["sequence"], begun["set"]) == (["lead", "new"], 1, {"greeted": 1})
    assert begun["timers"][0]["due"] == "2026-01-08T10:00:00+00:00"
    assert decisions[1]["sequence"] == 2


def test_a_move_to_the_group_restarts_it(command):
    decisions = run(command, RULES, EVENTS).lines()
    assert [said(d) for d in decisions] == [["lead", "new"], [], ["lead", "new"], ["lead", "new"]]
    assert [d["timers"][0]["due"][:10] for d in decisions] == [
        "2026-01-08", "2026-01-08", "2026-01-10", "2026-01-12"]


def test_records_of_the_file_have_begun(command):
    records = command.write("r.csv", "id,entered\nA,2026-01-01T09:00\n")
    decisions = run(command, RULES, EVENTS, "--records", records).lines()
    assert "event" in decisions[0]["cause"]


def test_a_record_does_not_begin_with_an_event_that_cannot_be_decided(command):
    done = run(command, RULES, "record,event,at,ready\nA,odd,2026-01-01T10:00,maybe\n")
    assert not done.out
    assert "1 bad row" in done.err


def test_the_summary_counts_what_began(command):
    done = run(command, RULES, EVENTS, "--out", "o.jsonl")
    assert "1 records, 3 events, 4 decisions, 0 bad rows" in done.err


def test_of_makes_a_word_of_a_row(command):
    header = "record,event,at,of,actor,roles\n"
    asked = "A,lose,2026-01-01T10:00,,wu,\n"
    decisions = run(command, WORDS,
                    header + asked + "A,approve,2026-01-01T11:00,a.lose,mei,lead\n").lines()
    assert decisions[-1]["cause"] == {"approve": "a.lose", "id": None}
    assert decisions[-1]["to"] == "c"
    decisions = run(command, WORDS, header + asked + "A,approve,2026-01-01T11:00,,mei,lead\n").lines()
    assert decisions[-1]["cause"] == {"event": "approve", "id": None}
    assert decisions[-1]["to"] == "b"


def test_of_makes_a_word_of_json(command):
    for word, cause in [('"event":"approve","of":"lose"', {"approve": "a.lose", "id": None}),
                        ('"approve":"lose"', {"approve": "a.lose", "id": None}),
                        ('"event":"reject","of":"a.lose"', {"reject": "a.lose", "id": None}),
                        ('"event":"reject"', {"reject": "a.lose", "id": None}),
                        ('"event":"approve"', {"event": "approve", "id": None}),
                        ('"event":"approve","of":null', {"event": "approve", "id": None})]:
        events = ASKED + '{"record":"A",' + word + "," + LEAD + "}\n"
        assert run(command, WORDS, events, name="e.jsonl").lines()[-1]["cause"] == cause


def test_of_belongs_to_words(command):
    done = run(command, WORDS, '{"record":"A","event":"lose","of":"x",' + LEAD + "}\n",
               name="e.jsonl")
    assert "'of' belongs to the events approve and reject" in done.err
