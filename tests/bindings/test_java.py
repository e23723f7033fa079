# SPDX-License-Identifier: Apache-2.0
"""The package for Java: its own tests, its page, and the service on Spring Boot."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench import RULES, Bench, free_port, make, serving, tell_the_story

MAVEN = ("mvn", "--batch-mode", "--quiet", "--strict-checksums")


# Both as one build, so that the example finds the package without an installation.
BOTH = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>both</groupId><artifactId>both</artifactId><version>1</version>
  <packaging>pom</packaging>
  <modules><module>bindings/java</module><module>examples/java-spring</module></modules>
</project>
"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    made = make(tmp_path_factory.mktemp("java"), "java", "mvn", "javac")
    made.install(*MAVEN, "test-compile")
    return made


def test_the_packages_own_tests(bench: Bench) -> None:
    bench.run(*MAVEN, "test")
    assert list((bench.package / "target" / "surefire-reports").glob("TEST-*.xml"))


def test_the_page(bench: Bench) -> None:
    program, output = bench.page()
    folder = bench.root / "page"
    folder.mkdir()
    (folder / "Example.java").write_text(program, encoding="utf-8")
    (jna,) = Path.home().glob(".m2/repository/net/java/dev/jna/jna/5.19.1/jna-5.19.1.jar")
    classes = f"{bench.package / 'target' / 'classes'}:{jna}:{folder}"
    bench.run("javac", "-cp", classes, folder / "Example.java")
    assert bench.run("java", "-cp", classes, "Example", cwd=bench.root) == output


def test_the_service_on_spring_boot(bench: Bench) -> None:
    folder = bench.root / "examples" / "java-spring"
    (bench.root / "pom.xml").write_text(BOTH, encoding="utf-8")
    bench.install(*MAVEN, "package", "-DskipTests", cwd=bench.root)
    port = free_port()
    settings = (f"--leads.rules={bench.root / RULES}", f"--server.port={port}")
    jar = folder / "target" / "leads-1.jar"
    with serving(bench, "java", "-jar", jar, *settings, cwd=folder, port=port):
        tell_the_story(port)
