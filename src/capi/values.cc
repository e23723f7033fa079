// SPDX-License-Identifier: Apache-2.0
#include "capi/values.h"

#include "base/json_writer.h"
#include "capi/guard.h"
#include "ruleset/value_json.h"
#include "ruleset/values.h"
#include "time/instant.h"

namespace stagegraph::capi {

using namespace time;
using namespace ruleset;

using cel::Kind;
using cel::TypeKind;
using cel::Value;

namespace {

std::string outside_calendar(int64_t micros) {
  return "instant " + std::to_string(micros) + " is outside the years 0001 to 9999";
}

}  // namespace

Value value_of_int(int64_t value, const cel::Type& type) {
  if (type.kind == TypeKind::kDecimal) return Value::decimal(Decimal::from_int(value));
  if (type.kind == TypeKind::kDouble) return Value::real(static_cast<double>(value));
  return Value::integer(value);
}

Value value_of_decimal(std::string_view text) {
  if (auto decimal = Decimal::parse(text)) return Value::decimal(*decimal);
  fail(Status::kInvalidInput, "'" + std::string(text) + "' is not a decimal that fits exactly");
}

Value value_of_instant(int64_t instant) {
  const Instant at{Duration(instant)};
  if (!is_in_calendar(at)) fail(Status::kInvalidInput, outside_calendar(instant));
  return Value::timestamp(to_timestamp(at));
}

void fail_outside_calendar(int64_t micros) {
  fail(Status::kInvalidArgument, outside_calendar(micros));
}

void append_json(const Value& value, const Zone* zone, std::string& out) {
  JsonWriter json(out);
  if (!value.is_error()) return write_value(json, value, zone);
  json.begin_object().key("error").string(value.as_error().message).end_object();
}

std::string text_of(const Value& value, const Zone* zone) {
  if (value.is(Kind::kString)) return std::string(value.as_text());
  std::string text;
  append_json(value, zone, text);
  // Instants, dates and durations: nothing in them is escaped.
  if (text.size() >= 2 && text.front() == '"') return text.substr(1, text.size() - 2);
  return text;
}

}  // namespace stagegraph::capi
