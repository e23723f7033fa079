# SPDX-License-Identifier: Apache-2.0
"""stagegraph test --accept: expectations become what came, and nothing else of a file changes."""
import os

RULES = """
stagegraph: 1
name: desk
time_zone: Asia/Shanghai
facts: { owner: string, size: { type: int, default: 1 }, since: timestamp }
events: { go: { carries: [owner] }, stop: {} }
actions: { tell: { to: string, due: timestamp } }
criteria: { small: { when: size < 5 } }
stages:
  a: { events: { go: { to: b, require: [small], set: { size: 2, since: '${now}' } } } }
  b:
    deadlines: { week: { within: 7 days, to: a } }
    events: { stop: { to: c, do: [{ tell: { to: '${owner}', due: '${now}' } }] } }
  c: { final: true }
"""
CASES = """\
# A comment that stays.
ruleset: rules.yaml
cases:
  - name: a week   # and this one
    given: { at: 2026-03-02T09:00 }
    steps:
      - event: go
        payload: { owner: wu }
        expect: {outcome: moved, next_due: 2026-03-09 09:00,   timers: { b.week: "2026-03-09T09:00:00+08:00" }}
      - event: stop
        after: 1 day
        expect:
          stage: c
          facts:
            size: 2        # two
            since: 2026-03-02T09:00
            owner: 'wu'
          actions: [{ name: tell, arguments: { to: wu, due: 2026-03-03T09:00:00 } }]
          fired: []
          next_due: null
"""


def write(command, rules, cases=CASES):
    command.write("rules.yaml", rules)
    command.write("desk.test.yaml", cases)


def read(command):
    return (command.directory / "desk.test.yaml").read_bytes().decode()


LATER = RULES.replace("7 days", "10 days").replace("size: 2,", "size: 3,")


def test_what_came_is_written_in_place_and_shown(command):
    write(command, RULES)
    assert command("test", "desk.test.yaml").status == 0
    write(command, LATER)
    assert command("test", "desk.test.yaml").status == 1 and read(command) == CASES

    done = command("test", "desk.test.yaml", "--accept")
    assert done.status == 0, done.out
    wanted = CASES.replace("2026-03-09 09:00", "2026-03-12 09:00")
    wanted = wanted.replace("2026-03-09T09", "2026-03-12T09").replace("size: 2 ", "size: 3 ")
    assert read(command) == wanted
    assert "desk.test.yaml:9:44: next_due: 2026-03-09 09:00 → 2026-03-12 09:00\n" in done.out
    assert "desk.test.yaml:15:19: facts.size: 2 → 3\n" in done.out
    assert "1 passed, 0 failed" in done.out
    again = command("test", "desk.test.yaml", "--accept")
    assert again.status == 0 and "→" not in again.out and read(command) == wanted


def test_texts_lists_and_nulls(command):
    cases = CASES.replace("owner: 'wu'", "owner: 'lin'").replace("to: wu,", 'to: "lin: 赢",')
    cases = cases.replace("stage: c", "stage: b").replace("since: 2026-03-02T09:00", "since: null")
    cases = cases.replace("next_due: null", "next_due: 2026-01-01").replace("moved", "stayed")
    write(command, RULES, cases.replace("\n", "\r\n"))
    done = command("test", "desk.test.yaml", "--accept")
    assert done.status == 0, done.out
    wanted = CASES.replace("to: wu,", 'to: "wu",')
    wanted = wanted.replace("since: 2026-03-02T09:00", "since: 2026-03-02T09:00:00+08:00")
    assert read(command) == wanted.replace("\n", "\r\n")


def test_another_structure_stays_a_failure_with_a_reason(command):
    cases = CASES.replace("fired: []", "fired: [week]").replace("size: 2 ", "size: 9 ")
    cases = cases.replace("      - event: go\n", "      - event: go\n        after: 1 second\n")
    cases += "          set: { size: 4 }\n          counters: [one, two]\n"
    write(command, RULES, cases)
    done = command("test", "desk.test.yaml", "--accept")
    assert done.status == 1
    assert "fired: not accepted, the list has another length, of 0: write it anew" in done.out
    assert "set.size: not accepted, the fact was not set: remove the line" in done.out
    assert "- expected: [one, two]" in done.out and "size: 2 " in read(command)

    report = command("test", "desk.test.yaml", "--accept", "--format", "json")
    changes = report.json()["accepted"]
    assert report.status == 1 and {"obstacle" in one for one in changes} == {True}
    assert report.json()["files"][0]["cases"][0]["failures"][0]["edits"] == []


def test_a_file_that_cannot_be_written_stays(command):
    write(command, LATER)
    folder = command.directory
    os.chmod(folder / "desk.test.yaml", 0o640)
    assert command("test", "desk.test.yaml", "--accept").status == 0
    assert (folder / "desk.test.yaml").stat().st_mode & 0o777 == 0o640
    assert [one.name for one in folder.iterdir() if "stagegraph" in one.name] == []
    command.write("desk.test.yaml", CASES.replace("event: go", "event: gone"))
    before = read(command)
    assert command("test", "desk.test.yaml", "--accept").status == 2 and read(command) == before
