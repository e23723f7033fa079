#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the calls of the tests of misuse and of faults: a TEST_CASE for each function.

    misuse_calls.py OUTPUT

The parameters of a declaration say what they are given (misuse_arguments.h), its comment says where
NULL is allowed. A parameter of a kind that is not known here is an error, so no function is left
out.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
from interface import Function, Interface, read  # noqa: E402

INSTANTS = {"now", "at", "entered", "instant"}
# A right value where the name of the parameter does not give one: function, parameter, in C++.
RIGHT = {
    "*.event": 'world().event("go")',
    "*.stage": 'world().stage("work.open")',
    "*.quota": 'world().quota("open_leads")',
    "*.table": "0",
    "*.role": "0",
    "*.fact": 'world().fact("owner")',
    "*.field": 'world().field("note")',
    "stg_record_set_bool.fact": 'world().fact("flag")',
    "stg_record_get_bool.fact": 'world().fact("flag")',
    "stg_record_set_int.fact": 'world().fact("count")',
    "stg_record_get_int.fact": 'world().fact("count")',
    "stg_record_set_double.fact": 'world().fact("ratio")',
    "stg_record_get_double.fact": 'world().fact("ratio")',
    "stg_record_set_decimal.fact": 'world().fact("amount")',
    "stg_record_get_decimal.fact": 'world().fact("amount")',
    "stg_record_set_timestamp.fact": 'world().fact("seen")',
    "stg_record_get_timestamp.fact": 'world().fact("seen")',
    "stg_record_set_json.fact": 'world().fact("tags")',
    "stg_payload_set_bool.field": 'world().field("sure")',
    "stg_payload_set_int.field": 'world().field("times")',
    "stg_payload_set_double.field": 'world().field("weight")',
    "stg_payload_set_decimal.field": 'world().field("price")',
    "stg_payload_set_timestamp.field": 'world().field("met")',
    "stg_quota_window.quota": 'world().quota("asked")',
    "stg_ruleset_load_file.path": '"tests/data/doors.yaml"',
    "stg_ruleset_load_text.text": "kMainRules",
    "stg_ruleset_diff.old_text": "kMainRules",
    "stg_ruleset_diff.new_text": "kMainRules",
    "stg_record_from_json.text": "world().main.record_json",
    "stg_record_migrate.record_json": "world().main.record_json",
    "stg_record_set_decimal.text": '"12.50"',
    "stg_record_set_json.text": R"""R"(["a", "b"])" """,
    "stg_payload_set_decimal.text": '"12.50"',
    "stg_payload_set_json.text": R"""R"({"note": "x"})" """,
    "stg_event_from_json.text": "kEventJson",
    "stg_time_parse.text": '"2026-03-02T10:00:00Z"',
    "stg_approve.name": '"answer"',
    "stg_reject.name": '"answer"',
    "stg_options_set_int.option": "STG_OPTION_MAX_STEPS",
    "stg_options_set_text.option": "STG_OPTION_LANGUAGE",
    "stg_options_set_text.value": '"zh"',
    "stg_expression_compile.source": '"amount > 1"',
    "stg_expression_compile.variables": R"""R"({"amount": "int"})" """,
    "stg_expression_evaluate.values": R"""R"({"amount": 2})" """,
    "stg_test_run.paths": '"tests/scenarios/time.test.yaml"',
}
# Parameters that take another version than the others are of.
ANY_VERSION = {"stg_ruleset_check_against.old"}
QUOTED, ROLE = '"x"', '"seller"'


def documented(function: Function, parameter: str) -> str:
    """What the comment's list of parameters says about one of them."""
    found = []
    inside = False
    for line in function.comment.split("\n"):
        entry = re.match(r"^ \*   (?! )((?:\w+, )*\w+):", line)
        if entry:
            inside = parameter in entry[1].split(", ")
        elif not line.startswith(" *    "):
            inside = False
        if inside:
            found.append(line)
    return " ".join(found)


def right(function: Function, parameter: str, default: str) -> str:
    key = f"{function.name}.{parameter}"
    return RIGHT.get(key) or RIGHT.get(f"*.{parameter}") or default


def can_fail(function: Function) -> bool:
    return bool(function.parameters) and function.parameters[-1][0] == "stg_error**"


def is_end(function: Function) -> bool:
    """Frees what it is given."""
    return function.name.endswith(("_free", "_unref"))


def handle(function: Function, kind: str, name: str, is_nullable: bool) -> str:
    bare = kind.removeprefix("const ")
    nullable = "true" if is_nullable else "false"
    shared = "true" if "const " in kind else "false"
    if is_end(function):
        return f"last_use<{bare}>()"
    if f"{function.name}.{name}" in ANY_VERSION:
        return f"handle<{bare}>({nullable}, {shared}, Bond::kVersion)"
    if "const " in kind or kind in ("stg_context", "stg_payload"):
        return f"handle<{bare}>({nullable}, {shared})"
    return f"own_copy<{bare}>()"


def arguments(function: Function, interface: Interface) -> list[str]:
    made = []
    parameters = list(function.parameters)
    enums = {enum.type for enum in interface.enums}
    fails = "true" if can_fail(function) else "false"
    while parameters:
        kind, name = parameters.pop(0)
        said = documented(function, name)
        nullable = "NULL" in said
        plain = kind.removeprefix("const ").rstrip("*")
        if kind == "stg_error**":
            made.append("error_out()")
        elif kind.endswith("**"):
            reused = "(reused" in said
            made.append(f"{'reused_out' if reused else 'out'}<{plain}>()")
        elif kind == "const char*":
            assert parameters.pop(0)[0] == "size_t", function.name
            made.append(f"text({right(function, name, QUOTED)}, {fails})")
        elif kind == "const stg_str*":
            assert parameters.pop(0)[1].endswith("_count"), function.name
            made.append(f"texts({right(function, name, ROLE)})")
        elif kind.endswith("*") and plain in interface.handles:
            made.append(handle(function, kind[:-1], name, nullable))
        elif kind.endswith("*"):
            made.append(f"value_out<{plain}>({'true' if nullable else 'false'})")
        elif kind == "uint32_t":
            made.append(f"index({right(function, name, '0')})")
        elif kind == "int64_t":
            made.append("instant()" if name in INSTANTS else "number()")
        elif kind == "uint8_t":
            made.append("flag()")
        elif kind == "double":
            made.append("real()")
        elif kind in enums:
            made.append(f"choice({right(function, name, '0')})")
        else:
            raise SystemExit(f"{function.name}: no misuse is known for '{kind} {name}'")
    return made


def test_case(function: Function, interface: Interface) -> str:
    name = function.name
    given = "".join(f"\n             {argument}," for argument in arguments(function, interface))
    slots = ", ".join(f"s[{i}]" for i in range(len(function.parameters)))
    call = f"{name}({slots})"
    body = f"{call};\n           return Answer()" if function.result == "void" else (
        f"return {'status' if can_fail(function) else 'answer'}({call})")
    return (
        f'TEST_CASE("{name}") {{\n  try_function("{name}",\n         {{{given.strip()}}},\n'
        f"         [](const Slot* s) {{\n           (void)s;\n           {body};\n         }});\n}}\n"
    )


def main() -> int:
    interface = read()
    head = "// Written by tests/capi/misuse_calls.py from stagegraph.h.\n\n"
    names = "".join(f'    "{function.name}",\n' for function in interface.functions)
    names = f"constexpr const char* kTried[] = {{\n{names}}};\n\n"
    cases = [test_case(function, interface) for function in interface.functions]
    Path(sys.argv[1]).write_text(head + names + "\n".join(cases), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
