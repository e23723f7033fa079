#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads include/stagegraph/stagegraph.h and writes what follows from its declarations.

    tools/interface.py           writes the files
    tools/interface.py --check   compares them and names the ones that are stale

The header stays in a form that a small reader understands: one function a declaration, in front of
it a comment with "Since: RELEASE.", constants as decimal literals or macros of <stdint.h>.
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import doors

ROOT = Path(__file__).resolve().parents[1]
HEADER = ROOT / "include/stagegraph/stagegraph.h"

LIMITS = {
    "UINT32_MAX": str(2**32 - 1),
    "UINT64_MAX": f"{2**64 - 1}u",
    "INT64_MAX": str(2**63 - 1),
}
# By C type: the name in _signatures.py of the type, and of a pointer to it.
SCALARS = {
    "double": ("c_double", "_double_out"),
    "size_t": ("c_size_t", None),
    "uint8_t": ("c_uint8", "_u8_out"),
    "uint32_t": ("c_uint32", "_u32_out"),
    "uint64_t": ("c_uint64", None),
    "int64_t": ("c_int64", "_i64_out"),
    "char": (None, "c_char_p"),
    "void": ("None", None),
    "stg_str": ("Str", "_str_out"),
}


@dataclass(frozen=True)
class Function:
    name: str
    result: str
    parameters: tuple[tuple[str, str], ...]  # type and name of each
    attributes: tuple[str, ...]  # the header's own macros, such as STG_CHECK_RESULT
    comment: str
    since: str  # the release, such as "0.1"; empty where the comment does not say
    section: str


@dataclass(frozen=True)
class Enum:
    type: str  # such as "stg_status", an int32_t
    members: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Interface:
    constants: dict[str, str]  # name of a #define: its value as a C literal
    struct: str  # the definition of stg_str
    handles: tuple[str, ...]  # the incomplete structs
    enums: tuple[Enum, ...]
    functions: tuple[Function, ...]


# ---------------------------------------------------------------------------- reading the header


def without_comments(text: str) -> str:
    """The text with a space for every comment."""
    return re.sub(r"/\*.*?\*/", " ", text, flags=re.S)


def split_type(declared: str) -> tuple[str, str]:
    """Type and name of "const stg_record* record"."""
    kind, name = re.fullmatch(r"(.*?[\s*])(\w+)", declared.strip(), re.S).groups()
    return " ".join(kind.split()), name


def split_parameters(text: str) -> tuple[tuple[str, str], ...]:
    if text.strip() == "void":
        return ()
    return tuple(split_type(parameter) for parameter in text.split(","))


def read_functions(text: str) -> tuple[Function, ...]:
    pattern = re.compile(
        r"/\* -{40,}\n \* (?P<title>[^\n]+)"
        r"|/\*(?P<comment>(?:(?!\*/).)*)\*/\s*STG_API\s+(?P<macros>(?:STG_\w+\s+)*)"
        r"(?P<result>[^;()]*?)(?P<name>stg_\w+)\((?P<parameters>[^()]*)\)\s*STG_NOEXCEPT;",
        re.S,
    )
    functions = []
    section = ""
    for match in pattern.finditer(text):
        if match["title"]:
            section = match["title"].strip()
            continue
        since = re.search(r"Since: (\d+\.\d+)", match["comment"])
        functions.append(
            Function(
                name=match["name"],
                result=" ".join(match["result"].split()),
                parameters=split_parameters(match["parameters"]),
                attributes=tuple(match["macros"].split()),
                comment=match["comment"],
                since=since[1] if since else "",
                section=section,
            )
        )
    return tuple(functions)


def read_member(text: str) -> tuple[str, int]:
    match = re.fullmatch(r"\s*(STG_\w+) = (\d+)\s*", text)
    if match is None:
        raise SystemExit(f"{HEADER.name}: an enumerator without a decimal value: {text.strip()}")
    return match[1], int(match[2])


def read_enums(code: str) -> tuple[Enum, ...]:
    found = re.findall(r"typedef int32_t (\w+);\s*enum \{([^}]*)\};", code)
    return tuple(
        Enum(kind, tuple(read_member(member) for member in body.split(",")))
        for kind, body in found
    )


