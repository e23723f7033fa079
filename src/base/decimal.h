// SPDX-License-Identifier: Apache-2.0
// An exact decimal number: a signed 96-bit whole number divided by a power of ten from 0 to 28,
// which is at least 28 digits. Kept in lowest terms (no trailing zero after the point), so equal
// numbers have equal bytes and print alike.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stagegraph {

class Decimal {
 public:
  constexpr Decimal() = default;
  static Decimal from_int(int64_t value);

  // "-12.50", "3e-2": digits with an optional sign, point (digits on both sides of it) and
  // exponent, and nothing else. Nothing where the text is not a number or does not fit exactly.
  static std::optional<Decimal> parse(std::string_view text);

  // The nearest decimal (half to even at 28 places) to the shortest text that reads back as
  // `value`; nothing for NaN, infinities and what is too large.
  static std::optional<Decimal> from_double(double value);

  std::string to_string() const;          // plain notation: "-12.5", "100"
  double to_double() const;               // nearest, ties to even
  std::optional<int64_t> to_int() const;  // truncated toward zero; nothing if out of range

  bool negative() const { return hi_ < 0; }
  bool is_zero() const { return lo_ == 0 && hi_ == 0; }

  // Exact; nothing where the result does not fit.
  friend std::optional<Decimal> add(Decimal a, Decimal b);
  friend std::optional<Decimal> subtract(Decimal a, Decimal b);
  friend std::optional<Decimal> multiply(Decimal a, Decimal b);
  // Exact where the quotient fits; otherwise rounded half to even at 28 significant digits, or at
  // 28 places after the point if those are fewer. Nothing for division by zero or overflow.
  friend std::optional<Decimal> divide(Decimal a, Decimal b);
  friend std::strong_ordering compare(Decimal a, Decimal b);
  friend bool operator==(const Decimal&, const Decimal&) = default;

  // kHalfUp: half away from zero. kUp: away from zero. kDown: toward zero.
  enum class Rounding : uint8_t { kHalfUp, kHalfEven, kUp, kDown, kCeiling, kFloor };
  // Nothing where `places` is not from 0 to 28.
  std::optional<Decimal> rounded(int places, Rounding rounding) const;

  // The raw parts, for storing in 13 bytes: the whole number's low 64 bits, its signed high 32
  // bits, the power of ten. Only the parts of a Decimal may be put together again.
  uint64_t low() const { return lo_; }
  int32_t high() const { return hi_; }
  uint8_t scale() const { return scale_; }
  static constexpr Decimal from_parts(uint64_t low, int32_t high, uint8_t scale) {
    Decimal d;
    d.lo_ = low, d.hi_ = high, d.scale_ = scale;
    return d;
  }

 private:
  uint64_t lo_ = 0;
  int32_t hi_ = 0;
  uint8_t scale_ = 0;
};

}  // namespace stagegraph
