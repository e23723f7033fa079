// SPDX-License-Identifier: Apache-2.0
// A record begins.
#pragma once

#include "base/expected.h"
#include "engine/context.h"
#include "engine/decision.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

// The record begins at `now`, in the stage where it stands: it enters that stage and its groups.
// Fails with kInvalidArgument for a record that something has happened to, and with kWrongRuleset.
// Everything else is an outcome. Who does it is the context's. Its event id and expected sequence
// are those of events. `decision` may have been used before, and `record` may be its.
Expected<Done> begin_record(const ruleset::Ruleset& ruleset, const Record& record,
                            time::Instant now, Context& context, Decision& decision);

}  // namespace stagegraph::engine
