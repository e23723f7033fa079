#include <algorithm>
#include <string>

#include "engine/compatible.h"
#include "engine/engine.h"
#include "engine/judgement.h"
#include "engine/step.h"
#include "ruleset/dispatch.h"

namespace stagegraph {

namespace {

Error overdue(const Ruleset& ruleset, const Record& record, Micros now) {
  return {Status::kOverdue,
          "record '" + std::string(record.id()) + "' has something due at " +
              format_instant(record.next_due, ruleset.zone.get()) + ", before this event at " +
              format_instant(now, ruleset.zone.get()) + "; advance the record first",
          {}};
}

bool may_send(const Event& event, const Actor& actor) {
  if (event.by.empty()) return true;
  return std::find_first_of(event.by.begin(), event.by.end(), actor.roles.begin(),
                            actor.roles.end()) != event.by.end();
}

std::string roles_text(const Ruleset& ruleset, const Event& event) {
  std::string text;
  for (Index role : event.by) {
    if (!text.empty()) text += " or ";
    text += ruleset.roles[role];
  }
  return text;
}

// What is answered before any rule is looked at; kMoved stands for "none of these".
Outcome answer_early(const Ruleset& ruleset, const Record& record, Index event,
                     const Context& context, Decision& decision) {
  Arena& arena = decision.arena;
  if (context.expected_sequence >= 0 && context.expected_sequence != record.sequence) {
    decision.reasons.push_back(
        {"sequence", arena.copy("the record is at " + std::to_string(record.sequence) + ", not " +
                                std::to_string(context.expected_sequence))});
    return Outcome::kConflict;
  }
  if (!context.event_id.empty()) {
    if (const Delivered* first = record.find_delivered(context.event_id)) {
      decision.first_outcome = first->outcome;
      decision.first_sequence = first->sequence;
      return Outcome::kDuplicate;
    }
  }
  const Event& declared = ruleset.events[event];
  if (!may_send(declared, context.actor)) {
    decision.reasons.push_back({"wrong_role", arena.copy("'" + declared.name + "' may be sent by " +
                                                         roles_text(ruleset, declared))});
    return Outcome::kDenied;
  }
  return Outcome::kMoved;
}

void answer_refused(const Ruleset& ruleset, Index transition, Step& step, Decision& decision,
                    std::string_view event_id) {
  decision.outcome = Outcome::kRefused;
  if (ruleset.transitions[transition].otherwise == kNone) {
    step.drop_carried();
    step.commit(false, event_id);
  } else if (step.go_otherwise(transition)) {
    step.commit(true, event_id);
  }
}

void answer_taken(const Ruleset& ruleset, Index transition, Step& step, Decision& decision,
                  std::string_view event_id) {
  if (ruleset.transitions[transition].approval) {
    decision.reasons.push_back({"unsupported", "approvals are not run in this version"});
    return step.fail(Outcome::kError);
  }
  if (step.take(transition)) step.commit(true, event_id);
}

void answer(const Ruleset& ruleset, std::span<const Index> candidates, Step& step,
            Decision& decision, std::string_view event_id) {
  Evaluator& evaluator = step.evaluator();
  Judgement judgement = select(ruleset, candidates, evaluator, decision);
  decision.transition = judgement.transition;
  if (judgement.verdict == Verdict::kTake) {
    judgement = judge(ruleset, judgement.transition, evaluator, decision);
  }
  switch (judgement.verdict) {
    case Verdict::kNothing:
      decision.outcome = Outcome::kIgnored;
      step.drop_carried();
      return step.commit(false, event_id);
    case Verdict::kNeeds:
      return step.fail(Outcome::kNeeds);
    case Verdict::kFail:
      return step.fail(Outcome::kError);
    case Verdict::kRefuse:
      return answer_refused(ruleset, judgement.transition, step, decision, event_id);
    case Verdict::kTake:
      return answer_taken(ruleset, judgement.transition, step, decision, event_id);
  }
}

void begin_event(const Record& record, Index event, Micros now, std::string_view event_id,
                 Decision& decision) {
  begin(record, now, decision);
  decision.cause.index = event;
  decision.cause.event_id = decision.arena.copy(event_id);
}

// The record's own ruleset is as good as the one given (they are the same version), and it lives
// as long as the decision.
Expected<Done> decide_same(const Record& record, Index event, const Payload* payload,
                           Context& context, Decision& decision) {
  const Ruleset& ruleset = record.ruleset();
  const Outcome early = answer_early(ruleset, record, event, context, decision);
  if (early == Outcome::kConflict || early == Outcome::kDuplicate) {
    decision.outcome = early;
    return Done{};
  }
  const std::span<const Index> candidates = candidates_for(ruleset, record.stage, event);
  if (candidates.empty() && early == Outcome::kMoved && payload == nullptr &&
      context.event_id.empty()) {
    return Done{};  // ignored, and nothing to remember
  }
  Step step(ruleset, record, context, decision);
  if (early != Outcome::kMoved) {
    decision.outcome = early;
    step.commit(false, context.event_id);
    return Done{};
  }
  step.evaluator().set_event(event, payload);
  if (payload != nullptr) {
    if (auto carried = step.carry(event, *payload); !carried) return carried;
  }
  answer(ruleset, candidates, step, decision, context.event_id);
  return Done{};
}

}  // namespace

Expected<Done> decide(const Ruleset& ruleset, const Record& record, Index event,
                      const Payload* payload, Micros now, Context& context, Decision& decision) {
  if (&record == &decision.record) {
    const Record before(record);
    return decide(ruleset, before, event, payload, now, context, decision);
  }
  if (event >= ruleset.events.size()) {
    return Error{Status::kInvalidArgument, "no event has the index " + std::to_string(event), {}};
  }
  if (payload != nullptr) {
    if (auto carried = payload->check(ruleset.events[event]); !carried) return carried;
  }
  switch (fit(ruleset, record)) {
    case Fit::kSame:
      break;
    case Fit::kOtherRuleset:
      return wrong_ruleset(ruleset, record);
    case Fit::kOtherVersion:
      begin_event(record, event, now, {}, decision);
      decision.outcome = Outcome::kMigrationRequired;
      return Done{};
  }
  if (record.next_due < now) return overdue(ruleset, record, now);
  begin_event(record, event, now, context.event_id, decision);
  return decide_same(record, event, payload, context, decision);
}

}  // namespace stagegraph
