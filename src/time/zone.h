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

namespace stagegraph {

// Seconds east of UTC of "+08:00" or "-02:30", less than a day. Nothing for any other text.
std::optional<int32_t> parse_offset(std::string_view text);

// From `begin` (UTC seconds) to the next period's, a zone's clocks are `offset` seconds east of
// UTC.
struct ZonePeriod {
  int64_t begin;
  int32_t offset;
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
  int32_t offset_at(int64_t utc_seconds) const;  // seconds east of UTC
  int64_t to_local(int64_t utc_seconds) const { return utc_seconds + offset_at(utc_seconds); }
  int64_t to_utc(int64_t local_seconds) const;
  // UTC seconds of the first moment at which the clock shows this time, or a later one.
  int64_t first_moment(int64_t local_seconds) const;
  int64_t start_of_day(Days day) const;  // UTC seconds of the first moment that has this date

 private:
  Zone() = default;

  struct Found {
    size_t period;
    bool in_gap;  // no period has this local time: `period` is the one after the gap
  };

  int64_t end_of(size_t period) const;
  Found find_local(int64_t local_seconds) const;

  std::string name_;
  std::vector<ZonePeriod> periods_;  // sorted; the first begins before every instant
};

}  // namespace stagegraph
