// SPDX-License-Identifier: Apache-2.0
// A step makes the record as it becomes in place, in the decision, and keeps the record as it was
// beside it. Order of a move, as docs/language.md gives it: leave actions from the leaf outwards,
// the transition's own, enter actions from the group inwards, then deadlines and cadences of what
// was entered, then automatic transitions until none is enabled.
//
// Invariants:
// - Whole or not at all: whoever meets an unknown or failed value calls abort_step, which puts the
//   record back and drops the actions asked for. Nothing outside the decision has changed by then.
// - Every fact written is in workspace.touched, so that commit can tell which ones differ.
// - After a fact or the stage has changed, evaluator_.changed() comes before the next expression.
// - commit alone counts the sequence and sets next_due. A step without it left the record as it was.
#include "engine/step.h"

#include <algorithm>

#include "engine/due.h"
#include "engine/record/typing.h"
#include "engine/timers.h"
#include "ruleset/dispatch.h"
#include "ruleset/lookup.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

using cel::Value;

// Of automatic transitions in one step. Loading refuses cycles of them; this bounds what it could
// not see.
constexpr int kMaxAutomatic = 100;

// The innermost group that holds both.
StageIndex common_group(const Ruleset& ruleset, StageIndex a, StageIndex b) {
  while (a != b) {
    if (a == kNone || b == kNone) return kNone;
    if (ruleset.stages[a].depth >= ruleset.stages[b].depth) {
      a = ruleset.stages[a].parent;
    } else {
      b = ruleset.stages[b].parent;
    }
  }
  return a;
}

// The innermost group that a move from `leaf` to `target` does not leave. A target that holds the
// leaf, or is it, is left and entered.
StageIndex kept_group(const Ruleset& ruleset, StageIndex leaf, StageIndex target) {
  if (is_within(ruleset, leaf, target)) return ruleset.stages[target].parent;
  return common_group(ruleset, leaf, target);
}

// The stage in `group` that is `leaf` or holds it.
StageIndex child_towards(const Ruleset& ruleset, StageIndex group, StageIndex leaf) {
  while (ruleset.stages[leaf].parent != group) leaf = ruleset.stages[leaf].parent;
  return leaf;
}

}  // namespace

Expected<Done> Step::carry(EventIndex event, const Payload& payload) {
  for (const Event::Carried& carried : shared_.ruleset.events[event].carries) {
    const Value* value = payload.find(carried.field);
    if (value == nullptr || carried.fact == kNone) continue;
    if (auto set = shared_.record.set_fact(carried.fact, *value); !set) return set;
    shared_.workspace.touched.push_back(carried.fact);
  }
  evaluator_.changed();
  return Done{};
}

void Step::drop_carried() {
  if (shared_.workspace.touched.empty()) return;
  shared_.record = shared_.before;
  shared_.workspace.touched.clear();
  evaluator_.changed();
  if (taken_request_) shared_.record.remove_request(*taken_request_);
}

void Step::take_request(size_t index) {
  shared_.record.remove_request(index);
  taken_request_ = index;
}

void Step::fail(Outcome outcome) {
  shared_.decision.outcome = outcome;
  shared_.decision.to = kNone;
  shared_.decision.actions.clear();
  shared_.record = shared_.before;
  shared_.workspace.touched.clear();
}

void Step::stop_round(const std::string& why) {
  shared_.decision.reasons.push_back({"endless", shared_.decision.arena.copy(why)});
  fail(Outcome::kError);
}

[[gnu::cold]] void Step::stop_counting() {
  shared_.decision.reasons.push_back(
      {"sequence", "the record is at the last sequence number that there is"});
  fail(Outcome::kError);
}

