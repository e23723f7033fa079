// SPDX-License-Identifier: Apache-2.0
// Timestamps and dates as text.
#include <catch2/catch.hpp>

#include "time/instant.h"
#include "time/zone.h"

using namespace stagegraph;
using namespace stagegraph::time;

namespace {

std::shared_ptr<const Zone> zone(std::string_view name) {
  auto loaded = Zone::load(name);
  REQUIRE(loaded);
  return *loaded;
}

// Read, and written again in UTC; or the error's message.
std::string utc(std::string_view text, const Zone* in = nullptr) {
  auto read = parse_timestamp(text, in);
  if (!read) CHECK(read.error().status == Status::kInvalidInput);
  return read ? format_timestamp(*read, nullptr) : read.error().message;
}

// The same by the reader of what hosts hand over.
std::string given(std::string_view text, const Zone* in = nullptr) {
  auto read = parse_given_time(text, in);
  if (!read) CHECK(read.error().status == Status::kInvalidInput);
  return read ? format_timestamp(*read, nullptr) : "";
}

bool is_refused(std::string_view text, const Zone* in = nullptr) {
  return !parse_timestamp(text, in).has_value();
}

}  // namespace

TEST_CASE("timestamps: RFC 3339 with an offset") {
  CHECK(utc("2026-03-02T10:00:00Z") == "2026-03-02T10:00:00Z");
  CHECK(utc("2026-03-02t10:00:00z") == "2026-03-02T10:00:00Z");
  CHECK(utc("2026-03-02T10:00:00+08:00") == "2026-03-02T02:00:00Z");
  CHECK(utc("2026-03-02T10:00:00-05:30") == "2026-03-02T15:30:00Z");
  CHECK(utc("2026-03-02T10:00:00-00:00") == "2026-03-02T10:00:00Z");
  CHECK(utc("2026-03-02T10:00:00.5Z") == "2026-03-02T10:00:00.500Z");
  CHECK(utc("2026-03-02T10:00:00.000001Z") == "2026-03-02T10:00:00.000001Z");
  CHECK(utc("2026-03-02T10:00:00.123456789Z") == "2026-03-02T10:00:00.123456789Z");
  CHECK(utc("2026-03-02T10:00:00.000Z") == "2026-03-02T10:00:00Z");
  CHECK(utc("1969-12-31T23:59:59.999999999Z") == "1969-12-31T23:59:59.999999999Z");
  CHECK(utc("0001-01-01T00:00:00Z") == "0001-01-01T00:00:00Z");
  CHECK(utc("9999-12-31T23:59:59.999999999Z") == "9999-12-31T23:59:59.999999999Z");
}

TEST_CASE("timestamps: what is not one") {
  for (const char* text : {"",
                           "2026",
                           "2026-03-02",
                           "2026-03-02T10:00:00",
                           "2026-03-02T10:00Z",
                           "2026-03-02 10:00:00Z",
                           "2026-3-2T10:00:00Z",
                           "2026-03-02T10:00:00.Z",
                           "2026-03-02T10:00:00.1234567890Z",
                           "2026-03-02T10:00:00+08",
                           "2026-03-02T10:00:00+0800",
                           "2026-03-02T10:00:00+24:00",
                           "2026-03-02T10:00:00+08:60",
                           "2026-03-02T10:00:00Z ",
                           " 2026-03-02T10:00:00Z",
                           "2026-03-02T10:00:00,5Z",
                           "2026-03-02T24:00:00Z",
                           "2026-03-02T10:60:00Z",
                           "2026-02-29T10:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-03-02T10:00:00Zjunk",
                           "20260302T100000Z",
                           "+2026-03-02T10:00:00Z",
                           "-2026-03-02T10:00:00Z",
                           "2026-03-02T10:00:00x",
                           "2026-03-02T1:00:00Z",
                           "2026-03-02T10:00:00+8:00",
                           "2026-03-02X10:00:00Z",
                           "2026-03-02T10-00-00Z"}) {
    CAPTURE(text);
    CHECK(is_refused(text));
  }
  CHECK(utc("2026-06-30T23:59:60Z") ==
        "'2026-06-30T23:59:60Z' is a leap second, which no clock here counts. Write second 59");
  CHECK(utc("0001-01-01T00:00:00+00:01") ==
        "'0001-01-01T00:00:00+00:01' is outside the years 0001 to 9999");
  CHECK(is_refused("9999-12-31T23:59:59-00:01"));
  CHECK(is_refused("0000-12-31T00:00:00Z"));
}

TEST_CASE("timestamps: without an offset, in a zone") {
  auto shanghai = zone("Asia/Shanghai");
  const Zone* z = shanghai.get();
  CHECK(utc("2026-03-02T10:00:00", z) == "2026-03-02T02:00:00Z");
  CHECK(utc("2026-03-02T10:00:00.25", z) == "2026-03-02T02:00:00.250Z");
  CHECK(utc("2026-03-02T10:00", z) == "2026-03-02T02:00:00Z");
  CHECK(utc("2026-03-02 10:00", z) == "2026-03-02T02:00:00Z");
  CHECK(utc("2026-03-02 10:00:30", z) == "2026-03-02T02:00:30Z");
  CHECK(utc("2026-03-02", z) == "2026-03-01T16:00:00Z");
  CHECK(utc("2026-03-02T10:00:00-05:00", z) == "2026-03-02T15:00:00Z");
  CHECK(is_refused("2026-03-02 10:00:00Z", z));
  CHECK(is_refused("2026-03-02T10:00+08:00", z));
  CHECK(is_refused("2026-03-02T", z));
  CHECK(is_refused("2026-03-02T10", z));
  CHECK(is_refused("2026-03-02 ", z));
  CHECK(is_refused("2026-03-02T10:00:", z));
}

