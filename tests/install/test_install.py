# SPDX-License-Identifier: Apache-2.0
"""The installed files serve programs in C and C++ by CMake and by pkg-config, wherever they are
moved. STAGEGRAPH_BUILD is the build that is installed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

CMAKE = os.environ["STAGEGRAPH_CMAKE"]
BUILD = os.environ["STAGEGRAPH_BUILD"]

C_PROGRAM = """
#include <stagegraph/stagegraph.h>
#include <stdio.h>
int main(void) { return puts(stg_version_string().data) < 0; }
"""
CPP_PROGRAM = """
#include <stagegraph/stagegraph.hpp>
#include <cstdio>
int main() {
  const char* rules = "stagegraph: 1\\nname: a\\nstages: { b: {} }\\n";
  const stg::Ruleset ruleset = stg::Ruleset::load_text(rules);
  std::puts(ruleset.name().data());
}
"""
PROJECT = """
cmake_minimum_required(VERSION 3.16)
project(consumer LANGUAGES C CXX)
find_package(stagegraph {version} REQUIRED {components})
add_executable(in_c main.c)
add_executable(in_cpp main.cpp)
target_link_libraries(in_c PRIVATE stagegraph::{library})
target_link_libraries(in_cpp PRIVATE stagegraph::{library})
set_target_properties(in_c PROPERTIES LINKER_LANGUAGE CXX)
"""


def run(*command: object, **more: object) -> str:
    done = subprocess.run(
        [str(part) for part in command], text=True, capture_output=True, check=False, **more
    )  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(name="prefix", scope="module")
def fixture_prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Installed in one place, and moved to another."""
    folder = tmp_path_factory.mktemp("install")
    run(CMAKE, "--install", BUILD, "--prefix", folder / "first", "--strip")
    (folder / "first").rename(folder / "moved")
    return folder / "moved"


def consumer(folder: Path, version: str = "", components: str = "", library: str = "stagegraph"):
    (folder / "main.c").write_text(C_PROGRAM, encoding="utf-8")
    (folder / "main.cpp").write_text(CPP_PROGRAM, encoding="utf-8")
    text = PROJECT.format(version=version, components=components, library=library)
    (folder / "CMakeLists.txt").write_text(text, encoding="utf-8")
    return folder


def configure(folder: Path, prefix: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [CMAKE, "-S", folder, "-B", folder / "build", f"-DCMAKE_PREFIX_PATH={prefix}"],
        text=True, capture_output=True, check=False,
    )  # fmt: skip


def build_and_run(folder: Path, prefix: Path) -> list[str]:
    done = configure(folder, prefix)
    assert done.returncode == 0, done.stderr
    run(CMAKE, "--build", folder / "build")
    return [run(folder / "build" / program).strip() for program in ("in_c", "in_cpp")]


def version() -> str:
    header = Path(__file__).parents[2] / "include/stagegraph/stagegraph.h"
    lines = header.read_text(encoding="utf-8").splitlines()
    numbers = [line.split()[2] for line in lines if line.startswith("#define STG_VERSION_M")]
    [patch] = [line.split()[2] for line in lines if line.startswith("#define STG_VERSION_PATCH")]
    return ".".join([*numbers, patch])


def test_by_cmake_with_the_compilers_own_standard(tmp_path: Path, prefix: Path) -> None:
    assert build_and_run(consumer(tmp_path, "0.1"), prefix) == [version(), "a"]


def test_another_version_is_not_taken(tmp_path: Path, prefix: Path) -> None:
    done = configure(consumer(tmp_path, "0.2"), prefix)
    assert done.returncode != 0
    assert f"version: {version()}" in done.stderr


@pytest.mark.skipif(os.environ["STAGEGRAPH_STATIC"] != "1", reason="built without it")
def test_the_static_library(tmp_path: Path, prefix: Path) -> None:
    folder = consumer(tmp_path, "0.1", "COMPONENTS static", "static")
    assert build_and_run(folder, prefix) == [version(), "a"]
    assert "libstagegraph" not in run("ldd", folder / "build" / "in_c")


@pytest.mark.skipif(os.environ["STAGEGRAPH_STATIC"] == "1", reason="built with it")
def test_a_static_library_that_is_not_there(tmp_path: Path, prefix: Path) -> None:
    done = configure(consumer(tmp_path, "0.1", "COMPONENTS static", "static"), prefix)
    assert done.returncode != 0


def test_by_pkg_config(tmp_path: Path, prefix: Path) -> None:
    [pc] = prefix.rglob("stagegraph.pc")
    environment = os.environ | {"PKG_CONFIG_PATH": str(pc.parent)}
    flags = run("pkg-config", "--cflags", "--libs", "stagegraph", env=environment).split()
    (tmp_path / "main.c").write_text(C_PROGRAM, encoding="utf-8")
    program = tmp_path / "program"
    rpath = f"-Wl,-rpath,{pc.parent.parent}"
    run(os.environ["CC"], tmp_path / "main.c", "-o", program, *flags, rpath)
    assert run(program).strip() == version()
    assert run("pkg-config", "--modversion", "stagegraph", env=environment).strip() == version()


def test_the_command_and_what_it_reads(prefix: Path) -> None:
    command = prefix / "bin" / "stagegraph"
    environment = {"PATH": os.environ["PATH"]}  # no path of libraries
    rules = prefix / "share" / "stagegraph" / "rules"
    assert version() in run(command, "--version", env=environment)
    assert "b2b-trunk.yaml: ok" in run(command, "check", rules, env=environment)
    assert run(command, "schema", env=environment) == (
        rules / "schema" / "ruleset-1.json"
    ).read_text(encoding="utf-8")


def test_licence_and_documents(prefix: Path) -> None:
    documents = prefix / "share" / "doc" / "stagegraph"
    for name in ("LICENSE", "CHANGELOG.md", "docs/language.md", "docs/packs/b2b-trunk.md"):
        assert (documents / name).is_file(), name


def test_nothing_names_where_it_was_built_or_installed(prefix: Path) -> None:
    first = str(prefix.with_name("first"))
    for path in prefix.rglob("*.*"):
        if path.suffix in (".pc", ".cmake"):
            text = path.read_text(encoding="utf-8")
            assert first not in text and BUILD not in text, path
