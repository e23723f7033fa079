// SPDX-License-Identifier: Apache-2.0
// CEL's ==. Lists and maps are compared part by part, and each comparison is charged, because
// values that share parts may be huge when unfolded.
#include "cel/runtime/equality.h"

#include <algorithm>

#include "base/arena.h"
#include "cel/common/network.h"
#include "cel/common/runtime.h"
#include "cel/common/text_offsets.h"
#include "cel/common/type_names.h"
#include "cel/runtime/collections.h"
#include "cel/runtime/comparison.h"

namespace stagegraph::cel {
namespace {

bool equal_lists(Runtime& runtime, const List& a, const List& b) {
  if (a.items.size() != b.items.size()) return false;
  for (size_t i = 0; i < a.items.size(); ++i) {
    if (!equal_values(runtime, a.items[i], b.items[i])) return false;
  }
  return true;
}

bool equal_maps(Runtime& runtime, const Map& a, const Map& b) {
  if (a.entries.size() != b.entries.size()) return false;
  for (const auto& [key, value] : a.entries) {
    if (!pay_for_key(runtime, b, key)) return false;
    const Value* other = find_key(b, key);
    if (other == nullptr || !equal_values(runtime, value, *other)) return false;
  }
  return true;
}

bool equal_optionals(Runtime& runtime, const Optional& a, const Optional& b) {
  if (a.has_value != b.has_value) return false;
  return !a.has_value || equal_values(runtime, a.value, b.value);
}

}  // namespace

bool equal_values(Runtime& runtime, const Value& a, const Value& b) {
  if (!runtime.charge(1 + comparison_cost(std::min(text_size(a), text_size(b))))) return false;
  if (a.kind() != b.kind()) {
    auto order = compare_numbers(a, b);
    return order && *order == 0;
  }
  switch (a.kind()) {
    case Kind::kNull:
      return true;
    case Kind::kBool:
      return a.as_bool() == b.as_bool();
    case Kind::kString:
    case Kind::kBytes:
      return a.as_text() == b.as_text();
    case Kind::kTimestamp:
      return a.as_timestamp() == b.as_timestamp();
    case Kind::kDuration:
      return a.as_duration() == b.as_duration();
    case Kind::kDate:
      return a.as_date() == b.as_date();
    case Kind::kList:
      return equal_lists(runtime, a.as_list(), b.as_list());
    case Kind::kMap:
      return equal_maps(runtime, a.as_map(), b.as_map());
    case Kind::kType:
      return name_of(a.as_type()) == name_of(b.as_type());
    case Kind::kOptional:
      return equal_optionals(runtime, a.as_optional(), b.as_optional());
    case Kind::kNetwork:
      return equal_networks(a.as_network(), b.as_network());
    case Kind::kUnknown:
    case Kind::kError:
      return false;
    default: {
      auto order = compare_numbers(a, b);
      return order && *order == 0;
    }
  }
}

bool equals(const Value& a, const Value& b) {
  constexpr uint64_t kSteps = 1'000'000;  // values that share parts may be huge when unfolded
  Arena arena;
  Runtime runtime(arena, kSteps);
  return equal_values(runtime, a, b);
}

}  // namespace stagegraph::cel
