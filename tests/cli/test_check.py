# SPDX-License-Identifier: Apache-2.0
"""stagegraph check, graph, schema, test, eval."""
import json

BAD = """\
stagegraph: 1
name: bad
facts:
  amount: int
events:
  go: {}
stages:
  a:
    events:
      go: { to: bb, when: 'amonut > 3' }
  b: { titel: 中文标题 }
"""


def test_a_ruleset_that_is_fine(command, doors):
    done = command("check", doors)
    assert done.status == 0
    assert f"{doors}: ok (doors, " in done.out


def test_every_mistake_with_its_line_and_a_caret(command):
    path = command.write("bad.yaml", BAD)
    done = command("check", path)
    assert done.status == 1
    assert f"{path}:10:17: error:" in done.err
    assert f"{path}:10:" in done.err and "amonut" in done.err
    assert " 10 |       go: { to: bb, when: 'amonut > 3' }\n" in done.err
    assert "    |                            ^~~~~~" in done.err
    assert f"{path}:11:8: error:" in done.err
    assert "= help: write 'title'" in done.err
    assert "3 errors" in done.out


def test_check_as_json(command, doors):
    path = command.write("bad.yaml", BAD)
    done = command("check", doors, path, "--format", "json")
    assert done.status == 1
    good, bad = done.json()["files"]
    assert good["ok"] and good["name"] == "doors" and len(good["fingerprint"]) == 32
    assert not bad["ok"]
    found = {one["code"]: one for one in bad["diagnostics"]}
    assert found["unknown-key"]["line"] == 11
    assert found["unknown-key"]["path"] == "stages.b.titel"
    assert found["unknown-key"]["edit"]["text"] == "title"


def test_unreadable_is_worse_than_wrong(command):
    done = command("check", command.write("bad.yaml", BAD), "no.yaml")
    assert done.status == 2
    assert "no.yaml: cannot be read" in done.out


def test_a_folder_is_searched_for_rulesets(command, doors):
    command.write("all/deep/good.yml", open(doors, encoding="utf-8").read())
    command.write("all/bad.yaml", BAD)
    command.write("all/good.test.yaml", "ruleset: good.yml\ncases: []\n")
    command.write("all/other.yaml", "services: {}\n")
    command.write("all/notes.txt", "stages: many\n")
    done = command("check", "all")
    assert done.status == 1
    assert [line.split(": ")[0] for line in done.out.splitlines()[:-1]] == ["all/bad.yaml", "all/deep/good.yml"]


def test_a_folder_without_rulesets(command):
    command.write("none/other.yaml", "services: {}\n")
    done = command("check", "none")
    assert done.status == 2
    assert "there is no ruleset in 'none'" in done.err


def test_a_folder_without_rulesets_does_not_hide_the_rest(command, doors):
    command.write("none/other.yaml", "services: {}\n")
    done = command("check", "none", doors)
    assert done.status == 2
    assert "there is no ruleset in 'none'" in done.err
    assert f"{doors}: ok (doors, " in done.out


def test_a_test_file_is_no_ruleset(command):
    done = command("check", command.write("one.yaml", "ruleset: rules.yaml\ncases: []\n"))
    assert done.status == 1
    assert "[wrong-file]" in done.err
    assert "1 error, 0 warnings" in done.out


def test_text_that_is_no_yaml(command):
    done = command("check", command.write("bad.yaml", "a: [1\nb: }\n"))
    assert done.status == 1
    assert "error" in done.err


def test_graph(command, doors):
    assert command("graph", doors, "--format", "dot").out.startswith("digraph")
    assert "stateDiagram-v2" in command("graph", doors, "--format", "mermaid").out
    assert "open.work" in command("graph", doors).out


def test_graph_of_a_bad_ruleset(command):
    done = command("graph", command.write("bad.yaml", BAD))
    assert done.status == 2
    assert "amonut" in done.err
    assert not done.out


BOTH = """\
stagegraph: 1
name: both
events: { go: {} }
actions: { notify: { message: string } }
criteria: { closed: { when: 'true', says: { en: It is closed, zh: 已关闭 } } }
stages:
  a:
    title: { en: Open, zh: 开 }
    events:
      go: { reject_if: [closed], otherwise: b }
  b:
    title: Shut
    enter: [{ notify: { message: { en: Bye, zh: 再见 } } }]
"""


def test_texts_in_a_language(command):
    path = command.write("both.yaml", BOTH)
    assert "Open" in command("graph", path).out
    assert "开" in command("graph", path, "--lang", "zh-CN").out
    assert "Open" in command("graph", path, "--lang", "de").out
    assert command("check", path, "--lang", "zh").status == 0
    record = {"id": "1", "stage": "a", "entered": "2026-03-02T10:00"}
    event = {"event": "go", "at": "2026-03-02T11:00"}
    decide = ["decide", path, "--record", json.dumps(record), "--event", json.dumps(event)]
    assert "closed: It is closed" in command(*decide).out
    done = command(*decide, "--lang", "zh")
    assert "closed: 已关闭" in done.out and 'message="再见"' in done.out
    rows = command.write("events.csv", "record,event,at\n1,go,2026-03-02T11:00\n")
    assert "已关闭" in command("run", path, "--events", rows, "--lang", "zh").out


