# SPDX-License-Identifier: Apache-2.0
"""Tries the blocks of one page in a scratch folder that holds the rules and the examples. It is the
working folder of the test as well, so that Python finds there what commands wrote."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import textwrap
from collections.abc import Callable
from pathlib import Path

from pages import Block

ROOT = Path(__file__).resolve().parents[2]
FRAGMENTS = Path(__file__).resolve().parent / "fragments"
PLACE = "@fragment@"
COPIED = ("rules", "examples", "tools")  # what commands name by a path from the top


class Mismatch(Exception):
    """A block that does not do what its page says."""


def need(holds: bool, message: str) -> None:
    if not holds:
        raise Mismatch(message)


def same_lines(shown: str, real: str) -> bool:
    """Whether the output is as shown, where a line `...` stands for any number of lines."""
    parts = re.split(r"^[ \t]*\.\.\.[ \t]*\n", shown, flags=re.MULTILINE)
    pattern = "(?:.*\n)*?".join(re.escape(part) for part in parts)
    whole = f"{real}\n" if real and not real.endswith("\n") else real
    return re.fullmatch(pattern, whole) is not None


def need_output(shown: str, real: str) -> None:
    need(same_lines(shown, real), f"the page shows\n{shown}but it prints\n{real}")


def commands(text: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output shown below it."""
    found: list[tuple[str, str]] = []
    goes_on = False
    for line in text.splitlines():
        if goes_on:
            found[-1] = (f"{found[-1][0]}\n{line.removeprefix('> ')}", "")
        elif line.startswith("$ "):
            found.append((line[2:], ""))
        else:
            need(bool(found), "a console block begins with `$ ` and a command")
            found[-1] = (found[-1][0], f"{found[-1][1]}{line}\n")
            continue
        goes_on = line.endswith("\\")
    return found


def gives(value: object, comment: str) -> bool:
    """Whether a value is what the comment beside its expression says: a literal, or its repr."""
    try:
        return value == ast.literal_eval(comment)
    except (SyntaxError, ValueError):
        return repr(value) == comment


