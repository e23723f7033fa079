// SPDX-License-Identifier: Apache-2.0
// The steps to charge before a value is written out as JSON, checked against a type or compared
// part by part. Values share their parts: an expression of a few hundred bytes makes a list that
// unfolds into more elements than any memory holds.
#pragma once

#include <cstdint>

#include "cel/common/value.h"

namespace stagegraph::cel {

// Of a text inside a list or a map, besides the step of the element.
constexpr uint64_t text_writing_steps(uint64_t bytes) {
  constexpr uint64_t kBytesPerStep = 16;
  return bytes / kBytesPerStep;
}

inline bool has_parts(const Value& value) {
  return value.is(Kind::kList) || value.is(Kind::kMap) || value.is(Kind::kOptional);
}

// A step for each part, as often as it stands in the value, and those of its texts. Nothing for a
// value without parts. Counts no further than the first number that is more than `limit`.
uint64_t writing_steps(const Value& value, uint64_t limit);

}  // namespace stagegraph::cel
