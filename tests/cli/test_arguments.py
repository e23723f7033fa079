"""Arguments that look like options, and empty ones."""
import pytest


@pytest.mark.parametrize("arguments", [
    ["run", "rules.yaml", "--events", "e.csv", "--records", ""],
    ["run", "rules.yaml", "--events", "e.csv", "--until", ""],
    ["run", "rules.yaml", "--events", "e.csv", "--out", ""],
    ["run", "rules.yaml", "--events", "e.csv", "--lang", ""],
    ["eval", "1", "--facts", ""], ["eval", ""], ["check", ""]])
def test_an_empty_value_is_not_left_out(command, arguments):
    done = command(*arguments)
    assert done.status == 2
    assert "is empty" in done.err and not done.out


@pytest.mark.parametrize("arguments", [
    ["-x > 5"], ["-x > 5", "--facts={\"x\": -9}"], ["--facts", '{"x": -9}', "-x > 5"],
    ["--facts", '{"x": -9}', "--", "-x > 5"], ["-x>5", "--format", "text"]])
def test_an_expression_that_begins_with_a_minus(command, arguments):
    given = any("facts" in one for one in arguments)
    done = command("eval", *arguments, *([] if given else ["--facts", '{"x": -9}']))
    assert (done.status, done.out) == (0, "true\n")


@pytest.mark.parametrize("expression,value", [("-5", "-5\n"), ("-1 + 2", "1\n"), ("-(2)", "-2\n"),
                                              ("--1 + 0", "1\n"), ("-2.5", "-2.5\n")])
def test_numbers_that_begin_with_a_minus(command, expression, value):
    assert command("eval", expression).out == value


def test_the_caret_below_an_expression_that_begins_with_a_minus(command):
    assert " 1 | -x\n   |  ^" in command("eval", "-x").err


def test_files_that_begin_with_a_minus(command, doors):
    with open(doors, encoding="utf-8") as rules:
        command.write("-rules.yaml", rules.read())
    command.write("-e.csv", "record,event,at\nA,call,2026-03-03\n")
    assert command("check", "-rules.yaml").status == 0
    assert command("graph", "-rules.yaml").out == command("graph", doors).out
    assert command("run", "-rules.yaml", "--events", "-e.csv", "--out", "-o.jsonl").status == 0
    assert (command.directory / "-o.jsonl").exists()


@pytest.mark.parametrize("arguments", [
    ["eval", "1", "--fact", "{}"], ["eval", "--x"], ["check", "--strict", "x.yaml"],
    ["run", "r.yaml", "--events", "e.csv", "--outt", "x"]])
def test_an_option_that_is_not_known(command, arguments):
    done = command(*arguments)
    assert done.status == 2
    assert "\x01" not in done.err and "behind --" in done.err and not done.out


def test_a_mistake_in_the_facts_is_not_shown_in_the_expression(command):
    done = command("eval", "x > 10", "--facts", '{"x": 1, "x": 2}')
    assert done.status == 2
    assert "--facts:1:10: error: " in done.err
    assert ' 1 | {"x": 1, "x": 2}' in done.err
    assert "--facts:1:2: error: " in command("eval", "x > 10", "--facts", "{").err
