#include "cel/network.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

namespace stagegraph::cel {
namespace {

constexpr size_t kGroups = 8;

std::string format_v4(std::span<const uint8_t> bytes) {
  std::string out;
  for (size_t i = 0; i < 4; ++i) {
    if (i > 0) out += '.';
    out += std::to_string(bytes[i]);
  }
  return out;
}

struct Run {
  size_t begin = kGroups;
  size_t length = 0;
};

using Groups = std::array<uint16_t, kGroups>;

// The first of the longest runs of zeros; of one zero alone there is none.
Run longest_zeros(const Groups& groups) {
  Run best;
  for (size_t i = 0; i < kGroups; ++i) {
    size_t end = i;
    while (end < kGroups && groups[end] == 0) ++end;
    if (end - i > std::max(best.length, size_t{1})) best = {i, end - i};
    i = std::max(i, end);
  }
  return best;
}

std::string hex(uint16_t group) {
  std::array<char, 4> buffer{};
  auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), group, 16);
  return {buffer.data(), end};
}

std::string format_v6(const std::array<uint8_t, 16>& bytes) {
  Groups groups{};
  for (size_t i = 0; i < kGroups; ++i) {
    groups[i] = static_cast<uint16_t>(bytes[2 * i] << 8 | bytes[2 * i + 1]);
  }
  Run zeros = longest_zeros(groups);
  std::string out;
  for (size_t i = 0; i < kGroups; ++i) {
    if (i == zeros.begin) {
      out += "::";
      i += zeros.length - 1;
      continue;
    }
    if (!out.empty() && !out.ends_with(':')) out += ':';
    out += hex(groups[i]);
  }
  return out;
}

}  // namespace

bool is_range(const Value& network) { return network.as_network().is_cidr; }

bool equal_networks(const Network& a, const Network& b) {
  return a.is_cidr == b.is_cidr && a.is_v6 == b.is_v6 && a.prefix == b.prefix && a.bytes == b.bytes;
}

std::string format_network(const Network& network) {
  std::string out = network.is_v6 ? format_v6(network.bytes) : format_v4(network.bytes);
  return network.is_cidr ? out + "/" + std::to_string(network.prefix) : out;
}

}  // namespace stagegraph::cel
