// Copies of values.
#pragma once

#include "base/arena.h"
#include "cel/common/value.h"

namespace stagegraph::cel {

// A deep copy whose text and lists live in `arena` (interned text stays where it is).
Value clone(const Value& value, Arena& arena);

}  // namespace stagegraph::cel
