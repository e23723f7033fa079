// SPDX-License-Identifier: Apache-2.0
// Cadences: when the next touch is given, through which channel, and when it is time to give up.
#pragma once

#include "engine/evaluator.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

// What a plan's next instant is.
enum class PlanStep : uint8_t { kTouch, kGiveUp };

class Cadences {
 public:
  Cadences(const StepContext& step, Evaluator& evaluator) : step_(step), evaluator_(evaluator) {}

  // Begins the plan of a stage that is entered; ends that of one that is left.
  void enter(ruleset::StageIndex stage, time::Instant now);
  void leave(ruleset::StageIndex stage);
  // Whether the event ended any plan.
  bool note_activity(ruleset::EventIndex event);

  PlanStep next_step(ruleset::PlanIndex plan) const;
  // Asks for the touch that is due, and plans the next. Where no channel can be used, a reason
  // says so and the step is passed over.
  void touch(ruleset::PlanIndex plan, time::Instant now);

 private:
  const ruleset::Cadence& cadence_of(ruleset::PlanIndex plan) const;
  const ruleset::CadenceStep& step_at(const ruleset::Cadence& cadence, uint32_t position) const;
  time::Instant entered(ruleset::PlanIndex plan) const;  // the stage of the plan
  time::Instant planned(const ruleset::Cadence& cadence, const Plan& plan,
                        time::Instant entered) const;
  time::Instant after_last(const ruleset::Cadence& cadence, const Plan& plan) const;
  void plan_next(ruleset::PlanIndex plan, time::Instant now);
  time::Instant allowed(time::Instant at) const;
  time::Instant after_quiet_hours(time::Instant at) const;
  time::Instant after_cap(time::Instant at) const;
  bool can_use(const std::string& channel);
  std::vector<std::string_view> usable(const std::vector<std::string>& via);
  void request(const ruleset::CadenceStep& step, std::span<const std::string_view> channels,
               time::Instant due);

  const StepContext& step_;
  Evaluator& evaluator_;
};

}  // namespace stagegraph::engine
