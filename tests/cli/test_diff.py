# SPDX-License-Identifier: Apache-2.0
"""stagegraph diff: what a new version changes, for the ruleset, for records, for a history."""
import json
import re

RULES = """
stagegraph: 1
name: desk
version: "1"
facts: { calls: { type: int, default: 0 } }
criteria:
  missed: { when: calls > 2, says: Nobody answered }
  busy: { when: calls > 4, says: { en: Busy, zh: 忙 } }
events: { go: {}, call: {} }
stages:
  a:
    title: { en: Asked, zh: 询问 }
    events:
      call: { set: { calls: '${calls + 1}' } }
      go: { to: b, reject_if: [missed] }
  b: { deadlines: { week: { within: 7 days, to: a } } }
"""
LONGER = RULES.replace("7 days", "10 days")
GONE = RULES.replace("week:", "other:").replace("7 days", "8 days")
EASIER = RULES.replace("reject_if: [missed]", "reject_if: [busy]")
EVENTS = """record,event,at
r0,go,2026-03-02T09:00Z
r1,call,2026-03-02T09:00Z
r1,call,2026-03-02T10:00Z
r1,call,2026-03-02T11:00Z
r1,go,2026-03-02T12:00Z
"""


def write(command, after, before=RULES):
    command.write("old.yaml", before)
    command.write("new.yaml", after)


def diff(command, *more):
    return command("diff", "old.yaml", "new.yaml", *more)


def as_json(command, *more):
    done = diff(command, "--format", "json", *more)
    assert done.out.count("\n") == 1
    return json.loads(done.out)


def write_records(command):
    """The records of EVENTS under the old version."""
    command.write("events.csv", EVENTS)
    ran = command("run", "old.yaml", "--events", "events.csv")
    records = {one["record"]: one["new_record"] for one in ran.lines()}
    lines = [json.dumps(one, separators=(",", ":")) + "\n" for one in records.values()]
    command.write("records.jsonl", "".join(lines))


def test_a_longer_deadline_is_told_with_what_it_means(command):
    write(command, LONGER)
    done = diff(command)
    assert done.status == 0, done.err
    assert "At the next step (1)" in done.out
    assert "  Stage b\n    week: 7 days → 10 days  [line 16]\n" in done.out
    assert "worked out again from the same start" in done.out

    [change] = as_json(command)["changes"]
    assert change["effect"] == "next_step" and change["kind"] == "changed"
    assert (change["old"], change["new"]) == ("7 days", "10 days")
    assert change["path"] == "stages.b.deadlines.week.within"
    assert change["old_at"] == {"line": 16, "column": 37}


def test_the_same_file_twice_and_comments_alone(command):
    write(command, RULES)
    same = diff(command)
    assert same.status == 0
    assert "The two are the same. No record notices." in same.out
    write(command, "# Monday\n" + RULES)
    assert "Only comments or layout differ. No record notices." in diff(command).out
    assert as_json(command)["changes"] == []


def test_a_translation_is_noticed_by_no_record(command):
    write(command, RULES.replace("zh: 忙", "zh: 占线"))
    told = as_json(command)
    assert told["summary"] == "No record notices." and told["same_behaviour"]
    assert told["counts"] == {"needs_answer": 0, "next_step": 0, "next_entry": 0, "cosmetic": 1}
    assert told["changes"][0]["says"] == "busy: says in zh 忙 → 占线"


def test_headings_are_in_the_language_that_is_asked_for(command):
    write(command, EASIER)
    assert as_json(command)["changes"][0]["heading"] == "Stage Asked (a)"
    assert as_json(command, "--lang", "zh")["changes"][0]["heading"] == "Stage 询问 (a)"


def test_what_needs_an_answer_is_the_exit_status(command):
    write(command, GONE)
    done = diff(command)
    assert done.status == 1
    assert "deadline week is gone" in done.out
    assert "deadlines: { b.week: { to: DEADLINE } }, or b.week: drop" in re.sub(r"\s+", " ", done.out)


def test_two_rulesets_of_other_names_say_so(command):
    write(command, RULES.replace("name: desk", "name: other"))
    done = diff(command)
    assert done.status == 1
    assert done.out.startswith("desk old.yaml → other new.yaml\n")
    assert "name of the ruleset desk → other" in done.out


def test_what_does_not_load_is_reported_of_both(command):
    write(command, RULES.replace("to: b", "to: c"), RULES.replace("calls > 2", "calls >"))
    done = diff(command)
    assert done.status == 2 and done.out == ""
    assert "old.yaml:" in done.err and "new.yaml:" in done.err


def test_bad_use(command):
    write(command, LONGER)
    assert "cannot read 'none.yaml'" in command("diff", "none.yaml", "new.yaml").err
    assert command("diff", "old.yaml").status == 2
    assert diff(command, "--format", "pdf").status == 2
    assert "--at needs --records FILE" in diff(command, "--at", "2026-03-03").err
    assert "--until needs --events FILE" in diff(command, "--until", "2026-03-03").err
    assert diff(command, "--records", "none.jsonl").status == 2
    command.write("records.csv", "id,entered\nr0,2026-03-02T09:00Z\n")
    assert "JSON Lines" in diff(command, "--records", "records.csv").err
    command.write("huge.yaml", "# " + "x" * (1 << 20) + "\n" + RULES)
    huge = command("diff", "huge.yaml", "new.yaml")
    assert huge.status == 2 and "1048576" in huge.err


