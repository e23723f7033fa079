// SPDX-License-Identifier: Apache-2.0
#include "diff/where.h"

namespace stagegraph::diff {

Old Old::find(std::string_view key) const {
  if (raw == nullptr || !raw->is_map()) return {};
  for (size_t i = 0; i < raw->entries.size(); ++i) {
    if (raw->entries[i].key.text == key) return entry(i);
  }
  return {};
}

Where Where::inside(std::string_view what) const {
  Where inner = *this;
  if (!what.empty()) inner.about += (about.empty() ? "" : ", ") + std::string(what);
  return inner;
}

Where Where::at(std::string_view key) const {
  Where inner = *this;
  inner.path += (path.empty() ? "" : ".") + std::string(key);
  return inner;
}

}  // namespace stagegraph::diff
