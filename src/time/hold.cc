// SPDX-License-Identifier: Apache-2.0
// A due instant moves so that the time left when the hold began is left again when it ends. For
// exact time and wall time that is the same as adding the hold's length. For working time it is
// not: what was left is counted in working time and laid out again from the hold's end. Business
// days are held in working time too, as their time of day need not be worked.
#include "time/hold.h"

#include <algorithm>

#include "time/bounds.h"
#include "time/errors.h"
#include "time/wall.h"
#include "time/working_days.h"
#include "time/working_hours.h"

namespace stagegraph::time {

namespace {

struct Hold {
  Instant from;
  Instant to;
};

// So long after `wall` on a clock that goes from one of the zone's days to the next.
WallTime add_on_days(WallTime wall, Duration length, const Zone& zone) {
  const Days day = day_of_wall(wall);
  const Days end = day_of_wall(wall + length);
  return wall + length + std::chrono::days(zone.move_day(day, end - day) - end);
}

// On such a clock too. None where the clock was put back in the meantime by more than the hold was
// long.
Duration wall_length(const Hold& hold, const Zone& zone) {
  const WallTime from = zone.to_local(hold.from);
  const WallTime to = zone.to_local(hold.to);
  const Duration skipped = add_on_days(from, to - from, zone) - to;
  return std::max(Duration(0), to - from - skipped);
}

// A day that begins late has its midnight all the same: at 00:00 of a clock that skips it.
WallTime wall_with_midnight(Instant at, const Zone& zone) {
  Days day = local_day(at, zone);
  bool is_midnight = zone.start_of_day(day) == at;
  return is_midnight ? midnight_of(day) : zone.to_local(at);
}

Instant hold_full_days(Instant due, const Hold& hold, const Zone& zone) {
  const WallTime wall = add_on_days(wall_with_midnight(due, zone), wall_length(hold, zone), zone);
  const Days day = day_of_wall(wall);
  const bool is_midnight = wall == midnight_of(day);
  return zone.start_of_day(is_midnight ? day : zone.move_day(day, 1));
}

Expected<Instant> hold_business(Instant due, const Hold& hold, const Zone& zone,
                                const BusinessCalendar& calendar) {
  const Duration left = working_time(hold.from, due, zone, calendar);
  if (left == Duration(0)) return due;
  return add_working_time(hold.to, left, zone, calendar);
}

Instant hold_plain(Instant due, const Hold& hold, const Span& span, const Zone& zone) {
  switch (span.unit) {
    case SpanUnit::kExact:
      return due + (hold.to - hold.from);
    case SpanUnit::kFullDays:
      return hold_full_days(due, hold, zone);
    default:
      return zone.to_utc(add_on_days(zone.to_local(due), wall_length(hold, zone), zone));
  }
}

}  // namespace

Expected<Reached> after_hold(Instant due, Instant hold, Instant resume, const Span& span,
                             const Zone& zone, const BusinessCalendar* calendar) {
  if (hold >= due || resume <= hold) return Reached{due, false};
  if (!is_in_calendar(hold) || !is_in_calendar(due) || !is_in_calendar(resume)) {
    return out_of_calendar();
  }
  if (span.is_business() && calendar == nullptr) return no_calendar();
  if (!span.is_business()) {
    Instant at = std::max(due, hold_plain(due, {hold, resume}, span, zone));
    return is_in_calendar(at) ? Expected<Reached>(Reached{at, false}) : out_of_calendar();
  }
  Expected<Instant> at = hold_business(due, {hold, resume}, zone, *calendar);
  if (!at) return std::move(at.error());
  return settle(hold, std::max(due, *at), zone, *calendar);
}

Expected<Reached> start_after_hold(Instant start, Instant hold, Instant resume, const Span& span,
                                   const Zone& zone, const BusinessCalendar* calendar) {
  if (!span.is_business()) return Reached{start + (resume - hold), false};
  if (calendar == nullptr) return no_calendar();
  const Duration run = working_time(start, hold, zone, *calendar);
  Expected<Instant> moved = add_working_time(resume, -run, zone, *calendar);
  if (!moved) return std::move(moved.error());
  return Reached{*moved, false};
}

}  // namespace stagegraph::time
