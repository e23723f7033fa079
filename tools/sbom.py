#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the bill of materials of a self-contained library as CycloneDX JSON: what
tools/third_party.tsv lists, with the sums of tools/third_party.sha256.

    tools/sbom.py           to standard output
    tools/sbom.py FILE      into FILE

The same list gives the same bytes: neither a time nor a number by chance is in it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def version() -> str:
    header = (ROOT / "include/stagegraph/stagegraph.h").read_text(encoding="utf-8")
    numbers = dict(re.findall(r"^#define STG_VERSION_(\w+) (\d+)$", header, re.MULTILINE))
    return ".".join(numbers[part] for part in ("MAJOR", "MINOR", "PATCH"))


def sums() -> dict[str, str]:
    lines = (ROOT / "tools/third_party.sha256").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def hashes(package: str, number: str) -> list[dict[str, str]]:
    """Of the original sources, or else of the package."""
    upstream = number.rsplit("-", 1)[0]
    prefixes = (f"{package}_{upstream}.orig.", f"{package}_{number}_")
    return [
        {"alg": "SHA-256", "content": digest}
        for name, digest in sums().items()
        if name.startswith(prefixes)
    ]


def component(line: str) -> dict[str, Any]:
    name, source, release, licence, website = line.split("\t")
    kind, _, debian = source.partition(":")
    package, _, number = debian.partition("=")
    arch = "source" if kind == "src" else "amd64"
    return {
        "type": "data" if name == "unicode" else "library",
        "bom-ref": name,
        "name": name,
        "version": release,
        "hashes": hashes(package, number),
        "licenses": [{"license": {"id": licence}}],
        "purl": f"pkg:deb/debian/{package}@{number.replace('+', '%2B')}?arch={arch}",
        "externalReferences": [{"type": "website", "url": website}],
    }


def bill() -> dict[str, Any]:
    lines = (ROOT / "tools/third_party.tsv").read_text(encoding="utf-8").splitlines()
    components = [component(line) for line in lines if not line.startswith("#")]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library",
                "bom-ref": "stagegraph",
                "name": "stagegraph",
                "version": version(),
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": components,
        "dependencies": [
            {"ref": "stagegraph", "dependsOn": [c["bom-ref"] for c in components]},
        ],
    }


def main() -> None:
    text = json.dumps(bill(), indent=2) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
