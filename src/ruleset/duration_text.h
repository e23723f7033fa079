// Durations as text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stagegraph::ruleset {

// Nanoseconds of "36 hours", "PT36H", "129600s" or "1h30m"; nothing for anything else, and for
// spans such as "1 day" that are not exact.
std::optional<int64_t> parse_duration(std::string_view text);

// CEL's form: "129600s", "0.5s".
std::string format_duration(int64_t nanoseconds);

}  // namespace stagegraph::ruleset
