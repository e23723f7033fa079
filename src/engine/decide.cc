#include <algorithm>
#include <string>

#include "engine/compatible.h"
#include "engine/deliver.h"
#include "engine/engine.h"

namespace stagegraph {

namespace {

Error overdue(const Ruleset& ruleset, const Record& record, Micros now) {
  return {Status::kOverdue,
          "record '" + std::string(record.id()) + "' has something due at " +
              format_instant(next_instant(record), ruleset.zone.get()) + ", before this event at " +
              format_instant(now, ruleset.zone.get()) + "; advance the record first",
          {}};
}

Error no_event(Index event) {
  return {Status::kInvalidArgument, "no event has the index " + std::to_string(event), {}};
}

// Deciding anew what was just decided, in the same memory.
Expected<Done> decide_again(const Ruleset& ruleset, Index event, const Payload* payload, Micros now,
                            Context& context, Decision& decision) {
  const Record before(decision.record);
  return decide(ruleset, before, event, payload, now, context, decision);
}

}  // namespace

Expected<Done> cannot_decide(const Ruleset& ruleset, const Record& record, Micros now,
                             Decision& decision) {
  switch (fit(ruleset, record)) {
    case Fit::kSame:
      return overdue(ruleset, record, now);
    case Fit::kOtherRuleset:
      return wrong_ruleset(ruleset, record);
    case Fit::kOtherVersion:
      break;
  }
  begin(record, now, decision);
  decision.outcome = Outcome::kMigrationRequired;
  return Done{};
}

Expected<Done> decide(const Ruleset& ruleset, const Record& record, Index event,
                      const Payload* payload, Micros now, Context& context, Decision& decision) {
  record.prefetch();
  if (&record == &decision.record) {
    return decide_again(ruleset, event, payload, now, context, decision);
  }
  if (event >= ruleset.events.size()) return no_event(event);
  if (payload != nullptr) {
    if (auto carried = payload->check(ruleset.events[event]); !carried) return carried;
  }
  if (!may_decide(ruleset, record, now)) {
    auto answered = cannot_decide(ruleset, record, now, decision);
    decision.cause.index = event;
    return answered;
  }
  begin(record, now, decision);
  decision.cause.index = event;
  if (!context.event_id.empty()) {
    decision.cause.event_id = decision.arena.copy(context.event_id);
  }
  return deliver(record, event, payload, now < record.clock ? Arrival::kLate : Arrival::kInTime,
                 context, decision);
}

Expected<Done> note_changes(Record& record, Micros now, Context& context) {
  const Record before(record);
  Decision decision;
  if (!may_decide(before.ruleset(), before, now)) {
    auto answered = cannot_decide(before.ruleset(), before, now, decision);
    return answered ? wrong_ruleset(before.ruleset(), before) : std::move(answered);
  }
  begin(before, now, decision);
  Step step(before.ruleset(), before, context, decision);
  step.commit(true, {});
  record.take_copy(decision.record);
  return Done{};
}

}  // namespace stagegraph
