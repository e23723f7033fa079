// SPDX-License-Identifier: Apache-2.0
// The arithmetic of one timer. Every change ends in set_due, which keeps two invariants: a due
// instant never lies in the past of the change, and the reminders stand as the due instant wants
// them. An instant outside the calendar disarms the timer.
#include "engine/timers.h"

#include <algorithm>

#include "base/int128.h"
#include "ruleset/dispatch.h"
#include "time/bounds.h"
#include "time/business.h"
#include "time/hold.h"

namespace stagegraph::engine {

using namespace time;
using namespace ruleset;

namespace {

// Calculates instants for one timer. The first failure sticks.
class DueCalculator {
 public:
  DueCalculator(const Ruleset& ruleset, const Deadline& deadline, Timer& timer)
      : zone_(*ruleset.zone),
        calendar_(calendar_of(ruleset, deadline)),
        deadline_(deadline),
        timer_(timer) {}

  Instant after(Instant start, const Span& span) {
    return span == Span{} ? start : keep(reach(start, span, zone_, calendar_));
  }
  Instant rolled(Instant at) {
    if (deadline_.roll == Roll::kStay) return at;
    return keep(deadline_.roll == Roll::kForward ? roll_forward(at, zone_, *calendar_)
                                                 : roll_backward(at, zone_, *calendar_));
  }
  Instant after_hold(Instant due, Instant hold, Instant resumed) {
    return keep(time::after_hold(due, hold, resumed, deadline_.span, zone_, calendar_));
  }
  bool ok() const { return ok_; }

 private:
  Instant keep(const Expected<Reached>& reached) {
    if (!reached) {
      ok_ = false;
      return kNever;
    }
    timer_.past_coverage = timer_.past_coverage || reached->past_coverage;
    return reached->at;
  }

