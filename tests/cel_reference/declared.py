# SPDX-License-Identifier: Apache-2.0
"""What there is to be listed: functions and operators as the library of CEL declares them, macros
and functions about the record as the sources write them."""
import os
import re
import subprocess
from dataclasses import dataclass

from page import ROOT

# A macro's name, whether it may have a filter, and an example of its use.
LOOP_MACRO = re.compile(r'\{"(\w+)", LoopKind::k\w+, \d, (true|false),\s*"([^"]+)"\}')
OTHER_MACRO = re.compile(r'^ +\{"\w+", "([^"]*\([^"]*)"\}', re.MULTILINE)
HOST_FUNCTION = re.compile(r'\{"(\w+)",\s*\{(\w+(?:, \w+)*)\},')


@dataclass(frozen=True)
class Callable:
    name: str
    is_member: bool
    arity: int | None  # without the receiver. None: any number


def functions():
    """Of the library; names that begin with @ are the compiler's own."""
    lines = subprocess.run([os.environ["STAGEGRAPH_CEL_FUNCTIONS"]], check=True,
                           capture_output=True, encoding="utf-8").stdout.splitlines()
    rows = [line.split("\t") for line in lines]
    return {Callable(name, is_member == "1", None if arity == "any" else int(arity))
            for name, is_member, arity in rows if not name.startswith("@")}


def arguments_of(text):
    """How many arguments "x, f(a, b)" has."""
    depth, count = 0, 1
    for letter in text:
        depth += (letter in "({[") - (letter in ")}]")
        count += letter == "," and depth == 0
    return count


def used(usage):
    """items.map(x, x * 2) is a member with two arguments; cel.bind() has no receiver."""
    callee, arguments = usage[:-1].split("(", 1)
    receiver, dot, name = callee.rpartition(".")
    if receiver == "cel":
        return Callable(callee, False, arguments_of(arguments))
    return Callable(name, bool(dot), arguments_of(arguments))


def macros():
    source = (ROOT / "src/cel/syntax/macros.cc").read_text(encoding="utf-8")
    found = {used(usage) for usage in OTHER_MACRO.findall(source)}
    for name, may_filter, usage in LOOP_MACRO.findall(source):
        plain = used(usage)
        assert plain.name == name
        found.add(plain)
        if may_filter == "true":
            found.add(Callable(name, True, plain.arity + 1))
    return found


def record_functions():
    sources = (ROOT / "src/ruleset").rglob("host_functions.cc")
    return {Callable(name, False, len(parameters.split(",")))
            for source in sources
            for name, parameters in HOST_FUNCTION.findall(source.read_text(encoding="utf-8"))}
