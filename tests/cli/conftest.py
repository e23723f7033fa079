"""Runs the command that the environment variable STAGEGRAPH_COMMAND names."""
import json
import os
import pathlib
import subprocess
from dataclasses import dataclass

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOORS = str(ROOT / "tests/data/doors.yaml")


@dataclass
class Outcome:
    status: int
    out: str
    err: str

    def json(self):
        return json.loads(self.out)

    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]


class Command:
    def __init__(self, directory):
        self.directory = directory

    def __call__(self, *arguments, stdin=""):
        done = subprocess.run([os.environ["STAGEGRAPH_COMMAND"], *map(str, arguments)],
                              input=stdin.encode(), capture_output=True, cwd=self.directory,
                              timeout=120)
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    def with_files(self, stdin, stdout, *arguments):
        """Runs it with open files for standard input and output."""
        done = subprocess.run([os.environ["STAGEGRAPH_COMMAND"], *map(str, arguments)],
                              stdin=stdin, stdout=stdout or subprocess.PIPE,
                              stderr=subprocess.PIPE, cwd=self.directory, timeout=120)
        return Outcome(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())

    def write(self, name, text):
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path


@pytest.fixture
def command(tmp_path):
    return Command(tmp_path)


@pytest.fixture
def doors():
    return DOORS
