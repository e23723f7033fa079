# SPDX-License-Identifier: Apache-2.0
"""The types that ctypes has, and the enumerations written by hand, are those of the header."""

from __future__ import annotations

import sys
from pathlib import Path

from stagegraph import _signatures, _version
from stagegraph._decision import CAUSES, OUTCOMES
from stagegraph._errors import _CLASSES
from stagegraph._library import ABI_VERSION, lib, text

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import interface  # noqa: E402

HEADER = interface.read()


def members(prefix: str) -> dict[str, int]:
    return {
        name: number
        for enum in HEADER.enums
        for name, number in enum.members
        if name.startswith(prefix)
    }


def test_generated_files_are_current() -> None:
    for name, wanted in interface.outputs(HEADER).items():
        assert (ROOT / name).read_text(encoding="utf-8") == wanted, name


def test_the_declarations_are_set() -> None:
    assert len(_signatures.SIGNATURES) == len(HEADER.functions) > 100
    for name, (result, *arguments) in _signatures.SIGNATURES.items():
        assert getattr(lib, name).restype is result
        assert getattr(lib, name).argtypes == arguments


def test_versions_are_the_headers() -> None:
    parts = (HEADER.constants[f"STG_VERSION_{part}"] for part in ("MAJOR", "MINOR", "PATCH"))
    assert _version.__version__ == ".".join(parts) == text(lib.stg_version_string())
    assert str(ABI_VERSION) == HEADER.constants["STG_ABI_VERSION"]


def test_outcomes_have_the_librarys_names_and_order() -> None:
    for number, outcome in enumerate(OUTCOMES):
        assert text(lib.stg_outcome_name(number)) == outcome.value
    assert len(OUTCOMES) == len(members("STG_OUTCOME_"))


def test_causes_have_the_headers_order() -> None:
    assert {f"STG_CAUSE_{name.upper()}": n for n, name in enumerate(CAUSES)} == members(
        "STG_CAUSE_"
    )


def test_statuses_with_a_class_are_the_headers() -> None:
    assert set(_CLASSES) <= set(members("STG_STATUS_").values())
    for number in _CLASSES:
        assert text(lib.stg_status_name(number)) != ""
