// CEL's text form of durations, which is Go's: a sum of decimal numbers with units. All arithmetic
// is on integers of nanoseconds, so that 0.1s is exact.
#include "cel/common/durations.h"

#include <array>

#include "base/int128.h"

namespace stagegraph::cel {
namespace {

struct Unit {
  std::string_view name;
  int64_t nanoseconds;
};

constexpr int64_t kSecond = 1'000'000'000;

// Longer names before their beginnings.
constexpr std::array<Unit, 8> kUnits = {{{"ns", 1},
                                         {"us", 1'000},
                                         {"\u00b5s", 1'000},
                                         {"\u03bcs", 1'000},
                                         {"ms", 1'000'000},
                                         {"s", kSecond},
                                         {"m", 60 * kSecond},
                                         {"h", 3600 * kSecond}}};

// The digits at the front of `text`.
std::string_view take_digits(std::string_view& text) {
  size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  std::string_view digits = text.substr(0, count);
  text.remove_prefix(count);
  return digits;
}

// "12.5h" off the front of `text`, added to `total`.
bool take_part(std::string_view& text, int64_t& total) {
  constexpr size_t kEnough = 14;  // further digits are below a nanosecond
  std::string_view digits = take_digits(text);
  std::string_view decimals;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    decimals = take_digits(text);
  }
  bool any = !digits.empty() || !decimals.empty();
  int64_t whole = 0;
  for (char digit : digits) {
    if (__builtin_mul_overflow(whole, int64_t{10}, &whole) ||
        __builtin_add_overflow(whole, int64_t{digit - '0'}, &whole)) {
      return false;
    }
  }
  int64_t fraction = 0;
  int64_t scale = 1;
  for (char digit : decimals.substr(0, kEnough)) {
    fraction = fraction * 10 + (digit - '0');
    scale *= 10;
  }
  for (const Unit& unit : kUnits) {
    if (!any || !text.starts_with(unit.name)) continue;
    text.remove_prefix(unit.name.size());
    int64_t value = 0;
    auto part = static_cast<int64_t>(Int128{fraction} * unit.nanoseconds / scale);
    return !__builtin_mul_overflow(whole, unit.nanoseconds, &value) &&
           !__builtin_add_overflow(value, part, &value) &&
           !__builtin_add_overflow(total, value, &total);
  }
  return false;
}

}  // namespace

std::optional<int64_t> parse_duration(std::string_view text) {
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return 0;
  if (text.empty()) return std::nullopt;
  int64_t total = 0;
  while (!text.empty()) {
    if (!take_part(text, total)) return std::nullopt;
  }
  return negative ? -total : total;
}

std::string format_duration(int64_t nanoseconds) {
  bool negative = nanoseconds < 0;
  uint64_t magnitude =
      negative ? ~static_cast<uint64_t>(nanoseconds) + 1 : static_cast<uint64_t>(nanoseconds);
  std::string out = (negative ? "-" : "") + std::to_string(magnitude / kSecond);
  uint64_t fraction = magnitude % kSecond;
  if (fraction != 0) {
    std::string digits = std::to_string(kSecond + fraction).substr(1);
    digits.erase(digits.find_last_not_of('0') + 1);
    out += "." + digits;
  }
  return out + "s";
}

}  // namespace stagegraph::cel