TEST_CASE("timestamps: with an offset as databases and programs write it") {
  auto shanghai = zone("Asia/Shanghai");
  for (const char* text :
       {"2026-03-06T15:30:00+08:00", "2026-03-06 15:30:00+08:00", "2026-03-06 15:30:00+08",
        "2026-03-06 15:30:00+0800", "2026-03-06T15:30+08:00", "2026-03-06 15:30+08",
        "2026-03-06 07:30:00.000000+00", "2026-03-06t07:30:00z", "2026-03-06 07:30Z",
        "2026-03-06 15:30:00 +08:00", "2026-03-06 15:30:00.0000000 +08:00", "2026-03-06 07:30 UTC",
        "2026-03-06T07:30:00 Z", "2026-03-06T03:30:00-0400", "2026-03-06 04:00:00-03:30"}) {
    CAPTURE(text);
    CHECK(given(text) == "2026-03-06T07:30:00Z");
    CHECK(given(text, shanghai.get()) == "2026-03-06T07:30:00Z");
  }
  CHECK(given("2026-03-06 15:30", shanghai.get()) == "2026-03-06T07:30:00Z");
  CHECK(given("2026-03-06", shanghai.get()) == "2026-03-05T16:00:00Z");
}

TEST_CASE("timestamps: what only looks like such an offset") {
  auto shanghai = zone("Asia/Shanghai");
  for (const char* text :
       {"2026-03-06 15:30:00+8", "2026-03-06 15:30:00+08:0", "2026-03-06 15:30:00+080",
        "2026-03-06 15:30:00+08:00:00", "2026-03-06 15:30:00+24", "2026-03-06 15:30:00+24:00",
        "2026-03-06 15:30:00+0860", "2026-03-06  15:30:00+08", "2026-03-06 15:30:00  +08",
        "2026-03-06 15:30:00 CST", "2026-03-06 15:30:00 UTC+8", "2026-03-06 15:30:00UTC",
        "2026-03-06 15:30:00 utc", "2026-03-06 15:30.5+08", "2026-03-06 15+08", "2026-03-06+08:00",
        "2026-03-06 15:30:00 ", "2026-03-06 24:00:00+08", "2026-02-30 15:30:00+08"}) {
    CAPTURE(text);
    CHECK(given(text, shanghai.get()).empty());
  }
  CHECK(given("2026-03-06 15:30").empty());  // no offset, and no zone
}

TEST_CASE("timestamps: a date means its first moment, where midnight does not exist too") {
  auto sao_paulo = zone("America/Sao_Paulo");  // clocks went from 00:00 to 01:00
  CHECK(utc("2018-11-04", sao_paulo.get()) == "2018-11-04T03:00:00Z");
  auto toronto = zone("America/Toronto");  // in 1919 from 23:30 to 00:30
  CHECK(utc("1919-03-31", toronto.get()) == "1919-03-31T04:30:00Z");
  CHECK(utc("1919-03-31T00:00:00", toronto.get()) == "1919-03-31T05:00:00Z");
}

TEST_CASE("timestamps: written with the zone's offset") {
  auto berlin = zone("Europe/Berlin");
  CHECK(format_instant(Instant{}, nullptr) == "1970-01-01T00:00:00Z");
  CHECK(format_instant(Instant(Duration(1)), berlin.get()) == "1970-01-01T01:00:00.000001+01:00");
  CHECK(format_timestamp({1'782'864'000, 0}, berlin.get()) == "2026-07-01T02:00:00+02:00");
  CHECK(format_timestamp({1'782'864'000, 0}, zone("-03:30").get()) == "2026-06-30T20:30:00-03:30");
  // Local mean time, +00:53:28: only whole minutes can be written, and they read back right.
  Timestamp old{-3'000'000'000, 0};
  std::string text = format_timestamp(old, berlin.get());
  CHECK(text == "1874-12-07T19:33:00+00:53");
  CHECK(parse_timestamp(text, nullptr).value() == old);
}

TEST_CASE("dates") {
  CHECK(*parse_date("1970-01-01") == 0);
  CHECK(*parse_date("2026-03-02") == days_from_civil(2026, 3, 2));
  CHECK(format_date(days_from_civil(1, 1, 1)) == "0001-01-01");
  CHECK(format_date(days_from_civil(9999, 12, 31)) == "9999-12-31");
  for (const char* text : {"", "2026-3-2", "2026-03-02 ", "2026-02-30", "2026-03-02T00:00:00Z",
                           "20260302", "0000-01-01", "2026-03-02..2026-03-04", "2024-02-09 junk"}) {
    CAPTURE(text);
    auto read = parse_date(text);
    REQUIRE_FALSE(read);
    CHECK(read.error().status == Status::kInvalidInput);
  }
}
