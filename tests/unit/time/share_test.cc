// SPDX-License-Identifier: Apache-2.0
// Percentages of a deadline's time.
#include "time/share.h"

#include <catch2/catch.hpp>

#include "time/calendar.h"
#include "time/span_text.h"
#include "time/zone.h"

using namespace stagegraph;
using namespace stagegraph::time;

namespace {

BusinessCalendar service_hours() {
  BusinessCalendar calendar;
  calendar.name = "service";
  for (size_t day = 0; day < 5; ++day) {
    calendar.week[day] = {parse_work_interval("09:00-17:00").value()};
  }
  return calendar;
}

std::string shared(std::string_view start, std::string_view end, uint32_t percent,
                   std::string_view length) {
  const std::shared_ptr<const Zone> zone = Zone::load("Europe/Berlin").value();
  auto at = [&](std::string_view text) {
    return to_instant(parse_timestamp(text, zone.get()).value());
  };
  const BusinessCalendar calendar = service_hours();
  const Instant reached =
      share_of_time(at(start), at(end), percent, parse_span(length).value(), *zone, &calendar)
          .value();
  return format_instant(reached, zone.get()).substr(0, 19);
}

}  // namespace

TEST_CASE("share: of business hours, in working time") {
  // A Friday afternoon and a Monday.
  auto of_hours = [](uint32_t percent) {
    return shared("2026-03-06T16:00", "2026-03-09T16:00", percent, "8 business hours");
  };
  CHECK(of_hours(1) == "2026-03-06T16:04:48");
  CHECK(of_hours(12) == "2026-03-06T16:57:36");
  CHECK(of_hours(13) == "2026-03-09T09:02:24");
  CHECK(of_hours(50) == "2026-03-09T12:00:00");
  CHECK(of_hours(80) == "2026-03-09T14:24:00");
  CHECK(of_hours(100) == "2026-03-09T16:00:00");
}

TEST_CASE("share: of business days, in the working time between start and end") {
  auto of_days = [](uint32_t percent) {
    return shared("2026-03-06T16:00", "2026-03-10T16:00", percent, "2 business days");
  };
  CHECK(of_days(50) == "2026-03-09T16:00:00");
  CHECK(of_days(80) == "2026-03-10T12:48:00");
  // A start and an end that are not worked. The end is the last share all the same.
  CHECK(shared("2026-03-07T20:00", "2026-03-09T20:00", 50, "1 business day") ==
        "2026-03-09T13:00:00");
  CHECK(shared("2026-03-07T20:00", "2026-03-09T20:00", 99, "1 business day") ==
        "2026-03-09T16:55:12");
  CHECK(shared("2026-03-07T20:00", "2026-03-09T20:00", 100, "1 business day") ==
        "2026-03-09T20:00:00");
  // Nothing is worked: any share of it has passed at once.
  CHECK(shared("2026-03-07T10:00", "2026-03-08T10:00", 80, "1 business day") ==
        "2026-03-07T10:00:00");
}

TEST_CASE("share: of any other time, as it passes") {
  CHECK(shared("2026-03-06T16:00", "2026-03-09T16:00", 50, "3 days") == "2026-03-08T04:00:00");
  CHECK(shared("2026-03-06T16:00", "2026-03-06T17:00", 80, "1 hour") == "2026-03-06T16:48:00");
  CHECK(shared("2026-03-06T16:00", "2026-03-06T15:00", 50, "1 hour") == "2026-03-06T15:30:00");
  // Longer than 64 bits hold a hundred times.
  CHECK(shared("0002-01-01T00:00:00", "9998-01-01T00:00:00", 50, "1 day").substr(0, 4) == "5000");
}

TEST_CASE("share: a due instant that stands for never is not counted to") {
  CHECK(shared("2026-03-06T16:00", "9999-12-31T10:00", 50, "5 business days").substr(0, 4) ==
        "6013");
}

TEST_CASE("share: working time needs a calendar") {
  const std::shared_ptr<const Zone> utc = Zone::load("UTC").value();
  const Span span = parse_span("8 business hours").value();
  CHECK_FALSE(share_of_time(Instant{}, Instant{Duration(1000)}, 50, span, *utc, nullptr));
}
