# SPDX-License-Identifier: Apache-2.0
"""Puts the library into the package: the one STAGEGRAPH_LIBRARY names, or the one that is built."""

import os
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.dist import Distribution

try:
    from setuptools.command.bdist_wheel import bdist_wheel
except ImportError:  # setuptools before 70.1 leaves it to the package `wheel`
    from wheel.bdist_wheel import bdist_wheel

LIBRARY = "libstagegraph.so"


def built_library():
    """The library to ship. Raises FileNotFoundError with the way out."""
    named = os.environ.get("STAGEGRAPH_LIBRARY")
    if named:
        return Path(named)
    builds = Path(__file__).resolve().parents[2] / "build"
    for preset in ("install", "release"):
        found = next((builds / preset).rglob(LIBRARY), None)
        if found is not None:
            return found
    raise FileNotFoundError(
        f"{LIBRARY} is not built: run `cmake --preset install && cmake --build --preset "
        "install` first, or set STAGEGRAPH_LIBRARY to the path of the library"
    )


class BuildWithLibrary(build_py):
    """Copies the library as a plain file, as links get lost in wheels."""

    def run(self):
        super().run()
        shutil.copyfile(built_library(), Path(self.build_lib) / "stagegraph" / LIBRARY)


class PlatformWheel(bdist_wheel):
    """The wheel serves every Python of one platform: ctypes needs no ABI of Python's."""

    def get_tag(self):
        return ("py3", "none", super().get_tag()[2])


class WithLibrary(Distribution):
    """Tells setuptools that the wheel is not the same on every platform."""

    def has_ext_modules(self):
        return True


setup(
    distclass=WithLibrary,
    cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": PlatformWheel},
)
