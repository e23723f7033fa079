// SPDX-License-Identifier: Apache-2.0
// How much work the business time of a ruleset may be.
#pragma once

#include "ruleset/load/loader.h"

namespace stagegraph::ruleset {

// Of all deadlines together: more would take a decision that arms them seconds.
inline constexpr uint64_t kMaxCalendarSteps = 200'000;

// An error where the deadlines may take more.
void check_calendar_steps(Loader& loader, const DocPlace& stages);

}  // namespace stagegraph::ruleset
