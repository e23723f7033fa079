// Bounds that several functions share: what a call charges at most (steps) and what its result
// holds at most (extent). A bound that one function has alone stands beside that function.
#pragma once

#include <cstdint>

#include "cel/common/extent.h"
#include "cel/common/function.h"

namespace stagegraph::cel {

inline const Extent& first_of(const BoundCall& call) { return call.arguments[0]; }
inline const Extent& second_of(const BoundCall& call) { return call.arguments[1]; }

// ---- steps

// Charges nothing.
inline constexpr StepsBound kNoSteps = [](const BoundCall&) -> uint64_t { return 0; };

uint64_t size_of_first(const BoundCall& call);  // bytes and elements
uint64_t twice_the_bytes(const BoundCall& call);
uint64_t searching(const BoundCall& call);  // the first argument for the second

// ---- extents

// What the type of the result says: of a number nothing, of text no bound.
inline constexpr ExtentBound kByType = [](const BoundCall& call) {
  return extent_of(call.type, call.undeclared);
};

Extent same_as_first(const BoundCall& call);
Extent text_of_first(const BoundCall& call);  // a text of no more bytes

}  // namespace stagegraph::cel
