// SPDX-License-Identifier: Apache-2.0
// Works from the decisions alone: their transition and cause, the stages whose visits grew, and
// the trace of conditions. What leaves no name there is worked out from what surrounds it.
#include "scenario/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "ruleset/dispatch.h"

namespace stagegraph::scenario {

using namespace ruleset;
using namespace engine;

namespace {

bool has_changed(const Decision& decision) {
  return decision.outcome == Outcome::kMoved || decision.outcome == Outcome::kStayed ||
         (decision.outcome == Outcome::kRefused && decision.to != kNone);
}

void tally(CoverageCount& count, bool hit, std::string name) {
  ++count.total;
  if (hit) {
    ++count.hit;
  } else {
    count.missed.push_back(std::move(name));
  }
}

// The order in which the rows of a table that stops at the first match are looked at.
std::vector<size_t> order_of_rows(const Table& table) {
  std::vector<size_t> order(table.rows.size());
  std::iota(order.begin(), order.end(), size_t{0});
  if (table.hit != HitPolicy::kPriority) return order;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return table.rows[a].priority > table.rows[b].priority;
  });
  return order;
}

}  // namespace

Coverage::Coverage(const Ruleset& ruleset)
    : ruleset_(ruleset),
      stages_(ruleset.stages.size()),
      transitions_(ruleset.transitions.size()),
      otherwise_(ruleset.transitions.size()),
      deadlines_(ruleset.deadlines.size()),
      found_true_(ruleset.expressions.size()),
      found_false_(ruleset.expressions.size()) {
  for (const Table& table : ruleset.tables) rows_.emplace_back(table.rows.size());
}

void Coverage::begin(const Record& record) { stages_[record.stage] = true; }

void Coverage::add(const Record& before, const Decision& decision) {
  add_trace(decision);
  add_unconditional_rows();
  if (!has_changed(decision)) return;
  add_stages(before, decision.record);
  add_transition(decision);
  add_automatic(before, decision);
}

void Coverage::add_stages(const Record& before, const Record& after) {
  for (StageIndex s : stages_.indices()) {
    if (after.marks()[s].visits > before.marks()[s].visits) stages_[s] = true;
  }
}

void Coverage::add_transition(const Decision& decision) {
  if (decision.transition != kNone) {
    auto& tried = decision.outcome == Outcome::kRefused ? otherwise_ : transitions_;
    tried[decision.transition] = true;
  }
  if (decision.cause.kind == CauseKind::kDeadline) deadlines_[decision.cause.deadline] = true;
}

// Automatic transitions that follow another one leave no name in the decision. What shows them is
// a stage that was entered, or stayed in, and is not the record's in the end.
void Coverage::add_automatic(const Record& before, const Decision& decision) {
  const Record& after = decision.record;
  for (StageIndex s : stages_.indices()) {
    if (ruleset_.stages[s].is_group() || s == after.stage) continue;
    if (after.marks()[s].visits > before.marks()[s].visits) add_left_by_itself(s);
  }
  const bool stayed_first = decision.cause.kind == CauseKind::kDeadline
                                ? ruleset_.deadlines[decision.cause.deadline].to == kNone
                                : decision.transition != kNone &&
                                      decision.outcome != Outcome::kRefused &&
                                      ruleset_.transitions[decision.transition].to == kNone;
  if (stayed_first && decision.from != after.stage) add_left_by_itself(decision.from);
}

void Coverage::add_left_by_itself(StageIndex leaf) {
  for (TransitionIndex t : automatic_for(ruleset_, leaf)) {
    const ExpressionIndex when = ruleset_.transitions[t].when;
    if (when != kNone && !true_now_[when]) continue;
    transitions_[t] = true;
    return;
  }
}

void Coverage::add_trace(const Decision& decision) {
  true_now_.assign(ruleset_.expressions.size(), false);
  false_now_.assign(ruleset_.expressions.size(), false);
  for (const TraceEntry& entry : decision.trace) {
    if (entry.value.is_true()) {
      true_now_[entry.expression] = true;
      found_true_[entry.expression] = true;
    } else if (entry.value.is_false()) {
      false_now_[entry.expression] = true;
      found_false_[entry.expression] = true;
    }
  }
}

// A row without a condition leaves no trace of its own: its neighbours tell. Where the first match
// ends the search, it was reached when the row before it did not match; else every row is looked
// at whenever one is.
void Coverage::add_unconditional_rows() {
  auto looked_at = [&](const TableRow& row) {
    return row.when != kNone && (true_now_[row.when] || false_now_[row.when]);
  };
  for (TableIndex t : ruleset_.tables.indices()) {
    const Table& table = ruleset_.tables[t];
    const bool first_only = table.hit == HitPolicy::kFirst || table.hit == HitPolicy::kPriority;
    const bool any = std::any_of(table.rows.begin(), table.rows.end(), looked_at);
    const TableRow* previous = nullptr;
    for (size_t row : order_of_rows(table)) {
      const TableRow& r = table.rows[row];
      const bool passed_on =
          previous != nullptr && previous->when != kNone && false_now_[previous->when];
      if (r.when == kNone && (first_only ? passed_on : any)) rows_[t][row] = true;
      previous = &r;
    }
  }
}

RulesetCoverage Coverage::summary(std::string ruleset_path) const {
  return {std::move(ruleset_path), count_stages(),    count_transitions(),
          count_criteria(),        count_deadlines(), count_rows()};
}

CoverageCount Coverage::count_stages() const {
  CoverageCount count;
  for (StageIndex s : stages_.indices()) {
    if (!ruleset_.stages[s].is_group()) tally(count, stages_[s], ruleset_.stages[s].path);
  }
  return count;
}

CoverageCount Coverage::count_transitions() const {
  CoverageCount count;
  for (TransitionIndex t : transitions_.indices()) {
    const Transition& transition = ruleset_.transitions[t];
    tally(count, transitions_[t], transition.name);
    if (transition.otherwise == kNone) continue;
    tally(count, otherwise_[t], fmt::format("{} (otherwise)", transition.name));
  }
  return count;
}

CoverageCount Coverage::count_criteria() const {
  CoverageCount count;
  for (const Criterion& criterion : ruleset_.criteria) {
    tally(count, found_true_[criterion.when], fmt::format("{} (true)", criterion.name));
    tally(count, found_false_[criterion.when], fmt::format("{} (false)", criterion.name));
  }
  return count;
}

CoverageCount Coverage::count_deadlines() const {
  CoverageCount count;
  for (DeadlineIndex d : deadlines_.indices()) {
    tally(count, deadlines_[d], ruleset_.deadlines[d].name);
  }
  return count;
}

CoverageCount Coverage::count_rows() const {
  CoverageCount count;
  for (TableIndex t : ruleset_.tables.indices()) {
    const Table& table = ruleset_.tables[t];
    for (size_t row = 0; row < table.rows.size(); ++row) {
      const ExpressionIndex when = table.rows[row].when;
      tally(count, when == kNone ? rows_[t][row] : found_true_[when],
            fmt::format("{}[{}] (line {})", table.name, row,
                        table.rows[row].location.range.begin.line));
    }
  }
  return count;
}

}  // namespace stagegraph::scenario
