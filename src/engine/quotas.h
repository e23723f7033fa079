// Quotas: how much is used of what is allowed. The counts come with the call.
#pragma once

#include <optional>
#include <string>

#include "engine/engine.h"

namespace stagegraph::engine {

enum class Room : uint8_t {
  kFree,
  kFull,   // decision.reasons says so
  kNeeds,  // decision.needs names the fact or the counter
};

// Whether one more fits. Notes the counter in the decision.
Room check_quota(const ruleset::Ruleset& ruleset, ruleset::QuotaIndex quota, const Record& record,
                 const Context& context, Decision& decision);

}  // namespace stagegraph::engine
