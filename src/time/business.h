// SPDX-License-Identifier: Apache-2.0
// Spans of every kind reached by a business calendar, and what falls on a day off moved off it.
//
// A working interval runs from the first moment at which the zone's clock shows its begin, or a
// later time, to the first at which it shows its end, or a later time. So hours that a clock skips
// are not worked, and while it repeats an hour, work goes on or rests as it did just before. Such a
// calculation fails with kInvalidInput where it leaves the years 0001 to 9999, or finds no working
// day in ten years.
#pragma once

#include "time/calendar.h"
#include "time/instant.h"
#include "time/span.h"

namespace stagegraph::time {

class Zone;

struct Reached {
  Instant at{};
  bool past_coverage = false;  // a day that the calendar was asked about lies outside its `covers`
  friend bool operator==(const Reached&, const Reached&) = default;
};

// The instant `span` after `start`; before it, where the span's parts are negative. `calendar` may
// be null where the span is no working time; kInvalidInput otherwise.
//
// Business days: the same time on the wall, so many working days after the start's own day, which
// never counts. Business hours: the first instant at which so much working time has passed, so an
// interval's end rather than the opening that follows; backwards the last such, an opening.
Expected<Reached> reach(Instant start, const Span& span, const Zone& zone,
                        const BusinessCalendar* calendar);

// The same for two spans, one after the other. Of months, days and exact time the parts are summed
// first, and of two business days or hours: a month and a month after January 31 is March 31. Else
// months, days and exact time are added before whole days, and those before working time.
Expected<Reached> reach_both(Instant start, const Span& one, const Span& other, const Zone& zone,
                             const BusinessCalendar* calendar);

// An instant on a day off moved to the next working day's opening; unchanged on a working day, at
// whatever hour.
Expected<Reached> roll_forward(Instant at, const Zone& zone, const BusinessCalendar& calendar);
// The same, back to the end of the last working day's last interval.
Expected<Reached> roll_backward(Instant at, const Zone& zone, const BusinessCalendar& calendar);

// The first moment of work at or after the instant: itself, where it is worked.
Expected<Reached> next_work(Instant at, const Zone& zone, const BusinessCalendar& calendar);

}  // namespace stagegraph::time
