// SPDX-License-Identifier: Apache-2.0
#include "time/business.h"

#include <catch2/catch.hpp>

#include "time/hold.h"
#include "time/span_text.h"
#include "time/working_hours.h"
#include "time/zone.h"

using namespace stagegraph;
using namespace stagegraph::time;

namespace {

constexpr Instant kEpoch{};

std::shared_ptr<const Zone> zone(std::string_view name = "Asia/Shanghai") {
  auto loaded = Zone::load(name);
  REQUIRE(loaded);
  return *loaded;
}

std::vector<DayRange> days(std::initializer_list<std::string_view> texts) {
  std::vector<DayRange> ranges;
  for (std::string_view text : texts) ranges.push_back(parse_day_range(text).value());
  merge_ranges(ranges);
  return ranges;
}

std::vector<WorkInterval> hours(std::initializer_list<std::string_view> texts) {
  std::vector<WorkInterval> intervals;
  for (std::string_view text : texts) intervals.push_back(parse_work_interval(text).value());
  return intervals;
}

BusinessCalendar weekdays(std::initializer_list<std::string_view> texts) {
  BusinessCalendar calendar;
  calendar.name = "office";
  for (size_t day = 0; day < 5; ++day) calendar.week[day] = hours(texts);
  return calendar;
}

// China's public holidays of 2026.
BusinessCalendar china() {
  BusinessCalendar calendar = weekdays({"09:00-12:00", "13:30-18:00"});
  calendar.days_off =
      days({"2026-02-15..2026-02-23", "2026-04-04..2026-04-06", "2026-05-01..2026-05-05",
            "2026-06-19..2026-06-21", "2026-09-25..2026-09-27", "2026-10-01..2026-10-07"});
  calendar.days_on = days({"2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"});
  calendar.covers = parse_day_range("2026-01-01..2026-12-31").value();
  calendar.has_coverage = true;
  return calendar;
}

Span span(std::string_view text, bool back = false) {
  Span s = parse_span(text).value();
  if (back) s.months = -s.months, s.days = -s.days, s.exact = -s.exact;
  return s;
}

Instant at(std::string_view text, const Zone& z) {
  return to_instant(parse_timestamp(text, &z).value());
}

// The time on the wall and a "?" past the coverage, or what went wrong.
std::string shown(const Expected<Reached>& reached, const Zone& z) {
  if (!reached) return reached.error().message;
  std::string text = format_instant(reached->at, &z);
  return text.substr(0, text.size() - 6) + (reached->past_coverage ? "?" : "");
}

std::string after(std::string_view start, std::string_view length,
                  const BusinessCalendar& calendar = china(),
                  std::string_view zone_name = "Asia/Shanghai") {
  auto z = zone(zone_name);
  return shown(reach(at(start, *z), span(length), *z, &calendar), *z);
}

std::string before(std::string_view start, std::string_view length,
                   const BusinessCalendar& calendar = china()) {
  auto z = zone();
  return shown(reach(at(start, *z), span(length, true), *z, &calendar), *z);
}

std::string forward(std::string_view instant, const BusinessCalendar& calendar = china()) {
  auto z = zone();
  return shown(roll_forward(at(instant, *z), *z, calendar), *z);
}

std::string backward(std::string_view instant, const BusinessCalendar& calendar = china()) {
  auto z = zone();
  return shown(roll_backward(at(instant, *z), *z, calendar), *z);
}

struct Held {
  std::string_view from;
  std::string_view to;
};

std::string held(std::string_view due, Held hold, std::string_view length,
                 const BusinessCalendar& calendar = china(),
                 std::string_view zone_name = "Asia/Shanghai") {
  auto z = zone(zone_name);
  return shown(
      after_hold(at(due, *z), at(hold.from, *z), at(hold.to, *z), span(length), *z, &calendar), *z);
}

std::string worked(std::string_view a, std::string_view b, const BusinessCalendar& calendar,
                   std::string_view zone_name = "Asia/Shanghai") {
  auto z = zone(zone_name);
  int64_t minutes = working_time(at(a, *z), at(b, *z), *z, calendar) / std::chrono::minutes(1);
  return std::to_string(minutes);
}

}  // namespace

