// The rule that a zone follows after its last recorded change: the POSIX TZ string at the end of a
// TZif file (RFC 8536, section 3.3.1), such as "CET-1CEST,M3.5.0,M10.5.0/3".
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "time/units.h"
#include "time/zone.h"

namespace stagegraph::time {

// A yearly moment, in local time of the offset that ends there.
struct YearlyMoment {
  enum class Kind : uint8_t { kMonthWeek, kJulian, kDayOfYear };
  Kind kind = Kind::kMonthWeek;
  int32_t month = 0, week = 0, weekday = 0;  // weekday 0 is Sunday; week 5 is the last
  int32_t day = 0;                           // kJulian: 1 to 365 without February 29; else from 0
  int32_t seconds = 2 * kSecondsPerHour;     // after midnight; may be negative or past 24 hours
};

struct PosixRule {
  int32_t standard = 0;  // seconds east of UTC
  int32_t summer = 0;
  bool has_summer = false;
  YearlyMoment begin_summer, end_summer;
};

std::optional<PosixRule> parse_posix_rule(std::string_view text);

// The changes of the years first..last, in order.
std::vector<ZonePeriod> periods_of(const PosixRule& rule, int32_t first_year, int32_t last_year);

}  // namespace stagegraph::time
