// Quotas: how much is used of what is allowed. The counts come with the call.
#pragma once

#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/decision.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

// The key under which a record counts against a quota: its `per` facts joined by '/'. Nothing where
// one of them is unknown.
std::optional<std::string> quota_key(const ruleset::Ruleset& ruleset, ruleset::QuotaIndex quota,
                                     const Record& record);
// Whether the record is one of those that the quota counts; false for a quota of events.
bool quota_counts(const Record& record, ruleset::QuotaIndex quota, time::Instant now,
                  Context& context, Decision& scratch);

enum class QuotaCheck : uint8_t {
  kFree,
  kFull,   // decision.reasons says so
  kNeeds,  // decision.needs names the fact or the counter
};

// Whether the decision's record still fits into the quota. Notes the counter in the decision.
QuotaCheck check_quota(const ruleset::Ruleset& ruleset, ruleset::QuotaIndex quota,
                       const Context& context, Decision& decision);

}  // namespace stagegraph::engine
