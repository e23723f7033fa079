// Dates and times of day as a calendar and a clock show them, without a zone. The calendar is the
// proleptic Gregorian one: its leap years go on before 1582, and a year 0 comes before the year 1.
//
// A day is a number, so that days are added and compared as integers. A date is taken apart only to
// show it, or to add months. The functions hold for the years -4712 to 60735, which is more than
// local times at the calendar's ends and spans of 10,000 years can reach.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>

namespace stagegraph::time {

// A day counted from 1970-01-01.
using Days = int32_t;

struct CivilTime {
  int32_t year = 1970;
  uint8_t month = 1, day = 1, hour = 0, minute = 0, second = 0;
  int32_t nanos = 0;
  friend auto operator<=>(const CivilTime&, const CivilTime&) = default;
};

Days days_from_civil(int32_t year, uint32_t month, uint32_t day);
CivilTime civil_from_seconds(std::chrono::local_seconds at);
std::chrono::local_seconds seconds_from_civil(const CivilTime& time);  // without the nanoseconds
bool is_valid_civil(const CivilTime& time);  // month, day of that month, time of day
uint32_t days_in_month(int32_t year, uint32_t month);
uint32_t weekday_of(Days day);  // 0 Monday ... 6 Sunday

// The same day of the month and time of day so many months later, earlier where `months` is
// negative. A day that the month does not have becomes its last: a month after January 31 is
// February 28 or 29. Nothing outside the years 0 to 10000, where no local time of an instant lies.
std::optional<CivilTime> add_months(const CivilTime& time, int64_t months);

// The month's n-th Tuesday, say: `weekday` as in weekday_of(), `nth` from 1 to 5. The fifth is the
// last, where a month has four only. For years from 1 on.
Days nth_weekday_of_month(int32_t year, uint32_t month, uint32_t weekday, uint32_t nth);

}  // namespace stagegraph::time
