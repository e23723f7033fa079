// SPDX-License-Identifier: Apache-2.0
// Spans of time with a unit that says what is meant: "36 hours" is exact, "7 days" keeps the time
// of day on the wall, "1 month" ends at the latest on the month's last day.
#pragma once

#include <cstdint>

#include "base/expected.h"
#include "time/instant.h"

namespace stagegraph::time {

class Zone;
struct BusinessCalendar;

enum class SpanUnit : uint8_t {
  kExact,     // microseconds: seconds, minutes, hours
  kDays,      // the same wall-clock time, so many days later
  kFullDays,  // the midnight after so many whole days
  kMonths,    // months and years; the day is clamped to the month's end
  kBusinessDays,
  kBusinessHours,  // microseconds of working time
};

// An ISO 8601 duration may mix months, days and time ("P1M3DT12H"): added in that order. A span
// in words has one part.
struct Span {
  SpanUnit unit = SpanUnit::kExact;  // of the largest part; decides which parts may be non-zero
  int64_t months = 0;
  int64_t days = 0;  // wall days, full days or business days
  Duration exact{};  // exact time, or working time with kBusinessHours

  bool is_business() const {
    return unit == SpanUnit::kBusinessDays || unit == SpanUnit::kBusinessHours;
  }
  friend bool operator==(const Span&, const Span&) = default;
};

// So many of them, one after the other; a negative count goes back.
inline Span times(Span span, int64_t count) {
  span.months *= count;
  span.days *= count;
  span.exact *= count;
  return span;
}

// The instant `span` after `start`; before it, where its parts are negative. Months and days are
// those of the calendar. Whole days are the zone's own, without those that it skipped. Fails with
// kInvalidInput when the result lies outside the years 0001 to 9999, and for business spans, which
// need a calendar: see reach() in time/business.h.
Expected<Instant> add_span(Instant start, const Span& span, const Zone& zone);

}  // namespace stagegraph::time
