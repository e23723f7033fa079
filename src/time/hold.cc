// A due instant moves so that the time left when the hold began is left again when it ends. For
// exact time and wall time that is the same as adding the hold's length. For working time it is
// not: what was left is counted in the calendar's own time and laid out again from the hold's end.
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

// None where the clock was put back in the meantime by more than the hold was long.
Duration wall_length(const Hold& hold, const Zone& zone) {
  return std::max(Duration(0), zone.to_local(hold.to) - zone.to_local(hold.from));
}

// A day that begins late has its midnight all the same: at 00:00 of a clock that skips it.
WallTime wall_with_midnight(Instant at, const Zone& zone) {
  Days day = local_day(at, zone);
  bool is_midnight = zone.start_of_day(day) == at;
  return is_midnight ? midnight_of(day) : zone.to_local(at);
}

Instant hold_full_days(Instant due, const Hold& hold, const Zone& zone) {
  WallTime wall = wall_with_midnight(due, zone) + wall_length(hold, zone);
  Days day = day_of_wall(wall + std::chrono::days(1) - Duration(1));
  return zone.start_of_day(day);
}

Duration wall_time_worked(WallTime a, WallTime b, const BusinessCalendar& calendar) {
  Duration total{};
  for (Days day = day_of_wall(a); day <= day_of_wall(b); ++day) {
    if (!is_working_day(calendar, day)) continue;
    WallTime begin = std::max(a, WallTime(midnight_of(day)));
    WallTime end = std::min(b, WallTime(midnight_of(day + 1)));
    total += std::max(Duration(0), end - begin);
  }
  return total;
}

// The time on the wall by which `left` has passed on working days.
Expected<WallTime> add_wall_time_worked(WallTime wall, Duration left,
                                        const BusinessCalendar& calendar) {
  if (left == Duration(0)) return wall;
  for (Days day = day_of_wall(wall);; ++day) {
    Expected<Days> next = find_working_day(calendar, day, 1);
    if (!next) return std::move(next.error());
    day = *next;
    WallTime begin = std::max(wall, WallTime(midnight_of(day)));
    Duration available = midnight_of(day + 1) - begin;
    if (available >= left) return begin + left;
    left -= available;
  }
}

Expected<Instant> hold_business_days(Instant due, const Hold& hold, const Zone& zone,
                                     const BusinessCalendar& calendar) {
  Duration left = wall_time_worked(zone.to_local(hold.from), zone.to_local(due), calendar);
  Expected<WallTime> wall = add_wall_time_worked(zone.to_local(hold.to), left, calendar);
  if (!wall) return std::move(wall.error());
  return zone.to_utc(*wall);
}

Expected<Instant> hold_business(Instant due, const Hold& hold, const Span& span, const Zone& zone,
                                const BusinessCalendar& calendar) {
  if (span.unit == SpanUnit::kBusinessDays) return hold_business_days(due, hold, zone, calendar);
  Duration left = working_time(hold.from, due, zone, calendar);
  return add_working_time(hold.to, left, zone, calendar);
}

Instant hold_plain(Instant due, const Hold& hold, const Span& span, const Zone& zone) {
  switch (span.unit) {
    case SpanUnit::kExact:
      return due + (hold.to - hold.from);
    case SpanUnit::kFullDays:
      return hold_full_days(due, hold, zone);
    default:
      return zone.to_utc(zone.to_local(due) + wall_length(hold, zone));
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
  Expected<Instant> at = hold_business(due, {hold, resume}, span, zone, *calendar);
  if (!at) return std::move(at.error());
  return settle(hold, std::max(due, *at), zone, *calendar);
}

}  // namespace stagegraph::time
