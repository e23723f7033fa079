// SPDX-License-Identifier: Apache-2.0
// Weeks in which nothing but the calendar's week says when work is done. They all hold the same
// working time, so a long span passes over them at once.
#pragma once

#include "time/calendar.h"
#include "time/instant.h"
#include "time/zone.h"

namespace stagegraph::time {

// How many such weeks follow each other from `day` on, itself the first day of the first of them;
// back from there, where `step` is -1. The zone's clocks are not changed in them or on a day beside
// them, and the calendar has no exception there. At most so many.
int64_t plain_weeks(const BusinessCalendar& calendar, const Zone& zone, Days day, int32_t step,
                    int64_t most);

// Of a week without exceptions.
int64_t working_days_of_week(const BusinessCalendar& calendar);
Duration working_time_of_week(const BusinessCalendar& calendar);

}  // namespace stagegraph::time
