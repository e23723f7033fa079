#include "engine/step.h"

#include <algorithm>

#include "engine/due.h"
#include "engine/record/typing.h"
#include "engine/timers.h"
#include "ruleset/dispatch.h"

namespace stagegraph::engine {

using namespace ruleset;

namespace {

using cel::Value;

// Of automatic transitions in one step. Loading refuses cycles of them; this bounds what it could
// not see.
constexpr int kMaxAutomatic = 100;

// The innermost group that holds both; the leaf itself is left and entered when it is both.
StageIndex common_group(const Ruleset& ruleset, StageIndex a, StageIndex b) {
  if (a == b) return ruleset.stages[a].parent;
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

// The stage in `group` that is `leaf` or holds it.
StageIndex child_towards(const Ruleset& ruleset, StageIndex group, StageIndex leaf) {
  while (ruleset.stages[leaf].parent != group) leaf = ruleset.stages[leaf].parent;
  return leaf;
}

}  // namespace

Expected<Done> Step::carry(EventIndex event, const Payload& payload) {
  carried_ = ruleset_.events[event].carries;
  for (const Event::Carried& carried : carried_) {
    const Value* value = payload.find(carried.field);
    if (value == nullptr || carried.fact == kNone) continue;
    if (auto set = record_.set_fact(carried.fact, *value); !set) return set;
    workspace_.touched.push_back(carried.fact);
  }
  evaluator_.changed();
  return Done{};
}

void Step::drop_carried() {
  if (workspace_.touched.empty()) return;
  record_ = before_;
  workspace_.touched.clear();
  evaluator_.changed();
  if (taken_request_) record_.remove_request(*taken_request_);
}

void Step::take_request(size_t index) {
  record_.remove_request(index);
  taken_request_ = index;
}

void Step::fail(Outcome outcome) {
  decision_.outcome = outcome;
  decision_.to = kNone;
  decision_.actions.clear();
  record_ = before_;
  workspace_.touched.clear();
}

// A value that is unknown or failed ends the step; `what` names where it was to go.
bool Step::give_up(ExpressionIndex expression, const Value& value, const std::string& what) {
  if (value.is_unknown()) {
    add_needs(value, decision_);
    fail(Outcome::kNeeds);
    return false;
  }
  if (expression != kNone) {
    add_failure(ruleset_, expression, value, decision_);
  } else {
    decision_.reasons.push_back(
        {"evaluation_failed",
         decision_.arena.copy(what + ": " + std::string(value.as_error().message))});
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
      record_.clear_fact(action.fact);
      workspace_.touched.push_back(action.fact);
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
    return give_up(source.expression, value, action.location.path);
  }
  if (auto set = record_.set_fact(action.fact, value); !set) {
    cel::EvalError error{set.error().message};
    return give_up(source.expression, Value::error(&error), action.location.path);
  }
  workspace_.touched.push_back(action.fact);
  evaluator_.changed();
  return true;
}

// An argument that is not known is handed over as null: the host is told, and nobody's customer
// stays where it is because a name in a message was missing.
bool Step::request(const Action& action) {
  auto arguments = decision_.arena.make_array<Value>(action.arguments.size());
  for (size_t i = 0; i < arguments.size(); ++i) {
    Value value = evaluator_.evaluate(action.arguments[i]);
    if (value.is_error()) {
      return give_up(action.arguments[i].expression, value, action.location.path);
    }
    arguments[i] = value.is_unknown() ? Value::null() : cel::clone(value, decision_.arena);
  }
  decision_.actions.push_back({&action, arguments});
  return true;
}

inline void Step::leave_time(StageIndex stage) {
  if (!has_time(ruleset_.stages[stage])) return;
  deadlines().leave(stage);
  cadences().leave(stage);
}

inline bool Step::leave(StageIndex up_to) {
  for (StageIndex s = record_.stage; s != up_to; s = ruleset_.stages[s].parent) {
    if (!run(ruleset_.stages[s].leave)) return false;
    leave_time(s);
  }
  return true;
}

// Nobody's word is waited for once the stage is another.
inline void Step::cancel_approvals() {
  for (size_t r = record_.requests().size(); r-- > 0;) {
    if (record_.requests()[r].transition != kNone) record_.remove_request(r);
  }
}

// Enters what lies between `group` and `leaf`, outer stages first.
inline bool Step::enter(StageIndex group, StageIndex leaf) {
  while (group != leaf) {
    group = child_towards(ruleset_, group, leaf);
    StageMark& mark = record_.mark(group);
    mark = {decision_.at, mark.visits + 1};
    if (!run(ruleset_.stages[group].enter)) return false;
  }
  return true;
}

// A final stage ends the deadlines and cadences of its groups as well.
void Step::end_all() {
  for (StageIndex s = record_.stage; s != kNone; s = ruleset_.stages[s].parent) {
    leave_time(s);
  }
}

inline bool Step::begin_time(StageIndex group, StageIndex leaf) {
  if (!ruleset_.dispatch.leaves[leaf].has_time) return true;
  if (ruleset_.stages[leaf].final) {
    end_all();
    return true;
  }
  for (StageIndex s = leaf; s != group; s = ruleset_.stages[s].parent) {
    if (!has_time(ruleset_.stages[s])) continue;
    const DeadlineIndex beyond = deadlines().enter(s, decision_.at);
    if (beyond != kNone) {
      cel::EvalError error{"the due instant lies beyond the calendar"};
      return give_up(kNone, Value::error(&error), ruleset_.deadlines[beyond].name);
    }
    cadences().enter(s, decision_.at);
  }
  return true;
}

bool Step::move(StageIndex target, const std::vector<Action>& actions) {
  const StageIndex leaf = initial_leaf(ruleset_, target);
  const StageIndex group = common_group(ruleset_, record_.stage, leaf);
  if (!leave(group) || !run(actions)) return false;
  record_.stage = leaf;
  cancel_approvals();
  evaluator_.changed();
  if (!enter(group, leaf) || !begin_time(group, leaf)) return false;
  decision_.to = leaf;
  return true;
}

inline bool Step::take_one(const Transition& transition) {
  return transition.to == kNone ? run(transition.actions) : move(transition.to, transition.actions);
}

bool Step::take(TransitionIndex transition) {
  const Transition& t = ruleset_.transitions[transition];
  decision_.outcome = t.to == kNone ? Outcome::kStayed : Outcome::kMoved;
  return take_one(t) && settle_rest();
}

bool Step::go_otherwise(TransitionIndex transition) {
  drop_carried();
  return move(ruleset_.transitions[transition].otherwise, {}) && settle_rest();
}

bool Step::fire(DeadlineIndex deadline, bool is_too_late) {
  const Deadline& d = ruleset_.deadlines[deadline];
  evaluator_.set_due(record_.timers()[deadline].due);
  decision_.outcome = d.to == kNone ? Outcome::kStayed : Outcome::kMoved;
  switch (permission(d)) {
    case Permission::kUnclear:
      return false;
    case Permission::kExempt:
      decision_.outcome = Outcome::kStayed;
      decision_.reasons.push_back({"exempt", "'exempt_if' holds: nothing happens"});
      pass(deadline);
      return true;
    case Permission::kFree:
      break;
  }
  pass(deadline);
  if (is_too_late) {
    decision_.outcome = Outcome::kLate;
    return true;
  }
  return (d.to == kNone ? run(d.actions) : move(d.to, d.actions)) && settle_rest();
}

// It is over until something arms it again.
void Step::pass(DeadlineIndex deadline) {
  Timer& timer = record_.timer(deadline);
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
      give_up(condition, value, deadline.name);
      return Permission::kUnclear;
    }
    if (value.is_true() && condition == deadline.exempt_if) return Permission::kExempt;
  }
  return Permission::kFree;
}

