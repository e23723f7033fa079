// SPDX-License-Identifier: Apache-2.0
// The passing of time: what comes due on a record, one decision for each.
#pragma once

#include <memory>
#include <vector>

#include "base/expected.h"
#include "engine/context.h"
#include "engine/decision.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

// Lets time pass up to and including `now`: one decision for each thing that came due, in order,
// each at its own instant. Of several reminders of one deadline the last alone is given.
// `decisions` is overwritten: `count` of them are valid, the rest are kept for their memory.
// A record of another version of the ruleset gives one decision: outcome kMigrationRequired, cause
// kMigration, the record unchanged.
// Fails with kWrongRuleset for a record of another ruleset (by name), and with kLimitExceeded where
// more is due than the context's limits allow: `count` decisions are valid all the same, and
// advancing the record of the last goes on.
Expected<Done> advance(const ruleset::Ruleset& ruleset, const Record& record, time::Instant now,
                       Context& context, std::vector<std::unique_ptr<Decision>>& decisions,
                       size_t& count);

}  // namespace stagegraph::engine
