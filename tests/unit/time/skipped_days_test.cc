// SPDX-License-Identifier: Apache-2.0
// Days that a zone skipped as it crossed the date line: Samoa and Tokelau had no 2011-12-30, a
// Friday. Kwajalein had no 1993-08-21, a Saturday.
#include <catch2/catch.hpp>

#include "time/business.h"
#include "time/calendar.h"
#include "time/hold.h"
#include "time/span_text.h"
#include "time/working_hours.h"
#include "time/zone.h"

using namespace stagegraph;
using namespace stagegraph::time;

namespace {

constexpr std::string_view kSamoa = "Pacific/Apia";

std::shared_ptr<const Zone> zone(std::string_view name) { return Zone::load(name).value(); }

Instant at(std::string_view text, const Zone& z) {
  return to_instant(parse_timestamp(text, &z).value());
}

std::string shown(const Expected<Reached>& reached, const Zone& z) {
  return format_instant(reached.value().at, &z).substr(0, 16);
}

BusinessCalendar working(std::initializer_list<size_t> days) {
  BusinessCalendar calendar;
  calendar.name = "shop";
  for (size_t day : days) calendar.week[day] = {parse_work_interval("09:00-17:00").value()};
  return calendar;
}

std::string after(std::string_view start, std::string_view length, bool back = false) {
  auto z = zone(kSamoa);
  const BusinessCalendar calendar = working({0, 1, 2, 3, 4});
  const Span span = times(parse_span(length).value(), back ? -1 : 1);
  return shown(reach(at(start, *z), span, *z, &calendar), *z);
}

std::string held(std::string_view due, std::string_view from, std::string_view to,
                 std::string_view length) {
  auto z = zone(kSamoa);
  const BusinessCalendar calendar = working({0, 1, 2, 3, 4});
  return shown(
      after_hold(at(due, *z), at(from, *z), at(to, *z), parse_span(length).value(), *z, &calendar),
      *z);
}

}  // namespace

TEST_CASE("skipped days: which they are") {
  const Days friday = parse_date("2011-12-30").value();
  CHECK_FALSE(zone(kSamoa)->has_day(friday));
  CHECK(zone(kSamoa)->has_day(friday - 1));
  CHECK(zone(kSamoa)->has_day(friday + 1));
  CHECK_FALSE(zone("Pacific/Fakaofo")->has_day(friday));
  CHECK_FALSE(zone("Pacific/Kwajalein")->has_day(parse_date("1993-08-21").value()));
  // Midnight was skipped here, but no whole day.
  CHECK(zone("America/Sao_Paulo")->has_day(parse_date("2018-11-04").value()));
  CHECK(zone("UTC")->has_day(friday));
  CHECK(zone(kSamoa)->move_day(friday - 1, 1) == friday + 1);
  CHECK(zone(kSamoa)->move_day(friday + 2, -2) == friday - 1);
  CHECK(zone(kSamoa)->move_day(friday - 3, 2) == friday - 1);
  CHECK(zone(kSamoa)->move_day(friday + 1, 0) == friday + 1);
}

TEST_CASE("skipped days: they are no business days") {
  CHECK(after("2011-12-29T12:00", "1 business day") == "2012-01-02T12:00");
  CHECK(after("2011-12-28T12:00", "2 business days") == "2012-01-02T12:00");
  CHECK(after("2012-01-02T12:00", "1 business day", true) == "2011-12-29T12:00");
  CHECK(after("2011-12-29T16:00", "2 business hours") == "2012-01-02T10:00");
  CHECK(after("2012-01-02T10:00", "2 business hours", true) == "2011-12-29T16:00");
}

TEST_CASE("skipped days: they are no full days") {
  CHECK(after("2011-12-29T12:00", "1 full day") == "2012-01-01T00:00");
  CHECK(after("2011-12-29T00:00", "2 full days") == "2012-01-01T00:00");
  CHECK(after("2011-12-28T12:00", "1 full day") == "2011-12-31T00:00");
  CHECK(after("2012-01-01T12:00", "2 full days", true) == "2011-12-29T00:00");
}

TEST_CASE("skipped days: what would end on one ends on the next, or the one before") {
  CHECK(after("2011-12-29T12:00", "1 day") == "2011-12-31T12:00");
  CHECK(after("2011-12-25T12:00", "7 days") == "2012-01-01T12:00");
  CHECK(after("2011-11-30T12:00", "1 month") == "2011-12-31T12:00");
  CHECK(after("2011-12-31T12:00", "1 day", true) == "2011-12-29T12:00");
  CHECK(after("2012-01-30T12:00", "1 month", true) == "2011-12-29T12:00");
  CHECK(after("2011-12-29T12:00", "24 hours") == "2011-12-31T12:00");
}

TEST_CASE("skipped days: a day off is rolled past them") {
  auto z = zone(kSamoa);
  const BusinessCalendar fridays_and_mondays = working({0, 4});
  auto rolled = [&](std::string_view text, bool forward) {
    const Instant from = at(text, *z);
    return shown(forward ? roll_forward(from, *z, fridays_and_mondays)
                         : roll_backward(from, *z, fridays_and_mondays),
                 *z);
  };
  CHECK(rolled("2011-12-29T12:00", true) == "2012-01-02T09:00");
  CHECK(rolled("2011-12-31T12:00", false) == "2011-12-26T17:00");
}

TEST_CASE("skipped days: a hold over one gives back what passed") {
  CHECK(held("2012-01-03T12:00", "2011-12-29T12:00", "2011-12-31T12:00", "7 days") ==
        "2012-01-04T12:00");
  CHECK(held("2012-01-03T12:00", "2011-12-29T12:00", "2011-12-31T12:00", "96 hours") ==
        "2012-01-04T12:00");
  CHECK(held("2012-01-03T00:00", "2011-12-29T12:00", "2011-12-31T12:00", "7 full days") ==
        "2012-01-04T00:00");
  // A day was left, and the due instant lies before the skipped one.
  CHECK(held("2011-12-29T12:00", "2011-12-28T12:00", "2011-12-31T12:00", "7 days") ==
        "2012-01-01T12:00");
  CHECK(held("2012-01-03T12:00", "2011-12-29T12:00", "2011-12-31T12:00", "5 business days") ==
        "2012-01-03T17:00");
}