def read_constants(code: str) -> dict[str, str]:
    found = re.findall(r"^#define (STG_\w+) (\d+|U?INT(?:32|64)_MAX)$", code, re.M)
    constants = {name: LIMITS.get(value, value) for name, value in found}
    major, minor, patch = (
        int(constants[f"STG_VERSION_{part}"]) for part in ("MAJOR", "MINOR", "PATCH")
    )
    return constants | {"STG_VERSION_NUMBER": str(major * 10000 + minor * 100 + patch)}


def read(path: Path = HEADER) -> Interface:
    text = path.read_text(encoding="utf-8")
    code = re.sub(r"[ \t]+$", "", without_comments(text), flags=re.M)
    interface = Interface(
        constants=read_constants(code),
        struct=re.search(r"typedef struct stg_str \{.*?\} stg_str;", code, re.S)[0],
        handles=tuple(re.findall(r"^typedef struct (\w+) \1;", code, re.M)),
        enums=read_enums(code),
        functions=read_functions(text),
    )
    check_all_read(code, interface)
    return interface


def check_all_read(code: str, interface: Interface) -> None:
    """Nothing of the header may be passed over because it is written in another form."""
    counts = {
        "functions": (len(re.findall(r"^STG_API\b", code, re.M)), len(interface.functions)),
        "enumerations": (len(re.findall(r"\benum\b", code)), len(interface.enums)),
        "structs": (len(re.findall(r"^typedef struct\b", code, re.M)), len(interface.handles) + 1),
    }
    for what, (written, understood) in counts.items():
        if written != understood:
            raise SystemExit(f"{HEADER.name}: {understood} of {written} {what} are understood")


# ------------------------------------------------------------------------------ the version script


def releases(interface: Interface) -> list[str]:
    """The releases that functions date from, oldest first."""
    found = {function.since for function in interface.functions}
    return sorted(found, key=lambda release: [int(part) for part in release.split(".")])


def version_script(interface: Interface) -> str:
    nodes = []
    before = ""
    for release in releases(interface):
        names = sorted(f.name for f in interface.functions if f.since == release)
        lines = [f"STAGEGRAPH_{release} {{", "  global:", *(f"    {name};" for name in names)]
        if not before:
            lines += ["  local:", "    *;"]
        nodes.append("\n".join([*lines, "}" + (f" {before}" if before else "") + ";"]))
        before = f"STAGEGRAPH_{release}"
    head = (
        "/* What the library exports: a node for each release that added functions.\n"
        " * Written by tools/interface.py from stagegraph.h. */\n"
    )
    return head + "\n\n".join(nodes) + "\n"


def symbol_list(interface: Interface) -> str:
    return "".join(f"{name}\n" for name in sorted(f.name for f in interface.functions))


# ------------------------------------------------------------------------------------- for ctypes

SIGNATURES_HEAD = '''\
"""The C interface as ctypes sees it: result and argument types of every function.

Written by tools/interface.py from stagegraph.h. Without these types ctypes cuts 64-bit results to
32 bits, silently.
"""

from __future__ import annotations

import ctypes
from ctypes import (
    POINTER,
    c_char_p,
    c_double,
    c_int32,
    c_int64,
    c_size_t,
    c_uint8,
    c_uint32,
    c_uint64,
    c_void_p,
)
from typing import Any


class Str(ctypes.Structure):
    """stg_str: borrowed text, not ended by a zero byte."""

    _fields_ = [("data", c_void_p), ("size", c_size_t)]


_handle = c_void_p
_out = POINTER(c_void_p)  # a handle that the call sets, or an error
_text = (c_char_p, c_size_t)
_enum = c_int32
_status = c_int32
_enum_out = POINTER(c_int32)
_u8_out = POINTER(c_uint8)
_u32_out = POINTER(c_uint32)
_i64_out = POINTER(c_int64)
_double_out = POINTER(c_double)
_str_out = POINTER(Str)

SIGNATURES: dict[str, tuple[Any, ...]] = {
'''

SIGNATURES_TAIL = '''}
"""By function: the type of its result, then those of its arguments."""


def declare(library: ctypes.CDLL) -> None:
    """Sets `restype` and `argtypes` of every function. Raises AttributeError if one is missing."""
    for name, (result, *arguments) in SIGNATURES.items():
        function = getattr(library, name)
        function.restype = result
        function.argtypes = arguments
'''


