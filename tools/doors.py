# SPDX-License-Identifier: Apache-2.0
"""What the bindings in Java, JavaScript, PHP and Go need of the header. tools/interface.py calls it.

Java and JavaScript get the type of every function, PHP the declarations beside its sources. Go
reads the header itself. All of them get the outcomes and the statuses as their own enumerations.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interface import Function, Interface

JAVA = "bindings/java/src/main/java/stagegraph"
WRITTEN = "Written by tools/interface.py from stagegraph.h."
WIDTH = 100
KEPT = "\N{NO-BREAK SPACE}"  # between a type and its name, where no line ends


def members(interface: Interface, kind: str) -> list[tuple[str, int]]:
    """Names without the prefix and numbers of an enumeration, such as ("MOVED", 0)."""
    (enum,) = (enum for enum in interface.enums if enum.type == kind)
    prefix = kind.upper() + "_"
    return [(name.removeprefix(prefix), number) for name, number in enum.members]


def outcomes(interface: Interface) -> list[tuple[str, str]]:
    """The outcomes with their names in JSON, by number."""
    return [(name, name.lower()) for name, _ in members(interface, "stg_outcome")]


def statuses(interface: Interface) -> list[tuple[str, int, str]]:
    """The statuses with their numbers and the library's names for them."""
    return [
        (name, number, name.lower().replace("_", "-"))
        for name, number in members(interface, "stg_status")
    ]


def camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


# ------------------------------------------------------------------------------------------- Java

# By C type without const, for all but handles and enumerations.
JAVA_TYPES = {
    "char*": "byte[]",
    "double": "double",
    "double*": "DoubleByReference",
    "int64_t": "long",
    "int64_t*": "LongByReference",
    "size_t": "SizeT",
    "stg_str": "Str.ByValue",
    "stg_str*": "Pointer",
    "uint8_t": "byte",
    "uint8_t*": "ByteByReference",
    "uint32_t": "int",
    "uint32_t*": "IntByReference",
    "uint64_t": "long",
    "void": "void",
}


def java_types(interface: Interface) -> dict[str, str]:
    types = dict(JAVA_TYPES)
    for name in interface.handles:
        types |= {f"{name}*": "Pointer", f"{name}**": "PointerByReference"}
    for enum in interface.enums:
        types |= {enum.type: "int", f"{enum.type}*": "IntByReference"}
    return types


def plain(kind: str) -> str:
    return kind.replace("const ", "").replace(" ", "")


def java_function(function: Function, types: dict[str, str]) -> str:
    told = [f"{types[plain(kind)]}{KEPT}{name}" for kind, name in function.parameters]
    start = f"  static native {types[plain(function.result)]} {function.name}("
    lines = textwrap.fill(f"{start}{', '.join(told)});", WIDTH, subsequent_indent=" " * 6)
    return lines.replace(KEPT, " ") + "\n"


def java_library(interface: Interface) -> str:
    types = java_types(interface)
    imports = ["Pointer", *(f"ptr.{kind}" for kind in sorted(set(types.values())) if "Ref" in kind)]
    lines = [f"// {WRITTEN}\n", "package stagegraph;\n\n"]
    lines += [f"import com.sun.jna.{name};\n" for name in imports]
    lines.append("\n/** The functions of the C interface, mapped directly. */\nfinal class Lib {\n")
    lines.append(f"  static final int ABI_VERSION = {interface.constants['STG_ABI_VERSION']};\n")
    lines.append("  static final int NONE = -1;\n  static final long NEVER = Long.MAX_VALUE;\n\n")
    lines.append("  static {\n    Loader.register(Lib.class);\n  }\n\n  private Lib() {}\n\n")
    lines += [java_function(function, types) for function in interface.functions]
    return "".join([*lines, "}\n"])


def java_outcome(interface: Interface) -> str:
    body = ",\n".join(f"  {name}" for name, _ in outcomes(interface))
    return f"""\
// {WRITTEN}
package stagegraph;

import java.util.Locale;

/** What came of it: a closed set. A refusal is an answer, not an error. */
public enum Outcome {{
{body};

  static Outcome of(String text) {{
    return valueOf(text.toUpperCase(Locale.ROOT));
  }}

  /** The name as JSON has it, such as "moved". */
  @Override
  public String toString() {{
    return name().toLowerCase(Locale.ROOT);
  }}
}}
"""


def java_status(interface: Interface) -> str:
    body = ",\n".join(f"  {name}({number})" for name, number, _ in statuses(interface))
    return f"""\
// {WRITTEN}
package stagegraph;

import java.util.Locale;

/** How a call ended. */
public enum Status {{
{body};

  private final int code;

  Status(int code) {{
    this.code = code;
  }}

  static Status of(int code) {{
    for (Status status : values()) {{
      if (status.code == code) {{
        return status;
      }}
    }}
    return INTERNAL; // of a later release
  }}

  /** The number in the C interface, which never changes. */
  public int code() {{
    return code;
  }}

  /** The library's name, such as "invalid-ruleset". */
  @Override
  public String toString() {{
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }}
}}
"""


