// IP addresses and CIDR ranges as values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cel/runtime.h"
#include "cel/value.h"

namespace stagegraph::cel {

struct Network {
  std::array<uint8_t, 16> bytes{};  // the first 4 of IPv4
  bool is_v6 = false;
  bool is_cidr = false;
  uint8_t prefix = 0;  // bits, of a range
};

bool equal_networks(const Network& a, const Network& b);
// "192.168.0.1", "2001:db8::68"; without zone, and no IPv4 address in IPv6's clothes. Nothing, and
// the reason, where the text is none.
std::optional<Network> parse_address(std::string_view text, std::string& problem);
// "192.168.0.0/24"; bits behind the prefix may be set.
std::optional<Network> parse_range(std::string_view text, std::string& problem);

std::string format_network(const Network& network);  // RFC 5952

}  // namespace stagegraph::cel
