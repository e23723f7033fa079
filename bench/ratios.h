// SPDX-License-Identifier: Apache-2.0
// Google Benchmark's results, and from them the table of ratios to the hand-written switch.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace bench {

// Prints the median of the repetitions as Google Benchmark does, and keeps the processor time of
// every one.
class Reporter : public benchmark::ConsoleReporter {
 public:
  Reporter() : ConsoleReporter(OO_Tabular) {}

  void ReportRuns(const std::vector<Run>& runs) override;

  // Prints the medians of "<what>/<door>" over those of "<what>/switch". False when one failed.
  bool print_ratios() const;

 private:
  // Nanoseconds for one operation, by "<what>/<door>"; one entry a repetition.
  std::map<std::string, std::vector<double>> times_;
  bool failed_ = false;
};

}  // namespace bench
