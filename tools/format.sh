#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Formats the C and C++ sources as .clang-format says.
#
#   tools/format.sh            formats them
#   tools/format.sh --check    prints what it would change, and fails where there is something
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case ${1:-} in
  "") options=(-i) ;;
  --check) options=(--dry-run --Werror) ;;
  *) echo "tools/format.sh: unknown option '$1'. Use --check or nothing." >&2 && exit 2 ;;
esac
# What stands around fragments of the docs is no whole source.
find bench examples include src tests -path tests/docs/fragments -prune -o \
  \( -name '*.cc' -o -name '*.cpp' -o -name '*.c' -o -name '*.h' -o -name '*.hpp' \) -print |
  xargs clang-format-14 "${options[@]}"