# ------------------------------------------------------------------------------------- JavaScript


def node_parameter(kind: str, name: str, enums: set[str], handles: set[str]) -> str:
    """As koffi reads it: text is bytes, an enumeration a number, and what a call sets is marked."""
    if kind == "const char*":
        return f"const uint8_t *{name}"
    base = plain(kind).rstrip("*")
    stars = plain(kind).count("*")
    kind = kind.replace(base, "int32_t") if base in enums else kind
    if stars == 2:  # what is there is filled again
        return f"_Inout_ {kind} {name}"
    sets = stars == 1 and base not in handles and not kind.startswith("const")
    return f"{'_Out_ ' if sets else ''}{kind} {name}"


def node_prototype(function: Function, enums: set[str], handles: set[str]) -> str:
    result = "int32_t" if function.result in enums else function.result
    told = (node_parameter(kind, name, enums, handles) for kind, name in function.parameters)
    return f"{result} {function.name}({', '.join(told)})"


def node_signatures(interface: Interface) -> str:
    enums = {enum.type for enum in interface.enums}
    handles = set(interface.handles)
    abi = interface.constants["STG_ABI_VERSION"]
    lines = [f"// {WRITTEN}\n", f"export const ABI_VERSION = {abi};\n"]
    lines += ["export const NONE = 4294967295;\n", "export const NEVER = 9223372036854775807n;\n"]
    lines.append("\n/** The incomplete structs behind pointers. */\nexport const HANDLES = [\n")
    lines += [f"  '{name}',\n" for name in interface.handles]
    lines.append("];\n\n/** By number. */\nexport const STATUSES = {\n")
    lines += [f"  {number}: '{name}',\n" for _, number, name in statuses(interface)]
    lines.append("};\n\n/** Every function, as koffi reads it. */\nexport const FUNCTIONS = [\n")
    lines += [f"  '{node_prototype(function, enums, handles)}',\n" for function in interface.functions]
    return "".join([*lines, "];\n"])


def node_types(interface: Interface) -> str:
    kinds = "\n".join(f"  | '{name}'" for _, name in outcomes(interface))
    names = "\n".join(f"  | '{name}'" for _, _, name in statuses(interface))
    return f"""\
// {WRITTEN}

/** What came of it: a closed set. A refusal is an answer, not an error. */
export type Outcome =
{kinds};

/** How a call ended. */
export type Status =
{names};
"""


# -------------------------------------------------------------------------------------------- PHP


def php_enum(name: str, kind: str, about: str, cases: list[tuple[str, object]]) -> str:
    body = "\n".join(f"    case {camel(case)} = {value!r};" for case, value in cases)
    return f"""\
<?php

// {WRITTEN}

declare(strict_types=1);

namespace Stagegraph;

/** {about} */
enum {name}: {kind}
{{
{body}
}}
"""


def php_files(interface: Interface, declarations: str) -> dict[str, str]:
    kinds: list[tuple[str, object]] = list(outcomes(interface))
    numbers: list[tuple[str, object]] = [(name, text) for name, _, text in statuses(interface)]
    about = "What came of it: a closed set. A refusal is an answer, not an error."
    return {
        "bindings/php/src/stagegraph_ffi.h": declarations,
        "bindings/php/src/Outcome.php": php_enum("Outcome", "string", about, kinds),
        "bindings/php/src/Status.php": php_enum("Status", "string", "How a call ended.", numbers),
    }


# --------------------------------------------------------------------------------------------- Go


def go_block(kind: str, cases: list[tuple[str, object]]) -> str:
    """A block of constants as gofmt aligns it."""
    names = [kind + camel(name) for name, _ in cases]
    width = max(map(len, names))
    lines = [f"\t{n:{width}} {kind} = {v}\n" for n, (_, v) in zip(names, cases, strict=True)]
    return "const (\n" + "".join(lines) + ")\n"


def go_enums(interface: Interface) -> str:
    kinds: list[tuple[str, object]] = [(name, f'"{text}"') for name, text in outcomes(interface)]
    numbers: list[tuple[str, object]] = [(n, f'"{text}"') for n, _, text in statuses(interface)]
    return f"""\
// {WRITTEN} DO NOT EDIT.

package stagegraph

// Outcome is what came of it: a closed set. A refusal is an answer, not an error.
type Outcome string

// The outcomes.
{go_block("Outcome", kinds)}
// Status is how a call ended, by the library's name for it.
type Status string

// The statuses.
{go_block("Status", numbers)}"""


def outputs(interface: Interface, declarations: str) -> dict[str, str]:
    """By path below the root: what the file has to be. `declarations` is stagegraph_ffi.h."""
    return {
        f"{JAVA}/Lib.java": java_library(interface),
        f"{JAVA}/Outcome.java": java_outcome(interface),
        f"{JAVA}/Status.java": java_status(interface),
        "bindings/node/src/signatures.js": node_signatures(interface),
        "bindings/node/src/enums.d.ts": node_types(interface),
        **php_files(interface, declarations),
        "bindings/go/enums.go": go_enums(interface),
    }
