# SPDX-License-Identifier: Apache-2.0
"""What goes wrong, as exceptions, and the diagnostics they carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import byref, c_uint32, c_void_p
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._library import lib, text
from ._signatures import Str

if TYPE_CHECKING:
    from ._decision import Decision

_SEVERITIES = ("error", "warning", "note")
_OUT_OF_MEMORY = 2


@dataclass(frozen=True)
class Span:
    """A piece of text: lines and columns from 1, columns in characters, the end after the last."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Edit:
    """A change that would mend a finding: replace the span by the text."""

    span: Span
    text: str


@dataclass(frozen=True)
class Diagnostic:
    """A finding in what somebody wrote."""

    code: str  # stable, such as "unknown-key"
    severity: str  # "error", "warning" or "note"
    message: str
    file: str  # as it was named when it was loaded; may be empty
    span: Span | None
    path: str  # the place in the document, such as "stages.lead.events.hand_over"; may be empty
    edit: Edit | None

    def __str__(self) -> str:
        """As compilers print it: file:line:column: severity: message [code]."""
        place = f"{self.span.line}:{self.span.column}" if self.span else ""
        where = ":".join(part for part in (self.file, place) if part)
        return f"{where}{': ' if where else ''}{self.severity}: {self.message} [{self.code}]"


class StagegraphError(Exception):
    """A call that failed. `status` is its name, such as "not-found"."""

    def __init__(
        self, message: str, status: str = "", diagnostics: tuple[Diagnostic, ...] = ()
    ) -> None:
        super().__init__(message)
        self.status = status
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return "\n".join([str(self.args[0]), *(str(d) for d in self.diagnostics)])


class UsageError(StagegraphError, ValueError):
    """A call that breaks the rules of the interface."""


class ClosedError(UsageError):
    """A use of an object after its close()."""


class RulesetError(StagegraphError):
    """A ruleset that cannot be loaded; `diagnostics` has every mistake that could be reached."""


class ExpressionError(StagegraphError):
    """An expression that does not compile, with `diagnostics`, or whose evaluation failed."""


class FileError(StagegraphError):
    """A file that is not there or cannot be read."""


class InputError(StagegraphError, ValueError):
    """A record, an event, a value or an instant that cannot be read."""


class UnknownNameError(StagegraphError, LookupError):
    """A fact, event, stage or role that the ruleset does not declare."""


class LimitError(StagegraphError):
    """Input over a limit, or more due than one call of advance() takes.

    `decisions` are those that advance() made so far: store the last one's record and advance it
    again to the same instant.
    """

    decisions: Sequence[Decision] = ()


class OverdueError(StagegraphError):
    """Something is due before this event: advance the record to just before it first."""


class WrongRulesetError(StagegraphError):
    """An object of another ruleset, or a record of another version of it."""


class MigrationError(StagegraphError):
    """A record that cannot go on under the new rules before they answer its `diagnostics`."""


_CLASSES: dict[int, type[StagegraphError]] = {
    1: UsageError,
    10: RulesetError,
    11: ExpressionError,
    12: InputError,
    13: UnknownNameError,
    14: LimitError,
    15: FileError,
    16: FileError,
    20: OverdueError,
    21: WrongRulesetError,
    23: MigrationError,
}


def check(status: int, error: c_void_p) -> None:
    """Raises what `error` says unless the status is 0. Frees the error."""
    if status:
        raise _exception(status, error)


def _exception(status: int, error: c_void_p) -> Exception:
    try:
        message = text(lib.stg_error_message(error))
        found = tuple(read_diagnostics(lib.stg_error_diagnostics(error)))
    finally:
        lib.stg_error_free(error)
    if status == _OUT_OF_MEMORY:
        return MemoryError(message)
    kind = _CLASSES.get(status, StagegraphError)
    return kind(message, text(lib.stg_status_name(status)), found)


def read_diagnostics(handle: int | c_void_p | None) -> Iterator[Diagnostic]:
    """The findings behind a handle, which remains its owner's."""
    for index in range(lib.stg_diagnostics_count(handle)):
        yield Diagnostic(
            code=text(lib.stg_diagnostics_code(handle, index)),
            severity=_SEVERITIES[lib.stg_diagnostics_severity(handle, index)],
            message=text(lib.stg_diagnostics_message(handle, index)),
            file=text(lib.stg_diagnostics_file(handle, index)),
            span=_span(lib.stg_diagnostics_range, handle, index),
            path=text(lib.stg_diagnostics_path(handle, index)),
            edit=_edit(handle, index),
        )


def _span(read: Any, handle: Any, index: int, *more: Any) -> Span | None:
    """What `read` says about a place; None where it does not know one."""
    numbers = [c_uint32() for _ in range(4)]
    read(handle, index, *(byref(number) for number in numbers), *more)
    span = Span(*(number.value for number in numbers))
    return span if span.line else None


def _edit(handle: Any, index: int) -> Edit | None:
    replacement = Str()
    span = _span(lib.stg_diagnostics_edit, handle, index, byref(replacement))
    return Edit(span, text(replacement)) if span else None
