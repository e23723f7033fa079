// SPDX-License-Identifier: Apache-2.0
#include "time/span.h"

#include <catch2/catch.hpp>

#include "time/span_text.h"
#include "time/zone.h"

using namespace stagegraph;
using namespace stagegraph::time;

namespace {

Span span(std::string_view text) {
  auto read = parse_span(text);
  INFO((read ? std::string() : read.error().message));
  REQUIRE(read);
  return *read;
}

std::shared_ptr<const Zone> zone(std::string_view name) {
  auto loaded = Zone::load(name);
  REQUIRE(loaded);
  return *loaded;
}

// `start` plus a span, both local to the zone.
std::string after(std::string_view start, std::string_view length,
                  std::string_view zone_name = "Asia/Shanghai") {
  auto z = zone(zone_name);
  Instant from = to_instant(parse_timestamp(start, z.get()).value());
  auto end = add_span(from, span(length), *z);
  if (!end) return end.error().message;
  std::string text = format_instant(*end, z.get());
  return text.substr(0, text.size() - 6);
}

std::string refusal(std::string_view text) {
  auto read = parse_span(text);
  CAPTURE(text);
  REQUIRE_FALSE(read);
  CHECK(read.error().status == Status::kInvalidInput);
  return read.error().message;
}

}  // namespace

