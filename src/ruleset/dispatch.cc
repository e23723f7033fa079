// SPDX-License-Identifier: Apache-2.0
// Appends one run of transitions for each leaf and event to a common list, from the leaf outwards,
// so that a decision walks a run and looks nothing up.
#include "ruleset/dispatch.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace stagegraph::ruleset {

namespace {

// The transitions of a stage by priority, then as written.
std::vector<TransitionIndex> in_order(const Ruleset& ruleset, const Stage& stage) {
  std::vector<TransitionIndex> order = stage.transitions;
  std::stable_sort(order.begin(), order.end(), [&](TransitionIndex a, TransitionIndex b) {
    return ruleset.transitions[a].priority > ruleset.transitions[b].priority;
  });
  return order;
}

// Lays out what a leaf and the groups around it have: the automatic transitions, then those of each
// event. They are counted first, so that it takes no longer than they are many.
class Candidates {
 public:
  explicit Candidates(Ruleset& ruleset)
      : ruleset_(ruleset), orders_(ruleset.stages.size()), ends_(ruleset.events.size() + 1) {
    for (StageIndex s : ruleset.stages.indices()) orders_[s] = in_order(ruleset, ruleset.stages[s]);
  }

  void lay_out(StageIndex leaf) {
    std::vector<TransitionIndex>& out = ruleset_.dispatch.candidates;
    std::fill(ends_.begin(), ends_.end(), 0);
    each(leaf, [&](TransitionIndex t) { ++ends_[place_of(t)]; });
    begin_ = static_cast<uint32_t>(out.size());
    uint32_t end = begin_;
    for (uint32_t& count : ends_) end += std::exchange(count, end);
    out.resize(end);
    each(leaf, [&](TransitionIndex t) { out[ends_[place_of(t)]++] = t; });
  }

  // Of the leaf that was laid out last. kNone: automatic.
  Dispatch::Run of(EventIndex event) const {
    const size_t place = place_of(event);
    return {.begin = place == 0 ? begin_ : ends_[place - 1], .end = ends_[place]};
  }

 private:
  static size_t place_of(EventIndex event) {
    return event == kNone ? 0 : size_t{event.value()} + 1;
  }
  size_t place_of(TransitionIndex t) const { return place_of(ruleset_.transitions[t].event); }

  // From the leaf outwards.
  template <typename Take>
  void each(StageIndex leaf, Take take) const {
    for (StageIndex s = leaf; s != kNone; s = ruleset_.stages[s].parent) {
      for (TransitionIndex t : orders_[s]) take(t);
    }
  }

  Ruleset& ruleset_;
  IndexedVector<std::vector<TransitionIndex>, Stage> orders_;
  uint32_t begin_ = 0;
  std::vector<uint32_t> ends_;  // by place; while a leaf is laid out, where its next one goes
};

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

using Summaries = IndexedVector<Dispatch::LeafSummary, Stage>;

// Of every stage and group, each with what the groups around it have, but for `automatic`. In a
// final stage nothing happens, but entering it ends what runs in its groups.
Summaries summaries_of(const Ruleset& ruleset) {
  Summaries summaries(ruleset.stages.size());
  for (StageIndex s : ruleset.stages.indices()) {
    const Stage& stage = ruleset.stages[s];
    Dispatch::LeafSummary& summary = summaries[s];
    if (stage.parent != kNone) summary = summaries[stage.parent];  // parents come first
    summary.has_time = summary.has_time || has_time(stage);
    summary.has_activity = !stage.final && (summary.has_activity || has_activity(ruleset, stage));
    summary.follows_facts =
        !stage.final && (summary.follows_facts || follows_facts(ruleset, stage));
  }
  return summaries;
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
  const Summaries summaries = summaries_of(ruleset);
  Candidates candidates(ruleset);
  ruleset.dispatch = {};
  ruleset.dispatch.events = static_cast<uint32_t>(events);
  ruleset.dispatch.by_event.resize(stages * events);
  ruleset.dispatch.passes_over.resize(stages * events);
  ruleset.dispatch.leaves.resize(stages);
  for (StageIndex s : ruleset.stages.indices()) {
    if (ruleset.stages[s].is_group()) continue;
    ruleset.dispatch.leaves[s] = summaries[s];
    const bool is_final = ruleset.stages[s].final;
    if (!is_final) {
      candidates.lay_out(s);
      ruleset.dispatch.leaves[s].automatic = candidates.of(kNone);
    }
    for (EventIndex e : ruleset.events.indices()) {
      const Dispatch::Run answers = is_final ? Dispatch::Run() : candidates.of(e);
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
