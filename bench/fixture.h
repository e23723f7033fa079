// SPDX-License-Identifier: Apache-2.0
// The same customers as records of the engine, and the check that both decide alike.
#pragma once

#include <string>
#include <vector>

#include "stagegraph/stagegraph.hpp"
#include "workload.h"

namespace bench {

inline constexpr int64_t kMicros = 1'000'000;  // in a second

// Everything a decision needs, with names resolved: by customer, a record and an event.
struct Fixture {
  stg::Ruleset rules;
  std::vector<Customer> customers;
  std::vector<stg::Record> records;
  std::vector<stg::Index> events;
  std::vector<stg::Index> stages;  // of the ruleset, by bench::Stage
};

// The path of a file beside the benchmarks' sources.
std::string source_path(const char* file);

// Loads trunk_bench.yaml and makes `count` customers and their records.
Fixture make_fixture(size_t count);

// How many of the fixture's customers the engine and the switch send to different stages.
size_t count_differences(const Fixture& fixture);

// `count` records under a deadline, of which a `due_share` is due at kNow, spread evenly.
struct Sweep {
  stg::Ruleset rules;
  std::vector<stg::Record> records;
  std::vector<int64_t> entered;  // seconds, by record: what the switch looks at
  std::vector<Stage> stages;
};
Sweep make_sweep(size_t count, double due_share);

}  // namespace bench
