# SPDX-License-Identifier: Apache-2.0
"""Finds libstagegraph, loads it and checks that it is the right one."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

from ._signatures import Str, declare
from ._version import __version__

ABI_VERSION = 1
FILE_NAME = "libstagegraph.so"
VARIABLE = "STAGEGRAPH_LIBRARY"


def find_library() -> Path:
    """The library's file: what STAGEGRAPH_LIBRARY names, else the one beside this module.

    Raises ImportError, with the way out, when it is not there. Nothing else is searched, so that
    no other version is picked up by chance.
    """
    named = os.environ.get(VARIABLE)
    if named:
        if not Path(named).is_file():
            raise ImportError(f"{VARIABLE} names {named!r}, which is no file")
        return Path(named)
    beside = Path(__file__).with_name(FILE_NAME)
    if not beside.is_file():
        raise ImportError(
            f"{FILE_NAME} is not in {beside.parent}: install the package with the library built, "
            f"or set {VARIABLE} to the path of the library"
        )
    return beside


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:3])


def check_versions(abi: int, release: str, path: Path) -> None:
    """Raises ImportError for another interface, or a library older than this package."""
    if abi != ABI_VERSION:
        raise ImportError(
            f"{path} has version {abi} of the C interface; this package needs {ABI_VERSION}"
        )
    if _numbers(release) < _numbers(__version__):
        raise ImportError(f"{path} is release {release}; this package needs {__version__} or later")


def load_library() -> ctypes.CDLL:
    """The library, checked and with the types of its functions set. Raises ImportError.

    Calls through a CDLL release the interpreter lock.
    """
    path = find_library()
    try:
        library = ctypes.CDLL(str(path))
        declare(library)
    except (OSError, AttributeError) as error:
        raise ImportError(f"cannot use {path}: {error}") from error
    release = text(library.stg_version_string())
    check_versions(library.stg_abi_version(), release, path)
    return library


def text(borrowed: Str) -> str:
    """A copy of text that the library lends."""
    if not borrowed.size:
        return ""
    return ctypes.string_at(borrowed.data, borrowed.size).decode()


def lent(function: Any, pointer: int, *arguments: Any) -> str:
    """A copy of text that belongs to the object behind `pointer`, which lives until it is made."""
    return text(function(pointer, *arguments))


lib = load_library()
