// SPDX-License-Identifier: Apache-2.0
// The roles of an actor, by name.
#pragma once

#include <string_view>

#include "engine/engine.h"

namespace stagegraph::capi {

// Throws Failure for a role that the ruleset does not declare.
void add_role(const ruleset::Ruleset& rules, std::string_view name, engine::Actor& actor);

}  // namespace stagegraph::capi
