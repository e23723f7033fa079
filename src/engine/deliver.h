// SPDX-License-Identifier: Apache-2.0
// One event on one record, once it is known that both may be looked at.
#pragma once

#include "engine/compatible.h"
#include "engine/due.h"
#include "engine/edits.h"
#include "engine/payload.h"
#include "engine/step.h"
#include "engine/timers.h"

namespace stagegraph::engine {

enum class Arrival : uint8_t {
  kInTime,
  kLate,    // it is older than the last change of the record
  kParked,  // it has waited in the record for a stage that handles it
};

// Who sent the event, and its id, are the context's. `begin` has been called, and no earlier check
// has answered. Fails with kInvalidInput for a carried value out of its fact's range.
Expected<Done> deliver(const Record& record, ruleset::EventIndex event, const Payload* payload,
                       Arrival arrival, Context& context, Decision& decision);

// Ends the step as the judgement of the selected transition says: taken, refused, unclear.
void conclude(Step& step, const Judgement& judgement);

// Whether anything may be decided about the record at `now`. Facts set by hand hold from the event
// on, so an automatic transition that they enable is not due before it.
inline bool may_decide(const ruleset::Ruleset& ruleset, const Record& record, time::Instant now) {
  if (!is_compatible(ruleset, record)) return false;
  if (record.has_changes()) return earliest(record) >= now;
  return record.next_due >= now || next_instant(record) >= now;
}
// Where may_decide said no: whether it is only that deadlines have not followed facts set by hand.
// `caught_up.record` is then the record to decide.
inline bool may_catch_up(const ruleset::Ruleset& ruleset, const Record& record, time::Instant now,
                         Context& context, Decision& caught_up) {
  return is_compatible(ruleset, record) && catch_up_in_time(record, now, context, caught_up);
}
// Why may_decide said no: fails with kOverdue or kWrongRuleset, or makes the decision
// `migration_required`.
Expected<Done> explain_undecided(const ruleset::Ruleset& ruleset, const Record& record,
                                 time::Instant now, Decision& decision);
// The decision about a record of another version: the record stays as it is.
void require_migration(const ruleset::Ruleset& ruleset, const Record& record, time::Instant now,
                       Decision& decision);

// Answers that need no rule: a conflict of sequence numbers, an event known already.
bool answer_repeat(const Record& record, const Context& context, Decision& decision);
inline bool is_repeat(const Record& record, const Context& context, Decision& decision) {
  const bool is_asked = context.expected_sequence >= 0 || !context.event_id.empty();
  return is_asked && answer_repeat(record, context, decision);
}

}  // namespace stagegraph::engine
