// How large a fact's value can be.
#pragma once

#include "cel/common/extent.h"

namespace stagegraph::ruleset {

inline constexpr uint64_t kBytesPerCodePoint = 4;  // at most, in UTF-8

// What is taken of a text or list whose fact has no `max`, to warn of costly expressions.
inline constexpr uint64_t kAssumedCodePoints = 1024;
inline constexpr uint64_t kAssumedElements = 100;

// `size` as a fact's `max` means it: code points of a string, elements of a list or map. What is
// inside a list has no bound of its own.
inline cel::Extent extent_with_size(const cel::Type& type, uint64_t size) {
  cel::Extent extent = cel::extent_of(type, {});
  bool is_text = type.kind == cel::TypeKind::kString;
  if (is_text) extent.bytes = cel::multiply_sizes(size, kBytesPerCodePoint);
  if (!is_text) extent.count = size;
  return extent;
}

}  // namespace stagegraph::ruleset
