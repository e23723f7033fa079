# SPDX-License-Identifier: Apache-2.0
"""A program that was built against an earlier header of this ABI still runs: no function, type or
number that it knew has changed. New ones may be added.

    abi_test.py C_COMPILER            compares
    abi_test.py --write C_COMPILER    accepts what the header says, for a release

The header's functions are compiled with empty bodies, which says all that programs rely on, and
compared by abidiff with tests/capi/abi/. That the library is what the header says, its compiler has
checked, and symbols_test.py.
"""
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import interface  # noqa: E402

BASELINE = pathlib.Path(__file__).parent / "abi"
HEADERS = ROOT / "include" / "stagegraph"


def source(header):
    """Every function of the header, with an empty body."""
    bodies = [
        f"{f.result} {f.name}({', '.join(f'{kind} {name}' for kind, name in f.parameters) or 'void'})"
        " { __builtin_trap(); }"
        for f in header.functions
    ]
    return "#include <stagegraph/stagegraph.h>\n" + "\n".join(bodies) + "\n"


def compile_header(compiler, path, folder):
    """A library that is what a header says, which lies in a folder "stagegraph"."""
    code = folder / "header.c"
    library = folder / "libstagegraph.so.1"
    code.write_text(source(interface.read(path)), encoding="utf-8")
    run(compiler, "-g", "-w", "-shared", "-fPIC", f"-I{path.parents[1]}", code, "-o", library,
        f"-Wl,-soname,{library.name}", f"-Wl,--version-script={ROOT / 'src/capi/stagegraph.map'}")
    return library


def run(*command):
    done = subprocess.run(list(map(str, command)), text=True, capture_output=True)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} ends with {done.returncode}\n{done.stdout}{done.stderr}")


def compare(library):
    run("abidiff", "--no-added-syms", BASELINE / "libstagegraph.so.1.abi", library)


def check_that_it_can_fail(compiler, folder):
    """A parameter that is narrower and a struct that is larger are found."""
    text = interface.HEADER.read_text(encoding="utf-8")
    for old, new in (("const stg_event* event, stg_context", "const stg_error* event, stg_context"),
                     ("  size_t size; /*", "  uint16_t size; /*")):
        if old not in text:
            raise SystemExit(f"the header has no '{old}' to break")
        changed = folder / "stagegraph" / "stagegraph.h"
        changed.parent.mkdir(exist_ok=True)
        changed.write_text(text.replace(old, new, 1), encoding="utf-8")
        library = compile_header(compiler, changed, folder)
        try:
            compare(library)
        except SystemExit:
            continue
        raise SystemExit(f"'{new}' for '{old}' is not noticed")


def numbers(header):
    """A line for each enumerator, constant of the ABI apart."""
    members = [member for enum in header.enums for member in enum.members]
    return [f"{name} {value}" for name, value in members]


def write(library, header):
    BASELINE.mkdir(exist_ok=True)
    run("abidw", "--no-comp-dir-path", "--no-corpus-path", "--no-show-locs", "--out-file", BASELINE / "libstagegraph.so.1.abi", library)
    (BASELINE / "numbers.txt").write_text("\n".join(numbers(header)) + "\n", encoding="utf-8")


def check_numbers(header):
    known = (BASELINE / "numbers.txt").read_text(encoding="utf-8").splitlines()
    changed = sorted(set(known) - set(numbers(header)))
    if changed:
        raise SystemExit("the header has no longer: " + ", ".join(changed))


def main():
    arguments = sys.argv[1:]
    is_written = arguments[0] == "--write"
    compiler = arguments[-1]
    header = interface.read(interface.HEADER)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        library = compile_header(compiler, interface.HEADER, folder)
        if is_written:
            return write(library, header)
        compare(library)
        check_that_it_can_fail(compiler, folder)
    check_numbers(header)
    return None


if __name__ == "__main__":
    main()
