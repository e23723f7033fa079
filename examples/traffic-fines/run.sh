#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Decides the public log of traffic fines and compares the penalties: run.sh DATA.csv
# STAGEGRAPH_COMMAND names the program where it is neither in build/ nor on the path.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: sh $0 DATA.csv" >&2
  exit 2
fi
log=$1
here=$(dirname "$0")
. "$here/../find_program.sh"

program=$(find_program)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

until=$(python3 "$here/adapter.py" convert "$log" "$work")
"$program" run "$here/traffic-fines.yaml" --records "$work/records.csv" --events "$work/events.csv" \
  --until "$until" --out "$work/decisions.jsonl"
echo
python3 "$here/adapter.py" compare "$log" "$work/decisions.jsonl"
