// SPDX-License-Identifier: Apache-2.0
// Comparing what a step expects with what the engine decided.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/decision.h"
#include "engine/record/record.h"
#include "scenario/scenario.h"
#include "scenario/test_file.h"

namespace stagegraph::scenario {

// What a step led to.
struct Observed {
  std::vector<const engine::Decision*> earlier;  // of an event: what came due before it
  std::vector<const engine::Decision*> judged;  // of an event: its decision; else all that came due
  const engine::Record& record;                 // afterwards
};

// Nothing where the check holds.
std::optional<TestFailure> judge(const Check& check, const Observed& observed);

}  // namespace stagegraph::scenario
