// Dates and times of day: the clock's part, what is valid, and months added. The calendar itself is
// compared with the standard's in civil_oracle_test.cc.
#include "time/civil.h"

#include <catch2/catch.hpp>

#include "time/instant.h"

using namespace stagegraph;
using namespace stagegraph::time;

namespace {

std::chrono::local_seconds clock_at(int64_t seconds) {
  return std::chrono::local_seconds(std::chrono::seconds(seconds));
}

Instant instant(int64_t micros) { return Instant(Duration(micros)); }

CivilTime civil(int32_t year, uint8_t month, uint8_t day) {
  CivilTime time;
  time.year = year, time.month = month, time.day = day;
  return time;
}

}  // namespace

TEST_CASE("civil: seconds of the day, before and after 1970") {
  CivilTime time = civil_from_seconds(clock_at(-1));
  CHECK((time.year == 1969 && time.month == 12 && time.day == 31));
  CHECK((time.hour == 23 && time.minute == 59 && time.second == 59));
  for (int64_t seconds : {kMinTimestampSeconds, kMaxTimestampSeconds, int64_t{0}, int64_t{-86'401},
                          int64_t{951'782'400}}) {
    CHECK(seconds_from_civil(civil_from_seconds(clock_at(seconds))) == clock_at(seconds));
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

TEST_CASE("civil: months added keep the time of day and end with the month") {
  CivilTime start = civil(2026, 1, 31);
  start.hour = 23, start.minute = 59, start.second = 58, start.nanos = 7;
  CivilTime expected = start;
  expected.month = 2, expected.day = 28;
  CHECK(add_months(start, 1) == expected);
  CHECK(add_months(civil(2024, 1, 31), 1) == civil(2024, 2, 29));
  CHECK(add_months(civil(2024, 2, 29), 12) == civil(2025, 2, 28));
  CHECK(add_months(civil(2024, 2, 29), 48) == civil(2028, 2, 29));
  CHECK(add_months(civil(2026, 3, 31), -13) == civil(2025, 2, 28));
  CHECK(add_months(civil(2026, 2, 28), 1) == civil(2026, 3, 28));  // a month's end does not stick
}

TEST_CASE("civil: months added stay where local times can lie") {
  CHECK(add_months(civil(1, 1, 31), -1) == civil(0, 12, 31));
  CHECK(add_months(civil(0, 1, 1), 0) == civil(0, 1, 1));
  CHECK_FALSE(add_months(civil(0, 1, 1), -1));
  CHECK(add_months(civil(9999, 12, 31), 12) == civil(10'000, 12, 31));
  CHECK_FALSE(add_months(civil(9999, 12, 31), 13));
  CHECK(add_months(civil(0, 1, 1), 120'000) == civil(10'000, 1, 1));
  for (int64_t months : {int64_t{120'001}, int64_t{-120'001}, INT64_MAX, INT64_MIN}) {
    CHECK_FALSE(add_months(civil(5000, 1, 1), months));
  }
}

TEST_CASE("instants and timestamps: microseconds round down") {
  CHECK(to_timestamp(instant(-1)) == Timestamp{-1, 999'999'000});
  CHECK(to_timestamp(instant(1'500'000)) == Timestamp{1, 500'000'000});
  CHECK(to_timestamp(Instant::min()) == Timestamp{-9'223'372'036'855, 224'192'000});
  CHECK(to_instant({-1, 999'999'999}) == instant(-1));
  CHECK(to_instant({0, 999}) == instant(0));
  CHECK(to_instant({1, 1'999}) == instant(1'000'001));
  for (Instant at :
       {instant(0), instant(-1), instant(123'456'789), instant(-86'400'000'000), kNever}) {
    CHECK(to_instant(to_timestamp(at)) == at);
  }
}
