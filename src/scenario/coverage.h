// SPDX-License-Identifier: Apache-2.0
// What the cases of a ruleset have tried.
#pragma once

#include <string>
#include <vector>

#include "engine/decision.h"
#include "engine/record/record.h"
#include "scenario/scenario.h"

namespace stagegraph::scenario {

// Counts only what the decisions show. What cannot be told from them counts as missed.
class Coverage {
 public:
  explicit Coverage(const ruleset::Ruleset& ruleset);

  void begin(const engine::Record& record);
  // `before` is the record as it was before the decision, which was traced.
  void add(const engine::Record& before, const engine::Decision& decision);

  RulesetCoverage summary(std::string ruleset_path) const;

 private:
  void add_stages(const engine::Record& before, const engine::Record& after);
  void add_transition(const engine::Decision& decision);
  void add_automatic(const engine::Record& before, const engine::Decision& decision);
  void add_left_by_itself(ruleset::StageIndex leaf);
  void add_trace(const engine::Decision& decision);
  void add_unconditional_rows();

  CoverageCount count_stages() const;
  CoverageCount count_transitions() const;
  CoverageCount count_criteria() const;
  CoverageCount count_deadlines() const;
  CoverageCount count_rows() const;

  const ruleset::Ruleset& ruleset_;
  // What was tried.
  IndexedVector<bool, ruleset::Stage> stages_;
  IndexedVector<bool, ruleset::Transition> transitions_, otherwise_;
  IndexedVector<bool, ruleset::Deadline> deadlines_;
  IndexedVector<std::vector<bool>, ruleset::Table> rows_;
  // What conditions came to, in any decision and in the one being added.
  using Conditions = IndexedVector<bool, ruleset::Expression>;
  Conditions found_true_, found_false_;
  Conditions true_now_, false_now_;
};

}  // namespace stagegraph::scenario
