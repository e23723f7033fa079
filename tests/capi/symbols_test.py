# SPDX-License-Identifier: Apache-2.0
"""The library exports exactly the functions of tests/capi/symbols.txt, each under the version node
of the release that its comment names. stagegraph.h says of each which threads may call it and since
when, and marks every status that a caller must look at.

    symbols_test.py LIBRARY
"""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import interface  # noqa: E402


def exported(library):
    """By function: the version node it is exported under."""
    lines = subprocess.run(["nm", "-D", "--defined-only", library], check=True,
                           capture_output=True, text=True).stdout.splitlines()
    symbols = [line.split() for line in lines]
    # A version node is an absolute symbol of its own.
    names = [name for _, kind, name in symbols if kind != "A"]
    return {name.partition("@")[0]: name.rpartition("@")[2] for name in names}


def flaws(function):
    """What is wrong with a declaration or its comment."""
    if function.comment.count("\n * Thread safety: ") != 1:
        yield "no line that starts with 'Thread safety:'"
    if not function.since:
        yield "no 'Since:'"
    if function.section == "":
        yield "no section"
    is_checked = "STG_CHECK_RESULT" in function.attributes
    can_fail = function.result == "stg_status" and function.parameters[-1][1] == "err"
    if is_checked != can_fail:
        yield "STG_CHECK_RESULT belongs to functions that can fail, and only there"
    for kind, name in function.parameters:
        if (kind == "size_t") != name.endswith("_size"):
            yield f"size_t is the type of sizes in bytes: {name}"


def main():
    listed = set((ROOT / "tests/capi/symbols.txt").read_text(encoding="utf-8").split())
    declared = {function.name: function for function in interface.read().functions}
    found = exported(sys.argv[1])
    problems = [f"exported, not in symbols.txt: {name}" for name in found.keys() - listed]
    problems += [f"in symbols.txt, not exported: {name}" for name in listed - found.keys()]
    problems += [f"not declared with a comment: {name}" for name in listed - declared.keys()]
    problems += [f"declared, not in symbols.txt: {name}" for name in declared.keys() - listed]
    problems += [f"exported as {found[name]}, since {function.since}: {name}"
                 for name, function in declared.items()
                 if found.get(name) != f"STAGEGRAPH_{function.since}"]
    problems += [f"{problem}: {name}" for name, function in declared.items()
                 for problem in flaws(function)]
    print("\n".join(sorted(problems)) or f"{len(listed)} functions")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