def test_a_page_loads_nothing_and_escapes_what_people_wrote(command):
    evil = 'busy: { when: calls > 4, says: \'<script>alert("x")</script> & more\' }'
    write(command, RULES.replace("busy: { when: calls > 4, says: { en: Busy, zh: 忙 } }", evil))
    page = diff(command, "--format", "html").out
    assert page.startswith("<!doctype html>") and page.endswith("</html>\n")
    assert "<script" not in page and "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more" in page
    assert not re.search(r"""(src|href)=["'](?!#)|url\(|@import|https?:""", page)


def test_the_report_goes_to_a_file(command):
    write(command, LONGER)
    assert diff(command, "--out", "report.html", "--format", "html").out == ""
    assert "10 days" in (command.directory / "report.html").read_text(encoding="utf-8")


def test_records_that_would_have_another_due_instant_or_answer(command):
    write(command, EASIER.replace("7 days", "10 days"))
    write_records(command)
    told = as_json(command, "--records", "records.jsonl", "--at", "2026-03-03T00:00Z")["records"]
    assert (told["records"], told["differ"], told["refused"]) == (2, 2, 0)
    assert {line["what"]: line["such_as"] for line in told["differences"]} == {
        "b: next due later": ["r0"], "go in a: refused (missed) → moved to b": ["r1"]}
    text = diff(command, "--records", "records.jsonl", "--at", "2026-03-03T00:00Z").out
    assert "1 record: go in a: refused (missed) → moved to b" in text
    assert "r0: due 2026-03-12T09:00:00+00:00, not 2026-03-09T09:00:00+00:00" in re.sub(
        r"\s+", " ", text)


def test_records_that_the_deadline_has_moved_are_in_another_stage(command):
    write(command, LONGER)
    write_records(command)
    told = as_json(command, "--records", "records.jsonl", "--at", "2026-03-10T00:00Z")["records"]
    assert "in b, not a" in [line["what"] for line in told["differences"]]


def test_records_that_cannot_migrate_and_rows_that_are_none(command):
    write(command, GONE)
    write_records(command)
    records = (command.directory / "records.jsonl").read_text()
    other = records.splitlines()[0].replace('"r0"', '"r9"')
    other = re.sub(r'"behaviour":"[0-9a-f]+"', '"behaviour":"0"', other)
    command.write("records.jsonl", records + "no record\n" + other + "\n")
    done = diff(command, "--records", "records.jsonl", "--at", "2026-03-03", "--format", "json")
    assert done.status == 1 and "records.jsonl:3:" in done.err
    told = json.loads(done.out)["records"]
    assert (told["records"], told["refused"], told["other_version"]) == (2, 1, 1)
    assert told["questions"][0]["what"] == "timers.b.week"
    assert told["questions"][0]["such_as"] == ["r0"]


def test_a_renamed_stage_is_no_difference_of_records(command):
    write(command, RULES.replace("to: b", "to: c").replace("  b: {", "  c: { was: b,"))
    write_records(command)
    told = as_json(command, "--records", "records.jsonl", "--at", "2026-03-03")["records"]
    assert (told["records"], told["differ"]) == (2, 0)
    told = as_json(command, "--events", "events.csv", "--until", "2026-03-20")["history"]
    assert (told["records"], told["differ"]) == (2, 0)


def test_both_versions_over_the_same_history(command):
    write(command, EASIER.replace("7 days", "10 days"))
    command.write("events.csv", EVENTS)
    told = as_json(command, "--events", "events.csv", "--until", "2026-03-10")["history"]
    assert (told["records"], told["events"], told["differ"]) == (2, 5, 2)
    assert (told["other_answer"], told["only_old"], told["only_new"]) == (1, 1, 0)
    assert told["first_differences"] == [
        {"record": "r0", "at": "2026-03-09T09:00:00+00:00",
         "what": "b.week: only under the old version, moved to a"},
        {"record": "r1", "at": "2026-03-02T12:00:00+00:00",
         "what": "go: refused (missed) → moved to b"}]
    longer = as_json(command, "--events", "events.csv", "--until", "2026-03-13")["history"]
    assert longer["other_time"] == 1
    text = re.sub(r"\s+", " ", diff(command, "--events", "events.csv").out)
    assert "People behave differently under other rules" in text
    page = diff(command, "--events", "events.csv", "--format", "html").out
    assert "Records with another history" in page


def test_a_history_goes_on_from_records_of_the_old_version(command):
    write(command, LONGER)
    write_records(command)
    command.write("later.csv", "record,event,at\nr1,go,2026-03-04T09:00Z\n")
    told = as_json(command, "--records", "records.jsonl", "--events", "later.csv",
                   "--until", "2026-03-10")["history"]
    assert (told["records"], told["differ"], told["only_old"]) == (2, 1, 1)
