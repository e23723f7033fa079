// SPDX-License-Identifier: Apache-2.0
// Lists, maps and fields. Maps are short arrays of entries in written order, so that a key is found
// by comparing all keys, and the search is charged by the number of entries. Numbers of different
// kinds are one key when they are equal.
#include "cel/runtime/collections.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "cel/common/double_limits.h"
#include "cel/common/text_offsets.h"
#include "cel/common/type_names.h"
#include "cel/runtime/equality.h"

namespace stagegraph::cel {
namespace {

// The whole number that a key or an index stands for. Nothing where it is none or does not fit.
std::optional<int64_t> whole(const Value& value) {
  switch (value.kind()) {
    case Kind::kInt:
      return value.as_int();
    case Kind::kUint:
      if (value.as_uint() > static_cast<uint64_t>(INT64_MAX)) return std::nullopt;
      return static_cast<int64_t>(value.as_uint());
    case Kind::kDouble: {
      double d = value.as_double();
      if (!(d >= -kTwo63 && d < kTwo63) || d != std::trunc(d)) return std::nullopt;
      return static_cast<int64_t>(d);
    }
    default:
      return std::nullopt;
  }
}

bool is_number(const Value& value) {
  return value.is(Kind::kInt) || value.is(Kind::kUint) || value.is(Kind::kDouble);
}

bool equal_keys(const Value& a, const Value& b) {
  if (is_number(a) && is_number(b)) {
    auto left = whole(a);
    auto right = whole(b);
    if (left || right) return left == right;
    return a.is(Kind::kUint) && b.is(Kind::kUint) && a.as_uint() == b.as_uint();
  }
  if (a.kind() != b.kind()) return false;
  if (a.is(Kind::kString)) return a.as_text() == b.as_text();
  return a.is(Kind::kBool) && a.as_bool() == b.as_bool();
}

// Keys in some order in which equal ones are neighbours.
bool key_before(const Value& a, const Value& b) {
  auto rank = [](const Value& v) { return is_number(v) ? 0 : v.is(Kind::kBool) ? 1 : 2; };
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if (a.is(Kind::kString)) return a.as_text() < b.as_text();
  if (a.is(Kind::kBool)) return a.as_bool() < b.as_bool();
  auto left = whole(a);
  auto right = whole(b);
  if (left && right) return *left < *right;
  if (left || right) return left.has_value();
  return a.as_uint() < b.as_uint();
}

bool is_key(const Value& value) {
  return value.is(Kind::kInt) || value.is(Kind::kUint) || value.is(Kind::kBool) ||
         value.is(Kind::kString);
}

std::string show_key(const Value& key) {
  if (key.is(Kind::kString)) return "'" + shortened(key.as_text()) + "'";
  if (auto number = whole(key)) return std::to_string(*number);
  if (key.is(Kind::kBool)) return key.as_bool() ? "true" : "false";
  return std::string(type_name(key));
}

Value no_such_key(Runtime& runtime, const Value& key) {
  return runtime.fail("no such key: " + show_key(key));
}

Value found(Runtime& runtime, const Value* value, const Value& key, bool optional) {
  if (optional) return value == nullptr ? no_value() : make_optional(runtime, *value);
  return value == nullptr ? no_such_key(runtime, key) : *value;
}

Value list_element(Runtime& runtime, const List& list, const Value& key, bool optional) {
  std::optional<int64_t> at = whole(key);
  if (!at) return runtime.fail("a list's index must be a whole number, not " + show_key(key));
  bool inside = *at >= 0 && static_cast<uint64_t>(*at) < list.items.size();
  if (inside) return found(runtime, &list.items[static_cast<size_t>(*at)], key, optional);
  if (optional) return no_value();
  return runtime.fail("index out of range: " + std::to_string(*at) + " of a list of " +
                      std::to_string(list.items.size()));
}

constexpr size_t kSmallMap = 8;

// Whether two of the entries have one key.
const Value* repeated_key(std::span<const std::pair<Value, Value>> entries, Arena& arena) {
  if (entries.size() <= kSmallMap) {
    for (size_t i = 1; i < entries.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (equal_keys(entries[i].first, entries[j].first)) return &entries[i].first;
      }
    }
    return nullptr;
  }
  auto keys = arena.make_array<Value>(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) keys[i] = entries[i].first;
  std::sort(keys.begin(), keys.end(), key_before);
  auto twice = std::adjacent_find(keys.begin(), keys.end(), equal_keys);
  return twice == keys.end() ? nullptr : &*twice;
}

// Pays for the entries and for sorting their keys.
bool pay_for_entries(Runtime& runtime, std::span<const Value> pairs) {
  if (!runtime.charge(pairs.size())) return false;
  uint64_t comparing = 0;
  for (size_t i = 0; i < pairs.size(); i += 2) comparing += comparison_cost(text_size(pairs[i]));
  return runtime.charge(comparing * kComparisonsPerKey);
}

bool is_flagged(const Value* flags, size_t i) {
  return flags != nullptr && flags->as_text()[i] != 0;
}

// Of an element behind '?': its value, null to leave it out, or nothing when it is no optional.
std::optional<const Value*> unwrap(const Value& value) {
  if (!value.is(Kind::kOptional)) return std::nullopt;
  const Optional& optional = value.as_optional();
  return optional.has_value ? &optional.value : nullptr;
}

}  // namespace

