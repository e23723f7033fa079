// SPDX-License-Identifier: Apache-2.0
// Conversions. A number out of the range of its new type fails with a range error.
#include "cel/functions/conversions.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "base/utf8.h"
#include "cel/common/display.h"
#include "cel/common/double_limits.h"
#include "cel/common/durations.h"
#include "cel/common/type_names.h"
#include "cel/functions/bounds.h"
#include "time/instant.h"

namespace stagegraph::cel {

using namespace time;
namespace {

Value range_error(Runtime& runtime, const Value& value, std::string_view type) {
  std::string shown;
  format_scalar(value, nullptr, shown);
  return runtime.fail("range error: " + shown + " does not fit into " + std::string(type));
}

Value no_conversion(Runtime& runtime, const Value& value, std::string_view type) {
  return runtime.fail("\"" + shortened(value.as_text()) + "\" cannot be read as " +
                      std::string(type));
}

template <typename T>
std::optional<T> parse_number(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  T value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Value to_int(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  switch (value.kind()) {
    case Kind::kInt:
      return value;
    case Kind::kUint:
      if (value.as_uint() > static_cast<uint64_t>(INT64_MAX)) break;
      return Value::integer(static_cast<int64_t>(value.as_uint()));
    case Kind::kDouble:
      if (!(value.as_double() > -kTwo63 && value.as_double() < kTwo63)) break;
      return Value::integer(static_cast<int64_t>(value.as_double()));
    case Kind::kString:
      if (auto number = parse_number<int64_t>(value.as_text())) return Value::integer(*number);
      return no_conversion(runtime, value, "int");
    case Kind::kTimestamp:
      return Value::integer(value.as_timestamp().seconds);
    case Kind::kDecimal:
      if (auto number = value.as_decimal().to_int()) return Value::integer(*number);
      break;
    default:
      return runtime.no_overload("int", arguments);
  }
  return range_error(runtime, value, "int");
}

Value to_uint(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  switch (value.kind()) {
    case Kind::kUint:
      return value;
    case Kind::kInt:
      if (value.as_int() < 0) break;
      return Value::unsigned_integer(static_cast<uint64_t>(value.as_int()));
    case Kind::kDouble:
      if (!(value.as_double() >= 0 && value.as_double() < kTwo64)) break;
      return Value::unsigned_integer(static_cast<uint64_t>(value.as_double()));
    case Kind::kString:
      if (auto number = parse_number<uint64_t>(value.as_text())) {
        return Value::unsigned_integer(*number);
      }
      return no_conversion(runtime, value, "uint");
    default:
      return runtime.no_overload("uint", arguments);
  }
  return range_error(runtime, value, "uint");
}

Value to_double(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  switch (value.kind()) {
    case Kind::kDouble:
      return value;
    case Kind::kInt:
      return Value::real(static_cast<double>(value.as_int()));
    case Kind::kUint:
      return Value::real(static_cast<double>(value.as_uint()));
    case Kind::kDecimal:
      return Value::real(value.as_decimal().to_double());
    case Kind::kString:
      if (auto number = parse_number<double>(value.as_text())) return Value::real(*number);
      return no_conversion(runtime, value, "double");
    default:
      return runtime.no_overload("double", arguments);
  }
}

Value to_string_value(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is(Kind::kString)) return value;
  if (value.is(Kind::kBytes)) {
    if (!runtime.charge(value.as_text().size())) return runtime.spent();
    if (!is_utf8(value.as_text())) return runtime.fail("the bytes are invalid UTF-8");
    return Value::string(value.as_text());
  }
  std::string out;
  if (!format_scalar(value, runtime.zone, out)) return runtime.no_overload("string", arguments);
  return runtime.text(out);
}

Value to_bytes(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is(Kind::kBytes)) return value;
  if (value.is(Kind::kString)) return Value::bytes(value.as_text());
  return runtime.no_overload("bytes", arguments);
}

Value to_bool(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is(Kind::kBool)) return value;
  if (!value.is(Kind::kString)) return runtime.no_overload("bool", arguments);
  std::string_view text = value.as_text();
  for (std::string_view yes : {"1", "t", "T", "true", "True", "TRUE"}) {
    if (text == yes) return Value::boolean(true);
  }
  for (std::string_view no : {"0", "f", "F", "false", "False", "FALSE"}) {
    if (text == no) return Value::boolean(false);
  }
  return no_conversion(runtime, value, "bool");
}

