#include "engine/requests.h"

#include <algorithm>
#include <string>

#include "engine/quotas.h"
#include "engine/timers.h"

namespace stagegraph::engine {

using namespace ruleset;

namespace {

bool is_pending(const Record& record, TransitionIndex transition) {
  return std::any_of(record.requests().begin(), record.requests().end(),
                     [&](const Request& r) { return r.transition == transition; });
}

void pend(const Request& request, std::string_view event_id, Step& step, Decision& decision) {
  decision.record.add_request(request);
  decision.outcome = Outcome::kPending;
  step.commit(true, event_id);
}

}  // namespace

void deny(std::string_view code, std::string_view text, std::string_view event_id, Step& step,
          Decision& decision) {
  step.drop_carried();
  decision.reasons.push_back({code, decision.arena.copy(text)});
  decision.outcome = Outcome::kDenied;
  step.commit(false, event_id);
}

bool has_room(const Ruleset& ruleset, QuotaIndex quota, const Context& context, Step& step,
              Decision& decision) {
  if (quota == kNone) return true;
  switch (check_quota(ruleset, quota, decision.record, context, decision)) {
    case Room::kFree:
      return true;
    case Room::kNeeds:
      step.fail(Outcome::kNeeds);
      return false;
    case Room::kFull:
      break;
  }
  step.fail(Outcome::kDenied);
  step.commit(false, context.event_id);
  return false;
}

DeadlineIndex deadline_asked_for(const Ruleset& ruleset, StageIndex stage, EventIndex event) {
  for (StageIndex s = stage; s != kNone; s = ruleset.stages[s].parent) {
    for (DeadlineIndex d : ruleset.stages[s].deadlines) {
      const Deadline& deadline = ruleset.deadlines[d];
      if (deadline.extend && deadline.extend->request == event) return d;
    }
  }
  return kNone;
}

void ask_for_time(const Ruleset& ruleset, DeadlineIndex index, const Context& context, Step& step,
                  Decision& decision) {
  const Deadline& deadline = ruleset.deadlines[index];
  const Extension& extend = *deadline.extend;
  const Timer& timer = decision.record.timers()[index];
  const auto denied = [&](std::string_view code, const std::string& text) {
    deny(code, text, context.event_id, step, decision);
  };
  if (!timer.armed() || timer.blocked ||
      (timer.paused_since == kNever && decision.at >= timer.due)) {
    return denied("already_due", "'" + deadline.name + "' is due, or not running");
  }
  if (pending_extension(decision.record, index) != nullptr) {
    return denied("already_requested", "more time has been asked for already");
  }
  if (timer.extensions >= extend.at_most) {
    return denied("max_extensions", std::to_string(timer.extensions) + " of " +
                                        std::to_string(extend.at_most) + " extensions used");
  }
  if (!has_room(ruleset, extend.quota, context, step, decision)) return;
  pend({.deadline = index,
        .by = context.actor.id,
        .at = decision.at,
        .expires = instant_after(ruleset, decision.at, extend.decide_within)},
       context.event_id, step, decision);
}

void ask_for_approval(const Ruleset& ruleset, TransitionIndex index, const Payload* payload,
                      const Context& context, Step& step, Decision& decision) {
  const Transition& transition = ruleset.transitions[index];
  step.drop_carried();
  if (is_pending(decision.record, index)) {
    return deny("already_requested", "'" + transition.name + "' waits for approval already",
                context.event_id, step, decision);
  }
  const std::optional<Span>& within = transition.approval->within;
  pend({.transition = index,
        .by = context.actor.id,
        .at = decision.at,
        .expires = within ? instant_after(ruleset, decision.at, *within) : kNever,
        .payload = carried_values(ruleset.events[transition.event], payload, decision.arena)},
       context.event_id, step, decision);
}

}  // namespace stagegraph::engine
