// Working time: how much lies between two instants, and where so much of it ends.
// See business.h for when a working interval begins and ends.
#pragma once

#include "base/expected.h"
#include "time/calendar.h"
#include "time/instant.h"
#include "time/zone.h"

namespace stagegraph::time {

// The working time in [a, b). Where b is before a, that of [b, a), negative.
Duration working_time(Instant a, Instant b, const Zone& zone, const BusinessCalendar& calendar);

// The instant by which `amount` of working time has passed since `start`, or is left before it
// where negative.
Expected<Instant> add_working_time(Instant start, Duration amount, const Zone& zone,
                                   const BusinessCalendar& calendar);

}  // namespace stagegraph::time
