// SPDX-License-Identifier: Apache-2.0
// Automatic transitions that lead back to where they began: a record would never come to rest.
#pragma once

#include "ruleset/model.h"
#include "ruleset/reading/findings.h"

namespace stagegraph::graph {

// Reports one cycle of each knot of stages, as an error at its first transition.
void find_auto_cycles(const ruleset::Ruleset& ruleset, ruleset::Findings& findings);

}  // namespace stagegraph::graph
