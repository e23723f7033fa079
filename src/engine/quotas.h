// SPDX-License-Identifier: Apache-2.0
// Quotas: how much is used of what is allowed. The counts come with the call.
#pragma once

#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/decision.h"
#include "engine/evaluator.h"
#include "engine/record/record.h"
#include "engine/step_context.h"

namespace stagegraph::engine {

// The key under which a record counts against a quota: its `per` facts joined by '/', with '/' and
// '%' inside of them as "%2F" and "%25", so that different values never share a key. Nothing where
// one of them is unknown.
std::optional<std::string> quota_key(const ruleset::Ruleset& ruleset, ruleset::QuotaIndex quota,
                                     const Record& record);
// Whether the record is one of those that the quota counts; false for a quota of events.
bool quota_counts(const Record& record, ruleset::QuotaIndex quota, time::Instant now,
                  Context& context, Decision& scratch);

// From the least to the one that outweighs the others.
enum class QuotaCheck : uint8_t {
  kFree,
  kNeeds,  // decision.needs names the fact or the counter
  kFull,   // decision.reasons says so
};

// Whether there is room for what the decision adds: one event, or the record, unless that counted
// under the same key before. Notes the counter in the decision.
QuotaCheck check_quota(const StepContext& step, ruleset::QuotaIndex quota, Evaluator& evaluator);

}  // namespace stagegraph::engine
