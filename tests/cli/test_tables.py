# SPDX-License-Identifier: Apache-2.0
"""stagegraph run: what spreadsheets and people write into CSV, and what JSON Lines are not."""
import json

import pytest

EVENTS = "record,event,at\nA,call,2026-03-03\n"


@pytest.fixture
def run(command, doors):
    def go(records, *more, events=EVENTS, form="csv"):
        path = command.write(f"r.{form}", "")
        path.write_bytes(records if isinstance(records, bytes) else records.encode())
        return command("run", doors, "--records", path,
                       "--events", command.write("e.csv", events), *more)
    return go


def facts(done):
    assert done.status == 0
    assert "0 bad rows" in done.err
    return done.lines()[0]["new_record"]["facts"]


def refused(done, place, *words):
    """The place and all words are in one line of standard error."""
    lines = [line for line in done.err.splitlines() if f"{place}: " in line]
    assert lines, done.err
    assert all(word in lines[0] for word in words), lines[0]


@pytest.mark.parametrize("records", [
    "id,entered,calls,,\nA,2026-03-02,2,,\n",        # the way Excel writes
    "id,entered,calls,,\nA,2026-03-02,2\n",
    "id,entered,calls\nA,2026-03-02,2,,,\n",
    "id,entered,,calls\nA,2026-03-02,,2\n",
    ",id,entered,calls\n,A,2026-03-02,2\n",
    "id,entered,calls\nA,2026-03-02,2\n,,\n,,,,\n",  # rows of which only the frame is left
])
def test_empty_cells_without_a_heading(run, records):
    assert facts(run(records))["calls"] == 3


def test_empty_cells_without_a_heading_among_events(run):
    events = "record,event,at,,\nA,call,2026-03-03,,\n,,,,\nA,note,2026-03-03\n"
    done = run("id,entered\nA,2026-03-02\n", events=events)
    assert len(done.lines()) == 2 and "0 bad rows" in done.err


def test_a_cell_without_a_heading_is_named(run):
    done = run("id,entered,calls,,\nA,2026-03-02,2,,5\nB,2026-03-02,2,,\n")
    refused(done, "r.csv:2", "column 5 holds '5'", "no heading")
    assert facts(run("id,entered,calls,,\nA,2026-03-02,2,,5\n", "--ignore-columns"))["calls"] == 3


def test_ragged_rows_name_the_column(run):
    done = run("id,entered,calls,name\nA,2026-03-02,2\nB,2026-03-02,2,Li, Wu\n", "--ignore-columns")
    refused(done, "r.csv:2", "column 4 'name' is missing")
    refused(done, "r.csv:3", "column 5 holds ' Wu'", "in quotes")


@pytest.mark.parametrize("text,value", [
    ("TRUE", True), ("FALSE", False), ("True", True), ("false", False)])
def test_bools_of_a_spreadsheet(run, text, value):
    assert facts(run(f"id,entered,flag\nA,2026-03-02,{text}\n"))["flag"] is value


def test_bools_of_a_spreadsheet_in_events(command):
    rules = command.write("r.yaml", """\
stagegraph: 1
name: r
facts: { paid: bool }
events: { pay: { carries: [paid] }, say: { carries: { text: string } } }
actions: { tell: { text: string } }
stages: { a: { events: { pay: {}, say: { do: [{ tell: { text: '${event.text}' } }] } } } }
""")
    events = "record,event,at,paid,text\nA,pay,2026-03-03,TRUE,\nA,say,2026-03-03,,TRUE\n"
    _, pay, say = command("run", rules, "--events", command.write("e.csv", events)).lines()
    assert pay["new_record"]["facts"]["paid"] is True
    assert say["actions"][0]["arguments"]["text"] == "TRUE"  # a string stays as it is


@pytest.mark.parametrize("text", ["t", "1", "yes", "TRUE "])
def test_what_is_no_bool(run, text):
    refused(run(f"id,entered,flag\nA,2026-03-02,{text}\n"), "r.csv:2", "column 3 'flag'", "true")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark(run, mark):
    assert facts(run(mark + b"id,entered,calls\nA,2026-03-02,2\n"))["calls"] == 3
    record = b'{"id":"A","entered":"2026-03-02","facts":{"calls":2}}\n'
    assert facts(run(mark + record, form="jsonl"))["calls"] == 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("form", ["csv", "jsonl", "txt"])
def test_utf_16_is_named(run, encoding, form):
    text = '{"id":"A"}' if form == "jsonl" else "id,entered\nA,2026-03-02\n"
    done = run(text.encode(encoding), form=form)
    assert done.status == 2
    assert not done.out
    if encoding != "utf-32":
        assert f"r.{form}: is UTF-16" in done.err and "iconv -f UTF-16 -t UTF-8" in done.err


def test_files_that_are_no_text(run):
    assert "Save the sheet as 'CSV UTF-8'" in run(b"PK\x03\x04\x14\x00").err
    done = run(b"id,entered\nA,2026\x00-03-02\n")
    assert done.status == 2 and "r.csv:2: holds a zero byte" in done.err


