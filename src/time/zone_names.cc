// SPDX-License-Identifier: Apache-2.0
// The database names a zone after its largest city, or the one that was largest once. A city that
// it lacks is looked up in a table of our own, then among the last parts of all names, and only
// then by its spelling: "Asia/Beijing" is spelt like Beirut.
#include "time/zone_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/suggest.h"

namespace stagegraph::time {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr auto kRegions = std::to_array<std::string_view>(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil",
     "Canada", "Chile", "Etc", "Europe", "Indian", "Mexico", "Pacific", "US"});

// Cities that the database has no name for, and the zone that they are in.
constexpr auto kCities = std::to_array<Pair>({
    {"abu_dhabi", "Asia/Dubai"},
    {"atlanta", "America/New_York"},
    {"bangalore", "Asia/Kolkata"},
    {"barcelona", "Europe/Madrid"},
    {"beijing", "Asia/Shanghai"},
    {"bombay", "Asia/Kolkata"},
    {"boston", "America/New_York"},
    {"brasilia", "America/Sao_Paulo"},
    {"cape_town", "Africa/Johannesburg"},
    {"chengdu", "Asia/Shanghai"},
    {"chennai", "Asia/Kolkata"},
    {"cologne", "Europe/Berlin"},
    {"dallas", "America/Chicago"},
    {"delhi", "Asia/Kolkata"},
    {"edinburgh", "Europe/London"},
    {"frankfurt", "Europe/Berlin"},
    {"geneva", "Europe/Zurich"},
    {"guangzhou", "Asia/Shanghai"},
    {"hamburg", "Europe/Berlin"},
    {"hangzhou", "Asia/Shanghai"},
    {"hanoi", "Asia/Ho_Chi_Minh"},
    {"houston", "America/Chicago"},
    {"islamabad", "Asia/Karachi"},
    {"kyoto", "Asia/Tokyo"},
    {"lyon", "Europe/Paris"},
    {"miami", "America/New_York"},
    {"milan", "Europe/Rome"},
    {"montreal", "America/Toronto"},
    {"mumbai", "Asia/Kolkata"},
    {"munich", "Europe/Berlin"},
    {"nanjing", "Asia/Shanghai"},
    {"new_delhi", "Asia/Kolkata"},
    {"osaka", "Asia/Tokyo"},
    {"ottawa", "America/Toronto"},
    {"philadelphia", "America/New_York"},
    {"pretoria", "Africa/Johannesburg"},
    {"rio_de_janeiro", "America/Sao_Paulo"},
    {"san_francisco", "America/Los_Angeles"},
    {"seattle", "America/Los_Angeles"},
    {"shenzhen", "Asia/Shanghai"},
    {"st_petersburg", "Europe/Moscow"},
    {"tianjin", "Asia/Shanghai"},
    {"washington", "America/New_York"},
    {"wellington", "Pacific/Auckland"},
    {"wuhan", "Asia/Shanghai"},
    {"xian", "Asia/Shanghai"},
});

// Abbreviations, and the zones that they may stand for.
constexpr auto kAbbreviations = std::to_array<Pair>({
    {"ADT", "America/Halifax"},
    {"AEDT", "Australia/Sydney"},
    {"AEST", "Australia/Sydney or Australia/Brisbane"},
    {"AST", "America/Halifax or Asia/Riyadh"},
    {"AWST", "Australia/Perth"},
    {"BRT", "America/Sao_Paulo"},
    {"BST", "Europe/London or Asia/Dhaka"},
    {"CDT", "America/Chicago or America/Havana"},
    {"CEST", "Europe/Berlin or Europe/Paris"},
    {"CST", "Asia/Shanghai, America/Chicago or America/Havana"},
    {"EDT", "America/New_York"},
    {"GST", "Asia/Dubai or Atlantic/South_Georgia"},
    {"HKT", "Asia/Hong_Kong"},
    {"ICT", "Asia/Bangkok"},
    {"IST", "Asia/Kolkata, Asia/Jerusalem or Europe/Dublin"},
    {"JST", "Asia/Tokyo"},
    {"KST", "Asia/Seoul"},
    {"MDT", "America/Denver"},
    {"MSK", "Europe/Moscow"},
    {"NZDT", "Pacific/Auckland"},
    {"NZST", "Pacific/Auckland"},
    {"PDT", "America/Los_Angeles"},
    {"PKT", "Asia/Karachi"},
    {"PST", "America/Los_Angeles or Asia/Manila"},
    {"SAST", "Africa/Johannesburg"},
    {"SGT", "Asia/Singapore"},
    {"SST", "Pacific/Pago_Pago or Asia/Singapore"},
    {"WIB", "Asia/Jakarta"},
});

