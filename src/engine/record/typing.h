// SPDX-License-Identifier: Apache-2.0
// Whether a value that an expression gave is of the type that was declared.
#pragma once

#include "base/expected.h"
#include "cel/cel.h"

namespace stagegraph::engine {

// The value as `type` stores it: itself, or, of an enum, the member's own text. An unknown fits
// every type. Fails with kInvalidInput and says what was expected.
Expected<cel::Value> conform(const cel::Value& value, const cel::Type& type);

// Whether two values of one fact are the same; what is not known is the same as what is not known.
bool is_same(const cel::Value& a, const cel::Value& b);

}  // namespace stagegraph::engine
