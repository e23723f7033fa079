// SPDX-License-Identifier: Apache-2.0
// What the profile for customer records adds: decimals, dates and months, enums.
#include <catch2/catch.hpp>

#include "support.h"
#include "time/zone.h"

using namespace stagegraph;
using namespace stagegraph::time;
using namespace stagegraph::cel;

namespace {

std::string in_zone(std::string_view source, const Zone& zone) {
  Environment environment;
  environment.zone = &zone;
  Compiled compiled = compile(source, environment);
  REQUIRE(compiled.issues.empty());
  Arena arena;
  Activation activation;
  activation.arena = &arena;
  return display(evaluate(*compiled.program, activation), &zone);
}

}  // namespace

TEST_CASE("decimals") {
  Facts f;
  f.add("amount", scalar(TypeKind::kDecimal), Value::decimal(*Decimal::parse("100.10")));
  auto [source, expected] = GENERATE(values<Row>({
      {"amount + 0.2", "100.3"},
      {"amount * 3 - 1", "299.3"},
      {"amount / 4", "25.025"},
      {"amount / 0", "error: division by zero"},
      {"amount >= 100 && amount < 100.11 && amount == 100.1", "true"},
      {"100 <= amount && 0.1 < amount", "true"},
      {"amount in [100.1, 7]", "true"},
      {"amount > (true ? 5 : 6)", "true"},
      {"amount > -(5)", "true"},
      {"-amount", "-100.1"},
      {"5 in [amount]", "false"},
      {"round(amount / 3, 2)", "33.37"},
      {"round(decimal('2.5'), 0) == 3 && round(decimal('-2.5'), 0) == -3", "true"},
      {"round(amount, 29)", "error: round() takes 0 to 28 places"},
      {"decimal('1.50') + decimal(1) + decimal(2u) + decimal(0.25) + decimal(amount)", "104.85"},
      {"decimal('x')", "error: \"x\" cannot be read as a decimal"},
      {"decimal(0.0 / 0.0)", "error: the number does not fit into a decimal"},
      {"decimal(dyn(true))", "error: no such overload: decimal(bool)"},
      {"string(amount) + ' ' + string(double(amount)) + ' ' + string(int(amount))",
       "100.1 100.1 100"},
      {"decimal('30000000000000000000000000000') * 3", "error: overflow in '*'"},
      {"dyn(amount) > 100 && dyn(amount) < 100.5 && dyn(amount) < 200u", "true"},
      {"dyn(amount) % dyn(amount)", "error: no such overload: %(decimal, decimal)"},
      {"round(dyn(1), 1)", "error: no such overload: round(int, int)"},
      {"int(decimal('1e20'))", "error: range error: 100000000000000000000 does not fit into int"},
  }));
  CAPTURE(source);
  CHECK(f(source) == expected);
}

