// SPDX-License-Identifier: Apache-2.0
// Appends one run of transitions for each leaf and event to a common list, from the leaf outwards,
// so that a decision walks a run and looks nothing up.
#include "ruleset/dispatch.h"

#include <algorithm>

namespace stagegraph::ruleset {

namespace {

// Appends what `level` declares for `event` (kNone: automatic), by priority, then as written.
void append_level(Ruleset& ruleset, const Stage& level, EventIndex event) {
  std::vector<TransitionIndex>& out = ruleset.dispatch.candidates;
  size_t first = out.size();
  for (TransitionIndex t : level.transitions) {
    if (ruleset.transitions[t].event == event) out.push_back(t);
  }
  std::stable_sort(out.begin() + static_cast<ptrdiff_t>(first), out.end(),
                   [&](TransitionIndex a, TransitionIndex b) {
                     return ruleset.transitions[a].priority > ruleset.transitions[b].priority;
                   });
}

Dispatch::Run append_path(Ruleset& ruleset, StageIndex leaf, EventIndex event) {
  Dispatch::Run span;
  span.begin = static_cast<uint32_t>(ruleset.dispatch.candidates.size());
  for (StageIndex s = leaf; s != kNone; s = ruleset.stages[s].parent) {
    append_level(ruleset, ruleset.stages[s], event);
  }
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
Dispatch::LeafSummary summary_of(Ruleset& ruleset, StageIndex leaf) {
  Dispatch::LeafSummary summary;
  const bool is_final = ruleset.stages[leaf].final;
  for (StageIndex s = leaf; s != kNone; s = ruleset.stages[s].parent) {
    const Stage& stage = ruleset.stages[s];
    if (has_time(stage)) summary.has_time = true;
    if (!is_final && has_activity(ruleset, stage)) summary.has_activity = true;
    if (!is_final && follows_facts(ruleset, stage)) summary.follows_facts = true;
  }
  if (!is_final) summary.automatic = append_path(ruleset, leaf, kNone);
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

void build_dispatch(Ruleset& ruleset) {
  const size_t stages = ruleset.stages.size();
  const size_t events = ruleset.events.size();
  ruleset.dispatch = {};
  ruleset.dispatch.events = static_cast<uint32_t>(events);
  ruleset.dispatch.by_event.resize(stages * events);
  ruleset.dispatch.passes_over.resize(stages * events);
  ruleset.dispatch.leaves.resize(stages);
  for (StageIndex s : ruleset.stages.indices()) {
    if (ruleset.stages[s].is_group()) continue;
    ruleset.dispatch.leaves[s] = summary_of(ruleset, s);
    const bool is_final = ruleset.stages[s].final;
    for (EventIndex e : ruleset.events.indices()) {
      const Dispatch::Run answers = is_final ? Dispatch::Run() : append_path(ruleset, s, e);
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