  const Zone& zone_;
  const BusinessCalendar* calendar_;
  const Deadline& deadline_;
  Timer& timer_;
  bool ok_ = true;
};

Instant percent_instant(const Timer& timer, uint32_t percent) {
  const auto length =
      Int128{timer.due.time_since_epoch().count()} - Int128{timer.start.time_since_epoch().count()};
  return timer.start + Duration(static_cast<int64_t>(length * percent / 100));
}

bool set_due(const Ruleset& ruleset, const Deadline& deadline, Instant due, Instant now,
             const DueCalculator& calculator, Timer& timer) {
  if (!calculator.ok()) {
    disarm(timer);
    return false;
  }
  timer.due = std::max(due, now);
  place_reminders(ruleset, deadline, now, timer);
  return true;
}

}  // namespace

const BusinessCalendar* calendar_of(const Ruleset& ruleset, const Deadline& deadline) {
  return deadline.calendar == kNone ? ruleset.own_calendar()
                                    : &ruleset.calendars[deadline.calendar];
}

Instant instant_after(const Ruleset& ruleset, Instant start, const Span& span) {
  Expected<Reached> reached = reach(start, span, *ruleset.zone, ruleset.own_calendar());
  return reached ? reached->at : kNever;
}

bool arm(const Ruleset& ruleset, DeadlineIndex index, Instant anchor, Instant now, Timer& timer) {
  const Deadline& deadline = ruleset.deadlines[index];
  timer = {.anchor = anchor, .extensions = timer.extensions, .fired = timer.fired};
  DueCalculator calculator(ruleset, deadline, timer);
  const bool before = deadline.anchor == Anchor::kBefore;
  timer.start = before ? now : anchor;
  Instant due = calculator.after(anchor, before ? times(deadline.span, -1) : deadline.span);
  if (calculator.ok()) due = calculator.rolled(due);
  if (deadline.refresh) timer.hard_stop = calculator.after(anchor, deadline.refresh->at_most);
  return set_due(ruleset, deadline, due, now, calculator, timer);
}

void disarm(Timer& timer) {
  timer.due = timer.reminder_at = timer.paused_since = kNever;
  timer.reminder = kNone;
  timer.blocked = false;
}

bool extend_due(const Ruleset& ruleset, const Deadline& deadline, Instant now, Timer& timer) {
  DueCalculator calculator(ruleset, deadline, timer);
  Instant due = calculator.after(timer.due, deadline.extend->add);
  if (calculator.ok()) due = calculator.rolled(due);
  return set_due(ruleset, deadline, due, now, calculator, timer);
}

bool refresh_due(const Ruleset& ruleset, const Deadline& deadline, Instant now, Timer& timer) {
  DueCalculator calculator(ruleset, deadline, timer);
  Instant due = calculator.after(now, deadline.refresh->add);
  if (calculator.ok()) due = calculator.rolled(due);
  due = std::max(timer.due, std::min(due, timer.hard_stop));
  return set_due(ruleset, deadline, due, now, calculator, timer);
}

bool resume(const Ruleset& ruleset, const Deadline& deadline, Instant now, Timer& timer) {
  DueCalculator calculator(ruleset, deadline, timer);
  const Instant paused = std::exchange(timer.paused_since, kNever);
  Instant due = calculator.after_hold(timer.due, paused, now);
  if (calculator.ok()) due = calculator.rolled(due);
  timer.start = std::min(timer.start + (now - paused), kLastInstant);
  return set_due(ruleset, deadline, due, now, calculator, timer);
}

Instant reminder_instant(const Ruleset& ruleset, const Deadline& deadline, const Reminder& reminder,
                         const Timer& timer) {
  if (!reminder.before) return percent_instant(timer, reminder.percent);
  Expected<Reached> at =
      reach(timer.due, times(*reminder.before, -1), *ruleset.zone, calendar_of(ruleset, deadline));
  return at && at->at >= timer.start ? at->at : kNever;
}

void place_reminders(const Ruleset& ruleset, const Deadline& deadline, Instant now, Timer& timer) {
  timer.reminded = 0;
  for (ReminderIndex i : deadline.reminders.indices()) {
    if (reminder_instant(ruleset, deadline, deadline.reminders[i], timer) < now) {
      timer.mark_reminded(i);
    }
  }
  find_next_reminder(ruleset, deadline, timer);
}

void find_next_reminder(const Ruleset& ruleset, const Deadline& deadline, Timer& timer) {
  timer.reminder = kNone;
  timer.reminder_at = kNever;
  for (ReminderIndex i : deadline.reminders.indices()) {
    if (timer.has_reminded(i)) continue;
    const Instant at = reminder_instant(ruleset, deadline, deadline.reminders[i], timer);
    if (at >= timer.reminder_at) continue;
    timer.reminder = i;
    timer.reminder_at = at;
  }
}

const Request* pending_extension(const Record& record, DeadlineIndex deadline) {
  for (const Request& request : record.requests()) {
    if (request.deadline == deadline) return &request;
  }
  return nullptr;
}

Instant firing_instant(const Record& record, DeadlineIndex deadline) {
  const Instant due = record.timers()[deadline].due;
  const Request* pending = pending_extension(record, deadline);
  return pending == nullptr ? due : std::max(due, pending->expires);
}

Instant earliest(const Record& record) {
  Instant next = kNever;
  const auto timers = record.timers();
  for (DeadlineIndex d : timers.indices()) {
    if (!timers[d].runs()) continue;
    next = std::min({next, firing_instant(record, d), timers[d].reminder_at});
  }
  for (const Request& request : record.requests()) next = std::min(next, request.expires);
  for (const Plan& plan : record.plans()) next = std::min(next, plan.next);
  for (const ParkedEvent& parked : record.parked_events()) {
    if (!candidates_for(record.ruleset(), record.stage, parked.event).empty()) {
      next = std::min(next, record.clock);
    }
  }
  return next;
}

void unblock(Record& record) {
  for (DeadlineIndex d : record.timers().indices()) {
    if (record.timers()[d].blocked) record.timer(d).blocked = false;
  }
}

}  // namespace stagegraph::engine
