// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.h"

#include <algorithm>

#include "base/decimal_parts.h"

namespace stagegraph {

namespace {

using namespace decimal_detail;  // NOLINT: this file and decimal_text.cc are its only users

// a.whole * 10^places, or nothing past 128 bits.
std::optional<Int128> scaled_up(Int128 whole, int places) {
  Int128 result;
  Int128 power = static_cast<Int128>(power_of_ten(places));
  if (__builtin_mul_overflow(whole, power, &result)) return std::nullopt;
  return result;
}

// Takes up to `most` factors out of `value` and says how many.
int take_factors(Uint128& value, unsigned factor, int most) {
  int count = 0;
  while (count < most && value % factor == 0) value /= factor, ++count;
  return count;
}

int count_factors(Uint128 value, unsigned factor) { return take_factors(value, factor, 128); }

// Divides the product a * b by factor^count, one of which holds them all between them.
void drop_factors(Uint128& a, Uint128& b, unsigned factor, int count) {
  take_factors(b, factor, count - take_factors(a, factor, count));
}

// A quotient under way: (whole + remainder / divisor) / 10^scale.
struct Quotient {
  Uint128 whole;
  Uint128 remainder;
  Uint128 divisor;
  int scale;
};

// Brings down digits while they fit and there is something to bring down.
void bring_down_digits(Quotient& q) {
  while (q.remainder != 0 && q.scale < kMaxScale) {
    Uint128 next = q.whole * 10 + q.remainder * 10 / q.divisor;
    if (next > static_cast<Uint128>(kMaxWhole)) return;
    q.whole = next;
    q.remainder = q.remainder * 10 % q.divisor;
    ++q.scale;
  }
}

// An inexact quotient keeps 28 digits, though some of 29 fit.
void round_off(Quotient& q) {
  int half = compare_with_half(q.remainder, q.divisor);
  if (q.whole >= power_of_ten(kMaxScale)) {
    int digit = static_cast<int>(q.whole % 10);
    q.whole /= 10;
    --q.scale;
    half = digit >= 5 ? 1 : -1;  // the remainder is not zero: never exactly half
  }
  q.whole += half_even_carry(q.whole % 2 != 0, half);
}

bool rounds_away(Decimal::Rounding rounding, bool negative, bool odd, int half) {
  switch (rounding) {
    case Decimal::Rounding::kHalfUp:
      return half >= 0;
    case Decimal::Rounding::kHalfEven:
      return half_even_carry(odd, half) != 0;
    case Decimal::Rounding::kUp:
      return true;
    case Decimal::Rounding::kDown:
      return false;
    case Decimal::Rounding::kCeiling:
      return !negative;
    default:
      return negative;
  }
}

}  // namespace

Decimal Decimal::from_int(int64_t value) { return *pack({value, 0}); }

std::optional<int64_t> Decimal::to_int() const {
  Parts parts = unpack(*this);
  Int128 whole = parts.whole / static_cast<Int128>(power_of_ten(parts.scale));
  if (whole < INT64_MIN || whole > INT64_MAX) return std::nullopt;
  return static_cast<int64_t>(whole);
}

// The number with fewer places is scaled up. Where that overflows there is no exact sum either:
// the other's last digit is not zero, so that no digit of the sum can be dropped.
std::optional<Decimal> add(Decimal a, Decimal b) {
  Parts x = unpack(a);
  Parts y = unpack(b);
  if (x.scale > y.scale) std::swap(x, y);
  std::optional<Int128> whole = scaled_up(x.whole, y.scale - x.scale);
  if (!whole || __builtin_add_overflow(*whole, y.whole, &*whole)) return std::nullopt;
  return pack({*whole, y.scale});
}

std::optional<Decimal> subtract(Decimal a, Decimal b) {
  Parts x = unpack(a);
  Parts y = unpack(b);
  int scale = std::max(x.scale, y.scale);
  std::optional<Int128> left = scaled_up(x.whole, scale - x.scale);
  std::optional<Int128> right = scaled_up(y.whole, scale - y.scale);
  Int128 whole;
  if (!left || !right || __builtin_sub_overflow(*left, *right, &whole)) return std::nullopt;
  return pack({whole, scale});
}

// The product's trailing zeros are taken out of the factors beforehand, as pairs of 2 and 5; what
// then overflows has no exact form.
std::optional<Decimal> multiply(Decimal a, Decimal b) {
  if (a.is_zero() || b.is_zero()) return Decimal();
  Parts x = unpack(a);
  Parts y = unpack(b);
  Uint128 left = magnitude(x.whole);
  Uint128 right = magnitude(y.whole);
  int zeros = std::min({x.scale + y.scale, count_factors(left, 2) + count_factors(right, 2),
                        count_factors(left, 5) + count_factors(right, 5)});
  drop_factors(left, right, 2, zeros);
  drop_factors(left, right, 5, zeros);
  Uint128 product;
  if (__builtin_mul_overflow(left, right, &product) || product >> 96 != 0) return std::nullopt;
  return pack({with_sign(product, a.negative() != b.negative()), x.scale + y.scale - zeros});
}

std::optional<Decimal> divide(Decimal a, Decimal b) {
  if (b.is_zero()) return std::nullopt;
  Parts x = unpack(a);
  Parts y = unpack(b);
  Uint128 divisor = magnitude(y.whole);
  Quotient q{magnitude(x.whole) / divisor, magnitude(x.whole) % divisor, divisor,
             x.scale - y.scale};
  bring_down_digits(q);
  if (q.remainder != 0) round_off(q);
  return pack({with_sign(q.whole, a.negative() != b.negative()), q.scale});
}

std::strong_ordering compare(Decimal a, Decimal b) {
  Parts x = unpack(a);
  Parts y = unpack(b);
  int scale = std::max(x.scale, y.scale);
  std::optional<Int128> left = scaled_up(x.whole, scale - x.scale);
  std::optional<Int128> right = scaled_up(y.whole, scale - y.scale);
  // Past 128 bits it is further from zero than anything that needed no scaling.
  if (!left) return x.whole <=> Int128{0};
  if (!right) return Int128{0} <=> y.whole;
  return *left <=> *right;
}

std::optional<Decimal> Decimal::rounded(int places, Rounding rounding) const {
  if (places < 0 || places > kMaxScale) return std::nullopt;
  Parts parts = unpack(*this);
  if (parts.scale <= places) return *this;
  Uint128 divisor = power_of_ten(parts.scale - places);
  Uint128 kept = magnitude(parts.whole) / divisor;
  int half = compare_with_half(magnitude(parts.whole) % divisor, divisor);
  kept += rounds_away(rounding, negative(), kept % 2 != 0, half) ? 1 : 0;
  return pack({with_sign(kept, negative()), places});
}

}  // namespace stagegraph