// A value that is unknown or failed ends the step; `what` names where it was to go.
bool Step::abort_step(ExpressionIndex expression, const Value& value, const std::string& what) {
  if (value.is_unknown()) {
    add_needs(value, shared_.decision);
    fail(Outcome::kNeeds);
    return false;
  }
  if (expression != kNone) {
    add_failure(shared_.ruleset, expression, value, shared_.decision);
  } else {
    shared_.decision.reasons.push_back(
        {"evaluation_failed",
         shared_.decision.arena.copy(what + ": " + std::string(value.as_error().message))});
  }
  fail(Outcome::kError);
  return false;
}

bool Step::run_all(const std::vector<Action>& actions) {
  for (const Action& action : actions) {
    if (!run(action)) return false;
  }
  return true;
}

bool Step::run(const Action& action) {
  switch (action.kind) {
    case ActionKind::kSet:
      return assign(action);
    case ActionKind::kClear:
      shared_.record.clear_fact(action.fact);
      shared_.workspace.touched.push_back(action.fact);
      evaluator_.changed();
      return true;
    case ActionKind::kStart:
    case ActionKind::kHost:
      return request(action);
  }
  return true;
}

bool Step::assign(const Action& action) {
  const Template& source = action.arguments[0];
  Value value = evaluator_.evaluate(source);
  if (value.is_unknown() || value.is_error()) {
    return abort_step(source.expression, value, action.location.path);
  }
  if (auto set = shared_.record.set_fact(action.fact, value); !set) {
    cel::EvalError error{set.error().message};
    return abort_step(source.expression, Value::error(&error), action.location.path);
  }
  shared_.workspace.touched.push_back(action.fact);
  evaluator_.changed();
  return true;
}

// An argument that is not known is handed over as null: the host is told, and nobody's customer
// stays where it is because a name in a message was missing.
bool Step::request(const Action& action) {
  auto arguments = shared_.decision.arena.make_array<Value>(action.arguments.size());
  for (size_t i = 0; i < arguments.size(); ++i) {
    Value value = evaluator_.evaluate(action.arguments[i]);
    if (value.is_error()) {
      return abort_step(action.arguments[i].expression, value, action.location.path);
    }
    arguments[i] = value.is_unknown() ? Value::null() : cel::clone(value, shared_.decision.arena);
  }
  shared_.decision.actions.push_back({&action, arguments});
  return true;
}

inline void Step::leave_time(StageIndex stage) {
  if (!has_time(shared_.ruleset.stages[stage])) return;
  deadlines().leave(stage);
  cadences().leave(stage);
}

inline bool Step::leave(StageIndex up_to) {
  for (StageIndex s = shared_.record.stage; s != up_to; s = shared_.ruleset.stages[s].parent) {
    if (!run(shared_.ruleset.stages[s].leave)) return false;
    leave_time(s);
  }
  return true;
}

// Nobody's word is waited for once the stage is another.
inline void Step::cancel_approvals() {
  for (size_t r = shared_.record.requests().size(); r-- > 0;) {
    if (shared_.record.requests()[r].transition != kNone) shared_.record.remove_request(r);
  }
}

// Enters what lies between `group` and `leaf`, outer stages first.
inline bool Step::enter(StageIndex group, StageIndex leaf) {
  while (group != leaf) {
    group = child_towards(shared_.ruleset, group, leaf);
    StageMark& mark = shared_.record.mark(group);
    mark = {shared_.decision.at, mark.visits + 1};
    if (!run(shared_.ruleset.stages[group].enter)) return false;
  }
  return true;
}

// A final stage ends the deadlines and cadences of its groups as well.
void Step::end_all() {
  for (StageIndex s = shared_.record.stage; s != kNone; s = shared_.ruleset.stages[s].parent) {
    leave_time(s);
  }
}

inline bool Step::begin_time(StageIndex group, StageIndex leaf) {
  if (!shared_.ruleset.dispatch.leaves[leaf].has_time) return true;
  if (shared_.ruleset.stages[leaf].final) {
    end_all();
    return true;
  }
  for (StageIndex s = leaf; s != group; s = shared_.ruleset.stages[s].parent) {
    if (!has_time(shared_.ruleset.stages[s])) continue;
    const DeadlineIndex beyond = deadlines().enter(s, shared_.decision.at);
    if (beyond != kNone) {
      cel::EvalError error{"the due instant lies beyond the calendar"};
      return abort_step(kNone, Value::error(&error), shared_.ruleset.deadlines[beyond].name);
    }
    cadences().enter(s, shared_.decision.at);
  }
  return true;
}

