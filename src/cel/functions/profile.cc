// SPDX-License-Identifier: Apache-2.0
// Decimals, dates and months for customer records. Days and months are counted on the calendar of
// the zone of the ruleset, and a time of day stays what it is on the wall.
#include "cel/functions/profile.h"

#include <algorithm>
#include <optional>
#include <string>

#include "cel/functions/bounds.h"
#include "time/instant.h"
#include "time/wall.h"
#include "time/zone.h"

namespace stagegraph::cel {

using namespace time;
namespace {

constexpr Days kMinDay = -719'162;   // 0001-01-01
constexpr Days kMaxDay = 2'932'896;  // 9999-12-31

Value out_of_years(Runtime& runtime) {
  return runtime.fail("the date is out of range: years 0001 to 9999");
}

Value cannot_read(Runtime& runtime, std::string_view text, std::string_view type) {
  return runtime.fail("\"" + shortened(text) + "\" cannot be read as " + std::string(type));
}

Value to_decimal(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  std::optional<Decimal> result;
  switch (value.kind()) {
    case Kind::kDecimal:
      return value;
    case Kind::kInt:
      return Value::decimal(Decimal::from_int(value.as_int()));
    case Kind::kUint:
      result = Decimal::parse(std::to_string(value.as_uint()));
      break;
    case Kind::kDouble:
      result = Decimal::from_double(value.as_double());
      break;
    case Kind::kString:
      result = Decimal::parse(value.as_text());
      if (!result) return cannot_read(runtime, value.as_text(), "a decimal");
      break;
    default:
      return runtime.no_overload("decimal", arguments);
  }
  return result ? Value::decimal(*result) : runtime.fail("the number does not fit into a decimal");
}

Value round_decimal(Runtime& runtime, Arguments arguments) {
  if (!arguments[0].is(Kind::kDecimal) || !arguments[1].is(Kind::kInt)) {
    return runtime.no_overload("round", arguments);
  }
  constexpr int64_t kMaxPlaces = 28;
  int64_t places = arguments[1].as_int();
  if (places < 0 || places > kMaxPlaces) return runtime.fail("round() takes 0 to 28 places");
  auto rounded =
      arguments[0].as_decimal().rounded(static_cast<int>(places), Decimal::Rounding::kHalfUp);
  return rounded ? Value::decimal(*rounded) : runtime.fail("overflow in round()");
}

// ---- dates

std::chrono::local_seconds local_seconds(const Runtime& runtime, Timestamp timestamp) {
  const std::chrono::seconds since_1970(timestamp.seconds);
  if (runtime.zone == nullptr) return std::chrono::local_seconds(since_1970);
  const Instant at{since_1970};
  return std::chrono::floor<std::chrono::seconds>(runtime.zone->to_local(at));
}

CivilTime civil_of(const Runtime& runtime, Timestamp timestamp) {
  CivilTime time = civil_from_seconds(local_seconds(runtime, timestamp));
  time.nanos = timestamp.nanos;
  return time;
}

Days day_of(const Runtime& runtime, const Value& value) {
  if (value.is(Kind::kDate)) return value.as_date();
  CivilTime time = civil_of(runtime, value.as_timestamp());
  return days_from_civil(time.year, time.month, time.day);
}

bool is_day_or_time(const Value& value) {
  return value.is(Kind::kDate) || value.is(Kind::kTimestamp);
}

Value to_date(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  if (is_day_or_time(value)) return Value::date(day_of(runtime, value));
  if (!value.is(Kind::kString)) return runtime.no_overload("date", arguments);
  Expected<Days> read = parse_date(value.as_text());
  return read ? Value::date(*read) : cannot_read(runtime, value.as_text(), "a date");
}

Value days_between(Runtime& runtime, Arguments arguments) {
  if (!is_day_or_time(arguments[0]) || !is_day_or_time(arguments[1])) {
    return runtime.no_overload("days_between", arguments);
  }
  return Value::integer(int64_t{day_of(runtime, arguments[1])} - day_of(runtime, arguments[0]));
}

// The value with another date, at the same time on the wall. `back`: an earlier one.
Value with_date(Runtime& runtime, const Value& value, const CivilTime& time, bool back = false) {
  if (time.year < 1 || time.year > 9999) return out_of_years(runtime);
  if (value.is(Kind::kDate)) {
    return Value::date(days_from_civil(time.year, time.month, time.day));
  }
  const std::chrono::local_seconds local = seconds_from_civil(time);
  const Instant at = runtime.zone == nullptr ? Instant(local.time_since_epoch())
                                             : instant_on_day(local, back, *runtime.zone);
  const int64_t seconds = to_timestamp(at).seconds;
  if (seconds < kMinTimestampSeconds || seconds > kMaxTimestampSeconds) {
    return out_of_years(runtime);
  }
  return Value::timestamp({seconds, time.nanos});
}

CivilTime civil_of(const Runtime& runtime, const Value& value) {
  if (value.is(Kind::kTimestamp)) return civil_of(runtime, value.as_timestamp());
  return civil_from_seconds(std::chrono::local_days(std::chrono::days(value.as_date())));
}

Value add_months(Runtime& runtime, Arguments arguments) {
  if (!is_day_or_time(arguments[0]) || !arguments[1].is(Kind::kInt)) {
    return runtime.no_overload("add_months", arguments);
  }
  const auto later = time::add_months(civil_of(runtime, arguments[0]), arguments[1].as_int());
  if (!later) return out_of_years(runtime);
  return with_date(runtime, arguments[0], *later, arguments[1].as_int() < 0);
}

Value start_of_month(Runtime& runtime, Arguments arguments) {
  if (!is_day_or_time(arguments[0])) return runtime.no_overload("start_of_month", arguments);
  CivilTime time = civil_of(runtime, arguments[0]);
  CivilTime first{.year = time.year,
                  .month = time.month,
                  .day = 1,
                  .hour = 0,
                  .minute = 0,
                  .second = 0,
                  .nanos = 0};
  return with_date(runtime, arguments[0], first);
}

Value add_days(Runtime& runtime, Arguments arguments) {
  if (!is_day_or_time(arguments[0]) || !arguments[1].is(Kind::kInt)) {
    return runtime.no_overload("add_days", arguments);
  }
  int64_t day = 0;
  bool overflow =
      __builtin_add_overflow(int64_t{day_of(runtime, arguments[0])}, arguments[1].as_int(), &day);
  if (overflow || day < kMinDay || day > kMaxDay) return out_of_years(runtime);
  if (arguments[0].is(Kind::kDate)) return Value::date(static_cast<Days>(day));
  CivilTime time = civil_of(runtime, arguments[0]);
  CivilTime moved = civil_of(runtime, Value::date(static_cast<Days>(day)));
  time.year = moved.year;
  time.month = moved.month;
  time.day = moved.day;
  return with_date(runtime, arguments[0], time, arguments[1].as_int() < 0);
}

}  // namespace

std::span<const Declaration> profile_declarations() {
  static constexpr Declaration kTable[] = {
      {"decimal", Style::kGlobal,
       "decimal -> decimal | int -> decimal | uint -> decimal | double -> decimal | "
       "string -> decimal",
       to_decimal, kNoSteps, kByType},
      {"round", Style::kGlobal, "decimal, int -> decimal", round_decimal, kNoSteps, kByType},
      {"date", Style::kGlobal, "date -> date | string -> date | timestamp -> date", to_date,
       kNoSteps, kByType},
      {"days_between", Style::kGlobal,
       "date, date -> int | timestamp, timestamp -> int | date, timestamp -> int | "
       "timestamp, date -> int",
       days_between, kNoSteps, kByType},
      {"add_months", Style::kGlobal, "date, int -> date | timestamp, int -> timestamp", add_months,
       kNoSteps, kByType},
      {"add_days", Style::kGlobal, "date, int -> date | timestamp, int -> timestamp", add_days,
       kNoSteps, kByType},
      {"start_of_month", Style::kGlobal, "date -> date | timestamp -> timestamp", start_of_month,
       kNoSteps, kByType},
  };
  return kTable;
}

std::span<const Signature> profile_signatures() {
  static constexpr Signature kTable[] = {
      {"int", "decimal -> int"},
      {"double", "decimal -> double"},
      {"string", "decimal -> string | date -> string"},
      {"math.abs", "decimal -> decimal"},
  };
  return kTable;
}

}  // namespace stagegraph::cel
