// Somebody approves or rejects a request that a record holds.
#pragma once

#include <string_view>

#include "base/expected.h"
#include "engine/context.h"
#include "engine/decision.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

enum class Resolution : uint8_t { kApprove, kReject };

// Resolves a request of the record at `now`: for more time, or for a transition. The actor is the
// context's. `name` is the path or the last name of the deadline or transition. It may be empty
// where one request alone is pending. Fails as decide does, with kUnknownName where the ruleset has
// nothing of that name that anybody could ask for.
Expected<Done> resolve(const ruleset::Ruleset& ruleset, const Record& record, Resolution resolution,
                       std::string_view name, time::Instant now, Context& context,
                       Decision& decision);

}  // namespace stagegraph::engine
