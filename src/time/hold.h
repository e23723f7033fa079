// Clocks that stood still: where a due instant comes to lie after a pause.
#pragma once

#include "time/business.h"

namespace stagegraph::time {

// Where what is due at `due` comes to lie when its clock stood still from `hold` to `resume`, in
// `span`'s kind of time:
// - exact: as much later as the hold was long,
// - days and months: as much later on the wall clock,
// - full days: a midnight still, the hold's wall time rounded up to whole days,
// - business days: the wall time on working days that remained at `hold` runs from `resume`,
// - business hours: the working time that remained runs from `resume`.
// Never earlier than `due`, and `due` itself where the hold began at or after it or had no length.
Expected<Reached> after_hold(Instant due, Instant hold, Instant resume, const Span& span,
                             const Zone& zone, const BusinessCalendar* calendar);

}  // namespace stagegraph::time
