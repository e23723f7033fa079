// Both forms are read by one walk over the parts of the text. The sum is kept without its sign in
// 128 bits and compared with the range after each part, so that nothing overflows on the way.
#include "cel/common/durations.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/int128.h"
#include "time/units.h"

namespace stagegraph::cel {

using namespace time;
namespace {

struct Unit {
  std::string_view name;
  int64_t nanoseconds;
};

// Longer names before their beginnings.
constexpr std::array<Unit, 8> kUnits = {{{"ns", 1},
                                         {"us", kNanosPerMicro},
                                         {"\u00b5s", kNanosPerMicro},
                                         {"\u03bcs", kNanosPerMicro},
                                         {"ms", kNanosPerMilli},
                                         {"s", kNanosPerSecond},
                                         {"m", int64_t{kSecondsPerMinute} * kNanosPerSecond},
                                         {"h", int64_t{kSecondsPerHour} * kNanosPerSecond}}};

constexpr Int128 kMostNegative = Int128{1} << 63;  // without its sign

std::string_view take_digits(std::string_view& text) {
  size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
  std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

// Zero where there are no digits, nothing where there are too many.
std::optional<uint64_t> read_count(std::string_view digits) {
  uint64_t count = 0;
  auto result = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (result.ec == std::errc::result_out_of_range) return std::nullopt;
  return count;
}

// Nanoseconds of the digits behind a point, rounded down.
struct Fraction {
  int64_t nanoseconds = 0;
  bool is_exact = true;
};

Fraction read_fraction(std::string_view digits, int64_t unit) {
  constexpr size_t kEnough = 18;  // no whole number of nanoseconds has more than 14 in any unit
  int64_t value = 0;
  int64_t scale = 1;
  for (char c : digits.substr(0, kEnough)) {
    value = value * 10 + (c - '0');
    scale *= 10;
  }
  Int128 product = Int128{value} * unit;
  bool is_exact = product % scale == 0 && digits.find_first_not_of('0', kEnough) == digits.npos;
  return {static_cast<int64_t>(product / scale), is_exact};
}

int64_t take_unit(std::string_view& text) {
  for (const Unit& unit : kUnits) {
    if (!text.starts_with(unit.name)) continue;
    text.remove_prefix(unit.name.size());
    return unit.nanoseconds;
  }
  return 0;
}

// "12.5h" off the front of `text`, added to `total`.
bool take_part(std::string_view& text, DurationForm form, Int128& total) {
  const bool strict = form == DurationForm::kStrict;
  std::string_view whole = take_digits(text);
  const bool has_point = text.starts_with('.');
  text.remove_prefix(has_point ? 1 : 0);
  std::string_view fraction = has_point ? take_digits(text) : std::string_view();
  if (whole.empty() && (strict || fraction.empty())) return false;
  if (strict && has_point && fraction.empty()) return false;
  const int64_t unit = take_unit(text);
  const std::optional<uint64_t> count = read_count(whole);
  if (unit == 0 || !count) return false;
  const Fraction part = read_fraction(fraction, unit);
  total += Int128{*count} * unit + part.nanoseconds;
  return total <= kMostNegative && (part.is_exact || !strict);
}

}  // namespace

std::optional<int64_t> parse_duration(std::string_view text, DurationForm form) {
  const bool lenient = form == DurationForm::kDefinition;
  const bool negative = text.starts_with('-');
  if (negative || (lenient && text.starts_with('+'))) text.remove_prefix(1);
  if (lenient && text == "0") return 0;
  if (text.empty()) return std::nullopt;
  Int128 total = 0;
  while (!text.empty()) {
    if (!take_part(text, form, total)) return std::nullopt;
  }
  if (!negative && total == kMostNegative) return std::nullopt;
  return static_cast<int64_t>(negative ? -total : total);
}

std::string format_duration(int64_t nanoseconds) {
  bool negative = nanoseconds < 0;
  uint64_t magnitude =
      negative ? ~static_cast<uint64_t>(nanoseconds) + 1 : static_cast<uint64_t>(nanoseconds);
  std::string out = (negative ? "-" : "") + std::to_string(magnitude / kNanosPerSecond);
  uint64_t fraction = magnitude % kNanosPerSecond;
  if (fraction != 0) {
    std::string digits = std::to_string(kNanosPerSecond + fraction).substr(1);
    digits.erase(digits.find_last_not_of('0') + 1);
    out += "." + digits;
  }
  return out + "s";
}

}  // namespace stagegraph::cel
