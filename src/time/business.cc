// SPDX-License-Identifier: Apache-2.0
// Sends each kind of span to the file that counts in it: exact time, days and months to span.cc,
// business days to working_days.cc, business hours to working_hours.cc. Business days move on the
// wall clock from day to day and keep its time.
#include "time/business.h"

#include "time/bounds.h"
#include "time/errors.h"
#include "time/wall.h"
#include "time/working_days.h"
#include "time/working_hours.h"

namespace stagegraph::time {

namespace {

Expected<Instant> add_business_days(Instant start, int64_t days, const Zone& zone,
                                    const BusinessCalendar& calendar) {
  if (days == 0) return start;
  WallTime wall = zone.to_local(start);
  Days today = day_of_wall(wall);
  Expected<Days> end = count_working_days(calendar, zone, today, days);
  if (!end) return std::move(end.error());
  return zone.to_utc(wall + std::chrono::days(*end - today));
}

Expected<Reached> reach_business(Instant start, const Span& span, const Zone& zone,
                                 const BusinessCalendar& calendar) {
  if (!is_in_calendar(start)) return out_of_calendar();
  Expected<Instant> end = span.unit == SpanUnit::kBusinessDays
                              ? add_business_days(start, span.days, zone, calendar)
                              : add_working_time(start, span.exact, zone, calendar);
  if (!end) return std::move(end.error());
  return settle(start, *end, zone, calendar);
}

// The first or the last moment of the nearest working day's work, as `step` goes.
Expected<Instant> nearest_work(Days day, int32_t step, const Zone& zone,
                               const BusinessCalendar& calendar) {
  Expected<Days> found = find_working_day(calendar, zone, day, step);
  if (!found) return std::move(found.error());
  std::span<const WorkInterval> hours = intervals_of(calendar, *found);
  if (step > 0) return work_span(*found, hours.front(), zone).begin;
  return work_span(*found, hours.back(), zone).end;
}

Expected<Reached> roll(Instant at, int32_t step, const Zone& zone,
                       const BusinessCalendar& calendar) {
  if (!is_in_calendar(at)) return out_of_calendar();
  Days day = local_day(at, zone);
  if (is_working_day(calendar, day)) return settle(at, at, zone, calendar);
  Expected<Instant> moved = nearest_work(day, step, zone, calendar);
  if (!moved) return std::move(moved.error());
  return settle(at, *moved, zone, calendar);
}

bool is_plain(SpanUnit unit) {
  return unit == SpanUnit::kExact || unit == SpanUnit::kDays || unit == SpanUnit::kMonths;
}

// In which order spans are added that cannot be summed.
int order_of(const Span& span) { return is_plain(span.unit) ? 0 : static_cast<int>(span.unit); }

}  // namespace

Expected<Reached> reach_both(Instant start, const Span& one, const Span& other, const Zone& zone,
                             const BusinessCalendar* calendar) {
  if (order_of(one) == order_of(other)) {
    const SpanUnit unit = one.unit == other.unit ? one.unit : SpanUnit::kMonths;
    const Span sum{unit, one.months + other.months, one.days + other.days, one.exact + other.exact};
    return reach(start, sum, zone, calendar);
  }
  const bool in_order = order_of(one) < order_of(other);
  const Expected<Reached> between = reach(start, in_order ? one : other, zone, calendar);
  if (!between) return Error(between.error());
  Expected<Reached> end = reach(between->at, in_order ? other : one, zone, calendar);
  if (end) end->past_coverage = end->past_coverage || between->past_coverage;
  return end;
}

Expected<Reached> reach(Instant start, const Span& span, const Zone& zone,
                        const BusinessCalendar* calendar) {
  if (span.is_business() && calendar != nullptr) {
    return reach_business(start, span, zone, *calendar);
  }
  Expected<Instant> end = add_span(start, span, zone);
  if (!end) return std::move(end.error());
  return Reached{*end, false};
}

Expected<Reached> roll_forward(Instant at, const Zone& zone, const BusinessCalendar& calendar) {
  return roll(at, 1, zone, calendar);
}

Expected<Reached> roll_backward(Instant at, const Zone& zone, const BusinessCalendar& calendar) {
  return roll(at, -1, zone, calendar);
}

// One microsecond of work later, and back.
Expected<Reached> next_work(Instant at, const Zone& zone, const BusinessCalendar& calendar) {
  if (!is_in_calendar(at)) return out_of_calendar();
  Expected<Instant> worked = add_working_time(at, Duration(1), zone, calendar);
  if (!worked) return std::move(worked.error());
  return settle(at, *worked - Duration(1), zone, calendar);
}

}  // namespace stagegraph::time
