// SPDX-License-Identifier: Apache-2.0
// What the operators on lists and maps do: in, fields, indices, and what makes lists and maps.
// Operands may be anything: unknowns and errors are absorbed here.
#pragma once

#include <span>
#include <string_view>

#include "cel/common/runtime.h"
#include "cel/common/value.h"

namespace stagegraph::cel {

Value contains_element(Runtime& runtime, const Value& element, const Value& range);
Value select_field(Runtime& runtime, const Value& operand, std::string_view name, bool optional);
Value has_field(Runtime& runtime, const Value& operand, std::string_view name);
Value select_index(Runtime& runtime, const Value& operand, const Value& key, bool optional);

// The value of a key, or null. 1, 1u and 1.0 are one key.
const Value* find_key(const Map& map, const Value& key);
// Pays for comparing a key with each of the map's.
bool pay_for_key(Runtime& runtime, const Map& map, const Value& key);

// `flags`: one byte for each element or entry, not zero where it is an optional. Null: none is.
Value build_list(Runtime& runtime, std::span<const Value> elements, const Value* flags);
Value build_map(Runtime& runtime, std::span<const Value> pairs, const Value* flags);

}  // namespace stagegraph::cel
