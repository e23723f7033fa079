# SPDX-License-Identifier: Apache-2.0
"""How much the command reads, and what it says of bytes that are no text."""
import os
import resource
import subprocess

import pytest

MIB = 1 << 20


def is_sanitized():
    """Whether the address sanitizer is in the command: its shadow alone takes terabytes."""
    with open(os.environ["STAGEGRAPH_COMMAND"], "rb") as program:
        return b"__asan_init" in program.read()


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (600 * MIB, 600 * MIB))


@pytest.fixture
def poor(command):
    """Runs it with 600 MiB of memory."""
    def go(*arguments):
        done = subprocess.run(
            [os.environ["STAGEGRAPH_COMMAND"], *map(str, arguments)], capture_output=True,
            cwd=command.directory, timeout=60,
            preexec_fn=None if is_sanitized() else limit_memory)
        return done.returncode, (done.stdout + done.stderr).decode()
    return go


@pytest.fixture
def huge(command):
    path = command.directory / "huge"
    with open(path, "wb") as file:
        file.truncate(1 << 30)
    return path


EVENT = '{"event":"call","at":"2026-03-02"}'
RECORD = '{"id":"A","entered":"2026-03-02"}'


@pytest.mark.parametrize("name", ["huge", "/dev/zero"])
@pytest.mark.parametrize("arguments,limit", [
    (["check", "IT"], "1048576"), (["graph", "IT"], "1048576"), (["test", "IT"], "1048576"),
    (["decide", "RULES", "--record", "IT", "--event", EVENT], "16777216"),
    (["decide", "RULES", "--record", RECORD, "--event", "IT"], "16777216"),
    (["decide", "RULES", "--record", RECORD, "--event", EVENT, "--counters", "IT"], "16777216"),
    (["eval", "a", "--facts", "IT"], "16777216"),
    (["run", "RULES", "--events", "IT"], "536870912"),
    (["run", "RULES", "--records", "IT", "--events", "e.csv"], "536870912"),
])
def test_no_file_is_read_beyond_its_limit(command, poor, huge, doors, name, arguments, limit):
    command.write("e.csv", "record,event,at\n")
    words = {"IT": name, "RULES": doors}
    status, message = poor(*[words.get(word, word) for word in arguments])
    assert status == (1 if arguments[0] == "check" else 2)
    is_device = name.startswith("/dev")
    if is_device and arguments[0] == "run":
        assert "holds a zero byte, so this is no text" in message
    elif is_device and arguments[0] == "test":
        assert "'/dev/zero' cannot be read" in message
    else:
        assert limit in message, message


def test_a_folder_with_a_huge_file_in_it(command, poor, huge):
    huge.rename(command.directory / "huge.yaml")
    command.write("rules.yaml", "stagegraph: 1\nname: a\nstages: { a: {} }\n")
    status, message = poor("check", ".")
    assert status == 0 and "huge" not in message


EVENTS = "record,event,at\nA,call,2026-03-02\n"


@pytest.mark.parametrize("more,status", [(-1, 2), (0, 0), (1, 0)])
@pytest.mark.parametrize("via", ["file", "pipe"])
def test_the_limit_of_a_table(command, doors, more, status, via):
    limit = len(EVENTS) + more
    source = command.write("e.csv", EVENTS) if via == "file" else "-"
    done = command("run", doors, "--events", source, "--max-bytes", limit,
                   stdin="" if via == "file" else EVENTS)
    assert done.status == status
    if status:
        assert f"has more than the {limit} bytes that are allowed" in done.err


@pytest.mark.parametrize("more,status", [(-1, 0), (0, 0), (1, 2)])
def test_the_limit_of_a_json_file(command, more, status):
    facts = '{"a": 1}'
    command.write("facts.json", facts + " " * ((16 << 20) + more - len(facts)))
    done = command("eval", "a", "--facts", "facts.json")
    assert done.status == status, done.err


@pytest.mark.parametrize("name", [b"\xff.yaml", b"\x1b[2J.yaml"])
@pytest.mark.parametrize("arguments", [
    ["check"], ["check", "--format", "json"], ["graph"], ["test"], ["run", "RULES", "--events"],
    ["decide", "RULES", "--record", RECORD, "--event"], ["eval", "1", "--facts"]])
def test_messages_are_text(command, doors, name, arguments):
    done = subprocess.run([os.environ["STAGEGRAPH_COMMAND"].encode(),
                           *(word.replace("RULES", doors).encode() for word in arguments), name],
                          capture_output=True, cwd=command.directory, timeout=60)
    assert done.returncode == 2
    shown = (done.stdout + done.stderr).decode()
    assert "\x1b" not in shown
    assert ("\\xff" if name.startswith(b"\xff") else "\\x1b") in shown


def test_cells_in_messages_are_text(command, doors):
    path = command.directory / "e.csv"
    path.write_bytes(b"record,event,at\n\x1b[31mA\xe9,call,2026-03-02\nA,\x1b[31m,2026-03-02\n")
    done = command("run", doors, "--events", path)
    assert done.status == 1
    assert "\x1b" not in done.err and "\\x1b[31m" in done.err
