// SPDX-License-Identifier: Apache-2.0
#include "base/fingerprint.h"

#include <fmt/format.h>

namespace stagegraph {

namespace {

constexpr Uint128 kPrime = (Uint128{1} << 88) + 0x13b;

void add_byte(Uint128& state, uint8_t byte) {
  state ^= byte;
  state *= kPrime;
}

}  // namespace

void Fingerprint::add(std::string_view bytes) {
  uint64_t size = bytes.size();
  for (int i = 0; i < 8; ++i) add_byte(state_, static_cast<uint8_t>(size >> (8 * i)));
  for (char c : bytes) add_byte(state_, static_cast<uint8_t>(c));
}

std::string Fingerprint::hex() const {
  return fmt::format("{:016x}{:016x}", static_cast<uint64_t>(state_ >> 64),
                     static_cast<uint64_t>(state_));
}

}  // namespace stagegraph
