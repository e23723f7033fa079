// What the functions of the library charge at most, and the most that they give.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "cel/common/extent.h"
#include "cel/common/type.h"
#include "cel/common/value.h"

namespace stagegraph::cel {

// Arguments of a function, the receiver first.
struct CallCost {
  std::string_view name;
  std::span<const Extent> arguments;
  std::span<const Value* const> literals;  // null where an argument is none
  const Type& type;
  const Sizes& undeclared;
};

// What a function of the library charges and the most that it gives.
uint64_t call_steps(const CallCost& call);
Extent call_extent(const CallCost& call);

}  // namespace stagegraph::cel
