// SPDX-License-Identifier: Apache-2.0
// Transitions that are never chosen, because another one always comes before them.
#pragma once

#include "graph/marks.h"
#include "ruleset/model.h"
#include "ruleset/reading/findings.h"

namespace stagegraph::graph {

// Whether a transition has a condition that could be anything but true.
bool is_guarded(const ruleset::Ruleset& ruleset, const ruleset::Transition& transition);

// Reports each shadowed transition as a warning, and marks it.
TransitionMarks find_shadowed(const ruleset::Ruleset& ruleset, ruleset::Findings& findings);

}  // namespace stagegraph::graph
