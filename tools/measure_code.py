#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the lengths of files and functions under src/: median, p90, p99 and maximum.

Needs lizard (pip install lizard). Lengths are lines with comments and empty ones.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import lizard


def percentiles(values: list[int]) -> str:
    values = sorted(values)
    chosen = (values[math.ceil(share * len(values)) - 1] for share in (0.5, 0.9, 0.99, 1))
    return " / ".join(str(value) for value in chosen)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, nargs="?", default=Path("src"), help="default: src")
    source = parser.parse_args().source
    files = sorted(path for path in source.rglob("*") if path.suffix in (".cc", ".h"))
    file_lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in files]
    functions = [f for path in files for f in lizard.analyze_file(str(path)).function_list]
    lengths = [f.end_line - f.start_line + 1 for f in functions]
    complexities = [f.cyclomatic_complexity for f in functions]
    print("                        median / p90 / p99 / max")
    print(f"{len(files):5} files, lines      {percentiles(file_lengths)}")
    print(f"{len(functions):5} functions, lines  {percentiles(lengths)}")
    print(f"      complexity        {percentiles(complexities)}")


if __name__ == "__main__":
    main()
