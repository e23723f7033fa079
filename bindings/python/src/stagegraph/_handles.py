# SPDX-License-Identifier: Apache-2.0
"""Objects of the library: who frees them, and what is left after close()."""

from __future__ import annotations

from ctypes import byref, c_void_p
from types import TracebackType
from typing import Any, NoReturn, TypeVar

from ._errors import ClosedError, check
from ._library import lib, text

_Self = TypeVar("_Self", bound="Handle")


class Owned(int):
    """A pointer that frees what it points to with its last reference.

    A call holds a reference to the pointers that it was given. So a close() in another thread only
    takes the pointer out of its handle, and the last user frees the object, without a lock.
    """

    __slots__ = ()

    def __del__(self) -> None:
        raise NotImplementedError


class Handle:
    """A Python object over one of the library.

    It ends by close(), at the end of a `with` block, or with the last reference. Whatever is asked
    of a closed object raises ClosedError.
    """

    __slots__ = ("_pointer", "__weakref__")

    _pointer: int | None

    def __init__(self, pointer: int) -> None:
        """`pointer` owns the object, or keeps its owner."""
        self._pointer = pointer

    def _live(self) -> int:
        """The pointer, to be held for as long as anything behind it is used.

        Raises ClosedError after close().
        """
        pointer = self._pointer
        if pointer is None:
            raise ClosedError(f"this {type(self).__name__} is closed", "invalid-argument")
        return pointer

    def close(self) -> None:
        """Frees the object, or leaves that to a call that uses it now. Again: does nothing."""
        self._pointer = None

    def __enter__(self: _Self) -> _Self:
        self._live()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        kind = type(self).__name__
        raise TypeError(f"{'an' if kind[0] in 'EO' else 'a'} {kind} cannot be pickled or copied")


def make(function: Any, *arguments: Any) -> int:
    """Calls a function whose last parameters are the new handle and the error; the handle.

    The caller owns it. Raises what the library reports.
    """
    handle, error = c_void_p(), c_void_p()
    check(function(*arguments, byref(handle), byref(error)), error)
    assert handle.value is not None
    return handle.value


def run(function: Any, *arguments: Any) -> None:
    """Calls a function whose last parameter is the error. Raises what the library reports."""
    error = c_void_p()
    check(function(*arguments, byref(error)), error)


def read_text(function: Any, *arguments: Any) -> str:
    """Calls a function whose last parameters are a buffer and the error; the buffer's text."""
    buffer = make(function, *arguments)
    try:
        return text(lib.stg_buffer_text(buffer))
    finally:
        lib.stg_buffer_free(buffer)
