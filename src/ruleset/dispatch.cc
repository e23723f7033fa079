// SPDX-License-Identifier: Apache-2.0
// Appends one run of transitions for each leaf and event to a common list, from the leaf outwards,
// so that a decision walks a run and looks nothing up.
#include "ruleset/dispatch.h"

#include <algorithm>
#include <span>
#include <vector>

namespace stagegraph::ruleset {

namespace {

// The transitions of a stage, so that those of an event (kNone: automatic) lie together, by
// priority, then as written.
std::vector<TransitionIndex> in_order(const Ruleset& ruleset, const Stage& stage) {
  std::vector<TransitionIndex> order = stage.transitions;
  std::stable_sort(order.begin(), order.end(), [&](TransitionIndex a, TransitionIndex b) {
    const Transition& one = ruleset.transitions[a];
    const Transition& other = ruleset.transitions[b];
    if (one.event != other.event) return one.event.value() < other.event.value();
    return one.priority > other.priority;
  });
  return order;
}

// Those of a leaf and of the groups around it.
class Levels {
 public:
  Levels(const Ruleset& ruleset) : ruleset_(ruleset), orders_(ruleset.stages.size()) {
    for (StageIndex s : ruleset.stages.indices()) orders_[s] = in_order(ruleset, ruleset.stages[s]);
  }

  // Calls `take` with what each level has for the event, from the leaf outwards.
  template <typename Take>
  void each(StageIndex leaf, EventIndex event, Take take) const {
    for (StageIndex s = leaf; s != kNone; s = ruleset_.stages[s].parent) {
      const std::vector<TransitionIndex>& order = orders_[s];
      if (order.empty()) continue;
      const auto before = [&](TransitionIndex t, EventIndex e) {
        return ruleset_.transitions[t].event.value() < e.value();
      };
      const auto after = [&](EventIndex e, TransitionIndex t) {
        return e.value() < ruleset_.transitions[t].event.value();
      };
      auto first = std::lower_bound(order.begin(), order.end(), event, before);
      take(std::span(first, std::upper_bound(first, order.end(), event, after)));
    }
  }

