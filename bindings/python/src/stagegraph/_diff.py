# SPDX-License-Identifier: Apache-2.0
"""What differs between two versions of a ruleset."""

from __future__ import annotations

import json
from typing import Any

from ._handles import read_text
from ._library import lib
from ._options import Options
from ._text import utf8


def diff(
    old: str,
    new: str,
    *,
    old_file: str = "old",
    new_file: str = "new",
    language: str | None = None,
) -> dict[str, Any]:
    """Compares two versions of a ruleset, given as YAML text, and tells when a record notices.

    The answer has `summary`, `same_behaviour`, `counts` by effect, and `changes`: one dict for each
    change, with `effect`, `heading`, `says`, `note`, the `old` and `new` text and their places.
    docs/changing-rules.md describes all members. `language` chooses among texts by language.

    Raises RulesetError with every mistake in either, LimitError; UsageError for what is no language.
    """
    given = (
        utf8("the old YAML", old),
        utf8("the old file's name", old_file),
        utf8("the new YAML", new),
        utf8("the new file's name", new_file),
    )
    sides = [part for words in given for part in (words, len(words))]
    with Options(language=language) as options:
        report = read_text(lib.stg_ruleset_diff, *sides, options.pointer)
    parsed: dict[str, Any] = json.loads(report)
    return parsed