TEST_CASE("business: seven days, rolled forward, seven business days") {
  CHECK(after("2026-03-02T10:00", "7 full days") == "2026-03-10T00:00:00");
  CHECK(after("2026-02-10T10:00", "7 days") == "2026-02-17T10:00:00");
  CHECK(forward("2026-02-17T10:00") == "2026-02-24T09:00:00");
  CHECK(after("2026-02-10T10:00", "7 business days") == "2026-02-26T10:00:00");
  CHECK(after("2026-09-28T16:00", "7 days") == "2026-10-05T16:00:00");
  CHECK(forward("2026-10-05T16:00") == "2026-10-08T09:00:00");
  CHECK(after("2026-09-28T16:00", "7 business days") == "2026-10-13T16:00:00");
  CHECK(after("2026-04-29T09:30", "7 business days") == "2026-05-12T09:30:00");
  CHECK(after("2026-09-17T10:00", "7 business days") == "2026-09-28T10:00:00");
  CHECK(after("2026-01-31T10:00", "1 month") == "2026-02-28T10:00:00");
  CHECK(after("2026-03-07T10:00", "1 day", china(), "America/New_York") == "2026-03-08T10:00:00");
  CHECK(after("2026-03-07T10:00", "24 hours", china(), "America/New_York") ==
        "2026-03-08T11:00:00");
}

TEST_CASE("business: days count from the start's own, whatever it is") {
  CHECK(after("2026-03-07T10:00", "1 business day") == "2026-03-09T10:00:00");  // a Saturday
  CHECK(after("2026-03-06T23:30", "1 business day") == "2026-03-09T23:30:00");
  CHECK(after("2026-03-06T00:00", "1 business day") == "2026-03-09T00:00:00");
  CHECK(before("2026-03-09T10:00", "1 business day") == "2026-03-06T10:00:00");
  CHECK(before("2026-03-08T10:00", "1 business day") == "2026-03-06T10:00:00");
  CHECK(before("2026-02-26T10:00", "7 business days") == "2026-02-10T10:00:00");
}

TEST_CASE("business: hours") {
  CHECK(after("2026-03-06T17:00", "4 business hours") == "2026-03-09T12:00:00");
  CHECK(after("2026-03-08T15:00", "4 business hours") == "2026-03-09T14:30:00");
  CHECK(after("2026-02-14T16:00", "4 business hours") == "2026-02-24T11:00:00");
  CHECK(after("2026-03-09T12:30", "1 business hour") == "2026-03-09T14:30:00");
  CHECK(after("2026-03-09T17:00", "1 business hour") == "2026-03-09T18:00:00");
  CHECK(after("2026-03-09T17:00:00.5", "1 business hour") == "2026-03-10T09:00:00.500");
  CHECK(before("2026-03-09T12:00", "4 business hours") == "2026-03-06T17:00:00");
  CHECK(before("2026-03-09T12:00", "3 business hours") == "2026-03-09T09:00:00");
  CHECK(before("2026-02-24T11:00", "4 business hours") == "2026-02-14T16:00:00");
}

TEST_CASE("business: past the coverage") {
  CHECK(after("2026-12-29T10:00", "7 business days") == "2027-01-07T10:00:00?");
  CHECK(after("2026-12-29T10:00", "2 business days") == "2026-12-31T10:00:00");
  CHECK(after("2026-12-31T17:00", "2 business hours") == "2027-01-01T10:00:00?");
  CHECK(after("2026-12-29T10:00", "7 days") == "2027-01-05T10:00:00");
  CHECK(after("2025-12-31T10:00", "1 business day") == "2026-01-01T10:00:00?");
  CHECK(before("2026-01-01T10:00", "1 business day") == "2025-12-31T10:00:00?");
  CHECK(forward("2027-01-05T10:00") == "2027-01-05T10:00:00?");
  CHECK(forward("2027-01-02T10:00") == "2027-01-04T09:00:00?");
  CHECK(held("2026-12-31T10:00", {"2026-12-30T10:00", "2026-12-31T10:00"}, "7 business days") ==
        "2027-01-01T10:00:00?");
  BusinessCalendar endless = china();
  endless.has_coverage = false;
  CHECK(after("2026-12-29T10:00", "7 business days", endless) == "2027-01-07T10:00:00");
}

