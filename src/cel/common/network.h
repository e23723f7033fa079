// SPDX-License-Identifier: Apache-2.0
// IP addresses and CIDR ranges as values.
#pragma once

#include <array>
#include <cstdint>

#include "cel/common/value.h"

namespace stagegraph::cel {

struct Network {
  std::array<uint8_t, 16> bytes{};  // the first 4 of IPv4
  bool is_v6 = false;               // never of an IPv4-mapped address: that is the IPv4 address
  bool is_cidr = false;
  uint8_t prefix = 0;  // bits, of a range
};

bool equal_networks(const Network& a, const Network& b);
// Whether a kNetwork is a range and not an address.
bool is_range(const Value& network);

}  // namespace stagegraph::cel