def test_tests_in_a_language(command):
    command.write("both.yaml", BOTH)
    tests = command.write("both.test.yaml", """\
ruleset: both.yaml
cases:
  - name: it goes
    given: { stage: a, at: 2026-03-02T10:00:00 }
    steps:
      - { event: go, expect: { actions: [{ name: notify, arguments: { message: 再见 } }] } }
""")
    assert command("test", tests).status == 1
    assert command("test", tests, "--lang", "zh").status == 0


def test_what_is_no_language(command, doors):
    for name in ["check", "graph", "test"]:
        done = command(name, doors, "--lang", "chinese")
        assert done.status == 2 and "'chinese' is not a language" in done.err


def test_schema(command):
    assert json.loads(command("schema").out)["$schema"]


def test_tests(command, doors):
    tests = doors.replace("doors.yaml", "doors.test.yaml")
    done = command("test", tests)
    assert done.status == 0
    assert "2 passed" in done.out
    report = command("test", tests, "--coverage", "--format", "json").json()
    assert report["files"][0]["cases"][0]["name"] == "three calls are too many"
    assert "stages" in command("test", tests, "--coverage").out


def test_tests_that_fail(command, doors):
    case = """
ruleset: {}
cases:
  - name: wrong
    given: {{ stage: open.new, at: 2026-03-02T10:00:00 }}
    steps:
      - {{ event: call, expect: {{ outcome: moved }} }}
"""
    done = command("test", command.write("wrong.yaml", case.format(doors)))
    assert done.status == 1
    assert "outcome" in done.out
    broken = command("test", command.write("broken.yaml", case.format("no.yaml")))
    assert broken.status == 2


def test_eval(command):
    assert command("eval", "1 + 2").out == "3\n"
    assert command("eval", "amount > 500", "--facts", '{"amount": 620}').out == "true\n"
    facts = command.write("facts.json", '{"a": [1, 2]}')
    assert command("eval", "a.map(x, x * 2)", "--facts", f"@{facts}").out == "[2,4]\n"
    assert command("eval", "a", "--facts", "-", stdin='{"a": "x"}').out == '"x"\n'


def test_eval_of_numbers_with_a_point_and_of_nothing(command):
    facts = '{"share": 0.25, "none": null}'
    assert command("eval", "share * 2.0", "--facts", facts).out == "0.5\n"
    assert command("eval", "none == null", "--facts", facts).out == "true\n"
    failed = command("eval", "share / none", "--facts", facts, "--format", "json")
    assert failed.json()["result"] == "error"
    assert "no such overload" in failed.json()["value"]


def test_eval_as_json(command):
    done = command("eval", "a || b", "--facts", '{"a": false, "b": true}', "--format", "json")
    assert done.json() == {"type": "bool", "result": "value", "value": True}


def test_eval_fails(command):
    failed = command("eval", "1 / 0")
    assert failed.status == 1
    assert "zero" in failed.err
    invalid = command("eval", "1 + x")
    assert invalid.status == 2
    assert " 1 | 1 + x\n   |     ^" in invalid.err
    assert command("eval", "1", "--facts", "{").status == 2


OLD = """
stagegraph: 1
name: desk
version: "1"
stages:
  a: { deadlines: { week: { within: 7 days, to: c } } }
  b: {}
  c: { final: true }
"""


def test_a_version_is_compared_with_the_one_before(command):
    command.write("old.yaml", OLD)
    gone = OLD.replace('"1"', '"2"').replace("  b: {}\n", "").replace("week:", "weeks:")
    command.write("new.yaml", gone)
    done = command("check", "new.yaml", "--against", "old.yaml")
    assert done.status == 1
    assert "new.yaml: 2 questions are open about the records of old.yaml" in done.out
    assert "(old.yaml:7)" in done.err and "= help: add 'was: week'" in done.err
    assert "   = help: add\n       migrate:\n         - stages: { b: STAGE }\n" in done.err

    report = command("check", "new.yaml", "--against", "old.yaml", "--format", "json")
    (file,) = report.json()["files"]
    assert (report.status, file["ok"], file["open"], file["against"]) == (1, False, 2, "old.yaml")

    answer = "migrate: [{ stages: { b: a }, deadlines: { a.week: { to: a.weeks } } }]\n"
    command.write("new.yaml", gone + answer)
    done = command("check", "new.yaml", "--against", "old.yaml")
    assert done.status == 0 and "no question is open about the records of old.yaml" in done.out


def test_what_cannot_be_compared(command):
    command.write("old.yaml", OLD)
    command.write("new.yaml", OLD.replace("name: desk", "name: other"))
    check = ("check", "new.yaml", "--against")
    assert "'desk', not of 'other'" in command(*check, "old.yaml").err
    assert command(*check, "old.yaml").status == 2
    assert command(*check, "none.yaml").status == 2
    both = command("check", "old.yaml", "new.yaml", "--against", "old.yaml")
    assert both.status == 2 and "one ruleset" in both.err
    command.write("new.yaml", OLD.replace("to: c", "to: d"))
    broken = command(*check, "old.yaml")
    assert broken.status == 1 and "questions" not in broken.out
