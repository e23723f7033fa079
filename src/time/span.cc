#include "time/span.h"

#include <algorithm>
#include <cstdlib>

#include "time/bounds.h"
#include "time/zone.h"

namespace stagegraph {

namespace time_detail {

Error out_of_calendar() {
  return Error{Status::kInvalidInput, "the time lies outside the years 0001 to 9999", {}};
}

Error no_calendar() {
  return Error{Status::kInvalidInput, "working time needs a business calendar", {}};
}

}  // namespace time_detail

namespace {

using namespace time_detail;

constexpr int64_t kSecondsPerDay = 86'400;
// Longer than the calendar; keeps the sums below within 64 bits.
constexpr int64_t kMostMonths = 120'000;
constexpr int64_t kMostDays = 3'660'000;

bool is_computable(const Span& span) {
  return std::abs(span.months) <= kMostMonths && std::abs(span.days) <= kMostDays &&
         std::abs(span.exact) <= kMostDays * kMicrosPerDay;
}

int64_t add_months(int64_t local_seconds, int64_t months) {
  CivilTime time = civil_from_seconds(local_seconds);
  int64_t count = int64_t{time.year} * 12 + (time.month - 1) + months;
  if (count < 12) return kMinTimestampSeconds - kSecondsPerDay;  // before the year 1
  time.year = static_cast<int32_t>(count / 12);
  time.month = static_cast<uint8_t>(count % 12 + 1);
  time.day =
      static_cast<uint8_t>(std::min<uint32_t>(time.day, days_in_month(time.year, time.month)));
  return seconds_from_civil(time);
}

// Months, then days, on the wall clock.
int64_t add_on_wall(int64_t utc_seconds, const Span& span, const Zone& zone) {
  if (span.months == 0 && span.days == 0) return utc_seconds;
  int64_t local = add_months(zone.to_local(utc_seconds), span.months);
  return zone.to_utc(local + span.days * kSecondsPerDay);
}

// A start at the day's first moment has the whole day before it; any other loses the rest of it.
// Backwards, what has passed of the start's own day is no whole day either.
Micros add_full_days(Micros start, int64_t days, const Zone& zone) {
  int64_t local = zone.to_local(to_timestamp(start).seconds);
  CivilTime time = civil_from_seconds(local);
  Days today = days_from_civil(time.year, time.month, time.day);
  bool whole = zone.start_of_day(today) * kMicrosPerSecond == start;
  Days end = today + static_cast<Days>(days) + (whole || days < 0 ? 0 : 1);
  return zone.start_of_day(end) * kMicrosPerSecond;
}

}  // namespace

Expected<Micros> add_span(Micros start, const Span& span, const Zone& zone) {
  if (span.is_business()) return no_calendar();
  if (!is_in_calendar(start) || !is_computable(span)) return out_of_calendar();
  Micros end = 0;
  if (span.unit == SpanUnit::kFullDays) {
    end = add_full_days(start, span.days, zone);
  } else {
    Timestamp from = to_timestamp(start);
    from.seconds = add_on_wall(from.seconds, span, zone);
    end = to_micros(from) + span.exact;
  }
  if (!is_in_calendar(end)) return out_of_calendar();
  return end;
}

}  // namespace stagegraph
