# SPDX-License-Identifier: Apache-2.0
"""The package for Go: its own tests, its page, and the service on net/http."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench import RULES, Bench, free_port, make, serving, tell_the_story

# What `cmake --install` puts into the system, for the library of this build.
PKG_CONFIG = """\
Name: stagegraph
Description: the library of this build
Version: 0.1.0
Cflags: -I{include}
Libs: -L{folder} -lstagegraph
"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    made = make(tmp_path_factory.mktemp("go"), "go", "go", "pkg-config", "cc")
    folder = Path(made.environment["STAGEGRAPH_LIBRARY"]).resolve().parent
    told = PKG_CONFIG.format(include=made.root / "include", folder=folder)
    (made.root / "stagegraph.pc").write_text(told, encoding="utf-8")
    made.environment |= {
        "PKG_CONFIG_PATH": str(made.root),
        "LD_LIBRARY_PATH": str(folder),
        "GOFLAGS": "-mod=readonly -buildvcs=false",
        "GOPROXY": "off",
        "GOTOOLCHAIN": "local",
    }
    return made


def test_the_packages_own_tests(bench: Bench) -> None:
    assert bench.run("gofmt", "-l", ".", "../../examples/go-http") == ""
    bench.run("go", "vet", ".")
    assert bench.run("go", "test", ".").startswith("ok")


def test_the_page(bench: Bench) -> None:
    program, output = bench.page()
    folder = bench.root / "page"
    folder.mkdir()
    module = (bench.root / "examples" / "go-http" / "go.mod").read_text(encoding="utf-8")
    (folder / "go.mod").write_text(module.replace("../../", "../"), encoding="utf-8")
    (folder / "main.go").write_text(program, encoding="utf-8")
    bench.run("go", "build", "-o", "page", ".", cwd=folder)
    assert bench.run(folder / "page", cwd=bench.root) == output


def test_the_service_on_net_http(bench: Bench) -> None:
    folder = bench.root / "examples" / "go-http"
    bench.run("go", "build", "-o", "leads", ".", cwd=folder)
    port = free_port()
    bench.environment |= {"RULES": str(bench.root / RULES), "PORT": str(port)}
    with serving(bench, folder / "leads", cwd=folder, port=port):
        tell_the_story(port)
