// The single analyses; analyses.h puts them together.
#pragma once

#include <vector>

#include "graph/stage_graph.h"
#include "ruleset/model.h"
#include "ruleset/reading/findings.h"

namespace stagegraph::graph {

// By transition: whether another one always comes before it. Each is reported.
std::vector<bool> find_shadowed(const ruleset::Ruleset& ruleset, ruleset::Findings& findings);

// Whether a condition, if there is one, could be anything but true.
bool is_guarded(const ruleset::Ruleset& ruleset, const ruleset::Transition& transition);

void find_auto_cycles(const ruleset::Ruleset& ruleset, ruleset::Findings& findings);
void find_unreachable(const ruleset::Ruleset& ruleset, const StageGraph& graph,
                      const std::vector<bool>& shadowed, ruleset::Findings& findings);
void find_dead_ends(const ruleset::Ruleset& ruleset, const StageGraph& graph,
                    const std::vector<bool>& shadowed, ruleset::Findings& findings);
void find_unused(const ruleset::Ruleset& ruleset, ruleset::Findings& findings);

}  // namespace stagegraph::graph
