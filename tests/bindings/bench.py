# SPDX-License-Identifier: Apache-2.0
"""Copies of a package and its surroundings, so that its tools leave nothing in the sources."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pages import blocks

ROOT = Path(__file__).resolve().parents[2]
NO_NETWORK = re.compile(
    r"EAI_AGAIN|ECONN|ENETUNREACH|ENOTFOUND|ETIMEDOUT|Could not transfer artifact|Unknown host"
)
BUILT = shutil.ignore_patterns("node_modules", "target", "vendor")


@dataclass
class Bench:
    """A folder like the top of the repository, with a copy of one package and of the examples."""

    root: Path
    binding: str
    environment: dict[str, str]

    @property
    def package(self) -> Path:
        return self.root / "bindings" / self.binding

    def run(self, *command: str | Path, cwd: Path | None = None) -> str:
        """What it prints, both streams as one. Fails where the program does."""
        done = subprocess.run(
            [str(word) for word in command],
            cwd=cwd or self.package,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    def install(self, *command: str, cwd: Path | None = None) -> None:
        """Runs a command that fetches packages. Skips the test where the network fails."""
        try:
            self.run(*command, cwd=cwd)
        except AssertionError as error:
            said = str(error)
            if NO_NETWORK.search(said) and "hecksum" not in said:
                pytest.skip(f"{command[0]} cannot install: {said[-600:]}")
            raise

    def page(self) -> tuple[str, str]:
        """The program of the package's page, and what the page says that it prints."""
        found = blocks((self.package / "README.md").read_text(encoding="utf-8"))
        (program,) = (block.text for block in found if "tested in" in block)
        (output,) = (block.text for block in found if "output" in block)
        return program, output


def make(folder: Path, binding: str, *tools: str) -> Bench:
    """Skips the test where one of the tools is missing."""
    for tool in tools:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is needed to test bindings/{binding}")
    shutil.copytree(ROOT / "bindings" / binding, folder / "bindings" / binding, ignore=BUILT)
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=BUILT)
    for name in ("include", "rules", "tests"):
        (folder / name).symlink_to(ROOT / name)
    return Bench(folder, binding, dict(os.environ))


# ------------------------------------------------------------------------------------ the examples

RULES = "rules/b2b-trunk.yaml"
WU = '"actor": {"id": "wu", "roles": ["sales"]}'
MEI = '"actor": {"id": "mei", "roles": ["marketing"]}'
# Method, path and body, with the status that is expected.
STORY = [
    (
        "POST",
        "/leads/客户-17",
        '{"at": "2026-03-02T10:00:00+08:00", "facts": {"phone_status": "ok", "need": "now"}}',
        200,
    ),
    (
        "POST",
        "/leads/客户-17/events",
        f'{{"event": "hand_over", "at": "2026-03-02T10:00:00.000001+08:00", "id": "e-1", {MEI}}}',
        200,
    ),
    (
        "POST",
        "/leads/客户-17/events",
        '{"event": "accept", "at": "2026-03-02T11:00:00+08:00",'
        f' "payload": {{"owner": "wu"}}, {WU}}}',
        200,
    ),
    # By then the one-week rule has released the lead, so that sales cannot send it back.
    (
        "POST",
        "/leads/客户-17/events",
        f'{{"event": "send_back", "at": "2026-03-10T11:00:00+08:00", {WU}}}',
        200,
    ),
    ("GET", "/leads/客户-17", "", 200),
    ("GET", "/leads/nobody", "", 404),
    ("POST", "/leads/客户-17/events", '{"event": "fly", "at": "2026-03-10T12:00:00Z"}', 422),
]


def ask(port: int, method: str, path: str, body: str) -> tuple[int, str]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{urllib.request.quote(path)}",
        data=body.encode() if body else None,
        headers={"Content-Type": "application/json"},
        method=method,
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@contextmanager
def serving(bench: Bench, *command: str | Path, cwd: Path, port: int) -> Iterator[None]:
    """The service runs, and has answered once."""
    words = [str(word) for word in command]
    log = (bench.root / "service.log").open("w+")
    service = subprocess.Popen(
        words, cwd=cwd, env=bench.environment, stdout=log, stderr=subprocess.STDOUT
    )
    try:
        for _ in range(600):
            try:
                ask(port, "GET", "/leads/nobody", "")
                break
            except OSError:
                assert service.poll() is None, Path(log.name).read_text()
                time.sleep(0.1)
        yield
    finally:
        service.terminate()
        service.wait(30)
        log.close()


def free_port() -> int:
    import socket

    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        return int(own.getsockname()[1])


def tell_the_story(port: int) -> None:
    """Compares each answer with that of the Python package, to the byte."""
    for (method, path, body, status), wanted in zip(STORY, expected(), strict=True):
        got = ask(port, method, path, body)
        assert got[0] == status, (path, body, got)
        if status == 200:
            assert got[1] == wanted


def expected() -> list[str]:
    import json

    import stagegraph

    rules = stagegraph.Ruleset.load(ROOT / RULES)
    begin = json.loads(STORY[0][2])
    answers = [rules.begin("客户-17", begin["facts"], at=begin["at"])]
    for _, _, body, _ in STORY[1:4]:
        told = json.loads(body)
        before = rules.micros(told["at"]) - 1
        lead = [answers[-1], *rules.advance(answers[-1].record, before)][-1].record
        answers.append(rules.decide_event(lead, body))
    return [*(answer.to_json() for answer in answers), answers[-1].record.to_json(), "", ""]
