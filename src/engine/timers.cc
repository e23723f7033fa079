#include "engine/timers.h"

#include <algorithm>

#include "base/int128.h"

namespace stagegraph {

namespace {

Span negated(Span span) {
  span.months = -span.months;
  span.days = -span.days;
  span.exact = -span.exact;
  return span;
}

Micros percent_instant(const Timer& timer, uint32_t percent) {
  const auto length = static_cast<Int128>(timer.due) - timer.start;
  return timer.start + static_cast<Micros>(length * percent / 100);
}

bool is_earlier(const Ruleset& ruleset, const Due& a, const Due& b) {
  if (a.at != b.at) return a.at < b.at;
  if (a.is_reminder != b.is_reminder) return a.is_reminder;
  const uint32_t depth_a = ruleset.stages[ruleset.deadlines[a.deadline].stage].depth;
  const uint32_t depth_b = ruleset.stages[ruleset.deadlines[b.deadline].stage].depth;
  return depth_a < depth_b;  // the caller goes through them as written
}

}  // namespace

bool is_run(const Deadline& deadline) {
  return deadline.anchor == Anchor::kWithin && !deadline.span.is_business();
}

bool arm(const Ruleset& ruleset, Index index, Micros start, Timer& timer) {
  const Deadline& deadline = ruleset.deadlines[index];
  timer = {};
  if (!is_run(deadline)) return true;
  Expected<Micros> due = add_span(start, deadline.span, *ruleset.zone);
  if (!due) return false;
  timer.start = start;
  timer.due = *due;
  find_next_reminder(ruleset, deadline, timer);
  return true;
}

Micros reminder_instant(const Ruleset& ruleset, const Reminder& reminder, const Timer& timer) {
  if (!reminder.before) return percent_instant(timer, reminder.percent);
  Expected<Micros> at = add_span(timer.due, negated(*reminder.before), *ruleset.zone);
  return at && *at >= timer.start ? *at : kNever;
}

void find_next_reminder(const Ruleset& ruleset, const Deadline& deadline, Timer& timer) {
  timer.next_reminder = kNever;
  for (size_t i = 0; i < deadline.reminders.size(); ++i) {
    if (timer.reminded >> i & 1) continue;
    Micros at = reminder_instant(ruleset, deadline.reminders[i], timer);
    timer.next_reminder = std::min(timer.next_reminder, at);
  }
}

void pass_reminder(const Ruleset& ruleset, const Deadline& deadline, Index reminder, Timer& timer) {
  timer.reminded |= uint32_t{1} << reminder;
  find_next_reminder(ruleset, deadline, timer);
}

Micros earliest(const Record& record) {
  Micros next = kNever;
  for (const Timer& timer : record.timers()) {
    if (!timer.blocked) next = std::min({next, timer.due, timer.next_reminder});
  }
  return next;
}

void unblock(Record& record) {
  for (Index d = 0; d < record.timers().size(); ++d) {
    if (record.timers()[d].blocked) record.timer(d).blocked = false;
  }
  record.next_due = earliest(record);
}

Due first_due(const Ruleset& ruleset, const Record& record) {
  Due first;
  for (Index d = 0; d < record.timers().size(); ++d) {
    const Timer& timer = record.timers()[d];
    if (timer.blocked || !timer.armed()) continue;
    Due due = timer.next_reminder <= timer.due ? Due{timer.next_reminder, d, true}
                                               : Due{timer.due, d, false};
    if (first.deadline == kNone || is_earlier(ruleset, due, first)) first = due;
  }
  return first;
}

}  // namespace stagegraph
