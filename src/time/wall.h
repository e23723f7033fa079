// Microseconds as a zone's clock shows them: a count since 1970-01-01T00:00:00 on that clock, whose
// days all have 24 hours. Where the clock repeats an hour, two instants have the same count.
#pragma once

#include "time/instant.h"
#include "time/zone.h"

namespace stagegraph::time_detail {

inline Micros to_wall(Micros at, const Zone& zone) {
  return at + zone.offset_at(floor_divide(at, kMicrosPerSecond)) * kMicrosPerSecond;
}

inline Micros from_wall(Micros wall, const Zone& zone) {
  int64_t seconds = floor_divide(wall, kMicrosPerSecond);
  return zone.to_utc(seconds) * kMicrosPerSecond + floor_modulo(wall, kMicrosPerSecond);
}

inline Days day_of_wall(Micros wall) {
  return static_cast<Days>(floor_divide(wall, kMicrosPerDay));
}
inline Days local_day(Micros at, const Zone& zone) { return day_of_wall(to_wall(at, zone)); }

}  // namespace stagegraph::time_detail
