// SPDX-License-Identifier: Apache-2.0
// Adds spans. The order of a span's parts is fixed: months, then days, both on the wall clock, then
// exact time on the instant that they reach.
#include "time/span.h"

#include <cstdlib>
#include <optional>

#include "time/bounds.h"
#include "time/errors.h"
#include "time/wall.h"
#include "time/zone.h"

namespace stagegraph::time {

namespace {

// Longer than the calendar; keeps the sums below within 64 bits.
constexpr int64_t kMostMonths = 120'000;
constexpr int64_t kMostDays = 3'660'000;

bool is_computable(const Span& span) {
  return std::abs(span.months) <= kMostMonths && std::abs(span.days) <= kMostDays &&
         std::chrono::abs(span.exact) <= std::chrono::days(kMostDays);
}

// Months, then days, on the wall clock. Nothing where the months alone leave the calendar.
std::optional<Instant> add_on_wall(Instant start, const Span& span, const Zone& zone) {
  if (span.months == 0 && span.days == 0) return start;
  WallTime wall = zone.to_local(start);
  auto second = std::chrono::floor<std::chrono::seconds>(wall);
  std::optional<CivilTime> moved = add_months(civil_from_seconds(second), span.months);
  if (!moved) return std::nullopt;
  const WallTime end = seconds_from_civil(*moved) + (wall - second) + std::chrono::days(span.days);
  return instant_on_day(end, span.months < 0 || span.days < 0, zone);
}

// A start at the day's first moment has the whole day before it; any other loses the rest of it.
// Backwards, what has passed of the start's own day is no whole day either.
Instant add_full_days(Instant start, int64_t days, const Zone& zone) {
  Days today = local_day(start, zone);
  bool whole = zone.start_of_day(today) == start;
  return zone.start_of_day(zone.move_day(today, days + (whole || days < 0 ? 0 : 1)));
}

}  // namespace

Expected<Instant> add_span(Instant start, const Span& span, const Zone& zone) {
  if (span.is_business()) return no_calendar();
  if (!is_in_calendar(start) || !is_computable(span)) return out_of_calendar();
  std::optional<Instant> end = span.unit == SpanUnit::kFullDays
                                   ? add_full_days(start, span.days, zone)
                                   : add_on_wall(start, span, zone);
  if (end) *end += span.exact;
  if (!end || !is_in_calendar(*end)) return out_of_calendar();
  return *end;
}

}  // namespace stagegraph::time
