// What the functions of the library charge at most, and the most that they give. A function that is
// in neither table charges nothing and gives what its type says.
#include <algorithm>
#include <array>

#include "cel/compiler/cost_calls.h"

namespace stagegraph::cel {
namespace {

using Steps = uint64_t (*)(const CallCost& call);
using Most = Extent (*)(const CallCost& call);

struct StepsRow {
  std::string_view name;
  Steps steps;
};

struct MostRow {
  std::string_view name;
  Most most;
};

const Extent& first(const CallCost& call) { return call.arguments[0]; }
const Extent& second(const CallCost& call) { return call.arguments[1]; }

uint64_t both_sizes(const Extent& extent) { return add_sizes(extent.bytes, extent.count); }

// ---- text

uint64_t twice(uint64_t size) { return multiply_sizes(size, 2); }

uint64_t of_size(const CallCost& call) { return both_sizes(first(call)); }
uint64_t of_size_twice(const CallCost& call) { return twice(first(call).bytes); }

uint64_t searching(const CallCost& call) {
  uint64_t text = first(call).bytes;
  uint64_t part = second(call).bytes;
  return add_sizes(add_sizes(text, part), comparison_steps(multiply_sizes(text, part)));
}

// An automaton within RE2's bounds of memory has at most 256 times kSmallProgram instructions.
uint64_t matching(const CallCost& call) {
  constexpr uint64_t kCompiling = 64;
  constexpr uint64_t kLargest = 257;
  return add_sizes(multiply_sizes(second(call).bytes, kCompiling),
                   multiply_sizes(first(call).bytes, kLargest));
}

// How often replace() finds the part that it looks for.
uint64_t places(const CallCost& call) {
  const Value* part = call.literals[1];
  uint64_t size = part != nullptr && part->is(Kind::kString) ? part->as_text().size() : 0;
  return add_sizes(first(call).bytes / std::max<uint64_t>(size, 1), 1);
}

uint64_t replacing(const CallCost& call) {
  uint64_t each = add_sizes(call.arguments[2].bytes, 1);
  return add_sizes(searching(call), multiply_sizes(places(call), each));
}

Extent replaced(const CallCost& call) {
  uint64_t added = multiply_sizes(places(call), call.arguments[2].bytes);
  return text_extent(add_sizes(first(call).bytes, added));
}

uint64_t splitting(const CallCost& call) { return add_sizes(first(call).bytes, searching(call)); }

Extent parts(const CallCost& call) {
  uint64_t bytes = first(call).bytes;
  return list_extent(add_sizes(bytes, 1), text_extent(bytes));
}

uint64_t joined_bytes(const CallCost& call) {
  uint64_t separator = call.arguments.size() == 2 ? second(call).bytes : 0;
  return multiply_sizes(first(call).count, add_sizes(inner_of(first(call), 0).bytes, separator));
}

uint64_t joining(const CallCost& call) { return add_sizes(joined_bytes(call), first(call).count); }
Extent joined(const CallCost& call) { return text_extent(joined_bytes(call)); }

// The pattern's bytes one by one at worst, and each value's text, which hex digits pay twice.
uint64_t formatting(const CallCost& call) {
  return add_sizes(twice(first(call).bytes), twice(shown_bytes(second(call))));
}

Extent formatted(const CallCost& call) {
  return text_extent(add_sizes(first(call).bytes, shown_bytes(second(call))));
}

Extent shown(const CallCost& call) {
  constexpr uint64_t kLongestScalar = 64;
  return text_extent(std::max(first(call).bytes, kLongestScalar));
}

Extent quoted(const CallCost& call) {
  constexpr uint64_t kLongestEscape = 4;
  return text_extent(add_sizes(multiply_sizes(first(call).bytes, kLongestEscape), 2));
}

Extent twice_text(const CallCost& call) {
  return text_extent(add_sizes(twice(first(call).bytes), 4));
}

Extent same(const CallCost& call) { return first(call); }
Extent same_text(const CallCost& call) { return text_extent(first(call).bytes); }

// ---- lists and sets

uint64_t pairs(const Extent& a, const Extent& b) {
  uint64_t each = equality_steps(inner_of(a, 0), inner_of(b, 0));
  return multiply_sizes(multiply_sizes(a.count, b.count), each);
}

uint64_t comparing_sets(const CallCost& call) { return pairs(first(call), second(call)); }
uint64_t comparing_both_ways(const CallCost& call) { return twice(comparing_sets(call)); }
uint64_t comparing_all(const CallCost& call) { return pairs(first(call), first(call)); }
uint64_t all_parts(const CallCost& call) { return parts_of(first(call)); }

uint64_t sorting(const CallCost& call) {
  constexpr uint64_t kStepsPerKey = 16;
  const Extent& keys = call.arguments.back();
  uint64_t each = add_sizes(
      kStepsPerKey, multiply_sizes(kStepsPerKey, comparison_steps(inner_of(keys, 0).bytes)));
  return multiply_sizes(keys.count, each);
}

// The elements of all levels.
Extent flattened(const CallCost& call) {
  Extent inner;
  Extent level = first(call);
  for (uint32_t depth = 0; depth < kMaxValueDepth && !level.inner.empty(); ++depth) {
    level = inner_of(level, 0);
    inner = join(inner, level);
  }
  if (level.count > 0) inner = level;
  return list_extent(parts_of(first(call)), std::move(inner));
}

uint64_t range_size(const CallCost& call) {
  const Value* count = call.literals[0];
  if (count == nullptr || !count->is(Kind::kInt)) return kUnbounded;
  return static_cast<uint64_t>(std::max<int64_t>(count->as_int(), 0));
}

Extent numbers(const CallCost& call) { return list_extent(range_size(call), {}); }
Extent element(const CallCost& call) { return list_extent(1, inner_of(first(call), 0)); }

uint64_t of_arguments(const CallCost& call) {
  return std::max<uint64_t>(call.arguments.size(), first(call).count);
}

// ---- optionals

Extent wrapped(const CallCost& call) { return list_extent(1, first(call)); }
Extent content(const CallCost& call) { return inner_of(first(call), 0); }
Extent either(const CallCost& call) { return join(first(call), second(call)); }
Extent content_or(const CallCost& call) { return join(content(call), second(call)); }

Extent unwrapped(const CallCost& call) {
  return list_extent(first(call).count, inner_of(inner_of(first(call), 0), 0));
}

constexpr std::array kSteps = {
    StepsRow{"size", of_size},
    StepsRow{"contains", searching},
    StepsRow{"startsWith", searching},
    StepsRow{"endsWith", searching},
    StepsRow{"indexOf", searching},
    StepsRow{"lastIndexOf", searching},
    StepsRow{"matches", matching},
    StepsRow{"charAt", of_size},
    StepsRow{"substring", of_size},
    StepsRow{"lowerAscii", of_size},
    StepsRow{"upperAscii", of_size},
    StepsRow{"trim", of_size},
    StepsRow{"reverse", of_size},
    StepsRow{"string", of_size},
    StepsRow{"replace", replacing},
    StepsRow{"split", splitting},
    StepsRow{"join", joining},
    StepsRow{"strings.quote", of_size_twice},
    StepsRow{"format", formatting},
    StepsRow{"base64.encode", of_size_twice},
    StepsRow{"base64.decode", of_size},
    StepsRow{"sets.contains", comparing_sets},
    StepsRow{"sets.intersects", comparing_sets},
    StepsRow{"sets.equivalent", comparing_both_ways},
    StepsRow{"distinct", comparing_all},
    StepsRow{"flatten", all_parts},
    StepsRow{"lists.range", range_size},
    StepsRow{"slice", of_size},
    StepsRow{"sort", sorting},
    StepsRow{"@sortBy", sorting},
    StepsRow{"math.greatest", of_arguments},
    StepsRow{"math.least", of_arguments},
    StepsRow{"optional.unwrap", of_size},
    StepsRow{"unwrapOpt", of_size},
};

constexpr std::array kMost = {
    MostRow{"charAt", same_text},
    MostRow{"substring", same_text},
    MostRow{"lowerAscii", same_text},
    MostRow{"upperAscii", same_text},
    MostRow{"trim", same_text},
    MostRow{"bytes", same_text},
    MostRow{"base64.decode", same_text},
    MostRow{"base64.encode", twice_text},
    MostRow{"replace", replaced},
    MostRow{"split", parts},
    MostRow{"join", joined},
    MostRow{"reverse", same},
    MostRow{"strings.quote", quoted},
    MostRow{"format", formatted},
    MostRow{"string", shown},
    MostRow{"dyn", same},
    MostRow{"distinct", same},
    MostRow{"slice", same},
    MostRow{"sort", same},
    MostRow{"@sortBy", same},
    MostRow{"flatten", flattened},
    MostRow{"lists.range", numbers},
    MostRow{"first", element},
    MostRow{"last", element},
    MostRow{"optional.of", wrapped},
    MostRow{"optional.ofNonZeroValue", wrapped},
    MostRow{"optional.unwrap", unwrapped},
    MostRow{"unwrapOpt", unwrapped},
    MostRow{"value", content},
    MostRow{"or", either},
    MostRow{"orValue", content_or},
};

template <typename Rows>
auto find_row(const Rows& rows, std::string_view name) {
  return std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name == name; });
}

}  // namespace

uint64_t call_steps(const CallCost& call) {
  if (call.arguments.empty()) return 0;
  auto row = find_row(kSteps, call.name);
  return row == kSteps.end() ? 0 : row->steps(call);
}

Extent call_extent(const CallCost& call) {
  if (call.arguments.empty()) return {};
  auto row = find_row(kMost, call.name);
  return row == kMost.end() ? extent_of(call.type, call.undeclared) : row->most(call);
}

}  // namespace stagegraph::cel
