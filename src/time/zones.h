// SPDX-License-Identifier: Apache-2.0
// The zones that rules may ask for while they decide. All of them are loaded beforehand, so that
// a decision reads no file.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/expected.h"
#include "time/zone.h"

namespace stagegraph::time {

// A set of loaded zones. Copies share the zones.
class Zones {
 public:
  // Loads the zone unless it is here already. Fails as Zone::load does.
  Expected<std::shared_ptr<const Zone>> add(std::string_view name);
  // Null where the zone has not been loaded. Reads no file.
  const Zone* find(std::string_view name) const;

 private:
  std::map<std::string, std::shared_ptr<const Zone>, std::less<>> by_name_;
};

}  // namespace stagegraph::time
