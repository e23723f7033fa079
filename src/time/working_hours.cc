// SPDX-License-Identifier: Apache-2.0
// Working time, interval by interval. Both functions walk the working days from the start's day on,
// forwards or back, and cut each day's intervals to what lies on the wanted side of the start. Plain
// weeks are passed over at once.
#include "time/working_hours.h"

#include <algorithm>

#include "time/plain_weeks.h"
#include "time/wall.h"
#include "time/working_days.h"

namespace stagegraph::time {

namespace {

// Takes the day's working time from `start` on off `left`; true, and the instant in `start`, where
// that uses it up.
bool spend_day(Instant& start, Duration& left, Days day, const Zone& zone,
               const BusinessCalendar& calendar) {
  for (const WorkInterval& interval : intervals_of(calendar, day)) {
    WorkSpan work = work_span(day, interval, zone);
    Instant begin = std::max(work.begin, start);
    if (work.end - begin >= left) return start = begin + left, true;
    if (work.end > begin) left -= work.end - begin;
  }
  return false;
}

// The same backwards, up to `start`.
bool spend_day_back(Instant& start, Duration& left, Days day, const Zone& zone,
                    const BusinessCalendar& calendar) {
  std::span<const WorkInterval> hours = intervals_of(calendar, day);
  for (auto interval = hours.rbegin(); interval != hours.rend(); ++interval) {
    WorkSpan work = work_span(day, *interval, zone);
    Instant end = std::min(work.end, start);
    if (end - work.begin >= left) return start = end - left, true;
    if (end > work.begin) left -= end - work.begin;
  }
  return false;
}

}  // namespace

// A clock put back over midnight shows a day that is over by the rule of business.h: backwards
// begins a day late, where no more than an empty look is lost.
Expected<Instant> add_working_time(Instant start, Duration amount, const Zone& zone,
                                   const BusinessCalendar& calendar) {
  if (amount == Duration(0)) return start;
  int32_t step = amount < Duration(0) ? -1 : 1;
  Duration left = amount * step;
  Days day = local_day(start, zone) + (step < 0 ? 1 : 0);
  const Days first = day - (step < 0 ? 1 : 0);
  const Duration week = working_time_of_week(calendar);
  auto spend = step < 0 ? spend_day_back : spend_day;
  for (;; day += step) {
    if (week > Duration(0) && (day - first) * step > 0) {  // the day is whole
      const int64_t weeks = plain_weeks(calendar, zone, day, step, (left - Duration(1)) / week);
      day += static_cast<Days>(step * weeks * kDaysPerWeek);
      left -= weeks * week;
    }
    Expected<Days> next = find_working_day(calendar, zone, day, step);
    if (!next) return std::move(next.error());
    day = *next;
    if (spend(start, left, day, zone, calendar)) return start;
  }
}

Duration working_time(Instant a, Instant b, const Zone& zone, const BusinessCalendar& calendar) {
  if (b < a) return -working_time(b, a, zone, calendar);
  Days last = local_day(b, zone) + 1;  // see add_working_time
  const Days first = local_day(a, zone);
  const Duration week = working_time_of_week(calendar);
  Duration total{};
  for (Days day = first; day <= last; ++day) {
    if (day > first && last - day > kDaysPerWeek) {  // the last two days may not be whole
      const int64_t weeks = plain_weeks(calendar, zone, day, 1, (last - day - 1) / kDaysPerWeek);
      day += static_cast<Days>(weeks * kDaysPerWeek);
      total += weeks * week;
    }
    for (const WorkInterval& interval : intervals_of(calendar, day)) {
      WorkSpan work = work_span(day, interval, zone);
      total += std::max(Duration(0), std::min(b, work.end) - std::max(a, work.begin));
    }
  }
  return total;
}

}  // namespace stagegraph::time
