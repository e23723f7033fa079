// SPDX-License-Identifier: Apache-2.0
// The facts of an earlier version, for expressions that read `old`.
#pragma once

#include "base/arena.h"
#include "base/json.h"
#include "cel/cel.h"

namespace stagegraph::migrate {

// A map from names to values. Types are those that the JSON shows: instants and dates are texts,
// whole numbers ints, other numbers decimals. A fact that was unknown is not in it.
cel::Value old_facts(const Json& facts, Arena& arena);

}  // namespace stagegraph::migrate