TEST_CASE("business: what falls on a day off is rolled") {
  CHECK(forward("2026-03-07T10:00") == "2026-03-09T09:00:00");
  CHECK(backward("2026-03-07T10:00") == "2026-03-06T18:00:00");
  CHECK(backward("2026-02-17T10:00") == "2026-02-14T18:00:00");  // to a make-up working day
  CHECK(forward("2026-02-14T05:00") == "2026-02-14T05:00:00");
  CHECK(forward("2026-03-06T23:59:59") == "2026-03-06T23:59:59");
  CHECK(forward("2026-03-07T00:00") == "2026-03-09T09:00:00");
  CHECK(backward("2026-03-06T00:00") == "2026-03-06T00:00:00");
}

TEST_CASE("business: a make-up day has its weekday's hours, else the first of the week's") {
  BusinessCalendar calendar;
  calendar.week[1] = hours({"10:00-11:00"});
  calendar.week[3] = hours({"08:00-16:00"});
  calendar.days_on = days({"2026-03-05", "2026-03-07"});  // Thursday, Saturday
  calendar.days_off = days({"2026-03-01..2026-03-31"});
  CHECK(worked("2026-03-01T00:00", "2026-03-06T00:00", calendar) == "480");
  CHECK(worked("2026-03-06T00:00", "2026-04-01T00:00", calendar) == "60");
  CHECK(forward("2026-03-06T00:00", calendar) == "2026-03-07T10:00:00");
}

// At 00:01 the clocks went back to 23:01, so that midnight came twice.
TEST_CASE("business: backwards over a midnight that comes twice") {
  auto z = zone("America/St_Johns");
  BusinessCalendar always = weekdays({"00:00-24:00"});
  always.week[5] = always.week[6] = always.week[0];
  const auto reached =
      reach(at("2010-11-07T02:45:00Z", *z), span("1 business hour", true), *z, &always);
  CHECK(format_instant(reached.value().at, nullptr) == "2010-11-07T01:45:00Z");
}

TEST_CASE("business: intervals up to midnight") {
  BusinessCalendar round_the_clock = weekdays({"00:00-24:00"});
  CHECK(after("2026-03-06T10:00", "14 business hours", round_the_clock) == "2026-03-07T00:00:00");
  CHECK(after("2026-03-06T10:00", "15 business hours", round_the_clock) == "2026-03-09T01:00:00");
  CHECK(before("2026-03-09T00:00", "1 business hour", round_the_clock) == "2026-03-06T23:00:00");
  CHECK(before("2026-03-07T01:00", "24 business hours", round_the_clock) == "2026-03-06T00:00:00");
  CHECK(backward("2026-03-08T10:00", round_the_clock) == "2026-03-07T00:00:00");
  CHECK(backward("2026-03-07T00:00", round_the_clock) == "2026-03-07T00:00:00");
}

TEST_CASE("business: hours that the clock skips or repeats") {
  BusinessCalendar calendar;
  calendar.week[6] = hours({"00:00-02:30", "03:00-06:00"});
  // 02:00 to 03:00 does not exist on 03-29, and comes twice on 10-25.
  CHECK(worked("2026-03-29T00:00", "2026-03-30T00:00", calendar, "Europe/Berlin") == "300");
  CHECK(worked("2026-10-25T00:00", "2026-10-26T00:00", calendar, "Europe/Berlin") == "330");
  CHECK(after("2026-03-29T00:00", "3 business hours", calendar, "Europe/Berlin") ==
        "2026-03-29T04:00:00");
  calendar.week[6] = hours({"02:30-05:00"});
  CHECK(worked("2026-03-29T00:00", "2026-03-30T00:00", calendar, "Europe/Berlin") == "120");
  CHECK(worked("2026-10-25T00:00", "2026-10-26T00:00", calendar, "Europe/Berlin") == "210");
  BusinessCalendar every_day = weekdays({"09:00-17:00"});
  every_day.week[5] = every_day.week[6] = every_day.week[0];
  CHECK(after("2026-03-28T02:30", "1 business day", every_day, "Europe/Berlin") ==
        "2026-03-29T03:30:00");
  CHECK(after("2026-10-24T02:30", "1 business day", every_day, "Europe/Berlin") ==
        "2026-10-25T02:30:00");
}

