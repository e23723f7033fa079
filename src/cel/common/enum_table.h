// Tables by enumeration: a row names the constant that it is for, and a static_assert on
// stands_by_key() proves that each constant from 0 to the last has its row, at its own place.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace stagegraph::cel {

template <typename Key>
struct NamedRow {
  Key key;
  std::string_view name;
};

template <typename Key, size_t kSize>
constexpr bool stands_by_key(const std::array<NamedRow<Key>, kSize>& table, Key last) {
  for (size_t i = 0; i < kSize; ++i) {
    if (static_cast<size_t>(table[i].key) != i) return false;
  }
  return static_cast<size_t>(last) + 1 == kSize;
}

}  // namespace stagegraph::cel
