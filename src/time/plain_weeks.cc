// SPDX-License-Identifier: Apache-2.0
// The weeks end before the next exception of the calendar and before the next change of the clocks,
// whichever comes first. Each is found by bisection, so the work is that of the exceptions passed
// over, whatever the length of the span.
#include "time/plain_weeks.h"

#include <algorithm>
#include <limits>

#include "time/bounds.h"

namespace stagegraph::time {

namespace {

constexpr int64_t kEndless = std::numeric_limits<int32_t>::max();

// Days from `day` on that no range holds.
int64_t days_before_range(const std::vector<DayRange>& ranges, Days day, int32_t step) {
  const auto next = std::partition_point(ranges.begin(), ranges.end(),
                                         [&](const DayRange& range) { return range.first <= day; });
  if (next != ranges.begin() && (next - 1)->last >= day) return 0;
  if (step > 0) return next == ranges.end() ? kEndless : int64_t{next->first} - day;
  return next == ranges.begin() ? kEndless : int64_t{day} - (next - 1)->last;
}

int64_t days_before_end(Days day, int32_t step) {
  constexpr int64_t kFirst = kMinTimestampSeconds / kSecondsPerDay;
  constexpr int64_t kLast = kMaxTimestampSeconds / kSecondsPerDay;
  return std::max(int64_t{0}, step > 0 ? kLast - day : day - kFirst);
}

}  // namespace

int64_t plain_weeks(const BusinessCalendar& calendar, const Zone& zone, Days day, int32_t step,
                    int64_t most) {
  if (most <= 0) return 0;
  const int64_t days = std::min({days_before_range(calendar.days_off, day, step),
                                 days_before_range(calendar.days_on, day, step),
                                 days_before_end(day, step), zone.steady_days(day, step)});
  return std::min(days / kDaysPerWeek, most);
}

int64_t working_days_of_week(const BusinessCalendar& calendar) {
  return std::count_if(calendar.week.begin(), calendar.week.end(),
                       [](const auto& hours) { return !hours.empty(); });
}

Duration working_time_of_week(const BusinessCalendar& calendar) {
  Duration total{};
  for (const auto& hours : calendar.week) {
    for (const WorkInterval& interval : hours) {
      total += std::chrono::seconds(interval.end - interval.begin);
    }
  }
  return total;
}

}  // namespace stagegraph::time
