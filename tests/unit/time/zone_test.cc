// SPDX-License-Identifier: Apache-2.0
#include "time/zone.h"

#include <catch2/catch.hpp>

#include "time/instant.h"
#include "time/posix_rule.h"
#include "time/zone_names.h"
#include "time/zone_source.h"
#include "time/zones.h"

using namespace stagegraph;
using namespace stagegraph::time;
using stagegraph::time::parse_posix_rule;
using stagegraph::time::periods_of;

namespace {

std::shared_ptr<const Zone> zone(std::string_view name) {
  auto loaded = Zone::load(name);
  INFO((loaded ? std::string() : loaded.error().message));
  REQUIRE(loaded);
  return *loaded;
}

using Seconds = std::chrono::seconds;

Instant instant(std::string_view utc) { return to_instant(parse_timestamp(utc, nullptr).value()); }

Instant since_1970(int64_t seconds) { return Instant(Seconds(seconds)); }

// The instant of a local time, written in UTC.
std::string to_utc(const Zone& in, std::string_view local) {
  return format_timestamp(parse_timestamp(local, &in).value(), nullptr);
}

std::string unknown(std::string_view name) {
  auto loaded = Zone::load(name);
  CAPTURE(name);
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().status == Status::kUnknownName);
  return loaded.error().message;
}

struct OffsetCase {
  const char* zone;
  int64_t at;
  int32_t offset;
};

