// SPDX-License-Identifier: Apache-2.0
// What becomes of the deadlines and cadences of a record that comes from an earlier version.
#pragma once

#include <vector>

#include "engine/step.h"
#include "migrate/rewrite.h"

namespace stagegraph::migrate {

// Timers that the record held keep their due instants, begin anew or are worked out again, as the
// answers want it. A deadline that is new counts from the stage's entry, a cadence that is new from
// now. Nothing is due before now that was not. What lies outside the calendar becomes a question.
void retime(engine::Step& step, const std::vector<HeldTimer>& held, std::vector<Note>& notes,
            std::vector<Question>& questions);

}  // namespace stagegraph::migrate