 private:
  const Ruleset& ruleset_;
  IndexedVector<std::vector<TransitionIndex>, Stage> orders_;
};

Dispatch::Run append_path(Ruleset& ruleset, const Levels& levels, StageIndex leaf,
                          EventIndex event) {
  std::vector<TransitionIndex>& out = ruleset.dispatch.candidates;
  Dispatch::Run span;
  span.begin = static_cast<uint32_t>(out.size());
  levels.each(leaf, event, [&](std::span<const TransitionIndex> found) {
    out.insert(out.end(), found.begin(), found.end());
  });
  span.end = static_cast<uint32_t>(ruleset.dispatch.candidates.size());
  return span;
}

// Members of an enum are the ruleset's own text.
bool borrows(const cel::Type& type) {
  switch (type.kind) {
    case cel::TypeKind::kString:
    case cel::TypeKind::kBytes:
    case cel::TypeKind::kList:
    case cel::TypeKind::kMap:
      return true;
    default:
      return false;
  }
}

// Whether facts alone can move a due instant of this deadline, or stop its clock.
bool follows_facts(const Deadline& d) {
  return d.anchor == Anchor::kFrom || d.anchor == Anchor::kBefore || d.pause_while != kNone ||
         d.on_transfer == OnTransfer::kRestart;
}

bool has_activity(const Ruleset& ruleset, const Stage& stage) {
  if (stage.cadence != kNone && !ruleset.cadences[stage.cadence].stop_after.empty()) return true;
  return std::any_of(stage.deadlines.begin(), stage.deadlines.end(), [&](DeadlineIndex d) {
    const Deadline& deadline = ruleset.deadlines[d];
    return !deadline.reset_by.empty() || deadline.refresh || deadline.extend;
  });
}

bool follows_facts(const Ruleset& ruleset, const Stage& stage) {
  return std::any_of(stage.deadlines.begin(), stage.deadlines.end(),
                     [&](DeadlineIndex d) { return follows_facts(ruleset.deadlines[d]); });
}

// In a final stage nothing happens, but entering it ends what runs in its groups.
Dispatch::LeafSummary summary_of(Ruleset& ruleset, const Levels& levels, StageIndex leaf) {
  Dispatch::LeafSummary summary;
  const bool is_final = ruleset.stages[leaf].final;
  for (StageIndex s = leaf; s != kNone; s = ruleset.stages[s].parent) {
    const Stage& stage = ruleset.stages[s];
    if (has_time(stage)) summary.has_time = true;
    if (!is_final && has_activity(ruleset, stage)) summary.has_activity = true;
    if (!is_final && follows_facts(ruleset, stage)) summary.follows_facts = true;
  }
  if (!is_final) summary.automatic = append_path(ruleset, levels, leaf, kNone);
  return summary;
}

bool passes_over(const Ruleset& ruleset, StageIndex leaf, const Event& event,
                 Dispatch::Run answers) {
  return answers.begin == answers.end && event.by.empty() && event.order == EventOrder::kArrival &&
         !ruleset.dispatch.leaves[leaf].has_activity;
}

// In the order of ruleset/variables.h.
IndexedVector<std::string, Variable> variables_of(const Ruleset& ruleset) {
  IndexedVector<std::string, Variable> names;
  for (const Fact& fact : ruleset.facts) names.push_back(fact.name);
  for (const PayloadField& field : ruleset.payload) names.push_back("event." + field.name);
  names.push_back("due");
  for (const Quota& quota : ruleset.quotas) names.push_back("counters." + quota.name);
  return names;
}

}  // namespace

uint64_t dispatch_places(const Ruleset& ruleset) {
  return uint64_t{ruleset.stages.size()} * ruleset.events.size();
}

uint64_t dispatch_candidates(const Ruleset& ruleset) {
  uint64_t candidates = 0;
  IndexedVector<uint64_t, Stage> of_path(ruleset.stages.size());  // parents come first
  for (StageIndex s : ruleset.stages.indices()) {
    const Stage& stage = ruleset.stages[s];
    of_path[s] = stage.transitions.size() + (stage.parent == kNone ? 0 : of_path[stage.parent]);
    if (!stage.is_group() && !stage.final) candidates += of_path[s];
  }
  return candidates;
}

void build_dispatch(Ruleset& ruleset) {
  const size_t stages = ruleset.stages.size();
  const size_t events = ruleset.events.size();
  const Levels levels(ruleset);
  ruleset.dispatch = {};
  ruleset.dispatch.events = static_cast<uint32_t>(events);
  ruleset.dispatch.by_event.resize(stages * events);
  ruleset.dispatch.passes_over.resize(stages * events);
  ruleset.dispatch.leaves.resize(stages);
  for (StageIndex s : ruleset.stages.indices()) {
    if (ruleset.stages[s].is_group()) continue;
    ruleset.dispatch.leaves[s] = summary_of(ruleset, levels, s);
    const bool is_final = ruleset.stages[s].final;
    for (EventIndex e : ruleset.events.indices()) {
      const Dispatch::Run answers = is_final ? Dispatch::Run() : append_path(ruleset, levels, s, e);
      const size_t place = ruleset.dispatch.place(s, e);
      ruleset.dispatch.by_event[place] = answers;
      ruleset.dispatch.passes_over[place] = passes_over(ruleset, s, ruleset.events[e], answers);
    }
  }
  ruleset.dispatch.counts_events =
      std::any_of(ruleset.quotas.begin(), ruleset.quotas.end(),
                  [](const Quota& quota) { return !quota.events.empty(); });
  ruleset.dispatch.variables = variables_of(ruleset);
  for (FactIndex f : ruleset.facts.indices()) {
    if (borrows(ruleset.facts[f].type)) ruleset.dispatch.borrowing_facts.push_back(f);
  }
}

}  // namespace stagegraph::ruleset
