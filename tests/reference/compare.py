# SPDX-License-Identifier: Apache-2.0
"""Random histories through the reference and the library.

    python3 compare.py --histories 1000 --seed 1
"""

from __future__ import annotations

import argparse
import sys

from generate import generate
from play import Difference, play
from report import explain
from shrink import shrink


def compare(seed: int) -> str | None:
    """What to print of a difference, if there is one."""
    rules, history = generate(seed)
    try:
        play(rules, history, reread=seed % 2 == 1)
    except Difference:
        return explain(seed, *shrink(rules, history))
    return None


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--histories", type=int, default=1000)
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    for seed in range(chosen.seed, chosen.seed + chosen.histories):
        if message := compare(seed):
            print(message)
            return 1
    print(f"{chosen.histories} histories agree")
    return 0


if __name__ == "__main__":
    sys.exit(main())
