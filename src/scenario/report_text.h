// SPDX-License-Identifier: Apache-2.0
// The report of a test run for people.
#pragma once

#include <string>

#include "scenario/scenario.h"

namespace stagegraph::scenario {

// Failures as differences with file and line, totals in the last line.
std::string format_report(const TestReport& report, bool with_coverage);

}  // namespace stagegraph::scenario
