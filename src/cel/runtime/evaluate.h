// SPDX-License-Identifier: Apache-2.0
// A program and the values of its variables in, a value out.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/arena.h"
#include "cel/common/environment.h"
#include "cel/common/value.h"

namespace stagegraph::cel {

class Program;

// Named expressions and their values of this round. The owner starts a new round whenever a
// variable has changed.
struct LazyBank {
  std::span<const Program* const> programs;
  std::span<Value> values;
  std::span<uint32_t> rounds;  // the value is valid when its round is the current one
  uint32_t round = 1;
};

struct Activation {
  std::array<const Value*, kBanks> banks{};
  LazyBank* lazy = nullptr;
  void* host = nullptr;    // handed to host functions
  Arena* arena = nullptr;  // never null, outlives the result
  // The budget. The rest is left here, also while a host function runs, which may spend of it.
  uint64_t steps = 1'000'000;
  uint64_t budget = 0;  // that `steps` is the rest of, for messages. 0: all of it
};

// Never throws but for memory. Failures are values of kind error, a spent budget too. Nothing is
// allocated for bool, int, uint, double, timestamp, duration, decimal and string comparison.
// Texts written in the expression come back interned: they live as long as the program.
Value evaluate(const Program& program, Activation& activation);

// The same, and pays for the value to be written out, checked and compared part by part (see
// writing.h). A value that costs more than there are steps left is an error.
Value evaluate_to_write(const Program& program, Activation& activation);

// Pays for a text that is put together from others. Null, or the error of a spent budget.
Value pay_for_text(uint64_t bytes, Activation& activation);

}  // namespace stagegraph::cel
