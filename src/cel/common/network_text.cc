// SPDX-License-Identifier: Apache-2.0
// The system reads and writes addresses. CEL is stricter with what it reads (no zone, no
// IPv4-mapped address with dots) and writes IPv6 addresses without dots, whatever range they are
// from. An IPv4-mapped address becomes the IPv4 address as it is read, so that it compares,
// prints and lies in ranges as that address does.
#include "cel/common/network_text.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace stagegraph::cel {
namespace {

using Bytes = std::array<uint8_t, 16>;

int family_of(const Network& network) { return network.is_v6 ? AF_INET6 : AF_INET; }

bool is_mapped(const Bytes& bytes) {
  constexpr Bytes kPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  return std::equal(bytes.begin(), bytes.begin() + 12, kPrefix.begin());
}

constexpr uint8_t kMappedBits = 96;  // of the prefix that an IPv4 address is mapped by

// From "::ffff:c0a8:1" to "192.168.0.1".
void unmap(Network& address) {
  std::copy(address.bytes.begin() + kMappedBits / 8, address.bytes.end(), address.bytes.begin());
  std::fill(address.bytes.begin() + 4, address.bytes.end(), uint8_t{0});
  address.is_v6 = false;
}

constexpr std::string_view kMappedProblem = "an IPv4-mapped IPv6 address is not allowed";

// A number without sign and leading zeros, at most `max`.
std::optional<uint8_t> prefix_length(std::string_view text, uint8_t max) {
  uint8_t value = 0;
  if (text.size() > 1 && text[0] == '0') return std::nullopt;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > max) return std::nullopt;
  return value;
}

// The system writes the end of ::/96 with dots. It becomes two groups again.
std::string without_dots(std::string text, const Bytes& bytes) {
  std::array<char, 10> groups{};
  char* end = groups.data();
  for (size_t i : {size_t{12}, size_t{14}}) {
    if (i == 14) *end++ = ':';
    end = std::to_chars(end, groups.data() + groups.size(), bytes[i] << 8 | bytes[i + 1], 16).ptr;
  }
  return text.replace(text.rfind(':') + 1, std::string::npos, {groups.data(), end});
}

}  // namespace

std::optional<Network> parse_address(std::string_view text, std::string& problem) {
  if (text.find('%') != std::string_view::npos) {
    problem = "an address with a zone is not allowed";
    return std::nullopt;
  }
  Network address;
  address.is_v6 = text.find(':') != std::string_view::npos;
  const std::string terminated(text);
  bool is_cut_short = text.find('\0') != std::string_view::npos;
  if (is_cut_short ||
      inet_pton(family_of(address), terminated.c_str(), address.bytes.data()) != 1) {
    problem = "this is no IP address";
    return std::nullopt;
  }
  if (address.is_v6 && text.find('.') != std::string_view::npos && is_mapped(address.bytes)) {
    problem = kMappedProblem;
    return std::nullopt;
  }
  if (address.is_v6 && is_mapped(address.bytes)) unmap(address);
  return address;
}

std::optional<Network> parse_range(std::string_view text, std::string& problem) {
  size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    problem = "a CIDR range has a '/' and the length of its prefix";
    return std::nullopt;
  }
  std::optional<Network> network = parse_address(text.substr(0, slash), problem);
  if (!network) return std::nullopt;
  bool is_written_v6 = text.find(':') != std::string_view::npos;
  auto prefix = prefix_length(text.substr(slash + 1), is_written_v6 ? 128 : 32);
  if (!prefix) {
    problem = "the length of the prefix is no number or too large";
    return std::nullopt;
  }
  if (is_written_v6 && !network->is_v6) {
    if (*prefix < kMappedBits) {
      problem = kMappedProblem;
      return std::nullopt;
    }
    prefix = static_cast<uint8_t>(*prefix - kMappedBits);
  }
  network->is_cidr = true;
  network->prefix = *prefix;
  return network;
}

std::string format_network(const Network& network) {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  inet_ntop(family_of(network), network.bytes.data(), buffer.data(), buffer.size());
  std::string out = buffer.data();
  bool has_dots = out.find('.') != std::string::npos;
  if (network.is_v6 && has_dots) out = without_dots(std::move(out), network.bytes);
  return network.is_cidr ? out + "/" + std::to_string(network.prefix) : out;
}

}  // namespace stagegraph::cel
