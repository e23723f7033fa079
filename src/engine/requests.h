// Requests: more time for a deadline, or a transition that others must agree to.
#pragma once

#include "engine/engine.h"
#include "engine/step.h"

namespace stagegraph::engine {

// The deadline of the record's stage, or of a group around it, for which the event asks more time;
// kNone where there is none.
ruleset::DeadlineIndex deadline_asked_for(const ruleset::Ruleset& ruleset,
                                          ruleset::StageIndex stage, ruleset::EventIndex event);

// The event asks for more time: pending, or denied with the reason. Ends the step.
void ask_for_time(const ruleset::Ruleset& ruleset, ruleset::DeadlineIndex deadline,
                  const Context& context, Step& step, Decision& decision);

// A transition was judged and needs approval: pending, or denied where it is asked for already.
// Ends the step.
void ask_for_approval(const ruleset::Ruleset& ruleset, ruleset::TransitionIndex transition,
                      const Payload* payload, const Context& context, Step& step,
                      Decision& decision);

// Whether one more fits into the quota; kNone always has room. False: the step has ended, `denied`
// or `needs`.
bool has_room(const ruleset::Ruleset& ruleset, ruleset::QuotaIndex quota, const Context& context,
              Step& step, Decision& decision);

// Ends the step with outcome `denied` and one reason.
void deny(std::string_view code, std::string_view text, std::string_view event_id, Step& step,
          Decision& decision);

}  // namespace stagegraph::engine
