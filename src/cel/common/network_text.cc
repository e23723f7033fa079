#include "cel/common/network_text.h"

#include <algorithm>
#include <array>
#include <charconv>
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

using Bytes = std::array<uint8_t, 16>;

// A number without sign and leading zeros, at most `max`.
std::optional<uint32_t> plain_number(std::string_view text, uint32_t max) {
  uint32_t value = 0;
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > max) return std::nullopt;
  return value;
}

bool read_v4(std::string_view text, uint8_t* out) {
  for (int i = 0; i < 4; ++i) {
    size_t dot = i < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return false;
    auto part = plain_number(text.substr(0, dot), 255);
    if (!part) return false;
    out[i] = static_cast<uint8_t>(*part);
    text.remove_prefix(std::min(dot + 1, text.size()));
  }
  return true;
}

// Groups between colons into `out`; an address in dots may stand last. Nothing when malformed.
std::optional<size_t> read_groups(std::string_view text, uint8_t* out, size_t room,
                                  bool may_end_in_dots, bool& dots) {
  size_t size = 0;
  while (!text.empty()) {
    size_t colon = std::min(text.find(':'), text.size());
    std::string_view group = text.substr(0, colon);
    if (colon == text.size() && may_end_in_dots && group.find('.') != std::string_view::npos) {
      dots = true;
      if (size + 4 > room || !read_v4(group, out + size)) return std::nullopt;
      return size + 4;
    }
    uint32_t value = 0;
    auto [end, error] = std::from_chars(group.data(), group.data() + group.size(), value, 16);
    bool bad = group.empty() || group.size() > 4 || error != std::errc() ||
               end != group.data() + group.size() || size + 2 > room;
    if (bad) return std::nullopt;
    out[size++] = static_cast<uint8_t>(value >> 8);
    out[size++] = static_cast<uint8_t>(value & 0xFF);
    if (colon == text.size()) break;
    text.remove_prefix(colon + 1);
    if (text.empty()) return std::nullopt;  // it ends in a colon
  }
  return size;
}

bool read_v6(std::string_view text, Bytes& out, bool& dots) {
  size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    return read_groups(text, out.data(), out.size(), true, dots) == out.size();
  }
  Bytes tail{};
  auto head_size = read_groups(text.substr(0, gap), out.data(), out.size(), false, dots);
  auto tail_size = read_groups(text.substr(gap + 2), tail.data(), tail.size(), true, dots);
  if (!head_size || !tail_size || *head_size + *tail_size > out.size() - 2) return false;
  std::copy_n(tail.begin(), *tail_size, out.end() - static_cast<ptrdiff_t>(*tail_size));
  return true;
}

bool is_mapped(const Bytes& bytes) {
  return std::all_of(bytes.begin(), bytes.begin() + 10, [](uint8_t b) { return b == 0; }) &&
         bytes[10] == 0xFF && bytes[11] == 0xFF;
}

}  // namespace

std::optional<Network> parse_address(std::string_view text, std::string& problem) {
  Network address;
  bool dots = false;
  if (text.find('%') != std::string_view::npos) {
    problem = "an address with a zone is not allowed";
    return std::nullopt;
  }
  address.is_v6 = text.find(':') != std::string_view::npos;
  bool good =
      address.is_v6 ? read_v6(text, address.bytes, dots) : read_v4(text, address.bytes.data());
  if (!good) {
    problem = "this is no IP address";
    return std::nullopt;
  }
  if (dots && is_mapped(address.bytes)) {
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
  auto prefix = plain_number(text.substr(slash + 1), network->is_v6 ? 128 : 32);
  if (!prefix) {
    problem = "the length of the prefix is no number or too large";
    return std::nullopt;
  }
  network->is_cidr = true;
  network->prefix = static_cast<uint8_t>(*prefix);
  return network;
}

std::string format_network(const Network& network) {
  std::string out = network.is_v6 ? format_v6(network.bytes) : format_v4(network.bytes);
  return network.is_cidr ? out + "/" + std::to_string(network.prefix) : out;
}

}  // namespace stagegraph::cel
