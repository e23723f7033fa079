// The single analyses; analyses.h puts them together.
#pragma once

#include <vector>

#include "graph/stage_graph.h"
#include "ruleset/findings.h"
#include "ruleset/model.h"

namespace stagegraph {

// By transition: whether another one always comes before it. Each is reported.
std::vector<bool> find_shadowed(const Ruleset& ruleset, Findings& findings);

// Whether a condition, if there is one, could be anything but true.
bool is_guarded(const Ruleset& ruleset, const Transition& transition);

void find_auto_cycles(const Ruleset& ruleset, Findings& findings);
void find_unreachable(const Ruleset& ruleset, const StageGraph& graph,
                      const std::vector<bool>& shadowed, Findings& findings);
void find_dead_ends(const Ruleset& ruleset, const StageGraph& graph,
                    const std::vector<bool>& shadowed, Findings& findings);
void find_unused(const Ruleset& ruleset, Findings& findings);

}  // namespace stagegraph
