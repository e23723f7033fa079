// SPDX-License-Identifier: Apache-2.0
// The report of a test run for programs.
#pragma once

#include <string>

#include "scenario/scenario.h"

namespace stagegraph::scenario {

// One JSON object with files (cases, failures, diagnostics), coverage and totals.
void write_report(const TestReport& report, std::string& out);

}  // namespace stagegraph::scenario
