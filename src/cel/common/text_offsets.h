// SPDX-License-Identifier: Apache-2.0
// Code points and bytes of a text: CEL counts the former, memory the latter.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace stagegraph::cel {

// Where the code point of that number begins, or the end for the number of code points.
// Nothing when there are not as many.
std::optional<size_t> byte_offset(std::string_view text, int64_t code_point);
int64_t code_point_index(std::string_view text, size_t byte_offset);

// Steps to charge before looking for a part of that size: at worst it nearly fits everywhere.
uint64_t search_cost(uint64_t text_size, uint64_t part_size);

// How often each key is compared when many are sorted, for what sorting charges. It grows a little
// faster than the keys.
inline constexpr uint64_t kComparisonsPerKey = 16;

// Steps to charge before joining two sets of so many unknown variables. Few are free.
constexpr uint64_t merging_steps(uint64_t variables) {
  constexpr uint64_t kFew = 256;
  constexpr uint64_t kPerStep = 4;
  return variables <= kFew ? 0 : variables / kPerStep;
}

// Steps to charge before comparing so many bytes. What is short is free.
constexpr uint64_t comparison_cost(uint64_t bytes) {
  constexpr uint64_t kBytesPerStep = 256;  // comparing runs of bytes is that much faster
  return bytes / kBytesPerStep;
}

}  // namespace stagegraph::cel
