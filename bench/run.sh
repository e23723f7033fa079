#!/bin/sh
# Builds the release preset and runs every benchmark. Times are processor time; the ratios to the
# hand-written switch are taken within one process, over the same records in the same order.
#   bench/run.sh [BUILD_DIRECTORY]
set -eu
cd "$(dirname "$0")/.."
build=${1:-build/release}
cmake --preset release -B "$build" > /dev/null
cmake --build "$build" --target stagegraph bench_decide bench_advance
mixed="--benchmark_min_time=0.1 --benchmark_enable_random_interleaving=true"
# shellcheck disable=SC2086  # these are several options
"$build/bench/bench_decide" --benchmark_repetitions=7 $mixed
# shellcheck disable=SC2086
"$build/bench/bench_advance" --benchmark_repetitions=3 $mixed
STAGEGRAPH_LIBRARY=$(realpath "$build/src/capi/libstagegraph.so")
export STAGEGRAPH_LIBRARY
PYTHONPATH=bindings/python/src python3 bench/bench.py
