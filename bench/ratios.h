// Google Benchmark's results, and from them the table of ratios to the hand-written switch.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace bench {

// Prints as Google Benchmark does and keeps the processor time of every repetition.
class Reporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override;

  // The medians of "<what>/<door>" over those of "<what>/switch".
  void print_ratios() const;

 private:
  // Nanoseconds for one operation, by "<what>/<door>"; one entry a repetition.
  std::map<std::string, std::vector<double>> times_;
};

}  // namespace bench