bool pay_for_key(Runtime& runtime, const Map& map, const Value& key) {
  return runtime.charge(map.entries.size() * (1 + comparison_cost(text_size(key))));
}

const Value* find_key(const Map& map, const Value& key) {
  for (const auto& entry : map.entries) {
    if (equal_keys(entry.first, key)) return &entry.second;
  }
  return nullptr;
}

Value contains_element(Runtime& runtime, const Value& element, const Value& range) {
  std::array<Value, 2> operands = {element, range};
  if (!is_plain(element) || !is_plain(range)) return absorb(runtime, operands);
  if (range.is(Kind::kMap)) {
    if (!pay_for_key(runtime, range.as_map(), element)) return runtime.spent();
    return Value::boolean(find_key(range.as_map(), element) != nullptr);
  }
  if (!range.is(Kind::kList)) return runtime.no_overload("in", operands);
  for (const Value& item : range.as_list().items) {
    if (equal_values(runtime, element, item)) return Value::boolean(true);
  }
  return runtime.steps_left == 0 ? runtime.spent() : Value::boolean(false);
}

Value select_field(Runtime& runtime, const Value& operand, std::string_view name, bool optional) {
  if (operand.is(Kind::kMap)) {
    Value key = Value::string(name);
    if (!pay_for_key(runtime, operand.as_map(), key)) return runtime.spent();
    return found(runtime, find_key(operand.as_map(), key), key, optional);
  }
  if (operand.is(Kind::kOptional)) {
    const Optional& chain = operand.as_optional();
    return chain.has_value ? select_field(runtime, chain.value, name, true) : operand;
  }
  if (!is_plain(operand)) return operand;
  return runtime.fail("no such overload: a value of type " + std::string(type_name(operand)) +
                      " has no field '" + std::string(name) + "'");
}

Value has_field(Runtime& runtime, const Value& operand, std::string_view name) {
  if (operand.is(Kind::kMap)) {
    Value key = Value::string(name);
    if (!pay_for_key(runtime, operand.as_map(), key)) return runtime.spent();
    return Value::boolean(find_key(operand.as_map(), key) != nullptr);
  }
  if (operand.is(Kind::kOptional)) {
    const Optional& chain = operand.as_optional();
    return chain.has_value ? has_field(runtime, chain.value, name) : Value::boolean(false);
  }
  return select_field(runtime, operand, name, false);
}

Value select_index(Runtime& runtime, const Value& operand, const Value& key, bool optional) {
  std::array<Value, 2> operands = {operand, key};
  if (!is_plain(operand) || !is_plain(key)) return absorb(runtime, operands);
  switch (operand.kind()) {
    case Kind::kList:
      return list_element(runtime, operand.as_list(), key, optional);
    case Kind::kMap:
      if (!pay_for_key(runtime, operand.as_map(), key)) return runtime.spent();
      return found(runtime, find_key(operand.as_map(), key), key, optional);
    case Kind::kOptional: {
      const Optional& chain = operand.as_optional();
      return chain.has_value ? select_index(runtime, chain.value, key, true) : operand;
    }
    default:
      return runtime.no_overload("[]", operands);
  }
}

Value build_list(Runtime& runtime, std::span<const Value> elements, const Value* flags) {
  if (Value bad = absorb(runtime, elements); !is_plain(bad)) return bad;
  if (!runtime.charge(elements.size())) return runtime.spent();
  auto items = runtime.arena.make_array<Value>(elements.size());
  size_t count = 0;
  for (size_t i = 0; i < elements.size(); ++i) {
    const Value* element = &elements[i];
    if (is_flagged(flags, i)) {
      auto inner = unwrap(*element);
      if (!inner) return runtime.no_overload("[?_]", {element, 1});
      element = *inner;
    }
    if (element != nullptr) items[count++] = *element;
  }
  return make_list(runtime, items.first(count));
}

Value build_map(Runtime& runtime, std::span<const Value> pairs, const Value* flags) {
  if (Value bad = absorb(runtime, pairs); !is_plain(bad)) return bad;
  if (!pay_for_entries(runtime, pairs)) return runtime.spent();
  auto entries = runtime.arena.make_array<std::pair<Value, Value>>(pairs.size() / 2);
  size_t count = 0;
  uint32_t depth = 0;
  for (size_t i = 0; i + 1 < pairs.size(); i += 2) {
    if (!is_key(pairs[i])) {
      return runtime.fail("unsupported key type: " + std::string(type_name(pairs[i])));
    }
    const Value* value = &pairs[i + 1];
    if (is_flagged(flags, i / 2)) {
      auto inner = unwrap(*value);
      if (!inner) return runtime.no_overload("{?_}", {value, 1});
      value = *inner;
    }
    if (value == nullptr) continue;
    depth = std::max(depth, depth_of(*value));
    entries[count++] = {pairs[i], *value};
  }
  if (const Value* key = repeated_key(entries.first(count), runtime.arena)) {
    return runtime.fail("repeated key: " + show_key(*key));
  }
  if (depth >= kMaxValueDepth) return runtime.fail("a map nests too deeply");
  auto* map = runtime.arena.make<Map>();
  map->entries = entries.first(count);
  map->depth = depth + 1;
  return Value::map(map);
}

}  // namespace stagegraph::cel
