// SPDX-License-Identifier: Apache-2.0
// Instants, wall times and durations, and the text form of instants and dates. The engine counts in
// microseconds. CEL's timestamps carry nanoseconds, so that is what text is read into. Leap seconds
// are not counted: every day has 86,400 seconds, as in POSIX and in CEL.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/expected.h"
#include "time/civil.h"
#include "time/units.h"

namespace stagegraph::time {

// Three types that do not mix. An instant is the same for everybody. A wall time is what the clock
// of one zone shows, and becomes an instant through that zone alone (see zone.h). The difference of
// two of a kind is a duration. All count microseconds, the first two since 1970-01-01T00:00:00.
using Duration = std::chrono::microseconds;
using Instant = std::chrono::sys_time<Duration>;
using WallTime = std::chrono::local_time<Duration>;

inline constexpr Instant kNever = Instant::max();  // "no instant": after every other one

// Seconds since 1970 UTC and 0 to 999,999,999 nanoseconds after that second. CEL's range is the
// years 0001 to 9999.
struct Timestamp {
  int64_t seconds = 0;
  int32_t nanos = 0;
  friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

inline constexpr int64_t kMinTimestampSeconds = -62'135'596'800;  // 0001-01-01T00:00:00Z
inline constexpr int64_t kMaxTimestampSeconds = 253'402'300'799;  // 9999-12-31T23:59:59Z

Timestamp to_timestamp(Instant instant);
Instant to_instant(Timestamp timestamp);  // rounds down

class Zone;

// What expressions read. RFC 3339 to the letter: "2026-03-02T10:00:00.5+08:00", "...Z"; 1 to 9
// digits of fraction. With a zone, "2026-03-02T10:00:00", "2026-03-02 10:00", and "2026-03-02" (its
// first moment) are read in that zone; without one, an offset is required. Seconds may be left out
// only there.
Expected<Timestamp> parse_timestamp(std::string_view text, const Zone* zone);

// What hosts hand over: the same, and an offset as databases and programs write it. A space may
// stand for the "T" and before the offset, the seconds may be left out, and the offset may be "+08",
// "+0800" or " UTC": "2026-03-02 10:00:00+08", "2026-03-02 10:00 +0800".
Expected<Timestamp> parse_given_time(std::string_view text, const Zone* zone);

// "2026-03-02" and nothing else.
Expected<Days> parse_date(std::string_view text);
std::string format_date(Days day);

// RFC 3339 with the zone's offset at that instant, or with "Z" when `zone` is null, and in the hours
// at the ends of the calendar where the zone's year is no longer from 0001 to 9999: what is written
// can be read. The fraction is left out when zero and has 3, 6 or 9 digits otherwise.
std::string format_timestamp(Timestamp timestamp, const Zone* zone);
std::string format_instant(Instant instant, const Zone* zone);

}  // namespace stagegraph::time
