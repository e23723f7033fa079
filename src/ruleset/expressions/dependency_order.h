// SPDX-License-Identifier: Apache-2.0
// Things that need one another, put in an order in which each comes after what it needs.
//
// A walk in depth, written by hand: Boost.Graph would want a graph made for it, names no cycle, and
// is left to src/graph, which stands above the ruleset.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/index.h"

namespace stagegraph::ruleset {

// What each thing needs.
template <typename Of>
using Needs = IndexedVector<std::vector<IndexOf<Of>>, Of>;

template <typename Of>
struct DependencyOrder {
  std::vector<IndexOf<Of>> order;  // all that can be ordered
  std::vector<std::vector<IndexOf<Of>>>
      cycles;  // each from its least member: {a, b} is a -> b -> a
};

// Beyond so many, further cycles are not spelled out.
inline constexpr size_t kMaxCycles = 100;

// Members of a cycle, and whatever needs them, are still in `order`, after the rest of what they
// need. Iterative: the depth of a chain is the author's.
template <typename Of>
DependencyOrder<Of> order_by_dependencies(const Needs<Of>& needs) {
  enum class Mark : uint8_t { kNew, kOpen, kDone };
  DependencyOrder<Of> result;
  IndexedVector<Mark, Of> marks(needs.size(), Mark::kNew);
  std::vector<std::pair<IndexOf<Of>, size_t>> way;  // a node, and the next of its needs to look at
  auto open = [&](IndexOf<Of> node) {
    marks[node] = Mark::kOpen;
    way.emplace_back(node, 0);
  };
  auto keep_cycle = [&](IndexOf<Of> back_to) {
    auto begin = std::find_if(way.begin(), way.end(),
                              [&](const auto& step) { return step.first == back_to; });
    std::vector<IndexOf<Of>> cycle;
    for (auto at = begin; at != way.end(); ++at) cycle.push_back(at->first);
    std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
    result.cycles.push_back(std::move(cycle));
  };
  for (IndexOf<Of> start : needs.indices()) {
    if (marks[start] == Mark::kNew) open(start);
    while (!way.empty()) {
      auto& [node, next] = way.back();
      if (next == needs[node].size()) {
        marks[node] = Mark::kDone;
        result.order.push_back(node);
        way.pop_back();
        continue;
      }
      const IndexOf<Of> need = needs[node][next++];
      if (marks[need] == Mark::kNew) {
        open(need);
      } else if (marks[need] == Mark::kOpen && result.cycles.size() < kMaxCycles) {
        keep_cycle(need);
      }
    }
  }
  return result;
}

}  // namespace stagegraph::ruleset
