// SPDX-License-Identifier: Apache-2.0
// Both analyses follow the edges of the stage graph, each as an arc between leaves and groups: to
// the leaf in which a move ends, from the stage or group that declares it. A record in a stage is
// in its groups as well, so an arc leads from each stage to its group.
#include "graph/reach.h"

#include <fmt/format.h>

#include "graph/walk.h"

namespace stagegraph::graph {

using namespace ruleset;

namespace {

bool is_dead(const StageEdge& edge, const TransitionMarks& shadowed) {
  return edge.transition != kNone && shadowed[edge.transition];
}

// Whoever is in a stage is in its group, and what the group declares leads out of both; but
// nothing leads out of a final stage.
std::vector<Arc> arcs_of(const Ruleset& ruleset, const StageGraph& graph,
                         const TransitionMarks& shadowed) {
  std::vector<Arc> arcs;
  for (StageIndex s : ruleset.stages.indices()) {
    const Stage& stage = ruleset.stages[s];
    if (stage.parent != kNone && !stage.final) arcs.emplace_back(s, stage.parent);
  }
  for (const StageEdge& edge : graph.edges) {
    if (!is_dead(edge, shadowed)) arcs.emplace_back(edge.from, initial_leaf(ruleset, edge.to));
  }
  return arcs;
}

// The leaves that a stage's own edges lead to, as far as it matters: the first, and whether there
// is another one.
struct Exits {
  StageIndex first = kNone;
  bool more = false;

  void add(StageIndex leaf) {
    if (first == kNone) first = leaf;
    if (first != leaf) more = true;
  }
  bool lead_out_of(StageIndex leaf) const { return more || (first != kNone && first != leaf); }
};

using ExitsByStage = IndexedVector<Exits, Stage>;

ExitsByStage exits_of(const Ruleset& ruleset, const StageGraph& graph,
                      const TransitionMarks& shadowed) {
  ExitsByStage exits(ruleset.stages.size());
  for (const StageEdge& edge : graph.edges) {
    if (!is_dead(edge, shadowed)) exits[edge.from].add(initial_leaf(ruleset, edge.to));
  }
  return exits;
}

bool has_way_out(const Ruleset& ruleset, const ExitsByStage& exits, StageIndex leaf) {
  for (StageIndex s = leaf; s != kNone; s = ruleset.stages[s].parent) {
    if (exits[s].lead_out_of(leaf)) return true;
  }
  return false;
}

}  // namespace

void find_unreachable(const Ruleset& ruleset, const StageGraph& graph,
                      const TransitionMarks& shadowed, Findings& findings) {
  StageMarks reached =
      reachable_from(ruleset.initial, ruleset.stages.size(), arcs_of(ruleset, graph, shadowed));
  // Whoever gets to a final stage has got into its groups as well.
  for (size_t n = ruleset.stages.size(); n-- > 0;) {
    const StageIndex s(n);
    const StageIndex parent = ruleset.stages[s].parent;
    if (reached[s] && parent != kNone) reached[parent] = true;
  }
  for (StageIndex s : ruleset.stages.indices()) {
    const Stage& stage = ruleset.stages[s];
    // Of a group that nobody gets into, the group alone is worth a message.
    if (reached[s] || (stage.parent != kNone && !reached[stage.parent])) continue;
    findings.add(Severity::kWarning, "unreachable-stage", stage.location.range, stage.location.path,
                 fmt::format("no path leads from the initial stage '{}' {} '{}'",
                             ruleset.stages[ruleset.initial].path,
                             stage.is_group() ? "into any stage of" : "to", stage.path));
  }
}

void find_dead_ends(const Ruleset& ruleset, const StageGraph& graph,
                    const TransitionMarks& shadowed, Findings& findings) {
  const ExitsByStage exits = exits_of(ruleset, graph, shadowed);
  for (StageIndex leaf : graph.leaves) {
    const Stage& stage = ruleset.stages[leaf];
    if (stage.final || has_way_out(ruleset, exits, leaf)) continue;
    findings.add(
        Severity::kNote, "dead-end", stage.location.range, stage.location.path,
        fmt::format("nothing leads out of '{}'. Write 'final: true' if it is meant to be the end",
                    stage.path));
  }
}

}  // namespace stagegraph::graph