bool Step::go_on(PlanIndex plan) {
  if (cadences().next_step(plan) == PlanStep::kTouch) {
    decision_.outcome = Outcome::kStayed;
    cadences().touch(plan, decision_.at);
    return true;
  }
  const Cadence& cadence = ruleset_.cadences[decision_.cause.cadence];
  decision_.outcome = Outcome::kMoved;
  decision_.reasons.push_back({"unanswered", "nobody answered"});
  record_.plan(plan).next = kNever;
  return move(cadence.unanswered_to, {}) && settle_rest();
}

bool Step::remind(DeadlineIndex deadline, ReminderIndex reminder) {
  evaluator_.set_due(record_.timers()[deadline].due);
  decision_.outcome = Outcome::kStayed;
  return run(ruleset_.deadlines[deadline].reminders[reminder].actions);
}

bool Step::settle() {
  Judgement first = select(ruleset_, automatic_for(ruleset_, record_.stage), evaluator_, decision_);
  decision_.needs.clear();  // an automatic transition that is not known to be enabled is not
  if (first.verdict == Verdict::kNothing || first.verdict == Verdict::kNeeds) return false;
  decision_.transition = first.transition;
  decision_.cause = {.kind = CauseKind::kAuto, .transition = first.transition};
  if (first.verdict == Verdict::kFail) {
    fail(Outcome::kError);
    return true;
  }
  take(first.transition);
  return true;
}

bool Step::take_automatic() {
  for (int taken = 0;; ++taken) {
    std::span<const TransitionIndex> candidates = automatic_for(ruleset_, record_.stage);
    is_settled_ = true;
    if (candidates.empty()) return true;
    const size_t needs = decision_.needs.size();
    Judgement next = select(ruleset_, candidates, evaluator_, decision_);
    decision_.needs.resize(needs);
    if (next.verdict == Verdict::kNothing || next.verdict == Verdict::kNeeds) return true;
    is_settled_ = false;
    if (next.verdict == Verdict::kFail) {
      fail(Outcome::kError);
      return false;
    }
    if (taken == kMaxAutomatic) {
      cel::EvalError error{"automatic transitions do not come to an end"};
      return give_up(kNone, Value::error(&error), ruleset_.transitions[next.transition].name);
    }
    if (!take_one(ruleset_.transitions[next.transition])) return false;
    if (decision_.outcome == Outcome::kStayed && decision_.to != kNone) {
      decision_.outcome = Outcome::kMoved;
    }
  }
}

void Step::collect_changes() {
  std::vector<FactIndex>& touched = workspace_.touched;
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  for (FactIndex fact : touched) {
    if (!is_same(before_.fact(fact), record_.fact(fact))) decision_.set.push_back(fact);
  }
}

// What depends on facts or the stage follows them.
void Step::follow() {
  if (record_.has_changes()) unblock(record_);
  workspace_.voided.clear();
  deadlines().follow_facts(decision_.at, workspace_.voided);
  for (TransitionIndex transition : workspace_.voided) {
    decision_.reasons.push_back(
        {"void", decision_.arena.copy("a fact has changed: the request for '" +
                                      ruleset_.transitions[transition].name + "' is void")});
  }
}

void Step::commit(bool changed, std::string_view event_id) {
  if (!changed && event_id.empty()) return;
  ++record_.sequence;
  record_.clock = decision_.at;
  if (changed && must_follow()) follow();
  if (!workspace_.touched.empty()) collect_changes();
  if (!event_id.empty()) record_.remember(event_id, decision_.outcome);
  record_.next_due = is_settled_ ? earliest(record_) : next_instant(record_);
}

}  // namespace stagegraph::engine
