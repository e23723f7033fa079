"""Finding, checking and leaving the library."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import stagegraph
from stagegraph import _library

PACKAGE = Path(stagegraph.__file__).parents[1]


def python(program: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "STAGEGRAPH_LIBRARY"}
    environment.update(PYTHONPATH=str(PACKAGE), **variables)
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, text=True, capture_output=True
    )


def test_a_named_library_that_is_not_there() -> None:
    done = python("import stagegraph", STAGEGRAPH_LIBRARY="/nowhere/lib.so")
    assert done.returncode == 1
    assert "STAGEGRAPH_LIBRARY names '/nowhere/lib.so', which is no file" in done.stderr


def test_a_file_that_is_no_library() -> None:
    done = python("import stagegraph", STAGEGRAPH_LIBRARY=__file__)
    assert done.returncode == 1
    assert f"ImportError: cannot use {__file__}" in done.stderr


def test_a_package_without_library(tmp_path: Path) -> None:
    package = tmp_path / "stagegraph"
    package.mkdir()
    for source in Path(stagegraph.__file__).parent.glob("*.py"):
        (package / source.name).write_text(source.read_text())
    done = python(f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import stagegraph")
    assert done.returncode == 1
    assert "set STAGEGRAPH_LIBRARY to the path of the library" in done.stderr


@pytest.mark.parametrize(
    ("abi", "release", "message"),
    [(2, "9.0.0", "version 2 of the C interface"), (1, "0.0.9", "is release 0.0.9")],
)
def test_another_version_is_refused(abi: int, release: str, message: str) -> None:
    with pytest.raises(ImportError, match=message):
        _library.check_versions(abi, release, Path("lib.so"))


def test_a_newer_release_is_taken() -> None:
    _library.check_versions(1, "99.10.2", Path("lib.so"))


def test_nothing_is_said_when_the_interpreter_ends() -> None:
    done = python(
        "import stagegraph\n"
        "from stagegraph import Micros\n"
        "rules = stagegraph.Ruleset.loads('stagegraph: 1\\nname: n\\nevents: {go: {}}\\n'\n"
        "                                 'stages: {a: {events: {go: {to: b}}}, b: {}}')\n"
        "record = rules.record('r', at=Micros(0))\n"
        "kept = [rules.decide(record, 'go', at=Micros(1)), record]\n"
        "kept += rules.advance(record, Micros(5))\n"
        "kept.append(kept)\n"
        "stagegraph.kept = kept\n",
        STAGEGRAPH_LIBRARY=str(_library.find_library()),
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_public_names_are_there() -> None:
    for name in stagegraph.__all__:
        assert hasattr(stagegraph, name)
