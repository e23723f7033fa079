// SPDX-License-Identifier: Apache-2.0
#include "time/calendar.h"

#include <catch2/catch.hpp>

using namespace stagegraph;
using namespace stagegraph::time;

namespace {

template <typename T>
std::string message(const Expected<T>& result) {
  REQUIRE_FALSE(result);
  CHECK(result.error().status == Status::kInvalidInput);
  return result.error().message;
}

}  // namespace

TEST_CASE("calendars: working intervals") {
  CHECK(*parse_work_interval("09:00-12:00") == WorkInterval{32'400, 43'200});
  CHECK(*parse_work_interval("00:00-24:00") == WorkInterval{0, 86'400});
  CHECK(*parse_work_interval("13:30-18:05") == WorkInterval{48'600, 65'100});
  CHECK(message(parse_work_interval("22:00-06:00")).find("Split what runs over midnight") !=
        std::string::npos);
  for (const char* text : {"", "09:00", "9:00-12:00", "09:00-12:60", "09:00-24:01", "09:00 - 12:00",
                           "09:00-12:00 ", "09:00-09:00", "24:00-24:00", "09.00-12.00", "09:00-"}) {
    CAPTURE(text);
    CHECK_FALSE(message(parse_work_interval(text)).empty());
  }
}

TEST_CASE("calendars: ranges of days") {
  Days first = days_from_civil(2026, 10, 1);
  CHECK(*parse_day_range("2026-10-01..2026-10-07") == DayRange{first, first + 6});
  CHECK(*parse_day_range("2026-10-01") == DayRange{first, first});
  CHECK(*parse_day_range("2026-10-01..2026-10-01") == DayRange{first, first});
  CHECK(message(parse_day_range("2026-10-07..2026-10-01")).find("Swap") != std::string::npos);
  for (const char* text : {"", "2026-10-01..", "..2026-10-01", "2026-10-01...2026-10-07",
                           "2026-10-01 .. 2026-10-07", "2026-02-29", "2026-10-01..2026-10-32"}) {
    CAPTURE(text);
    CHECK_FALSE(message(parse_day_range(text)).empty());
  }
}

TEST_CASE("calendars: weekdays") {
  using Weekdays = std::vector<uint32_t>;
  CHECK(*parse_weekdays("mon-fri") == Weekdays{0, 1, 2, 3, 4});
  CHECK(*parse_weekdays("sat") == Weekdays{5});
  CHECK(*parse_weekdays("wed,mon") == Weekdays{0, 2});
  CHECK(*parse_weekdays("mon-tue,fri-sat") == Weekdays{0, 1, 4, 5});
  CHECK(*parse_weekdays("sat-mon") == Weekdays{0, 5, 6});
  CHECK(*parse_weekdays("tue-mon") == Weekdays{0, 1, 2, 3, 4, 5, 6});
  CHECK(message(parse_weekdays("mon-wed,tue")) == "'mon-wed,tue' names a day twice");
  CHECK(message(parse_weekdays("tus")).find("Did you mean 'tue'") != std::string::npos);
  for (const char* text :
       {"", ",", "mon,", "mon-", "-fri", "Mon", "monday", "mon - fri", "mon, tue", "mon-wed-fri"}) {
    CAPTURE(text);
    CHECK_FALSE(message(parse_weekdays(text)).empty());
  }
}
