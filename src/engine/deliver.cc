#include "engine/deliver.h"

#include <algorithm>
#include <string>

#include "engine/requests.h"
#include "ruleset/dispatch.h"

namespace stagegraph::engine {

using namespace ruleset;

namespace {

bool may_send(const Event& event, const Actor& actor) {
  if (event.by.empty()) return true;
  return std::find_first_of(event.by.begin(), event.by.end(), actor.roles.begin(),
                            actor.roles.end()) != event.by.end();
}

std::string roles_text(const Ruleset& ruleset, const Event& event) {
  std::string text;
  for (RoleIndex role : event.by) {
    if (!text.empty()) text += " or ";
    text += ruleset.roles[role];
  }
  return text;
}

// An event on its way through a record.
class Delivery {
 public:
  Delivery(const Ruleset& ruleset, EventIndex event, const Payload* payload, Arrival arrival,
           Context& context, Step& step, Decision& decision)
      : ruleset_(ruleset),
        declared_(ruleset.events[event]),
        event_(event),
        payload_(payload),
        arrival_(arrival),
        context_(context),
        step_(step),
        decision_(decision) {}

  Expected<Done> run() {
    if (!may_send(declared_, context_.actor)) {
      deny_sender();
      return Done{};
    }
    if (arrival_ == Arrival::kLate && declared_.order == EventOrder::kNewestWins) {
      come_too_late();
      return Done{};
    }
    step_.evaluator().set_event(event_, payload_);
    if (payload_ != nullptr) {
      if (auto carried = step_.carry(event_, *payload_); !carried) return carried;
    }
    const DeadlineIndex asked =
        has_activity() ? deadline_asked_for(ruleset_, stage(), event_) : kNone;
    if (asked != kNone) {
      ask_for_time(ruleset_, asked, context_, step_, decision_);
    } else {
      answer();
    }
    return Done{};
  }

 private:
  StageIndex stage() const { return decision_.record.stage; }
  bool has_activity() const { return ruleset_.dispatch.leaves[stage()].has_activity; }
  [[gnu::cold]] void deny_(std::string_view code, const std::string& text) {
    deny(code, text, context_.event_id, step_, decision_);
  }
  [[gnu::cold]] void deny_sender() {
    deny_("wrong_role",
          "'" + declared_.name + "' may be sent by " + roles_text(ruleset_, declared_));
  }

  void answer() {
    Judgement judgement =
        select(ruleset_, candidates_for(ruleset_, stage(), event_), step_.evaluator(), decision_);
    if (judgement.verdict == Verdict::kNothing) return answer_unhandled();
    decision_.transition = judgement.transition;
    if (judgement.verdict == Verdict::kTake) {
      judgement = judge(ruleset_, judgement.transition, step_.evaluator(), decision_);
    }
    if (judgement.verdict != Verdict::kTake) {
      return conclude(ruleset_, judgement, context_, step_, decision_);
    }
    if (goes_back(judgement.transition)) return come_too_late();
    if (!has_room(judgement.transition)) return;
    if (ruleset_.transitions[judgement.transition].approval) {
      return ask_for_approval(ruleset_, judgement.transition, payload_, context_, step_, decision_);
    }
    if (has_activity()) note_activity();
    if (step_.take(judgement.transition)) step_.commit(true, context_.event_id);
  }

  // `forward_only`: of an event that comes late, a move to a stage that stands earlier.
  bool goes_back(TransitionIndex transition) const {
    const StageIndex to = ruleset_.transitions[transition].to;
    return arrival_ == Arrival::kLate && declared_.order == EventOrder::kForwardOnly &&
           to != kNone && initial_leaf(ruleset_, to) < stage();
  }

  [[gnu::cold]] void come_too_late() {
    step_.drop_carried();
    decision_.outcome = Outcome::kLate;
    step_.commit(false, context_.event_id);
  }

