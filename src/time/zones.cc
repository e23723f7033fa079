// SPDX-License-Identifier: Apache-2.0
#include "time/zones.h"

namespace stagegraph::time {

Expected<std::shared_ptr<const Zone>> Zones::add(std::string_view name) {
  if (auto at = by_name_.find(name); at != by_name_.end()) return at->second;
  Expected<std::shared_ptr<const Zone>> loaded = Zone::load(name);
  if (loaded) by_name_.emplace(name, *loaded);
  return loaded;
}

const Zone* Zones::find(std::string_view name) const {
  auto at = by_name_.find(name);
  return at == by_name_.end() ? nullptr : at->second.get();
}

}  // namespace stagegraph::time
