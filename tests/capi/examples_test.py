# SPDX-License-Identifier: Apache-2.0
"""The examples in the comments of the public headers compile and run.

    examples_test.py LIBRARY C_COMPILER CXX_COMPILER

An example follows a line "Example:" in a comment and is indented by four columns. In C, an example
that defines functions stands in the program as it is. Any other becomes the body of a function with
the objects that stagegraph.h promises: `rules`, `lead`, `context`, `now` and `err`. In C++ each
example is a program.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include"
HERE = pathlib.Path(__file__).resolve().parent
MAIN = """\
int main(void) { return run_all(kExamples, sizeof kExamples / sizeof kExamples[0], deliver); }
"""
WARNINGS = ["-Wall", "-Wextra", "-pedantic", "-Werror"]


def examples(header, mark):
    """Line number and text of every example; `mark` is what a comment's lines start with."""
    lines = header.read_text(encoding="utf-8").splitlines()
    for i, line in enumerate(lines):
        if line != f"{mark} Example:":
            continue
        block = []
        for text in lines[i + 1:]:
            if not re.match(rf"{re.escape(mark)}(    .*)?$", text):
                break
            block.append(text[len(mark) + 5:])
        yield i + 3, "\n".join(block).strip("\n")


def is_definition(text):
    return re.search(r"^static .*\(", text, re.M) is not None and "\n}" in text


def body(number, text):
    return (f"static int example_{number}(const stg_ruleset* rules, stg_record* lead,\n"
            "    stg_context* context, int64_t now, stg_error* err) {\n"
            "  (void)rules, (void)lead, (void)context, (void)now, (void)err;\n"
            f"{text}\n  return 0;\n}}\n")


def c_program(directory):
    header = INCLUDE / "stagegraph/stagegraph.h"
    found = list(examples(header, " *"))
    definitions = [(line, text) for line, text in found if is_definition(text)]
    bodies = [(line, body(line, text)) for line, text in found if not is_definition(text)]
    parts = [(HERE / "examples_main.c").read_text(encoding="utf-8")]
    parts += [f'#line {line} "{header}"\n{text}\n' for line, text in reversed(definitions)]
    parts += [f'#line {line - 3} "{header}"\n{text}\n' for line, text in bodies]
    table = "".join(f"    {{{line}, example_{line}}},\n" for line, _ in bodies)
    parts += [f"static const example kExamples[] = {{\n{table}}};\n", MAIN]
    source = directory / "examples.c"
    source.write_text("\n".join(parts), encoding="utf-8")
    return source, len(found)


def cpp_programs(directory):
    """Each example of the C++ header is a whole program."""
    header = INCLUDE / "stagegraph/stagegraph.hpp"
    for line, text in examples(header, "//"):
        source = directory / f"example_{line}.cc"
        source.write_text(f'#line {line} "{header}"\n{text}\n', encoding="utf-8")
        yield source


def build_and_run(library, command, source):
    program = source.with_suffix("")
    where = pathlib.Path(library).parent
    subprocess.run([*command, *WARNINGS, "-I", str(INCLUDE), str(source), "-o", str(program),
                    library, f"-Wl,-rpath,{where}"], check=True)
    return subprocess.run([program], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def main():
    library, c_compiler, cpp_compiler = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        directory = pathlib.Path(name)
        source, c_count = c_program(directory)
        print(build_and_run(library, [c_compiler, "-std=c99"], source))
        sources = list(cpp_programs(directory))
        for source in sources:
            print(build_and_run(library, [cpp_compiler, "-std=c++20"], source))
    print(f"{c_count} examples in C, {len(sources)} in C++")
    return 0 if c_count > 10 and sources else 1


if __name__ == "__main__":
    sys.exit(main())
