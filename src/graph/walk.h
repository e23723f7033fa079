// Walks over a directed graph whose vertices are numbers. Only walk.cc knows Boost.Graph.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "ruleset/model.h"

namespace stagegraph::graph {

using Arc = std::pair<Index, Index>;

// By vertex: whether a path leads there from `start`, itself included.
std::vector<bool> reachable_from(Index start, size_t vertices, const std::vector<Arc>& arcs);

// One cycle for each strong component that has any: a shortest one through the component's
// smallest vertex that `may_begin` allows. Each is listed once around, its first vertex at both
// ends: {a, b, a}. Components without such a vertex are left out.
std::vector<std::vector<Index>> find_cycles(size_t vertices, const std::vector<Arc>& arcs,
                                            const std::vector<bool>& may_begin);

}  // namespace stagegraph::graph
