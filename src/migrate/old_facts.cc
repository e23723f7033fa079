// SPDX-License-Identifier: Apache-2.0
// The parser's limit for depth bounds the recursion.
#include "migrate/old_facts.h"

#include <charconv>
#include <limits>

#include "base/decimal.h"
#include "ruleset/value_build.h"

namespace stagegraph::migrate {

using cel::Value;

namespace {

Value number(const std::string& text) {
  int64_t whole = 0;
  const char* end = text.data() + text.size();
  auto [stop, problem] = std::from_chars(text.data(), end, whole);
  if (problem == std::errc() && stop == end) return Value::integer(whole);
  if (std::optional<Decimal> decimal = Decimal::parse(text)) return Value::decimal(*decimal);
  double real = std::numeric_limits<double>::quiet_NaN();
  std::from_chars(text.data(), end, real);
  return Value::real(real);
}

Value value_of(const Json& json, Arena& arena) {
  switch (json.kind) {
    case Json::Kind::kNull:
      return Value::null();
    case Json::Kind::kBool:
      return Value::boolean(json.boolean);
    case Json::Kind::kNumber:
      return number(json.text);
    case Json::Kind::kString:
      return Value::string(arena.copy(json.text));
    case Json::Kind::kArray: {
      auto items = arena.make_array<Value>(json.items.size());
      for (size_t i = 0; i < items.size(); ++i) items[i] = value_of(json.items[i], arena);
      return ruleset::make_list(items, arena);
    }
    case Json::Kind::kObject:
      return old_facts(json, arena);
  }
  return Value::null();
}

}  // namespace

Value old_facts(const Json& facts, Arena& arena) {
  size_t known = 0;
  for (const auto& [name, value] : facts.members) known += value.kind == Json::Kind::kNull ? 0 : 1;
  auto entries = arena.make_array<std::pair<Value, Value>>(known);
  size_t next = 0;
  for (const auto& [name, value] : facts.members) {
    if (value.kind == Json::Kind::kNull) continue;
    entries[next++] = {Value::string(arena.copy(name)), value_of(value, arena)};
  }
  return ruleset::make_map(entries, arena);
}

}  // namespace stagegraph::migrate
