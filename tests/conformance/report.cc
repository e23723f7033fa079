// SPDX-License-Identifier: Apache-2.0
#include "conformance/report.h"

#include <fmt/format.h>

#include <iterator>

namespace stagegraph::cel {

std::string to_text(const ConformanceReport& report) {
  std::string text;
  auto to = std::back_inserter(text);
  for (const CaseOutcome& failure : report.failures) {
    fmt::format_to(to, "{}/{}/{}: {}\n  expected {}\n  got      {}\n", failure.file,
                   failure.section, failure.name, failure.expression, failure.expected,
                   failure.got);
  }
  fmt::format_to(to, "{} passed, {} failed, {} skipped\n", report.passed, report.failed,
                 report.skipped);
  return text;
}

}  // namespace stagegraph::cel