// From Python's zoneinfo. Only the past, and rules that have stood for decades.
// clang-format off
constexpr OffsetCase kOffsets[] = {
    {"America/New_York", -3778840833, -17762},
    {"America/New_York", -2031336671, -18000},
    {"America/New_York", -1591197898, -14400},
    {"America/New_York", -784542138, -14400},
    {"America/New_York", 517335235, -14400},
    {"America/New_York", 598727607, -18000},
    {"America/New_York", 1314104193, -14400},
    {"America/New_York", 1783132197, -14400},
    {"America/New_York", 1788221289, -14400},
    {"America/New_York", 2102248561, -14400},
    {"America/New_York", 2148115583, -18000},
    {"America/New_York", 2544928548, -14400},
    {"America/New_York", 4102886644, -18000},
    {"America/New_York", 7257077285, -18000},
    {"Europe/Berlin", -3758724801, 3208},
    {"Europe/Berlin", -2035477576, 3600},
    {"Europe/Berlin", -1600756724, 3600},
    {"Europe/Berlin", -770437135, 10800},
    {"Europe/Berlin", 512784442, 7200},
    {"Europe/Berlin", 574427464, 3600},
    {"Europe/Berlin", 1317903495, 7200},
    {"Europe/Berlin", 1783005024, 7200},
    {"Europe/Berlin", 1785377671, 7200},
    {"Europe/Berlin", 2110825388, 3600},
    {"Europe/Berlin", 2164359361, 7200},
    {"Europe/Berlin", 2540591761, 7200},
    {"Europe/Berlin", 4115770425, 7200},
    {"Europe/Berlin", 7248025968, 7200},
    {"Asia/Shanghai", -3757934493, 29143},
    {"Asia/Shanghai", -2046168552, 28800},
    {"Asia/Shanghai", -1601677189, 28800},
    {"Asia/Shanghai", -767616012, 28800},
    {"Asia/Shanghai", 510009202, 28800},
    {"Asia/Shanghai", 597120367, 28800},
    {"Asia/Shanghai", 1324905883, 28800},
    {"Asia/Shanghai", 1784780648, 28800},
    {"Asia/Shanghai", 1780309705, 28800},
    {"Asia/Shanghai", 2107630685, 28800},
    {"Asia/Shanghai", 2146425040, 28800},
    {"Asia/Shanghai", 2547136830, 28800},
    {"Asia/Shanghai", 4128524468, 28800},
    {"Asia/Shanghai", 7228730938, 28800},
    {"Europe/Dublin", -3781477026, -1521},
    {"Europe/Dublin", -2025780415, -1521},
    {"Europe/Dublin", -1589625190, 3600},
    {"Europe/Dublin", -787482639, 3600},
    {"Europe/Dublin", 515030465, 3600},
    {"Europe/Dublin", 594168623, 0},
    {"Europe/Dublin", 1294880581, 0},
    {"Africa/Casablanca", -3757337536, -1820},
    {"Africa/Casablanca", -2038216415, -1820},
    {"Africa/Casablanca", -1585496991, 0},
    {"Africa/Casablanca", -762473856, 3600},
    {"Africa/Casablanca", 535828542, 0},
    {"Africa/Casablanca", 582319157, 0},
    {"Africa/Casablanca", 1307092772, 3600},
    {"Asia/Gaza", -3774560796, 8272},
    {"Asia/Gaza", -2047952376, 7200},
    {"Asia/Gaza", -1608255045, 7200},
    {"Asia/Gaza", -784356043, 7200},
    {"Asia/Gaza", 521527131, 10800},
    {"Asia/Gaza", 575274473, 7200},
    {"Asia/Gaza", 1302496413, 10800},
    {"Australia/Lord_Howe", -3769805350, 38180},
    {"Australia/Lord_Howe", -2023255549, 36000},
    {"Australia/Lord_Howe", -1596511677, 36000},
    {"Australia/Lord_Howe", -769657394, 36000},
    {"Australia/Lord_Howe", 516696202, 37800},
    {"Australia/Lord_Howe", 585915125, 37800},
    {"Australia/Lord_Howe", 1313471829, 37800},
    {"America/Santiago", -3755655358, -16965},
    {"America/Santiago", -2050260718, -16965},
    {"America/Santiago", -1580723166, -16965},
    {"America/Santiago", -779533706, -14400},
    {"America/Santiago", 525249520, -14400},
    {"America/Santiago", 590517802, -14400},
    {"America/Santiago", 1317179302, -10800},
    {"America/Nuuk", -3767729521, -12416},
    {"America/Nuuk", -2047730196, -12416},
    {"America/Nuuk", -1585507476, -10800},
    {"America/Nuuk", -766923095, -10800},
    {"America/Nuuk", 512005778, -10800},
    {"America/Nuuk", 589232746, -7200},
    {"America/Nuuk", 1321744131, -10800},
    {"Pacific/Apia", -3765392424, 45184},
    {"Pacific/Apia", -2034998539, -41216},
    {"Pacific/Apia", -1606489026, -41400},
    {"Pacific/Apia", -777372985, -41400},
    {"Pacific/Apia", 531785121, -39600},
    {"Pacific/Apia", 570228728, -39600},
    {"Pacific/Apia", 1307612813, -39600},
    {"Asia/Jerusalem", -3757540399, 8454},
    {"Asia/Jerusalem", -2047232200, 8440},
    {"Asia/Jerusalem", -1607976428, 7200},
    {"Asia/Jerusalem", -768618357, 10800},
    {"Asia/Jerusalem", 525541889, 10800},
    {"Asia/Jerusalem", 593549814, 7200},
    {"Asia/Jerusalem", 1295347944, 7200},
    {"Pacific/Chatham", -3777461448, 44028},
    {"Pacific/Chatham", -2034263307, 44100},
    {"Pacific/Chatham", -1601541980, 44100},
    {"Pacific/Chatham", -787710010, 44100},
    {"Pacific/Chatham", 515312402, 45900},
    {"Pacific/Chatham", 568236290, 49500},
    {"Pacific/Chatham", 1296422708, 49500},
    {"America/Sao_Paulo", -3766341723, -11188},
    {"America/Sao_Paulo", -2042385062, -11188},
    {"America/Sao_Paulo", -1604218032, -10800},
    {"America/Sao_Paulo", -765774799, -10800},
    {"America/Sao_Paulo", 506345509, -7200},
    {"America/Sao_Paulo", 597111432, -7200},
    {"America/Sao_Paulo", 1305242259, -10800},
    {"Africa/Monrovia", -3771376817, -2588},
    {"Africa/Monrovia", -2022033685, -2588},
    {"Africa/Monrovia", -1592008447, -2670},
    {"Africa/Monrovia", -775959916, -2670},
    {"Africa/Monrovia", 526526920, 0},
    {"Africa/Monrovia", 597079673, 0},
    {"Africa/Monrovia", 1313826705, 0},
};
// clang-format on

}  // namespace

TEST_CASE("zones: offsets agree with another reader of the database") {
  for (const OffsetCase& c : kOffsets) {
    CAPTURE(c.zone, c.at);
    CHECK(zone(c.zone)->offset_at(since_1970(c.at)) == Seconds(c.offset));
  }
}

