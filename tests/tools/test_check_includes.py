# SPDX-License-Identifier: Apache-2.0
"""tools/check_includes.py on small made trees, and on the real one."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, RunTool

PARTS = """\
# stagegraph_part(cli base) in a comment declares nothing
stagegraph_part(base)
target_link_libraries(stagegraph_base PRIVATE Boost::json)
stagegraph_part(cel/values
  base)
stagegraph_part(cel/syntax cel/values)
stagegraph_part(graph cel/syntax)
stagegraph_part(time base)
"""


def make(folder: Path, files: dict[str, str], parts: str = PARTS) -> Path:
    for name in ("base/a.h", "cel/values/v.h", "cel/syntax/s.h", "graph/g.h", "time/t.h"):
        files = {name: "", **files}
    for name, text in {"parts.cmake": parts, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("base/b.h", '#include "base/a.h"\n#include <vector>\n#include <unistd.h>\n'),
        ("cel/syntax/x.h", '#include "cel/values/v.h"\n'),
        ("graph/x.h", '#include "base/a.h"\n'),  # declared by one of those that graph declares
        ("graph/x.h", "#include <boost/graph/graph_traits.hpp>\n#include <fmt/format.h>\n"),
        ("cel/syntax/x.h", "#include <re2/re2.h>\n"),  # wrapped by a folder above
        ("graph/g.cc", '#include "graph/g.h"\n'),
        ("capi/x.cc", '#include "graph/g.h"\n#include "stagegraph/stagegraph.h"\n'),
        ("cli/check.cc", "#include <CLI/CLI.hpp>\n#include <stagegraph/stagegraph.hpp>\n"),
        ("graph/x.h", '// #include "time/t.h"\n'),
    ],
)
def test_what_is_allowed(tmp_path: Path, run_tool: RunTool, name: str, text: str) -> None:
    lines, code = run_tool("check_includes", make(tmp_path, {name: text}))
    assert lines[-1].endswith(": 0 finding(s)")
    assert code == 0


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("base/x.h", '\n#include "graph/g.h"\n', 2,
         'base may not include "graph/g.h": src/parts.cmake does not let it use graph'),
        ("graph/x.h", '#include "time/t.h"\n', 1,
         'graph may not include "time/t.h": src/parts.cmake does not let it use time'),
        ("cel/values/x.h", '#  include "cel/syntax/s.h"\n', 1,
         'cel/values may not include "cel/syntax/s.h": '
         "src/parts.cmake does not let it use cel/syntax"),
        ("graph/x.h", '#include "capi/c.h"\n', 1,
         'graph may not include "capi/c.h": src/parts.cmake does not let it use capi'),
        ("capi/x.h", '#include "cli/c.h"\n', 1,
         'capi may not include "cli/c.h": src/parts.cmake does not let it use cli'),
        ("cli/x.h", '#include "base/a.h"\n', 1,
         'cli may not include "base/a.h": src/parts.cmake does not let it use base'),
        ("graph/x.h", '#include "g.h"\n', 1,
         '"g.h" is written without its folder: "graph/g.h"?'),
        ("graph/x.h", '#include "graph/gone.h"\n', 1, '"graph/gone.h" is not in src/'),
        ("graph/x.h", '#include "stagegraph/stagegraph.h"\n', 1,
         "graph may not include the public header <stagegraph/stagegraph.h>"),
        ("graph/x.h", "#include <yaml-cpp/parser.h>\n", 1,
         "graph may not include <yaml-cpp/parser.h>: yaml may"),
        ("graph/x.h", "#include <boost/json/parse.hpp>\n", 1,
         "graph may not include <boost/json/parse.hpp>: base and cli may"),
        ("graph/x.h", "#include <boost/any.hpp>\n", 1,
         "graph may not include <boost/any.hpp>: no folder may"),
        ("graph/x.h", "#include <zstd.h>\n", 1,
         "no folder is known to wrap <zstd.h>: see WRAPPED in tools/check_includes.py"),
        ("graph/x.cc", "", 1, "there is no x.h beside it"),
        ("cel/x.h", "", 1, "the folder cel is not declared in src/parts.cmake"),
    ],
)  # fmt: skip
def test_what_is_found(
    tmp_path: Path, run_tool: RunTool, name: str, text: str, line: int, message: str
) -> None:
    lines, code = run_tool("check_includes", make(tmp_path, {name: text}))
    assert lines[:-1] == [f"{tmp_path / name}:{line}: {message}"]
    assert lines[-1].endswith(": 1 finding(s)")
    assert code == 1


def test_parts_are_declared_in_link_order(tmp_path: Path, run_tool: RunTool) -> None:
    parts = "stagegraph_part(base)\nstagegraph_part(time graph)\n" + PARTS[PARTS.index("\n") :]
    lines, code = run_tool("check_includes", make(tmp_path, {}, parts))
    message = "time depends on graph, which is not declared above it"
    assert lines[:-1] == [f"{tmp_path / 'parts.cmake'}:2: {message}"]
    assert code == 1


def test_a_tree_without_parts_is_not_taken_for_a_good_one(tmp_path: Path, run_tool: RunTool) -> None:
    lines, code = run_tool("check_includes", make(tmp_path, {}, ""))
    assert f"{tmp_path / 'parts.cmake'}:1: no stagegraph_part() found" in lines
    assert code == 1


def test_the_real_tree(run_tool: RunTool) -> None:
    lines, status = run_tool("check_includes", ROOT / "src")
    assert status == 0, "\n".join(lines)
