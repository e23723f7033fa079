# SPDX-License-Identifier: Apache-2.0
"""Options of loading and compiling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ._errors import UsageError
from ._handles import Handle, Owned, make, run
from ._library import lib
from ._text import int64, utf8

_LANGUAGE, _TIME_ZONES = 8, 9
# By name, the number of STG_OPTION_*.
_LIMITS = {
    "max_bytes": 1,
    "max_depth": 2,
    "max_nodes": 3,
    "max_expression_bytes": 4,
    "max_expression_depth": 5,
    "max_expression_nodes": 6,
    "max_steps": 7,
    "max_due": 10,
    "max_due_bytes": 11,
    "max_due_steps": 12,
}


class _Owned(Owned):
    __slots__ = ()

    def __del__(self) -> None:
        lib.stg_options_free(self)


class Options(Handle):
    """Options for one call; what is None has its default."""

    __slots__ = ()

    def __init__(
        self,
        *,
        limits: Mapping[str, int] | None = None,
        language: str | None = None,
        time_zones: Iterable[str] = (),
    ) -> None:
        super().__init__(_Owned(make(lib.stg_options_new)))
        for name, value in (limits or {}).items():
            if name not in _LIMITS:
                known = ", ".join(_LIMITS)
                raise UsageError(f"there is no limit {name!r}, but {known}", "invalid-argument")
            run(lib.stg_options_set_int, self._live(), _LIMITS[name], int64(name, value))
        if language is not None:
            tag = utf8("a language", language)
            run(lib.stg_options_set_text, self._live(), _LANGUAGE, tag, len(tag))
        names = utf8("time zones", ",".join(time_zones))
        if names:
            run(lib.stg_options_set_text, self._live(), _TIME_ZONES, names, len(names))

    @property
    def pointer(self) -> int:
        return self._live()
