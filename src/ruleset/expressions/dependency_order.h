// Things that need one another, put in an order in which each comes after what it needs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace stagegraph::ruleset {

struct DependencyOrder {
  std::vector<uint32_t> order;                // all that can be ordered
  std::vector<std::vector<uint32_t>> cycles;  // each from its least member: {a, b} is a -> b -> a
};

// Beyond so many, further cycles are not spelled out.
inline constexpr size_t kMaxCycles = 100;

// `needs[i]` lists what i needs. Members of a cycle, and whatever needs them, are still in `order`,
// after the rest of what they need. Iterative: the depth of a chain is the author's.
inline DependencyOrder order_by_dependencies(const std::vector<std::vector<uint32_t>>& needs) {
  enum class Mark : uint8_t { kNew, kOpen, kDone };
  DependencyOrder result;
  std::vector<Mark> marks(needs.size(), Mark::kNew);
  std::vector<std::pair<uint32_t, size_t>> way;  // a node, and the next of its needs to look at
  for (uint32_t start = 0; start < needs.size(); ++start) {
    if (marks[start] != Mark::kNew) continue;
    marks[start] = Mark::kOpen;
    way.emplace_back(start, 0);
    while (!way.empty()) {
      auto& [node, next] = way.back();
      if (next == needs[node].size()) {
        marks[node] = Mark::kDone;
        result.order.push_back(node);
        way.pop_back();
        continue;
      }
      uint32_t need = needs[node][next++];
      if (marks[need] == Mark::kNew) {
        marks[need] = Mark::kOpen;
        way.emplace_back(need, 0);
      } else if (marks[need] == Mark::kOpen && result.cycles.size() < kMaxCycles) {
        auto begin = std::find_if(way.begin(), way.end(),
                                  [&](const auto& step) { return step.first == need; });
        std::vector<uint32_t> cycle;
        for (auto at = begin; at != way.end(); ++at) cycle.push_back(at->first);
        std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
        result.cycles.push_back(std::move(cycle));
      }
    }
  }
  return result;
}

}  // namespace stagegraph::ruleset
