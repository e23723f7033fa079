// SPDX-License-Identifier: Apache-2.0
// Errors, unknowns and the making of lists and optionals while a program runs.
//
// The union of two unknowns is a sorted set of slots. If one set holds the other it is returned as
// it is, so that `a && a && a` of one unknown fact allocates nothing.
#include "cel/common/runtime.h"

#include <algorithm>

#include "cel/common/text_offsets.h"
#include "cel/common/type_names.h"

namespace stagegraph::cel {

std::string shortened(std::string_view text) {
  constexpr size_t kLongest = 80;
  if (text.size() <= kLongest) return std::string(text);
  size_t end = kLongest;
  while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80)
    --end;  // not inside a character
  return std::string(text.substr(0, end)) + "...";
}

Value Runtime::fail(std::string_view message) {
  auto* error = arena.make<EvalError>();
  error->message = arena.copy(message);
  error->begin = begin;
  error->end = end;
  return Value::error(error);
}

Value Runtime::spent() {
  std::string what = source == nullptr ? "the evaluation" : "'" + shortened(*source) + "'";
  return fail(what + " takes too many steps: the budget is " + std::to_string(budget) +
              ". Make the data or the expression smaller");
}

Value Runtime::no_overload(std::string_view what, std::span<const Value> arguments) {
  std::string message = "no such overload: " + std::string(what) + "(";
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (i > 0) message += ", ";
    message += type_name(arguments[i]);
  }
  return fail(message + ")");
}

namespace {

std::span<const uint32_t> slots_of(const Value& unknown, uint32_t& single) {
  if (const UnknownSet* set = unknown.unknown_set()) return set->slots;
  single = unknown.unknown_slot();
  return {&single, 1};
}

}  // namespace

Value merge_unknown(Runtime& runtime, const Value& a, const Value& b) {
  uint32_t single_a = 0;
  uint32_t single_b = 0;
  auto left = slots_of(a, single_a);
  auto right = slots_of(b, single_b);
  if (!runtime.charge(merging_steps(left.size() + right.size()))) return runtime.spent();
  if (std::includes(left.begin(), left.end(), right.begin(), right.end())) return a;
  if (std::includes(right.begin(), right.end(), left.begin(), left.end())) return b;
  auto merged = runtime.arena.make_array<uint32_t>(left.size() + right.size());
  auto last = std::set_union(left.begin(), left.end(), right.begin(), right.end(), merged.begin());
  auto* set = runtime.arena.make<UnknownSet>();
  set->slots = merged.first(static_cast<size_t>(last - merged.begin()));
  return Value::unknown(set);
}

Value absorb(Runtime& runtime, std::span<const Value> arguments) {
  const Value* error = nullptr;
  Value unknown;
  for (const Value& argument : arguments) {
    if (argument.is_unknown()) {
      unknown = unknown.is_unknown() ? merge_unknown(runtime, unknown, argument) : argument;
      if (unknown.is_error()) return unknown;
    } else if (argument.is_error() && error == nullptr) {
      error = &argument;
    }
  }
  return unknown.is_unknown() || error == nullptr ? unknown : *error;
}

uint32_t depth_of(const Value& value) {
  switch (value.kind()) {
    case Kind::kList:
      return value.as_list().depth;
    case Kind::kMap:
      return value.as_map().depth;
    case Kind::kOptional:
      return value.as_optional().depth;
    default:
      return 0;
  }
}

Value make_list(Runtime& runtime, std::span<const Value> items) {
  uint32_t depth = 0;
  for (const Value& item : items) depth = std::max(depth, depth_of(item));
  if (depth >= kMaxValueDepth) return runtime.fail("a list nests too deeply");
  auto* list = runtime.arena.make<List>();
  list->items = items;
  list->depth = depth + 1;
  return Value::list(list);
}

Value make_optional(Runtime& runtime, const Value& value) {
  uint32_t depth = depth_of(value);
  if (depth >= kMaxValueDepth) return runtime.fail("an optional nests too deeply");
  auto* optional = runtime.arena.make<Optional>();
  optional->has_value = true;
  optional->value = value;
  optional->depth = depth + 1;
  return Value::optional(optional);
}

Value no_value() {
  static constexpr Optional kNone;
  return Value::optional(&kNone);
}

}  // namespace stagegraph::cel
