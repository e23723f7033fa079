// SPDX-License-Identifier: Apache-2.0
// How large a value can become: what the bound of an expression's steps is worked out from.
#pragma once

#include <cstdint>
#include <vector>

#include "cel/common/type.h"

namespace stagegraph::cel {

// As a size or a number of steps: there is no bound. Sums and products stop there.
inline constexpr uint64_t kUnbounded = UINT64_MAX;

uint64_t add_sizes(uint64_t a, uint64_t b);
uint64_t multiply_sizes(uint64_t a, uint64_t b);

// The most that a value can hold. A number holds nothing. What may be text or a list has both.
struct Extent {
  uint64_t bytes = 0;         // of text
  uint64_t count = 0;         // elements of a list, entries of a map, 1 of an optional
  std::vector<Extent> inner;  // of an element, or of a key and a value. Empty: of anything
};

// What is taken where nobody said how large a value can be.
struct Sizes {
  uint64_t bytes = kUnbounded;
  uint64_t elements = kUnbounded;
};

// A bound that no evaluation of an expression exceeds.
struct Cost {
  uint64_t steps = kUnbounded;  // without those of named expressions and host functions
  uint64_t host_calls = 0;
  Extent result;
};

Extent extent_of(const Type& type, const Sizes& undeclared);
Extent text_extent(uint64_t bytes);
Extent list_extent(uint64_t count, Extent element);

// With what was assumed wherever there is no bound.
Extent assume(Extent extent, const Sizes& undeclared);

// The least that holds both.
Extent join(const Extent& a, const Extent& b);

// Of an element, a key (0 of a map) or a value (1 of a map).
Extent inner_of(const Extent& extent, size_t index);

// The values in it, all levels together and itself.
uint64_t parts_of(const Extent& extent);
// What comparing texts of that size, and a == b, charge.
uint64_t comparison_steps(uint64_t bytes);
// What looking for a key of that size among so many charges.
uint64_t key_steps(uint64_t entries, uint64_t key_bytes);
uint64_t equality_steps(const Extent& a, const Extent& b);
// What writing it out charges (see writing.h).
uint64_t writing_steps(const Extent& extent);
// The bytes of its text form.
uint64_t shown_bytes(const Extent& extent);

}  // namespace stagegraph::cel
