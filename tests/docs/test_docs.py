# SPDX-License-Identifier: Apache-2.0
"""All code in the documents does what they say: each block of each page is tried, in order.
pages.py says which comments tell how, scratch.py how each kind is tried."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pages import blocks
from scratch import ROOT, Mismatch, Scratch

sys.path.insert(0, str(ROOT / "tools"))
from translations import original  # noqa: E402

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("README.md", "docs/**/*.md", "examples/*/README.md", "bindings/*/README.md")
    for path in ROOT.glob(pattern)
)

# How many blocks of a page say `not tested`, each with its reason there. A new one is counted here.
# A Chinese page has as many as the English one that it follows.
NOT_TESTED = {
    "README.md": 2,
    "bindings/go/README.md": 1,
    "bindings/java/README.md": 1,
    "bindings/node/README.md": 1,
    "bindings/php/README.md": 2,
    "bindings/python/README.md": 1,
    "docs/c-host.md": 1,
    "docs/install.md": 3,
    "docs/cli.md": 2,
    "docs/decisions/0020-cel-link-order.md": 1,
    "docs/diagnostics.md": 1,
    "docs/packs/README.md": 1,
    "docs/test-files.md": 1,
    "docs/testing.md": 5,
    "examples/crm-opportunities/README.md": 2,
    "examples/go-http/README.md": 1,
    "examples/java-spring/README.md": 1,
    "examples/node-express/README.md": 1,
    "examples/php-symfony/README.md": 1,
    "examples/traffic-fines/README.md": 2,
}


def try_page(page: str, scratch: Scratch) -> tuple[list[str], int]:
    """What is wrong with the page, and how many of its blocks are not tested."""
    wrong, left_alone = [], 0
    for block in blocks((ROOT / page).read_text(encoding="utf-8")):
        left_alone += "not tested" in block
        try:
            scratch.try_block(block)
        except (Exception, SystemExit) as error:
            what = str(error) if isinstance(error, Mismatch) else repr(error)
            wrong.append(f"{page}:{block.line}: {what}")
    return wrong, left_alone


@pytest.mark.parametrize("page", PAGES)
def test_page(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong, left_alone = try_page(page, Scratch(tmp_path))
    assert not wrong, "\n\n".join(wrong)
    assert left_alone == NOT_TESTED.get(original(page), 0)


def test_the_readme_installs_what_the_build_needs() -> None:
    """The steps are not run. tools/debian.sh, which continuous integration runs, has the list."""
    told = 'source tools/debian.sh && echo "${build_packages[@]}"'
    needed = subprocess.check_output(["bash", "-c", told], cwd=ROOT, encoding="utf-8").split()
    (steps,) = [
        block.text.replace("\\\n", " ").splitlines()
        for block in blocks((ROOT / "README.md").read_text(encoding="utf-8"))
        if "apt-get install" in block.text
    ]
    assert needed and set(needed) <= set(steps[0].split())
