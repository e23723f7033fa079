// SPDX-License-Identifier: Apache-2.0
// Business time is counted by whole weeks that pass at once (time/plain_weeks.h). What is counted one
// by one are the days off and on, and the weeks in which the clocks change: a bound of these, from
// the spans alone, says how long a deadline may take, whatever it counts from.
#include "ruleset/load/calendar_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "time/plain_weeks.h"
#include "time/zone.h"

namespace stagegraph::ruleset {

using time::BusinessCalendar;
using time::Span;
using time::SpanUnit;

namespace {

constexpr uint64_t kDaysOfStep = 50;  // free days that are looked at in the time of a step
constexpr uint64_t kMostIdle = 3'660 / kDaysOfStep;  // ten years: then the search ends
constexpr uint64_t kWeeksOfYear = 52;
constexpr uint64_t kWeeksOfShare = 10 * kWeeksOfYear;  // see time/share.h
constexpr uint64_t kWeeksOfCalendar = 10'000 * kWeeksOfYear;
constexpr uint64_t kYearsOfChanges = 200;  // after which a zone's clocks change no more
constexpr uint64_t kPastChanges = 100;     // of a zone whose clocks change no more today

class Steps {
 public:
  Steps(const BusinessCalendar& calendar, const time::Zone& zone) : calendar_(calendar) {
    exceptions_ = calendar.days_on.size();
    for (const time::DayRange& range : calendar.days_off) {
      const auto days = static_cast<uint64_t>(range.last - range.first) + 1;
      const uint64_t idle = std::min(days / kDaysOfStep, kMostIdle);
      exceptions_ += 1 + idle;
      longest_ = std::max(longest_, 1 + idle);
    }
    constexpr time::Days kFarDay = 73'000;  // in 2169
    still_changes_ = zone.steady_days(kFarDay, 1) < 400;
  }

  uint64_t of(const Span& span) const { return span.is_business() ? over(weeks_of(span)) : 0; }
  uint64_t of_share(const Span& span) const {
    return span.is_business() ? 2 * over(std::min(weeks_of(span), kWeeksOfShare)) : 0;
  }
  uint64_t of_any_length() const { return over(kWeeksOfCalendar); }
  uint64_t of_roll() const { return longest_; }

 private:
  // Each exception passed leaves a working day behind it at least.
  uint64_t over(uint64_t weeks) const {
    const uint64_t years = std::min(weeks / kWeeksOfYear, kYearsOfChanges) + 1;
    const uint64_t changes = still_changes_ ? 2 * years : kPastChanges;
    return 1 + std::min(exceptions_, (time::kDaysPerWeek * weeks + 1) * longest_) +
           std::min(weeks, changes);
  }

  uint64_t weeks_of(const Span& span) const {
    const bool is_days = span.unit == SpanUnit::kBusinessDays;
    const int64_t amount = is_days ? span.days : span.exact.count();
    const int64_t in_week = is_days ? time::working_days_of_week(calendar_)
                                    : time::working_time_of_week(calendar_).count();
    const auto weeks = static_cast<uint64_t>(std::abs(amount) / std::max(in_week, int64_t{1})) + 1;
    return std::min(weeks, kWeeksOfCalendar);
  }

  const BusinessCalendar& calendar_;
  uint64_t exceptions_ = 0;
  uint64_t longest_ = 1;  // of the exceptions
  bool still_changes_ = false;
};

uint64_t steps_of(const Deadline& deadline, const Steps& steps) {
  uint64_t total = steps.of(deadline.span);
  for (const Reminder& reminder : deadline.reminders) {
    total += reminder.before ? steps.of(*reminder.before) : steps.of_share(deadline.span);
  }
  if (deadline.extend) total += steps.of(deadline.extend->add);
  if (deadline.refresh) {
    total += steps.of(deadline.refresh->add) + steps.of(deadline.refresh->at_most);
  }
  if (deadline.skip_after) total += steps.of(*deadline.skip_after);
  if (deadline.pause_while != kNone && deadline.span.is_business()) {
    const bool is_long = deadline.anchor == Anchor::kBefore;
    total += 4 * (is_long ? steps.of_any_length() : steps.of(deadline.span));
  }
  return deadline.roll == Roll::kStay ? total : total + steps.of_roll();
}

}  // namespace

void check_calendar_steps(Loader& loader, const DocPlace& stages) {
  const Ruleset& ruleset = loader.ruleset;
  if (ruleset.calendars.empty() || ruleset.zone == nullptr) return;
  std::vector<Steps> steps;
  for (const BusinessCalendar& calendar : ruleset.calendars) {
    steps.emplace_back(calendar, *ruleset.zone);
  }
  uint64_t total = 0;
  for (const Deadline& deadline : ruleset.deadlines) {
    const CalendarIndex calendar =
        deadline.calendar == kNone ? ruleset.calendar : deadline.calendar;
    if (calendar != kNone) total += steps_of(deadline, steps[calendar.value()]);
  }
  if (total <= kMaxCalendarSteps) return;
  loader.findings.error_at_head(
      "too-large", stages,
      fmt::format("the business time of the deadlines passes up to {} days off and changes of the "
                  "clocks. At most {} are possible. Use shorter spans, or fewer deadlines with "
                  "business time",
                  total, kMaxCalendarSteps));
}

}  // namespace stagegraph::ruleset
