// SPDX-License-Identifier: Apache-2.0
// Functions on lists and sets. Elements are compared pairwise with ==, since CEL has no order or
// hash for all values, and each comparison is charged.
#include "cel/functions/lists.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cel/common/text_offsets.h"
#include "cel/functions/bounds.h"
#include "cel/runtime/comparison.h"
#include "cel/runtime/equality.h"

namespace stagegraph::cel {
namespace {

bool are_lists(Arguments arguments) {
  return std::all_of(arguments.begin(), arguments.end(),
                     [](const Value& value) { return value.is(Kind::kList); });
}

Value made(Runtime& runtime, const std::vector<Value>& values) {
  auto items = runtime.arena.make_array<Value>(values.size());
  std::copy(values.begin(), values.end(), items.begin());
  return make_list(runtime, items);
}

// Nothing once the budget is spent: the walk ends there, and so must those around it.
std::optional<bool> has_element(Runtime& runtime, std::span<const Value> items,
                                const Value& wanted) {
  for (const Value& item : items) {
    const bool equal = equal_values(runtime, item, wanted);
    if (runtime.steps_left == 0) return std::nullopt;
    if (equal) return true;
  }
  return false;
}

// ---- sets

// Whether one of `wanted` is in the list (`answer` true), or else is not.
std::optional<bool> any_is(Runtime& runtime, const List& list, const List& wanted, bool answer) {
  for (const Value& item : wanted.items) {
    std::optional<bool> found = has_element(runtime, list.items, item);
    if (!found) return std::nullopt;
    if (*found == answer) return true;
  }
  return false;
}

std::optional<bool> contains(Runtime& runtime, const List& a, const List& b) {
  std::optional<bool> lacks = any_is(runtime, a, b, false);
  return lacks ? std::optional(!*lacks) : std::nullopt;
}

std::optional<bool> equivalent(Runtime& runtime, const List& a, const List& b) {
  std::optional<bool> holds = contains(runtime, a, b);
  return holds == true ? contains(runtime, b, a) : holds;
}

std::optional<bool> intersects(Runtime& runtime, const List& a, const List& b) {
  return any_is(runtime, a, b, true);
}

template <std::optional<bool> (*kAsk)(Runtime&, const List&, const List&)>
Value ask(Runtime& runtime, Arguments arguments) {
  if (!are_lists(arguments)) return runtime.no_overload("sets", arguments);
  std::optional<bool> answer = kAsk(runtime, arguments[0].as_list(), arguments[1].as_list());
  return answer ? Value::boolean(*answer) : runtime.spent();
}

// ---- lists

Value distinct(Runtime& runtime, Arguments arguments) {
  if (!are_lists(arguments)) return runtime.no_overload("distinct", arguments);
  std::vector<Value> kept;
  for (const Value& item : arguments[0].as_list().items) {
    std::optional<bool> is_kept = has_element(runtime, kept, item);
    if (!is_kept) return runtime.spent();
    if (!*is_kept) kept.push_back(item);
  }
  return made(runtime, kept);
}

bool flatten_into(Runtime& runtime, const List& list, int64_t depth, std::vector<Value>& out) {
  for (const Value& item : list.items) {
    if (!runtime.charge(1)) return false;
    if (!item.is(Kind::kList) || depth == 0) {
      out.push_back(item);
    } else if (!flatten_into(runtime, item.as_list(), depth - 1, out)) {
      return false;
    }
  }
  return true;
}

Value flatten(Runtime& runtime, Arguments arguments) {
  bool fits =
      arguments[0].is(Kind::kList) && (arguments.size() == 1 || arguments[1].is(Kind::kInt));
  if (!fits) return runtime.no_overload("flatten", arguments);
  int64_t depth = arguments.size() == 1 ? 1 : arguments[1].as_int();
  if (depth < 0) return runtime.fail("flatten() takes no negative depth");
  std::vector<Value> out;
  if (!flatten_into(runtime, arguments[0].as_list(), depth, out)) return runtime.spent();
  return made(runtime, out);
}

Value range(Runtime& runtime, Arguments arguments) {
  if (!arguments[0].is(Kind::kInt)) return runtime.no_overload("lists.range", arguments);
  auto count = static_cast<uint64_t>(std::max<int64_t>(arguments[0].as_int(), 0));
  if (!runtime.charge(count)) return runtime.spent();
  auto items = runtime.arena.make_array<Value>(count);
  for (size_t i = 0; i < count; ++i) items[i] = Value::integer(static_cast<int64_t>(i));
  return make_list(runtime, items);
}

Value slice(Runtime& runtime, Arguments arguments) {
  bool fits =
      arguments[0].is(Kind::kList) && arguments[1].is(Kind::kInt) && arguments[2].is(Kind::kInt);
  if (!fits) return runtime.no_overload("slice", arguments);
  auto items = arguments[0].as_list().items;
  int64_t begin = arguments[1].as_int();
  int64_t end = arguments[2].as_int();
  if (begin < 0 || end < begin || static_cast<uint64_t>(end) > items.size()) {
    return runtime.fail("slice(" + std::to_string(begin) + ", " + std::to_string(end) +
                        ") of a list of " + std::to_string(items.size()));
  }
  auto part = items.subspan(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
  if (!runtime.charge(part.size())) return runtime.spent();
  return make_list(runtime, part);
}

template <bool kFirst>
Value end_of(Runtime& runtime, Arguments arguments) {
  if (!are_lists(arguments)) return runtime.no_overload(kFirst ? "first" : "last", arguments);
  auto items = arguments[0].as_list().items;
  if (items.empty()) return no_value();
  return make_optional(runtime, kFirst ? items.front() : items.back());
}

// ---- sorting

// The order of `keys` as indices, stable. Nothing where two of them have no order.
std::optional<std::vector<size_t>> sorted(Runtime& runtime, std::span<const Value> keys,
                                          Value& failure) {
  uint64_t longest = 0;
  if (!runtime.charge(keys.size())) {
    failure = runtime.spent();
    return std::nullopt;
  }
  for (const Value& key : keys) longest = std::max(longest, comparison_cost(text_size(key)));
  if (!runtime.charge(keys.size() * kComparisonsPerKey * (1 + longest))) {
    failure = runtime.spent();
    return std::nullopt;
  }
  for (const Value& key : keys) {
    Value compared = compare(runtime, Op::kLess, key, keys[0]);
    if (compared.is(Kind::kBool) && key.kind() == keys[0].kind()) continue;
    failure = runtime.fail("only numbers, texts, bools and times of one kind can be sorted");
    return std::nullopt;
  }
  std::vector<size_t> order(keys.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return compare(runtime, Op::kLess, keys[a], keys[b]).is_true();
  });
  return order;
}

Value sort_by_keys(Runtime& runtime, Arguments arguments) {
  bool fits = are_lists(arguments) &&
              arguments[0].as_list().items.size() == arguments.back().as_list().items.size();
  if (!fits) return runtime.no_overload("sort", arguments);
  auto items = arguments[0].as_list().items;
  Value failure;
  auto order = sorted(runtime, arguments.back().as_list().items, failure);
  if (!order) return failure;
  auto result = runtime.arena.make_array<Value>(items.size());
  for (size_t i = 0; i < items.size(); ++i) result[i] = items[(*order)[i]];
  return make_list(runtime, result);
}

// ---- bounds

// Each element of one list beside each of the other.
uint64_t pairs(const Extent& a, const Extent& b) {
  uint64_t each = equality_steps(inner_of(a, 0), inner_of(b, 0));
  return multiply_sizes(multiply_sizes(a.count, b.count), each);
}

uint64_t comparing_sets(const BoundCall& call) { return pairs(first_of(call), second_of(call)); }

uint64_t comparing_both_ways(const BoundCall& call) {
  return multiply_sizes(comparing_sets(call), 2);
}

uint64_t comparing_all(const BoundCall& call) { return pairs(first_of(call), first_of(call)); }

uint64_t all_parts(const BoundCall& call) { return parts_of(first_of(call)); }

// The elements of all levels.
Extent flattened(const BoundCall& call) {
  Extent inner;
  Extent level = first_of(call);
  for (uint32_t depth = 0; depth < kMaxValueDepth && !level.inner.empty(); ++depth) {
    level = inner_of(level, 0);
    inner = join(inner, level);
  }
  if (level.count > 0) inner = level;
  return list_extent(parts_of(first_of(call)), std::move(inner));
}

uint64_t range_size(const BoundCall& call) {
  const Value* count = call.literals[0];
  if (count == nullptr || !count->is(Kind::kInt)) return kUnbounded;
  return static_cast<uint64_t>(std::max<int64_t>(count->as_int(), 0));
}

Extent numbers(const BoundCall& call) { return list_extent(range_size(call), {}); }

Extent element(const BoundCall& call) { return list_extent(1, inner_of(first_of(call), 0)); }

uint64_t sorting(const BoundCall& call) {
  const Extent& keys = call.arguments.back();
  uint64_t comparing =
      multiply_sizes(kComparisonsPerKey, comparison_steps(inner_of(keys, 0).bytes));
  return multiply_sizes(keys.count, add_sizes(kComparisonsPerKey + 1, comparing));
}

}  // namespace

std::span<const Declaration> list_declarations() {
  static constexpr std::string_view kSortable =
      "list(int) -> list(int) | list(uint) -> list(uint) | list(double) -> list(double) | "
      "list(bool) -> list(bool) | list(string) -> list(string) | list(bytes) -> list(bytes) | "
      "list(timestamp) -> list(timestamp) | list(duration) -> list(duration)";
  static constexpr Declaration kTable[] = {
      {"sets.contains", Style::kGlobal, "list(A), list(A) -> bool", ask<contains>, comparing_sets,
       kByType},
      {"sets.equivalent", Style::kGlobal, "list(A), list(A) -> bool", ask<equivalent>,
       comparing_both_ways, kByType},
      {"sets.intersects", Style::kGlobal, "list(A), list(A) -> bool", ask<intersects>,
       comparing_sets, kByType},
      {"distinct", Style::kMember, "list(A) -> list(A)", distinct, comparing_all, same_as_first},
      {"flatten", Style::kMember, "list(dyn) -> list(dyn)", flatten, all_parts, flattened},
      {"flatten", Style::kMember, "list(dyn), int -> list(dyn)", flatten, all_parts, flattened},
      {"lists.range", Style::kGlobal, "int -> list(int)", range, range_size, numbers},
      {"slice", Style::kMember, "list(A), int, int -> list(A)", slice, size_of_first,
       same_as_first},
      {"first", Style::kMember, "list(A) -> optional_type(A)", end_of<true>, kNoSteps, element},
      {"last", Style::kMember, "list(A) -> optional_type(A)", end_of<false>, kNoSteps, element},
      {"sort", Style::kMember, kSortable, sort_by_keys, sorting, same_as_first},
      {"@sortBy", Style::kMember, "list(A), list(B) -> list(A)", sort_by_keys, sorting,
       same_as_first},
  };
  return kTable;
}

}  // namespace stagegraph::cel
