# SPDX-License-Identifier: Apache-2.0
"""The command line itself: help, version, wrong use."""
import json

import pytest

COMMANDS = ["run", "check", "decide", "test", "graph", "eval", "schema",
            "completion", "manual"]


def test_version(command):
    done = command("--version")
    assert done.status == 0
    assert done.out.strip()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_has_an_example(command, name):
    done = command(name, "--help")
    assert done.status == 0
    assert f"Example:\n  stagegraph {name}" in done.out


@pytest.mark.parametrize("arguments", [
    [], ["nonsense"], ["check"], ["run", "x.yaml"], ["graph", "x.yaml", "--format", "png"],
    ["decide", "x.yaml", "--record", "{}"], ["eval"],
    ["check", "x.yaml", "--format", "xml"]])
def test_wrong_use(command, arguments):
    done = command(*arguments)
    assert done.status == 2
    assert done.err
    assert not done.out


@pytest.mark.parametrize("arguments", [
    ["check", "no.yaml"], ["graph", "no.yaml"], ["test", "no.yaml"],
    ["run", "no.yaml", "--events", "e.csv"]])
def test_files_that_are_not_there(command, arguments):
    done = command(*arguments)
    assert done.status == 2
    assert "no.yaml" in done.err


def test_output_that_cannot_be_written(command, doors):
    done = command("run", doors, "--events", command.write("e.csv", "record,event,at\n"),
                   "--out", "no/such/file")
    assert done.status == 2
    assert "cannot write 'no/such/file'" in done.err
    full = command("run", doors, "--out", "/dev/full", "--events",
                   command.write("e.csv", "record,event,at\nA,call,2026-03-02\n"))
    assert full.status == 2
    assert "cannot write '/dev/full': No space left on device" in full.err


def test_the_version_says_how_it_was_built(command):
    release, build = command("--version").out.splitlines()
    assert json.loads(build)["version"] == release
    assert json.loads(build)["tzdata"]
