// Durations as text in rulesets, facts and records: exact lengths of time, in the words of a span
// or in CEL's form.
//
// CEL's form is read strictly here, unlike in duration("...") of an expression: "+1s", "0", ".5s"
// and "0.1ns" are refused, as "+1" and ".5" are refused for numbers. cel/durations.h says why.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "cel/common/durations.h"

namespace stagegraph::ruleset {

// Nanoseconds of "36 hours", "PT36H", "129600s" or "1h30m". Nothing for anything else, and for
// spans such as "1 day" that are not exact.
std::optional<int64_t> parse_duration(std::string_view text);

using cel::format_duration;  // CEL's form: "129600s", "0.5s"

}  // namespace stagegraph::ruleset
