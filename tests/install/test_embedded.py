# SPDX-License-Identifier: Apache-2.0
"""A project that builds Stagegraph itself gets the library, and nothing that it did not ask for.
Configured always, built with STAGEGRAPH_LONG_TESTS."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CMAKE = os.environ["STAGEGRAPH_CMAKE"]

WAYS = {
    "add_subdirectory": f"add_subdirectory({ROOT} stagegraph)",
    "FetchContent": f"""include(FetchContent)
FetchContent_Declare(stagegraph SOURCE_DIR {ROOT})
FetchContent_MakeAvailable(stagegraph)""",
}
PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(host LANGUAGES C)
enable_language(CXX)
{way}
add_executable(host main.c)
set_target_properties(host PROPERTIES LINKER_LANGUAGE CXX)
target_link_libraries(host PRIVATE stagegraph::{library})
install(TARGETS host)
"""
PROGRAM = """
#include <stagegraph/stagegraph.h>
int main(void) { return stg_abi_version() != STG_ABI_VERSION; }
"""


def run(*command: object) -> str:
    done = subprocess.run(
        [str(part) for part in command], text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("library", ["stagegraph", "static"])
def test_embedded(tmp_path: Path, way: str, library: str) -> None:
    project = PROJECT.format(way=WAYS[way], library=library)
    (tmp_path / "CMakeLists.txt").write_text(project, encoding="utf-8")
    (tmp_path / "main.c").write_text(PROGRAM, encoding="utf-8")
    build = tmp_path / "build"
    is_static = "ON" if library == "static" else "OFF"
    run(CMAKE, "-G", "Ninja", "-S", tmp_path, "-B", build, "-DCMAKE_BUILD_TYPE=Release",
        f"-DSTAGEGRAPH_STATIC={is_static}")  # fmt: skip
    targets = run("ninja", "-C", build, "-t", "targets", "all")
    assert "libstagegraph.so" in targets
    assert ("libstagegraph.a" in targets) == (library == "static")
    for others in ("unit_engine", "fuzz_", "bench_", "stagegraph_cli"):
        assert others not in targets
    for script in build.rglob("cmake_install.cmake"):
        assert "libstagegraph" not in script.read_text(encoding="utf-8"), script
    if os.environ.get("STAGEGRAPH_LONG_TESTS"):
        run(CMAKE, "--build", build)
        run(build / "host")
