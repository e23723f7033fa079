# SPDX-License-Identifier: Apache-2.0
"""A C compiler reads stagegraph_ffi.h and finds the declarations of stagegraph.h. Python's cffi and
PHP's FFI, where they are installed, read it too and call the library.

    ffi_test.py LIBRARY C_COMPILER
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADER = ROOT / "include/stagegraph/stagegraph_ffi.h"
NEVER = 2**63 - 1
UNBOUNDED = 2**64 - 1

PHP = """
$ffi = FFI::cdef(file_get_contents($argv[1]), $argv[2]);
$version = $ffi->stg_version_string();
echo FFI::string($version->data, $version->size), ' ',
     $ffi->stg_record_next_due(null) === $ffi->STG_NEVER ? $ffi->STG_NEVER : 'no', ' ',
     $ffi->stg_record_stage(null) === $ffi->STG_NONE ? 'ok' : 'no';
"""


def compile_with(compiler):
    """The file is C on its own, and its declarations agree with the header's in one file."""
    plain = HEADER.read_text(encoding="utf-8")
    assert "#" not in plain and "STG_API" not in plain and "__" not in plain
    with tempfile.TemporaryDirectory() as name:
        source = pathlib.Path(name) / "both.c"
        declarations = plain[plain.index("stg_str stg_version_string") :]
        source.write_text(f"#include <stagegraph/stagegraph.h>\n{declarations}", encoding="utf-8")
        alone = pathlib.Path(name) / "alone.c"
        alone.write_text(f"#include <stddef.h>\n#include <stdint.h>\n{plain}", encoding="utf-8")
        for path in (source, alone):
            subprocess.run([compiler, "-std=c99", "-fsyntax-only", "-Werror", "-Wall",
                            "-I", str(ROOT / "include"), str(path)], check=True)


def read_with_cffi(library):
    try:
        import cffi
    except ImportError:
        return "no cffi"
    ffi = cffi.FFI()
    ffi.cdef(HEADER.read_text(encoding="utf-8"))
    lib = ffi.dlopen(library)
    version = lib.stg_version_string()
    assert lib.stg_record_next_due(ffi.NULL) == lib.STG_NEVER == NEVER
    assert lib.stg_record_stage(ffi.NULL) == lib.STG_NONE
    assert lib.STG_UNBOUNDED == UNBOUNDED
    return "cffi " + ffi.string(version.data, version.size).decode()


def read_with_php(library):
    php = shutil.which("php")
    modules = [php, "-d", "ffi.enable=1", "-m"] if php else ["true"]
    if "FFI" not in subprocess.run(modules, check=True, capture_output=True, text=True).stdout:
        return "no PHP with FFI"
    said = subprocess.run([php, "-d", "ffi.enable=1", "-r", PHP, "--", str(HEADER), library],
                          check=True, capture_output=True, text=True).stdout
    assert said.endswith(f" {NEVER} ok"), said
    return "PHP " + said


def main():
    library, compiler = sys.argv[1:]
    compile_with(compiler)
    print(read_with_cffi(library), read_with_php(library), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
