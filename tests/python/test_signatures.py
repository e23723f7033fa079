"""Every function of the header is declared to ctypes, as the header has it."""

from __future__ import annotations

import ctypes
import re
from pathlib import Path

from stagegraph import _signatures
from stagegraph._decision import CAUSES, OUTCOMES
from stagegraph._errors import _CLASSES
from stagegraph._library import ABI_VERSION, lib, text

HEADER = (
    Path(__file__).resolve().parents[2] / "include" / "stagegraph" / "stagegraph.h"
).read_text()

SCALARS = {
    "void": None,
    "size_t": ctypes.c_size_t,
    "double": ctypes.c_double,
    "uint8_t": ctypes.c_uint8,
    "uint32_t": ctypes.c_uint32,
    "uint64_t": ctypes.c_uint64,
    "int64_t": ctypes.c_int64,
    "stg_str": _signatures.Str,
    **{
        f"stg_{name}": ctypes.c_int32
        for name in ("status", "outcome", "cause", "severity", "format", "result", "option")
    },
}


def functions() -> dict[str, tuple[object, ...]]:
    code = re.sub(r"/\*.*?\*/", " ", HEADER, flags=re.S)
    found = re.findall(r"STG_API\s+([^;()]*?)(stg_\w+)\(([^()]*)\)", code)
    return {
        name: (ctype(result), *(ctype(p) for p in parameters.split(",") if p.strip() != "void"))
        for result, name, parameters in found
    }


def ctype(declared: str) -> object:
    """The ctypes type of "const stg_record* record", "uint32_t*" or "size_t size"."""
    words = declared.replace("*", " * ").replace("const", " ").split()
    stars, kind = words.count("*"), words[0]
    if kind == "char":
        return ctypes.c_char_p
    if kind in SCALARS:
        return ctypes.POINTER(SCALARS[kind]) if stars else SCALARS[kind]
    return ctypes.POINTER(ctypes.c_void_p) if stars == 2 else ctypes.c_void_p


def test_every_function_is_declared_as_in_the_header() -> None:
    assert _signatures.SIGNATURES == functions()


def test_the_header_is_read() -> None:
    assert len(functions()) > 100


def test_the_declarations_are_set() -> None:
    for name, (result, *arguments) in _signatures.SIGNATURES.items():
        assert getattr(lib, name).restype is result
        assert getattr(lib, name).argtypes == arguments


def test_the_abi_version_is_the_headers() -> None:
    assert int(re.search(r"STG_ABI_VERSION (\d+)", HEADER)[1]) == ABI_VERSION


def constants(prefix: str) -> dict[str, int]:
    found = re.findall(rf"\b({prefix}\w+)\s*=\s*(\d+)", HEADER)
    return {name: int(number) for name, number in found}


def test_outcomes_have_the_librarys_names_and_order() -> None:
    for number, outcome in enumerate(OUTCOMES):
        assert text(lib.stg_outcome_name(number)) == outcome.value
    assert lib.stg_outcome_name(len(OUTCOMES)).size == 0


def test_causes_have_the_headers_order() -> None:
    assert {f"STG_CAUSE_{name.upper()}": n for n, name in enumerate(CAUSES)} == constants(
        "STG_CAUSE_"
    )


def test_statuses_with_a_class_are_the_librarys() -> None:
    for number in _CLASSES:
        assert text(lib.stg_status_name(number)) != ""