TEST_CASE("zones: UTC and fixed offsets need no database") {
  CHECK(zone("UTC")->offset_at(Instant{}) == Seconds(0));
  CHECK(zone("UTC")->name() == "UTC");
  CHECK(zone("+08:00")->offset_at(Instant::max()) == Seconds(28'800));
  CHECK(zone("-03:30")->offset_at(since_1970(kMinTimestampSeconds)) == Seconds(-12'600));
  CHECK(zone("-03:30")->to_utc(WallTime{}) == since_1970(12'600));
  CHECK(zone("+08:00")->to_local(Instant{}) == WallTime(Seconds(28'800)));
  for (const char* name :
       {"+8:00", "+08", "+0800", "+24:00", "+08:60", "+08:00 ", "08:00", "+", ""}) {
    unknown(name);
  }
}

TEST_CASE("zones: unknown names, with a suggestion") {
  CHECK(unknown("Asia/Shangai") ==
        "'Asia/Shangai' is not a time zone. Write a name such as Asia/Shanghai, or an offset such "
        "as +08:00. Did you mean 'Asia/Shanghai'?");
  CHECK(unknown("europe/berlin").find("Did you mean 'Europe/Berlin'") != std::string::npos);
  CHECK(unknown("localtime").find("Did you mean") == std::string::npos);
  unknown("../../../etc/passwd");
  unknown("right/Asia/Shanghai");
  unknown("Asia/Shanghai\n");
}

TEST_CASE("zones: what was meant is a city, an offset or a name, not a spelling") {
  auto meant = [](const char* written, const char* zone) {
    INFO(written);
    CHECK(unknown(written).find("Did you mean '" + std::string(zone) + "'?") != std::string::npos);
  };
  meant("Asia/Beijing", "Asia/Shanghai");
  meant("beijing", "Asia/Shanghai");
  meant("Asia/Mumbai", "Asia/Kolkata");
  meant("America/San Francisco", "America/Los_Angeles");
  meant("Europe/Frankfurt", "Europe/Berlin");
  meant("Shanghai", "Asia/Shanghai");
  meant("Europe/New_York", "America/New_York");
  meant("UTC+8", "+08:00");
  meant("gmt-03", "-03:00");
  meant("Asia/Shnghai", "Asia/Shanghai");
}

TEST_CASE("zones: an abbreviation names several zones") {
  CHECK(unknown("CST").find("'CST' is an abbreviation, which the database does not have. Write "
                            "Asia/Shanghai, America/Chicago or America/Havana") !=
        std::string::npos);
  CHECK(unknown("ist").find("Asia/Kolkata") != std::string::npos);
  CHECK(unknown("CST").find("CET") == std::string::npos);
}

TEST_CASE("zones: the signs of Etc/GMT are the other way round") {
  using stagegraph::time::surprise_of_zone;
  CHECK(zone("Etc/GMT+8")->offset_at(Instant{}) == Seconds(-28'800));
  CHECK(surprise_of_zone("Etc/GMT+8").value() ==
        "'Etc/GMT+8' is west of UTC: the signs of these names are the other way round. Write the "
        "offset, -08:00 or +08:00");
  CHECK(surprise_of_zone("Etc/GMT-14").has_value());
  CHECK_FALSE(surprise_of_zone("Etc/GMT").has_value());
  CHECK_FALSE(surprise_of_zone("Etc/GMT+0").has_value());
  CHECK_FALSE(surprise_of_zone("Asia/Shanghai").has_value());
}

TEST_CASE("zones: a set looks up what was loaded and nothing else") {
  stagegraph::time::Zones zones;
  CHECK(zones.find("Asia/Tokyo") == nullptr);
  REQUIRE(zones.add("Asia/Tokyo"));
  CHECK_FALSE(zones.add("Asia/Tokio"));
  CHECK(zones.find("Asia/Tokyo")->offset_at(Instant{}) == Seconds(32'400));
  const stagegraph::time::Zones copy = zones;
  CHECK(copy.find("Asia/Tokyo") == zones.find("Asia/Tokyo"));
}

TEST_CASE("zones: the database says which release it is") {
  const std::string version = stagegraph::time::tzdata_version();
  CHECK(version.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz") == std::string::npos);
  CHECK_FALSE(version.empty());
}

TEST_CASE("zones: the changes of clocks, to the second") {
  auto berlin = zone("Europe/Berlin");
  CHECK(berlin->offset_at(instant("2026-03-29T00:59:59Z")) == Seconds(3600));
  CHECK(berlin->offset_at(instant("2026-03-29T01:00:00Z")) == Seconds(7200));
  CHECK(berlin->offset_at(instant("2026-10-25T00:59:59Z")) == Seconds(7200));
  CHECK(berlin->offset_at(instant("2026-10-25T01:00:00Z")) == Seconds(3600));
  auto new_york = zone("America/New_York");
  CHECK(new_york->offset_at(instant("2026-03-08T06:59:59Z")) == Seconds(-18'000));
  CHECK(new_york->offset_at(instant("2026-03-08T07:00:00Z")) == Seconds(-14'400));
  // Beyond the list in the file: the rule in its last line.
  CHECK(new_york->offset_at(instant("2099-07-01T00:00:00Z")) == Seconds(-14'400));
  CHECK(new_york->offset_at(instant("2099-12-01T00:00:00Z")) == Seconds(-18'000));
  auto shanghai = zone("Asia/Shanghai");
  CHECK(shanghai->offset_at(instant("1988-07-01T00:00:00Z")) == Seconds(32'400));
  CHECK(shanghai->offset_at(instant("2026-07-01T00:00:00Z")) == Seconds(28'800));
}

TEST_CASE("zones: a time inside a gap moves forward by its length") {
  auto berlin = zone("Europe/Berlin");
  CHECK(to_utc(*berlin, "2026-03-29T01:59:59") == "2026-03-29T00:59:59Z");
  CHECK(to_utc(*berlin, "2026-03-29T02:00:00") == "2026-03-29T01:00:00Z");  // 03:00
  CHECK(to_utc(*berlin, "2026-03-29T02:30:00") == "2026-03-29T01:30:00Z");  // 03:30
  CHECK(to_utc(*berlin, "2026-03-29T02:59:59") == "2026-03-29T01:59:59Z");
  CHECK(to_utc(*berlin, "2026-03-29T03:00:00") == "2026-03-29T01:00:00Z");
  auto new_york = zone("America/New_York");
  CHECK(to_utc(*new_york, "2026-03-08T02:30:00") == "2026-03-08T07:30:00Z");
  auto shanghai = zone("Asia/Shanghai");
  CHECK(to_utc(*shanghai, "1986-05-04T02:30:00") == "1986-05-03T18:30:00Z");
  auto apia = zone("Pacific/Apia");  // had no 30 December in 2011
  CHECK(to_utc(*apia, "2011-12-30T12:00:00") == "2011-12-30T22:00:00Z");
  CHECK(apia->start_of_day(days_from_civil(2011, 12, 30)) == instant("2011-12-30T10:00:00Z"));
}

TEST_CASE("zones: of a time that occurs twice the first is meant") {
  auto berlin = zone("Europe/Berlin");
  CHECK(to_utc(*berlin, "2026-10-25T01:59:59") == "2026-10-24T23:59:59Z");
  CHECK(to_utc(*berlin, "2026-10-25T02:00:00") == "2026-10-25T00:00:00Z");
  CHECK(to_utc(*berlin, "2026-10-25T02:59:59") == "2026-10-25T00:59:59Z");
  CHECK(to_utc(*berlin, "2026-10-25T03:00:00") == "2026-10-25T02:00:00Z");
  auto new_york = zone("America/New_York");
  CHECK(to_utc(*new_york, "2026-11-01T01:30:00") == "2026-11-01T05:30:00Z");
  CHECK(to_utc(*new_york, "2026-11-01T02:00:00") == "2026-11-01T07:00:00Z");
}

TEST_CASE("zones: outside gaps, local time goes round trip") {
  for (const char* name : {"America/New_York", "Europe/Berlin", "Asia/Shanghai",
                           "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns"}) {
    auto z = zone(name);
    const Instant end = instant("2200-01-01T00:00:00Z");
    for (Instant at = instant("1890-01-01T00:00:00Z"); at < end; at += Seconds(40'009 * 7)) {
      WallTime local = z->to_local(at);
      Instant back = z->to_utc(local);
      REQUIRE(back <= at);  // the first occurrence
      REQUIRE(z->to_local(back) == local);
    }
  }
}

TEST_CASE("zones: the first moment of a day") {
  auto berlin = zone("Europe/Berlin");
  CHECK(berlin->start_of_day(days_from_civil(2026, 3, 29)) == instant("2026-03-28T23:00:00Z"));
  auto havana = zone("America/Havana");  // 2017: midnight to 01:00, and back at 01:00
  CHECK(havana->start_of_day(days_from_civil(2017, 3, 12)) == instant("2017-03-12T05:00:00Z"));
  CHECK(havana->start_of_day(days_from_civil(2017, 11, 5)) == instant("2017-11-05T04:00:00Z"));
}

TEST_CASE("POSIX rules: forms") {
  auto rule = parse_posix_rule("CET-1CEST,M3.5.0,M10.5.0/3");
  REQUIRE(rule);
  CHECK((rule->standard == 3600 && rule->summer == 7200 && rule->has_summer));
  auto periods = periods_of(*rule, 2040, 2041);
  REQUIRE(periods.size() == 4);
  CHECK(periods[0].begin == instant("2040-03-25T01:00:00Z"));
  CHECK(periods[1].begin == instant("2040-10-28T01:00:00Z"));
  CHECK(periods[2].begin == instant("2041-03-31T01:00:00Z"));
  CHECK(periods[0].offset == Seconds(7200));
  CHECK(periods[1].offset == Seconds(3600));

  auto fixed = parse_posix_rule("<+0530>-5:30");
  REQUIRE(fixed);
  CHECK((fixed->standard == 19'800 && !fixed->has_summer));
  CHECK(periods_of(*fixed, 2040, 2050).empty());

  auto dublin = parse_posix_rule("IST-1GMT0,M10.5.0,M3.5.0/1");  // winter is the exception
  REQUIRE(dublin);
  periods = periods_of(*dublin, 2040, 2040);
  CHECK(periods[0].begin == instant("2040-03-25T01:00:00Z"));
  CHECK(periods[0].offset == Seconds(3600));

  auto nuuk = parse_posix_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
  REQUIRE(nuuk);
  CHECK(periods_of(*nuuk, 2040, 2040)[0].begin == instant("2040-03-25T01:00:00Z"));
}

TEST_CASE("POSIX rules: days of the year, with and without the leap day") {
  auto julian = parse_posix_rule("AAA0BBB,J60/0,J300/0:30:15");
  REQUIRE(julian);
  CHECK(periods_of(*julian, 2040, 2040)[0].begin == instant("2040-03-01T00:00:00Z"));
  CHECK(periods_of(*julian, 2041, 2041)[0].begin == instant("2041-03-01T00:00:00Z"));
  CHECK(periods_of(*julian, 2041, 2041)[1].begin == instant("2041-10-26T23:30:15Z"));
  auto counted = parse_posix_rule("AAA0BBB,59/0,300/0");
  REQUIRE(counted);
  CHECK(periods_of(*counted, 2040, 2040)[0].begin == instant("2040-02-29T00:00:00Z"));
  CHECK(periods_of(*counted, 2041, 2041)[0].begin == instant("2041-03-01T00:00:00Z"));
}

TEST_CASE("POSIX rules: what is not one") {
  for (const char* text :
       {"", "CET", "CE-1", "<CET-1", "CET-1x", "CET-x", "CET-1CEST", "CET-1CEST,M3.5.0",
        "CET-1CEST,M3.5.0,M10.5.0/", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J5", "CET-1CEST,366,5",
        "CET-1CEST,M3.5.0,M10.5.0x", "CET-1:x", "CET-1CEST-,M3.5.0,M10.5.0",
        "CET-1CE,M3.5.0,M10.5.0", "CET-1CEST-2"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_posix_rule(text));
  }
}

TEST_CASE("zones: an offset as text") {
  CHECK(parse_offset("+08:00") == Seconds(8 * 3'600));
  CHECK(parse_offset("-02:30") == Seconds(-9'000));
  CHECK(parse_offset("+00:00") == Seconds(0));
  CHECK(parse_offset("+23:59") == Seconds(86'340));
  for (const char* text :
       {"", "+", "08:00", "+24:00", "+08:60", "+8:00", "+08:00 ", "+0800", "Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_offset(text));
  }
}