class Scratch:
    """The folder of a page. What a block leaves there, the next ones find."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.printed: str | None = ""  # by the last block, None where another test runs it
        self.names: dict[str, object] = {}  # of the page's Python
        for name in COPIED:
            shutil.copytree(ROOT / name, folder / name)
        commands_folder = folder / ".bin"
        commands_folder.mkdir()
        (commands_folder / "stagegraph").symlink_to(os.environ["STAGEGRAPH_COMMAND"])
        self.environment = {**os.environ, "PATH": f"{commands_folder}:{os.environ['PATH']}"}
        self.kinds: dict[str, Callable[[Block], None]] = {
            "yaml": self.yaml,
            "json": self.json,
            "csv": self.file,
            "jsonl": self.jsonl,
            "console": self.console,
            "sh": self.shell,
            "python": self.python,
            "c": self.c,
            "cpp": self.cpp,
            "mermaid": self.mermaid,
            "text": self.text,
            **dict.fromkeys(("go", "java", "js", "php"), self.elsewhere),
        }

    def try_block(self, block: Block) -> None:
        """Raises Mismatch where the block is not true. One that is not tested is left alone."""
        need(block.kind in self.kinds, f"nothing is known of blocks of the kind '{block.kind}'")
        if "output" in block:
            if self.printed is not None:
                need_output(block.text, self.printed)
            return
        self.printed = ""
        if "not tested" in block:
            need(bool(block["not tested"]), "a block that is not tested says why")
        else:
            self.kinds[block.kind](block)

    def elsewhere(self, block: Block) -> None:
        """Code of a binding, which the tests of the bindings run together with its output."""
        there = block.marks.get("tested in", "")
        need(bool(there) and (ROOT / there).is_dir(), f"{block.kind} says where it is `tested in`")
        self.printed = None

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """What it prints, both streams as one."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    def program(self, *command: str, status: int = 0) -> str:
        """What a program prints. Raises Mismatch where it ends with another status."""
        done = self.run(*command)
        need(done.returncode == status, f"{shlex.join(command)}: {done.returncode}\n{done.stdout}")
        return done.stdout

    def save(self, block: Block, text: str) -> Path:
        """The file of a block, under its name or one made of its line."""
        path = self.folder / block.marks.get("file", f"line-{block.line}.{block.kind}")
        need(path.resolve().is_relative_to(self.folder), f"{path} is outside the scratch folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def whole(self, block: Block) -> str:
        """The text of the block, put into the file of which it is a fragment."""
        if "fragment of" not in block:
            return block.text
        outer = FRAGMENTS / f"{block['fragment of']}.{block.kind}"
        need(outer.is_file(), f"there is no {outer.relative_to(ROOT)}")
        text = outer.read_text(encoding="utf-8")
        found = re.search(rf"^( *).*{PLACE}.*\n", text, re.MULTILINE)
        need(found is not None, f"{outer.name} has no line with {PLACE}")
        inner = textwrap.indent(block.text, found[1])
        return text[: found.start()] + inner + text[found.end() :]

    def yaml(self, block: Block) -> None:
        text = self.whole(block)
        path = str(self.save(block, text))
        if re.search(r"^cases:", text, re.MULTILINE):
            self.printed = self.program("stagegraph", "test", path)
        elif re.search(r"^stagegraph:", text, re.MULTILINE):
            self.check(path, block.marks.get("findings"))
        else:
            raise Mismatch("neither a ruleset nor a test file: say `fragment of`")

    def check(self, path: str, findings: str | None) -> None:
        """Without expectations there may be no error. Warnings and notes are no errors."""
        done = self.run("stagegraph", "check", path)
        if findings is None:
            need(done.returncode == 0, done.stdout)
        else:
            finding = r"^\S+: (?:error|warning|note): .* \[([a-z-]+)\]$"
            codes = re.findall(finding, done.stdout, re.MULTILINE)
            need(codes == findings.split(), f"`check` finds {' '.join(codes)}")

    def json(self, block: Block) -> None:
        json.loads(block.text)
        self.save(block, block.text)

    def jsonl(self, block: Block) -> None:
        for line in block.text.splitlines():
            json.loads(line)
        self.save(block, block.text)

    def file(self, block: Block) -> None:
        need("file" in block, f"a block of {block.kind} says its `file`")
        self.save(block, block.text)

    def console(self, block: Block) -> None:
        """Runs each command and compares what it prints, both streams, with what is shown."""
        shown = commands(block.text)
        for number, (command, output) in enumerate(shown, 1):
            last = number == len(shown)
            status = int(block.marks.get("exit", "0")) if last else 0
            self.printed = self.program("sh", "-c", command, status=status)
            need_output(output, self.printed)

    def shell(self, block: Block) -> None:
        status = int(block.marks.get("exit", "0"))
        self.printed = self.program("sh", "-eu", "-c", block.text, status=status)

    def python(self, block: Block) -> None:
        """Runs the statements. A comment after an expression says what it gives."""
        self.save(block, block.text)
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            self.statements(block.text.splitlines())
        self.printed = printed.getvalue()

    def statements(self, lines: list[str]) -> None:
        for statement in ast.parse("\n".join(lines)).body:
            if not isinstance(statement, ast.Expr):
                exec(compile(ast.Module([statement], []), "page", "exec"), self.names)
                continue
            value = eval(compile(ast.Expression(statement.value), "page", "eval"), self.names)
            line = lines[statement.end_lineno - 1]
            _, _, comment = line.partition("  # ")
            need(not comment or gives(value, comment.strip()), f"{line}\ngives {value!r}")

    def c(self, block: Block) -> None:
        self.compiled(block, os.environ.get("STAGEGRAPH_CC", "cc"), "-std=c11")

    def cpp(self, block: Block) -> None:
        self.compiled(block, os.environ.get("STAGEGRAPH_CXX", "c++"), "-std=c++20")

    def compiled(self, block: Block, compiler: str, standard: str) -> None:
        source, program = self.save(block, self.whole(block)), str(self.folder / "program")
        library = Path(os.environ["STAGEGRAPH_LIBRARY"]).resolve()
        warnings = ("-Wall", "-Wextra", "-Werror")
        include = f"-I{ROOT / 'include'}"
        linked = (str(library), f"-Wl,-rpath,{library.parent}")
        self.program(compiler, standard, *warnings, include, str(source), *linked, "-o", program)
        self.printed = self.program(program)

    def mermaid(self, block: Block) -> None:
        need("picture" in block, "tools/pictures.py draws pictures: say `picture` and the ruleset")

    def text(self, block: Block) -> None:
        need("options" in block, "text is the `output` of the block before, or `not tested`")
        told = self.program("stagegraph", block["options"], "--help")
        named = set(re.findall(r"--[a-z][a-z-]*", block.text)) | {"--help", "--format", "--lang"}
        options = set(re.findall(r"^ +(?:-h,)?(--[a-z][a-z-]*)", told, re.MULTILINE))
        need(options <= named, f"the page lacks {', '.join(sorted(options - named))}")
        unknown = named - options - {"--help", "--format", "--lang"}
        need(not unknown, f"there is no {', '.join(sorted(unknown))}")
