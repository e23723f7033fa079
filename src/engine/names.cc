// SPDX-License-Identifier: Apache-2.0
// The names that JSON, the C interface and the tests share, so that each is spelt once.
#include "engine/names.h"

#include "engine/timers.h"
#include "ruleset/variables.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

std::string_view need_name(const Decision& decision, size_t index) {
  const Ruleset& ruleset = decision.record.ruleset();
  const VariableIndex variable = decision.needs[index];
  for (const Counter& counter : decision.counters) {
    if (variable_of(ruleset, counter.quota) == variable) return counter.need;
  }
  return variable_name(ruleset, variable);
}

std::string_view event_name(const Ruleset& ruleset, const Cause& cause) {
  return cause.event == kNone ? cause.event_name
                              : std::string_view(ruleset.events[cause.event].name);
}

std::string_view request_name(const Ruleset& ruleset, const Cause& cause) {
  if (cause.deadline != kNone) return ruleset.deadlines[cause.deadline].name;
  if (cause.transition != kNone) return ruleset.transitions[cause.transition].name;
  return {};
}

TimerFlags timer_flags(const Record& record, DeadlineIndex deadline) {
  const Timer& timer = record.timers()[deadline];
  TimerFlags flags;
  const auto add = [&](bool is_so, std::string_view name) {
    if (is_so) flags.names[flags.count++] = name;
  };
  add(timer.blocked, "overdue");
  add(timer.paused_since != kNever, "held");
  add(pending_extension(record, deadline) != nullptr, "pending");
  add(timer.past_coverage, "calendar_coverage");
  return flags;
}

std::string_view action_name(const Ruleset& ruleset, const Action& action) {
  return action.kind == ActionKind::kStart ? std::string_view("start")
                                           : ruleset.actions[action.declaration].name;
}

std::string action_id(const Decision& decision, size_t index) {
  return std::string(decision.record.id()) + "/" + std::to_string(decision.record.sequence) + "/" +
         std::to_string(index);
}

}  // namespace stagegraph::engine
