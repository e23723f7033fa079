# SPDX-License-Identifier: Apache-2.0
"""stagegraph run: a quote that is not closed as it should be costs its own row alone."""
import pytest

HEADER = "record,event,at,text\n"
GOOD = "".join(f"A,note,2026-03-{day:02},good {day}\n" for day in range(3, 9))


@pytest.fixture
def run(command, doors):
    def go(events):
        records = command.write("r.csv", "id,entered\nA,2026-03-02\n")
        return command("run", doors, "--records", records,
                       "--events", command.write("e.csv", HEADER + events))
    return go


@pytest.mark.parametrize("bad,problem", [
    ('A,note,2026-03-02,"never closed\n', "e.csv:2: column 4: a quote that opens in line 2 never"),
    ('A,note,"2026-03-02,open\n', "e.csv:2: column 3: a quote that opens in line 2 never closes"),
    ('"A,note,2026-03-02,open\n', "e.csv:2: column 1: a quote that opens in line 2 never closes"),
    ('A,note,2026-03-02,"a ""pair"" within\n', "a quote that opens in line 2 never closes"),
    ('A,note,2026-03-02,"closed"early\n', "e.csv:2: column 4: text after a closing quote"),
])
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_the_rows_behind_it_are_read(run, bad, problem, end):
    done = run((bad + GOOD).replace("\n", end or "\n").rstrip("" if end else "\n"))
    assert done.status == 1
    assert problem in done.err
    assert len(done.lines()) == 6
    assert "6 events, 6 decisions, 1 bad rows" in done.err


def test_a_quote_further_down_closes_it(run):
    done = run('A,note,2026-03-02,"open\n' + GOOD + 'A,note,2026-03-09,"quoted, well"\n')
    assert "e.csv:2: column 4: a quote that opens in line 2 closes in line 9 before other" in done.err
    assert "What follows line 2 is read as rows of its own" in done.err
    assert len(done.lines()) == 7 and "1 bad rows" in done.err


def test_cells_of_several_lines_before_it_stay_whole(run):
    bad = '"A","note",2026-03-02,"two\nlines","then ""open\n'
    done = run(bad + GOOD)
    assert "e.csv:2: column 5: a quote that opens in line 3 never closes" in done.err
    assert len(done.lines()) == 6


def test_several_of_them(run):
    done = run('A,note,2026-03-02,"open\n' + GOOD + 'A,note,2026-03-09,"open\n' + GOOD)
    assert "e.csv:2: " in done.err and "e.csv:9: " in done.err
    assert len(done.lines()) == 12 and "2 bad rows" in done.err


def test_the_heading_names_the_line(command, doors):
    done = command("run", doors, "--events", command.write("e.csv", 'record,"event,at\nA,call\n'))
    assert done.status == 2
    assert "e.csv:1: column 2: a quote that opens in line 1 never closes" in done.err


@pytest.mark.parametrize("line", ['A,note,2026-03-02,"open', 'A","', 'A,"""', '"', '""a', 'A,"b,"c'])
def test_many_of_them_are_read_in_linear_time(run, line):
    # Each again to the end would be 10 GB. The command's own limit of time would end that.
    assert run(f"{line}\n" * 20_000 + "x" * 500_000).status == 1


@pytest.mark.parametrize("file", ["--records", "--events"])
def test_many_columns(command, doors, file):
    columns = ",".join(f"column_{n}" for n in range(60_000))
    paths = {"--records": command.write("r.csv", "id,entered\nA,2026-03-02\n"),
             "--events": command.write("e.csv", "record,event,at\nA,call,2026-03-03\n")}
    text = paths[file].read_text()
    wide = "\n".join(line + "," + (columns if n == 0 else "x," * 59_999)
                     for n, line in enumerate(text.splitlines()))
    paths[file] = command.write("wide.csv", wide + "\n")
    arguments = [word for pair in paths.items() for word in pair]
    done = command("run", doors, *arguments, "--ignore-columns")
    assert done.status == 0, done.err
    refused = command("run", doors, *arguments)
    assert refused.status == 2 and len(refused.err) < 10_000
    assert "column 'column_0' " in refused.err
    missing = command("run", doors, file, command.write("w2.csv", columns + "\n"),
                      *[word for pair in paths.items() if pair[0] != file for word in pair])
    assert missing.status == 2 and "and 59950 more" in missing.err