def test_other_encodings(run):
    text = "id,entered,name\nA,2026-03-02,李\nB,2026-03-02,x\n"
    refused(run(text.encode("gb18030")), "r.csv:2", "column 3 is not UTF-8", "CSV UTF-8")
    done = run(text.replace("name", "名").encode("gb18030"), "--ignore-columns")
    assert done.status == 2
    refused(done, "r.csv:1", "column 3 is not UTF-8")


@pytest.mark.parametrize("header,words", [
    ("id，entered，calls", ["column 1 'id，entered，calls'", "write , in the place of ，"]),
    ("id,entered，calls", ["column 2", "write , in the place of ，"]),
    ("id,entered,calls，name", ["column 3 'calls，name'", "write , in the place of ，"]),
    ("id,entered,“calls”", ["column 3", 'write " in the place of “']),
    ("id,entered, calls", ["column 3", "delete the space"]),
    ("id,entered,calls\u00a0", ["column 3", "write a plain space in the place of U+00A0"]),
    ("id,entered,\ufeffcalls", ["column 3", "delete the invisible U+FEFF"]),
    ("id,entered,calls,calls", ["column 4 is 'calls', and so is column 3"]),
    ("id;entered;calls", ["there is no column 'id'", "separated by commas"]),
    ("id\tentered\tcalls", ["there is no column 'id'", "separated by commas"]),
    ('id,entered,"calls"x', ["column 3", "text after a closing quote"]),
])
@pytest.mark.parametrize("more", [[], ["--ignore-columns"]])
def test_headings(run, header, words, more):
    done = run(f"{header}\nA,2026-03-02,2\n", *more)
    assert done.status == 2
    assert not done.out
    refused(done, "r.csv:1", *words)


def test_lines_that_end_with_cr_alone(run):
    done = run("id,entered\rA,2026-03-02\r")
    assert done.status == 2
    refused(done, "r.csv:1", "Lines end with LF or CRLF")


@pytest.mark.parametrize("row,words", [
    ("A，2026-03-02，2，x", ["column 2 'entered' is missing", "write , in the place of ，"]),
    ("A,2026-03-02，2,x", ["column 4 'name' is missing", "write , in the place of ，"]),
    ("A,2026-03-02,“2”,x", ["column 3 'calls'", 'write " in the place of “']),
    ("A,2026-03-02,２,x", ["column 3 'calls'", "write 2 in the place of ２ (U+FF12)"]),
    ("A,2026-03-02, 2,x", ["column 3 'calls'", "delete the space"]),
    ('A,2026-03-02, "2",x', ["column 3", "delete the space before the quote"]),
    ('A,2026-03-02,"2"y,x', ["column 3", "text after a closing quote"]),
    ('A,2026-03-02,"2,x', ["column 3", "opens in line 2 never closes"]),
    ('A,2026-03-02,"2\n",x', ["column 3 'calls'"]),
    ('A,2026-03-02,"1,234",x', ["column 3 'calls'", "write 1234"]),
    ("A,2026-03-02,3.0,x", ["column 3 'calls'", "write 3"]),
    ("A,2026－03－02,2,x", ["column 2 'entered'", "write - in the place of －"]),
    ("A,2026/03/02,2,x", ["column 2 'entered'", "2026-03-02"]),
])
def test_cells_that_are_refused_say_where_and_what_to_write(run, row, words):
    refused(run(f"id,entered,calls,name\n{row}\nB,2026-03-02,2,x\n"), "r.csv:2", *words)


def test_a_stage_that_is_not_known(run):
    done = run("id,entered,stage\nA,2026-03-02,open.nev\n")
    refused(done, "r.csv:2", "column 3 'stage'", "open.nev", "Did you mean 'open.new'?")


def test_what_is_text_stays_text(run):
    name = '他说：“好”，然后走了'
    assert facts(run(f"id,entered,name\nA,2026-03-02,{name}\n"))["name"] == name
    assert facts(run('id,entered,name\nA,2026-03-02,Li "the" Fox\n'))["name"] == 'Li "the" Fox'


@pytest.mark.parametrize("row,words", [
    ("A,cal,2026-03-03,,,", ["column 2 'event'", "Did you mean 'call'?"]),
    ("A,call,tomorrow,,,", ["column 3 'at'", "2026-03-02"]),
    ("A,call,2026-03-03,clerk；boss,,", ["column 4 'roles'", "write ; in the place of ；"]),
    ("A,describe,2026-03-03,,\"1,200.50\",", ["column 5 'amount'", "write 1200.50"]),
    ('A,describe,2026-03-03,,,"{""amount"":"', ["column 6 'payload'"]),
])
def test_cells_of_events(run, row, words):
    events = f"record,event,at,roles,amount,payload\n{row}\n"
    refused(run("id,entered\nA,2026-03-02\n", events=events), "e.csv:2", *words)


def test_a_json_array_is_not_json_lines(run):
    array = json.dumps([{"id": "A", "entered": "2026-03-02"}])
    for form in ("json", "txt"):
        done = run(array, form=form)
        assert done.status == 2
        assert f"r.{form}: is a JSON array" in done.err and "jq -c '.[]'" in done.err
