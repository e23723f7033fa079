// Functions on addresses and ranges. Bits are compared after masking both sides by the prefix of
// the range.
#include "cel/functions/network_functions.h"

#include <algorithm>
#include <optional>
#include <string>

#include "cel/common/network.h"
#include "cel/common/network_text.h"
#include "cel/functions/bounds.h"

namespace stagegraph::cel {
namespace {

Value keep(Runtime& runtime, const Network& network) {
  return Value::network(runtime.arena.make<Network>(network));
}

// An address or range, from text where it is given as text. Nothing after setting `failure`.
std::optional<Network> read(Runtime& runtime, const Value& value, bool range, Value& failure) {
  if (value.is(Kind::kNetwork) && is_range(value) == range) return value.as_network();
  if (!value.is(Kind::kString)) {
    failure = runtime.no_overload(range ? "cidr" : "ip", {&value, 1});
    return std::nullopt;
  }
  std::string_view text = value.as_text();
  constexpr size_t kLongest = 64;
  std::string problem = "it is too long";
  std::optional<Network> network;
  if (text.size() <= kLongest) {
    network = range ? parse_range(text, problem) : parse_address(text, problem);
  }
  if (!network) {
    failure = runtime.fail((range ? "CIDR '" : "IP Address '") +
                           std::string(text.substr(0, kLongest)) + "' parse error: " + problem);
  }
  return network;
}

template <bool kRange>
Value make(Runtime& runtime, Arguments arguments) {
  Value failure;
  auto network = read(runtime, arguments[0], kRange, failure);
  return network ? keep(runtime, *network) : failure;
}

template <bool kRange>
Value is_readable(Runtime& runtime, Arguments arguments) {
  if (!arguments[0].is(Kind::kString)) return runtime.no_overload("isIP", arguments);
  Value failure;
  return Value::boolean(read(runtime, arguments[0], kRange, failure).has_value());
}

Value is_canonical(Runtime& runtime, Arguments arguments) {
  Value failure;
  auto network = read(runtime, arguments[0], false, failure);
  if (!network) return failure;
  return Value::boolean(!arguments[0].is(Kind::kString) ||
                        format_network(*network) == arguments[0].as_text());
}

// ---- addresses

bool is_address(const Value& value) { return value.is(Kind::kNetwork) && !is_range(value); }

Value family(Runtime& runtime, Arguments arguments) {
  if (!is_address(arguments[0])) return runtime.no_overload("family", arguments);
  return Value::integer(arguments[0].as_network().is_v6 ? 6 : 4);
}

std::span<const uint8_t> bytes_of(const Network& network) {
  return {network.bytes.data(), network.is_v6 ? size_t{16} : size_t{4}};
}

bool all_bytes(const Network& network, uint8_t value) {
  auto bytes = bytes_of(network);
  return std::all_of(bytes.begin(), bytes.end(), [&](uint8_t b) { return b == value; });
}

bool unspecified(const Network& n) { return all_bytes(n, 0); }

bool loopback(const Network& n) {
  if (!n.is_v6) return n.bytes[0] == 127;
  Network one;
  one.is_v6 = true;
  one.bytes[15] = 1;
  return n.bytes == one.bytes;
}

bool multicast(const Network& n) {
  return n.is_v6 ? n.bytes[0] == 0xFF : (n.bytes[0] & 0xF0) == 0xE0;
}

bool link_local_multicast(const Network& n) {
  if (n.is_v6) return n.bytes[0] == 0xFF && (n.bytes[1] & 0x0F) == 0x02;
  return n.bytes[0] == 224 && n.bytes[1] == 0 && n.bytes[2] == 0;
}

bool link_local_unicast(const Network& n) {
  if (n.is_v6) return n.bytes[0] == 0xFE && (n.bytes[1] & 0xC0) == 0x80;
  return n.bytes[0] == 169 && n.bytes[1] == 254;
}

bool global_unicast(const Network& n) {
  bool broadcast = !n.is_v6 && all_bytes(n, 0xFF);
  return !broadcast && !unspecified(n) && !loopback(n) && !multicast(n) && !link_local_unicast(n);
}

template <bool (*kAsk)(const Network&)>
Value ask(Runtime& runtime, Arguments arguments) {
  if (!is_address(arguments[0])) return runtime.no_overload("ip", arguments);
  return Value::boolean(kAsk(arguments[0].as_network()));
}

// ---- ranges

Network masked(Network network) {
  for (size_t i = 0; i < network.bytes.size(); ++i) {
    int kept = std::clamp(static_cast<int>(network.prefix) - static_cast<int>(8 * i), 0, 8);
    network.bytes[i] = static_cast<uint8_t>(network.bytes[i] & (0xFF00 >> kept));
  }
  return network;
}

bool contains_network(const Network& range, const Network& other) {
  if (range.is_v6 != other.is_v6 || (other.is_cidr && other.prefix < range.prefix)) return false;
  Network cut = other;
  cut.prefix = range.prefix;
  return masked(cut).bytes == masked(range).bytes;
}

template <bool kRange>
Value contains(Runtime& runtime, Arguments arguments) {
  if (!arguments[0].is(Kind::kNetwork) || !is_range(arguments[0])) {
    return runtime.no_overload(kRange ? "containsCIDR" : "containsIP", arguments);
  }
  Value failure;
  auto other = read(runtime, arguments[1], kRange, failure);
  if (!other) return failure;
  return Value::boolean(contains_network(arguments[0].as_network(), *other));
}

template <typename Part>
Value part(Runtime& runtime, Arguments arguments, std::string_view name, Part get) {
  if (!arguments[0].is(Kind::kNetwork) || !is_range(arguments[0])) {
    return runtime.no_overload(name, arguments);
  }
  return get(arguments[0].as_network());
}

Value address_part(Runtime& runtime, Arguments arguments) {
  return part(runtime, arguments, "ip", [&](Network network) {
    network.is_cidr = false;
    network.prefix = 0;
    return keep(runtime, network);
  });
}

Value masked_part(Runtime& runtime, Arguments arguments) {
  return part(runtime, arguments, "masked",
              [&](const Network& network) { return keep(runtime, masked(network)); });
}

Value prefix_length(Runtime& runtime, Arguments arguments) {
  return part(runtime, arguments, "prefixLength",
              [](const Network& network) { return Value::integer(network.prefix); });
}

}  // namespace

std::span<const Declaration> network_declarations() {
  static constexpr Declaration kTable[] = {
      {"ip", Style::kGlobal, "string -> net.IP | net.IP -> net.IP", make<false>, kNoSteps, kByType},
      {"isIP", Style::kGlobal, "string -> bool", is_readable<false>, kNoSteps, kByType},
      {"ip.isCanonical", Style::kGlobal, "string -> bool", is_canonical, kNoSteps, kByType},
      {"cidr", Style::kGlobal, "string -> net.CIDR | net.CIDR -> net.CIDR", make<true>, kNoSteps,
       kByType},
      {"isCIDR", Style::kGlobal, "string -> bool", is_readable<true>, kNoSteps, kByType},
      {"family", Style::kMember, "net.IP -> int", family, kNoSteps, kByType},
      {"isUnspecified", Style::kMember, "net.IP -> bool", ask<unspecified>, kNoSteps, kByType},
      {"isLoopback", Style::kMember, "net.IP -> bool", ask<loopback>, kNoSteps, kByType},
      {"isGlobalUnicast", Style::kMember, "net.IP -> bool", ask<global_unicast>, kNoSteps, kByType},
      {"isLinkLocalMulticast", Style::kMember, "net.IP -> bool", ask<link_local_multicast>,
       kNoSteps, kByType},
      {"isLinkLocalUnicast", Style::kMember, "net.IP -> bool", ask<link_local_unicast>, kNoSteps,
       kByType},
      {"containsIP", Style::kMember, "net.CIDR, net.IP -> bool | net.CIDR, string -> bool",
       contains<false>, kNoSteps, kByType},
      {"containsCIDR", Style::kMember, "net.CIDR, net.CIDR -> bool | net.CIDR, string -> bool",
       contains<true>, kNoSteps, kByType},
      {"ip", Style::kMember, "net.CIDR -> net.IP", address_part, kNoSteps, kByType},
      {"masked", Style::kMember, "net.CIDR -> net.CIDR", masked_part, kNoSteps, kByType},
      {"prefixLength", Style::kMember, "net.CIDR -> int", prefix_length, kNoSteps, kByType},
  };
  return kTable;
}

}  // namespace stagegraph::cel
