// One event on one record, one decision. Facts changed by hand.
#pragma once

#include "base/expected.h"
#include "engine/context.h"
#include "engine/decision.h"
#include "engine/payload.h"
#include "engine/record/record.h"

namespace stagegraph::engine {

// Decides an event at `now`. Fails (no decision) with
//   kInvalidArgument  no such event
//   kInvalidInput     a carried value that is out of its fact's range
//   kUnknownName      a payload field that the event does not carry
//   kOverdue          something is due before `now`: advance the record first
//   kWrongRuleset     a record of another ruleset (by name)
// Everything else is an outcome: a record of another version of the ruleset is answered
// `migration_required`. `decision` may have been used before, and `record` may be its.
Expected<Done> decide(const ruleset::Ruleset& ruleset, const Record& record,
                      ruleset::EventIndex event, const Payload* payload, time::Instant now,
                      Context& context, Decision& decision);

// Facts of the record were changed by hand at `now`: deadlines that depend on them follow. Without
// this they follow at the record's next event, or from its last change on when time passes.
// Fails with kOverdue where something was due before, and with kWrongRuleset for a record of
// another version.
Expected<Done> note_changes(Record& record, time::Instant now, Context& context);

}  // namespace stagegraph::engine
