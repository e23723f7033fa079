// SPDX-License-Identifier: Apache-2.0
// A value under its key.
#pragma once

#include <string_view>

#include "yaml/node.h"

namespace stagegraph::diff {

// Null where there is no such key, and where `node` is null or no map.
inline const yaml::Node* find(const yaml::Node* node, std::string_view key) {
  return node == nullptr || !node->is_map() ? nullptr : node->find(key);
}

}  // namespace stagegraph::diff
