// The ends of the calendar, the years 0001 to 9999, and what is said where an instant cannot be
// had.
#pragma once

#include "base/expected.h"
#include "time/instant.h"

namespace stagegraph::time_detail {

inline constexpr Micros kFirstInstant = kMinTimestampSeconds * kMicrosPerSecond;
inline constexpr Micros kLastInstant = (kMaxTimestampSeconds + 1) * kMicrosPerSecond - 1;

inline bool is_in_calendar(Micros instant) {
  return instant >= kFirstInstant && instant <= kLastInstant;
}

Error out_of_calendar();
Error no_calendar();  // for working time

}  // namespace stagegraph::time_detail
