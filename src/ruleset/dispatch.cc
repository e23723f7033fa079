#include "ruleset/dispatch.h"

#include <algorithm>

namespace stagegraph {

namespace {

// Appends what `level` declares for `event` (kNone: automatic), by priority, then as written.
void append_level(Ruleset& ruleset, const Stage& level, Index event) {
  std::vector<Index>& out = ruleset.dispatch.candidates;
  size_t first = out.size();
  for (Index t : level.transitions) {
    if (ruleset.transitions[t].event == event) out.push_back(t);
  }
  std::stable_sort(out.begin() + static_cast<ptrdiff_t>(first), out.end(), [&](Index a, Index b) {
    return ruleset.transitions[a].priority > ruleset.transitions[b].priority;
  });
}

Dispatch::Run append_path(Ruleset& ruleset, Index leaf, Index event) {
  Dispatch::Run span;
  span.begin = static_cast<uint32_t>(ruleset.dispatch.candidates.size());
  for (Index s = leaf; s != kNone; s = ruleset.stages[s].parent) {
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
  return std::any_of(stage.deadlines.begin(), stage.deadlines.end(), [&](Index d) {
    const Deadline& deadline = ruleset.deadlines[d];
    return !deadline.reset_by.empty() || deadline.refresh || deadline.extend;
  });
}

void note_time(Ruleset& ruleset, Index leaf) {
  for (Index s = leaf; s != kNone; s = ruleset.stages[s].parent) {
    const Stage& stage = ruleset.stages[s];
    if (has_activity(ruleset, stage)) ruleset.dispatch.has_activity[leaf] = 1;
    for (Index d : stage.deadlines) {
      if (follows_facts(ruleset.deadlines[d])) ruleset.dispatch.follows_facts[leaf] = 1;
    }
  }
}

std::vector<std::string> variables_of(const Ruleset& ruleset) {
  std::vector<std::string> names;
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
  ruleset.dispatch.by_event.resize(stages * events);
  ruleset.dispatch.automatic.resize(stages);
  ruleset.dispatch.follows_facts.resize(stages);
  ruleset.dispatch.has_activity.resize(stages);
  for (Index s = 0; s < stages; ++s) {
    if (ruleset.stages[s].is_group()) continue;
    if (ruleset.stages[s].final) continue;  // nothing happens in it, by its groups neither
    for (Index e = 0; e < events; ++e) {
      ruleset.dispatch.by_event[s * events + e] = append_path(ruleset, s, e);
    }
    ruleset.dispatch.automatic[s] = append_path(ruleset, s, kNone);
    note_time(ruleset, s);
  }
  ruleset.dispatch.counts_events =
      std::any_of(ruleset.quotas.begin(), ruleset.quotas.end(),
                  [](const Quota& quota) { return !quota.events.empty(); });
  ruleset.dispatch.variables = variables_of(ruleset);
  for (Index f = 0; f < ruleset.facts.size(); ++f) {
    if (borrows(ruleset.facts[f].type)) ruleset.dispatch.borrowing_facts.push_back(f);
  }
}

}  // namespace stagegraph
