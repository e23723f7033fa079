// SPDX-License-Identifier: Apache-2.0
// Products of microseconds and percents pass 64 bits, as a time may be 10,000 years long.
#include "time/share.h"

#include "base/int128.h"
#include "time/errors.h"
#include "time/working_hours.h"

namespace stagegraph::time {

namespace {

constexpr std::chrono::days kLongest{3'660};

Duration share(Int128 length, uint32_t percent) {
  return Duration(static_cast<int64_t>(length * percent / 100));
}

}  // namespace

Expected<Instant> share_of_time(Instant start, Instant end, uint32_t percent, const Span& span,
                                const Zone& zone, const BusinessCalendar* calendar) {
  if (percent == 100) return end;
  const Int128 from = start.time_since_epoch().count();
  const Int128 passes = Int128{end.time_since_epoch().count()} - from;
  if (!span.is_business() || passes > Duration(kLongest).count()) {
    return start + share(passes, percent);
  }
  if (calendar == nullptr) return no_calendar();
  const Duration length = working_time(start, end, zone, *calendar);
  return add_working_time(start, share(length.count(), percent), zone, *calendar);
}

}  // namespace stagegraph::time
