// SPDX-License-Identifier: Apache-2.0
// Stages that no path leads to, and stages that no path leads out of.
#pragma once

#include "graph/marks.h"
#include "graph/stage_graph.h"
#include "ruleset/model.h"
#include "ruleset/reading/findings.h"

namespace stagegraph::graph {

// Ways by a shadowed transition count for nothing. A group that no record enters gets one warning,
// and the stages inside it none.
void find_unreachable(const ruleset::Ruleset& ruleset, const StageGraph& graph,
                      const TransitionMarks& shadowed, ruleset::Findings& findings);

// Notes for stages that are not final and have no way out.
void find_dead_ends(const ruleset::Ruleset& ruleset, const StageGraph& graph,
                    const TransitionMarks& shadowed, ruleset::Findings& findings);

}  // namespace stagegraph::graph
