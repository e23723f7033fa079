#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Sets up a bare Debian 12, builds Stagegraph and runs every test: an optimised build, a link that
# checks the one definition rule, the address and undefined-behaviour sanitizers, the thread
# sanitizer, short runs of the fuzzers. The last line is the total. docs/testing.md
#
#   tools/test.sh              everything above
#   tools/test.sh --quick      the optimised build alone
#   tools/test.sh --coverage   line coverage of src/ as well
#   tools/test.sh --doors      the bindings for Java and Go as well
#   tools/test.sh --long       fuzzers for five minutes each, not twenty seconds
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/debian.sh

readonly results=build/test-results
readonly corpus=tests/fuzz/corpus
fuzz_seconds=20
quick=no
coverage=no
doors=OFF
failures=0

read_options() {
  local option
  for option in "$@"; do
    case $option in
      --quick) quick=yes ;;
      --coverage) coverage=yes ;;
      --doors) doors=ON ;;
      --long) fuzz_seconds=300 ;;
      --help) sed -n '4,/^set/{/^set/!s/^# \{0,1\}//p}' "$0" && exit 0 ;;
      *) echo "tools/test.sh: unknown option '$option'; see --help" >&2 && exit 2 ;;
    esac
  done
}

set_up() {
  need_packages "${build_packages[@]}" catch2 libbenchmark-dev binutils graphviz python3 \
    python3-pytest python3-hypothesis python3-yaml
  if [[ $quick = no ]]; then
    need_packages clang-14 clang-format-14 libclang-rt-14-dev abigail-tools
    need_packages php-cli php-symfony-http-kernel php-symfony-routing \
      php-symfony-dependency-injection php-symfony-config
    # For tests/differential, tests/bindings and tests/site. Node.js that comes from elsewhere brings
    # its npm, and excludes Debian's.
    command -v npm >/dev/null || need_packages nodejs npm
  fi
  [[ $coverage = no ]] || need_packages gcovr
  if [[ $doors = ON ]]; then
    command -v go >/dev/null || need_packages golang-go
    command -v mvn >/dev/null || need_packages maven default-jdk-headless
  fi
  # Tests that need public data look for it here, and skip with a message where it is not.
  if [[ -z ${STAGEGRAPH_SHARED:-} && -d ../shared ]]; then
    STAGEGRAPH_SHARED=$(cd ../shared && pwd)
    export STAGEGRAPH_SHARED
  fi
  # Where it is set, a test writes what it should compare with.
  unset STAGEGRAPH_UPDATE_GOLDEN
  rm -rf "$results"
  mkdir -p "$results"
}

headline() { printf '\n=== %s (%d min %d s so far)\n' "$1" $((SECONDS / 60)) $((SECONDS % 60)); }

# Runs a step; one that fails is counted, and the others go on.
step() {
  headline "$1"
  shift
  if "$@"; then return; fi
  failures=$((failures + 1))
  echo "This step failed: $*" >&2
}

build() {
  local preset=$1
  shift
  cmake --preset "$preset" -DPython3_EXECUTABLE=/usr/bin/python3 \
    -DSTAGEGRAPH_ALL_BINDINGS="$doors" >"$results/configure-$preset.log" &&
    cmake --build "build/$preset" "$@"
}

# Builds a preset and runs its tests; or one test program alone, where one is named. Whole outputs
# are kept, as they hold the number of test cases in each program.
test_preset() {
  local preset=$1 target=${2:-all} pattern=${2:-.}
  build "$preset" --target "$target" &&
    ctest --test-dir "build/$preset" --tests-regex "$pattern" --no-tests=error --output-on-failure \
      --parallel "$(nproc)" --test-output-size-passed 10000000 --test-output-size-failed 10000000 \
      --output-junit "$PWD/$results/$preset.xml"
}

# One fuzzer, beginning with the corpus; what it finds on the way is thrown away.
fuzz() {
  local target=$1 what=${1##*/fuzz_} scratch words=()
  scratch=$(mktemp -d)
  [[ -f tests/fuzz/$what.dict ]] && words=("-dict=tests/fuzz/$what.dict")
  "$target" "${words[@]}" -max_total_time="$fuzz_seconds" -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 \
    -artifact_prefix="$PWD/$results/" "$scratch" "$corpus/$what" >"$results/fuzz-$what.log" 2>&1
  local status=$?
  rm -rf "$scratch"
  echo "$what $status" >>"$results/fuzz.txt"
  [[ $status -eq 0 ]] || tail -n 40 "$results/fuzz-$what.log"
  return "$status"
}

fuzz_all() {
  local target targets failed=0
  mapfile -t targets < <(basename --suffix=.cc --multiple tests/fuzz/fuzz_*.cc)
  build fuzz --target "${targets[@]}" || return
  for target in "${targets[@]}"; do
    echo "$target for $fuzz_seconds s"
    fuzz "build/fuzz/tests/fuzz/$target" || failed=1
  done
  return "$failed"
}

# Counts of an earlier build are thrown away: they would be added, or not fit.
measure_coverage() {
  local counted=yes
  [[ ! -d build/coverage ]] || find build/coverage -name '*.gcda' -delete
  test_preset coverage || return
  gcovr -j "$(nproc)" --root . --filter src/ --exclude-throw-branches \
    --object-directory build/coverage --fail-under-line 95 --output "$results/coverage.txt" \
    build/coverage 2>"$results/coverage.log" || counted=no
  awk '$1 == "TOTAL" { print "Line coverage of src/: " $4 " of " $2 " lines" }' "$results/coverage.txt"
  [[ $counted = yes ]] || { cat "$results/coverage.log" >&2 && return 1; }
}

main() {
  read_options "$@"
  set_up
  step "Optimised build" test_preset release
  if [[ $quick = no ]]; then
    step "One definition rule" build odr
    step "Address and undefined-behaviour sanitizers" test_preset asan-ubsan
    step "Thread sanitizer" test_preset tsan capi_threads
    step "Fuzzers" fuzz_all
  fi
  [[ $coverage = no ]] || step "Line coverage" measure_coverage
  headline "Totals"
  python3 tools/count_tests.py "$results" --failed-steps "$failures"
}

main "$@"
