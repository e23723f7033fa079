# SPDX-License-Identifier: Apache-2.0
"""Every rule pack, that is every rules/*.yaml: nothing to find, tests that try all of it, texts in
both languages, and a page with its picture as it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PACKS = sorted((ROOT / "rules").glob("*.yaml"))
LANGUAGES = {"en", "zh"}
COMMAND = os.environ["STAGEGRAPH_COMMAND"]

each_pack = pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    words = [str(argument) for argument in arguments]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)


def cases_of(pack: Path) -> Path:
    return pack.parent / "tests" / f"{pack.stem}.test.yaml"


@each_pack
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_check_finds_nothing(pack: Path, language: str) -> None:
    done = run(COMMAND, "check", pack, "--lang", language, "--format", "json")
    (file,) = json.loads(done.stdout)["files"]
    assert done.returncode == 0 and file["diagnostics"] == []


@each_pack
def test_the_name_is_that_of_the_file(pack: Path) -> None:
    (file,) = json.loads(run(COMMAND, "check", pack, "--format", "json").stdout)["files"]
    assert file["name"] == pack.stem


@each_pack
def test_the_tests_try_all_of_it(pack: Path) -> None:
    done = run(COMMAND, "test", cases_of(pack), "--coverage", "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 0, run(COMMAND, "test", cases_of(pack)).stdout
    (coverage,) = report["coverage"]
    counts = {name: count for name, count in coverage.items() if name != "ruleset"}
    assert counts
    assert {name: count["missed"] for name, count in counts.items() if count["missed"]} == {}
    assert all(count["hit"] == count["total"] for count in counts.values())


@each_pack
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_tests_pass_in_every_language(pack: Path, language: str) -> None:
    done = run(COMMAND, "test", cases_of(pack), "--lang", language)
    assert done.returncode == 0, done.stdout


def texts_in(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """What people read: titles and reasons, and what the host is told under such names."""
    if isinstance(node, dict):
        for key, value in node.items():
            if path == ".actions":  # parameters and their types
                return
            if key in ("title", "says", "message"):
                yield f"{path}.{key}", value
            else:
                yield from texts_in(value, f"{path}.{key}")
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from texts_in(item, f"{path}[{index}]")


@each_pack
def test_texts_are_in_both_languages(pack: Path) -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    rules = yaml.safe_load(pack.read_text(encoding="utf-8"))
    texts = dict(texts_in(rules))
    assert texts
    plain = [path for path, text in texts.items() if not isinstance(text, dict)]
    assert plain == []
    assert [path for path, text in texts.items() if not LANGUAGES <= set(text)] == []


def pictures(*arguments: object) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, ROOT / "tools/pictures.py", "--command", COMMAND, *arguments)


def test_the_pictures_are_as_the_rules_are() -> None:
    done = pictures("--check")
    assert done.returncode == 0, done.stdout + done.stderr


SMALL = """\
stagegraph: 1
name: small
stages: { first: { title: { en: First, zh: 第一 } } }
"""
PAGE = """\
# Small
<!-- picture: small.yaml zh -->
<!-- end of picture -->
The end.
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with one pack and its page, without a picture yet."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "docs/packs").mkdir(parents=True)
    (tmp_path / "rules/small.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "docs/packs/small.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


def test_a_stale_picture_is_found_and_drawn_anew(small: Path) -> None:
    page = small / "docs/packs/small.md"
    stale = pictures("--check", "--root", small)
    assert stale.returncode == 1 and "stale" in stale.stderr and "stateDiagram" in stale.stdout
    assert page.read_text(encoding="utf-8") == PAGE
    assert pictures("--root", small).returncode == 0
    assert "第一" in page.read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8").endswith("<!-- end of picture -->\nThe end.\n")
    assert pictures("--check", "--root", small).returncode == 0
    rules = small / "rules/small.yaml"
    rules.write_text(SMALL.replace("第一", "第二"), encoding="utf-8")
    assert pictures("--check", "--root", small).returncode == 1


def test_a_pack_without_a_picture_is_missed(small: Path) -> None:
    (small / "rules/other.yaml").write_text(SMALL, encoding="utf-8")
    done = pictures("--check", "--root", small)
    assert done.returncode == 1 and "other.yaml" in done.stderr


def test_a_picture_of_what_is_not_there(small: Path) -> None:
    (small / "rules/small.yaml").unlink()
    done = pictures("--check", "--root", small)
    assert done.returncode == 1 and "small.yaml" in done.stderr
