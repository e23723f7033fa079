// SPDX-License-Identifier: Apache-2.0
// Asking: more time for a deadline, or a transition that others must agree to. Answering is
// resolve.h.
#pragma once

#include <span>

#include "engine/payload.h"
#include "engine/step.h"

namespace stagegraph::engine {

// The deadline of the record's stage, or of a group around it, for which the event asks more time.
// kNone where there is none.
ruleset::DeadlineIndex deadline_asked_for(const ruleset::Ruleset& ruleset,
                                          ruleset::StageIndex stage, ruleset::EventIndex event);

// The event asks for more time: pending, or denied with the reason. Ends the step.
void ask_for_time(Step& step, ruleset::DeadlineIndex deadline);

// A transition was judged and needs approval: pending, or denied where it is asked for already.
// Ends the step.
void ask_for_approval(Step& step, ruleset::TransitionIndex transition, const Payload* payload);

// Whether there is room in every one of the quotas. False: the step has ended, `denied` where one of
// them is full, or else `needs`.
bool has_room(Step& step, std::span<const ruleset::QuotaIndex> quotas);
// kNone always has room.
inline bool has_room(Step& step, ruleset::QuotaIndex quota) {
  return quota == kNone || has_room(step, {&quota, 1});
}

// Ends the step with outcome `denied` and one reason.
void deny(Step& step, std::string_view code, std::string_view text);

}  // namespace stagegraph::engine
