// Durations as text: what rulesets read, what CEL's duration() reads, and where the two differ.
#include "ruleset/duration_text.h"

#include <catch2/catch.hpp>
#include <random>

using namespace stagegraph;
using namespace stagegraph::ruleset;

TEST_CASE("durations: both forms read these alike") {
  auto [text, nanoseconds] = GENERATE(table<const char*, int64_t>({
      {"0s", 0},
      {"-0s", 0},
      {"1h30m", 5'400'000'000'000},
      {"-1.5s", -1'500'000'000},
      {"1h1m1s1ms1us1ns", 3'661'001'001'001},
      {"1µs", 1'000},
      {"0.00000000000250h", 9},
      {"0.5000000000000000000000000000s", 500'000'000},
      {"9223372036854775807ns", INT64_MAX},
      {"-9223372036854775808ns", INT64_MIN},
      {"-9223372036.854775808s", INT64_MIN},
  }));
  CAPTURE(text);
  CHECK(parse_duration(text) == nanoseconds);
  CHECK(cel::parse_duration(text) == nanoseconds);
}

TEST_CASE("durations: CEL's definition is lenient, values are strict") {
  auto [text, nanoseconds] = GENERATE(table<const char*, int64_t>({
      {"0", 0},
      {"-0", 0},
      {"+0", 0},
      {"+1s", 1'000'000'000},
      {".5s", 500'000'000},
      {"-.5s", -500'000'000},
      {"1.s", 1'000'000'000},
      {"0.1ns", 0},
      {"1.9999999999s", 1'999'999'999},
      {"0.0000000005s", 0},
      {"0.5000000000000000000000000001s", 500'000'000},
  }));
  CAPTURE(text);
  CHECK_FALSE(parse_duration(text));
  CHECK(cel::parse_duration(text) == nanoseconds);
}

TEST_CASE("durations: values may also be spans of an exact length") {
  auto [text, nanoseconds] = GENERATE(table<const char*, int64_t>({
      {"36 hours", 129'600'000'000'000},
      {"PT36H", 129'600'000'000'000},
      {"PT0.5S", 500'000'000},
      {"1 second", 1'000'000'000},
  }));
  CAPTURE(text);
  CHECK(parse_duration(text) == nanoseconds);
  CHECK_FALSE(cel::parse_duration(text));
}

TEST_CASE("durations: neither form reads these") {
  auto text =
      GENERATE("", "-", "+", "s", ".", ".s", "1", "1x", "1d", "1 day", "7 days", "P1M", "--1s",
               "+-1s", " 1s", "1s ", "1s-1s", "1..5s", "1e3s", "9223372036854775808ns",
               "-9223372036854775809ns", "2562048h", "9999999999999999999999999999s");
  CAPTURE(text);
  CHECK_FALSE(parse_duration(text));
  CHECK_FALSE(cel::parse_duration(text));
}

TEST_CASE("durations: both forms read back what is written") {
  std::mt19937_64 random(17);
  for (int i = 0; i < 10'000; ++i) {
    const auto nanoseconds = static_cast<int64_t>(random()) >> (i % 64);
    const std::string text = format_duration(nanoseconds);
    CAPTURE(text);
    REQUIRE(parse_duration(text) == nanoseconds);
    REQUIRE(cel::parse_duration(text) == nanoseconds);
  }
  CHECK(parse_duration(format_duration(INT64_MIN)) == INT64_MIN);
}
