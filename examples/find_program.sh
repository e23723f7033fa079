# SPDX-License-Identifier: Apache-2.0
# For the run.sh of each example, which sets `here` to its own folder: the path of the program.
# STAGEGRAPH_COMMAND names it where it is neither in build/ nor on the path.
find_program() {
  for candidate in "${STAGEGRAPH_COMMAND:-}" "$here"/../../build/*/src/cli/stagegraph; do
    if [ -x "$candidate" ]; then
      echo "$candidate"
      return
    fi
  done
  command -v stagegraph || {
    echo "$0: no program 'stagegraph'; build it first, or set STAGEGRAPH_COMMAND to its path" >&2
    exit 2
  }
}
