// SPDX-License-Identifier: Apache-2.0
// Walks over the stages along arcs. Only walk.cc knows Boost.Graph.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "graph/marks.h"
#include "ruleset/model.h"

namespace stagegraph::graph {

using Arc = std::pair<ruleset::StageIndex, ruleset::StageIndex>;

// Whether a path leads there from `start`, itself included. `stages` is how many there are.
StageMarks reachable_from(ruleset::StageIndex start, size_t stages, const std::vector<Arc>& arcs);

// One cycle for each strong component that has any: a shortest one through the component's first
// stage that is no group. Each is listed once around, its first stage at both ends: {a, b, a}.
// Components of groups alone are left out.
std::vector<std::vector<ruleset::StageIndex>> find_cycles(const ruleset::Ruleset& ruleset,
                                                          const std::vector<Arc>& arcs);

// "lead.new -> lead.mql -> lead.new", without groups.
std::string spell(const ruleset::Ruleset& ruleset, const std::vector<ruleset::StageIndex>& cycle);

}  // namespace stagegraph::graph
