// SPDX-License-Identifier: Apache-2.0
// What compiling a regular expression from data costs, before it is compiled.
#pragma once

#include <cstdint>
#include <string_view>

namespace stagegraph::cel {

// The most Unicode classes, such as \pL, in a pattern from data. Each has hundreds of ranges.
inline constexpr uint64_t kMaxUnicodeClasses = 8;

struct PatternCost {
  uint64_t steps = 0;
  uint64_t unicode_classes = 0;
};

// A bound, from one walk over the pattern. Repetitions count as often as they repeat.
PatternCost pattern_cost(std::string_view pattern);

// The most steps of a pattern of so many bytes that keeps to kMaxUnicodeClasses.
uint64_t most_pattern_steps(uint64_t bytes);

}  // namespace stagegraph::cel
