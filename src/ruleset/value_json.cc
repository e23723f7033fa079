// SPDX-License-Identifier: Apache-2.0
// Scalars go through the text form of their type (values.h), so that both read the same.
#include "ruleset/value_json.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "base/decimal.h"
#include "base/json_writer.h"
#include "cel/common/base64.h"
#include "ruleset/duration_text.h"
#include "ruleset/value_build.h"
#include "ruleset/values.h"

namespace stagegraph::ruleset {

using namespace time;

namespace {

using cel::Kind;
using cel::Type;
using cel::TypeKind;
using cel::Value;

Error wrong_kind(const Json& json, const Type& type) {
  std::string found(to_string(json.kind));
  if (json.kind == Json::Kind::kNumber || json.kind == Json::Kind::kString) {
    found = fmt::format("'{}'", json.text);
  }
  return Error{Status::kInvalidInput, fmt::format("{} is not {}", found, describe(type)), {}};
}

bool fits(const Json& json, TypeKind kind) {
  switch (kind) {
    case TypeKind::kInt:
    case TypeKind::kDouble:
      return json.kind == Json::Kind::kNumber;
    case TypeKind::kDecimal:
      return json.kind == Json::Kind::kNumber || json.kind == Json::Kind::kString;
    case TypeKind::kList:
      return json.kind == Json::Kind::kArray;
    case TypeKind::kMap:
      return json.kind == Json::Kind::kObject;
    case TypeKind::kBool:
      return json.kind == Json::Kind::kBool;
    default:
      return json.kind == Json::Kind::kString;
  }
}

Expected<Value> list_from_json(const Json& json, const Type& type, const Zone& zone, Arena& arena) {
  std::span<Value> items = arena.make_array<Value>(json.items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    Expected<Value> item = value_from_json(json.items[i], type.parameters[0], zone, arena);
    if (!item) return item;
    items[i] = *item;
  }
  return make_list(items, arena);
}

Expected<Value> map_from_json(const Json& json, const Type& type, const Zone& zone, Arena& arena) {
  auto entries = arena.make_array<std::pair<Value, Value>>(json.members.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    const auto& [key, member] = json.members[i];
    Expected<Value> value = value_from_json(member, type.parameters[1], zone, arena);
    if (!value) return value;
    entries[i] = {Value::string(arena.copy(key)), *value};
  }
  return make_map(entries, arena);
}

void write_list(JsonWriter& json, const cel::List& list, const Zone* zone) {
  json.begin_array();
  for (const Value& item : list.items) write_value(json, item, zone);
  json.end_array();
}

void write_map(JsonWriter& json, const cel::Map& map, const Zone* zone) {
  json.begin_object();
  for (const auto& [key, value] : map.entries) {
    json.key(key.is(Kind::kString) ? std::string(key.as_text()) : cel::display(key, zone));
    write_value(json, value, zone);
  }
  json.end_object();
}

Value open_number(const std::string& text, Fractions fractions) {
  int64_t whole = 0;
  const char* end = text.data() + text.size();
  auto [stop, problem] = std::from_chars(text.data(), end, whole);
  if (problem == std::errc() && stop == end) return Value::integer(whole);
  if (fractions == Fractions::kDecimal) {
    if (std::optional<Decimal> decimal = Decimal::parse(text)) return Value::decimal(*decimal);
  }
  double real = 0;
  std::from_chars(text.data(), end, real);
  return Value::real(real);
}

}  // namespace

Value open_value_from_json(const Json& json, Fractions fractions, Arena& arena) {
  switch (json.kind) {
    case Json::Kind::kNull:
      return Value::null();
    case Json::Kind::kBool:
      return Value::boolean(json.boolean);
    case Json::Kind::kNumber:
      return open_number(json.text, fractions);
    case Json::Kind::kString:
      return Value::string(arena.copy(json.text));
    case Json::Kind::kArray: {
      auto items = arena.make_array<Value>(json.items.size());
      for (size_t i = 0; i < items.size(); ++i) {
        items[i] = open_value_from_json(json.items[i], fractions, arena);
      }
      return make_list(items, arena);
    }
    case Json::Kind::kObject: {
      auto entries = arena.make_array<std::pair<Value, Value>>(json.members.size());
      for (size_t i = 0; i < entries.size(); ++i) {
        entries[i].first = Value::string(arena.copy(json.members[i].first));
        entries[i].second = open_value_from_json(json.members[i].second, fractions, arena);
      }
      return make_map(entries, arena);
    }
  }
  return Value::null();
}

Expected<Value> value_from_json(const Json& json, const Type& type, const Zone& zone,
                                Arena& arena) {
  if (!fits(json, type.kind)) return wrong_kind(json, type);
  switch (type.kind) {
    case TypeKind::kBool:
      return Value::boolean(json.boolean);
    case TypeKind::kList:
      return list_from_json(json, type, zone, arena);
    case TypeKind::kMap:
      return map_from_json(json, type, zone, arena);
    default:
      return value_from_text(json.text, type, zone, arena);
  }
}

void write_value(JsonWriter& json, const Value& value, const Zone* zone) {
  switch (value.kind()) {
    case Kind::kNull:
    case Kind::kUnknown:
    case Kind::kError:
      json.null();
      return;
    case Kind::kBool:
      json.boolean(value.as_bool());
      return;
    case Kind::kInt:
      json.integer(value.as_int());
      return;
    case Kind::kUint:
      json.unsigned_integer(value.as_uint());
      return;
    case Kind::kDouble:
      json.real(value.as_double());
      return;
    case Kind::kDecimal:
      json.raw(value.as_decimal().to_string());
      return;
    case Kind::kString:
      json.string(value.as_text());
      return;
    case Kind::kBytes:
      json.string(cel::encode_base64(value.as_text()));
      return;
    case Kind::kTimestamp:
      json.string(format_timestamp(value.as_timestamp(), zone));
      return;
    case Kind::kDuration:
      json.string(format_duration(value.as_duration()));
      return;
    case Kind::kDate:
      json.string(format_date(value.as_date()));
      return;
    case Kind::kList:
      write_list(json, value.as_list(), zone);
      return;
    case Kind::kMap:
      write_map(json, value.as_map(), zone);
      return;
    case Kind::kOptional:
      if (value.as_optional().has_value) {
        write_value(json, value.as_optional().value, zone);
      } else {
        json.null();
      }
      return;
    case Kind::kType:
    case Kind::kNetwork:
      json.string(cel::display(value, zone));
      return;
  }
}

}  // namespace stagegraph::ruleset
