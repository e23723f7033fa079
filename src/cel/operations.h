// What the operators do. Operands may be anything: unknowns and errors are absorbed here.
#pragma once

#include <compare>
#include <optional>
#include <string_view>

#include "cel/ast.h"
#include "cel/runtime.h"

namespace stagegraph::cel {

Value arithmetic(Runtime& runtime, Op op, const Value& a, const Value& b);
Value negate(Runtime& runtime, const Value& a);

// ==, !=, <, <=, >, >=
Value compare(Runtime& runtime, Op op, const Value& a, const Value& b);
// Deep; false at once when the steps are spent.
bool equal_values(Runtime& runtime, const Value& a, const Value& b);
// Numbers of any kinds; unordered with NaN. Nothing when one of them is no number.
std::optional<std::partial_ordering> compare_numbers(const Value& a, const Value& b);

Value logical_not(Runtime& runtime, const Value& a);
// && and || over values that may be unknown, errors or no bools at all.
Value logical_and(Runtime& runtime, const Value& a, const Value& b);
Value logical_or(Runtime& runtime, const Value& a, const Value& b);
// An unknown or error as it is; of anything else, the error that it is no bool.
Value not_bool(Runtime& runtime, const Value& value);

Value contains_element(Runtime& runtime, const Value& element, const Value& range);
Value select_field(Runtime& runtime, const Value& operand, std::string_view name, bool optional);
Value has_field(Runtime& runtime, const Value& operand, std::string_view name);
Value select_index(Runtime& runtime, const Value& operand, const Value& key, bool optional);

// The value of a key, or null. 1, 1u and 1.0 are one key.
const Value* find_key(const Map& map, const Value& key);

// What `.or(x)` and `.orValue(x)`, which unpacks, do before x is looked at. True: `top` is the
// answer. False: it is an empty optional.
bool or_value(Runtime& runtime, Value& top, bool unpacks);
// Replaces a full optional by its content. False: there is nothing to go on with.
bool unwrap_optional(Runtime& runtime, Value& top);

// `flags`: one byte for each element or entry, not zero where it is an optional; null: none is.
Value build_list(Runtime& runtime, std::span<const Value> elements, const Value* flags);
Value build_map(Runtime& runtime, std::span<const Value> pairs, const Value* flags);

}  // namespace stagegraph::cel
