# SPDX-License-Identifier: Apache-2.0
"""stagegraph decide."""
import json

RECORD = json.dumps({"id": "A-17", "stage": "open.new", "entered": "2026-03-02T10:00",
                     "facts": {"amount": 150.50}})
EVENT = json.dumps({"event": "hand_over", "at": "2026-03-02T11:00",
                    "actor": {"id": "wu", "roles": ["clerk"]}})


def test_a_decision_as_json(command, doors):
    done = command("decide", doors, "--record", RECORD, "--event", EVENT, "--format", "json")
    assert done.status == 0
    decision = done.json()
    assert decision["outcome"] == "moved"
    assert decision["at"] == "2026-03-02T11:00:00+08:00"
    assert decision["to"] == "open.work"
    assert "trace" not in decision


def test_the_record_of_a_decision_is_the_next_record(command, doors):
    first = command("decide", doors, "--record", RECORD, "--event", EVENT, "--format", "json")
    record = command.write("record.json", json.dumps(first.json()["new_record"]))
    event = '{"event":"finish","roles":"boss","actor":"li"}'
    for given in (record, f"@{record}", "-"):
        second = command("decide", doors, "--record", given, "--event", event,
                         "--now", "2026-03-02T12:00", "--format", "json",
                         stdin=record.read_text(encoding="utf-8"))
        assert second.json()["to"] == "done"


def test_in_words(command, doors):
    done = command("decide", doors, "--record", RECORD, "--event", EVENT, "--explain")
    assert "outcome     moved\n" in done.out
    assert "stage       open.new -> open.work\n" in done.out
    assert "timer       open.work.answer due 2026-03-06T11:00:00+08:00\n" in done.out
    assert "amount >= 100 is true" in done.out
    assert "amount = 150.5\n" in done.out


def test_explain_as_json_has_the_trace(command, doors):
    done = command("decide", doors, "--record", RECORD, "--event", EVENT, "--explain",
                   "--format", "json")
    assert done.json()["trace"]


def test_refusals_and_actions_in_words(command, doors):
    record = RECORD.replace("150.5", "1.5")
    done = command("decide", doors, "--record", record, "--event", EVENT)
    assert "reason      big_enough: Too small\n" in done.out
    note = '{"event":"note","at":"2026-03-02T11:00","payload":{"text":"hello"}}'
    done = command("decide", doors, "--record", record, "--event", note)
    assert 'action      notify [A-17/1/0] to="clerk" message="Note: hello"\n' in done.out
    empty = record.replace('"amount": 1.5', "")
    done = command("decide", doors, "--record", empty, "--event", EVENT)
    assert "needs       amount\n" in done.out


def test_facts_that_are_set_in_words(command, doors):
    done = command("decide", doors, "--record", RECORD, "--now", "2026-03-02T11:00",
                   "--event", '{"event":"call"}')
    assert "outcome     stayed\n" in done.out
    assert "set         calls = 1\n" in done.out


def test_what_cannot_be_decided(command, doors):
    late = EVENT.replace("2026-03-02", "2026-04-02")
    work = RECORD.replace("open.new", "open.work")
    done = command("decide", doors, "--record", work, "--event", late)
    assert done.status == 2
    assert "advance the record first" in done.err
    when = command("decide", doors, "--record", RECORD, "--event", '{"event":"call"}')
    assert when.status == 2
    assert "--now" in when.err
    other = command("decide", doors, "--record", RECORD, "--event",
                    '{"event":"call","record":"B-1","at":"2026-03-03"}')
    assert other.status == 2
    assert "'B-1'" in other.err
    unknown = command("decide", doors, "--record", RECORD, "--event", '{"event":"cal"}')
    assert unknown.status == 2
    assert "Did you mean 'call'?" in unknown.err
