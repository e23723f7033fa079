// CEL's text form of durations: "1h30m", "-1.5s".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stagegraph::cel {

// Nanoseconds. Nothing where the text is no duration or does not fit into 64 bits.
std::optional<int64_t> parse_duration(std::string_view text);

std::string format_duration(int64_t nanoseconds);  // seconds: "5400s", "-1.5s"

}  // namespace stagegraph::cel
