// SPDX-License-Identifier: Apache-2.0
// A day's hours are decided in this order: a make-up working day, a day off, the week. Days are
// searched one by one, for at most ten years, so that a calendar without any work ends the search.
// Of many working days, those of plain weeks are counted a week at a time.
#include "time/working_days.h"

#include <fmt/format.h>

#include <algorithm>

#include "time/bounds.h"
#include "time/errors.h"
#include "time/plain_weeks.h"
#include "time/wall.h"

namespace stagegraph::time {

namespace {

constexpr int32_t kMostIdleDays = 3'660;  // ten years
// A day past the calendar's ends, where the local days of its first and last instants may lie.
constexpr Days kFirstDay = static_cast<Days>(kMinTimestampSeconds / kSecondsPerDay) - 1;
constexpr Days kLastDay = static_cast<Days>(kMaxTimestampSeconds / kSecondsPerDay) + 1;

bool holds(const std::vector<DayRange>& ranges, Days day) {
  auto next = std::upper_bound(ranges.begin(), ranges.end(), day,
                               [](Days d, const DayRange& range) { return d < range.first; });
  return next != ranges.begin() && day <= (next - 1)->last;
}

// A make-up working day that the week leaves free has the hours of the week's first day with any.
std::span<const WorkInterval> make_up_hours(const BusinessCalendar& calendar, uint32_t weekday) {
  if (!calendar.week[weekday].empty()) return calendar.week[weekday];
  for (const auto& hours : calendar.week) {
    if (!hours.empty()) return hours;
  }
  return {};
}

Error no_working_day(const BusinessCalendar& calendar, Days from) {
  return Error{Status::kInvalidInput,
               fmt::format("the calendar '{}' has no working day within ten years of {}",
                           calendar.name, format_date(from)),
               {}};
}

bool is_outside(const BusinessCalendar& calendar, Days day) {
  return calendar.has_coverage && (day < calendar.covers.first || day > calendar.covers.last);
}

}  // namespace

std::span<const WorkInterval> intervals_of(const BusinessCalendar& calendar, Days day) {
  uint32_t weekday = weekday_of(day);
  if (holds(calendar.days_on, day)) return make_up_hours(calendar, weekday);
  if (calendar.week[weekday].empty() || holds(calendar.days_off, day)) return {};
  return calendar.week[weekday];
}

Expected<Days> find_working_day(const BusinessCalendar& calendar, const Zone& zone, Days from,
                                int32_t step) {
  Days day = from;
  for (int32_t idle = 0; idle <= kMostIdleDays; ++idle, day += step) {
    if (day < kFirstDay || day > kLastDay) return out_of_calendar();
    if (is_working_day(calendar, day) && zone.has_day(day)) return day;
  }
  return no_working_day(calendar, from);
}

Expected<Days> count_working_days(const BusinessCalendar& calendar, const Zone& zone, Days from,
                                  int64_t count) {
  const int32_t step = count < 0 ? -1 : 1;
  const int64_t in_week = working_days_of_week(calendar);
  Days day = from;
  for (; count != 0; count -= step) {
    const int64_t most = in_week == 0 ? 0 : (count * step - 1) / in_week;
    const int64_t weeks = plain_weeks(calendar, zone, day + step, step, most);
    day += static_cast<Days>(step * weeks * kDaysPerWeek);
    count -= step * weeks * in_week;
    Expected<Days> next = find_working_day(calendar, zone, day + step, step);
    if (!next) return next;
    day = *next;
  }
  return day;
}

WorkSpan work_span(Days day, const WorkInterval& interval, const Zone& zone) {
  WallTime midnight = midnight_of(day);
  return {zone.first_moment(midnight + std::chrono::seconds(interval.begin)),
          zone.first_moment(midnight + std::chrono::seconds(interval.end))};
}

Expected<Reached> settle(Instant start, Instant at, const Zone& zone,
                         const BusinessCalendar& calendar) {
  if (!is_in_calendar(at)) return out_of_calendar();
  bool past =
      is_outside(calendar, local_day(start, zone)) || is_outside(calendar, local_day(at, zone));
  return Reached{at, past};
}

}  // namespace stagegraph::time
