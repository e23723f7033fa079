// SPDX-License-Identifier: Apache-2.0
// Lists and maps know how deep they nest. The depth is worked out from their elements, here.
#include "ruleset/value_build.h"

#include <algorithm>

namespace stagegraph::ruleset {

namespace {

using cel::Kind;
using cel::Value;

uint32_t depth_of(const Value& value) {
  if (value.is(Kind::kList)) return value.as_list().depth;
  if (value.is(Kind::kMap)) return value.as_map().depth;
  return 0;
}

}  // namespace

Value make_list(std::span<const Value> items, Arena& arena) {
  uint32_t depth = 0;
  for (const Value& item : items) depth = std::max(depth, depth_of(item));
  return Value::list(arena.make<cel::List>(cel::List{items, depth + 1}));
}

Value make_map(std::span<const std::pair<Value, Value>> entries, Arena& arena) {
  uint32_t depth = 0;
  for (const auto& [key, value] : entries) depth = std::max(depth, depth_of(value));
  return Value::map(arena.make<cel::Map>(cel::Map{entries, depth + 1}));
}

Value intern(const Value& value, Arena& arena) {
  if (value.is(Kind::kString)) return Value::interned(arena.copy(value.as_text()));
  return value;
}

}  // namespace stagegraph::ruleset
