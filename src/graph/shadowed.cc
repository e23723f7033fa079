// SPDX-License-Identifier: Apache-2.0
// Transitions that are never chosen. Choice is inner-first, then by priority, then as written; a
// transition without `when` is always taken, so what comes after it for the same event never is.
#include "graph/shadowed.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace stagegraph::graph {

using namespace ruleset;

namespace {

// By event (kNone: automatic): the transition that always answers. An event that every child of a
// group answers is answered in the group, by kNone.
using Answers = std::map<EventIndex, TransitionIndex>;

class Shadows {
 public:
  Shadows(const Ruleset& ruleset, Findings& findings)
      : ruleset_(ruleset), findings_(findings), answers_(ruleset.stages.size()) {}

  TransitionMarks find() && {
    shadowed_.resize(ruleset_.transitions.size());
    // Children come after their parents, so backwards is from the inside out.
    for (size_t n = ruleset_.stages.size(); n-- > 0;) look_at(StageIndex(n));
    return std::move(shadowed_);
  }

 private:
  void look_at(StageIndex s) {
    answers_[s] = answered_inside(ruleset_.stages[s]);
    std::vector<TransitionIndex> order = ruleset_.stages[s].transitions;
    std::stable_sort(order.begin(), order.end(), [&](TransitionIndex a, TransitionIndex b) {
      return ruleset_.transitions[a].priority > ruleset_.transitions[b].priority;
    });
    for (TransitionIndex t : order) look_at(s, t);
    for (StageIndex child : ruleset_.stages[s].children) answers_[child].clear();
  }

  void look_at(StageIndex s, TransitionIndex t) {
    const Transition& transition = ruleset_.transitions[t];
    auto answer = answers_[s].find(transition.event);
    if (answer != answers_[s].end()) {
      shadowed_[t] = true;
      report(transition, answer->second);
    } else if (!is_guarded(ruleset_, transition)) {
      answers_[s][transition.event] = t;
    }
  }

  // What all children answer but for final ones, which are never asked.
  Answers answered_inside(const Stage& group) const {
    std::vector<StageIndex> asked;
    for (StageIndex child : group.children) {
      if (!ruleset_.stages[child].final) asked.push_back(child);
    }
    Answers common;
    if (asked.empty()) return common;
    for (auto [event, answer] : answers_[asked.front()]) {
      auto answers = [&, e = event](StageIndex child) { return answers_[child].contains(e); };
      if (std::all_of(asked.begin(), asked.end(), answers)) common[event] = kNone;
    }
    return common;
  }

  void report(const Transition& transition, TransitionIndex before) {
    const Location& location = transition.location;
    findings_.add(Severity::kWarning, "shadowed-transition", location.range, location.path,
                  fmt::format("'{}' is never chosen: {}", transition.name,
                              before == kNone ? answered_message(transition)
                                              : before_message(ruleset_.transitions[before])));
  }

  std::string answered_message(const Transition& transition) const {
    const std::string& group = ruleset_.stages[transition.stage].path;
    if (transition.event == kNone) {
      return fmt::format("every stage inside '{}' moves on by itself before", group);
    }
    return fmt::format("every stage inside '{}' answers '{}' itself, whatever the record", group,
                       ruleset_.events[transition.event].name);
  }

  static std::string before_message(const Transition& before) {
    return fmt::format("'{}' comes before it and has no 'when' that could pass a record on",
                       before.name);
  }

  const Ruleset& ruleset_;
  Findings& findings_;
  IndexedVector<Answers, Stage> answers_;
  TransitionMarks shadowed_;
};

}  // namespace

bool is_guarded(const Ruleset& ruleset, const Transition& transition) {
  if (transition.when == kNone) return false;
  auto constant = cel::constant_of(*ruleset.expressions[transition.when].program);
  return !constant || !constant->is_true();
}

TransitionMarks find_shadowed(const Ruleset& ruleset, Findings& findings) {
  return Shadows(ruleset, findings).find();
}

}  // namespace stagegraph::graph
