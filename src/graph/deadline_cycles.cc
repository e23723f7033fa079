// SPDX-License-Identifier: Apache-2.0
// The graph has an arc for each deadline that moves on and counts from facts alone, as it is due at
// once where it is armed after its instant. A condition may end the round, so a deadline with one
// has no arc. Nor has one of a group that leads into the group: it is armed once. A cycle in which
// anything writes to a fact that is counted from is taken for a clock that goes on.
#include "graph/deadline_cycles.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "graph/walk.h"
#include "ruleset/dispatch.h"

namespace stagegraph::graph {

using namespace ruleset;

namespace {

using Facts = std::vector<FactIndex>;

class DeadlineGraph {
 public:
  explicit DeadlineGraph(const Ruleset& ruleset) : ruleset_(ruleset) {
    for (StageIndex s : ruleset.stages.indices()) add_stage(s);
  }

  void report(Findings& findings) const {
    for (const auto& cycle : find_cycles(ruleset_, arcs_)) {
      const std::vector<DeadlineIndex> round = deadlines_of(cycle);
      if (goes_on(cycle, round)) continue;
      const Location& location = ruleset_.deadlines[round.front()].location;
      findings.add(Severity::kWarning, "deadline-cycle", location.range, location.path,
                   fmt::format("deadlines go round in a circle once the instants they count from "
                               "have passed: {}. The engine stops there with an error. Count one "
                               "from the entry, or set the fact that it counts from",
                               spell(ruleset_, cycle)));
    }
  }

 private:
  void add_stage(StageIndex s) {
    const Stage& stage = ruleset_.stages[s];
    if (stage.final) return;
    for (DeadlineIndex d : stage.deadlines) {
      const Deadline& deadline = ruleset_.deadlines[d];
      const bool leaves =
          deadline.to != kNone && (deadline.to == s || !is_within(ruleset_, deadline.to, s));
      if (!leaves || !is_of_facts(deadline)) continue;
      const Arc arc(s, initial_leaf(ruleset_, deadline.to));
      arcs_.push_back(arc);
      deadline_of_.emplace(arc, d);
    }
    if (stage.parent != kNone) arcs_.emplace_back(s, stage.parent);
  }

  bool is_of_facts(const Deadline& deadline) const {
    if (deadline.pause_while != kNone || deadline.exempt_if != kNone) return false;
    if (deadline.anchor == Anchor::kBefore) return true;
    return deadline.anchor == Anchor::kFrom && ruleset_.expressions[deadline.from].facts_only;
  }

  std::vector<DeadlineIndex> deadlines_of(const std::vector<StageIndex>& cycle) const {
    std::vector<DeadlineIndex> round;
    for (size_t i = 0; i + 1 < cycle.size(); ++i) {
      const auto found = deadline_of_.find({cycle[i], cycle[i + 1]});
      if (found != deadline_of_.end()) round.push_back(found->second);
    }
    return round;
  }

  bool goes_on(const std::vector<StageIndex>& cycle,
               const std::vector<DeadlineIndex>& round) const {
    Facts read;
    Facts written;
    for (DeadlineIndex d : round) {
      const Deadline& deadline = ruleset_.deadlines[d];
      if (deadline.anchor == Anchor::kBefore) read.push_back(deadline.of);
      if (deadline.anchor == Anchor::kFrom) {
        const Facts& facts = ruleset_.expressions[deadline.from].facts;
        read.insert(read.end(), facts.begin(), facts.end());
      }
      add_written(deadline.actions, written);
    }
    for (StageIndex leaf : cycle) {
      for (StageIndex s = leaf; s != kNone; s = ruleset_.stages[s].parent) {
        add_written(ruleset_.stages[s].enter, written);
        add_written(ruleset_.stages[s].leave, written);
      }
    }
    return std::any_of(read.begin(), read.end(), [&](FactIndex f) {
      return std::find(written.begin(), written.end(), f) != written.end();
    });
  }

  static void add_written(const std::vector<Action>& actions, Facts& written) {
    for (const Action& action : actions) {
      if (action.fact != kNone) written.push_back(action.fact);
    }
  }

  const Ruleset& ruleset_;
  std::vector<Arc> arcs_;
  std::map<Arc, DeadlineIndex> deadline_of_;
};

}  // namespace

void find_deadline_cycles(const Ruleset& ruleset, Findings& findings) {
  DeadlineGraph(ruleset).report(findings);
}

}  // namespace stagegraph::graph
