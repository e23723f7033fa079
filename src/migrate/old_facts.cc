// SPDX-License-Identifier: Apache-2.0
#include "migrate/old_facts.h"

#include <utility>

#include "ruleset/value_build.h"
#include "ruleset/value_json.h"

namespace stagegraph::migrate {

using cel::Value;

Value old_facts(const Json& facts, Arena& arena) {
  size_t known = 0;
  for (const auto& [name, value] : facts.members) known += value.kind == Json::Kind::kNull ? 0 : 1;
  auto entries = arena.make_array<std::pair<Value, Value>>(known);
  size_t next = 0;
  for (const auto& [name, value] : facts.members) {
    if (value.kind == Json::Kind::kNull) continue;
    entries[next++] = {Value::string(arena.copy(name)),
                       ruleset::open_value_from_json(value, ruleset::Fractions::kDecimal, arena)};
  }
  return ruleset::make_map(entries, arena);
}

}  // namespace stagegraph::migrate
