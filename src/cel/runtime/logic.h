// What !, && and || do over values that may be unknown, errors or no bools at all.
#pragma once

#include "cel/common/runtime.h"
#include "cel/common/value.h"

namespace stagegraph::cel {

Value logical_not(Runtime& runtime, const Value& a);
Value logical_and(Runtime& runtime, const Value& a, const Value& b);
Value logical_or(Runtime& runtime, const Value& a, const Value& b);
// An unknown or error as it is. Of anything else, the error that it is no bool.
Value not_bool(Runtime& runtime, const Value& value);

}  // namespace stagegraph::cel
