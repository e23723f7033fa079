// The calendar's arithmetic, carried by Boost.Date_Time and by no other file: its Gregorian
// calendar is a template over the types of year, month and day. With a 32-bit year of our own it
// has none of the limits of boost::gregorian::date, whose years begin in 1400.
//
// Boost counts days from noon of November 24, 4714 BC (the Julian day number), we from 1970. Its
// count modulo 7 is the weekday, 0 for Monday.
//
// Not used, because they are wrong here: from_day_number(), which cuts the year to 16 bits, and
// day_of_week() before the year 1. The generator of n-th weekdays calls both, for years where they
// hold. See docs/decisions/0019-calendar-arithmetic-by-boost.md.
#include "time/civil.h"

#include <algorithm>
#include <boost/date_time/date.hpp>
#include <boost/date_time/date_duration.hpp>
#include <boost/date_time/date_generators.hpp>
#include <boost/date_time/gregorian_calendar.hpp>
#include <boost/date_time/int_adapter.hpp>
#include <boost/date_time/year_month_day.hpp>

#include "time/units.h"

namespace stagegraph::time {

namespace {

namespace date_time = boost::date_time;

constexpr int32_t kEpochJulianDay = 2'440'588;  // of 1970-01-01
constexpr int32_t kFirstReachedYear = 0;
constexpr int32_t kLastReachedYear = 10'000;
constexpr int64_t kMostMonths = kLastReachedYear * kMonthsPerYear;

using Date = date_time::year_month_day_base<int32_t, uint16_t, uint16_t>;

struct Calendar : date_time::gregorian_calendar_base<Date, uint32_t> {
  // What boost::date_time::date asks of a calendar besides.
  using day_of_week_type = uint16_t;
  using date_rep_type = date_time::int_adapter<uint32_t>;
  using date_traits_type = date_rep_type;
};

using DayCount = date_time::date_duration<date_time::duration_traits_adapted>;

// A date as Boost's generators ask for it.
class GeneratedDate : public date_time::date<GeneratedDate, Calendar, DayCount> {
 public:
  using Base = date_time::date<GeneratedDate, Calendar, DayCount>;
  GeneratedDate(int32_t year, uint16_t month, uint16_t day) : Base(year, month, day) {}
  explicit GeneratedDate(date_rep_type days) : Base(days) {}
};

Date to_date(int32_t year, uint32_t month, uint32_t day) {
  return {year, static_cast<uint16_t>(month), static_cast<uint16_t>(day)};
}

Days from_julian_day(uint32_t day) { return static_cast<Days>(day) - kEpochJulianDay; }
uint32_t to_julian_day(int64_t day) { return static_cast<uint32_t>(day + kEpochJulianDay); }

}  // namespace

Days days_from_civil(int32_t year, uint32_t month, uint32_t day) {
  return from_julian_day(Calendar::julian_day_number(to_date(year, month, day)));
}

CivilTime civil_from_seconds(std::chrono::local_seconds at) {
  int64_t seconds = at.time_since_epoch().count();
  int64_t day = floor_divide(seconds, kSecondsPerDay);
  auto of_day = static_cast<int32_t>(seconds - day * kSecondsPerDay);
  Date date = Calendar::from_julian_day_number(to_julian_day(day));
  CivilTime time;
  time.year = date.year;
  time.month = static_cast<uint8_t>(date.month);
  time.day = static_cast<uint8_t>(date.day);
  time.hour = static_cast<uint8_t>(of_day / kSecondsPerHour);
  time.minute = static_cast<uint8_t>(of_day % kSecondsPerHour / kSecondsPerMinute);
  time.second = static_cast<uint8_t>(of_day % kSecondsPerMinute);
  return time;
}

std::chrono::local_seconds seconds_from_civil(const CivilTime& time) {
  int64_t day = days_from_civil(time.year, time.month, time.day);
  return std::chrono::local_seconds(
      std::chrono::seconds(day * kSecondsPerDay + time.hour * kSecondsPerHour +
                           time.minute * kSecondsPerMinute + time.second));
}

bool is_valid_civil(const CivilTime& time) {
  if (time.month < 1 || time.month > kMonthsPerYear || time.day < 1) return false;
  return time.day <= days_in_month(time.year, time.month) && time.hour < 24 && time.minute < 60 &&
         time.second < 60 && time.nanos >= 0 && time.nanos < kNanosPerSecond;
}

uint32_t days_in_month(int32_t year, uint32_t month) {
  return Calendar::end_of_month_day(year, static_cast<uint16_t>(month));
}

uint32_t weekday_of(Days day) { return to_julian_day(day) % kDaysPerWeek; }

std::optional<CivilTime> add_months(const CivilTime& time, int64_t months) {
  if (months < -kMostMonths || months > kMostMonths) return std::nullopt;
  int64_t count = int64_t{time.year} * kMonthsPerYear + (time.month - 1) + months;
  int64_t year = floor_divide(count, kMonthsPerYear);
  if (year < kFirstReachedYear || year > kLastReachedYear) return std::nullopt;
  CivilTime moved = time;
  moved.year = static_cast<int32_t>(year);
  moved.month = static_cast<uint8_t>(floor_modulo(count, kMonthsPerYear) + 1);
  uint32_t last = days_in_month(moved.year, moved.month);
  moved.day = static_cast<uint8_t>(std::min<uint32_t>(time.day, last));
  return moved;
}

Days nth_weekday_of_month(int32_t year, uint32_t month, uint32_t weekday, uint32_t nth) {
  using Generator = date_time::nth_kday_of_month<GeneratedDate>;
  auto of_boost = static_cast<uint16_t>((weekday + 1) % kDaysPerWeek);  // its week begins on Sunday
  Generator generator(static_cast<Generator::week_num>(nth), of_boost,
                      static_cast<uint16_t>(month));
  return from_julian_day(generator.get_date(year).day_count().as_number());
}

}  // namespace stagegraph::time
