// SPDX-License-Identifier: Apache-2.0
// Clocks that stood still: where a start and a due instant come to lie after a pause.
#pragma once

#include "time/business.h"

namespace stagegraph::time {

// Where what is due at `due` comes to lie when its clock stood still from `hold` to `resume`, in
// `span`'s kind of time:
// - exact: as much later as the hold was long,
// - days and months: as much later on the wall clock,
// - full days: a midnight still, the hold's wall time rounded up to whole days,
// - business days and hours: the working time that remained at `hold` runs from `resume`.
// A day that the zone skips is no wall time. Never earlier than `due`, and `due` itself where the
// hold began at or after it, had no length, or left no working time.
Expected<Reached> after_hold(Instant due, Instant hold, Instant resume, const Span& span,
                             const Zone& zone, const BusinessCalendar* calendar);

// Where the start of a time comes to lie that has run from `start` to `hold` and runs on from
// `resume`, so that as much of `span`'s kind of time lies between it and `resume`. Of working time
// that is the last such instant. `start` is not after `hold`.
Expected<Reached> start_after_hold(Instant start, Instant hold, Instant resume, const Span& span,
                                   const Zone& zone, const BusinessCalendar* calendar);

}  // namespace stagegraph::time
