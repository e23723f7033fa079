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

namespace stagegraph {

namespace {

using namespace time_detail;

struct Hold {
  Micros from = 0;
  Micros to = 0;
};

// None where the clock was put back in the meantime by more than the hold was long.
Micros wall_length(const Hold& hold, const Zone& zone) {
  return std::max<Micros>(0, to_wall(hold.to, zone) - to_wall(hold.from, zone));
}

// A day that begins late has its midnight all the same: at 00:00 of a clock that skips it.
Micros wall_with_midnight(Micros at, const Zone& zone) {
  Days day = local_day(at, zone);
  bool is_midnight = zone.start_of_day(day) * kMicrosPerSecond == at;
  return is_midnight ? day * kMicrosPerDay : to_wall(at, zone);
}

Micros hold_full_days(Micros due, const Hold& hold, const Zone& zone) {
  Micros wall = wall_with_midnight(due, zone) + wall_length(hold, zone);
  Days day = day_of_wall(wall + kMicrosPerDay - 1);
  return zone.start_of_day(day) * kMicrosPerSecond;
}

// Between two times on the wall.
Micros wall_time_worked(Micros a, Micros b, const BusinessCalendar& calendar) {
  Micros total = 0;
  for (Days day = day_of_wall(a); day <= day_of_wall(b); ++day) {
    if (!is_working_day(calendar, day)) continue;
    Micros begin = std::max(a, day * kMicrosPerDay);
    Micros end = std::min(b, (day + 1) * kMicrosPerDay);
    total += std::max<Micros>(0, end - begin);
  }
  return total;
}

// The time on the wall by which `left` has passed on working days.
Expected<Micros> add_wall_time_worked(Micros wall, Micros left, const BusinessCalendar& calendar) {
  if (left == 0) return wall;
  for (Days day = day_of_wall(wall);; ++day) {
    Expected<Days> next = find_working_day(calendar, day, 1);
    if (!next) return std::move(next.error());
    day = *next;
    Micros begin = std::max(wall, day * kMicrosPerDay);
    Micros available = (day + 1) * kMicrosPerDay - begin;
    if (available >= left) return begin + left;
    left -= available;
  }
}

Expected<Micros> hold_business_days(Micros due, const Hold& hold, const Zone& zone,
                                    const BusinessCalendar& calendar) {
  Micros left = wall_time_worked(to_wall(hold.from, zone), to_wall(due, zone), calendar);
  Expected<Micros> wall = add_wall_time_worked(to_wall(hold.to, zone), left, calendar);
  if (!wall) return wall;
  return from_wall(*wall, zone);
}

Expected<Micros> hold_business(Micros due, const Hold& hold, const Span& span, const Zone& zone,
                               const BusinessCalendar& calendar) {
  if (span.unit == SpanUnit::kBusinessDays) return hold_business_days(due, hold, zone, calendar);
  Micros left = working_time(hold.from, due, zone, calendar);
  return add_working_time(hold.to, left, zone, calendar);
}

Micros hold_plain(Micros due, const Hold& hold, const Span& span, const Zone& zone) {
  switch (span.unit) {
    case SpanUnit::kExact:
      return due + (hold.to - hold.from);
    case SpanUnit::kFullDays:
      return hold_full_days(due, hold, zone);
    default:
      return from_wall(to_wall(due, zone) + wall_length(hold, zone), zone);
  }
}

}  // namespace

Expected<Reached> after_hold(Micros due, Micros hold, Micros resume, const Span& span,
                             const Zone& zone, const BusinessCalendar* calendar) {
  if (hold >= due || resume <= hold) return Reached{due, false};
  if (!is_in_calendar(hold) || !is_in_calendar(due) || !is_in_calendar(resume)) {
    return out_of_calendar();
  }
  if (span.is_business() && calendar == nullptr) return no_calendar();
  if (!span.is_business()) {
    Micros at = std::max(due, hold_plain(due, {hold, resume}, span, zone));
    return is_in_calendar(at) ? Expected<Reached>(Reached{at, false}) : out_of_calendar();
  }
  Expected<Micros> at = hold_business(due, {hold, resume}, span, zone, *calendar);
  if (!at) return std::move(at.error());
  return settle(hold, std::max(due, *at), zone, *calendar);
}

}  // namespace stagegraph
