// Lists and maps put together in an arena.
#pragma once

#include <span>
#include <utility>

#include "base/arena.h"
#include "cel/common/value.h"

namespace stagegraph::ruleset {

// `items` and `entries` lie in `arena` already.
cel::Value make_list(std::span<const cel::Value> items, Arena& arena);
cel::Value make_map(std::span<const std::pair<cel::Value, cel::Value>> entries, Arena& arena);

// A scalar with its text in `arena` and marked as interned: for values that live as long as a
// ruleset.
cel::Value intern(const cel::Value& value, Arena& arena);

}  // namespace stagegraph::ruleset
