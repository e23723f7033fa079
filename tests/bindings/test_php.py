# SPDX-License-Identifier: Apache-2.0
"""The package for PHP: its own tests, its page, and the service on Symfony."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench import RULES, Bench, free_port, make, serving, tell_the_story

# Debian's packages php-symfony-http-kernel and so on. Composer would put it into vendor/.
SYMFONY = Path("/usr/share/php/Symfony/Component/HttpKernel/autoload.php")
AUTOLOAD = """<?php
spl_autoload_register(function (string $class): void {
    foreach (['Stagegraph\\\\' => '%s', 'Leads\\\\' => '%s'] as $prefix => $folder) {
        if (str_starts_with($class, $prefix)) {
            require $folder . str_replace('\\\\', '/', substr($class, strlen($prefix))) . '.php';
        }
    }
});
"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    made = make(tmp_path_factory.mktemp("php"), "php", "php")
    if "FFI" not in made.run("php", "-m"):
        pytest.skip("PHP has no FFI")
    return made


def autoload(bench: Bench, folder: Path, more: str = "") -> None:
    """What composer writes."""
    vendor = folder / "vendor"
    vendor.mkdir(exist_ok=True)
    text = AUTOLOAD % (f"{bench.package}/src/", f"{folder}/src/") + more
    (vendor / "autoload.php").write_text(text, encoding="utf-8")


def test_the_packages_own_tests(bench: Bench) -> None:
    assert ", 0 failed\n" in bench.run("php", "tests/run.php")


def test_the_page(bench: Bench) -> None:
    program, output = bench.page()
    autoload(bench, bench.root)
    path = bench.root / "page.php"
    path.write_text(program, encoding="utf-8")
    assert bench.run("php", path, cwd=bench.root) == output


def test_the_service_on_symfony(bench: Bench) -> None:
    if not SYMFONY.is_file():
        pytest.skip("Symfony is not installed")
    folder = bench.root / "examples" / "php-symfony"
    parts = ("DependencyInjection", "EventDispatcher", "HttpFoundation", "HttpKernel", "Routing")
    needed = [SYMFONY.parents[1] / part / "autoload.php" for part in parts]
    autoload(bench, folder, "".join(f"require '{path}';\n" for path in needed))
    port = free_port()
    bench.environment |= {"RULES": str(bench.root / RULES), "STORE": str(bench.root / "leads")}
    command = ("php", "-d", "ffi.enable=1", "-S", f"127.0.0.1:{port}", "public/index.php")
    with serving(bench, *command, cwd=folder, port=port):
        tell_the_story(port)
