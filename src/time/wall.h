// Microseconds as a zone's clock shows them.
#pragma once

#include "time/instant.h"
#include "time/zone.h"

namespace stagegraph::time_detail {

inline int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0); }

inline Micros to_wall(Micros at, const Zone& zone) {
  return at + zone.offset_at(floor_divide(at, kMicrosPerSecond)) * kMicrosPerSecond;
}

inline Micros from_wall(Micros wall, const Zone& zone) {
  int64_t seconds = floor_divide(wall, kMicrosPerSecond);
  return zone.to_utc(seconds) * kMicrosPerSecond + (wall - seconds * kMicrosPerSecond);
}

inline Days day_of_wall(Micros wall) {
  return static_cast<Days>(floor_divide(wall, kMicrosPerDay));
}
inline Days local_day(Micros at, const Zone& zone) { return day_of_wall(to_wall(at, zone)); }

}  // namespace stagegraph::time_detail
