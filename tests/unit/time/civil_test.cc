#include <catch2/catch.hpp>
#include <chrono>

#include "time/instant.h"

using namespace stagegraph;

namespace {

namespace chrono = std::chrono;

CivilTime civil(int32_t year, uint8_t month, uint8_t day) {
  CivilTime time;
  time.year = year, time.month = month, time.day = day;
  return time;
}

}  // namespace

TEST_CASE("civil: every day from 0001 to 9999, against the standard's calendar") {
  Days day = days_from_civil(1, 1, 1);
  REQUIRE(int64_t{day} * 86'400 == kMinTimestampSeconds);
  for (int32_t year = 1; year <= 9999; ++year) {
    for (uint32_t month = 1; month <= 12; ++month) {
      uint32_t length = days_in_month(year, month);
      chrono::year_month_day_last last{chrono::year(year),
                                       chrono::month_day_last(chrono::month(month))};
      if (length != static_cast<unsigned>(last.day())) FAIL("length of " << year << "-" << month);
      for (uint32_t d = 1; d <= length; ++d, ++day) {
        CivilTime back = civil_from_seconds(int64_t{day} * 86'400);
        if (days_from_civil(year, month, d) != day || back.year != year || back.month != month ||
            back.day != d) {
          FAIL("day " << year << "-" << month << "-" << d);
        }
      }
    }
  }
  REQUIRE(int64_t{day} * 86'400 == kMaxTimestampSeconds + 1);
}

TEST_CASE("civil: weekdays follow one another") {
  CHECK(weekday_of(0) == 3);  // 1970-01-01, a Thursday
  CHECK(weekday_of(days_from_civil(2026, 3, 2)) == 0);
  for (Days day = days_from_civil(1, 1, 1); day < days_from_civil(9999, 12, 31); day += 97) {
    chrono::weekday expected{chrono::sys_days(chrono::days(day))};
    REQUIRE(weekday_of(day) == expected.iso_encoding() - 1);
    REQUIRE(weekday_of(day + 1) == (weekday_of(day) + 1) % 7);
  }
}

TEST_CASE("civil: seconds of the day, before and after 1970") {
  CivilTime time = civil_from_seconds(-1);
  CHECK((time.year == 1969 && time.month == 12 && time.day == 31));
  CHECK((time.hour == 23 && time.minute == 59 && time.second == 59));
  for (int64_t seconds : {kMinTimestampSeconds, kMaxTimestampSeconds, int64_t{0}, int64_t{-86'401},
                          int64_t{951'782'400}}) {
    CHECK(seconds_from_civil(civil_from_seconds(seconds)) == seconds);
  }
}

TEST_CASE("civil: what no calendar or clock shows") {
  CHECK(is_valid_civil(civil(2024, 2, 29)));
  CHECK_FALSE(is_valid_civil(civil(2026, 2, 29)));
  CHECK_FALSE(is_valid_civil(civil(1900, 2, 29)));
  CHECK(is_valid_civil(civil(2000, 2, 29)));
  CHECK_FALSE(is_valid_civil(civil(2026, 4, 31)));
  CHECK_FALSE(is_valid_civil(civil(2026, 0, 1)));
  CHECK_FALSE(is_valid_civil(civil(2026, 13, 1)));
  CHECK_FALSE(is_valid_civil(civil(2026, 1, 0)));
  CivilTime time = civil(2026, 1, 1);
  time.hour = 24;
  CHECK_FALSE(is_valid_civil(time));
  time.hour = 23, time.minute = 60;
  CHECK_FALSE(is_valid_civil(time));
  time.minute = 59, time.second = 60;
  CHECK_FALSE(is_valid_civil(time));
  time.second = 59, time.nanos = 1'000'000'000;
  CHECK_FALSE(is_valid_civil(time));
  time.nanos = -1;
  CHECK_FALSE(is_valid_civil(time));
}

TEST_CASE("instants and timestamps: microseconds round down") {
  CHECK(to_timestamp(-1) == Timestamp{-1, 999'999'000});
  CHECK(to_timestamp(1'500'000) == Timestamp{1, 500'000'000});
  CHECK(to_timestamp(INT64_MIN) == Timestamp{-9'223'372'036'855, 224'192'000});
  CHECK(to_micros({-1, 999'999'999}) == -1);
  CHECK(to_micros({0, 999}) == 0);
  CHECK(to_micros({1, 1'999}) == 1'000'001);
  for (Micros instant : {Micros{0}, Micros{-1}, Micros{123'456'789}, -kMicrosPerDay, kNever}) {
    CHECK(to_micros(to_timestamp(instant)) == instant);
  }
}
