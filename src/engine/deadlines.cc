// SPDX-License-Identifier: Apache-2.0
// What moves due instants. A timer is armed on entry (or when what it counts from becomes known) and
// holds the due instant itself, never the time left. Whatever happens later moves that instant:
// more time, activity, a pause, a new owner, another fact. timers.cc has the arithmetic.
#include "engine/deadlines.h"

#include <algorithm>

#include "engine/timers.h"
#include "time/bounds.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

// A date begins with its first moment in the zone. East of UTC, 0001-01-01 begins before the
// calendar does.
Instant instant_of(const cel::Value& value, const Zone& zone) {
  if (value.is(cel::Kind::kTimestamp)) return to_instant(value.as_timestamp());
  if (value.is(cel::Kind::kDate)) {
    return std::max(zone.start_of_day(value.as_date()), kFirstInstant);
  }
  return kNever;  // unknown: there is nothing to count from
}

}  // namespace

Instant Deadlines::anchor_of(const Deadline& deadline, Instant entered) {
  switch (deadline.anchor) {
    case Anchor::kFrom:
      return instant_of(evaluator_.evaluate(deadline.from), *step_.ruleset.zone);
    case Anchor::kBefore:
      return instant_of(step_.record.fact(deadline.of), *step_.ruleset.zone);
    case Anchor::kWithin:
    case Anchor::kIdle:
      break;
  }
  return entered;
}

DeadlineIndex Deadlines::enter(StageIndex stage, Instant now) {
  for (DeadlineIndex d : step_.ruleset.stages[stage].deadlines) {
    if (!begin(d, now, now)) return d;
  }
  return kNone;
}

bool Deadlines::begin(DeadlineIndex index, Instant entered, Instant now) {
  Timer& timer = step_.record.timer(index);
  timer = {};
  const Instant anchor = anchor_of(step_.ruleset.deadlines[index], entered);
  return anchor == kNever || arm(step_.ruleset, index, anchor, now, timer);
}

void Deadlines::leave(StageIndex stage) {
  for (DeadlineIndex d : step_.ruleset.stages[stage].deadlines) {
    step_.record.timer(d) = {};
    for (size_t r = step_.record.requests().size(); r-- > 0;) {
      if (step_.record.requests()[r].deadline == d) step_.record.remove_request(r);
    }
  }
}

void Deadlines::follow_facts(Instant now, std::vector<TransitionIndex>& voided) {
  const StageIndex first =
      step_.ruleset.stages[step_.record.stage].final ? kNone : step_.record.stage;
  for (StageIndex s = first; s != kNone; s = step_.ruleset.stages[s].parent) {
    for (DeadlineIndex d : step_.ruleset.stages[s].deadlines) {
      follow_anchor(d, now);
      follow_pause(d, now);
    }
  }
  void_requests(voided);
  step_.record.forget_changes();
}

// A deadline that has fired is armed again when what it counts from changes, unless it is `once`.
void Deadlines::follow_anchor(DeadlineIndex index, Instant now) {
  const Deadline& deadline = step_.ruleset.deadlines[index];
  if (deadline.on_transfer == OnTransfer::kRestart && step_.record.timers()[index].armed() &&
      step_.record.is_changed(step_.ruleset.owner)) {
    note_unless_armed(index, arm(step_.ruleset, index, now, now, step_.record.timer(index)));
  }
  if (deadline.anchor != Anchor::kFrom && deadline.anchor != Anchor::kBefore) return;
  const Instant anchor = anchor_of(deadline, now);
  const Timer& timer = step_.record.timers()[index];  // of the record as the restart left it
  if (anchor == timer.anchor || (timer.fired && deadline.late == LatePolicy::kOnce)) return;
  if (anchor != kNever) {
    note_unless_armed(index, arm(step_.ruleset, index, anchor, now, step_.record.timer(index)));
  } else {
    disarm(step_.record.timer(index));
    step_.record.timer(index).anchor = kNever;
  }
}

void Deadlines::follow_pause(DeadlineIndex index, Instant now) {
  const Deadline& deadline = step_.ruleset.deadlines[index];
  const Timer& timer = step_.record.timers()[index];
  if (deadline.pause_while == kNone || !timer.armed()) return;
  evaluator_.set_due(timer.due);
  const bool stands = evaluator_.evaluate(deadline.pause_while).is_true();
  if (stands == (timer.paused_since != kNever)) return;
  if (stands) {
    step_.record.timer(index).paused_since = now;
  } else {
    note_unless_armed(index, resume(step_.ruleset, deadline, now, step_.record.timer(index)));
  }
}

void Deadlines::note_unless_armed(DeadlineIndex index, bool is_armed) {
  if (is_armed) return;
  const std::string text = "the due instant of '" + step_.ruleset.deadlines[index].name +
                           "' lies beyond the calendar, so it is not armed";
  step_.decision.reasons.push_back({"beyond_calendar", step_.decision.arena.copy(text)});
}

bool Deadlines::is_any_changed(const std::vector<FactIndex>& facts) const {
  return std::any_of(facts.begin(), facts.end(),
                     [&](FactIndex f) { return step_.record.is_changed(f); });
}

void Deadlines::void_requests(std::vector<TransitionIndex>& voided) {
  if (!step_.record.has_changes()) return;
  for (size_t r = step_.record.requests().size(); r-- > 0;) {
    const TransitionIndex transition = step_.record.requests()[r].transition;
    if (transition == kNone) continue;
    if (!is_any_changed(step_.ruleset.transitions[transition].approval->void_if_changed)) continue;
    voided.push_back(transition);
    step_.record.remove_request(r);
  }
}

bool Deadlines::note_activity(EventIndex event, Instant now) {
  bool any = false;
  for (StageIndex s = step_.record.stage; s != kNone; s = step_.ruleset.stages[s].parent) {
    for (DeadlineIndex d : step_.ruleset.stages[s].deadlines) {
      const Deadline& deadline = step_.ruleset.deadlines[d];
      const Timer& timer = step_.record.timers()[d];
      if (has_index(deadline.reset_by, event)) {
        note_unless_armed(d, arm(step_.ruleset, d, now, now, step_.record.timer(d)));
        any = true;
      } else if (deadline.refresh && timer.armed() && has_index(deadline.refresh->by, event)) {
        note_unless_armed(d, refresh_due(step_.ruleset, deadline, now, step_.record.timer(d)));
        any = true;
      }
    }
  }
  return any;
}

}  // namespace stagegraph::engine