TEST_CASE("dates and months in a zone") {
  auto [source, expected] = GENERATE(values<Row>({
      {"date('2026-03-02')", "2026-03-02"},
      {"date('2026-02-30')", "error: \"2026-02-30\" cannot be read as a date"},
      {"date(timestamp('2026-03-01T20:00:00Z'))", "2026-03-02"},
      {"date(date('2026-03-02')) == date('2026-03-02') && date('2026-03-02') < date('2026-03-03')",
       "true"},
      {"date(dyn(1))", "error: no such overload: date(int)"},
      {"string(date('2026-03-02'))", "2026-03-02"},
      {"days_between(date('2026-03-02'), date('2026-04-01'))", "30"},
      {"days_between(timestamp('2026-03-01T15:59:59Z'), timestamp('2026-03-01T16:00:00Z'))", "1"},
      {"days_between(dyn(1), date('2026-03-02'))",
       "error: no such overload: days_between(int, date)"},
      {"add_months(date('2026-01-31'), 1)", "2026-02-28"},
      {"add_months(date('2026-03-31'), -13)", "2025-02-28"},
      {"add_months(timestamp('2026-01-31T10:00:00+08:00'), 1)", "2026-02-28T10:00:00+08:00"},
      {"add_months(date('9999-12-31'), 1)", "error: the date is out of range: years 0001 to 9999"},
      {"add_months(date('0001-01-31'), -1)", "error: the date is out of range: years 0001 to 9999"},
      {"add_months(date('2026-01-31'), 999999)",
       "error: the date is out of range: years 0001 to 9999"},
      {"add_months(dyn(1), 1)", "error: no such overload: add_months(int, int)"},
      {"add_days(date('2026-02-27'), 2)", "2026-03-01"},
      {"add_days(timestamp('2026-02-27T10:00:00+08:00'), 2)", "2026-03-01T10:00:00+08:00"},
      {"add_days(date('9999-12-31'), 1)", "error: the date is out of range: years 0001 to 9999"},
      {"add_days(dyn(1), 1)", "error: no such overload: add_days(int, int)"},
      {"start_of_month(date('2026-02-27'))", "2026-02-01"},
      {"start_of_month(timestamp('2026-02-27T10:00:00+08:00'))", "2026-02-01T00:00:00+08:00"},
      {"start_of_month(timestamp('0001-01-01T00:00:00Z'))",
       "error: the date is out of range: years 0001 to 9999"},
      {"start_of_month(dyn(1))", "error: no such overload: start_of_month(int)"},
      {"timestamp('2026-03-02')", "2026-03-02T00:00:00+08:00"},
      {"string(timestamp('2026-03-02T10:00:00'))", "2026-03-02T10:00:00+08:00"},
  }));
  Expected<std::shared_ptr<const Zone>> zone = Zone::load("Asia/Shanghai");
  REQUIRE(zone);
  CAPTURE(source);
  CHECK(in_zone(source, **zone) == expected);
}

TEST_CASE("days and months pass a day that the zone skipped") {
  auto [source, expected] = GENERATE(values<Row>({
      {"add_days(timestamp('2011-12-29T12:00:00-10:00'), 1)", "2011-12-31T12:00:00+14:00"},
      {"add_days(timestamp('2011-12-31T12:00:00+14:00'), -1)", "2011-12-29T12:00:00-10:00"},
      {"add_months(timestamp('2012-01-30T12:00:00+14:00'), -1)", "2011-12-29T12:00:00-10:00"},
      {"add_months(timestamp('2011-11-30T12:00:00-10:00'), 1)", "2011-12-31T12:00:00+14:00"},
  }));
  Expected<std::shared_ptr<const Zone>> zone = Zone::load("Pacific/Apia");
  REQUIRE(zone);
  CAPTURE(source);
  CHECK(in_zone(source, **zone) == expected);
}

TEST_CASE("without a zone, months are those of UTC") {
  Facts f;
  CHECK(f("start_of_month(timestamp('2026-02-27T10:00:00Z'))") == "2026-02-01T00:00:00Z");
  CHECK(f("add_months(timestamp('2026-12-31T23:00:00Z'), 2)") == "2027-02-28T23:00:00Z");
  CHECK(f("date(timestamp('2026-12-31T23:00:00Z'))") == "2026-12-31");
}

TEST_CASE("enums are texts when they run") {
  Facts f;
  f.add("status", enum_of({"ok", "empty"}), Value::string("ok"));
  CHECK(f("status + '!' == 'ok!' && status.size() == 2 && status in ['ok', 'empty']") == "true");
  CHECK(f("status < 'p' && [status, 'x'][0] == 'ok' && {'ok': 1}[status] == 1") == "true");
  CHECK(f("status == 'ok' ? 'a' : status") == "a");
}

TEST_CASE("the profile's own is off in plain CEL") {
  Environment environment;
  environment.profile = false;
  for (const char* source :
       {"decimal('1')", "date('2026-01-01')", "known(x)", "1.0 + 1", "decimal"}) {
    CAPTURE(source);
    CHECK_FALSE(compile(source, environment).issues.empty());
  }
}
