// SPDX-License-Identifier: Apache-2.0
// IP addresses and CIDR ranges as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cel/common/network.h"

namespace stagegraph::cel {

// "192.168.0.1", "2001:db8::68". Without a zone, and no IPv4-mapped address written with dots. One
// written in hexadecimal, "::ffff:c0a8:1", is the IPv4 address 192.168.0.1. Nothing, and the
// reason, where the text is none.
std::optional<Network> parse_address(std::string_view text, std::string& problem);
// "192.168.0.0/24". Bits behind the prefix may be set. A range of IPv4-mapped addresses is one of
// IPv4 addresses, and may not reach beyond them.
std::optional<Network> parse_range(std::string_view text, std::string& problem);

std::string format_network(const Network& network);  // RFC 5952

}  // namespace stagegraph::cel
