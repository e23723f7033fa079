// SPDX-License-Identifier: Apache-2.0
// Placing makes a fresh record with the same facts and begins the time of every level it is in. The
// given record is replaced at the end, so that a failure leaves it as it was.
#include "engine/place.h"

#include "engine/cadences.h"
#include "engine/deadlines.h"
#include "engine/due.h"
#include "engine/edits.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

// Begins the time of every level; kNone, or the deadline that cannot be armed.
DeadlineIndex begin_time(const StepContext& step, Instant entered) {
  const Ruleset& ruleset = step.ruleset;
  Evaluator evaluator(step);
  Deadlines deadlines(step, evaluator);
  Cadences cadences(step, evaluator);
  for (StageIndex s = step.record.stage; s != kNone; s = ruleset.stages[s].parent) {
    const DeadlineIndex beyond = deadlines.enter(s, entered);
    if (beyond != kNone) return beyond;
    cadences.enter(s, entered);
  }
  std::vector<TransitionIndex> voided;
  deadlines.follow_facts(entered, voided);
  return kNone;
}

}  // namespace

Expected<Done> place(Record& record, StageIndex target, Instant entered) {
  const Ruleset& ruleset = record.ruleset();
  Decision scratch;
  scratch.at = entered;
  scratch.record = Record::create(record.shared_ruleset(), record.id(), entered);
  Record& placed = scratch.record;
  for (FactIndex f : ruleset.facts.indices()) {
    if (record.fact(f).is_unknown()) {
      placed.clear_fact(f);
    } else if (auto set = placed.set_fact(f, record.fact(f)); !set) {
      return set;
    }
  }
  placed.stage = initial_leaf(ruleset, target);
  for (StageIndex s = placed.stage; s != kNone; s = ruleset.stages[s].parent) {
    placed.mark(s) = StageMark(entered, 1);
  }
  Context context;
  const bool final = ruleset.stages[placed.stage].final;
  const DeadlineIndex beyond =
      final ? kNone : begin_time(StepContext(record, context, scratch), entered);
  if (beyond != kNone) {
    return Error{
        Status::kInvalidInput,
        "the due instant of '" + ruleset.deadlines[beyond].name + "' lies beyond the calendar",
        {}};
  }
  placed.sequence = record.sequence;  // it goes on, so that no id of an action comes again
  placed.set_behaviour(record.behaviour());
  placed.forget_changes();
  leave_failing_automatic(placed);
  placed.next_due = next_instant(placed);
  record.take_copy(placed);
  return Done{};
}

}  // namespace stagegraph::engine
