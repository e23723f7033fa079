// The ends of the calendar: the instants of the years 0001 to 9999, as in CEL.
#pragma once

#include "time/instant.h"

namespace stagegraph::time {

inline constexpr Instant kFirstInstant{std::chrono::seconds(kMinTimestampSeconds)};
inline constexpr Instant kLastInstant =
    Instant(std::chrono::seconds(kMaxTimestampSeconds + 1)) - Duration(1);

inline bool is_in_calendar(Instant instant) {
  return instant >= kFirstInstant && instant <= kLastInstant;
}

}  // namespace stagegraph::time
