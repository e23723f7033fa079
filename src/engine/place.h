// SPDX-License-Identifier: Apache-2.0
// Records taken over from elsewhere: into a stage without any event.
#pragma once

#include "base/expected.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

// Puts a record into a leaf (of a group, its initial one) since `entered` and arms the deadlines
// there. No action runs, and no automatic transition. The sequence number stays.
// Fails with kInvalidInput where a due instant lies outside the calendar.
Expected<Done> place(Record& record, ruleset::StageIndex stage, time::Instant entered);

}  // namespace stagegraph::engine
