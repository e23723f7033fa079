// SPDX-License-Identifier: Apache-2.0
// The arithmetic of one timer. Every change ends in set_due, which keeps two invariants: a due
// instant never lies in the past of the change, and the reminders stand as the due instant wants
// them. An instant outside the calendar disarms the timer.
#include "engine/timers.h"

#include <algorithm>

#include "ruleset/dispatch.h"
#include "time/bounds.h"
#include "time/business.h"
#include "time/hold.h"
#include "time/share.h"

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
  // What came due during the hold, and had no working time left, waits for work to begin.
  Instant after_hold(Instant due, Instant hold, Instant resumed) {
    const Instant moved =
        keep(time::after_hold(due, hold, resumed, deadline_.span, zone_, calendar_));
    if (!ok_ || moved >= resumed) return moved;
    return deadline_.span.is_business() ? keep(next_work(resumed, zone_, *calendar_)) : resumed;
  }
  Instant start_after_hold(Instant start, Instant hold, Instant resumed) {
    return keep(time::start_after_hold(start, hold, resumed, deadline_.span, zone_, calendar_));
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

namespace {

// Of an armed timer that counts by `span`: without what activity has gained.
Instant due_by(const Span& span, const Deadline& deadline, const Timer& timer,
               DueCalculator& calculator) {
  const bool before = deadline.anchor == Anchor::kBefore;
  Instant due = before ? calculator.after(timer.anchor, times(span, -1))
                       : calculator.after(timer.start, span);
  if (calculator.ok()) due = calculator.rolled(due);
  for (uint32_t i = 0; i < timer.extensions && deadline.extend && calculator.ok(); ++i) {
    due = calculator.after(due, deadline.extend->add);
    if (calculator.ok()) due = calculator.rolled(due);
  }
  return due;
}

}  // namespace

bool reckon_due(const Ruleset& ruleset, const Deadline& deadline,
                const std::optional<Span>& old_span, Instant now, Timer& timer) {
  Timer scratch = timer;  // whether the calendar covers the days stays as it is
  DueCalculator calculator(ruleset, deadline, scratch);
  Instant due = due_by(deadline.span, deadline, timer, calculator);
  if (deadline.refresh && calculator.ok()) {
    timer.hard_stop = calculator.after(timer.start, deadline.refresh->at_most);
    DueCalculator earlier(ruleset, deadline, scratch);
    const Instant before = old_span ? due_by(*old_span, deadline, timer, earlier) : kNever;
    if (earlier.ok() && timer.due > before) {
      due = std::max(due, std::min(timer.due, timer.hard_stop));
    }
  }
  return set_due(ruleset, deadline, due, now, calculator, timer);
}

bool resume(const Ruleset& ruleset, const Deadline& deadline, Instant now, Timer& timer) {
  DueCalculator calculator(ruleset, deadline, timer);
  const Instant paused = std::max(std::exchange(timer.paused_since, kNever), timer.start);
  Instant due = timer.due;
  if (paused < now) {
    due = calculator.after_hold(due, paused, now);
    if (calculator.ok()) due = calculator.rolled(due);
    if (calculator.ok()) timer.start = calculator.start_after_hold(timer.start, paused, now);
  }
  return set_due(ruleset, deadline, due, now, calculator, timer);
}

Instant reminder_instant(const Ruleset& ruleset, const Deadline& deadline, const Reminder& reminder,
                         const Timer& timer) {
  const Zone& zone = *ruleset.zone;
  const BusinessCalendar* calendar = calendar_of(ruleset, deadline);
  if (!reminder.before) {
    const Expected<Instant> at =
        share_of_time(timer.start, timer.due, reminder.percent, deadline.span, zone, calendar);
    return at ? *at : kNever;
  }
  const Expected<Reached> at = reach(timer.due, times(*reminder.before, -1), zone, calendar);
  return at ? at->at : kNever;
}

void place_reminders(const Ruleset& ruleset, const Deadline& deadline, Instant now, Timer& timer) {
  const bool is_over = timer.due <= now;
  uint32_t passed = 0;
  for (ReminderIndex i : deadline.reminders.indices()) {
    const Instant at = reminder_instant(ruleset, deadline, deadline.reminders[i], timer);
    const bool has_passed = is_over ? at < now : timer.has_reminded(i) && at <= now;
    passed |= uint32_t{has_passed} << i.value();
  }
  timer.reminded = passed;
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

Instant reminding_instant(const Record& record, DeadlineIndex deadline) {
  return std::max(record.timers()[deadline].reminder_at, record.clock);
}

Instant earliest(const Record& record) {
  Instant next = kNever;
  const auto timers = record.timers();
  for (DeadlineIndex d : timers.indices()) {
    const Timer& timer = timers[d];
    if (!timer.runs()) continue;
    if (timer.due < next) next = std::min(next, firing_instant(record, d));
    if (timer.reminder_at < next) next = std::min(next, reminding_instant(record, d));
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
