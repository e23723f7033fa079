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
                                       boost::no_property, Index, size_t>;

Graph make_graph(size_t vertices, const std::vector<Arc>& arcs) {
  return Graph(boost::edges_are_unsorted_multi_pass, arcs.begin(), arcs.end(),
               static_cast<Index>(vertices));
}

std::vector<Index> strong_components_of(const Graph& graph) {
  std::vector<Index> component(num_vertices(graph));
  boost::strong_components(graph, boost::make_iterator_property_map(
                                      component.begin(), boost::get(boost::vertex_index, graph)));
  return component;
}

// Breadth first from `start` through its component, until it comes back; empty when it does not.
// `via` is scratch: by vertex, where it was first reached from.
std::vector<Index> shortest_cycle(const Graph& graph, const std::vector<Index>& component,
                                  Index start, std::vector<Index>& via) {
  std::deque<Index> open{start};
  while (!open.empty() && via[start] == kNone) {
    const Index v = open.front();
    open.pop_front();
    for (auto [edge, end] = out_edges(v, graph); edge != end; ++edge) {
      const Index next = target(*edge, graph);
      if (component[next] != component[start] || via[next] != kNone) continue;
      via[next] = v;
      open.push_back(next);
    }
  }
  if (via[start] == kNone) return {};
  std::vector<Index> cycle{start};
  for (Index v = via[start]; v != start; v = via[v]) cycle.push_back(v);
  cycle.push_back(start);
  std::reverse(cycle.begin(), cycle.end());
  return cycle;
}

}  // namespace

std::vector<bool> reachable_from(Index start, size_t vertices, const std::vector<Arc>& arcs) {
  const Graph graph = make_graph(vertices, arcs);
  std::vector<bool> seen(vertices);
  std::vector<Index> open{start};
  seen[start] = true;
  while (!open.empty()) {
    const Index v = open.back();
    open.pop_back();
    for (auto [edge, end] = out_edges(v, graph); edge != end; ++edge) {
      const Index next = target(*edge, graph);
      if (seen[next]) continue;
      seen[next] = true;
      open.push_back(next);
    }
  }
  return seen;
}

std::vector<std::vector<Index>> find_cycles(size_t vertices, const std::vector<Arc>& arcs,
                                            const std::vector<bool>& may_begin) {
  const Graph graph = make_graph(vertices, arcs);
  const std::vector<Index> component = strong_components_of(graph);
  std::vector<bool> done(vertices);  // by component
  std::vector<Index> via(vertices, kNone);
  std::vector<std::vector<Index>> cycles;
  for (Index v = 0; v < vertices; ++v) {
    if (!may_begin[v] || done[component[v]]) continue;
    done[component[v]] = true;
    std::vector<Index> cycle = shortest_cycle(graph, component, v, via);
    if (!cycle.empty()) cycles.push_back(std::move(cycle));
  }
  return cycles;
}

}  // namespace stagegraph::graph
