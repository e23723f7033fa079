# SPDX-License-Identifier: Apache-2.0
"""What a terminal shows of a run that takes a while, and what nothing else shows."""
import os
import pty
import re
import subprocess
import threading
import time

import pytest

from test_outputs import LONG_RULES

LINE = re.compile(r"\r(\w+) ([\d,]+) ([a-z ]+), ([\d,]+) a second(, [\d:]+( s)? left)?\x1b\[K")
ERASE = "\r\x1b[K"


@pytest.fixture
def show(command):
    """Runs it with a terminal as standard error; what that terminal was sent, and the status.

    Nobody reads standard output for a while: so a run with much of it takes that long.
    """
    def go(*arguments, term="xterm", stop_at=None, pause=1.5):
        leader, follower = pty.openpty()
        running = subprocess.Popen(
            [os.environ["STAGEGRAPH_COMMAND"], *map(str, arguments)], cwd=command.directory,
            stdout=subprocess.PIPE, stderr=follower, env={**os.environ, "TERM": term})
        os.close(follower)
        time.sleep(pause)
        threading.Thread(target=running.stdout.read).start()
        shown = b""
        try:
            while block := os.read(leader, 4096):
                shown += block
                if stop_at and re.search(stop_at, shown.decode()):
                    running.terminate()
                    stop_at = None
        except OSError:  # the other end is closed
            pass
        os.close(leader)
        return shown.decode(), running.wait(60)
    return go


@pytest.fixture
def slow(command):
    """Arguments of a run with more on standard output than a pipe holds."""
    # Due one after the other: so part of the time has passed whenever somebody looks.
    rows = "".join(f"A{n},2026-01-01T{n // 60:02}:{n % 60:02}\n" for n in range(500))
    return ["run", command.write("long.yaml", LONG_RULES.replace("1 day", "1 week")),
            "--records", command.write("r.csv", "id,entered\n" + rows),
            "--events", command.write("e.csv", "record,event,at\n"), "--until", "2026-01-31"]


def test_a_line_with_count_rate_and_time_left(show, slow):
    shown, status = show(*slow)
    assert status == 0
    lines = LINE.findall(shown)
    assert lines and lines[-1][4]
    counts = [int(line[1].replace(",", "")) for line in lines if line[0] == "deciding"]
    assert counts == sorted(counts) and counts[0] > 0
    # Erased before the summary, which is all that stays.
    assert shown.rindex(ERASE) < shown.index("stages")
    assert not LINE.search(shown[shown.index("stages"):])


@pytest.mark.parametrize("how", ["quiet", "dumb", "pipe"])
def test_nothing_of_it_elsewhere(command, show, slow, how):
    if how == "pipe":
        shown = command(*slow).err
    elif how == "dumb":
        shown = show(*slow, term="dumb")[0]
    else:
        shown = show(*slow, "--quiet")[0]
    assert "\r\x1b" not in shown and "a second" not in shown
    assert (shown == "") == (how == "quiet")


def test_what_is_quick_shows_nothing(command, show, doors):
    events = command.write("e.csv", "record,event,at\nA,call,2026-03-02\n")
    shown, status = show("run", doors, "--events", events, pause=0)
    assert status == 0 and "\x1b" not in shown


def test_nothing_of_it_among_decisions(command, slow):
    leader, follower = pty.openpty()
    with subprocess.Popen([os.environ["STAGEGRAPH_COMMAND"], *map(str, slow)],
                          cwd=command.directory, stdout=follower, stderr=follower,
                          env={**os.environ, "TERM": "xterm"}) as running:
        os.close(follower)
        time.sleep(1.5)
        shown = b""
        try:
            while block := os.read(leader, 65536):
                shown += block
        except OSError:  # the other end is closed
            pass
        os.close(leader)
        assert running.wait(60) == 0
    assert b"a second" not in shown and shown.count(b"}\r\n") > 1000


def test_a_signal_erases_it(command, show, slow):
    shown, status = show(*slow[:-1], "9999-12-31", "--out", "o.jsonl", stop_at="deciding", pause=0)
    assert status == 143
    assert shown.endswith(ERASE)


def test_messages_stand_on_lines_of_their_own(command, show, doors):
    rows = "".join(f"A{n},call,2026-03-02\n" for n in range(500))
    bad = "A0,describe,2026-03-03,-5\n"
    events = command.write("e.csv", "record,event,at,amount\n" + rows.replace("\n", ",\n") + bad)
    shown, status = show("run", doors, "--events", events)
    assert status == 1 and LINE.search(shown)
    assert f"{ERASE}{events}:502: " in shown


def test_a_far_until_is_warned_of(command, show):
    rules = command.write("long.yaml", LONG_RULES)
    records = command.write("r.csv", f"id,entered,note\nA,2026-01-01,{'n' * 50_000}\n")
    events = command.write("e.csv", "record,event,at\n")
    arguments = ["run", rules, "--records", records, "--events", events, "--out", "o.jsonl"]
    warned = "Give an earlier --until"
    shown, _ = show(*arguments, "--until", "9999-12-31", stop_at=warned, pause=0)
    assert "MiB came due" in shown and "MiB at 9999-12-31" in shown
    command.write("e.csv", "record,event,at\nA,go,9226-01-02\n")
    shown, _ = show(*arguments, stop_at=warned, pause=0)
    assert "MiB at 9226-01-02" in shown
    command.write("e.csv", "record,event,at\n")
    near = command(*arguments, "--until", "2026-12-31")
    assert near.status == 0 and "came due" not in near.err
