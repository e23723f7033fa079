// SPDX-License-Identifier: Apache-2.0
// A request waits in the record until somebody resolves it, or until it expires. At most one is
// pending for a deadline, and one for a transition.
#include "engine/requests.h"

#include <algorithm>
#include <string>

#include "engine/quotas.h"
#include "engine/timers.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

bool is_pending(const Record& record, TransitionIndex transition) {
  return std::any_of(record.requests().begin(), record.requests().end(),
                     [&](const Request& r) { return r.transition == transition; });
}

void pend(Step& step, const Request& request) {
  const StepContext& shared = step.shared();
  shared.record.add_request(request);
  shared.decision.outcome = Outcome::kPending;
  step.commit(true, shared.context.event_id);
}

}  // namespace

void deny(Step& step, std::string_view code, std::string_view text) {
  Decision& decision = step.shared().decision;
  step.drop_carried();
  decision.reasons.push_back({code, decision.arena.copy(text)});
  decision.outcome = Outcome::kDenied;
  step.commit(false, step.shared().context.event_id);
}

bool has_room(Step& step, std::span<const QuotaIndex> quotas) {
  const StepContext& shared = step.shared();
  QuotaCheck worst = QuotaCheck::kFree;
  for (QuotaIndex quota : quotas) {
    worst = std::max(worst, check_quota(shared, quota, step.evaluator()));
  }
  switch (worst) {
    case QuotaCheck::kFree:
      return true;
    case QuotaCheck::kNeeds:
      step.fail(Outcome::kNeeds);
      return false;
    case QuotaCheck::kFull:
      break;
  }
  shared.decision.needs.clear();  // what is certain outweighs what is not known
  step.fail(Outcome::kDenied);
  step.commit(false, shared.context.event_id);
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

void ask_for_time(Step& step, DeadlineIndex index) {
  const StepContext& shared = step.shared();
  const Deadline& deadline = shared.ruleset.deadlines[index];
  const Extension& extend = *deadline.extend;
  const Timer& timer = shared.record.timers()[index];
  const Instant now = shared.decision.at;
  const bool is_paused = timer.paused_since != kNever;
  if (!timer.armed() || timer.blocked || (!is_paused && now >= timer.due)) {
    return deny(step, "already_due", "'" + deadline.name + "' is due, or not running");
  }
  if (pending_extension(shared.record, index) != nullptr) {
    return deny(step, "already_requested", "more time has been asked for already");
  }
  if (timer.extensions >= extend.at_most) {
    return deny(step, "max_extensions",
                std::to_string(timer.extensions) + " of " + std::to_string(extend.at_most) +
                    " extensions used");
  }
  if (!has_room(step, extend.quota)) return;
  pend(step, {.deadline = index,
              .by = shared.context.actor.id,
              .at = now,
              .expires = instant_after(shared.ruleset, now, extend.decide_within)});
}

void ask_for_approval(Step& step, TransitionIndex index, const Payload* payload) {
  const StepContext& shared = step.shared();
  const Transition& transition = shared.ruleset.transitions[index];
  const Instant now = shared.decision.at;
  step.drop_carried();
  if (is_pending(shared.record, index)) {
    return deny(step, "already_requested", "'" + transition.name + "' waits for approval already");
  }
  const std::optional<Span>& within = transition.approval->within;
  const Event& event = shared.ruleset.events[transition.event];
  pend(step, {.transition = index,
              .by = shared.context.actor.id,
              .at = now,
              .expires = within ? instant_after(shared.ruleset, now, *within) : kNever,
              .payload = carried_values(event, payload, shared.decision.arena)});
}

}  // namespace stagegraph::engine
