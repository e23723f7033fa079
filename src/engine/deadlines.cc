#include "engine/deadlines.h"

#include <algorithm>

#include "engine/timers.h"

namespace stagegraph::engine {

using namespace ruleset;

namespace {

// A date begins with its first moment in the zone.
Micros instant_of(const cel::Value& value, const Zone& zone) {
  if (value.is(cel::Kind::kTimestamp)) return to_micros(value.as_timestamp());
  if (value.is(cel::Kind::kDate)) return zone.start_of_day(value.as_date()) * kMicrosPerSecond;
  return kNever;  // unknown: there is nothing to count from
}

}  // namespace

Micros Deadlines::anchor_of(const Deadline& deadline, Micros entered) {
  switch (deadline.anchor) {
    case Anchor::kFrom:
      return instant_of(evaluator_.evaluate(deadline.from), *ruleset_.zone);
    case Anchor::kBefore:
      return instant_of(record_.fact(deadline.of), *ruleset_.zone);
    case Anchor::kWithin:
    case Anchor::kIdle:
      break;
  }
  return entered;
}

DeadlineIndex Deadlines::enter(StageIndex stage, Micros now) {
  for (DeadlineIndex d : ruleset_.stages[stage].deadlines) {
    Timer& timer = record_.timer(d);
    timer = {};
    const Micros anchor = anchor_of(ruleset_.deadlines[d], now);
    if (anchor != kNever && !arm(ruleset_, d, anchor, now, timer)) return d;
  }
  return kNone;
}

void Deadlines::leave(StageIndex stage) {
  for (DeadlineIndex d : ruleset_.stages[stage].deadlines) {
    record_.timer(d) = {};
    for (size_t r = record_.requests().size(); r-- > 0;) {
      if (record_.requests()[r].deadline == d) record_.remove_request(r);
    }
  }
}

void Deadlines::follow_facts(Micros now, std::vector<TransitionIndex>& voided) {
  const StageIndex first = ruleset_.stages[record_.stage].final ? kNone : record_.stage;
  for (StageIndex s = first; s != kNone; s = ruleset_.stages[s].parent) {
    for (DeadlineIndex d : ruleset_.stages[s].deadlines) {
      follow_anchor(d, now);
      follow_pause(d, now);
    }
  }
  void_requests(voided);
  record_.forget_changes();
}

// A deadline that has fired is armed again when what it counts from changes, unless it is `once`.
void Deadlines::follow_anchor(DeadlineIndex index, Micros now) {
  const Deadline& deadline = ruleset_.deadlines[index];
  const Timer& timer = record_.timers()[index];
  if (deadline.on_transfer == OnTransfer::kRestart && timer.armed() &&
      record_.is_changed(ruleset_.owner)) {
    arm(ruleset_, index, now, now, record_.timer(index));
  }
  if (deadline.anchor != Anchor::kFrom && deadline.anchor != Anchor::kBefore) return;
  const Micros anchor = anchor_of(deadline, now);
  if (anchor == timer.anchor || (timer.fired && deadline.late == LatePolicy::kOnce)) return;
  if (anchor != kNever) {
    arm(ruleset_, index, anchor, now, record_.timer(index));
  } else {
    disarm(record_.timer(index));
    record_.timer(index).anchor = kNever;
  }
}

void Deadlines::follow_pause(DeadlineIndex index, Micros now) {
  const Deadline& deadline = ruleset_.deadlines[index];
  const Timer& timer = record_.timers()[index];
  if (deadline.pause_while == kNone || !timer.armed()) return;
  evaluator_.set_due(timer.due);
  const bool stands = evaluator_.evaluate(deadline.pause_while).is_true();
  if (stands == (timer.paused_since != kNever)) return;
  if (stands) {
    record_.timer(index).paused_since = now;
  } else {
    resume(ruleset_, deadline, now, record_.timer(index));
  }
}

bool Deadlines::is_any_changed(const std::vector<FactIndex>& facts) const {
  return std::any_of(facts.begin(), facts.end(),
                     [&](FactIndex f) { return record_.is_changed(f); });
}

void Deadlines::void_requests(std::vector<TransitionIndex>& voided) {
  if (!record_.has_changes()) return;
  for (size_t r = record_.requests().size(); r-- > 0;) {
    const TransitionIndex transition = record_.requests()[r].transition;
    if (transition == kNone) continue;
    if (!is_any_changed(ruleset_.transitions[transition].approval->void_if_changed)) continue;
    voided.push_back(transition);
    record_.remove_request(r);
  }
}

bool Deadlines::note_activity(EventIndex event, Micros now) {
  bool any = false;
  for (StageIndex s = record_.stage; s != kNone; s = ruleset_.stages[s].parent) {
    for (DeadlineIndex d : ruleset_.stages[s].deadlines) {
      const Deadline& deadline = ruleset_.deadlines[d];
      const Timer& timer = record_.timers()[d];
      if (has_index(deadline.reset_by, event)) {
        any = arm(ruleset_, d, now, now, record_.timer(d)) || any;
      } else if (deadline.refresh && timer.armed() && has_index(deadline.refresh->by, event)) {
        any = refresh_due(ruleset_, deadline, now, record_.timer(d)) || any;
      }
    }
  }
  return any;
}

}  // namespace stagegraph::engine
