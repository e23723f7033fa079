"""The library shows exactly the functions of tests/capi/symbols.txt; stagegraph.h declares the same
ones, and says of each who may call it and since when.

    symbols_test.py LIBRARY
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def exported(library):
    lines = subprocess.run(["nm", "-D", "--defined-only", library], check=True,
                           capture_output=True, text=True).stdout.splitlines()
    names = {line.split()[2] for line in lines}
    # The version node is an absolute symbol of its own.
    return {name.split("@")[0] for name in names} - {"STAGEGRAPH_1.0"}


def declared():
    """The functions of the header, with the comment in front of each."""
    header = (ROOT / "include/stagegraph/stagegraph.h").read_text(encoding="utf-8")
    found = re.findall(r"/\*((?:(?!\*/).)*)\*/\s*STG_API[^;(]*?(stg_\w+)\(", header, re.S)
    return {name: comment for comment, name in found}


def main():
    wanted = set((ROOT / "tests/capi/symbols.txt").read_text(encoding="utf-8").split())
    functions = declared()
    problems = [f"exported, not in symbols.txt: {name}" for name in exported(sys.argv[1]) - wanted]
    problems += [f"in symbols.txt, not exported: {name}" for name in wanted - exported(sys.argv[1])]
    problems += [f"not declared with a comment: {name}" for name in wanted - set(functions)]
    problems += [f"declared, not in symbols.txt: {name}" for name in set(functions) - wanted]
    for name, comment in functions.items():
        if "Thread safety:" not in comment or "Since:" not in comment:
            problems.append(f"without 'Thread safety:' or 'Since:': {name}")
    print("\n".join(sorted(problems)) or f"{len(wanted)} functions")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
