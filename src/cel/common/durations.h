// Durations as text: amounts with a unit, one after the other, such as "1h30m" or "-1.5s". The
// units are h, m, s, ms, us (or µs) and ns. Days and longer ones have no fixed length.
//
// There are two forms. CEL's definition is lenient: cel-go reads such text by Go's
// time.ParseDuration, and "0" is a duration. A ruleset's values are read strictly, as its numbers are: text that loses digits or
// that people would not write on purpose is refused where the definition takes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stagegraph::cel {

enum class DurationForm : uint8_t {
  // What duration("...") takes. "+1s", "0", ".5s" and "1.s" are durations too, and what is finer
  // than a nanosecond is cut off.
  kDefinition,
  // None of these: digits on both sides of a point, whole nanoseconds, no plus sign.
  kStrict,
};

// Nanoseconds. Nothing where the text is no duration or does not fit into 64 bits.
std::optional<int64_t> parse_duration(std::string_view text,
                                      DurationForm form = DurationForm::kDefinition);

// Seconds: "5400s", "-1.5s". Both forms read every duration back from it.
std::string format_duration(int64_t nanoseconds);

}  // namespace stagegraph::cel
