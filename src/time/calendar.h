// SPDX-License-Identifier: Apache-2.0
// Business calendars as data: the week's working hours, days off, make-up working days and the
// range for which the calendar is known to be right.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "time/civil.h"
#include "time/units.h"

namespace stagegraph::time {

// A working interval of a day, in seconds after local midnight; half open. 24:00 is 86,400.
struct WorkInterval {
  int32_t begin = 0;
  int32_t end = 0;
  friend bool operator==(const WorkInterval&, const WorkInterval&) = default;
};

// Days, both ends included.
struct DayRange {
  Days first = 0;
  Days last = 0;
  friend bool operator==(const DayRange&, const DayRange&) = default;
};

struct BusinessCalendar {
  std::string name;
  std::array<std::vector<WorkInterval>, kDaysPerWeek>
      week;                        // Monday first; sorted, not overlapping
  std::vector<DayRange> days_off;  // merged
  // Make-up working days, merged: they win over days off. One that the week leaves free has the
  // hours of the week's first day with any.
  std::vector<DayRange> days_on;
  DayRange covers;  // past it, dates carry the flag calendar_coverage
  bool has_coverage = false;
};

Expected<WorkInterval> parse_work_interval(std::string_view text);  // "09:00-12:00"
// The same, but may run over midnight, and is less than a day: "21:00-09:00".
Expected<WorkInterval> parse_quiet_hours(std::string_view text);
Expected<DayRange> parse_day_range(std::string_view text);  // "2026-10-01..2026-10-07", or one day
// "mon-fri", "sat", "mon,wed": the days sorted, 0 for Monday.
Expected<std::vector<uint32_t>> parse_weekdays(std::string_view text);

void merge_ranges(std::vector<DayRange>& ranges);  // sorted; what overlaps or touches is one

}  // namespace stagegraph::time
