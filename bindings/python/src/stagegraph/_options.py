# SPDX-License-Identifier: Apache-2.0
"""Options of loading and compiling."""

from __future__ import annotations

from collections.abc import Iterable

from ._handles import Handle, Owned, make, run
from ._library import lib
from ._text import int64, utf8

_MAX_STEPS, _LANGUAGE, _TIME_ZONES = 7, 8, 9


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
        max_steps: int | None = None,
        language: str | None = None,
        time_zones: Iterable[str] = (),
    ) -> None:
        super().__init__(_Owned(make(lib.stg_options_new)))
        if max_steps is not None:
            run(lib.stg_options_set_int, self._live(), _MAX_STEPS, int64("max_steps", max_steps))
        if language is not None:
            tag = utf8("a language", language)
            run(lib.stg_options_set_text, self._live(), _LANGUAGE, tag, len(tag))
        names = utf8("time zones", ",".join(time_zones))
        if names:
            run(lib.stg_options_set_text, self._live(), _TIME_ZONES, names, len(names))

    @property
    def pointer(self) -> int:
        return self._live()