bool Step::move(StageIndex target, const std::vector<Action>& actions) {
  const StageIndex leaf = initial_leaf(shared_.ruleset, target);
  const StageIndex group = kept_group(shared_.ruleset, shared_.record.stage, target);
  if (!leave(group) || !run(actions)) return false;
  shared_.record.stage = leaf;
  cancel_approvals();
  evaluator_.changed();
  if (!enter(group, leaf) || !begin_time(group, leaf)) return false;
  shared_.decision.to = leaf;
  return true;
}

inline bool Step::take_one(const Transition& transition) {
  return transition.to == kNone ? run(transition.actions) : move(transition.to, transition.actions);
}

bool Step::take(TransitionIndex transition) {
  const Transition& t = shared_.ruleset.transitions[transition];
  shared_.decision.outcome = t.to == kNone ? Outcome::kStayed : Outcome::kMoved;
  return take_one(t) && finish_automatic();
}

bool Step::begin_record() {
  const StageIndex leaf = shared_.record.stage;
  for (StageIndex s = leaf; s != kNone; s = shared_.ruleset.stages[s].parent) {
    leave_time(s);
    shared_.record.mark(s) = {};
  }
  shared_.record.forget_changes();
  evaluator_.changed();
  shared_.decision.outcome = Outcome::kMoved;
  if (!enter(kNone, leaf) || !begin_time(kNone, leaf)) return false;
  shared_.decision.to = leaf;
  return finish_automatic();
}

bool Step::go_otherwise(TransitionIndex transition) {
  drop_carried();
  return move(shared_.ruleset.transitions[transition].otherwise, {}) && finish_automatic();
}

bool Step::fire(DeadlineIndex deadline, bool is_too_late) {
  const Deadline& d = shared_.ruleset.deadlines[deadline];
  evaluator_.set_due(shared_.record.timers()[deadline].due);
  shared_.decision.outcome = d.to == kNone ? Outcome::kStayed : Outcome::kMoved;
  switch (permission(d)) {
    case Permission::kUnclear:
      return false;
    case Permission::kExempt:
      shared_.decision.outcome = Outcome::kStayed;
      shared_.decision.reasons.push_back({"exempt", "'exempt_if' holds: nothing happens"});
      mark_fired(deadline);
      return true;
    case Permission::kFree:
      break;
  }
  mark_fired(deadline);
  if (is_too_late) {
    shared_.decision.outcome = Outcome::kLate;
    return true;
  }
  return (d.to == kNone ? run(d.actions) : move(d.to, d.actions)) && finish_automatic();
}

// It is over until something arms it again.
void Step::mark_fired(DeadlineIndex deadline) {
  Timer& timer = shared_.record.timer(deadline);
  disarm(timer);
  timer.fired = true;
}

// A pause or an exemption that is not known stops the deadline: nobody's customer goes because a
// field was empty.
Step::Permission Step::permission(const Deadline& deadline) {
  for (ExpressionIndex condition : {deadline.pause_while, deadline.exempt_if}) {
    if (condition == kNone) continue;
    const Value value = evaluator_.evaluate(condition);
    if (value.is_unknown() || value.is_error()) {
      abort_step(condition, value, deadline.name);
      return Permission::kUnclear;
    }
    if (value.is_true() && condition == deadline.exempt_if) return Permission::kExempt;
  }
  return Permission::kFree;
}

