// SPDX-License-Identifier: Apache-2.0
// Diagnostics and failures first, file by file, then the coverage, then the totals.
#include "scenario/report_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>

namespace stagegraph::scenario {

namespace {

std::string_view cases(size_t count) { return count == 1 ? "case" : "cases"; }

std::string totals(size_t passed, size_t failed, size_t invalid) {
  const size_t all = passed + failed + invalid;
  std::string out = fmt::format("{} {}: {} passed, {} failed", all, cases(all), passed, failed);
  if (invalid > 0) out += fmt::format(", {} not run because of mistakes in them", invalid);
  return out;
}

class ReportText {
 public:
  std::string write(const TestReport& report, bool with_coverage) && {
    for (const FileReport& file : report.files) write(file);
    if (with_coverage) {
      for (const RulesetCoverage& coverage : report.coverage) write(coverage);
    }
    line("{}", totals(report.passed, report.failed, report.invalid));
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    out_ += '\n';
  }

  void write(const FileReport& file) {
    for (const Diagnostic& diagnostic : file.diagnostics) {
      line("{}", format_diagnostic(diagnostic));
    }
    size_t count[3] = {};
    for (const CaseReport& test : file.cases) {
      ++count[static_cast<size_t>(test.result)];
      if (test.result == CaseResult::kFailed) write(file, test);
    }
    line("{}: {}", file.file, totals(count[0], count[1], count[2]));
  }

  void write(const FileReport& file, const CaseReport& test) {
    line("FAILED {}:{}: {}", file.file, test.range.begin.line, test.name);
    size_t step = SIZE_MAX;
    for (const TestFailure& failure : test.failures) {
      if (failure.step != step) {
        line("  {}", failure.step == 0 ? failure.what
                                       : fmt::format("step {}, {}", failure.step, failure.what));
      }
      step = failure.step;
      write(file, failure);
    }
  }

  void write(const FileReport& file, const TestFailure& failure) {
    const uint32_t number = failure.range.begin.line;
    if (failure.key.empty()) {
      line("    {}:{}: {}", file.file, number, failure.got);
      return;
    }
    line("    {}:{}: {}", file.file, number, failure.key);
    line("      - expected: {}", failure.expected);
    line("      + got:      {}", failure.got);
  }

  void write(const RulesetCoverage& coverage) {
    line("\nCoverage of {}", coverage.ruleset);
    write("stages", "never visited", coverage.stages);
    write("transitions", "never taken", coverage.transitions);
    write("criteria", "never found", coverage.criteria);
    write("deadlines", "never fired", coverage.deadlines);
    write("table rows", "never matched", coverage.table_rows);
    out_ += '\n';
  }

  void write(std::string_view what, std::string_view missed, const CoverageCount& count) {
    if (count.total == 0) return;
    std::string list;
    if (!count.missed.empty())
      list = fmt::format("; {}: {}", missed, fmt::join(count.missed, ", "));
    line("  {:12}{:>3} % ({} of {}{})", what, count.hit * 100 / count.total, count.hit, count.total,
         list);
  }

  std::string out_;
};

}  // namespace

std::string format_report(const TestReport& report, bool with_coverage) {
  return ReportText().write(report, with_coverage);
}

}  // namespace stagegraph::scenario
