// SPDX-License-Identifier: Apache-2.0
// Days on a zone's wall. A wall time counts from 1970-01-01T00:00:00 on that clock, and its days
// all have 24 hours.
#pragma once

#include "time/instant.h"
#include "time/zone.h"

namespace stagegraph::time {

inline std::chrono::local_seconds midnight_of(Days day) {
  return std::chrono::local_days(std::chrono::days(day));
}

// What the clock shows, to the second.
inline std::chrono::local_seconds wall_seconds(Instant at, const Zone& zone) {
  return std::chrono::floor<std::chrono::seconds>(zone.to_local(at));
}

inline Days day_of_wall(WallTime wall) {
  return static_cast<Days>(std::chrono::floor<std::chrono::days>(wall).time_since_epoch().count());
}
inline Days local_day(Instant at, const Zone& zone) { return day_of_wall(zone.to_local(at)); }

// The instant of a time that was counted to in days or months. A day that the zone skips becomes the
// next one, or, counted back, the one before.
inline Instant instant_on_day(WallTime wall, bool back, const Zone& zone) {
  while (!zone.has_day(day_of_wall(wall))) wall += std::chrono::days(back ? -1 : 1);
  return zone.to_utc(wall);
}

}  // namespace stagegraph::time