TEST_CASE("business: a clock that stood still") {
  CHECK(after("2026-03-05T14:00", "8 business hours") == "2026-03-06T14:30:00");
  CHECK(held("2026-03-06T14:30", {"2026-03-05T17:00", "2026-03-06T10:00"}, "8 business hours") ==
        "2026-03-06T16:30:00");
  CHECK(held("2026-03-09T10:00", {"2026-03-04T10:00", "2026-03-06T10:00"}, "7 days") ==
        "2026-03-11T10:00:00");
  CHECK(held("2026-03-09T10:00", {"2026-03-04T10:00", "2026-03-04T10:30"}, "36 hours") ==
        "2026-03-09T10:30:00");
  CHECK(held("2026-03-31T10:00", {"2026-03-04T10:00", "2026-03-05T09:00"}, "1 month") ==
        "2026-04-01T09:00:00");
}

TEST_CASE("business: full days held end at a midnight") {
  CHECK(held("2026-03-10T00:00", {"2026-03-04T10:00", "2026-03-04T10:01"}, "7 full days") ==
        "2026-03-11T00:00:00");
  CHECK(held("2026-03-10T00:00", {"2026-03-04T10:00", "2026-03-05T10:00"}, "7 full days") ==
        "2026-03-11T00:00:00");
  CHECK(held("2026-03-10T00:00", {"2026-03-04T10:00", "2026-03-05T10:01"}, "7 full days") ==
        "2026-03-12T00:00:00");
  CHECK(held("2018-11-04T01:00", {"2018-11-02T10:00", "2018-11-02T11:00"}, "2 full days", china(),
             "America/Sao_Paulo") == "2018-11-05T00:00:00");
}

TEST_CASE("business: working days held") {
  auto due = [](Held hold) { return held("2026-03-11T10:00", hold, "7 business days"); };
  CHECK(due({"2026-03-05T10:00", "2026-03-06T10:00"}) == "2026-03-12T10:00:00");
  CHECK(due({"2026-03-06T10:00", "2026-03-07T10:00"}) == "2026-03-11T18:00:00");  // 6.5 hours of it
  CHECK(due({"2026-03-07T10:00", "2026-03-08T10:00"}) == "2026-03-11T10:00:00");
  CHECK(due({"2026-03-11T09:00", "2026-03-13T23:30"}) == "2026-03-16T10:00:00");
}

TEST_CASE("business: a hold from closing to opening moves nothing") {
  for (const char* length : {"7 business days", "8 business hours"}) {
    CAPTURE(length);
    auto due = [&](Held hold) { return held("2026-03-11T10:00", hold, length); };
    CHECK(due({"2026-03-05T18:00", "2026-03-06T09:00"}) == "2026-03-11T10:00:00");
    CHECK(due({"2026-03-05T12:00", "2026-03-05T13:30"}) == "2026-03-11T10:00:00");
    CHECK(due({"2026-03-06T18:00", "2026-03-09T09:00"}) == "2026-03-11T10:00:00");
    // Each hour held is an hour of work, whatever lies around it.
    CHECK(due({"2026-03-06T17:00", "2026-03-09T09:00"}) == "2026-03-11T11:00:00");
    CHECK(due({"2026-03-06T17:00", "2026-03-09T10:00"}) == "2026-03-11T12:00:00");
  }
  // A due instant that is not worked stays where no work was held, and else comes into working time.
  CHECK(held("2026-03-09T20:00", {"2026-03-07T10:00", "2026-03-08T10:00"}, "1 business day") ==
        "2026-03-09T20:00:00");
  CHECK(held("2026-03-09T20:00", {"2026-03-09T10:00", "2026-03-09T11:00"}, "1 business day") ==
        "2026-03-10T10:00:00");
}

