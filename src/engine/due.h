// SPDX-License-Identifier: Apache-2.0
// What comes due next on a record.
#pragma once

#include "engine/record/record.h"

namespace stagegraph::engine {

// In the order in which they are taken at one instant.
enum class DueKind : uint8_t { kParkedEvent, kExpiry, kReminder, kDeadline, kPlan };

struct Due {
  time::Instant at = time::kNever;
  DueKind kind = DueKind::kDeadline;
  size_t position = 0;                      // kParkedEvent, kExpiry: in the record's list of them
  ruleset::DeadlineIndex deadline = kNone;  // kReminder, kDeadline
  ruleset::ReminderIndex reminder = kNone;  // kReminder
  ruleset::PlanIndex plan = kNone;          // kPlan
};

// The first of all; at one instant by kind, then outer deadlines before inner, then as written.
Due first_due(const ruleset::Ruleset& ruleset, const Record& record);

// The next instant at which anything can change by itself, with what follows facts that were set by
// hand. At once, where an automatic transition can be taken, or fails, that no step has tried: the
// record was placed there, or its facts were set by hand.
time::Instant next_instant(const Record& record);

// The same, as the last step or reading found it; looked for again where facts were set by hand
// since. kNever where nothing will change by itself.
inline time::Instant next_due(const Record& record) {
  return record.has_changes() ? next_instant(record) : record.next_due;
}

}  // namespace stagegraph::engine
