// SPDX-License-Identifier: Apache-2.0
// Lists of names in messages.
#pragma once

#include <string>
#include <string_view>

namespace stagegraph::ruleset {

// "a, b, c"; of many, the first dozen and "...", and fewer where they are very long.
template <typename Names>
std::string join_some(const Names& names, std::string_view separator = ", ") {
  constexpr size_t kMost = 12;
  constexpr size_t kMostBytes = 500;
  std::string text;
  size_t count = 0;
  for (std::string_view name : names) {
    if (count > 0) text += separator;
    if (count++ == kMost || text.size() + name.size() > kMostBytes) return text + "...";
    text += name;
  }
  return text;
}

}  // namespace stagegraph::ruleset
