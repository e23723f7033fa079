#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the release preset and runs every benchmark. Times are processor time; the ratios to the
# hand-written switch are taken within one process, over the same records in the same order.
#   bench/run.sh [BUILD_DIRECTORY]
set -eu
cd "$(dirname "$0")/.."
build=${1:-build/release}
cmake --preset release -B "$build" > /dev/null
cmake --build "$build" --target stagegraph bench_decide bench_advance bench_migrate bench_expressions
mixed="--benchmark_min_time=0.1 --benchmark_enable_random_interleaving=true"
# shellcheck disable=SC2086  # these are several options
"$build/bench/bench_decide" --benchmark_repetitions=7 $mixed
# shellcheck disable=SC2086
"$build/bench/bench_advance" --benchmark_repetitions=3 $mixed
# Milliseconds for a thousand records, so microseconds for one.
# shellcheck disable=SC2086
"$build/bench/bench_migrate" --benchmark_repetitions=5 $mixed \
  --benchmark_report_aggregates_only=true
# Conditions, beside other expression languages where npm can be had.
# shellcheck disable=SC2086
"$build/bench/bench_expressions" --benchmark_repetitions=5 $mixed \
  --benchmark_report_aggregates_only=true \
  --benchmark_out="$build/expressions.json" --benchmark_out_format=json
peers="$build/peers"
if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
  echo "peers of expressions: left out, there is no node and npm"
elif mkdir -p "$peers" && cp bench/package.json bench/package-lock.json "$peers" &&
  npm install --prefix "$peers" --no-audit --no-fund > "$peers/npm.log" 2>&1; then
  node bench/peers_expressions.mjs "$(realpath "$peers")" "$build/expressions.json"
else
  echo "peers of expressions: left out, npm cannot install them (see $peers/npm.log)"
fi
STAGEGRAPH_LIBRARY=$(realpath "$build/src/capi/libstagegraph.so")
export STAGEGRAPH_LIBRARY
PYTHONPATH=bindings/python/src python3 bench/bench.py
