// SPDX-License-Identifier: Apache-2.0
// Which days a calendar works, and how long.
#pragma once

#include <span>

#include "base/expected.h"
#include "time/business.h"
#include "time/calendar.h"
#include "time/zone.h"

namespace stagegraph::time {

// The day's working hours; none on a day off.
std::span<const WorkInterval> intervals_of(const BusinessCalendar& calendar, Days day);
inline bool is_working_day(const BusinessCalendar& calendar, Days day) {
  return !intervals_of(calendar, day).empty();
}

// The first working day at or after `from`, or with `step` -1 the last at or before it. No work is
// done on a day that the zone skips.
Expected<Days> find_working_day(const BusinessCalendar& calendar, const Zone& zone, Days from,
                                int32_t step);

// The n-th working day after `from`; before it, where `count` is negative.
Expected<Days> count_working_days(const BusinessCalendar& calendar, const Zone& zone, Days from,
                                  int64_t count);

// A working interval of a day as instants; see business.h.
struct WorkSpan {
  Instant begin{};
  Instant end{};
};
WorkSpan work_span(Days day, const WorkInterval& interval, const Zone& zone);

// Marks the result where its day or the start's lies outside the calendar's coverage.
Expected<Reached> settle(Instant start, Instant at, const Zone& zone,
                         const BusinessCalendar& calendar);

}  // namespace stagegraph::time
