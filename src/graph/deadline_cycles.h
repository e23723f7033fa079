// SPDX-License-Identifier: Apache-2.0
// Deadlines that lead back to where they began while no time passes: the engine stops them with the
// outcome `error` once the instants that they count from have passed.
#pragma once

#include "ruleset/model.h"
#include "ruleset/reading/findings.h"

namespace stagegraph::graph {

// Reports one cycle of each knot of stages, as a warning at its first deadline.
void find_deadline_cycles(const ruleset::Ruleset& ruleset, ruleset::Findings& findings);

}  // namespace stagegraph::graph
