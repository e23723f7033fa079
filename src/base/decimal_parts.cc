// SPDX-License-Identifier: Apache-2.0
#include "base/decimal_parts.h"

#include <array>

namespace stagegraph::decimal_detail {

namespace {

constexpr std::array<Uint128, 39> make_powers() {
  std::array<Uint128, 39> powers{};
  Uint128 power = 1;
  for (Uint128& p : powers) p = power, power *= 10;
  return powers;
}

constexpr std::array<Uint128, 39> kPowers = make_powers();

bool is_in_range(Int128 whole) { return whole >= kMinWhole && whole <= kMaxWhole; }

}  // namespace

Uint128 power_of_ten(int exponent) { return kPowers[static_cast<size_t>(exponent)]; }

Parts unpack(Decimal value) {
  return {static_cast<Int128>(static_cast<Uint128>(Int128{value.high()}) << 64 | value.low()),
          value.scale()};
}

std::optional<Decimal> pack(Parts parts) {
  if (parts.whole == 0) return Decimal();
  while (parts.scale > 0 && parts.whole % 10 == 0) parts.whole /= 10, --parts.scale;
  while (parts.scale < 0 && is_in_range(parts.whole)) parts.whole *= 10, ++parts.scale;
  if (parts.scale > kMaxScale || !is_in_range(parts.whole)) return std::nullopt;
  return Decimal::from_parts(static_cast<uint64_t>(parts.whole),
                             static_cast<int32_t>(parts.whole >> 64),
                             static_cast<uint8_t>(parts.scale));
}

}  // namespace stagegraph::decimal_detail
