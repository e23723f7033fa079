// SPDX-License-Identifier: Apache-2.0
#include "ratios.h"

#include <algorithm>
#include <cstdio>

namespace bench {

namespace {

constexpr const char* kFloor = "/switch";

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

void Reporter::ReportRuns(const std::vector<Run>& runs) {
  std::vector<Run> shown;
  for (const Run& run : runs) {
    if (run.error_occurred) failed_ = true;
    if (run.repetitions <= 1 || run.error_occurred || run.aggregate_name == "median") {
      shown.push_back(run);
    }
    auto items = run.counters.find("items_per_second");
    if (run.run_type != Run::RT_Iteration || run.error_occurred || items == run.counters.end()) {
      continue;
    }
    times_[run.run_name.function_name].push_back(1e9 / items->second.value);
  }
  ConsoleReporter::ReportRuns(shown);
}

bool Reporter::print_ratios() const {
  std::printf("\n%-36s %12s %12s %8s\n", "processor time of one, median", "ns", "switch ns",
              "ratio");
  for (const auto& [name, values] : times_) {
    const size_t door = name.rfind('/');
    const auto floor = times_.find(name.substr(0, door) + kFloor);
    if (floor == times_.end() || floor->first == name) continue;
    const double own = median(values);
    const double by_hand = median(floor->second);
    std::printf("%-36s %12.1f %12.1f %8.1f\n", name.c_str(), own, by_hand, own / by_hand);
  }
  return !failed_;
}

}  // namespace bench
