#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs real opportunities through b2b-trunk and prints stages, forecast and win rates: run.sh FOLDER
# STAGEGRAPH_COMMAND names the program where it is neither in build/ nor on the path.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: sh $0 FOLDER" >&2
  exit 2
fi
data=$1
here=$(dirname "$0")
. "$here/../find_program.sh"

program=$(find_program)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

python3 "$here/adapter.py" convert "$data" "$work"
"$program" run "$here/../../rules/b2b-trunk.yaml" --records "$work/records.csv" \
  --events "$work/events.csv" --out "$work/decisions.jsonl" --format json > "$work/summary.json"
python3 "$here/adapter.py" report "$data" "$work"
