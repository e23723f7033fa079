// One event on one record, once it is known that both may be looked at.
#pragma once

#include "engine/compatible.h"
#include "engine/due.h"
#include "engine/engine.h"
#include "engine/step.h"

namespace stagegraph::engine {

enum class Arrival : uint8_t {
  kInTime,
  kLate,  // it is older than the last change of the record
  kHeld,  // it has waited in the record for a stage that handles it
};

// Who sent the event, and its id, are the context's; `begin` has been called, and nothing has been
// answered early. Fails with kInvalidInput for a carried value out of its fact's range.
Expected<Done> deliver(const Record& record, ruleset::EventIndex event, const Payload* payload,
                       Arrival arrival, Context& context, Decision& decision);

// What a transition that was selected and judged comes to: taken, refused, unclear. Ends the step.
void conclude(const ruleset::Ruleset& ruleset, const Judgement& judgement, Context& context,
              Step& step, Decision& decision);

// Whether anything may be decided about the record at `now`. Facts set by hand may have made
// `next_due` too early: then it is looked up.
inline bool may_decide(const ruleset::Ruleset& ruleset, const Record& record, Micros now) {
  return fit(ruleset, record) == Fit::kSame &&
         (record.next_due >= now || next_instant(record) >= now);
}
// Why not: fails with kOverdue or kWrongRuleset, or makes the decision `migration_required`.
Expected<Done> cannot_decide(const ruleset::Ruleset& ruleset, const Record& record, Micros now,
                             Decision& decision);

// Answers that need no rule: a conflict of sequence numbers, an event known already.
bool answer_early(const Record& record, const Context& context, Decision& decision);
inline bool is_answered_early(const Record& record, const Context& context, Decision& decision) {
  const bool is_asked = context.expected_sequence >= 0 || !context.event_id.empty();
  return is_asked && answer_early(record, context, decision);
}

}  // namespace stagegraph::engine
