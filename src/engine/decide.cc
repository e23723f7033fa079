// SPDX-License-Identifier: Apache-2.0
// The way in for events. A record is decided only by its own version of the ruleset and only when
// nothing was due before: the checks come in that order, the cheap answers before any condition.
// An event that nothing in the stage answers to ends before the record's state is even read.
#include "engine/decide.h"

#include <string>

#include "engine/compatible.h"
#include "engine/deliver.h"
#include "ruleset/lookup.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

Error overdue(const Ruleset& ruleset, const Record& record, Instant now) {
  return {Status::kOverdue,
          "record '" + std::string(record.id()) + "' has something due at " +
              format_instant(next_due(record), ruleset.zone.get()) + ", before this event at " +
              format_instant(now, ruleset.zone.get()) + ": advance the record first",
          {}};
}

[[gnu::cold, gnu::noinline]] Error no_event(const Ruleset& ruleset, EventIndex event) {
  return {Status::kInvalidArgument,
          "no event " + std::to_string(event.value()) + ": there are " +
              std::to_string(ruleset.events.size()),
          {}};
}

// Whether the event may change the record. Of no meaning, but harmless, where the record is another
// ruleset's.
bool may_matter(const Ruleset& ruleset, const Record& record, EventIndex event) {
  const size_t at = ruleset.dispatch.place(record.stage, event);
  return at >= ruleset.dispatch.passes_over.size() || ruleset.dispatch.passes_over[at] == 0;
}

// Deciding anew what was just decided, in the same memory.
[[gnu::cold, gnu::noinline]] Expected<Done> decide_in_place(const Ruleset& ruleset,
                                                            EventIndex event,
                                                            const Payload* payload, Instant now,
                                                            Context& context, Decision& decision) {
  const Record before(decision.record);
  return decide(ruleset, before, event, payload, now, context, decision);
}

// By its name where the record is another object's, whose indices differ.
[[gnu::cold]] void name_event(const Ruleset& ruleset, EventIndex event, Decision& decision) {
  if (&decision.record.ruleset() == &ruleset) {
    decision.cause.event = event;
  } else {
    decision.cause.event_name = decision.arena.copy(ruleset.events[event].name);
  }
}

}  // namespace

void require_migration(const Ruleset& ruleset, const Record& record, Instant now,
                       Decision& decision) {
  begin(record, now, decision);
  if (&record.ruleset() != &ruleset) {
    decision.from = find_stage(ruleset, record.ruleset().stages[record.stage].path);
  }
  decision.outcome = Outcome::kMigrationRequired;
  decision.cause.migrated_from = decision.arena.copy(record.behaviour());
  decision.reasons.push_back(
      {"other_version", "another version of the rules decided it last. Migrate the record first"});
}

[[gnu::cold]] Expected<Done> explain_undecided(const Ruleset& ruleset, const Record& record,
                                               Instant now, Decision& decision) {
  switch (compatibility(ruleset, record)) {
    case Compatibility::kSameVersion:
      return overdue(ruleset, record, now);
    case Compatibility::kOtherReader:
    case Compatibility::kOtherRuleset:
      return wrong_ruleset(ruleset, record);
    case Compatibility::kOtherVersion:
      break;
  }
  require_migration(ruleset, record, now, decision);
  return Done{};
}

Expected<Done> decide(const Ruleset& ruleset, const Record& record, EventIndex event,
                      const Payload* payload, Instant now, Context& context, Decision& decision) {
  const bool matters = may_matter(ruleset, record, event);
  record.prefetch(matters);
  if (&record == &decision.record) {
    return decide_in_place(ruleset, event, payload, now, context, decision);
  }
  if (event.value() >= ruleset.dispatch.events) return no_event(ruleset, event);
  if (payload != nullptr) {
    if (auto carried = payload->check(ruleset.events[event]); !carried) return carried;
  }
  if (!may_decide(ruleset, record, now)) {
    if (Decision caught_up; may_catch_up(ruleset, record, now, context, caught_up)) {
      return decide(ruleset, caught_up.record, event, payload, now, context, decision);
    }
    auto explained = explain_undecided(ruleset, record, now, decision);
    if (explained) name_event(ruleset, event, decision);
    return explained;
  }
  begin(record, now, decision);
  decision.cause.event = event;
  if (!context.event_id.empty()) {
    decision.cause.event_id = decision.arena.copy(context.event_id);
  }
  if (is_repeat(record, context, decision)) return Done{};
  if (!matters && payload == nullptr && context.event_id.empty()) return Done{};  // ignored
  return deliver(record, event, payload, now < record.clock ? Arrival::kLate : Arrival::kInTime,
                 context, decision);
}

Expected<Done> note_changes(Record& record, Instant now, Context& context) {
  const bool is_new = record.has_changes();
  Decision caught_up;
  const bool is_late = !may_decide(record.ruleset(), record, now) &&
                       may_catch_up(record.ruleset(), record, now, context, caught_up);
  const Record before(is_late ? caught_up.record : record);
  Decision decision;
  if (!may_decide(before.ruleset(), before, now)) {
    auto explained = explain_undecided(before.ruleset(), before, now, decision);
    return explained ? wrong_ruleset(before.ruleset(), before) : std::move(explained);
  }
  begin(before, now, decision);
  Step step(before, context, decision);
  step.commit(true, {});
  if (is_new) leave_failing_automatic(decision.record);
  record.take_copy(decision.record);
  return Done{};
}

}  // namespace stagegraph::engine
