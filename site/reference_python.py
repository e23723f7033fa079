# SPDX-License-Identifier: Apache-2.0
"""The Python reference, from the package's docstrings and signatures. It reads the source: the
library need not be built."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from comments import Linker, fenced, markdown

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "bindings/python/src/stagegraph"
FOLDER = "reference/python"
# By module, in the order of the menu: the title of its page.
TITLES = {
    "_ruleset": "Rulesets",
    "_record": "Records",
    "_decision": "Decisions",
    "_event": "Events",
    "_workspace": "Actors",
    "_model": "What a ruleset declares",
    "_diff": "Comparing versions",
    "_expression": "Expressions",
    "_time": "Instants",
    "_values": "Values",
    "_errors": "Errors",
}


class Package:
    """The modules as they are parsed, and their classes by name."""

    def __init__(self) -> None:
        self.sources = {p.stem: p.read_text(encoding="utf-8") for p in PACKAGE.glob("*.py")}
        self.modules = {name: ast.parse(text) for name, text in self.sources.items()}
        self.classes = {
            node.name: (name, node)
            for name, module in self.modules.items()
            for node in module.body
            if isinstance(node, ast.ClassDef)
        }
        (names,) = (
            ast.literal_eval(node.value)
            for node in self.modules["__init__"].body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        )
        self.public = [name for name in names if not name.startswith("__")]

    def line(self, module: str, number: int) -> str:
        return self.sources[module].splitlines()[number - 1]

    def public_in(self, module: str) -> Iterator[ast.stmt]:
        for node in self.modules[module].body:
            if names_of(node) & set(self.public):
                yield node


def names_of(node: ast.stmt) -> set[str]:
    if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
        return {node.name}
    return {ast.unparse(target) for target in node.targets} if isinstance(node, ast.Assign) else set()


def documented(node: ast.AST, links: Linker) -> str:
    text = ast.get_docstring(node, clean=True) or ""  # type: ignore[arg-type]
    return markdown(text.splitlines(), "python", links)


def decorators(node: ast.FunctionDef) -> list[str]:
    return [ast.unparse(decorator) for decorator in node.decorator_list]


def signature(node: ast.FunctionDef) -> str:
    """As the source has it, one parameter a line where it is long."""
    arguments = re.sub(r"^(?:self|cls)(?:, )?", "", ast.unparse(node.args))
    parts = [re.sub(r"(?<=\w|\])=", " = ", part) for part in split_arguments(arguments)]
    arguments = ", ".join(parts)
    result = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    whole = f"{node.name}({arguments}){result}"
    if len(whole) > 80:
        whole = f"{node.name}(\n    " + ",\n    ".join(parts) + f",\n){result}"
    before = "@classmethod\n" if "classmethod" in decorators(node) else ""
    return f"{before}def {whole}"


def split_arguments(arguments: str) -> list[str]:
    """At the commas outside brackets."""
    parts, depth = [""], 0
    for sign in arguments:
        depth += (sign in "[({") - (sign in "])}")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def members(package: Package, node: ast.ClassDef) -> Iterator[ast.FunctionDef]:
    """The public methods and properties, and those of bases that are not public themselves."""
    seen = set()
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef) and not statement.name.startswith("_"):
            if statement.name not in seen and not any("setter" in d for d in decorators(statement)):
                seen.add(statement.name)
                yield statement
    for base in node.bases:
        name = ast.unparse(base)
        if name in package.classes and name not in package.public:
            for statement in members(package, package.classes[name][1]):
                if statement.name not in seen:
                    seen.add(statement.name)
                    yield statement


def fields(package: Package, module: str, node: ast.ClassDef) -> str:
    """The table of a dataclass's fields or an enumeration's members."""
    rows = []
    for statement in node.body:
        comment = package.line(module, statement.lineno).partition("  # ")[2].replace("|", "\\|")
        if isinstance(statement, ast.AnnAssign):
            kind = ast.unparse(statement.annotation).replace("|", "\\|")
            rows.append(f"| `{ast.unparse(statement.target)}` | `{kind}` | {comment} |")
        elif isinstance(statement, ast.Assign) and names_of(statement) != {"__slots__"}:
            if isinstance(statement.targets[0], ast.Name) and statement.targets[0].id.isupper():
                value = ast.unparse(statement.value)
                rows.append(f"| `{statement.targets[0].id}` | `{value}` | {comment} |")
    return "\n".join(["| name | | |", "| --- | --- | --- |", *rows]) if rows else ""


def class_entry(package: Package, module: str, node: ast.ClassDef, links: Linker) -> str:
    bases = [ast.unparse(base) for base in node.bases]
    shown = [base for base in bases if base in package.public or base not in package.classes]
    head = f"class {node.name}({', '.join(shown)})" if shown else f"class {node.name}"
    parts = [f"## {node.name}", fenced(head, "python"), documented(node, links)]
    parts.append(fields(package, module, node))
    for member in members(package, node):
        parts.append(f"### {node.name}.{member.name}")
        if any("property" in decorator for decorator in decorators(member)):
            kind = ast.unparse(member.returns) if member.returns else "Any"
            parts.append(fenced(f"{member.name}: {kind}", "python"))
        else:
            parts.append(fenced(signature(member), "python"))
        parts.append(documented(member, links))
    return "\n\n".join(part for part in parts if part)


def entry(package: Package, module: str, node: ast.stmt, links: Linker) -> str:
    if isinstance(node, ast.ClassDef):
        return class_entry(package, module, node, links)
    if isinstance(node, ast.FunctionDef):
        head = fenced(signature(node), "python")
        return f"## {node.name}\n\n{head}\n\n{documented(node, links)}"
    body = package.modules[module].body
    after = body[body.index(node) + 1]
    told = ""
    if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
        told = markdown(inspect.cleandoc(str(after.value.value)).splitlines(), "python", links)
    code = ast.get_source_segment(package.sources[module], node) or ""
    return f"## {names_of(node).pop()}\n\n{fenced(code, 'python')}\n\n{told}"


def pages(links: Linker) -> dict[str, str]:
    """By address, in the order of the menu: the text of each page."""
    package = Package()
    left = {module for module in package.modules if any(package.public_in(module))} - set(TITLES)
    if left:
        raise SystemExit(f"reference_python.py: no title for {', '.join(sorted(left))}")
    opened = "The package `stagegraph`. [Python programs](../../python-host.md) is the guide."
    rows = ["| page | names |", "| --- | --- |"]
    written = {f"{FOLDER}/index": ""}
    for module, title in TITLES.items():
        address = module.strip("_")
        nodes = list(package.public_in(module))
        body = "\n\n".join(entry(package, module, node, links) for node in nodes)
        intro = documented(package.modules[module], links)
        written[f"{FOLDER}/{address}"] = f"# {title}\n\n{intro}\n\n{body}"
        names = [name for node in nodes for name in sorted(names_of(node))]
        linked = ", ".join(f"[`{name}`]({address}.md#{name.lower()})" for name in names)
        rows.append(f"| [{title}]({address}.md) | {linked} |")
    written[f"{FOLDER}/index"] = "\n\n".join(["# Python reference", opened, "\n".join(rows)])
    return written