bool Step::run_plan_step(PlanIndex plan) {
  if (cadences().next_step(plan) == PlanStep::kTouch) {
    shared_.decision.outcome = Outcome::kStayed;
    cadences().touch(plan, shared_.decision.at);
    return true;
  }
  const Cadence& cadence = shared_.ruleset.cadences[shared_.decision.cause.cadence];
  shared_.decision.outcome = Outcome::kMoved;
  shared_.decision.reasons.push_back({"unanswered", "nobody answered"});
  shared_.record.plan(plan).next = kNever;
  return move(cadence.unanswered_to, {}) && finish_automatic();
}

bool Step::remind(DeadlineIndex deadline, ReminderIndex reminder) {
  evaluator_.set_due(shared_.record.timers()[deadline].due);
  shared_.decision.outcome = Outcome::kStayed;
  return run(shared_.ruleset.deadlines[deadline].reminders[reminder].actions);
}

bool Step::start_automatic() {
  Judgement first =
      select(shared_, automatic_for(shared_.ruleset, shared_.record.stage), evaluator_);
  shared_.decision.needs.clear();  // an automatic transition that is not known to be enabled is not
  if (first.verdict == Verdict::kNothing || first.verdict == Verdict::kNeeds) return false;
  shared_.decision.transition = first.transition;
  shared_.decision.cause = {.kind = CauseKind::kAuto, .transition = first.transition};
  if (first.verdict == Verdict::kFail) {
    fail(Outcome::kError);
    return true;
  }
  take(first.transition);
  return true;
}

bool Step::run_automatic() {
  for (int taken = 0;; ++taken) {
    std::span<const TransitionIndex> candidates =
        automatic_for(shared_.ruleset, shared_.record.stage);
    is_automatic_done_ = true;
    if (candidates.empty()) return true;
    const size_t needs = shared_.decision.needs.size();
    Judgement next = select(shared_, candidates, evaluator_);
    shared_.decision.needs.resize(needs);
    if (next.verdict == Verdict::kNothing || next.verdict == Verdict::kNeeds) return true;
    is_automatic_done_ = false;
    if (next.verdict == Verdict::kFail) {
      fail(Outcome::kError);
      return false;
    }
    if (taken == kMaxAutomatic) {
      cel::EvalError error{"automatic transitions do not come to an end"};
      return abort_step(kNone, Value::error(&error),
                        shared_.ruleset.transitions[next.transition].name);
    }
    if (!take_one(shared_.ruleset.transitions[next.transition])) return false;
    if (shared_.decision.outcome == Outcome::kStayed && shared_.decision.to != kNone) {
      shared_.decision.outcome = Outcome::kMoved;
    }
  }
}

void Step::collect_changes() {
  std::vector<FactIndex>& touched = shared_.workspace.touched;
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  for (FactIndex fact : touched) {
    if (!is_same(shared_.before.fact(fact), shared_.record.fact(fact)))
      shared_.decision.set.push_back(fact);
  }
}

// What depends on facts or the stage follows them.
void Step::follow() {
  if (shared_.record.has_changes()) unblock(shared_.record);
  shared_.workspace.voided.clear();
  deadlines().follow_facts(shared_.decision.at, shared_.workspace.voided);
  for (TransitionIndex transition : shared_.workspace.voided) {
    shared_.decision.reasons.push_back(
        {"void",
         shared_.decision.arena.copy("a fact has changed: the request for '" +
                                     shared_.ruleset.transitions[transition].name + "' is void")});
  }
}

void Step::commit(bool changed, std::string_view event_id) {
  if (!changed && event_id.empty()) return;
  if (shared_.record.sequence >= kMaxSequence) return stop_counting();
  shared_.decision.changes_record = true;
  ++shared_.record.sequence;
  shared_.record.clock = shared_.decision.at;
  if (changed && must_follow()) follow();
  if (!shared_.workspace.touched.empty()) collect_changes();
  if (!event_id.empty()) shared_.record.remember(event_id, shared_.decision.outcome);
  shared_.record.next_due =
      is_automatic_done_ ? earliest(shared_.record) : next_instant(shared_.record);
}

}  // namespace stagegraph::engine
