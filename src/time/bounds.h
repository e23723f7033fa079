// The ends of the calendar: the instants of the years 0001 to 9999, as in CEL.
#pragma once

#include "time/instant.h"

namespace stagegraph::time_detail {

inline constexpr Micros kFirstInstant = kMinTimestampSeconds * kMicrosPerSecond;
inline constexpr Micros kLastInstant = (kMaxTimestampSeconds + 1) * kMicrosPerSecond - 1;

inline bool is_in_calendar(Micros instant) {
  return instant >= kFirstInstant && instant <= kLastInstant;
}

}  // namespace stagegraph::time_detail