Value to_timestamp_value(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  switch (value.kind()) {
    case Kind::kTimestamp:
      return value;
    case Kind::kInt:
      if (value.as_int() < kMinTimestampSeconds || value.as_int() > kMaxTimestampSeconds) {
        return range_error(runtime, value, "timestamp");
      }
      return Value::timestamp({value.as_int(), 0});
    case Kind::kString: {
      Expected<Timestamp> read = parse_timestamp(value.as_text(), runtime.zone);
      if (read) return Value::timestamp(*read);
      constexpr size_t kQuotedWhole = 80;  // the reader's message quotes all of it
      if (value.as_text().size() > kQuotedWhole)
        return no_conversion(runtime, value, "a timestamp");
      return runtime.fail(read.error().message);
    }
    default:
      return runtime.no_overload("timestamp", arguments);
  }
}

Value to_duration(Runtime& runtime, Arguments arguments) {
  const Value& value = arguments[0];
  if (value.is(Kind::kDuration)) return value;
  if (!value.is(Kind::kString)) return runtime.no_overload("duration", arguments);
  if (auto read = parse_duration(value.as_text())) return Value::duration(*read);
  return no_conversion(runtime, value, "a duration such as \"1h30m\" of at most 292 years");
}

Value to_dyn(Runtime&, Arguments arguments) { return arguments[0]; }

Value to_type(Runtime&, Arguments arguments) { return type_value(arguments[0]); }

// Of string(): the text itself, or the longest scalar.
Extent shown(const BoundCall& call) {
  constexpr uint64_t kLongestScalar = 64;
  return text_extent(std::max(first_of(call).bytes, kLongestScalar));
}

}  // namespace

std::span<const Declaration> conversion_declarations() {
  static constexpr Declaration kTable[] = {
      {"int", Style::kGlobal,
       "int -> int | uint -> int | double -> int | string -> int | timestamp -> int", to_int,
       kNoSteps, kByType},
      {"uint", Style::kGlobal, "int -> uint | uint -> uint | double -> uint | string -> uint",
       to_uint, kNoSteps, kByType},
      {"double", Style::kGlobal,
       "int -> double | uint -> double | double -> double | string -> double", to_double, kNoSteps,
       kByType},
      {"string", Style::kGlobal,
       "string -> string | int -> string | uint -> string | double -> string | bool -> string | "
       "bytes -> string | timestamp -> string | duration -> string | net.IP -> string | "
       "net.CIDR -> string",
       to_string_value, size_of_first, shown},
      {"bytes", Style::kGlobal, "bytes -> bytes | string -> bytes", to_bytes, kNoSteps,
       text_of_first},
      {"bool", Style::kGlobal, "bool -> bool | string -> bool", to_bool, kNoSteps, kByType},
      {"timestamp", Style::kGlobal,
       "timestamp -> timestamp | string -> timestamp | int -> timestamp", to_timestamp_value,
       kNoSteps, kByType},
      {"duration", Style::kGlobal, "duration -> duration | string -> duration", to_duration,
       kNoSteps, kByType},
      {"dyn", Style::kGlobal, "A -> dyn", to_dyn, kNoSteps, same_as_first},
      {"type", Style::kGlobal, "A -> type(A)", to_type, kNoSteps, kByType},
  };
  return kTable;
}

}  // namespace stagegraph::cel
