// SPDX-License-Identifier: Apache-2.0
// How things of a decision are called towards the outside.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/decision.h"

namespace stagegraph::engine {

// Of a variable that is not known: the fact, "event.reason", or "counters.extended_leads".
inline const std::string& variable_name(const ruleset::Ruleset& ruleset,
                                        ruleset::VariableIndex variable) {
  return ruleset.dispatch.variables[variable];
}

// What decision.needs names at `index`: a variable; for a counter with the key under which the host
// has to count, "counters.extended_leads[wu]".
std::string_view need_name(const Decision& decision, size_t index);

// Of a cause that is an event.
std::string_view event_name(const ruleset::Ruleset& ruleset, const Cause& cause);

// The path of the deadline or transition that a request is about; empty where there is none.
std::string_view request_name(const ruleset::Ruleset& ruleset, const Cause& cause);

// "overdue", "held", "pending", "calendar_coverage": what is special about a timer.
inline constexpr size_t kMaxTimerFlags = 4;
struct TimerFlags {
  std::array<std::string_view, kMaxTimerFlags> names;
  uint32_t count = 0;

  std::string_view at(size_t index) const {
    return index < count ? names[index] : std::string_view();
  }
  auto begin() const { return names.begin(); }
  auto end() const { return names.begin() + static_cast<ptrdiff_t>(count); }
};
TimerFlags timer_flags(const Record& record, ruleset::DeadlineIndex deadline);

// "notify"; "start" for the start of another ruleset.
std::string_view action_name(const ruleset::Ruleset& ruleset, const ruleset::Action& action);

// "<record>/<sequence>/<index>": the same whenever the same thing is decided again.
std::string action_id(const Decision& decision, size_t index);

}  // namespace stagegraph::engine
