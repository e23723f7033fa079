// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "base/int128.h"
#include "decimal_cases.h"

using stagegraph::Decimal;
using stagegraph::Int128;
using namespace stagegraph::test;

namespace {

Decimal decimal(const char* text) {
  auto value = Decimal::parse(text);
  REQUIRE(value);
  return *value;
}

std::string shown(const std::optional<Decimal>& value) {
  return value ? value->to_string() : "nothing";
}

std::string expected(const char* text) { return text == nullptr ? "nothing" : text; }

std::string parsed(std::string_view text) { return shown(Decimal::parse(text)); }

int sign(std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

constexpr char kLargest[] = "39614081257132168796771975167";

}  // namespace

TEST_CASE("decimal: arithmetic agrees with the table") {
  for (const DecimalCase& c : kDecimalCases) {
    CAPTURE(c.a, c.b);
    Decimal a = decimal(c.a);
    Decimal b = decimal(c.b);
    CHECK(a.to_string() == c.a);
    CHECK(sign(compare(a, b)) == c.order);
    CHECK(sign(compare(b, a)) == -c.order);
    CHECK(shown(add(a, b)) == expected(c.sum));
    CHECK(shown(add(b, a)) == expected(c.sum));
    CHECK(shown(subtract(a, b)) == expected(c.difference));
    CHECK(shown(multiply(a, b)) == expected(c.product));
    CHECK(shown(multiply(b, a)) == expected(c.product));
    CHECK(shown(divide(a, b)) == expected(c.quotient));
  }
}

TEST_CASE("decimal: rounding agrees with the table") {
  using R = Decimal::Rounding;
  constexpr R kModes[] = {R::kHalfUp, R::kHalfEven, R::kUp, R::kDown, R::kCeiling, R::kFloor};
  for (const RoundingCase& c : kRoundingCases) {
    for (int i = 0; i < 6; ++i) {
      CAPTURE(c.value, c.places, i);
      CHECK(shown(decimal(c.value).rounded(c.places, kModes[i])) == c.results[i]);
    }
  }
  CHECK_FALSE(decimal("1.5").rounded(-1, R::kUp));
  CHECK_FALSE(decimal("1.5").rounded(29, R::kUp));
}

TEST_CASE("decimal: what is written and how it reads back") {
  CHECK(parsed("0") == "0");
  CHECK(parsed("-0") == "0");
  CHECK(parsed("-0.000") == "0");
  CHECK(parsed("+7") == "7");
  CHECK(parsed("-12.50") == "-12.5");
  CHECK(parsed("3e-2") == "0.03");
  CHECK(parsed("3E+2") == "300");
  CHECK(parsed("1.50e1") == "15");
  CHECK(parsed("007.70") == "7.7");
  CHECK(parsed("100") == "100");
  CHECK(parsed("0.0000000000000000000000000001") == "0.0000000000000000000000000001");
  CHECK(parsed("0.00000000000000000000000000001") == "nothing");
  CHECK(parsed("1." + std::string(500, '0')) == "1");
  CHECK(parsed(std::string(500, '0') + "1") == "1");
  CHECK(parsed("1" + std::string(500, '0') + "e-500") == "1");
  CHECK(parsed("0e99999999999999999999") == "0");
  CHECK(parsed("1e28") == "10000000000000000000000000000");
  CHECK(parsed("4e28") == "nothing");
  CHECK(parsed("1e29") == "nothing");
  CHECK(parsed("1e99999999999999999999") == "nothing");
  CHECK(parsed("1e-99999999999999999999") == "nothing");
}

TEST_CASE("decimal: the ends of the range") {
  CHECK(parsed(kLargest) == kLargest);
  CHECK(parsed(std::string("-") + kLargest) == std::string("-") + kLargest);
  CHECK(parsed("39614081257132168796771975168") == "nothing");
  CHECK(parsed("-39614081257132168796771975168") == "nothing");
  CHECK(parsed("396140812571321687967719751670") == "nothing");
  CHECK(parsed("3.9614081257132168796771975167") == "3.9614081257132168796771975167");
  CHECK(parsed("3.96140812571321687967719751671") == "nothing");
  CHECK_FALSE(add(decimal(kLargest), decimal("1")));
  CHECK_FALSE(subtract(decimal("-39614081257132168796771975167"), decimal("1")));
  CHECK(shown(divide(decimal(kLargest), decimal("1"))) == kLargest);
  CHECK_FALSE(divide(decimal(kLargest), decimal("0.1")));
  CHECK_FALSE(divide(decimal("1"), decimal("0")));
  CHECK(shown(divide(decimal("0"), decimal("-3"))) == "0");
  CHECK(shown(divide(decimal("1"), decimal("3"))) == "0.3333333333333333333333333333");
  CHECK(shown(divide(decimal("2"), decimal("3"))) == "0.6666666666666666666666666667");
}

TEST_CASE("decimal: what is not a number") {
  for (const char* text :
       {"",   "-",   "+",    ".",     ".5",  "5.",  "1e",  "1e+", "e5",    "1.5.2", " 1",
        "1 ", "1,5", "0x1F", "1_000", "NaN", "inf", "--1", "+-1", "1e5.0", "１"}) {
    CAPTURE(text);
    CHECK_FALSE(Decimal::parse(text));
  }
}

TEST_CASE("decimal: whole numbers and back") {
  for (int64_t value : {int64_t{0}, int64_t{1}, int64_t{-1}, INT64_MAX, INT64_MIN}) {
    CHECK(Decimal::from_int(value).to_int() == value);
    CHECK(Decimal::from_int(value).to_string() == std::to_string(value));
    CHECK(Decimal::from_int(value).negative() == (value < 0));
    CHECK(Decimal::from_int(value).is_zero() == (value == 0));
  }
  CHECK(decimal("2.99").to_int() == 2);
  CHECK(decimal("-2.99").to_int() == -2);
  CHECK_FALSE(decimal("9223372036854775808").to_int());
  CHECK(decimal("9223372036854775807.9").to_int() == INT64_MAX);
  CHECK_FALSE(decimal("-9223372036854775809").to_int());
}

TEST_CASE("decimal: doubles") {
  CHECK(shown(Decimal::from_double(0.1)) == "0.1");
  CHECK(shown(Decimal::from_double(-0.0)) == "0");
  CHECK(shown(Decimal::from_double(0.1 + 0.2)) == "0.30000000000000004");
  CHECK(shown(Decimal::from_double(1e22)) == "10000000000000000000000");
  CHECK(shown(Decimal::from_double(1e29)) == "nothing");
  CHECK(shown(Decimal::from_double(1.5e-28)) == "0.0000000000000000000000000002");
  CHECK(shown(Decimal::from_double(2.5e-28)) == "0.0000000000000000000000000002");
  CHECK(shown(Decimal::from_double(-2.6e-28)) == "-0.0000000000000000000000000003");
  CHECK(shown(Decimal::from_double(1e-300)) == "0");
  CHECK(shown(Decimal::from_double(std::nan(""))) == "nothing");
  CHECK(shown(Decimal::from_double(std::numeric_limits<double>::infinity())) == "nothing");
  CHECK(decimal("0.1").to_double() == 0.1);
  CHECK(decimal("-1234567.25").to_double() == -1234567.25);
  CHECK(decimal("9007199254740993").to_double() == 9007199254740992.0);  // a tie: to even
  CHECK(decimal(kLargest).to_double() == 39614081257132168796771975167.0);
}

TEST_CASE("decimal: random doubles of up to 15 digits survive the trip") {
  std::mt19937_64 random(11);
  for (int i = 0; i < 20'000; ++i) {
    auto whole = static_cast<int64_t>(random() % 2'000'000'000'000'000) - 1'000'000'000'000'000;
    double value = static_cast<double>(whole) / std::pow(10.0, static_cast<double>(random() % 12));
    auto exact = Decimal::from_double(value);
    REQUIRE(exact);
    REQUIRE(exact->to_double() == value);
    REQUIRE(Decimal::parse(exact->to_string()) == *exact);
  }
}

TEST_CASE("decimal: small numbers agree with 128-bit arithmetic") {
  std::mt19937_64 random(12);
  auto small = [&random] { return static_cast<int64_t>(random() % 2'000'001) - 1'000'000; };
  auto make = [](Int128 whole, int scale) {  // by another road than the code under test
    std::string text = std::to_string(static_cast<int64_t>(whole)) + "e-" + std::to_string(scale);
    return *Decimal::parse(text);
  };
  for (int i = 0; i < 50'000; ++i) {
    int64_t a = small();
    int64_t b = small();
    Decimal x = make(a, 3);
    Decimal y = make(b, 3);
    REQUIRE(add(x, y) == make(Int128{a} + b, 3));
    REQUIRE(subtract(x, y) == make(Int128{a} - b, 3));
    REQUIRE(multiply(x, y) == make(Int128{a} * b, 6));
    REQUIRE(compare(x, y) == (a <=> b));
    if (b != 0) {
      REQUIRE(divide(*multiply(x, y), y) == x);
    }
  }
}

TEST_CASE("decimal: equal numbers have equal parts") {
  Decimal a = decimal("12.5000");
  Decimal b = decimal("1.25e1");
  CHECK(a == b);
  CHECK((a.low() == b.low() && a.high() == b.high() && a.scale() == b.scale()));
  CHECK(Decimal::from_parts(a.low(), a.high(), a.scale()) == a);
  Decimal negative = decimal("-39614081257132168796771975167");
  CHECK(Decimal::from_parts(negative.low(), negative.high(), negative.scale()).to_string() ==
        "-39614081257132168796771975167");
  CHECK(Decimal() == decimal("0.00"));
}