TEST_CASE("business: the start goes along with a hold") {
  auto z = zone();
  auto start = [&](std::string_view from, Held hold, std::string_view length) {
    const BusinessCalendar calendar = china();
    return shown(start_after_hold(at(from, *z), at(hold.from, *z), at(hold.to, *z), span(length),
                                  *z, &calendar),
                 *z);
  };
  CHECK(start("2026-03-02T10:00", {"2026-03-03T10:00", "2026-03-04T11:00"}, "7 days") ==
        "2026-03-03T11:00:00");
  CHECK(start("2026-03-05T17:00", {"2026-03-05T18:00", "2026-03-06T09:00"}, "8 business hours") ==
        "2026-03-05T17:00:00");
  CHECK(start("2026-03-05T17:00", {"2026-03-06T10:00", "2026-03-06T12:00"}, "5 business days") ==
        "2026-03-06T10:00:00");
  // Nothing had been worked yet.
  CHECK(start("2026-03-07T10:00", {"2026-03-08T10:00", "2026-03-08T12:00"}, "8 business hours") ==
        "2026-03-08T12:00:00");
}

TEST_CASE("business: the next moment of work") {
  auto z = zone();
  auto next = [&](std::string_view text) {
    return shown(next_work(at(text, *z), *z, china()), *z);
  };
  CHECK(next("2026-03-06T10:15") == "2026-03-06T10:15:00");
  CHECK(next("2026-03-06T12:00") == "2026-03-06T13:30:00");
  CHECK(next("2026-03-06T18:00") == "2026-03-09T09:00:00");
  CHECK(next("2026-03-07T10:00") == "2026-03-09T09:00:00");
  CHECK(next("2026-02-16T10:00") == "2026-02-24T09:00:00");
  CHECK(next("2026-12-31T18:00") == "2027-01-01T09:00:00?");
  CHECK_FALSE(next_work(Instant::min(), *z, china()));
}

TEST_CASE("business: two spans in one sum") {
  auto z = zone();
  auto both = [&](std::string_view one, std::string_view other) {
    const BusinessCalendar calendar = china();
    return shown(reach_both(at("2026-01-31T10:00", *z), span(one), span(other), *z, &calendar), *z);
  };
  CHECK(both("1 month", "1 month") == "2026-03-31T10:00:00");
  CHECK(both("1 month", "3 days") == "2026-03-03T10:00:00");
  CHECK(both("3 days", "1 month") == "2026-03-03T10:00:00");
  CHECK(both("1 month", "P1M2DT3H") == "2026-04-02T13:00:00");
  CHECK(both("1 business day", "1 month") == "2026-03-02T10:00:00");  // after February 28
  CHECK(both("1 month", "1 business day") == "2026-03-02T10:00:00");
  CHECK(both("1 business day", "2 business days") == "2026-02-04T10:00:00");
  CHECK(both("2 business hours", "1 business day") == "2026-02-02T12:00:00");
  CHECK(both("1 full day", "1 month") == "2026-03-02T00:00:00");
  CHECK(both("1 year", "1 business day") == "2027-02-01T10:00:00?");
  const BusinessCalendar calendar = china();
  CHECK_FALSE(reach_both(kEpoch, span("9000 years"), span("1 business day"), *z, &calendar));
  CHECK_FALSE(reach_both(kEpoch, span("1 year"), span("1 business day"), *z, nullptr));
}

