// The system reads and writes addresses. CEL is stricter with what it reads (no zone, no
// IPv4-mapped address with dots) and writes IPv6 addresses without dots, whatever range they are
// from.
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

// A number without sign and leading zeros, at most `max`.
std::optional<uint8_t> prefix_length(std::string_view text, uint8_t max) {
  uint8_t value = 0;
  if (text.size() > 1 && text[0] == '0') return std::nullopt;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > max) return std::nullopt;
  return value;
}

// The system writes the end of ::/96 and ::ffff:0:0/96 with dots. They become two groups again.
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
    problem = "an IPv4-mapped IPv6 address is not allowed";
    return std::nullopt;
  }
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
  auto prefix = prefix_length(text.substr(slash + 1), network->is_v6 ? 128 : 32);
  if (!prefix) {
    problem = "the length of the prefix is no number or too large";
    return std::nullopt;
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
