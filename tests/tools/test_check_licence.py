# SPDX-License-Identifier: Apache-2.0
"""tools/check_licence.py on small made trees, and on the real one."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, RunTool

SPDX = "SPDX-License-Identifier: Apache-2.0"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "fixed"),
    [
        ("src/a.h", "// A thing.\n#pragma once\n", f"// {SPDX}\n// A thing.\n#pragma once\n"),
        ("src/a.h", "#pragma once\n", f"// {SPDX}\n#pragma once\n"),
        ("include/a.h", "/* A thing.\n */\n", f"/* {SPDX} */\n/* A thing.\n */\n"),
        ("a.hpp", "int a;\n", f"// {SPDX}\nint a;\n"),
        ("a.c", "int a;\n", f"// {SPDX}\nint a;\n"),
        ("a.go", "package a\n", f"// {SPDX}\npackage a\n"),
        ("a.php", "<?php\n\necho 1;\n", f"<?php\n// {SPDX}\n\necho 1;\n"),
        ("tools/a.py", '#!/usr/bin/env python3\n"""A."""\n',
         f'#!/usr/bin/env python3\n# {SPDX}\n"""A."""\n'),
        ("a.sh", "echo\n", f"# {SPDX}\necho\n"),
        (".ci/run", "#!/bin/sh\necho\n", f"#!/bin/sh\n# {SPDX}\necho\n"),
        ("src/CMakeLists.txt", "project(a)\n", f"# {SPDX}\nproject(a)\n"),
        ("rules/a.yaml", "# yaml-language-server: $schema=a\n# A.\n",
         f"# yaml-language-server: $schema=a\n# {SPDX}\n# A.\n"),
        ("examples/a.yaml", "a: 1", f"# {SPDX}\na: 1"),
        ("a.py", "\n" * 5 + f"# {SPDX}\n", f"# {SPDX}\n" + "\n" * 5 + f"# {SPDX}\n"),
    ],
)  # fmt: skip
def test_a_missing_line_is_found_and_added(
    tmp_path: Path, run_tool: RunTool, name: str, text: str, fixed: str
) -> None:
    write(tmp_path / name, text)
    assert run_tool("check_licence", tmp_path) == (
        [f"{tmp_path / name}:1: no {SPDX}", "1 sources: 1 without a licence"], 1,
    )  # fmt: skip
    assert run_tool("check_licence", tmp_path, "--fix")[1] == 0
    assert (tmp_path / name).read_text(encoding="utf-8") == fixed
    assert run_tool("check_licence", tmp_path) == (["1 sources: 0 without a licence"], 0)


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("a.cc", f"// {SPDX}\nint a;\n", 1),
        ("a/__init__.py", "", 1),
        ("a.h", "/* The declarations.\n * Written by tools/interface.py. */\n", 1),
        ("tests/data/a.yaml", "a: 1\n", 0),
        ("build/dev/a.cc", "int a;\n", 0),
        ("third_party/a.c", "int a;\n", 0),
        ("bindings/java/target/A.java", "class A {}\n", 0),
        ("a.md", "A.\n", 0),
    ],
)
def test_what_needs_no_line(
    tmp_path: Path, run_tool: RunTool, name: str, text: str, count: int
) -> None:
    write(tmp_path / name, text)
    assert run_tool("check_licence", tmp_path) == ([f"{count} sources: 0 without a licence"], 0)
    run_tool("check_licence", tmp_path, "--fix")
    assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_the_real_tree(run_tool: RunTool) -> None:
    lines, status = run_tool("check_licence", ROOT)
    assert status == 0, "\n".join(lines)
