#include <algorithm>
#include <string>

#include "engine/compatible.h"
#include "engine/deliver.h"
#include "engine/engine.h"

namespace stagegraph::engine {

using namespace ruleset;

namespace {

Error overdue(const Ruleset& ruleset, const Record& record, Micros now) {
  return {Status::kOverdue,
          "record '" + std::string(record.id()) + "' has something due at " +
              format_instant(next_instant(record), ruleset.zone.get()) + ", before this event at " +
              format_instant(now, ruleset.zone.get()) + "; advance the record first",
          {}};
}

[[gnu::cold, gnu::noinline]] Error no_event(const Ruleset& ruleset, EventIndex event) {
  return {Status::kInvalidArgument,
          "no event " + std::to_string(event.value()) + ": there are " +
              std::to_string(ruleset.events.size()),
          {}};
}

// Whether anything may come of the event itself. Of no meaning, but harmless, where the record is
// another ruleset's.
bool may_be_answered(const Ruleset& ruleset, const Record& record, EventIndex event) {
  const size_t at = ruleset.dispatch.place(record.stage, event);
  return at >= ruleset.dispatch.passes_over.size() || ruleset.dispatch.passes_over[at] == 0;
}

// Deciding anew what was just decided, in the same memory.
[[gnu::cold, gnu::noinline]] Expected<Done> decide_again(const Ruleset& ruleset, EventIndex event,
                                                         const Payload* payload, Micros now,
                                                         Context& context, Decision& decision) {
  const Record before(decision.record);
  return decide(ruleset, before, event, payload, now, context, decision);
}

}  // namespace

[[gnu::cold]] Expected<Done> cannot_decide(const Ruleset& ruleset, const Record& record, Micros now,
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

Expected<Done> decide(const Ruleset& ruleset, const Record& record, EventIndex event,
                      const Payload* payload, Micros now, Context& context, Decision& decision) {
  const bool is_answered = may_be_answered(ruleset, record, event);
  record.prefetch(is_answered);
  if (&record == &decision.record) {
    return decide_again(ruleset, event, payload, now, context, decision);
  }
  if (event.value() >= ruleset.dispatch.events) return no_event(ruleset, event);
  if (payload != nullptr) {
    if (auto carried = payload->check(ruleset.events[event]); !carried) return carried;
  }
  if (!may_decide(ruleset, record, now)) {
    auto answered = cannot_decide(ruleset, record, now, decision);
    decision.cause.event = event;
    return answered;
  }
  begin(record, now, decision);
  decision.cause.event = event;
  if (!context.event_id.empty()) {
    decision.cause.event_id = decision.arena.copy(context.event_id);
  }
  if (is_answered_early(record, context, decision)) return Done{};
  if (!is_answered && payload == nullptr && context.event_id.empty()) return Done{};  // ignored
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

}  // namespace stagegraph::engine
