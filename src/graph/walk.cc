// SPDX-License-Identifier: Apache-2.0
// The stages are the vertices of a Boost graph, under their own numbers. Strong components tell
// which stages lie on cycles at all, and a search in breadth from one of them finds a shortest.
#include "graph/walk.h"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <deque>

namespace stagegraph::graph {

using namespace ruleset;

namespace {

using Graph =
    boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                       boost::no_property, uint32_t, size_t>;

Graph make_graph(size_t stages, const std::vector<Arc>& arcs) {
  std::vector<std::pair<uint32_t, uint32_t>> numbers;
  numbers.reserve(arcs.size());
  for (auto [from, to] : arcs) numbers.emplace_back(from.value(), to.value());
  return Graph(boost::edges_are_unsorted_multi_pass, numbers.begin(), numbers.end(),
               static_cast<uint32_t>(stages));
}

template <typename Visit>
void for_each_next(const Graph& graph, StageIndex stage, Visit visit) {
  for (auto [edge, end] = out_edges(stage.value(), graph); edge != end; ++edge) {
    visit(StageIndex(target(*edge, graph)));
  }
}

// By stage: the number of its strong component.
using Components = IndexedVector<uint32_t, Stage>;

Components strong_components_of(const Graph& graph) {
  Components component(num_vertices(graph));
  boost::strong_components(graph, boost::make_iterator_property_map(
                                      component.begin(), boost::get(boost::vertex_index, graph)));
  return component;
}

// By stage: where a search first reached it from.
using Origins = IndexedVector<StageIndex, Stage>;

// Searches from `start` through its component until it comes back. Empty when it does not.
std::vector<StageIndex> shortest_cycle(const Graph& graph, const Components& component,
                                       StageIndex start, Origins& origins) {
  std::deque<StageIndex> open{start};
  while (!open.empty() && origins[start] == kNone) {
    const StageIndex stage = open.front();
    open.pop_front();
    for_each_next(graph, stage, [&](StageIndex next) {
      if (component[next] != component[start] || origins[next] != kNone) return;
      origins[next] = stage;
      open.push_back(next);
    });
  }
  if (origins[start] == kNone) return {};
  std::vector<StageIndex> cycle{start};
  for (StageIndex at = origins[start]; at != start; at = origins[at]) cycle.push_back(at);
  cycle.push_back(start);
  std::reverse(cycle.begin(), cycle.end());
  return cycle;
}

}  // namespace

StageMarks reachable_from(StageIndex start, size_t stages, const std::vector<Arc>& arcs) {
  const Graph graph = make_graph(stages, arcs);
  StageMarks seen(stages);
  std::vector<StageIndex> open{start};
  seen[start] = true;
  while (!open.empty()) {
    const StageIndex stage = open.back();
    open.pop_back();
    for_each_next(graph, stage, [&](StageIndex next) {
      if (seen[next]) return;
      seen[next] = true;
      open.push_back(next);
    });
  }
  return seen;
}

std::vector<std::vector<StageIndex>> find_cycles(const Ruleset& ruleset,
                                                 const std::vector<Arc>& arcs) {
  const size_t stages = ruleset.stages.size();
  const Graph graph = make_graph(stages, arcs);
  const Components component = strong_components_of(graph);
  std::vector<bool> done(stages);  // by component
  Origins origins(stages);         // components share it, as none has another's stages
  std::vector<std::vector<StageIndex>> cycles;
  for (StageIndex stage : ruleset.stages.indices()) {
    if (ruleset.stages[stage].is_group() || done[component[stage]]) continue;
    done[component[stage]] = true;
    std::vector<StageIndex> cycle = shortest_cycle(graph, component, stage, origins);
    if (!cycle.empty()) cycles.push_back(std::move(cycle));
  }
  return cycles;
}

std::string spell(const Ruleset& ruleset, const std::vector<StageIndex>& cycle) {
  std::string out;
  for (StageIndex s : cycle) {
    if (ruleset.stages[s].is_group()) continue;
    out += (out.empty() ? "" : " -> ") + ruleset.stages[s].path;
  }
  return out;
}

}  // namespace stagegraph::graph
