// What instructions do with optional values.
#pragma once

#include "cel/common/runtime.h"
#include "cel/common/value.h"

namespace stagegraph::cel {

// What `.or(x)` and `.orValue(x)`, which unpacks, do before x is looked at. True: `top` is the
// answer. False: it is an empty optional.
bool or_value(Runtime& runtime, Value& top, bool unpacks);
// Replaces a full optional by its content. False: there is nothing to go on with.
bool unwrap_optional(Runtime& runtime, Value& top);

}  // namespace stagegraph::cel
