// SPDX-License-Identifier: Apache-2.0
// A percentage of a deadline's time.
#pragma once

#include <cstdint>

#include "base/expected.h"
#include "time/instant.h"
#include "time/span.h"

namespace stagegraph::time {

class Zone;
struct BusinessCalendar;

// The first instant by which `percent` of the time from `start` to `end` has passed: working time
// where `span` is business days or hours, which need the calendar, and time as it passes for any
// other. It is that too where the two are more than ten years apart: a date such as 9999-12-31 that
// stands for "never" is not counted to day by day. 100 percent is `end`, whether that is worked or
// not.
Expected<Instant> share_of_time(Instant start, Instant end, uint32_t percent, const Span& span,
                                const Zone& zone, const BusinessCalendar* calendar);

}  // namespace stagegraph::time
