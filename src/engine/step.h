// SPDX-License-Identifier: Apache-2.0
// One step: everything that one event or one due thing does to a record, whole or not at all.
#pragma once

#include "engine/cadences.h"
#include "engine/deadlines.h"
#include "engine/evaluator.h"
#include "engine/judgement.h"
#include "engine/step_context.h"
#include "ruleset/dispatch.h"

namespace stagegraph::engine {

class Step {
 public:
  // `before` is the record as it was: it must outlive the step. `begin` has been called.
  Step(const Record& before, Context& context, Decision& decision)
      : shared_(before, context, decision), evaluator_(shared_) {
    shared_.workspace.touched.clear();
  }
  ~Step() { shared_.decision.steps += shared_.context.steps_spent(); }
  Step(const Step&) = delete;  // its parts refer to it
  Step& operator=(const Step&) = delete;

  const StepContext& shared() const { return shared_; }
  Evaluator& evaluator() { return evaluator_; }
  Deadlines deadlines() { return {shared_, evaluator_}; }
  Cadences cadences() { return {shared_, evaluator_}; }

  // Puts the facts that an event carries into the record, until `drop_carried` takes them back.
  // Fails with kInvalidInput when a value is out of the fact's range.
  Expected<Done> carry(ruleset::EventIndex event, const Payload& payload);

  // Each of these runs its actions and moves, then automatic transitions until none is enabled.
  // False when a value turned out unknown or failed: the decision then says so and the record is
  // as it was.
  bool take(ruleset::TransitionIndex transition);
  // Enters the stage that the record stands in, and its groups, as if it had stood nowhere.
  bool begin_record();
  // Too late: the record alone changes.
  bool fire(ruleset::DeadlineIndex deadline, bool is_too_late);
  bool remind(ruleset::DeadlineIndex deadline, ruleset::ReminderIndex reminder);
  // What is due in the cadence of a stage: a touch, or giving up.
  bool run_plan_step(ruleset::PlanIndex plan);
  // The move of a refused event to its `otherwise`. What the event carried is not kept.
  bool go_otherwise(ruleset::TransitionIndex transition);
  // Automatic transitions alone: the first taken is the decision's. False when none is enabled.
  bool start_automatic();

  void drop_carried();
  // The request has been answered for good: it is gone whether what it asked for happens or not.
  void take_request(size_t index);
  bool has_taken_request() const { return taken_request_.has_value(); }
  void fail(Outcome outcome);               // takes everything back
  void stop_round(const std::string& why);  // nothing happens: it would happen for ever

  // What depends on facts or on the stage follows them.
  void follow();

  // Ends the step: counts the change, remembers the event's id, looks for what is due next.
  void commit(bool changed, std::string_view event_id);

 private:
  [[gnu::always_inline]] bool run(
      const std::vector<ruleset::Action>& actions) {  // most lists are empty
    return actions.empty() || run_all(actions);
  }
  bool run_all(const std::vector<ruleset::Action>& actions);
  bool run(const ruleset::Action& action);
  bool assign(const ruleset::Action& action);
  bool request(const ruleset::Action& action);
  bool move(ruleset::StageIndex target, const std::vector<ruleset::Action>& actions);
  bool enter(ruleset::StageIndex group, ruleset::StageIndex leaf);
  bool leave(ruleset::StageIndex up_to);
  bool take_one(const ruleset::Transition& transition);
  // Most stages have no automatic transitions.
  bool finish_automatic() {
    is_automatic_done_ = ruleset::automatic_for(shared_.ruleset, shared_.record.stage).empty();
    return is_automatic_done_ || run_automatic();
  }
  bool run_automatic();
  void leave_time(ruleset::StageIndex stage);
  void end_all();
  bool begin_time(ruleset::StageIndex group, ruleset::StageIndex leaf);
  void cancel_approvals();
  enum class Permission : uint8_t { kFree, kExempt, kUnclear };
  Permission permission(const ruleset::Deadline& deadline);
  void mark_fired(ruleset::DeadlineIndex deadline);
  bool abort_step(ruleset::ExpressionIndex expression, const cel::Value& value,
                  const std::string& what);
  void collect_changes();
  void stop_counting();
  bool must_follow() const {
    return shared_.record.has_changes() ||
           shared_.ruleset.dispatch.leaves[shared_.record.stage].follows_facts;
  }

  StepContext shared_;
  Evaluator evaluator_;
  std::optional<size_t> taken_request_;
  bool is_automatic_done_ = false;  // no automatic transition is enabled
};

}  // namespace stagegraph::engine
