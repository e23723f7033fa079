# SPDX-License-Identifier: Apache-2.0
"""Reads what the sources declare: tables of functions, operators and macros, as C++ text."""
import re
from dataclasses import dataclass

from page import ROOT

CONSTANT = re.compile(r'std::string_view (k\w+) =\s*((?:"[^"]*"\s*)+);')
DECLARATION = re.compile(r'\{"([^"]+)",\s*Style::k(\w+),\s*((?:"[^"]*"\s*)+|k\w+)')
LOOP_MACRO = re.compile(r'\{"(\w+)", LoopKind::k\w+, (\d), (true|false)\}')
OTHER_MACRO = re.compile(r'name (?:==|!=) "(\w+)" (?:&&|\|\|) (?:arguments|expander\.count\(\)) '
                         r'(?:==|!=) (\d)')
MACRO_USAGE = re.compile(r'\{"(\w+)", "[^"]*\([^"]*"\}')
HOST_FUNCTION = re.compile(r'\{"(\w+)",\s*\{(\w+(?:, \w+)*)\},')

# Macros that only the conformance suite of CEL switches on.
OF_TESTS = {"block", "index", "iterVar"}


@dataclass(frozen=True)
class Callable:
    name: str
    is_member: bool
    arity: int | None  # without the receiver. None: any number


def joined(literals):
    return "".join(re.findall(r'"([^"]*)"', literals))


def arity_of(types):
    """How many parameters "string, list(A) -> bool | ..." has."""
    parameters = types.split("->")[0].strip()
    if not parameters:
        return 0
    depth, count = 0, 1
    for letter in parameters:
        depth += (letter == "(") - (letter == ")")
        count += letter == "," and depth == 0
    return count


def of_style(name, style, types):
    arity = arity_of(types)
    if style == "Variadic":
        return [Callable(name, False, None)]
    found = [Callable(name, False, arity)] if style in ("Global", "Both") else []
    if style in ("Member", "Both"):
        found.append(Callable(name, True, arity - 1))
    return found


def functions_in(text):
    constants = {name: joined(literals) for name, literals in CONSTANT.findall(text)}
    for name, style, types in DECLARATION.findall(text):
        if not name.startswith("@"):
            yield from of_style(name, style, constants.get(types) or joined(types))


def macros_in(text):
    for name, variables, may_filter in LOOP_MACRO.findall(text):
        yield Callable(name, True, int(variables) + 1)
        if may_filter == "true":
            yield Callable(name, True, int(variables) + 2)
    for name, count in OTHER_MACRO.findall(text):
        if name not in OF_TESTS:
            full = "cel.bind" if name == "bind" else name
            yield Callable(full, name not in ("bind", "has"), int(count))


def cel_sources():
    return sorted((ROOT / "src/cel").rglob("*.cc"))


def functions():
    return {function for source in cel_sources()
            for function in functions_in(source.read_text(encoding="utf-8"))}


def macro_text():
    [source] = (source for source in cel_sources() if source.name == "macros.cc")
    return source.read_text(encoding="utf-8")


def macros():
    return set(macros_in(macro_text()))


def macro_names():
    """Those that a message shows the use of. known() is one of them."""
    return {"cel.bind" if name == "bind" else name for name in MACRO_USAGE.findall(macro_text())}


def record_functions():
    sources = (ROOT / "src/ruleset").rglob("host_functions.cc")
    return {Callable(name, False, len(parameters.split(",")))
            for source in sources
            for name, parameters in HOST_FUNCTION.findall(source.read_text(encoding="utf-8"))}
