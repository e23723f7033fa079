# SPDX-License-Identifier: Apache-2.0
"""docs/cel-functions.md is whole, and its examples give the results that it shows.

What is declared comes from the library and its sources, so that a function that somebody adds is
missed here without anything else to keep in step. STAGEGRAPH_COMMAND names the command, and
STAGEGRAPH_CEL_FUNCTIONS the program that lists the library.
"""
import json
import os
import re
import subprocess

import declared
import page
import pytest
import yaml

ROWS = page.rows()
RECORD = "The record"
OF_CEL = [row for row in ROWS if row.section != RECORD]
OF_RECORD = [row for row in ROWS if row.section == RECORD]
FAILED = "stagegraph: the evaluation failed: "

EXAMPLES = [pair for row in OF_CEL for pair in zip(row.examples, row.results)]


def run(*arguments):
    return subprocess.run([os.environ["STAGEGRAPH_COMMAND"], *arguments],
                          capture_output=True, encoding="utf-8", timeout=60)


def arguments_of(text):
    return len([part for part in text.split(",") if part.strip()])


def shapes(signature):
    """What a signature may declare: `math.abs(x)` looks like a method of `math`, too."""
    call = re.fullmatch(r"([\w.]+)\((.*)\)", signature)
    if not call:
        return set()
    name, arguments = call.groups()
    arity = None if "..." in arguments else arguments_of(arguments)
    found = {declared.Callable(name, False, arity)}
    receiver, dot, method = name.partition(".")
    if dot and "." not in method:
        found.add(declared.Callable(method, True, arity))
    return found


def listed():
    return {shape for row in ROWS for signature in row.signatures for shape in shapes(signature)}


def operators_on_page():
    """`a[?b]` as the sources write it: `_[?_]`."""
    signatures = {signature for row in OF_CEL for signature in row.signatures}
    return {re.sub(r"\b(?!in\b)\w+\b", "_", signature).replace(" ", "")
            for signature in signatures}


def is_operator(function):
    return function.name.startswith("_") or function.name.endswith("_")


def test_page_lists_every_function():
    functions = {one for one in declared.functions() if not is_operator(one)}
    assert len(functions) > 100  # the tables are found where they stand
    assert functions - listed() == set()


def test_page_lists_every_operator():
    operators = {one.name for one in declared.functions() if is_operator(one)}
    assert len(operators) > 12
    assert operators - operators_on_page() == set()


def test_page_lists_every_macro():
    macros = declared.macros()
    assert len(macros) > 17
    assert macros - listed() == set()


def test_page_lists_every_function_of_the_record():
    functions = declared.record_functions()
    assert len(functions) > 5
    assert functions - listed() == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row.signatures))
def test_every_signature_has_an_example(row):
    assert len(row.examples) == len(row.results) > 0
    for signature in row.signatures:
        call = re.search(r"(\w+)\(", signature)
        if call:
            assert any(f"{call[1]}(" in example for example in row.examples), signature


@pytest.mark.parametrize("example, result", EXAMPLES, ids=[example for example, _ in EXAMPLES])
def test_example(example, result):
    done = run("eval", "--", example)
    if result.startswith("error: "):
        assert done.stderr.startswith(FAILED)
        assert json.loads(done.stderr[len(FAILED):]) == result[len("error: "):]
    else:
        assert (done.stdout.strip(), done.stderr) == (result, "")


def with_examples(ruleset, examples):
    """The page's ruleset, its event answered with an action whose argument is each example."""
    ruleset["actions"] = {"show": {"value": "string"}}
    answers = [{"show": {"value": "= ${%s}" % example}} for example in examples]
    ruleset["stages"]["lead"]["stages"]["sql"]["events"]["look"] = {"do": answers}
    return json.dumps(ruleset)  # JSON is YAML


def test_examples_of_the_record(tmp_path):
    [ruleset], [record, event] = page.blocks("yaml"), page.blocks("json")
    examples = [example for row in OF_RECORD for example in row.examples]
    rules = tmp_path / "rules.yaml"
    rules.write_text(with_examples(yaml.safe_load(ruleset), examples), encoding="utf-8")
    done = run("decide", str(rules), "--record", record, "--event", event, "--format", "json")
    actions = json.loads(done.stdout)["actions"]
    shown = [action["arguments"]["value"].removeprefix("= ") for action in actions]
    assert dict(zip(examples, shown)) == {
        example: result for row in OF_RECORD for example, result in zip(row.examples, row.results)}
    assert len(shown) == len(examples)
