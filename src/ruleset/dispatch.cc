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

}  // namespace

void build_dispatch(Ruleset& ruleset) {
  const size_t stages = ruleset.stages.size();
  const size_t events = ruleset.events.size();
  ruleset.dispatch = {};
  ruleset.dispatch.by_event.resize(stages * events);
  ruleset.dispatch.automatic.resize(stages);
  for (Index s = 0; s < stages; ++s) {
    if (ruleset.stages[s].is_group()) continue;
    if (ruleset.stages[s].final) continue;  // nothing happens in it, by its groups neither
    for (Index e = 0; e < events; ++e) {
      ruleset.dispatch.by_event[s * events + e] = append_path(ruleset, s, e);
    }
    ruleset.dispatch.automatic[s] = append_path(ruleset, s, kNone);
  }
  for (Index f = 0; f < ruleset.facts.size(); ++f) {
    if (borrows(ruleset.facts[f].type)) ruleset.dispatch.borrowing_facts.push_back(f);
  }
}

}  // namespace stagegraph
