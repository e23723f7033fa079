// One step: everything that one event or one due thing does to a record, whole or not at all.
#pragma once

#include <algorithm>

#include "engine/cadences.h"
#include "engine/deadlines.h"
#include "engine/decision.h"
#include "engine/evaluator.h"
#include "engine/judgement.h"
#include "ruleset/dispatch.h"

namespace stagegraph::engine {

// Resets the decision and copies the record into it. The clock never goes back: `decision.at` is
// `now` or the record's last instant, whichever is later.
inline void begin(const Record& before, Micros now, Decision& decision) {
  decision.reset();
  decision.record = before;
  decision.at = std::max(now, before.clock);
  decision.from = before.stage;
}

class Step {
 public:
  // `before` is the record as it was; it must outlive the step. `begin` has been called.
  Step(const ruleset::Ruleset& ruleset, const Record& before, Context& context, Decision& decision)
      : ruleset_(ruleset),
        before_(before),
        workspace_(context.workspace()),
        decision_(decision),
        record_(decision.record),
        evaluator_(ruleset, context, decision) {
    workspace_.touched.clear();
  }

  const Record& before() const { return before_; }
  Evaluator& evaluator() { return evaluator_; }
  Deadlines deadlines() { return {ruleset_, record_, evaluator_}; }
  Cadences cadences() { return {ruleset_, record_, evaluator_, decision_}; }

  // Puts the facts that an event carries into the record, until `drop_carried` takes them back.
  // Fails with kInvalidInput when a value is out of the fact's range.
  Expected<Done> carry(ruleset::EventIndex event, const Payload& payload);

  // Each of these runs its actions and moves, then automatic transitions until none is enabled.
  // False when a value turned out unknown or failed: the decision then says so and the record is
  // as it was.
  bool take(ruleset::TransitionIndex transition);
  bool fire(ruleset::DeadlineIndex deadline,
            bool is_too_late);  // too late: the record alone changes
  bool remind(ruleset::DeadlineIndex deadline, ruleset::ReminderIndex reminder);
  bool go_on(
      ruleset::PlanIndex plan);  // what is due in the cadence of a stage: a touch, or giving up
  bool settle();                 // automatic transitions alone; the first taken is the decision's
  // The move of a refused event to its `otherwise`; what the event carried is not kept.
  bool go_otherwise(ruleset::TransitionIndex transition);

  void drop_carried();
  // The request has been answered for good: it is gone whether what it asked for happens or not.
  void take_request(size_t index);
  bool has_taken_request() const { return taken_request_.has_value(); }
  void fail(Outcome outcome);  // takes everything back

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
  bool settle_rest() {
    is_settled_ = ruleset::automatic_for(ruleset_, record_.stage).empty();
    return is_settled_ || take_automatic();
  }
  bool take_automatic();
  void leave_time(ruleset::StageIndex stage);
  void end_all();
  bool begin_time(ruleset::StageIndex group, ruleset::StageIndex leaf);
  void cancel_approvals();
  enum class Permission : uint8_t { kFree, kExempt, kUnclear };
  Permission permission(const ruleset::Deadline& deadline);
  void pass(ruleset::DeadlineIndex deadline);
  bool give_up(ruleset::ExpressionIndex expression, const cel::Value& value,
               const std::string& what);
  void collect_changes();
  bool must_follow() const {
    return record_.has_changes() || ruleset_.dispatch.leaves[record_.stage].follows_facts;
  }

  const ruleset::Ruleset& ruleset_;
  const Record& before_;
  Context::Workspace& workspace_;
  Decision& decision_;
  Record& record_;  // decision_.record
  Evaluator evaluator_;
  std::optional<size_t> taken_request_;
  bool is_settled_ = false;  // no automatic transition is enabled
  std::span<const ruleset::Event::Carried> carried_;
};

}  // namespace stagegraph::engine
