# SPDX-License-Identifier: Apache-2.0
"""What the tests share: the rulesets, and the directories that CTest names."""

from __future__ import annotations

from pathlib import Path

import pytest
import stagegraph
from hypothesis import HealthCheck, settings

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# The same examples in every run, and no limit on their time: nothing here depends on the clock.
settings.register_profile(
    "stagegraph",
    deadline=None,
    derandomize=True,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("stagegraph")


@pytest.fixture(scope="session")
def trunk_path() -> Path:
    return ROOT / "rules" / "b2b-trunk.yaml"


@pytest.fixture(scope="session")
def trunk(trunk_path: Path) -> stagegraph.Ruleset:
    return stagegraph.Ruleset.load(trunk_path)


@pytest.fixture(scope="session")
def types() -> stagegraph.Ruleset:
    return stagegraph.Ruleset.load(HERE / "types.yaml")
