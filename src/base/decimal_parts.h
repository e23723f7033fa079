// SPDX-License-Identifier: Apache-2.0
// What the files of Decimal share: the number in a form to calculate with.
#pragma once

#include <optional>

#include "base/decimal.h"
#include "base/int128.h"

namespace stagegraph::decimal_detail {

inline constexpr int kMaxScale = 28;
inline constexpr Int128 kMaxWhole = (Int128{1} << 95) - 1;
inline constexpr Int128 kMinWhole = -kMaxWhole;  // so that every number can be negated

// whole / 10^scale
struct Parts {
  Int128 whole = 0;
  int scale = 0;
};

Uint128 power_of_ten(int exponent);  // 0 to 38

inline Uint128 magnitude(Int128 value) {
  return value < 0 ? -static_cast<Uint128>(value) : static_cast<Uint128>(value);
}

inline Int128 with_sign(Uint128 value, bool negative) {
  return static_cast<Int128>(negative ? -value : value);
}

// What to add to a truncated magnitude: `odd` is its last bit, `half` how what was cut off compares
// with one half (-1, 0, 1).
inline Uint128 half_even_carry(bool odd, int half) {
  return half > 0 || (half == 0 && odd) ? 1 : 0;
}

inline int compare_with_half(Uint128 remainder, Uint128 divisor) {
  Uint128 rest = divisor - remainder;
  return remainder > rest ? 1 : remainder == rest ? 0 : -1;
}

Parts unpack(Decimal value);
// In lowest terms; nothing where it does not fit exactly. Any scale will do.
std::optional<Decimal> pack(Parts parts);

}  // namespace stagegraph::decimal_detail
