// SPDX-License-Identifier: Apache-2.0
// What a step of a case expects.
#pragma once

#include <vector>

#include "ruleset/reading/findings.h"
#include "scenario/reading.h"
#include "scenario/test_file.h"

namespace stagegraph::scenario {

// A step that sets facts decides nothing: it may expect only what the record is like afterwards.
std::vector<Check> read_expect(Reading& reading, const ruleset::DocPlace& place, StepKind step);

}  // namespace stagegraph::scenario
