// SPDX-License-Identifier: Apache-2.0
// Reads fixed patterns from the front of a text: what the small readers of this folder share. Each
// take_...() moves past what it reads. Where it returns false the text is wrong, and where the
// scanner then stands says nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ascii.h"
#include "time/units.h"

namespace stagegraph::time {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take_any(std::string_view characters) {
    return !rest_.empty() && characters.find(rest_.front()) != characters.npos && take(peek());
  }

  // Exactly `count` digits; moves only when they are there. `count` is at most 9.
  bool take_fixed(size_t count, int32_t& value) {
    if (digits() < count) return false;
    value = 0;
    for (size_t i = 0; i < count; ++i) value = value * 10 + (rest_[i] - '0');
    rest_.remove_prefix(count);
    return true;
  }

  std::string_view take_digits() {
    std::string_view taken = rest_.substr(0, digits());
    rest_.remove_prefix(taken.size());
    return taken;
  }

  size_t digits() const {
    size_t count = 0;
    while (count < rest_.size() && is_digit(rest_[count])) ++count;
    return count;
  }

 private:
  std::string_view rest_;
};

// "00:00" to "24:00", in seconds.
inline bool take_clock(Scanner& in, int32_t& seconds) {
  int32_t hours = 0;
  int32_t minutes = 0;
  if (!in.take_fixed(2, hours) || !in.take(':') || !in.take_fixed(2, minutes)) return false;
  seconds = hours * kSecondsPerHour + minutes * kSecondsPerMinute;
  return minutes < 60 && seconds <= kSecondsPerDay;
}

// "+08:00": seconds east of UTC, of less than a day.
inline bool take_offset(Scanner& in, int32_t& seconds) {
  bool is_west = in.peek() == '-';
  int32_t size = 0;
  if (!in.take_any("+-") || !take_clock(in, size)) return false;
  seconds = is_west ? -size : size;
  return size < kSecondsPerDay;
}

// The digits behind a decimal point as billionths: "5" is 500,000,000. At most 9 digits.
inline int32_t fraction_to_nanos(std::string_view digits) {
  int32_t nanos = 0;
  for (size_t i = 0; i < 9; ++i) nanos = nanos * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  return nanos;
}

}  // namespace stagegraph::time
