// Time zones of the IANA database, read by Howard Hinnant's date library from the system.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "time/instant.h"

namespace stagegraph {

// A zone's offsets from UTC, unpacked once into a sorted list. Immutable; may be shared by threads.
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

 private:
  struct Period {
    int64_t begin;  // UTC seconds, inclusive
    int32_t offset;
  };

  std::string name_;
  std::vector<Period> periods_;  // sorted; the first begins before every instant
};

}  // namespace stagegraph
