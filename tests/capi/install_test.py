# SPDX-License-Identifier: Apache-2.0
"""The installed library is found by CMake's find_package and by pkg-config, and a C program that
was built with either runs.

    install_test.py CMAKE BUILD_DIRECTORY C_COMPILER
"""
import os
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = """
#include <stagegraph/stagegraph.h>
#include <stdio.h>
int main(void) { return puts(stg_version_string().data) < 0; }
"""
PROJECT = """
cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES C)
find_package(stagegraph REQUIRED)
add_executable(consumer main.c)
target_link_libraries(consumer PRIVATE stagegraph::stagegraph)
"""


def run(*command, **more):
    return subprocess.run(list(map(str, command)), check=True, text=True, capture_output=True,
                          **more).stdout


def main():
    cmake, build, compiler = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        prefix = directory / "prefix"
        for component in ("runtime", "dev"):
            run(cmake, "--install", build, "--prefix", prefix, "--component", component)
        (directory / "main.c").write_text(PROGRAM, encoding="utf-8")
        (directory / "CMakeLists.txt").write_text(PROJECT, encoding="utf-8")
        run(cmake, "-S", directory, "-B", directory / "build", f"-DCMAKE_PREFIX_PATH={prefix}",
            f"-DCMAKE_C_COMPILER={compiler}")
        run(cmake, "--build", directory / "build")
        first = run(directory / "build/consumer")

        [pc] = prefix.rglob("stagegraph.pc")
        environment = os.environ | {"PKG_CONFIG_PATH": str(pc.parent)}
        flags = run("pkg-config", f"--define-variable=prefix={prefix}", "--cflags", "--libs",
                    "stagegraph", env=environment).split()
        program = directory / "program"
        library = pc.parent.parent
        run(compiler, directory / "main.c", "-o", program, *flags, f"-Wl,-rpath,{library}")
        second = run(program)
    return 0 if first == second and first.strip() else 1


if __name__ == "__main__":
    sys.exit(main())
