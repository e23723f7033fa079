// SPDX-License-Identifier: Apache-2.0
// What comes due next, by looking at everything that has an instant: there are few timers, requests
// and plans, so no queue is kept. At one instant the order is DueKind's, then outer deadlines before
// inner ones, then as written.
#include "engine/due.h"

#include "engine/edits.h"
#include "engine/timers.h"
#include "ruleset/dispatch.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

class Earliest {
 public:
  explicit Earliest(const Ruleset& ruleset) : ruleset_(ruleset) {}

  void offer(const Due& due) {
    if (due.at != kNever && (first_.at == kNever || is_earlier(due))) first_ = due;
  }
  const Due& first() const { return first_; }

 private:
  uint32_t depth(DeadlineIndex deadline) const {
    return ruleset_.stages[ruleset_.deadlines[deadline].stage].depth;
  }

  bool is_earlier(const Due& due) const {
    if (due.at != first_.at) return due.at < first_.at;
    if (due.kind != first_.kind) return due.kind < first_.kind;
    const bool timed = due.kind == DueKind::kReminder || due.kind == DueKind::kDeadline;
    return timed && depth(due.deadline) < depth(first_.deadline);  // else as offered
  }

  const Ruleset& ruleset_;
  Due first_;
};

// One that fails is due where no step has tried it: it is reported once. After that it waits for
// facts to change, and events may bring them.
Instant next_of(const Record& record) {
  const Instant next = earliest(record);
  if (next <= record.clock) return next;
  const Automatic automatic = try_automatic(record);
  const bool is_due =
      automatic == Automatic::kEnabled || (automatic == Automatic::kFails && record.has_changes());
  return is_due ? record.clock : next;
}

}  // namespace

Due first_due(const Ruleset& ruleset, const Record& record) {
  Earliest earliest(ruleset);
  for (size_t i = 0; i < record.parked_events().size(); ++i) {
    if (candidates_for(ruleset, record.stage, record.parked_events()[i].event).empty()) continue;
    earliest.offer({.at = record.clock, .kind = DueKind::kParkedEvent, .position = i});
  }
  for (size_t i = 0; i < record.requests().size(); ++i) {
    earliest.offer({.at = record.requests()[i].expires, .kind = DueKind::kExpiry, .position = i});
  }
  const auto timers = record.timers();
  for (DeadlineIndex d : timers.indices()) {
    const Timer& timer = timers[d];
    if (!timer.runs()) continue;
    if (timer.reminder_at <= earliest.first().at) {
      earliest.offer({.at = reminding_instant(record, d),
                      .kind = DueKind::kReminder,
                      .deadline = d,
                      .reminder = timer.reminder});
    }
    if (timer.due <= earliest.first().at) {
      earliest.offer({.at = firing_instant(record, d), .kind = DueKind::kDeadline, .deadline = d});
    }
  }
  for (PlanIndex p : record.plans().indices()) {
    earliest.offer({.at = record.plans()[p].next, .kind = DueKind::kPlan, .plan = p});
  }
  return earliest.first();
}

Instant next_instant(const Record& record) {
  if (must_catch_up(record)) {
    Context context;
    Decision caught_up;
    catch_up(record, context, caught_up);
    caught_up.record.mark_untried();
    return next_of(caught_up.record);
  }
  return next_of(record);
}

}  // namespace stagegraph::engine
