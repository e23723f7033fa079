// The calendar against the standard library's, which shares no code with it: every day of the years
// 1 to 9999, and more years on either side than local times and spans can reach.
#include <catch2/catch.hpp>
#include <chrono>

#include "time/civil.h"

using namespace stagegraph;
using namespace stagegraph::time;

namespace {

namespace chrono = std::chrono;

chrono::year_month_day date_of(Days day) {
  return chrono::year_month_day(chrono::sys_days(chrono::days(day)));
}

Days day_of(const chrono::year_month_day& date) {
  return static_cast<Days>(chrono::sys_days(date).time_since_epoch().count());
}

chrono::year_month_day date_of(const CivilTime& time) {
  return {chrono::year(time.year), chrono::month(time.month), chrono::day(time.day)};
}

CivilTime civil_of(Days day) { return civil_from_seconds(chrono::local_days(chrono::days(day))); }

// Both ways, and the weekday.
bool is_same_day(Days day) {
  const chrono::year_month_day date = date_of(day);
  const auto year = static_cast<int32_t>(date.year());
  const auto month = static_cast<uint32_t>(date.month());
  const chrono::weekday weekday{chrono::sys_days(chrono::days(day))};
  return date_of(civil_of(day)) == date &&
         days_from_civil(year, month, static_cast<uint32_t>(date.day())) == day &&
         weekday_of(day) + 1 == weekday.iso_encoding();
}

// The first day of a range that differs, or `end`.
Days first_difference(Days begin, Days end, Days step) {
  for (Days day = begin; day < end; day += step) {
    if (!is_same_day(day)) return day;
  }
  return end;
}

// As chrono has it, with a day that the month does not have made its last.
chrono::year_month_day add_to_month(const chrono::year_month_day& date, int32_t months) {
  const chrono::year_month_day moved = date + chrono::months(months);
  return moved.ok() ? moved : moved.year() / moved.month() / chrono::last;
}

chrono::year_month_day nth_weekday(int32_t year, uint32_t month, uint32_t weekday, uint32_t nth) {
  const auto in_month = chrono::year(year) / chrono::month(month);
  const chrono::weekday day(weekday + 1);
  const chrono::year_month_weekday date = in_month / day[nth];
  return date.ok() ? chrono::sys_days(date) : chrono::sys_days(in_month / day[chrono::last]);
}

bool has_same_weekdays(int32_t year, uint32_t month) {
  for (uint32_t weekday = 0; weekday < 7; ++weekday) {
    for (uint32_t nth = 1; nth <= 5; ++nth) {
      const Days expected = day_of(nth_weekday(year, month, weekday, nth));
      if (nth_weekday_of_month(year, month, weekday, nth) != expected) return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("calendar: every day from 0001 to 9999") {
  const Days begin = days_from_civil(1, 1, 1);
  const Days end = days_from_civil(10'000, 1, 1);
  REQUIRE(end - begin == 3'652'059);
  const Days difference = first_difference(begin, end, 1);
  CAPTURE(date_of(civil_of(difference)));
  CHECK(difference == end);
}

TEST_CASE("calendar: years before 1 and after 9999") {
  const Days begin = days_from_civil(-4712, 1, 1);
  CHECK(begin == day_of(chrono::year(-4712) / 1 / 1));
  CHECK(first_difference(begin, days_from_civil(1, 1, 1), 11) >= days_from_civil(1, 1, 1));
  const Days end = days_from_civil(32'767, 1, 1);  // where chrono ends
  CHECK(first_difference(days_from_civil(9999, 1, 1), end, 61) >= end);
  const Days last = days_from_civil(60'735, 12, 31);
  CHECK(last - days_from_civil(60'335, 12, 31) == 146'097);
  CHECK(civil_of(last).year == 60'735);
}

TEST_CASE("calendar: the last day of every month") {
  for (int32_t year = 0; year <= 10'000; ++year) {
    for (uint32_t month = 1; month <= 12; ++month) {
      const auto last = chrono::year(year) / chrono::month(month) / chrono::last;
      if (days_in_month(year, month) != static_cast<uint32_t>(last.day())) {
        FAIL("length of " << year << "-" << month);
      }
    }
  }
}

TEST_CASE("calendar: months added to every day of 400 years") {
  const auto months = GENERATE(-23'000, -4'799, -25, -12, -1, 1, 2, 11, 12, 13, 37, 90'000);
  CAPTURE(months);
  const Days end = days_from_civil(2400, 1, 1);
  for (Days day = days_from_civil(2000, 1, 1); day < end; ++day) {
    const std::optional<CivilTime> moved = add_months(civil_of(day), months);
    if (!moved || date_of(*moved) != add_to_month(date_of(day), months)) FAIL("day " << day);
  }
}

TEST_CASE("calendar: n-th and last weekdays of a month") {
  for (int32_t year = 1; year <= 9999; year += year >= 1800 && year < 2200 ? 1 : 41) {
    for (uint32_t month = 1; month <= 12; ++month) {
      if (!has_same_weekdays(year, month)) FAIL("weekdays of " << year << "-" << month);
    }
  }
}
