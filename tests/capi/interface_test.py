# SPDX-License-Identifier: Apache-2.0
"""tools/interface.py gives functions of a later release a version node of their own, and refuses a
header that it does not understand in full."""
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import interface  # noqa: E402

HEADER = interface.HEADER.read_text(encoding="utf-8")
DECLARATION = "STG_API void stg_buffer_free(stg_buffer* buffer) STG_NOEXCEPT;"


def read(text):
    with tempfile.TemporaryDirectory() as name:
        path = pathlib.Path(name) / "stagegraph.h"
        path.write_text(text, encoding="utf-8")
        return interface.read(path)


def is_refused(text):
    try:
        interface.outputs(read(text))
    except SystemExit:
        return True
    return False


def main():
    assert DECLARATION in HEADER
    later = HEADER.replace(
        DECLARATION,
        f"{DECLARATION}\n\n/* Later.\n * Thread safety: shared. Since: 0.2. */\n"
        "STG_API uint32_t stg_later(const stg_record* record) STG_NOEXCEPT;")
    outputs = interface.outputs(read(later))
    script = outputs["src/capi/stagegraph.map"]
    assert script.endswith("};\n\nSTAGEGRAPH_0.2 {\n  global:\n    stg_later;\n} STAGEGRAPH_0.1;\n")
    assert '    "stg_later": (c_uint32, _handle),\n' in next(
        text for name, text in outputs.items() if name.endswith(".py"))
    assert not is_refused(HEADER)
    assert is_refused(HEADER.replace(DECLARATION, f"int between;\n{DECLARATION}"))
    assert is_refused(HEADER.replace(DECLARATION, DECLARATION.replace("stg_buffer*", "float*")))
    assert is_refused(HEADER.replace("STG_STATUS_OK = 0", "STG_STATUS_OK = 0x0"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
