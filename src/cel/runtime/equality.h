// CEL's ==: numbers by value whatever their kind, lists and maps deeply.
#pragma once

#include "cel/common/value.h"

namespace stagegraph::cel {

class Runtime;

// Both known and no errors.
bool equals(const Value& a, const Value& b);
// The same on the budget of `runtime`: false at once when the steps are spent.
bool equal_values(Runtime& runtime, const Value& a, const Value& b);

}  // namespace stagegraph::cel
