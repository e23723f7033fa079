// SPDX-License-Identifier: Apache-2.0
// Runs cases of the public CEL conformance suite, one JSON object each:
//   expr, optional env (name to type), bindings (name to tagged value), container, functions,
//   disable_check, check_only; expect: value, type, error or unknown; file, section, name.
// Tagged values: {"int": "1"}, {"list": [...]}, {"map": [[key, value], ...]}, ...
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "base/json.h"

namespace stagegraph::cel {

enum class CaseStatus : uint8_t { kPassed, kFailed, kSkipped };

struct CaseOutcome {
  CaseStatus status = CaseStatus::kPassed;
  std::string file, section, name;
  std::string expression;
  std::string expected;
  std::string got;
};

// A case that needs protobuf messages is skipped.
CaseOutcome run_case(const Json& test);

struct SectionCount {
  std::string file, section;
  size_t passed = 0, failed = 0, skipped = 0;
};

struct ConformanceReport {
  size_t passed = 0, failed = 0, skipped = 0;
  std::vector<SectionCount> sections;  // in the order in which they come
  std::vector<CaseOutcome> failures;
};

// Of JSON Lines. Fails with kInvalidInput where a line is no JSON object.
Expected<ConformanceReport> run_cases(std::string_view json_lines);

}  // namespace stagegraph::cel
