# SPDX-License-Identifier: Apache-2.0
"""The package for Node.js: its own tests, its page, and the service on Express."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench import RULES, Bench, free_port, make, serving, tell_the_story

CI = ("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    made = make(tmp_path_factory.mktemp("node"), "node", "node", "npm")
    made.install(*CI)
    return made


def test_the_packages_own_tests(bench: Bench) -> None:
    tests = sorted((bench.package / "test").glob("*.test.js"))
    told = bench.run("node", "--test", *tests)
    assert "# fail 0" in told or "ℹ fail 0" in told
    assert "# pass 0" not in told


def test_the_page(bench: Bench) -> None:
    program, output = bench.page()
    path = bench.package / "page.mjs"
    path.write_text(program, encoding="utf-8")
    assert bench.run("node", path, cwd=bench.root) == output


def test_the_types_know_all_that_there_is(bench: Bench) -> None:
    tell = """
      import * as stagegraph from 'stagegraph';
      for (const [name, value] of Object.entries(stagegraph)) {
        console.log(name);
        for (const holder of [value, value.prototype ?? {}]) {
          const own = Object.getOwnPropertyNames(holder);
          for (const member of own) if (/^[a-z]/.test(member)) console.log(member);
        }
      }"""
    path = bench.package / "tell.mjs"
    path.write_text(tell, encoding="utf-8")
    names = set(bench.run("node", path).split()) - {"constructor", "length", "name", "prototype"}
    names -= {"pointer", "captureStackTrace", "stackTraceLimit"}
    types = (bench.package / "src" / "index.d.ts").read_text(encoding="utf-8")
    assert {"Ruleset", "decide", "outcome"} <= names
    assert {name for name in names if name not in types} == set()


def test_the_types_compile(bench: Bench) -> None:
    strict = ("--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--types", "node")
    bench.run("node_modules/.bin/tsc", *strict, "test/types.ts")


def test_the_service_on_express(bench: Bench) -> None:
    folder: Path = bench.root / "examples" / "node-express"
    bench.install(*CI, cwd=folder)
    port = free_port()
    bench.environment |= {"RULES": str(bench.root / RULES), "PORT": str(port)}
    with serving(bench, "node", "server.js", cwd=folder, port=port):
        tell_the_story(port)