constexpr size_t kLongestName = 64;

std::string_view find_in(std::span<const Pair> table, std::string_view key) {
  auto at = std::find_if(table.begin(), table.end(), [&](const Pair& p) { return p.first == key; });
  return at == table.end() ? std::string_view() : at->second;
}

char lowered(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c + ('a' - 'A'));
  return c == ' ' || c == '-' ? '_' : c;
}

std::string lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = lowered(c);
  return lower;
}

// `lower` is in small letters already.
bool is_city(std::string_view part, std::string_view lower) {
  return std::equal(part.begin(), part.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return lowered(a) == b; });
}

std::string raised(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
  }
  return upper;
}

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('/') + 1); }

// The hours of "+8", "-08" and "+14".
std::optional<int> whole_hours(std::string_view text) {
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  int hours = 0;
  const char* end = text.data() + text.size();
  auto [rest, error] = std::from_chars(text.data() + 1, end, hours);
  constexpr int kMostHours = 14;
  if (error != std::errc() || rest != end || hours < 0 || hours > kMostHours) return std::nullopt;
  return text[0] == '-' ? -hours : hours;
}

std::string offset_of(int hours) {
  return fmt::format("{}{:02}:00", hours < 0 ? '-' : '+', hours < 0 ? -hours : hours);
}

// "UTC+8" and "GMT-5" mean what they say.
std::string meant_offset(std::string_view text) {
  const std::string upper = raised(text);
  for (std::string_view prefix : {"UTC", "GMT"}) {
    if (!upper.starts_with(prefix)) continue;
    if (auto hours = whole_hours(text.substr(prefix.size()))) return offset_of(*hours);
  }
  return {};
}

// The name, or the offset, that was probably meant. Empty where that is not clear.
std::string meant_zone(std::string_view text, std::span<const std::string_view> names) {
  if (text.size() > kLongestName) return {};
  if (std::string offset = meant_offset(text); !offset.empty()) return offset;
  const std::string city = lowered(last_part(text));
  if (std::string_view known = find_in(kCities, city); !known.empty()) return std::string(known);
  for (std::string_view name : names) {
    if (is_city(last_part(name), city) && looks_like_zone(name)) return std::string(name);
  }
  return std::string(nearest_name(text, names));
}

}  // namespace

bool looks_like_zone(std::string_view text) {
  size_t slash = text.find('/');
  if (slash == std::string_view::npos || text.size() > kLongestName) return false;
  return std::find(kRegions.begin(), kRegions.end(), text.substr(0, slash)) != kRegions.end();
}

std::string zone_hint(std::string_view text, std::span<const std::string_view> names) {
  std::string_view several = find_in(kAbbreviations, raised(text));
  if (!several.empty()) {
    return fmt::format(". '{}' is an abbreviation, which the database does not have. Write {}",
                       text, several);
  }
  std::string meant = meant_zone(text, names);
  return meant.empty() ? std::string() : fmt::format(". Did you mean '{}'?", meant);
}

std::optional<std::string> surprise_of_zone(std::string_view name) {
  constexpr std::string_view kPrefix = "Etc/GMT";
  if (!name.starts_with(kPrefix)) return std::nullopt;
  std::optional<int> hours = whole_hours(name.substr(kPrefix.size()));
  if (!hours || *hours == 0) return std::nullopt;
  return fmt::format(
      "'{}' is {} of UTC: the signs of these names are the other way round. Write the offset, {} "
      "or {}",
      name, *hours > 0 ? "west" : "east", offset_of(-*hours), offset_of(*hours));
}

}  // namespace stagegraph::time
