# SPDX-License-Identifier: Apache-2.0
"""Files that the command writes: whole or not at all, whatever ends it."""
import os
import resource
import signal
import stat
import subprocess
import time

import pytest

EVENTS = "record,event,at\nA,call,2026-03-02\n"
LONG_RULES = """\
stagegraph: 1
name: long
facts: { note: string }
events: { go: {} }
stages: { a: { cadence: calls, events: { go: { to: b } } }, b: { final: true } }
cadences:
  calls: { then: { every: 1 day, via: [sms], script: hello } }
"""


@pytest.fixture
def files(command, doors):
    return [doors, "--events", command.write("e.csv", EVENTS)]


@pytest.fixture
def long_run(command):
    """The arguments of a run that does not end in the time of a test."""
    note = "n" * 20_000
    return ["run", command.write("long.yaml", LONG_RULES),
            "--records", command.write("r.csv", f"id,entered,note\nA,2026-01-01,{note}\n"),
            "--events", command.write("none.csv", "record,event,at\n"), "--until", "9999-12-31"]


def start(arguments, command, **more):
    return subprocess.Popen([os.environ["STAGEGRAPH_COMMAND"], *map(str, arguments)],
                            cwd=command.directory, **more)


def wait_for(condition):
    for _ in range(1000):
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it does not happen")


def unfinished(command):
    return [path for path in command.directory.glob(".stagegraph-*") if path.stat().st_size > 0]


def names(command):
    return sorted(path.name for path in command.directory.iterdir())


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o002])
def test_a_new_file_has_the_mode_of_any_new_file(command, files, umask):
    old = os.umask(umask)
    try:
        assert command("run", *files, "--out", "o.jsonl").status == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE((command.directory / "o.jsonl").stat().st_mode) == 0o666 & ~umask


def test_a_file_that_is_replaced_keeps_its_mode(command, files):
    out = command.write("o.jsonl", "old")
    out.chmod(0o640)
    assert command("run", *files, "--out", out).status == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert out.read_text(encoding="utf-8").startswith("{")


@pytest.mark.parametrize("target", ["old", "not there"])
def test_a_link_stays_a_link(command, files, target):
    folder = command.directory / "folder"
    folder.mkdir()
    if target == "old":
        (folder / "real").write_text("old")
    link = command.directory / "link"
    link.symlink_to("folder/real")
    assert command("run", *files, "--out", link).status == 0
    assert link.is_symlink() and (folder / "real").read_text(encoding="utf-8").startswith("{")
    assert [path.name for path in folder.iterdir()] == ["real"]


def test_the_longest_name_a_file_can_have(command, files):
    assert command("run", *files, "--out", "n" * 255).status == 0
    assert (command.directory / ("n" * 255)).stat().st_size > 0


def test_a_stop_leaves_the_old_file(command, doors):
    out = command.write("o.jsonl", "old")
    events = "record,event,at,amount\nA,call,2026-03-02,\nA,describe,2026-03-03,-5\n"
    done = command("run", doors, "--strict", "--events", command.write("e.csv", events),
                   "--out", out)
    assert done.status == 2
    assert out.read_text() == "old" and names(command) == ["e.csv", "o.jsonl"]


def test_links_in_a_circle(command, files):
    link = command.directory / "link"
    link.symlink_to("link")
    done = command("run", *files, "--out", link)
    assert done.status == 2 and "Too many levels of symbolic links" in done.err
    assert link.is_symlink() and names(command) == ["e.csv", "link"]


