// SPDX-License-Identifier: Apache-2.0
// An event goes through the same gates in the same order: may this actor send it, does it come too
// late, does it ask for more time, which transition is enabled, is it judged well, does it go back,
// is there room in the quotas, does it need approval. The first gate that stops it ends the step.
#include "engine/deliver.h"

#include <algorithm>
#include <string>
#include <vector>

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
  Delivery(Step& step, EventIndex event, const Payload* payload, Arrival arrival)
      : step_(step),
        shared_(step.shared()),
        declared_(shared_.ruleset.events[event]),
        event_(event),
        payload_(payload),
        arrival_(arrival) {}

  Expected<Done> run() {
    if (!may_send(declared_, shared_.context.actor)) {
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
        has_activity() ? deadline_asked_for(shared_.ruleset, stage(), event_) : kNone;
    if (asked != kNone) {
      ask_for_time(step_, asked);
    } else {
      answer();
    }
    return Done{};
  }

 private:
  StageIndex stage() const { return shared_.record.stage; }
  bool has_activity() const { return shared_.ruleset.dispatch.leaves[stage()].has_activity; }
  [[gnu::cold]] void deny_sender() {
    deny(step_, "wrong_role",
         "'" + declared_.name + "' may be sent by " + roles_text(shared_.ruleset, declared_));
  }

  void answer() {
    Judgement judgement =
        select(shared_, candidates_for(shared_.ruleset, stage(), event_), step_.evaluator());
    if (judgement.verdict == Verdict::kNothing) return answer_unhandled();
    shared_.decision.transition = judgement.transition;
    if (judgement.verdict == Verdict::kTake) {
      judgement = judge(shared_, judgement.transition, step_.evaluator());
    }
    if (judgement.verdict != Verdict::kTake) return conclude(step_, judgement);
    if (goes_back(judgement.transition)) return come_too_late();
    if (!fits_quotas(judgement.transition)) return;
    if (shared_.ruleset.transitions[judgement.transition].approval) {
      return ask_for_approval(step_, judgement.transition, payload_);
    }
    if (has_activity()) note_activity();
    if (step_.take(judgement.transition)) step_.commit(true, shared_.context.event_id);
  }

  // `forward_only`: of an event that comes late, a move to a stage that stands earlier.
  bool goes_back(TransitionIndex transition) const {
    const StageIndex to = shared_.ruleset.transitions[transition].to;
    return arrival_ == Arrival::kLate && declared_.order == EventOrder::kForwardOnly &&
           to != kNone && initial_leaf(shared_.ruleset, to) < stage();
  }

  [[gnu::cold]] void come_too_late() {
    step_.drop_carried();
    shared_.decision.outcome = Outcome::kLate;
    step_.commit(false, shared_.context.event_id);
  }

  [[gnu::noinline]] bool note_activity() {
    const bool moved = step_.deadlines().note_activity(event_, shared_.decision.at);
    return step_.cadences().note_activity(event_) || moved;
  }

  void answer_unhandled() {
    step_.drop_carried();
    if (has_activity() && note_activity()) {
      shared_.decision.outcome = Outcome::kStayed;
      return step_.commit(true, shared_.context.event_id);
    }
    if (declared_.order == EventOrder::kHold && arrival_ != Arrival::kParked) return park();
    shared_.decision.outcome = Outcome::kIgnored;
    step_.commit(false, shared_.context.event_id);
  }

  // It is delivered again in a stage that handles it.
  [[gnu::cold]] void park() {
    if (shared_.record.parked_events().size() == kMaxParkedEvents) {
      return deny(step_, "too_many_held",
                  std::to_string(kMaxParkedEvents) + " events wait for a stage already");
    }
    const Actor& sender = shared_.context.actor;
    shared_.record.park({event_, shared_.decision.at, shared_.context.event_id, sender.id,
                         sender.roles,
                         carried_values(declared_, payload_, shared_.decision.arena)});
    shared_.decision.outcome = Outcome::kPending;
    step_.commit(true, shared_.context.event_id);
  }

  // Quotas of events count this one, and the transition may name another. Each is asked once. False:
  // the step has ended.
  bool fits_quotas(TransitionIndex transition) {
    const Ruleset& ruleset = shared_.ruleset;
    const QuotaIndex own = ruleset.transitions[transition].quota;
    if (!ruleset.dispatch.counts_events) return has_room(step_, own);
    std::vector<QuotaIndex> asked;
    for (QuotaIndex q : ruleset.quotas.indices()) {
      if (q == own || has_index(ruleset.quotas[q].events, event_)) asked.push_back(q);
    }
    return has_room(step_, asked);
  }

  Step& step_;
  const StepContext& shared_;
  const Event& declared_;
  EventIndex event_;
  const Payload* payload_;
  Arrival arrival_;
};

void conclude_refused(Step& step, TransitionIndex transition) {
  const StepContext& shared = step.shared();
  shared.decision.outcome = Outcome::kRefused;
  if (shared.ruleset.transitions[transition].otherwise == kNone) {
    step.drop_carried();
    step.commit(step.has_taken_request(), shared.context.event_id);
  } else if (step.go_otherwise(transition)) {
    step.commit(true, shared.context.event_id);
  }
}

}  // namespace

bool answer_repeat(const Record& record, const Context& context, Decision& decision) {
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

void conclude(Step& step, const Judgement& judgement) {
  switch (judgement.verdict) {
    case Verdict::kNothing:
    case Verdict::kNeeds:
      return step.fail(Outcome::kNeeds);
    case Verdict::kFail:
      return step.fail(Outcome::kError);
    case Verdict::kRefuse:
      return conclude_refused(step, judgement.transition);
    case Verdict::kTake:
      if (step.take(judgement.transition)) step.commit(true, step.shared().context.event_id);
      return;
  }
}

Expected<Done> deliver(const Record& record, EventIndex event, const Payload* payload,
                       Arrival arrival, Context& context, Decision& decision) {
  Step step(record, context, decision);
  return Delivery(step, event, payload, arrival).run();
}

}  // namespace stagegraph::engine
