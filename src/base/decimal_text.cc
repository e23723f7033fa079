// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include "base/ascii.h"
#include "base/decimal.h"
#include "base/decimal_parts.h"

namespace stagegraph {

namespace {

using namespace decimal_detail;  // NOLINT: this file and decimal.cc are its only users

// A number as it is written. The scale is the text's own: it may be negative or past 28.
struct Text {
  bool negative = false;
  Uint128 whole = 0;   // without trailing zeros
  int64_t zeros = 0;   // trailing zeros seen but not in `whole`
  int64_t places = 0;  // digits after the point
  int64_t exponent = 0;
  bool too_long = false;  // more significant digits than fit
};

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool take_sign(std::string_view& text) {
  bool negative = take(text, '-');
  if (!negative) take(text, '+');
  return negative;
}

std::string_view take_digits(std::string_view& text) {
  auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  std::string_view digits = text.substr(0, static_cast<size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

// Zeros are held back until a digit follows, so that "1.000...0" of any length is 1.
void add_digits(Text& number, std::string_view digits) {
  for (char c : digits) {
    if (c == '0') {
      number.zeros += number.whole != 0;
      continue;
    }
    for (; number.zeros >= 0 && !number.too_long; --number.zeros) {
      number.whole *= 10;
      number.too_long = number.whole > magnitude(kMinWhole);
    }
    number.zeros = 0;
    number.whole += static_cast<unsigned>(c - '0');
  }
}

// Saturates: past a billion the exact number no longer matters, and no text is that long.
int64_t read_exponent(std::string_view digits, bool negative) {
  int64_t value = 0;
  for (char c : digits) value = std::min<int64_t>(value * 10 + (c - '0'), 1'000'000'000'000);
  return negative ? -value : value;
}

std::optional<Text> read(std::string_view text) {
  Text number;
  number.negative = take_sign(text);
  std::string_view before = take_digits(text);
  bool has_point = take(text, '.');
  std::string_view after = has_point ? take_digits(text) : std::string_view();
  if (before.empty() || (has_point && after.empty())) return std::nullopt;
  add_digits(number, before);
  add_digits(number, after);
  number.places = static_cast<int64_t>(after.size());
  if (take(text, 'e') || take(text, 'E')) {
    bool negative = take_sign(text);
    std::string_view digits = take_digits(text);
    if (digits.empty()) return std::nullopt;
    number.exponent = read_exponent(digits, negative);
  }
  if (!text.empty()) return std::nullopt;
  return number;
}

// The scale of `whole` once the zeros held back are left out.
int64_t scale_of(const Text& number) { return number.places - number.exponent - number.zeros; }

// Cuts a scale past 28 down to it, half to even.
Parts cut_to_max_scale(const Text& number, int64_t scale) {
  int64_t excess = scale - kMaxScale;
  if (excess > 38) return {};
  Uint128 divisor = power_of_ten(static_cast<int>(excess));
  Uint128 whole = number.whole / divisor;
  whole += half_even_carry(whole % 2 != 0, compare_with_half(number.whole % divisor, divisor));
  return {with_sign(whole, number.negative), kMaxScale};
}

std::optional<Decimal> pack_text(const Text& number, int64_t scale) {
  if (number.whole == 0) return Decimal();
  if (number.too_long || std::abs(scale) > kMaxScale) return std::nullopt;
  return pack({with_sign(number.whole, number.negative), static_cast<int>(scale)});
}

// Sign, 29 digits, a point and a zero before it.
using Buffer = std::array<char, 40>;

std::string_view print(Decimal value, Buffer& buffer) {
  Parts parts = unpack(value);
  Uint128 rest = magnitude(parts.whole);
  char* at = buffer.end();
  int digits = 0;
  do {
    if (digits == parts.scale && digits != 0) *--at = '.';
    *--at = static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
    ++digits;
  } while (rest != 0 || digits <= parts.scale);
  if (value.negative()) *--at = '-';
  return {at, static_cast<size_t>(buffer.end() - at)};
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  std::optional<Text> number = read(text);
  if (!number) return std::nullopt;
  return pack_text(*number, scale_of(*number));
}

std::optional<Decimal> Decimal::from_double(double value) {
  Buffer buffer;
  char* end = std::to_chars(buffer.begin(), buffer.end(), value).ptr;
  std::optional<Text> number = read({buffer.begin(), static_cast<size_t>(end - buffer.begin())});
  if (!number) return std::nullopt;  // NaN and infinities
  int64_t scale = scale_of(*number);
  if (scale > kMaxScale) return pack(cut_to_max_scale(*number, scale));
  return pack_text(*number, scale);
}

std::string Decimal::to_string() const {
  Buffer buffer;
  return std::string(print(*this, buffer));
}

double Decimal::to_double() const {
  Buffer buffer;
  std::string_view text = print(*this, buffer);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace stagegraph