def test_a_disk_that_fills_up_leaves_the_old_file(command, long_run):
    out = command.write("o.jsonl", "old")
    before = names(command)
    limit = (1 << 20, 1 << 20)
    done = start([*long_run, "--out", out], command, stderr=subprocess.PIPE,
                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    message = done.communicate(timeout=60)[1].decode()
    assert done.returncode == 2
    assert "cannot write" in message and "What was there before is as it was" in message
    assert out.read_text() == "old" and names(command) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_leaves_the_old_file_and_nothing_half(command, long_run, number):
    out = command.write("o.jsonl", "old")
    before = names(command)
    running = start([*long_run, "--out", out], command)
    wait_for(lambda: unfinished(command))
    running.send_signal(number)
    assert running.wait(60) == 128 + number
    assert out.read_text() == "old" and names(command) == before


def test_the_kernel_may_kill_it_too(command, long_run):
    out = command.write("o.jsonl", "old")
    running = start([*long_run, "--out", out], command)
    wait_for(lambda: unfinished(command))
    running.kill()
    running.wait(60)
    assert out.read_text() == "old"


def test_a_signal_that_the_caller_ignores_is_ignored(command, files):
    done = subprocess.run(
        ["sh", "-c", 'trap "" INT; "$0" "$@" & kill -INT $!; wait $!',
         os.environ["STAGEGRAPH_COMMAND"], "run", *map(str, files), "--out", "o.jsonl"],
        cwd=command.directory, timeout=60)
    assert done.returncode == 0 and (command.directory / "o.jsonl").exists()


def test_a_reader_that_has_enough(command, long_run):
    running = start(long_run, command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    line = running.stdout.readline()
    running.stdout.close()
    assert running.wait(60) == 128 + signal.SIGPIPE
    assert line.endswith(b"}\n") and running.stderr.read() == b""
    running.stderr.close()


def test_a_signal_ends_standard_output_at_the_end_of_a_line(command, long_run):
    out = command.directory / "shown"
    with open(out, "wb") as file:
        running = start(long_run, command, stdout=file)
        wait_for(lambda: out.stat().st_size)
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
    assert out.read_bytes().endswith(b"}\n")


def to_full(command, *arguments):
    with open("/dev/full", "wb") as full:
        return command.with_files(subprocess.DEVNULL, full, *arguments)


@pytest.mark.parametrize("arguments", [
    ["--version"], ["--help"], ["run", "--help"], ["schema"], ["eval", "1"], ["eval", "1 / 0",
     "--format", "json"], ["check", "RULES"], ["check", "RULES", "--format", "json"],
    ["graph", "RULES"], ["test", "RULES"],
    ["decide", "RULES", "--record", '{"id":"A","entered":"2026-03-02"}', "--event",
     '{"event":"call","at":"2026-03-02"}'],
    ["run", "RULES", "--events", "e.csv"],
    ["run", "RULES", "--events", "e.csv", "--out", "o.jsonl", "--format", "json"]])
def test_a_full_disk_is_told(command, doors, arguments):
    command.write("e.csv", EVENTS)
    done = to_full(command, *[doors if word == "RULES" else word for word in arguments])
    assert done.status == 2
    assert "cannot write standard output: No space left on device" in done.err


def test_messages_that_cannot_be_written(command, files):
    with open("/dev/full", "wb") as full:
        done = start(["run", *files], command, stdout=subprocess.DEVNULL, stderr=full)
        assert done.wait(60) == 2


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_closed_descriptors_do_not_become_files(command, doors, closed):
    command.write("e.csv", EVENTS + "A,nonsense,2026-03-03\n")
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" "$@" {"<" if closed == 0 else closed if closed == 2 else ""}'
         f'{">" if closed else ""}&-', os.environ["STAGEGRAPH_COMMAND"], "run", doors, "--events",
         "e.csv", "--out", "o.jsonl"], cwd=command.directory, capture_output=True, timeout=60)
    assert done.returncode == 1
    written = (command.directory / "o.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(written) == 2 and written[0].startswith("{")  # the record begins, then the event


def test_results_to_a_closed_descriptor_are_an_error(command):
    done = subprocess.run(["sh", "-c", '"$0" eval 1 >&-', os.environ["STAGEGRAPH_COMMAND"]],
                          capture_output=True, timeout=60)
    assert done.returncode == 2 and b"cannot write standard output" in done.stderr


def test_devices_and_pipes_are_written_as_they_are(command, files):
    direct = command("run", *files).out
    assert command("run", *files, "--out", "/dev/stdout").out == direct
    assert command("run", *files, "--out", "/dev/null").status == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    pipe = command.directory / "pipe"
    os.mkfifo(pipe)
    running = start(["run", *files, "--out", pipe], command, stderr=subprocess.DEVNULL)
    assert pipe.read_text(encoding="utf-8") == direct
    assert running.wait(60) == 0 and stat.S_ISFIFO(os.stat(pipe).st_mode)
    shown = command.directory / "shown"
    with open(shown, "wb") as file:
        command.with_files(subprocess.DEVNULL, file, "run", *files, "--out", "/dev/stdout")
    assert shown.read_text(encoding="utf-8") == direct


def test_out_is_no_stream_either(command, files):
    shown = command.directory / "shown"
    for stream in ("stdout", "stderr"):
        with open(shown, "wb") as file:
            running = start(["run", *files, "--out", shown], command, **{stream: file})
            assert running.wait(60) == 2


@pytest.mark.parametrize("arguments", [
    ["check", "rules.yaml"], ["graph", "rules.yaml"], ["test", "rules.yaml"],
    ["eval", "a", "--facts", "record.json"],
    ["decide", "rules.yaml", "--record", "record.json", "--event", '{"event":"call"}']])
def test_no_command_adds_to_what_it_reads(command, doors, arguments):
    command.write("rules.yaml", open(doors, encoding="utf-8").read())
    record = command.write("record.json", '{"id":"A","entered":"2026-03-02"}')
    read = record if "record.json" in arguments else command.directory / "rules.yaml"
    before = read.read_bytes()
    for stream in ("stdout", "stderr"):
        with open(read, "ab") as file:
            running = start(arguments, command, **{stream: file})
            assert running.wait(60) == 2
        if stream == "stdout":
            assert read.read_bytes() == before
