# SPDX-License-Identifier: Apache-2.0
"""`--expressions N` says how many expressions are compared."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--expressions", type=int, default=2000, help="how many expressions")
    parser.addoption("--seed", type=int, default=1, help="of the expressions")
