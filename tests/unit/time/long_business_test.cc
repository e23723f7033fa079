// SPDX-License-Identifier: Apache-2.0
// Long business time, which passes over whole weeks, against a count day by day.
#include <catch2/catch.hpp>
#include <chrono>
#include <random>

#include "time/business.h"
#include "time/wall.h"
#include "time/working_days.h"
#include "time/working_hours.h"
#include "time/zone.h"

using namespace stagegraph;
using namespace stagegraph::time;

namespace {

constexpr Duration kDay = std::chrono::days(1);

BusinessCalendar random_calendar(std::mt19937& random) {
  const auto below = [&](int n) {
    return static_cast<int32_t>(random() % static_cast<uint32_t>(n));
  };
  BusinessCalendar calendar;
  calendar.name = "c";
  for (auto& hours : calendar.week) {
    if (below(4) == 0) continue;
    hours = {{below(4) * 3600, (6 + below(6)) * 3600}};
    if (below(2) == 0) hours.push_back({13 * 3600, below(3) == 0 ? 86'400 : 18 * 3600});
  }
  calendar.week[2] = {{9 * 3600, 17 * 3600}};
  for (auto* ranges : {&calendar.days_off, &calendar.days_on}) {
    for (int i = below(12); i > 0; --i) {
      const Days first = 14'000 + below(6'000);
      ranges->push_back({first, first + below(20)});
    }
    merge_ranges(*ranges);
  }
  return calendar;
}

Days plain_count(const BusinessCalendar& calendar, const Zone& zone, Days day, int64_t count) {
  const int32_t step = count < 0 ? -1 : 1;
  while (count != 0) {
    day += step;
    if (is_working_day(calendar, day) && zone.has_day(day)) count -= step;
  }
  return day;
}

}  // namespace

TEST_CASE("long business time is what a count day by day gives") {
  std::mt19937 random(7);
  for (const char* name : {"UTC", "Europe/Berlin", "Pacific/Apia", "Africa/Casablanca", "+14:00"}) {
    const auto zone = *Zone::load(name);
    for (int round = 0; round < 20; ++round) {
      const BusinessCalendar calendar = random_calendar(random);
      const Instant a = Instant(std::chrono::days(13'500 + random() % 2000)) +
                        std::chrono::seconds(random() % 86'400);
      Instant b = a;
      Duration sum{};
      for (int day = 0; day < 4'000; ++day) {
        sum += working_time(b, b + kDay, *zone, calendar);
        b += kDay;
      }
      INFO(name << " " << round);
      CHECK(working_time(a, b, *zone, calendar) == sum);
      CHECK(working_time(b, a, *zone, calendar) == -sum);
      const Duration amount = sum - Duration(1);
      const auto forth = add_working_time(a, amount, *zone, calendar);
      REQUIRE(forth.has_value());
      CHECK(*forth <= b);
      CHECK(working_time(a, *forth, *zone, calendar) == amount);
      const auto back = add_working_time(b, -amount, *zone, calendar);
      REQUIRE(back.has_value());
      CHECK(*back >= a);
      CHECK(working_time(*back, b, *zone, calendar) == amount);

      const Days day = local_day(a, *zone);
      const int64_t count = 1 + static_cast<int64_t>(random() % 3'000);
      CHECK(*count_working_days(calendar, *zone, day, count) ==
            plain_count(calendar, *zone, day, count));
      CHECK(*count_working_days(calendar, *zone, day, -count) ==
            plain_count(calendar, *zone, day, -count));
    }
  }
}

TEST_CASE("three hundred long spans of business time take no time") {
  BusinessCalendar calendar;
  for (size_t day = 0; day < 5; ++day) calendar.week[day] = {{9 * 3600, 17 * 3600}};
  const auto zone = *Zone::load("Europe/Berlin");
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 300; ++i) {
    CHECK(add_working_time(Instant{}, std::chrono::hours(30'000), *zone, calendar).has_value());
    CHECK(count_working_days(calendar, *zone, 0, 2'000'000).has_value());
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
}
