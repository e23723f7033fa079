# SPDX-License-Identifier: Apache-2.0
"""Instants as databases and programs write them, wherever the command reads one."""
import json

import pytest

# All of them are 2026-03-06 15:30 in Shanghai, the zone of the rules, and most name the offset.
SAME = [
    "2026-03-06T15:30:00+08:00", "2026-03-06 15:30:00+08:00", "2026-03-06 15:30:00+08",
    "2026-03-06 15:30:00+0800", "2026-03-06T15:30+08:00", "2026-03-06 15:30+08",
    "2026-03-06T15:30+0800", "2026-03-06 07:30:00.000000+00", "2026-03-06T07:30:00Z",
    "2026-03-06t07:30:00z", "2026-03-06 07:30:00Z", "2026-03-06T07:30Z", "2026-03-06 07:30z",
    "2026-03-06 15:30:00 +08:00", "2026-03-06 15:30:00.0000000 +08:00", "2026-03-06 07:30:00 UTC",
    "2026-03-06 15:30:00 +0800", "2026-03-06T03:30:00-0400", "2026-03-06 04:00:00-03:30",
    "2026-03-06T15:30:00", "2026-03-06 15:30:00", "2026-03-06T15:30", "2026-03-06 15:30",
    "2026-03-06t15:30:00",
]
# None of them is read: what they mean is not certain, or nothing writes them so.
REFUSED = [
    "2026-03-06 15:30:00+8", "2026-03-06 15:30:00+08:0", "2026-03-06 15:30:00+080",
    "2026-03-06 15:30:00+08:00:00", "2026-03-06 15:30:00+24", "2026-03-06 15:30:00+0860",
    "2026-03-06  15:30:00+08", "2026-03-06 15:30:00  +08", "2026-03-06 15:30:00 CST",
    "2026-03-06 15:30:00 UTC+8", "2026-03-06 15:30:00 GMT", "2026-03-06 15:30:00,5+08",
    "2026-03-06 15:30:00.+08", "2026-03-06 15:30:00.1234567891+08", "2026-03-06 15:30.5+08",
    "2026-03-06 15+08", "2026-03-06+08:00", "2026-03-06T", "2026-03-06Z", "20260306T153000Z",
    "2026-03-06 3:30 PM", "2026/03/06 15:30", "06.03.2026 15:30", "1772782200", "1772782200000",
    " 2026-03-06 15:30", "2026-03-06 15:30 ", "2026-03-06 15:60:00+08", "2026-03-06 24:00:00+08",
    "2026-02-30 15:30:00+08", "2026-03-06 15:30:00−08:00",
]
AT = "2026-03-06T15:30:00+08:00"
RULES = """\
stagegraph: 1
name: seen
time_zone: Asia/Shanghai
facts: { seen: timestamp }
events: { see: { carries: [seen] } }
stages: { a: { events: { see: {} }, deadlines: { d: { within: 1 hour, to: b } } }, b: {} }
"""


@pytest.fixture
def rules(command):
    return command.write("rules.yaml", RULES)


def run(command, rules, records, events, *more, form="csv"):
    return command("run", rules, "--records", command.write(f"r.{form}", records),
                   "--events", command.write(f"e.{form}", events), *more)


@pytest.mark.parametrize("text", SAME)
def test_one_instant_in_csv(command, rules, text):
    done = run(command, rules, f'id,entered,seen\nA,"{text}","{text}"\n',
               f'record,event,at,seen\nA,see,"{text}","{text}"\n', "--until", text)
    (decision,) = done.lines()
    record = decision["new_record"]
    assert "0 bad rows" in done.err
    assert (decision["at"], record["stages"]["a"]["entered"]) == (AT, AT)
    assert record["facts"]["seen"] == AT


@pytest.mark.parametrize("text", SAME)
def test_one_instant_in_json(command, rules, text):
    record = json.dumps({"id": "A", "entered": text, "facts": {"seen": text}})
    event = json.dumps({"record": "A", "event": "see", "at": text, "payload": {"seen": text}})
    (line,) = run(command, rules, record, event, form="jsonl").lines()
    assert line["at"] == AT and line["new_record"]["facts"]["seen"] == AT
    decided = command("decide", rules, "--record", record, "--event", '{"event": "see"}',
                      "--now", text, "--format", "json").json()
    assert decided["at"] == AT and decided["new_record"]["stages"]["a"]["entered"] == AT


@pytest.mark.parametrize("text", ["2026-03-06 15:30:00.123456+08", "2026-03-06T07:30:00.123456z"])
def test_fractions(command, rules, text):
    (line,) = run(command, rules, "id,entered\nA,2026-03-06\n",
                  f"record,event,at\nA,see,{text}\n").lines()[-1:]
    assert line["at"] == "2026-03-06T15:30:00.123456+08:00"


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_says_what_to_write(command, rules, text):
    done = run(command, rules, "id,entered\nA,2026-03-06\n",
               f'record,event,at\nA,see,"{text}"\n')
    assert not done.out
    assert "e.csv:2: column 3 'at': " in done.err
    assert command("run", rules, "--events", "e.csv", "--until", text).status == 2
    event = json.dumps({"event": "see", "at": text})
    record = '{"id": "A", "entered": "2026-03-06"}'
    assert command("decide", rules, "--record", record, "--event", event).status == 2


@pytest.mark.parametrize("text", ["2026-03-06 15:30:00+08:00", "2026-03-06T15:30+08:00"])
def test_expressions_read_rfc_3339_to_the_letter(command, text):
    assert command("eval", f"timestamp('{text}') == timestamp('{AT}')").status != 0
