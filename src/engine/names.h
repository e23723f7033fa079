// How things of a decision are called towards the outside.
#pragma once

#include <string>

#include "engine/decision.h"

namespace stagegraph {

// Of a variable that is not known: the fact, or "event.reason".
std::string variable_name(const Ruleset& ruleset, uint32_t variable);

// "notify"; "start" for the start of another ruleset.
std::string_view action_name(const Ruleset& ruleset, const Action& action);

// "<record>/<sequence>/<index>": the same whenever the same thing is decided again.
std::string action_id(const Decision& decision, size_t index);

}  // namespace stagegraph
