// SPDX-License-Identifier: Apache-2.0
// Running one case.
#pragma once

#include <memory>

#include "scenario/coverage.h"
#include "scenario/scenario.h"
#include "scenario/test_file.h"

namespace stagegraph::scenario {

// Pure but for `coverage`, which gains what the case tries. The case must be valid.
CaseReport run_case(std::shared_ptr<const ruleset::Ruleset> ruleset, const TestCase& test,
                    Coverage& coverage);

}  // namespace stagegraph::scenario
