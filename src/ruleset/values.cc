// SPDX-License-Identifier: Apache-2.0
// Each type has one reader of text, which takes the whole text or none of it.
#include "ruleset/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/utf8.h"
#include "ruleset/duration_text.h"
#include "ruleset/join.h"
#include "ruleset/model.h"
#include "ruleset/value_json.h"

namespace stagegraph::ruleset {

using namespace time;

namespace {

using cel::Type;
using cel::TypeKind;
using cel::Value;

Error not_a_value(std::string_view text, const Type& type) {
  return Error{Status::kInvalidInput, fmt::format("'{}' is not {}", text, describe(type)), {}};
}

std::optional<Value> read_int(std::string_view text) {
  std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  bool padded = digits.size() > 1 && digits[0] == '0';
  int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (padded || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Value::integer(value);
}

// What Decimal takes is what a double may look like, which leaves out "inf", "0x1p3" and "1.".
bool looks_like_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789+-.eE") == std::string_view::npos &&
         text[0] != '+' && text[0] != '.' && text.back() != '.' &&
         text.find(".e") == std::string_view::npos && text.find(".E") == std::string_view::npos &&
         !text.starts_with("-.");
}

std::optional<Value> read_double(std::string_view text) {
  double value = 0;
  if (!looks_like_number(text)) return std::nullopt;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Value::real(value);
}

std::optional<Value> read_member(std::string_view text, const Type& type) {
  auto at = std::find(type.members.begin(), type.members.end(), text);
  if (at == type.members.end()) return std::nullopt;
  return Value::interned(*at);
}

// Scalars whose text is right or wrong and has nothing more to say about it.
std::optional<Value> read_plain(std::string_view text, const Type& type) {
  switch (type.kind) {
    case TypeKind::kBool:
      if (text != "true" && text != "false") return std::nullopt;
      return Value::boolean(text == "true");
    case TypeKind::kInt:
      return read_int(text);
    case TypeKind::kDouble:
      return read_double(text);
    case TypeKind::kDecimal: {
      std::optional<Decimal> value = Decimal::parse(text);
      return value ? std::optional(Value::decimal(*value)) : std::nullopt;
    }
    case TypeKind::kDuration: {
      std::optional<int64_t> value = parse_duration(text);
      return value ? std::optional(Value::duration(*value)) : std::nullopt;
    }
    default:
      return read_member(text, type);
  }
}

Expected<Value> read_timestamp(std::string_view text, const Zone& zone) {
  Expected<Timestamp> timestamp = parse_given_time(text, &zone);
  if (!timestamp) return Error{Status::kInvalidInput, timestamp.error().message, {}};
  return Value::timestamp(*timestamp);
}

Expected<Value> read_date(std::string_view text) {
  Expected<Days> date = parse_date(text);
  if (!date) return Error{Status::kInvalidInput, date.error().message, {}};
  return Value::date(*date);
}

std::string plural(const Type& type) {
  switch (type.kind) {
    case TypeKind::kEnum:
      return "words out of " + join_some(type.members.all());
    case TypeKind::kList:
      return "lists of " + plural(type.parameters[0]);
    case TypeKind::kMap:
      return "maps to " + plural(type.parameters[1]);
    case TypeKind::kDyn:
      return "values";
    default:
      return cel::to_string(type) + 's';
  }
}

// Below, equal, above: of two values of one ordered type.
int compare_values(const Value& a, const Value& b) {
  auto sign = [](auto x, auto y) { return x < y ? -1 : x == y ? 0 : 1; };
  switch (a.kind()) {
    case cel::Kind::kDouble:
      return sign(a.as_double(), b.as_double());
    case cel::Kind::kDecimal: {
      std::strong_ordering order = compare(a.as_decimal(), b.as_decimal());
      return order < 0 ? -1 : order == 0 ? 0 : 1;
    }
    case cel::Kind::kTimestamp:
      return sign(a.as_timestamp(), b.as_timestamp());
    default:  // ints, dates and durations keep a whole number
      return sign(a.as_int(), b.as_int());
  }
}

std::optional<std::string> check_size(const Value& value, uint32_t max_size) {
  if (value.is(cel::Kind::kString) && count_code_points(value.as_text()) > max_size) {
    return fmt::format("is longer than {} characters", max_size);
  }
  bool is_list = value.is(cel::Kind::kList) && value.as_list().items.size() > max_size;
  bool is_map = value.is(cel::Kind::kMap) && value.as_map().entries.size() > max_size;
  if (is_list || is_map) return fmt::format("has more than {} elements", max_size);
  return std::nullopt;
}

}  // namespace

Expected<Value> value_from_text(std::string_view text, const Type& type, const Zone& zone,
                                Arena& arena) {
  switch (type.kind) {
    case TypeKind::kString:
    case TypeKind::kDyn:
      return Value::string(arena.copy(text));
    case TypeKind::kTimestamp:
      return read_timestamp(text, zone);
    case TypeKind::kDate:
      return read_date(text);
    case TypeKind::kList:
    case TypeKind::kMap: {
      Expected<Json> json = parse_json(text);
      if (!json) return not_a_value(text, type);
      return value_from_json(*json, type, zone, arena);
    }
    default: {
      std::optional<Value> value = read_plain(text, type);
      if (!value) return not_a_value(text, type);
      return *value;
    }
  }
}

std::string describe(const Type& type) {
  switch (type.kind) {
    case TypeKind::kEnum:
      return "one of " + join_some(type.members.all());
    case TypeKind::kList:
      return "a list of " + plural(type.parameters[0]);
    case TypeKind::kMap:
      return "a map to " + plural(type.parameters[1]);
    case TypeKind::kInt:
      return "an int";
    case TypeKind::kBool:
      return "a bool (true or false)";
    case TypeKind::kDyn:
      return "a value";
    case TypeKind::kDuration:
      return "a duration, such as 36 hours";
    default:
      return "a " + cel::to_string(type);
  }
}

std::optional<std::string> check_fact_range(const Fact& fact, const Value& value) {
  if (value.is_unknown()) return std::nullopt;
  if (fact.max_size) return check_size(value, *fact.max_size);
  if (fact.min && compare_values(value, *fact.min) < 0) {
    return fmt::format("is less than {}", cel::display(*fact.min));
  }
  if (fact.max && compare_values(value, *fact.max) > 0) {
    return fmt::format("is more than {}", cel::display(*fact.max));
  }
  return std::nullopt;
}

}  // namespace stagegraph::ruleset
