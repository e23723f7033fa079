// Time zones that expressions name.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace stagegraph::cel {

// Seconds east of UTC in the zone ("Asia/Shanghai", "+08:00", "-02:30", "08:00") at that instant.
// Zones are loaded once a thread.
std::optional<int64_t> zone_offset(std::string_view zone, int64_t utc_seconds);

}  // namespace stagegraph::cel