TEST_CASE("spans: in words") {
  CHECK(span("7 days") == Span{SpanUnit::kDays, 0, 7, Duration(0)});
  CHECK(span("1 day") == Span{SpanUnit::kDays, 0, 1, Duration(0)});
  CHECK(span("1 week") == Span{SpanUnit::kDays, 0, 7, Duration(0)});
  CHECK(span("7 full days") == Span{SpanUnit::kFullDays, 0, 7, Duration(0)});
  CHECK(span("36 hours") == Span{SpanUnit::kExact, 0, 0, Duration(36 * kMicrosPerHour)});
  CHECK(span("90 minutes") == Span{SpanUnit::kExact, 0, 0, Duration(5'400'000'000)});
  CHECK(span("5 seconds") == Span{SpanUnit::kExact, 0, 0, Duration(5'000'000)});
  CHECK(span("1 month") == Span{SpanUnit::kMonths, 1, 0, Duration(0)});
  CHECK(span("2 years") == Span{SpanUnit::kMonths, 24, 0, Duration(0)});
  CHECK(span("5 business days") == Span{SpanUnit::kBusinessDays, 0, 5, Duration(0)});
  CHECK(span("4 business hours") ==
        Span{SpanUnit::kBusinessHours, 0, 0, Duration(4 * kMicrosPerHour)});
  CHECK(span("5 business days").is_business());
  CHECK(span("4 business hours").is_business());
  CHECK_FALSE(span("7 days").is_business());
}

TEST_CASE("spans: ISO 8601") {
  CHECK(span("P7D") == Span{SpanUnit::kDays, 0, 7, Duration(0)});
  CHECK(span("P2W") == Span{SpanUnit::kDays, 0, 14, Duration(0)});
  CHECK(span("PT36H") == Span{SpanUnit::kExact, 0, 0, Duration(36 * kMicrosPerHour)});
  CHECK(span("P1Y2M") == Span{SpanUnit::kMonths, 14, 0, Duration(0)});
  CHECK(span("PT1M") == Span{SpanUnit::kExact, 0, 0, Duration(60'000'000)});
  CHECK(span("P1M3DT12H") == Span{SpanUnit::kMonths, 1, 3, Duration(12 * kMicrosPerHour)});
  CHECK(span("P1DT0.5S") == Span{SpanUnit::kDays, 0, 1, Duration(500'000)});
  CHECK(span("PT0.000001S") == Span{SpanUnit::kExact, 0, 0, Duration(1)});
  for (const char* text :
       {"P",     "PT",      "P7",           "P7DT",  "PD",    "P1.5D", "PT1.5H",
        "P1M1Y", "PT1S1M",  "P1D1D",        "P1H",   "PT1D",  "P-1D",  "-P1D",
        "p1d",   "P1DT1H ", "PT0.0000001S", "PT.5S", "PT5.S", "PTT1H", "P1D1T1H"}) {
    refusal(text);
  }
}

TEST_CASE("spans: what is not one, and why") {
  CHECK(refusal("7 dyas").find("Did you mean 'days'") != std::string::npos);
  CHECK(refusal("7 bussiness days").find("Did you mean 'business days'") != std::string::npos);
  CHECK(refusal("0 days") == "'0 days' is not a span of time: it must be longer than nothing");
  CHECK(refusal("PT0S").find("longer than nothing") != std::string::npos);
  CHECK(refusal("10001 years").find("longer than 10000 years") != std::string::npos);
  CHECK(refusal("9223372036854775807 days").find("longer than 10000 years") != std::string::npos);
  CHECK(refusal("99999999999999999999 days").find("longer than 10000 years") != std::string::npos);
  CHECK(refusal("300000000000 hours").find("longer than 10000 years") != std::string::npos);
  CHECK(refusal("P1DT300000000000H").find("longer than 10000 years") != std::string::npos);
  CHECK(refusal("P99999Y").find("longer than 10000 years") != std::string::npos);
  for (const char* text : {"", "7", "days", "7days", "7  days", "-7 days", "7.5 days", "+7 days",
                           "7 ", "seven days", "7 days ", "7 Days", "7 dayss", "7 d", "1h"}) {
    refusal(text);
  }
}

TEST_CASE("spans: written as they are read") {
  for (const char* text :
       {"1 day", "7 days", "1 full day", "7 full days", "36 hours", "90 minutes", "61 seconds",
        "1 month", "13 months", "2 years", "5 business days", "1 business hour", "P1M3DT12H",
        "P1Y2M3DT4H5M6.25S", "PT0.000001S", "P1DT1S"}) {
    CHECK(format_span(span(text)) == text);
  }
  CHECK(format_span(span("2 weeks")) == "14 days");
  CHECK(format_span(span("P1Y")) == "1 year");
  CHECK(format_span(span("PT3600S")) == "1 hour");
}

TEST_CASE("spans: adding days keeps the time on the wall") {
  CHECK(after("2026-03-02T10:00:00", "7 days") == "2026-03-09T10:00:00");
  CHECK(after("2026-03-28T02:30:00", "1 day", "Europe/Berlin") == "2026-03-29T03:30:00");  // a gap
  CHECK(after("2026-03-28T10:00:00", "1 day", "Europe/Berlin") == "2026-03-29T10:00:00");
  CHECK(after("2026-03-28T10:00:00", "24 hours", "Europe/Berlin") == "2026-03-29T11:00:00");
  CHECK(after("2026-10-24T10:00:00", "24 hours", "Europe/Berlin") == "2026-10-25T09:00:00");
  CHECK(after("2026-10-24T10:00:00.25", "1 day", "Europe/Berlin") == "2026-10-25T10:00:00.250");
  CHECK(after("2026-03-07T12:00:00", "1 day", "America/New_York") == "2026-03-08T12:00:00");
}

TEST_CASE("spans: the hour that occurs twice") {
  auto z = zone("Europe/Berlin");
  auto second = to_instant(parse_timestamp("2026-10-25T02:30:00+01:00", nullptr).value());
  CHECK(format_instant(*add_span(second, span("30 minutes"), *z), z.get()) ==
        "2026-10-25T03:00:00+01:00");
  CHECK(format_instant(*add_span(second - std::chrono::days(1), span("1 day"), *z), z.get()) ==
        "2026-10-25T03:30:00+01:00");
  CHECK(after("2026-10-24T02:30:00", "1 day", "Europe/Berlin") == "2026-10-25T02:30:00");
}

TEST_CASE("spans: full days end at a midnight") {
  CHECK(after("2026-03-02T10:00:00", "7 full days") == "2026-03-10T00:00:00");
  CHECK(after("2026-03-02T00:00:00", "7 full days") == "2026-03-09T00:00:00");
  CHECK(after("2026-03-02T00:00:00.000001", "7 full days") == "2026-03-10T00:00:00");
  CHECK(after("2026-03-02T23:59:59", "1 full day") == "2026-03-04T00:00:00");
  // Where a day begins at 01:00, that is its midnight.
  CHECK(after("2018-11-03T10:00:00", "1 full day", "America/Sao_Paulo") == "2018-11-05T00:00:00");
  CHECK(after("2018-11-02T10:00:00", "1 full day", "America/Sao_Paulo") == "2018-11-04T01:00:00");
  CHECK(after("2018-11-04T01:00:00", "1 full day", "America/Sao_Paulo") == "2018-11-05T00:00:00");
}

TEST_CASE("spans: months end at the latest on the month's last day") {
  CHECK(after("2026-01-31T10:00:00", "1 month") == "2026-02-28T10:00:00");
  CHECK(after("2024-01-31T10:00:00", "1 month") == "2024-02-29T10:00:00");
  CHECK(after("2026-01-31T10:00:00", "2 months") == "2026-03-31T10:00:00");
  CHECK(after("2026-11-30T10:00:00", "3 months") == "2027-02-28T10:00:00");
  CHECK(after("2024-02-29T10:00:00", "1 year") == "2025-02-28T10:00:00");
  CHECK(after("2024-02-29T10:00:00", "4 years") == "2028-02-29T10:00:00");
  CHECK(after("2025-12-15T10:00:00", "12 months") == "2026-12-15T10:00:00");
  CHECK(after("2026-01-31T10:00:00", "P1M3DT12H") == "2026-03-03T22:00:00");
}

TEST_CASE("spans: nothing leaves the calendar") {
  auto utc = zone("UTC");
  auto add = [&](Instant start, const Span& s) { return add_span(start, s, *utc); };
  Instant last = to_instant({kMaxTimestampSeconds, 999'999'000});
  CHECK(add(last - std::chrono::days(1), span("1 day")).value() == last);
  for (const char* text : {"1 day", "1 full day", "1 month", "1 second", "10000 years"}) {
    auto end = add(last, span(text));
    REQUIRE_FALSE(end);
    CHECK(end.error().status == Status::kInvalidInput);
  }
  CHECK_FALSE(add(kNever, span("1 second")));
  CHECK_FALSE(add(Instant::min(), span("1 second")));
  CHECK_FALSE(add(Instant{}, Span{SpanUnit::kDays, 0, INT64_MAX, Duration(0)}));
  CHECK_FALSE(add(Instant{}, Span{SpanUnit::kMonths, INT64_MAX, 0, Duration(0)}));
  CHECK_FALSE(add(Instant{}, Span{SpanUnit::kExact, 0, 0, Duration(INT64_MAX)}));
  CHECK(add(Instant{}, Span{}).value() == Instant{});
}

TEST_CASE("spans: working time needs a calendar") {
  auto utc = zone("UTC");
  for (const char* text : {"1 business day", "1 business hour"}) {
    auto end = add_span(Instant{}, span(text), *utc);
    REQUIRE_FALSE(end);
    CHECK(end.error().status == Status::kInvalidInput);
  }
}

TEST_CASE("a negative span goes back") {
  auto zone = *stagegraph::time::Zone::load("Asia/Shanghai");
  auto back = [&](const char* from, const char* span) {
    stagegraph::time::Span s = *stagegraph::time::parse_span(span);
    s.months = -s.months, s.days = -s.days, s.exact = -s.exact;
    auto start = to_instant(*stagegraph::time::parse_timestamp(from, zone.get()));
    auto end = add_span(start, s, *zone);
    return end ? stagegraph::time::format_instant(*end, zone.get()) : "none";
  };
  CHECK(back("2026-03-09T10:00", "1 day") == "2026-03-08T10:00:00+08:00");
  CHECK(back("2026-03-31T10:00", "1 month") == "2026-02-28T10:00:00+08:00");
  CHECK(back("2026-03-09T10:00", "90 minutes") == "2026-03-09T08:30:00+08:00");
  CHECK(back("2026-03-09T10:00", "1 full day") == "2026-03-08T00:00:00+08:00");
  CHECK(back("2026-03-09T00:00", "1 full day") == "2026-03-08T00:00:00+08:00");
  CHECK(back("0001-03-09T10:00", "1 year") == "none");
}