  [[gnu::noinline]] bool note_activity() {
    const bool moved = step_.deadlines().note_activity(event_, decision_.at);
    return step_.cadences().note_activity(event_) || moved;
  }

  void answer_unhandled() {
    step_.drop_carried();
    if (has_activity() && note_activity()) {
      decision_.outcome = Outcome::kStayed;
      return step_.commit(true, context_.event_id);
    }
    if (declared_.order == EventOrder::kHold && arrival_ != Arrival::kHeld) return hold();
    decision_.outcome = Outcome::kIgnored;
    step_.commit(false, context_.event_id);
  }

  // It is delivered again in a stage that handles it.
  [[gnu::cold]] void hold() {
    if (decision_.record.parked_events().size() == kMaxParkedEvents) {
      return deny_("too_many_held",
                   std::to_string(kMaxParkedEvents) + " events wait for a stage already");
    }
    decision_.record.park({event_, decision_.at, context_.event_id, context_.actor.id,
                           context_.actor.roles,
                           carried_values(declared_, payload_, decision_.arena)});
    decision_.outcome = Outcome::kPending;
    step_.commit(true, context_.event_id);
  }

  // Quotas of events count this one; the transition may name another. False: the step has ended.
  bool has_room(TransitionIndex transition) {
    if (ruleset_.dispatch.counts_events) {
      for (QuotaIndex q : ruleset_.quotas.indices()) {
        if (has_index(ruleset_.quotas[q].events, event_) && !fits(q)) return false;
      }
    }
    return fits(ruleset_.transitions[transition].quota);
  }

  bool fits(QuotaIndex quota) {
    return engine::has_room(ruleset_, quota, context_, step_, decision_);
  }

  const Ruleset& ruleset_;
  const Event& declared_;
  EventIndex event_;
  const Payload* payload_;
  Arrival arrival_;
  Context& context_;
  Step& step_;
  Decision& decision_;
};

void conclude_refused(const Ruleset& ruleset, TransitionIndex transition, std::string_view event_id,
                      Step& step, Decision& decision) {
  decision.outcome = Outcome::kRefused;
  if (ruleset.transitions[transition].otherwise == kNone) {
    step.drop_carried();
    step.commit(step.has_taken_request(), event_id);
  } else if (step.go_otherwise(transition)) {
    step.commit(true, event_id);
  }
}

}  // namespace

bool answer_early(const Record& record, const Context& context, Decision& decision) {
  if (context.expected_sequence >= 0 && context.expected_sequence != record.sequence) {
    decision.reasons.push_back(
        {"sequence", decision.arena.copy("the record is at " + std::to_string(record.sequence) +
                                         ", not " + std::to_string(context.expected_sequence))});
    decision.outcome = Outcome::kConflict;
    return true;
  }
  if (context.event_id.empty()) return false;
  const Delivered* first = record.find_delivered(context.event_id);
  if (first == nullptr) return false;
  decision.first_outcome = first->outcome;
  decision.first_sequence = first->sequence;
  decision.outcome = Outcome::kDuplicate;
  return true;
}

void conclude(const Ruleset& ruleset, const Judgement& judgement, Context& context, Step& step,
              Decision& decision) {
  switch (judgement.verdict) {
    case Verdict::kNothing:
    case Verdict::kNeeds:
      return step.fail(Outcome::kNeeds);
    case Verdict::kFail:
      return step.fail(Outcome::kError);
    case Verdict::kRefuse:
      return conclude_refused(ruleset, judgement.transition, context.event_id, step, decision);
    case Verdict::kTake:
      if (step.take(judgement.transition)) step.commit(true, context.event_id);
      return;
  }
}

Expected<Done> deliver(const Record& record, EventIndex event, const Payload* payload,
                       Arrival arrival, Context& context, Decision& decision) {
  const Ruleset& ruleset = record.ruleset();
  Step step(ruleset, record, context, decision);
  return Delivery(ruleset, event, payload, arrival, context, step, decision).run();
}

}  // namespace stagegraph::engine
