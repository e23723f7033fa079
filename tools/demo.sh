#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Sets up a bare Debian 12, builds Stagegraph and runs its main job: half a year of events over a
# thousand made customers. Takes some minutes the first time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/debian.sh

readonly build=build/demo
readonly command=$build/src/cli/stagegraph
readonly data=build/demo-data

build_command() {
  cmake --preset install -B "$build" -DSTAGEGRAPH_STATIC=OFF >/dev/null
  cmake --build "$build"
}

run_example() {
  python3 examples/trunk/generate.py "$data"
  "$command" run rules/b2b-trunk.yaml --records "$data/records.csv" \
    --events "$data/events.csv" --until 2026-08-31 --out "$data/decisions.jsonl"
}

where_next() {
  cat <<TEXT

The decisions, one a line:    $data/decisions.jsonl
The rules that made them:     rules/b2b-trunk.yaml (a picture: $command graph rules/b2b-trunk.yaml)
The cases that check them:    $command test rules --coverage
One decision, explained:      docs/cli.md
Rules of your own:            docs/rules-author.md
In your own program:          docs/c-host.md, docs/python-host.md
TEXT
}

need_packages "${build_packages[@]}" python3
build_command
run_example
where_next
