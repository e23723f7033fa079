# SPDX-License-Identifier: Apache-2.0
"""The library and the command are hardened: what the linker and the compiler left in them says so.

    hardening_test.py LIBRARY COMMAND [--optimised]
"""
import platform
import re
import subprocess
import sys


def read(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def segment(file, name):
    """The flags of a program header, such as "RW"; None where there is none."""
    found = re.search(rf"^ +{name} .* ([R ][W ][E ]) +0x\w+$", read("readelf", "-lW", file), re.M)
    return found and found[1].replace(" ", "")


def has_note(file, feature):
    return re.search(rf"x86 feature: .*\b{feature}\b", read("readelf", "-nW", file)) is not None


def undefined(file):
    """The functions that it takes from elsewhere."""
    lines = read("nm", "-D", "--undefined-only", file).splitlines()
    return {line.split()[-1].partition("@")[0] for line in lines}


def linked_flaws(file):
    if segment(file, "GNU_RELRO") is None:
        yield "has no part that is read-only after relocation (GNU_RELRO)"
    if not re.search(r"\(FLAGS(_1)?\).*\bNOW\b", read("readelf", "-dW", file)):
        yield "is relocated while it runs (no BIND_NOW)"
    if segment(file, "GNU_STACK") != "RW":
        yield "may execute its stack (GNU_STACK)"
    if "Type:" not in (header := read("readelf", "-h", file)) or "DYN" not in header:
        yield "is not loaded at a place of the system's choice (PIE)"
    if "TEXTREL" in read("readelf", "-dW", file):
        yield "changes its code when it is loaded (TEXTREL)"


def compiled_flaws(file):
    taken = undefined(file)
    if "__stack_chk_fail" not in taken:
        yield "has no stack protector"
    if not any(re.fullmatch(r"__\w+_chk", name) for name in taken - {"__stack_chk_fail"}):
        yield "has no checked functions of the C library (_FORTIFY_SOURCE)"
    if not any("__glibcxx_assert_fail" in name for name in taken):
        yield "has no checks of the C++ library (_GLIBCXX_ASSERTIONS)"
    if platform.machine() == "x86_64" and not has_note(file, "SHSTK"):
        yield "does not keep to the shadow stack (SHSTK)"


def without_landing_pad(library):
    """Exported functions that an indirect call may not lead to where the processor checks."""
    if platform.machine() != "x86_64":
        return []
    code = read("objdump", "-d", "--no-show-raw-insn", library)
    first = re.findall(r"^\w+ <(stg_\w+)(?:@@\w[\w.]*)?>:\n\s*\w+:\t(\w+)", code, re.M)
    assert first, "objdump shows no function"
    return [name for name, instruction in first if instruction != "endbr64"]


def main(library, command, *options):
    is_optimised = options == ("--optimised",)
    flaws = [(file, flaw) for file in (library, command) for flaw in linked_flaws(file)]
    if is_optimised:
        flaws += [(file, flaw) for file in (library, command) for flaw in compiled_flaws(file)]
        flaws += [(library, f"{name} has no landing pad") for name in without_landing_pad(library)]
    for file, flaw in flaws:
        print(f"{file}: {flaw}")
    print(f"{len(flaws)} finding(s)")
    return bool(flaws)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