def ctypes_names(interface: Interface) -> dict[str, str]:
    """By C type without const, such as "stg_record**": its name in _signatures.py."""
    names = {f"{name}*": "_handle" for name in interface.handles}
    names |= {f"{name}**": "_out" for name in interface.handles}
    pairs = {enum.type: ("_enum", "_enum_out") for enum in interface.enums} | SCALARS
    names |= {kind: value for kind, (value, _) in pairs.items() if value}
    names |= {f"{kind}*": pointer for kind, (_, pointer) in pairs.items() if pointer}
    return names | {"stg_status": "_status"}


def signature(function: Function, names: dict[str, str]) -> str:
    types = [function.result, *(kind for kind, _ in function.parameters)]
    plain = [kind.replace("const ", "").replace(" ", "") for kind in types]
    for kind in plain:
        if kind not in names:
            raise SystemExit(f"{function.name}: no ctypes type for '{kind}'")
    result, *arguments = (names[kind] for kind in plain)
    text = ", ".join([result, *arguments, ""]).replace("c_char_p, c_size_t,", "*_text,")
    entry = text.removesuffix(" ") if not arguments else text.removesuffix(", ")
    line = f'    "{function.name}": ({entry}),'
    if len(line) <= 100:
        return line + "\n"
    indent = " " * 8
    body = textwrap.fill(text, 100, initial_indent=indent, subsequent_indent=indent)
    return f'    "{function.name}": (\n{body}\n    ),\n'


def python_signatures(interface: Interface) -> str:
    names = ctypes_names(interface)
    lines = []
    section = ""
    for function in interface.functions:
        if function.section != section:
            section = function.section
            lines.append(f"    # {section}\n")
        lines.append(signature(function, names))
    return SIGNATURES_HEAD + "".join(lines) + SIGNATURES_TAIL


# ------------------------------------------------------------- for foreign function interfaces

FFI_HEAD = """\
/* stagegraph_ffi.h - the declarations of stagegraph.h as plain C, for what has no preprocessor,
 * such as PHP's FFI::cdef and Python's cffi. stagegraph.h documents them.
 * Written by tools/interface.py. */
/* clang-format off */
"""


def ffi_declaration(function: Function) -> str:
    parameters = [f"{kind} {name}" for kind, name in function.parameters] or ["void"]
    start = f"{function.result} {function.name}("
    lines = [start]
    for i, parameter in enumerate(parameters):
        piece = parameter + (");" if i == len(parameters) - 1 else ",")
        if len(lines[-1]) + 1 + len(piece) > 100:
            lines.append(" " * len(start) + piece)
        else:
            lines[-1] += piece if lines[-1].endswith("(") else " " + piece
    return "\n".join(lines)


def ffi_header(interface: Interface) -> str:
    parts = [FFI_HEAD]
    parts += [f"enum {{ {name} = {value} }};" for name, value in interface.constants.items()]
    parts += ["", interface.struct, ""]
    parts += [f"typedef struct {name} {name};" for name in interface.handles]
    for enum in interface.enums:
        members = ",\n".join(f"  {name} = {value}" for name, value in enum.members)
        parts += ["", f"typedef int32_t {enum.type};", f"enum {{\n{members}\n}};"]
    section = ""
    for function in interface.functions:
        if function.section != section:
            section = function.section
            parts += ["", f"/* {section} */"]
        parts.append(ffi_declaration(function))
    return "\n".join(parts) + "\n"


# --------------------------------------------------------------------------------------- the files


def outputs(interface: Interface) -> dict[str, str]:
    """By path below the root: what the file has to be."""
    declarations = ffi_header(interface)
    return {
        "src/capi/stagegraph.map": version_script(interface),
        "tests/capi/symbols.txt": symbol_list(interface),
        "bindings/python/src/stagegraph/_signatures.py": python_signatures(interface),
        "include/stagegraph/stagegraph_ffi.h": declarations,
        **doors.outputs(interface, declarations),
    }


def is_current(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    wanted = outputs(read())
    stale = [name for name, text in wanted.items() if not is_current(ROOT / name, text)]
    for name in stale:
        if arguments.check:
            print(f"{name} is stale: run tools/interface.py", file=sys.stderr)
        else:
            (ROOT / name).write_text(wanted[name], encoding="utf-8")
            print(f"wrote {name}")
    return 1 if stale and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
