// SPDX-License-Identifier: Apache-2.0
#include "migrate/stage_successors.h"

#include <algorithm>

#include "migrate/successors.h"
#include "ruleset/lookup.h"

namespace stagegraph::migrate {

using namespace ruleset;

StageSuccessors::StageSuccessors(const Ruleset& old, const Ruleset& now, const Answers& answers)
    : old_(old), now_(now) {
  stages_.resize(old.stages.size());
  is_new_.resize(now.stages.size());
  for (StageIndex s : now.stages.indices()) {
    is_new_[s] = find_stage(old, now.stages[s].path) == kNone && now.stages[s].was.empty();
  }
  for (StageIndex s : old.stages.indices()) {
    stages_[s] = answers.stage(old.stages[s].path);
    if (stages_[s] == kNone) stages_[s] = in_renamed_group(s);
    if (stages_[s] == kNone) find_successor(s);
  }
}

// Of a group no record asks, but one `was` answers for all its stages that keep their names.
void StageSuccessors::find_successor(StageIndex old) {
  const Stage& stage = old_.stages[old];
  const StageIndex successor = likely(old);
  if (stage.is_group() && (successor == kNone || !shares_children(stage, successor))) return;
  const bool is_beside = successor != kNone && now_.stages[successor].parent == holder_of(stage);
  gone_.push_back({old, successor, is_beside});
  if (successor == kNone) return;
  stages_[old] = successor;
  renamed_.insert(old);
  is_new_[successor] = false;
}

StageIndex StageSuccessors::in_renamed_group(StageIndex old) const {
  const Stage& stage = old_.stages[old];
  if (stage.parent == kNone || renamed_.count(stage.parent) == 0) return kNone;
  return child_named(stages_[stage.parent], stage.name);
}

StageIndex StageSuccessors::child_named(StageIndex group, std::string_view name) const {
  for (StageIndex child : now_.stages[group].children) {
    if (now_.stages[child].name == name) return child;
  }
  return kNone;
}

bool StageSuccessors::shares_children(const Stage& group, StageIndex successor) const {
  return std::any_of(group.children.begin(), group.children.end(), [&](StageIndex child) {
    return child_named(successor, old_.stages[child].name) != kNone;
  });
}

StageIndex StageSuccessors::holder_of(const Stage& old) const {
  return old.parent == kNone ? StageIndex(kNone) : stages_[old.parent];
}

// A new one in the same group, or else one of the same name that has moved. `was` cannot name a
// stage that stood in no group from inside one.
StageIndex StageSuccessors::likely(StageIndex old) const {
  const Stage& stage = old_.stages[old];
  const bool has_holder = stage.parent == kNone || stages_[stage.parent] != kNone;
  std::vector<StageIndex> beside, moved;
  for (StageIndex s : now_.stages.indices()) {
    const Stage& next = now_.stages[s];
    if (!is_new_[s] || next.is_group() != stage.is_group()) continue;
    if (has_holder && next.parent == holder_of(stage)) beside.push_back(s);
    const bool can_be_named = stage.parent != kNone || next.parent == kNone;
    if (next.name == stage.name && can_be_named) moved.push_back(s);
  }
  const StageIndex found = likeliest<Stage>(stage.path, now_.stages, beside);
  return found != kNone || moved.size() != 1 ? found : moved[0];
}

std::vector<StageIndex> StageSuccessors::leaves_within(StageIndex group) const {
  std::vector<StageIndex> leaves;
  for (StageIndex s : old_.stages.indices()) {
    if (old_.stages[s].is_group() || old_.stages[s].final) continue;
    if (group == kNone || is_within(old_, s, group)) leaves.push_back(s);
  }
  return leaves;
}

StageIndex StageSuccessors::outside(StageIndex old, StageIndex now) const {
  for (StageIndex leaf : leaves_within(old)) {
    const StageIndex next = initial_leaf(now_, stages_[leaf]);
    if (next != kNone && !is_within(now_, next, now)) return leaf;
  }
  return kNone;
}

}  // namespace stagegraph::migrate
