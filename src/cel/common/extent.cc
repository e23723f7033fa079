// SPDX-License-Identifier: Apache-2.0
// Arithmetic on extents. The invariant of every function here: what comes out holds at least as
// much as any value that its arguments allow. Sums and products stop at kUnbounded instead of
// wrapping around. Where nothing is known about what is inside a list or a map, its parts are taken
// to be as large as the whole.
#include "cel/common/extent.h"

#include <algorithm>

#include "cel/common/text_offsets.h"
#include "cel/common/writing.h"

namespace stagegraph::cel {
namespace {

// Of a scalar: the longest is a double with 100 decimals.
constexpr uint64_t kShownScalar = 512;

bool is_map(const Extent& extent) { return extent.inner.size() == 2; }

// Where nobody said what is inside, one more level of text is taken, and no bound stays none.
Extent unsaid(const Extent& extent) { return text_extent(extent.bytes); }

// `steps` for each of the parts, whatever they are.
template <typename Steps>
uint64_t over_inner(const Extent& extent, Steps steps) {
  if (extent.count == 0) return 0;
  uint64_t each = 0;
  if (extent.inner.empty()) each = steps(unsaid(extent));
  for (const Extent& inner : extent.inner) each = add_sizes(each, steps(inner));
  return multiply_sizes(extent.count, each);
}

Extent widest(const Extent& a, const Extent& b) {
  return {.bytes = std::max(a.bytes, b.bytes), .count = std::max(a.count, b.count), .inner = {}};
}

// As something whose parts, whatever they are, are no larger than the largest of its levels.
Extent flattened(const Extent& extent) {
  Extent flat{.bytes = extent.bytes, .count = extent.count, .inner = {}};
  for (const Extent& inner : extent.inner) flat = widest(flat, flattened(inner));
  return flat;
}

Extent map_extent(uint64_t count, Extent key, Extent value) {
  Extent map = list_extent(count, std::move(key));
  map.inner.push_back(std::move(value));
  return map;
}

uint64_t longest(const std::vector<std::string>& members) {
  size_t size = 0;
  for (const std::string& member : members) size = std::max(size, member.size());
  return size;
}

}  // namespace

uint64_t add_sizes(uint64_t a, uint64_t b) {
  uint64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? kUnbounded : sum;
}

uint64_t multiply_sizes(uint64_t a, uint64_t b) {
  uint64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? kUnbounded : product;
}

Extent text_extent(uint64_t bytes) { return {.bytes = bytes, .count = 0, .inner = {}}; }

Extent list_extent(uint64_t count, Extent element) {
  Extent list{.bytes = 0, .count = count, .inner = {}};
  list.inner.push_back(std::move(element));
  return list;
}

Extent extent_of(const Type& type, const Sizes& undeclared) {
  auto parameter = [&](size_t i) {
    return extent_of(i < type.parameters.size() ? type.parameters[i] : Type(), undeclared);
  };
  switch (type.kind) {
    case TypeKind::kString:
    case TypeKind::kBytes:
      return text_extent(undeclared.bytes);
    case TypeKind::kEnum:
      return text_extent(longest(type.members.all()));
    case TypeKind::kList:
      return list_extent(undeclared.elements, parameter(0));
    case TypeKind::kMap:
      return map_extent(undeclared.elements, parameter(0), parameter(1));
    case TypeKind::kOptional:
      return list_extent(1, parameter(0));
    case TypeKind::kDyn:
    case TypeKind::kParameter:
    case TypeKind::kOpaque:
    case TypeKind::kError:
      return {.bytes = undeclared.bytes, .count = undeclared.elements, .inner = {}};
    default:
      return {};
  }
}

Extent assume(Extent extent, const Sizes& undeclared) {
  if (extent.bytes == kUnbounded) extent.bytes = undeclared.bytes;
  if (extent.count == kUnbounded) extent.count = undeclared.elements;
  for (Extent& inner : extent.inner) inner = assume(std::move(inner), undeclared);
  return extent;
}

Extent join(const Extent& a, const Extent& b) {
  if (a.count == 0 || b.count == 0) {
    Extent joined = a.count == 0 ? b : a;
    joined.bytes = std::max(a.bytes, b.bytes);
    return joined;
  }
  Extent joined{
      .bytes = std::max(a.bytes, b.bytes), .count = std::max(a.count, b.count), .inner = {}};
  if (a.inner.size() != b.inner.size()) return widest(flattened(a), flattened(b));
  for (size_t i = 0; i < a.inner.size(); ++i) {
    joined.inner.push_back(join(a.inner[i], b.inner[i]));
  }
  return joined;
}

Extent inner_of(const Extent& extent, size_t index) {
  if (index < extent.inner.size()) return extent.inner[index];
  return extent.count == 0 ? Extent{} : Extent{extent.bytes, extent.count, {}};
}

uint64_t comparison_steps(uint64_t bytes) {
  return bytes == kUnbounded ? kUnbounded : comparison_cost(bytes);
}

uint64_t parts_of(const Extent& extent) { return add_sizes(1, over_inner(extent, parts_of)); }

uint64_t key_steps(uint64_t entries, uint64_t key_bytes) {
  return multiply_sizes(entries, add_sizes(1, comparison_steps(key_bytes)));
}

uint64_t equality_steps(const Extent& a, const Extent& b) {
  uint64_t steps = add_sizes(1, comparison_steps(std::min(a.bytes, b.bytes)));
  uint64_t count = std::min(a.count, b.count);
  if (count == 0) return steps;
  uint64_t each = 0;
  for (size_t i = 0; i < std::max<size_t>({a.inner.size(), b.inner.size(), 1}); ++i) {
    Extent left = a.inner.empty() ? unsaid(a) : inner_of(a, i);
    Extent right = b.inner.empty() ? unsaid(b) : inner_of(b, i);
    each = add_sizes(each, equality_steps(left, right));
  }
  bool may_be_maps = (is_map(a) || a.inner.empty()) && (is_map(b) || b.inner.empty());
  if (may_be_maps) each = add_sizes(each, key_steps(b.count, inner_of(a, 0).bytes));
  return add_sizes(steps, multiply_sizes(count, each));
}

uint64_t writing_steps(const Extent& extent) {
  uint64_t own = add_sizes(1, text_writing_steps(extent.bytes));
  return add_sizes(own, over_inner(extent, [](const Extent& part) { return writing_steps(part); }));
}

uint64_t shown_bytes(const Extent& extent) {
  constexpr uint64_t kHexDigits = 2;
  constexpr uint64_t kAround = 4;  // brackets, commas and colons
  uint64_t own = add_sizes(kShownScalar, multiply_sizes(extent.bytes, kHexDigits));
  auto inner = [](const Extent& part) { return add_sizes(shown_bytes(part), kAround); };
  return add_sizes(own, over_inner(extent, inner));
}

}  // namespace stagegraph::cel
