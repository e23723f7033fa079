// SPDX-License-Identifier: Apache-2.0
// Time zones of the IANA database, read by Howard Hinnant's date library from the system.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "time/civil.h"
#include "time/instant.h"

namespace stagegraph::time {

// How far "+08:00" or "-02:30" is east of UTC: less than a day. Nothing for any other text.
std::optional<std::chrono::seconds> parse_offset(std::string_view text);

// From `begin` to the next period's, a zone's clocks are `offset` east of UTC.
struct ZonePeriod {
  Instant begin;
  std::chrono::seconds offset;
};

// A zone's offsets from UTC, unpacked once into a sorted list. Immutable; may be shared by threads.
//
// The rules are followed to the year 2200; after that the last offset stays.
//
// Local times that do not exist or exist twice: a time inside a gap is moved forward by the gap's
// length (02:30 becomes 03:30); of a time that occurs twice the first occurrence is meant.
class Zone {
 public:
  // "Asia/Shanghai", "UTC", or a fixed offset "+08:00". Fails with kUnknownName and a suggestion.
  static Expected<std::shared_ptr<const Zone>> load(std::string_view name);

  const std::string& name() const { return name_; }
  std::chrono::seconds offset_at(Instant at) const;  // east of UTC
  WallTime to_local(Instant at) const { return WallTime(at.time_since_epoch() + offset_at(at)); }
  Instant to_utc(WallTime local) const;
  // The first moment at which the clock shows this time, or a later one.
  Instant first_moment(WallTime local) const;
  Instant start_of_day(Days day) const;  // the first moment that has this date

  // False for a day that the zone skipped as it crossed the date line: Samoa had no 2011-12-30.
  bool has_day(Days day) const;
  // How many days from `day` on, or back from it where `step` is -1, pass without a change of the
  // clocks on them or on a day beside them.
  int64_t steady_days(Days day, int32_t step) const;
  // So many of the zone's days later; earlier, where `count` is negative.
  Days move_day(Days day, int64_t count) const;

 private:
  Zone() = default;

  struct Found {
    size_t period;
    bool in_gap;  // no period has this local time: `period` is the one after the gap
  };

  Instant end_of(size_t period) const;
  Instant at_offset_of(size_t period, WallTime local) const;
  Found find_local(WallTime local) const;

  std::string name_;
  std::vector<ZonePeriod> periods_;  // sorted; the first begins before every instant
  std::vector<Days> skipped_days_;   // sorted; most zones have none
};

}  // namespace stagegraph::time
