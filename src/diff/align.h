// SPDX-License-Identifier: Apache-2.0
// Which items of a list are which items of another version of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace stagegraph::diff {

// What tells an item: `whole` is the same where nothing that counts differs, `identity` where it is
// the same thing, changed. Both may stand in a list several times.
struct ItemKey {
  std::string whole;
  std::string identity;
};

struct ItemPair {
  std::optional<size_t> before;  // absent: the item is new
  std::optional<size_t> after;   // absent: it is gone
  bool is_moved = false;         // the same item, in another order
};

// In the order of the new list, with what is gone at its old place. Time is that of sorting.
std::vector<ItemPair> align(const std::vector<ItemKey>& before, const std::vector<ItemKey>& after);

}  // namespace stagegraph::diff