TEST_CASE("business: a hold outside the deadline's time changes nothing") {
  for (const char* length : {"7 days", "36 hours", "7 full days", "1 month", "7 business days",
                             "8 business hours", "P1M3DT12H"}) {
    CAPTURE(length);
    auto due = [&](Held hold) { return held("2026-03-10T00:00", hold, length); };
    CHECK(due({"2026-03-10T00:00", "2026-03-12T10:00"}) == "2026-03-10T00:00:00");
    CHECK(due({"2026-03-11T10:00", "2026-03-12T10:00"}) == "2026-03-10T00:00:00");
    CHECK(due({"2026-03-08T10:00", "2026-03-08T10:00"}) == "2026-03-10T00:00:00");
    CHECK(due({"2026-03-08T10:00", "2026-03-07T10:00"}) == "2026-03-10T00:00:00");
  }
  // On a weekend no working time remains to be made up, and none is given back.
  CHECK(held("2026-03-09T00:00", {"2026-03-07T10:00", "2026-03-07T11:00"}, "7 business days") ==
        "2026-03-09T00:00:00");
}

TEST_CASE("business: what cannot be had") {
  auto z = zone();
  auto refused = [&](const Expected<Reached>& reached) {
    REQUIRE_FALSE(reached);
    CHECK(reached.error().status == Status::kInvalidInput);
    return reached.error().message;
  };
  CHECK(refused(reach(kEpoch, span("1 business day"), *z, nullptr)) ==
        "working time needs a business calendar");
  refused(after_hold(kEpoch + Duration(1000), kEpoch, kEpoch + Duration(500),
                     span("1 business hour"), *z, nullptr));
  BusinessCalendar idle;
  idle.name = "idle";
  idle.days_on = days({"1970-01-05"});
  CHECK(refused(reach(kEpoch, span("1 business day"), *z, &idle)) ==
        "the calendar 'idle' has no working day within ten years of 1970-01-02");
  refused(reach(kEpoch, span("1 business hour"), *z, &idle));
  refused(reach(kEpoch, span("1 business hour", true), *z, &idle));
  refused(roll_forward(kEpoch, *z, idle));
  refused(roll_backward(kEpoch, *z, idle));
  CHECK(working_time(kEpoch, kEpoch + std::chrono::days(1), *z, idle) == Duration(0));
}

TEST_CASE("business: the ends of the calendar") {
  auto utc = zone("UTC");
  BusinessCalendar calendar = weekdays({"09:00-17:00"});
  auto z = [&](std::string_view text) { return at(text, *utc); };
  CHECK_FALSE(reach(z("9999-12-31T10:00"), span("1 business day"), *utc, &calendar));
  CHECK_FALSE(reach(z("9999-12-31T10:00"), span("8 business hours"), *utc, &calendar));
  CHECK(reach(z("9999-12-31T10:00"), span("7 business hours"), *utc, &calendar));
  CHECK_FALSE(reach(z("0001-01-01T10:00"), span("1 business day", true), *utc, &calendar));
  CHECK_FALSE(reach(z("0001-01-01T10:00"), span("2 business hours", true), *utc, &calendar));
  CHECK_FALSE(reach(kEpoch, span("10000 years"), *utc, &calendar));
  CHECK_FALSE(reach(kNever, span("1 business day"), *utc, &calendar));
  CHECK_FALSE(roll_forward(Instant::min(), *utc, calendar));
  CHECK_FALSE(
      after_hold(kNever, kEpoch, kEpoch + Duration(1), span("1 business day"), *utc, &calendar));
  CHECK_FALSE(after_hold(z("9999-12-31T10:00"), kEpoch, kEpoch + std::chrono::days(1),
                         span("1 day"), *utc, &calendar));
  auto far = reach(z("0001-01-01T10:00"), span("2000000 business days"), *utc, &calendar);
  REQUIRE(far);
  CHECK(format_instant(far->at, utc.get()) == "7667-02-21T10:00:00+00:00");
}

TEST_CASE("business: ranges of days are merged") {
  CHECK(days({"2026-03-05..2026-03-06", "2026-03-01..2026-03-04", "2026-03-02", "2026-03-09"}) ==
        std::vector<DayRange>{parse_day_range("2026-03-01..2026-03-06").value(),
                              parse_day_range("2026-03-09").value()});
  CHECK(days({}).empty());
}
