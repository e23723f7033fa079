// Time zones that expressions name.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace stagegraph::cel {

// How far east of UTC the zone is ("Asia/Shanghai", "+08:00", "-02:30", "08:00") at that instant.
// Zones are loaded once a thread.
std::optional<std::chrono::seconds> zone_offset(std::string_view zone, std::chrono::sys_seconds at);

}  // namespace stagegraph::cel
