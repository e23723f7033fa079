// SPDX-License-Identifier: Apache-2.0
// Which name of a new version most likely stands for one that is gone.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "base/index.h"
#include "base/suggest.h"

namespace stagegraph::migrate {

// The last part of a path.
inline std::string_view own_name(std::string_view path) { return path.substr(path.rfind('.') + 1); }

// Of the candidates the one whose name is nearest, or the only one. kNone where neither is there.
template <typename T>
IndexOf<T> likeliest(std::string_view gone, const IndexedVector<T>& things,
                     const std::vector<IndexOf<T>>& candidates) {
  std::vector<std::string_view> names;
  for (IndexOf<T> i : candidates) names.push_back(own_name(things[i].name));
  const std::string_view near = nearest_name(own_name(gone), names);
  for (size_t i = 0; i < names.size(); ++i) {
    if (!near.empty() && names[i] == near) return candidates[i];
  }
  return candidates.size() == 1 ? candidates[0] : IndexOf<T>(kNone);
}

}  // namespace stagegraph::migrate
