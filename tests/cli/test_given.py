# SPDX-License-Identifier: Apache-2.0
"""Nothing that is given is ignored, and no input is overwritten."""
import json
import os

import pytest

from conftest import ROOT

EVENTS = "record,event,at\nA,call,2026-03-03\n"
RECORDS = "id,entered\nA,2026-03-02\n"


@pytest.fixture
def files(command):
    rules = command.write("rules.yaml", (ROOT / "tests/data/doors.yaml").read_text(encoding="utf-8"))
    return {"rules": rules, "--records": command.write("r.csv", RECORDS),
            "--events": command.write("e.csv", EVENTS)}


def run(command, files, *more, **options):
    return command("run", files["rules"], "--records", files["--records"],
                   "--events", files["--events"], *more, **options)


@pytest.mark.parametrize("which", ["rules", "--records", "--events"])
@pytest.mark.parametrize("link", ["same", "symbolic", "hard", "other path"])
def test_an_input_is_not_overwritten(command, files, which, link):
    target = files[which]
    before = target.read_bytes()
    out = command.directory / "out"
    if link == "symbolic":
        out.symlink_to(target)
    elif link == "hard":
        os.link(target, out)
    elif link == "other path":
        out = command.write("folder/x", "").parent / ".." / target.name
    else:
        out = target
    done = run(command, files, "--out", out)
    assert done.status == 2
    assert "is the same file as " in done.err
    assert target.read_bytes() == before


def test_standard_input_and_output_are_files_too(command, files):
    with open(files["--events"], "r+b") as both:
        done = command.with_files(both, both, "run", files["rules"], "--events", "-")
    assert done.status == 2
    assert "standard output is the same file as --events" in done.err
    with open(files["--records"], "rb") as records:
        done = command.with_files(records, None, "run", files["rules"], "--records", "-",
                                  "--events", files["--events"], "--out", files["--records"])
    assert done.status == 2
    assert files["--events"].read_text(encoding="utf-8") == EVENTS
    assert files["--records"].read_text(encoding="utf-8") == RECORDS


def test_what_is_no_file_may_be_both(command, files):
    assert command("run", files["rules"], "--events", "/dev/null", "--out", "/dev/null").status == 2
    assert run(command, files, "--out", "/dev/null").status == 0


def test_out_may_be_standard_output(command, files):
    assert run(command, files, "--out", "-").out == run(command, files).out
    assert not (command.directory / "-").exists()


def test_the_form_of_a_summary_that_is_not_written(command, files):
    done = run(command, files, "--format", "json")
    assert done.status == 2
    assert "--out" in done.err and not done.out
    assert run(command, files, "--format", "text").status == 0


HEADER = "record,event,at,of,text,payload"


@pytest.mark.parametrize("row,words", [
    ("A,call,2026-03-03,open.work,,", "column 4 'of' belongs to the events approve and reject"),
    ('A,approve,2026-03-03,x,,"{""text"":""y""}"', "column 6 'payload' is not empty"),
    ("A,approve,2026-03-03,x,y,", "column 5 'text' is not empty"),
    ("A,call,2026-03-03,,y,", "column 5 'text' is not empty, but event 'call' does not carry it"),
    ('A,note,2026-03-03,,x,"{""text"":""y""}"', "'text' is in column 5 and in the payload"),
    ('A,note,2026-03-03,,,"{""txt"":""y""}"', "'txt'"),
])
def test_cells_that_their_event_does_not_take(command, files, row, words):
    command.write("e.csv", f"{HEADER}\n{row}\n")
    done = run(command, files)
    assert "e.csv:2: " in done.err and words in done.err
    assert not done.out


def test_members_of_json_lines(command, files):
    events = [{"record": "A", "event": "call", "at": "2026-03-03", "of": "x"},
              {"record": "A", "event": "call", "at": "2026-03-03", "payload": {"x": 1}},
              {"record": "A", "event": "call", "at": "2026-03-03", "actor": {"name": "x"}}]
    files["--events"] = command.write("e.jsonl", "\n".join(map(json.dumps, events)))
    done = run(command, files, "--ignore-columns")
    assert not done.out
    for line in (1, 2, 3):
        assert f"e.jsonl:{line}: " in done.err, line


def test_help_says_what_becomes_of_bad_rows(command):
    assert "left bad rows out" in command("--help").out
    shown = " ".join(command("run", "--help").out.split())
    assert "bad rows are reported, counted and left out" in shown and "--new-records" in shown
