// SPDX-License-Identifier: Apache-2.0
// Cycles of automatic transitions. The graph has a vertex for each stage; a record in a stage is
// also in its group, so an arc leads from a stage to its group, unless the stage is final (nothing
// happens in it) or always has an automatic transition of its own. Every move ends in a leaf, so
// every cycle passes one.
#include "graph/auto_cycles.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "graph/shadowed.h"
#include "graph/walk.h"

namespace stagegraph::graph {

using namespace ruleset;

namespace {

class AutoGraph {
 public:
  explicit AutoGraph(const Ruleset& ruleset) : ruleset_(ruleset) {
    for (StageIndex s : ruleset.stages.indices()) add_stage(s);
  }

  void report(Findings& findings) const {
    for (const auto& cycle : find_cycles(ruleset_, arcs_)) {
      const Location& location = first_transition(cycle).location;
      findings.add(
          Severity::kError, "auto-cycle", location.range, location.path,
          fmt::format(
              "automatic transitions go round in a circle: {}. A record might never come to rest",
              spell(ruleset_, cycle)));
    }
  }

 private:
  void add_stage(StageIndex s) {
    const Stage& stage = ruleset_.stages[s];
    for (TransitionIndex t : by_choice(stage)) {
      const Transition& transition = ruleset_.transitions[t];
      add_move(s, t, transition.to);
      add_move(s, t, transition.otherwise);
      if (!is_guarded(ruleset_, transition)) return;
    }
    if (stage.parent != kNone && !stage.final) arcs_.emplace_back(s, stage.parent);
  }

  // The automatic transitions of a stage in the order in which they are tried.
  std::vector<TransitionIndex> by_choice(const Stage& stage) const {
    std::vector<TransitionIndex> order;
    for (TransitionIndex t : stage.transitions) {
      if (ruleset_.transitions[t].event == kNone) order.push_back(t);
    }
    std::stable_sort(order.begin(), order.end(), [&](TransitionIndex a, TransitionIndex b) {
      return ruleset_.transitions[a].priority > ruleset_.transitions[b].priority;
    });
    return order;
  }

  void add_move(StageIndex s, TransitionIndex t, StageIndex to) {
    if (to == kNone) return;
    const Arc arc(s, initial_leaf(ruleset_, to));
    arcs_.push_back(arc);
    transition_of_.emplace(arc, t);
  }

  const Transition& first_transition(const std::vector<StageIndex>& cycle) const {
    for (size_t i = 0;; ++i) {  // a cycle of arcs to groups alone does not exist
      auto found = transition_of_.find({cycle[i], cycle[i + 1]});
      if (found != transition_of_.end()) return ruleset_.transitions[found->second];
    }
  }

  const Ruleset& ruleset_;
  std::vector<Arc> arcs_;
  std::map<Arc, TransitionIndex> transition_of_;
};

}  // namespace

void find_auto_cycles(const Ruleset& ruleset, Findings& findings) {
  AutoGraph(ruleset).report(findings);
}

}  // namespace stagegraph::graph
